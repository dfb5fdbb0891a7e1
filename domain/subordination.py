"""Units under units, from a day on: Sở Tài chính under Đảng ủy UBND tỉnh.

A unit whose parent has ended stands under the one that took over from it, until it is placed anew; after a
split under none, since nobody has said which.
"""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from domain.errors import Refused
from domain.event import AccountId
from domain.paper import Paper
from domain.unit import Placed, Unit, must_exist
from domain.vietnamese import day as vn_day

Units = Callable[[UUID], Unit]


def parents(unit: Unit, day: date, units: Units) -> Iterator[Unit]:
    """Whom the unit stands under on ``day``, the nearest first."""
    seen = {unit.id}
    while (above := _above(unit, day)) is not None and above not in seen:
        seen.add(above)
        unit = units(above)
        if unit.exists_on(day):
            yield unit


def lies_under(unit: Unit, lead: UUID, day: date, units: Units) -> bool:
    """Whether the unit is subordinate to ``lead`` on ``day``, at however many removes."""
    return any(parent.id == lead for parent in parents(unit, day, units))


def place(
    unit: Unit, parent: Unit | None, units: Units, *, by: AccountId, day: date, paper: Paper | None = None
) -> Placed:
    """Puts the unit under ``parent`` from ``day`` on (None: under the committee itself)."""
    must_exist(unit, day)
    span = unit.on(day)
    if span and span.parent == (parent.id if parent else None):
        under = f"đang trực thuộc {parent.name}" if parent else "không trực thuộc đơn vị nào khác"
        raise Refused(f"Ngày {vn_day(day)} {unit.name} {under}.", field="parent")
    if parent:
        must_be_above(unit, parent, day, units)
    return Placed(by=by, day=day, parent=parent.id if parent else None, paper=paper)


def must_be_above(unit: Unit, parent: Unit, day: date, units: Units) -> None:
    """Refuses a parent that is not there on ``day``, or that is, now or at any later day, under the unit."""
    must_exist(parent, day)
    above, seen = [parent], {parent.id}
    for one in above:
        if one.id == unit.id:
            raise Refused(
                f"{parent.name} trực thuộc (hoặc do kế thừa đã thuộc) {unit.name} nên không thể là đơn vị cấp trên."
                if parent.id != unit.id
                else f"{unit.name} không thể trực thuộc chính mình.",
                field="parent",
            )
        later = {span.parent for span in one.spans if span.parent and span.to_day > day}
        heirs = one.ended.successors if one.ended else ()
        new = [u for u in (*later, *heirs) if u not in seen]
        seen.update(new)
        above += map(units, new)


def _above(unit: Unit, day: date) -> UUID | None:
    if unit.ended and unit.ended.day <= day:
        return unit.ended.successors[0] if len(unit.ended.successors) == 1 else None
    span = unit.on(day)
    return span.parent if span else None
