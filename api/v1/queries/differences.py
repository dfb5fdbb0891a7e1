"""The difference of any two points of the two clocks: counted by what became of each, and listed."""

from collections.abc import Mapping
from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from api.v1.clocks import Page, When
from api.v1.queries.shapes import stage_name
from api.v1.reading import Position, read_cursor, write_cursor
from api.v1.table import Ask, Query
from domain.assignment_facts import Stage
from domain.difference import Change
from domain.errors import NotFound
from projections.differences import Between, Line, counted, listed
from projections.unit_differences import UnitLine, reorganised

ChangeName = Literal[
    "completed", "extended", "overdue", "removed", "given", "reopened", "taken_over", "handed_over", "passed",
    "started", "claimed", "suspended", "resumed", "overdue_ended", "retimed", "redated", "restored", "gone",
]  # fmt: skip


Counted = Literal["assignments", "tasks"]


class TwoPoints(Page, frozen=True, kw_only=True):
    """Từ thời điểm nào (was_day, was_known) đến thời điểm nào (day, known); của đơn vị, văn bản nào; thay đổi nào."""

    was_known: str = ""
    was_day: str = ""
    unit: UUID | None = None
    document: UUID | None = None
    counted: Counted = "assignments"
    change: ChangeName | None = None


class UnitDifference(msgspec.Struct, frozen=True):
    """Một đơn vị đã thay đổi: đổi tên, sáp nhập, …; các đơn vị kế thừa."""

    unit: UUID
    changes: list[str]
    was_name: str
    name: str
    successors: list[str]


class Difference(msgspec.Struct, frozen=True):
    """Một lượt giao hoặc nhiệm vụ ở hai thời điểm."""

    assignment: UUID | None
    task: UUID
    number: str
    clause: str
    text: str
    document: str
    was_lead: str
    lead: str
    was_deadline: date | None
    deadline: date | None
    was_stage: str | None
    stage: str | None
    was_completed_on: date | None
    completed_on: date | None
    changes: list[str]


class Differences(msgspec.Struct, frozen=True):
    """Khác nhau giữa hai thời điểm: số còn mở ở mỗi thời điểm, số của từng thay đổi, các đơn vị; danh sách nếu hỏi."""

    was_day: date
    day: date
    counted: Counted
    opening: int
    closing: int
    was_overdue: int
    overdue: int
    changes: Mapping[str, int]
    units: list[UnitDifference]
    items: list[Difference]
    total: int
    next: str


def _differences(ask: Ask) -> Differences:
    p: TwoPoints = ask.params
    then = When(known=p.was_known, day=p.was_day).moment(ask.reader)
    if ask.sight and p.unit and p.unit not in (*ask.sight.own, *ask.sight.below):
        raise NotFound
    units = (p.unit,) if p.unit else None
    # A unit is given assignments: of its part of a task alone there is nothing else to count.
    tasks = p.counted == "tasks" and ask.sight is None and units is None
    between = Between(then, ask.at, units=units, document=p.document, sight=ask.sight, tasks=tasks)
    account = counted(ask.cursor, between)
    lines, total, offset = list[Line](), 0, read_cursor(tuple[Position], p.cursor)[0] if p.cursor else 0
    if p.change:
        lines, total = listed(ask.cursor, between, Change[p.change.upper()], offset=offset, limit=p.limit)
    changed = [] if p.document else reorganised(ask.cursor, ask.house.log, between)
    end = offset + len(lines)
    return Differences(
        was_day=then.day,
        day=ask.at.day,
        counted="tasks" if tasks else "assignments",
        opening=account.opening,
        closing=account.closing,
        was_overdue=account.was_overdue,
        overdue=account.overdue,
        changes={change.name.lower(): account.of(change) for change in Change},
        units=[_unit(line) for line in changed],
        items=[_item(line) for line in lines],
        total=total,
        next=write_cursor([end]) if 0 < end < total else "",
    )


def _unit(line: UnitLine) -> UnitDifference:
    changes = [change.name.lower() for change in line.changes]
    return UnitDifference(line.unit, changes, line.was_name, line.name, list(line.successors))


def _item(line: Line) -> Difference:
    fields = {name: getattr(line, name) for name in Difference.__struct_fields__}
    fields |= {"was_stage": _stage(line.was_stage), "stage": _stage(line.stage)}
    return Difference(**fields | {"changes": [change.name.lower() for change in sorted(line.changes)]})


def _stage(stage: Stage | None) -> str | None:
    return None if stage is None else stage_name(stage)


DIFFERENCES = (
    Query(
        name="differences",
        path="/differences",
        summary="Khác nhau giữa hai thời điểm",
        params=TwoPoints,
        found=Differences,
        run=_differences,
    ),
)
