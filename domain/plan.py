"""A unit's own plan for an assignment: who under it carries it out, and until which inner day.

Đảng ủy UBND tỉnh is given the task, Sở Tài chính does it: counted once, at the top, seen by both.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import msgspec

from domain.assignment import Assignment
from domain.door import needed, not_in_future
from domain.errors import Refused
from domain.event import AccountId
from domain.exchange import Delegated, DelegationEnded
from domain.progress import running
from domain.subordination import lies_under
from domain.unit import Unit, must_exist
from domain.vietnamese import day as vn_day


class Plan(msgspec.Struct, frozen=True):
    """What an executing unit has to do in [``from_day``, ``to_day``)."""

    from_day: date
    to_day: date
    executing: UUID
    inner_day: date | None
    text: str
    officer: AccountId


_PLANNING = (Delegated, DelegationEnded)


def plans(assignment: Assignment) -> list[Plan]:
    """All plans ever, as known now, by day. A plan ends with its successor, its end, or its lead's leading."""
    said = [s.fact for s in assignment.standing if isinstance(s.fact, _PLANNING)]
    found = []
    for nth, fact in enumerate(said):
        if not isinstance(fact, Delegated):
            continue
        later = (other.day for other in said[nth + 1 :] if other.executing == fact.executing)
        until = min(assignment.leads_until(fact.lead, fact.day), next(later, date.max))
        if until > fact.day:
            found.append(Plan(fact.day, until, fact.executing, fact.inner_day, fact.text, fact.officer))
    return found


def plans_on(assignment: Assignment, day: date) -> dict[UUID, Plan]:
    """The plans that hold on a day, by executing unit."""
    return {p.executing: p for p in plans(assignment) if p.from_day <= day < p.to_day}


def delegate(
    assignment: Assignment,
    executing: Unit,
    units: Callable[[UUID], Unit],
    *,
    by: AccountId,
    day: date,
    today: date,
    inner_day: date | None = None,
    text: str = "",
    officer: AccountId = "",
) -> Delegated:
    """Giao đơn vị trực tiếp thực hiện: the lead itself or a unit under it, until an inner day.

    Source: working practice of the offices, "with an inner deadline not later than ours"; ours is that of ``day``.
    """
    not_in_future(day, today)
    segment = running(assignment.on(day), day)
    must_exist(executing, day)
    if executing.id != segment.lead and not lies_under(executing, segment.lead, day, units):
        raise Refused(
            f"{executing.name} không trực thuộc {units(segment.lead).name} (tính đến ngày {vn_day(day)}); đề nghị "
            "chọn đơn vị trực thuộc, hoặc đề nghị Văn phòng điều chỉnh phân công.",
            field="executing",
        )
    if inner_day and segment.deadline and inner_day > segment.deadline:
        raise Refused(
            f"Hạn nội bộ {vn_day(inner_day)} muộn hơn hạn {vn_day(segment.deadline)}; đề nghị chọn ngày không "
            "muộn hơn hạn được giao.",
            field="inner_day",
        )
    if inner_day and inner_day < day:
        raise Refused(
            f"Hạn nội bộ {vn_day(inner_day)} sớm hơn ngày giao {vn_day(day)}; đề nghị kiểm tra ngày, hoặc để trống.",
            field="inner_day",
        )
    return Delegated(
        by=by,
        day=day,
        lead=segment.lead,
        executing=executing.id,
        inner_day=inner_day,
        text=text,
        officer=officer,
    )


def end_delegation(
    assignment: Assignment, *, by: AccountId, day: date, today: date, executing: UUID, reason: str
) -> DelegationEnded:
    """The unit no longer carries it out."""
    not_in_future(day, today)
    running(assignment.on(day), day)
    if executing not in plans_on(assignment, day):
        raise Refused(f"Ngày {vn_day(day)} đơn vị không được giao trực tiếp thực hiện.", field="executing")
    why = needed(reason, "Đề nghị nêu lý do thôi giao thực hiện.")
    return DelegationEnded(by=by, day=day, executing=executing, reason=why)
