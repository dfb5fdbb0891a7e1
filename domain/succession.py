"""Nothing stays with a unit that is gone: what is open goes to the successor, on the later of both days."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from domain.assignment import Assignment
from domain.assignment_facts import HandedOver
from domain.errors import Refused
from domain.event import AccountId
from domain.unit import Unit


def settle(
    assignment: Assignment, units: Callable[[UUID], Unit], *, by: AccountId, hand_to: UUID | None = None
) -> Assignment:
    """The assignment with hand-overs added until its last lead is a unit that exists, if it is open.

    After a split ``hand_to`` names the successor; without it the act is refused.
    """
    while assignment.issued and assignment.last.is_open:
        lead = units(assignment.last.lead)
        if lead.ended is None:
            return assignment
        day = max(lead.ended.day, _led_since(assignment))
        successor = _successor(lead, units, hand_to)
        assignment = assignment.let_in(
            HandedOver(
                by=by,
                day=day,
                to=successor,
                reason=f"{lead.name} kết thúc hoạt động",
                paper=lead.ended.paper,
            )
        )
    return assignment


def _successor(lead: Unit, units: Callable[[UUID], Unit], hand_to: UUID | None) -> UUID:
    assert lead.ended is not None
    successors = lead.ended.successors
    if len(successors) == 1:
        return successors[0]
    if hand_to in successors:
        return hand_to
    names = "; ".join(units(s).name for s in successors)
    raise Refused(
        f"{lead.name} đã chia tách ({lead.ended.paper.number}); đề nghị chọn đơn vị tiếp nhận nhiệm vụ: {names}.",
        field="hand_to",
    )


def _led_since(assignment: Assignment) -> date:
    last = assignment.last
    since = last.from_day
    for segment in reversed(assignment.segments):
        if not segment.is_open or segment.lead != last.lead:
            break
        since = segment.from_day
    return since


def no_circle(ended: Unit, units: Callable[[UUID], Unit]) -> None:
    """Refuses the end of a unit that would take over from itself by way of its successors."""
    for heir in with_heirs(ended, units):
        if heir.ended and ended.id in heir.ended.successors:
            raise Refused(
                f"{ended.name} đã kế thừa nhiệm vụ của {heir.name} nên không thể chuyển lại cho đơn vị đó; "
                "đề nghị kiểm tra ngày và đơn vị kế thừa.",
                field="successors",
            )


def with_heirs(unit: Unit, units: Callable[[UUID], Unit]) -> Iterator[Unit]:
    """The unit and whatever took over from it, however often."""
    seen, heirs = {unit.id}, [unit]
    for heir in heirs:
        yield heir
        new = [s for s in (heir.ended.successors if heir.ended else ()) if s not in seen]
        seen.update(new)
        heirs += map(units, new)
