"""What a unit asks and says beside its reports: another assignment of the work, a co-ordinating opinion."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import msgspec

from domain.assignment import Assignment
from domain.door import needed, not_in_future
from domain.errors import Refused
from domain.event import AccountId
from domain.exchange import OpinionGiven, ReassignmentAsked, ReassignmentDeclined
from domain.progress import running
from domain.unit import Unit, must_exist
from domain.vietnamese import day as vn_day


class Asking(msgspec.Struct, frozen=True):
    """A request for another assignment of the work, waiting for its answer in [``from_day``, ``to_day``)."""

    version: int
    from_day: date
    to_day: date
    fact: ReassignmentAsked


def askings(assignment: Assignment) -> list[Asking]:
    """All requests, as known now, by day: answered by who declines, or by the work going to another unit."""
    declined = {
        s.fact.asked: s.fact.day for s in assignment.standing if isinstance(s.fact, ReassignmentDeclined)
    }
    return [
        Asking(
            s.ref,
            s.fact.day,
            min(assignment.leads_until(s.fact.unit, s.fact.day), declined.get(s.ref, date.max)),
            s.fact,
        )
        for s in assignment.standing
        if isinstance(s.fact, ReassignmentAsked)
    ]


def ask_reassignment(
    assignment: Assignment, *, by: AccountId, day: date, today: date, reason: str
) -> ReassignmentAsked:
    """Đề nghị điều chỉnh phân công, by the unit that leads; one request at a time."""
    not_in_future(day, today)
    lead = running(assignment.on(day), day).lead
    if waiting := _waiting(assignment):
        raise Refused(
            f"Đã có đề nghị điều chỉnh phân công chưa được trả lời (mục {waiting[0].version}).",
            field="assignment",
        )
    why = needed(reason, "Đề nghị nêu lý do điều chỉnh phân công.")
    return ReassignmentAsked(by=by, day=day, unit=lead, reason=why)


def decline_reassignment(
    assignment: Assignment, *, by: AccountId, day: date, today: date, reason: str
) -> ReassignmentDeclined:
    """The Office leaves the work where it is; to follow the request it hands over."""
    not_in_future(day, today)
    waiting = _waiting(assignment)
    if not waiting:
        raise Refused("Không có đề nghị điều chỉnh phân công đang chờ trả lời.", field="assignment")
    asked = waiting[0]
    if day < asked.from_day:
        raise Refused(
            f"Ngày {vn_day(day)} sớm hơn ngày đề nghị điều chỉnh phân công {vn_day(asked.from_day)}.",
            field="day",
        )
    why = needed(reason, "Đề nghị nêu lý do không điều chỉnh phân công.")
    return ReassignmentDeclined(by=by, day=day, asked=asked.version, reason=why)


def give_opinion(
    assignment: Assignment,
    unit: Unit,
    coordinating: Collection[UUID],
    *,
    by: AccountId,
    day: date,
    today: date,
    text: str,
) -> OpinionGiven:
    """Ý kiến phối hợp. ``coordinating``: the units that co-ordinate, and those that took over from them."""
    not_in_future(day, today)
    running(assignment.on(day), day)
    if unit.id not in coordinating:
        raise Refused(f"{unit.name} không phải là đơn vị phối hợp của nhiệm vụ này.", field="unit")
    must_exist(unit, day)
    opinion = needed(text, "Đề nghị nhập ý kiến phối hợp.", "text")
    return OpinionGiven(by=by, day=day, unit=unit.id, opinion=opinion)


def _waiting(assignment: Assignment) -> list[Asking]:
    return [a for a in askings(assignment) if a.to_day == date.max]
