"""Tasks and assignments: lists, one of them, its history."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.v1.clocks import Page, When
from api.v1.queries.shapes import (
    Assignment,
    History,
    Task,
    assignment,
    history,
    next_page,
    task,
    version_of,
)
from api.v1.reading import Position, read_cursor
from api.v1.table import Ask, Query
from domain.errors import NotFound
from domain.rules import Timeliness
from projections import coordination, lists
from projections.coordination import CoordinatedLine
from projections.lists import Filter
from projections.paging import Key
from projections.plans import PlanLine, plans_of
from projections.relations import Opinion, opinions_of
from projections.reports import CONFIRMED
from projections.story import Head, head_of, of_task
from projections.waiting import ReportLine, reports_of

Category = Literal[
    "done_on_time", "done_late", "done_undated", "in_time", "overdue", "undated", "suspended", "removed"
]
MOST = 1000
"""A task is given to fewer units."""


class Narrowed(Page, frozen=True, kw_only=True):
    """Lọc danh sách."""

    category: tuple[Category, ...] = ()
    document: UUID | None = None
    due_from: date | None = None
    due_before: date | None = None
    soon: bool = False
    undated: bool = False


class NarrowedAssignments(Narrowed, frozen=True, kw_only=True):
    """Lọc danh sách lượt giao."""

    unit: UUID | None = None
    group: Annotated[int, msgspec.Meta(ge=1, le=6)] | None = None
    task: UUID | None = None


class Assignments(msgspec.Struct, frozen=True):
    """Một trang lượt giao, hạn sớm nhất trước."""

    items: list[Assignment]
    total: int
    next: str


class Tasks(msgspec.Struct, frozen=True):
    """Một trang nhiệm vụ, hạn sớm nhất trước."""

    items: list[Task]
    total: int
    next: str


class Coordinated(msgspec.Struct, frozen=True):
    """Một trang nhiệm vụ phối hợp."""

    items: list[CoordinatedLine]
    next: str


class OneTask(msgspec.Struct, frozen=True):
    """Một nhiệm vụ: nội dung, các lượt giao, phần phối hợp."""

    task: UUID
    version: int
    head: Head
    assignments: list[Assignment]
    coordinated: list[CoordinatedLine]


class OneAssignment(msgspec.Struct, frozen=True, tag_field="seen", tag="whole"):
    """Một lượt giao: tình trạng, báo cáo, kế hoạch trong đơn vị, ý kiến phối hợp."""

    version: int
    assignment: Assignment
    reports: list[ReportLine]
    plans: list[PlanLine]
    opinions: list[Opinion]


class OneCoordinated(msgspec.Struct, frozen=True, tag_field="seen", tag="coordinated"):
    """Một lượt giao phối hợp: nội dung, thời hạn, báo cáo đã xác nhận."""

    version: int
    assignment: CoordinatedLine
    reports: list[ReportLine]
    opinions: list[Opinion]


class Entries(msgspec.Struct, frozen=True):
    """Diễn biến thực hiện, theo thứ tự ghi."""

    items: list[History]
    next: str


def _key(line: lists.AssignmentLine | CoordinatedLine) -> Key:
    return line.deadline, line.assignment


def _filter(ask: Ask) -> Filter:
    p: Narrowed = ask.params
    return Filter(
        categories=tuple(Timeliness[category.upper()] for category in p.category),
        document=p.document,
        due_from=p.due_from,
        due_before=p.due_before,
        undated=p.undated,
        soon=ask.soon if p.soon else None,
    )


def _after(ask: Ask) -> Key | None:
    return read_cursor(Key, ask.params.cursor) if ask.params.cursor else None


def _assignments(ask: Ask) -> Assignments:
    p: NarrowedAssignments = ask.params
    wanted = msgspec.structs.replace(_filter(ask), unit=p.unit, group=p.group, task=p.task)
    lines, total = lists.assignments(
        ask.cursor, ask.at, wanted, after=_after(ask), limit=p.limit + 1, sight=ask.sight
    )
    return Assignments([*map(assignment, lines[: p.limit])], total, next_page(lines, p.limit, _key))


def _tasks(ask: Ask) -> Tasks:
    p: Narrowed = ask.params
    lines, total = lists.tasks(
        ask.cursor, ask.at, _filter(ask), after=_after(ask), limit=p.limit + 1, sight=ask.sight
    )
    following = next_page(lines, p.limit, lambda line: (line.deadline, line.task))
    return Tasks([*map(task, lines[: p.limit])], total, following)


def _coordinated(ask: Ask) -> Coordinated:
    p: Page = ask.params
    if ask.sight is None:
        return Coordinated([], "")
    lines = coordination.coordinated(ask.cursor, ask.at, ask.sight, after=_after(ask), limit=p.limit + 1)
    return Coordinated(lines[: p.limit], next_page(lines, p.limit, _key))


def parts(ask: Ask, task_id: UUID) -> tuple[list[lists.AssignmentLine], list[CoordinatedLine]]:
    """What is seen of a task: in whole, and what is co-ordinated. Raises ``NotFound`` where that is nothing."""
    whole = lists.of_task(ask.cursor, ask.at, task_id, sight=ask.sight)
    if ask.sight is None:
        return whole, []
    other = coordination.coordinated(ask.cursor, ask.at, ask.sight, task=task_id, limit=MOST)
    if not whole and not other:
        raise NotFound
    return whole, other


def _task(ask: Ask) -> OneTask:
    task_id = ask.ids["task"]
    whole, other = parts(ask, task_id)
    head = head_of(ask.cursor, ask.at, task_id)
    return OneTask(task_id, version_of(ask, task_id), head, [*map(assignment, whole)], other)


def _task_history(ask: Ask) -> Entries:
    """The units are told of their own part, from the day on that they have it."""
    task_id, p = ask.ids["task"], ask.params
    whole, _ = parts(ask, task_id)
    only = None if ask.sight is None else {line.assignment for line in whole}
    return paged(ask, history(ask, of_task(ask.cursor, ask.house.log, ask.at, task_id, only=only)), p)


def paged(ask: Ask, entries: list[History], page: Page) -> Entries:
    """A page of a history, behind the position of the last entry of the page before."""
    after = read_cursor(tuple[Position], page.cursor)[0] if page.cursor else 0
    lines = [entry for entry in entries if entry.position > after][: page.limit + 1]
    return Entries(lines[: page.limit], next_page(lines, page.limit, lambda entry: (entry.position,)))


def _assignment(ask: Ask) -> OneAssignment | OneCoordinated:
    assignment_id = ask.ids["assignment"]
    line = lists.assignment(ask.cursor, ask.at, assignment_id, sight=ask.sight)
    shared = None if line else _coordinated_one(ask, assignment_id)
    version = version_of(ask, assignment_id)
    reports = reports_of(ask.cursor, ask.at, assignment_id)
    if ask.sight is not None:  # what is proposed to the head is between him and the specialist
        reports = [msgspec.structs.replace(report, proposal=None) for report in reports]
    opinions = opinions_of(ask.cursor, ask.at, assignment_id)
    if line:
        plans = plans_of(ask.cursor, ask.at, assignment_id)
        return OneAssignment(version, assignment(line), reports, plans, opinions)
    if shared and ask.sight:
        confirmed = [report for report in reports if report.status == CONFIRMED]
        return OneCoordinated(version, shared, confirmed, [o for o in opinions if o.unit in ask.sight.own])
    raise NotFound


def _coordinated_one(ask: Ask, assignment_id: UUID) -> CoordinatedLine | None:
    if ask.sight is None:
        return None
    task_id = lists.task_of(ask.cursor, ask.at, assignment_id)
    lines = coordination.coordinated(ask.cursor, ask.at, ask.sight, task=task_id, limit=MOST)
    return next((line for line in lines if line.assignment == assignment_id), None)


WORK = (
    Query(
        name="assignments",
        path="/assignments",
        summary="Danh sách lượt giao",
        params=NarrowedAssignments,
        found=Assignments,
        run=_assignments,
    ),
    Query(
        name="tasks",
        path="/tasks",
        summary="Danh sách nhiệm vụ",
        params=Narrowed,
        found=Tasks,
        run=_tasks,
    ),
    Query(
        name="coordinated",
        path="/coordinated",
        summary="Nhiệm vụ đơn vị phối hợp",
        params=Page,
        found=Coordinated,
        run=_coordinated,
    ),
    Query(
        name="task",
        path="/tasks/{task}",
        summary="Một nhiệm vụ",
        params=When,
        found=OneTask,
        run=_task,
        tag=lambda found: found.version,
    ),
    Query(
        name="task_history",
        path="/tasks/{task}/history",
        summary="Diễn biến thực hiện nhiệm vụ",
        params=Page,
        found=Entries,
        run=_task_history,
    ),
    Query(
        name="assignment",
        path="/assignments/{assignment}",
        summary="Một lượt giao",
        params=When,
        found=OneAssignment | OneCoordinated,
        run=_assignment,
        tag=lambda found: found.version,
    ),
)
