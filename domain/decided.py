"""What is decided for all: facts that hold from a day on until a later one, and what is taken back of them.

The rules of judging and the calendars of the years are kept so. Of two decisions of one day the later recorded
holds; a decision that was recorded wrongly is taken back and stays in the log.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId, Dated, Event, Fact

Decided = TypeVar("Decided", bound=Dated)


class TakenBack(Fact, frozen=True, kw_only=True):
    """From here on the decision of version ``target`` of the stream does not hold, for any day."""

    target: int
    reason: str


AnyTakenBack = TypeVar("AnyTakenBack", bound=TakenBack)


def standing(events: Sequence[Event], kind: type[Decided]) -> list[tuple[int, Decided]]:
    """(version, fact) of the decisions of that kind that were not taken back, in the order they take effect."""
    gone = {e.fact.target for e in events if isinstance(e.fact, TakenBack)}
    kept = [
        (e.originator_version, e.fact)
        for e in events
        if isinstance(e.fact, kind) and e.originator_version not in gone
    ]
    return sorted(kept, key=lambda decision: (decision[1].day, decision[0]))


def in_force(events: Sequence[Event], kind: type[Decided], day: date) -> Decided | None:
    """What holds on a day, as far as the events tell."""
    return next((fact for _, fact in reversed(standing(events, kind)) if fact.day <= day), None)


def take_back(
    events: Sequence[Event],
    kind: type[Dated],
    made: type[AnyTakenBack],
    *,
    target: int,
    reason: str,
    by: AccountId,
) -> AnyTakenBack:
    """Takes a decision back. Refuses what is none, or was taken back before."""
    if not any(version == target for version, _ in standing(events, kind)):
        raise Refused(f"Mục {target} không phải là quy định đang ghi nhận; đề nghị xem lại.", field="target")
    return made(by=by, target=target, reason=needed(reason, "Đề nghị nêu lý do bỏ quy định ghi nhầm."))
