"""What queries answer: the lines of the views with words in the place of the views' own numbers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from api.v1.reading import write_cursor
from api.v1.table import Ask
from domain.assignment_facts import Stage
from domain.errors import NotFound
from domain.person import called
from domain.rules import Timeliness
from projections import counts, lists
from projections.story import Entry

Line = TypeVar("Line")
Shape = TypeVar("Shape", bound=msgspec.Struct)


class Tally(msgspec.Struct, frozen=True):
    """Số lượng theo tình trạng; các tình trạng cộng lại luôn bằng tổng số."""

    total: int
    categories: Mapping[str, int]
    due_soon: int
    dated: int
    judged: int
    completed: int
    on_time: int


def tally(found: counts.Tally) -> Tally:
    """With every category, and what the three rates are made of."""
    rates = found.rates
    return Tally(
        found.total,
        {category.name.lower(): found.of(category) for category in Timeliness},
        found.due_soon,
        rates.dated,
        rates.judged,
        rates.completed,
        rates.on_time,
    )


class Assignment(msgspec.Struct, frozen=True):
    """Một lượt giao trong danh sách."""

    assignment: UUID
    task: UUID
    number: str
    clause: str
    text: str
    document: str
    unit: UUID
    lead: str
    deadline: date | None
    original: date | None
    extensions: int
    stage: str
    completed_on: date | None
    category: str


class Task(msgspec.Struct, frozen=True):
    """Một nhiệm vụ trong danh sách."""

    task: UUID
    number: str
    clause: str
    text: str
    document: str
    deadline: date | None
    stage: str
    completed_on: date | None
    category: str


class History(msgspec.Struct, frozen=True):
    """Một mục trong diễn biến thực hiện."""

    recorded: datetime
    position: int
    version: int
    by: str | None
    day: date | None
    words: str
    counts: bool
    assignment: UUID | None = None
    unit: str = ""
    instead_of: str | None = None


def assignment(line: lists.AssignmentLine) -> Assignment:
    """Stage and category by their names."""
    return shaped(Assignment, line, stage=stage_name(line.stage), category=line.category.name.lower())


def task(line: lists.TaskLine) -> Task:
    """Stage and category by their names."""
    return shaped(Task, line, stage=stage_name(line.stage), category=line.category.name.lower())


def stage_name(stage: int) -> str:
    """How it stands, as programs read it."""
    return Stage(stage).name.lower()


def shaped(shape: type[Shape], line: Any, **more: Any) -> Shape:
    """A line of a view as the API tells it: what ``shape`` names of it, and what stands in ``more``."""
    fields = {name: getattr(line, name) for name in shape.__struct_fields__ if name not in more}
    return shape(**fields, **more)


def history(ask: Ask, entries: Sequence[Entry]) -> list[History]:
    """With the names of the people."""
    people = ask.house.private.people.names(
        {who for entry in entries for who in (entry.by, entry.instead_of)}
    )
    return [
        History(
            entry.recorded,
            entry.position,
            entry.version,
            called(entry.by, people.get(entry.by)),
            entry.day,
            entry.words,
            entry.counts,
            entry.assignment,
            entry.unit,
            called(entry.instead_of, people.get(entry.instead_of)) if entry.instead_of else None,
        )
        for entry in entries
    ]


def next_page(lines: Sequence[Line], limit: int, key: Any) -> str:
    """The cursor of the page behind ``lines``, which were asked for with one more than ``limit``; "" at the end."""
    return write_cursor(key(lines[limit - 1])) if len(lines) > limit else ""


def version_of(ask: Ask, subject: UUID) -> int:
    """The version of an aggregate as the snapshot knows it, for ``If-Match``. Raises ``NotFound``."""
    version = ask.house.log.version(subject, ask.position)
    if not version:
        raise NotFound
    return version
