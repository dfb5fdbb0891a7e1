"""Whole lists, read a page at a time: what is written out as it comes need never be held in full."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from projections import counts, lists
from projections import waiting as reports
from projections.engine import Cursor
from projections.lists import AssignmentLine, Filter, TaskLine, WaitingLine
from projections.moment import Moment
from projections.sight import Sight

CHUNK = 1_000
"""Lines that one query fetches."""

Line = TypeVar("Line")


def assignments(
    cursor: Cursor, at: Moment, wanted: Filter, sight: Sight | None = None
) -> Iterator[AssignmentLine]:
    """See ``lists.assignments``."""

    def page(last: AssignmentLine | None) -> list[AssignmentLine]:
        after = (last.deadline, last.assignment) if last else None
        return lists.assignments(cursor, at, wanted, after=after, limit=CHUNK, sight=sight)[0]

    return whole(page)


def tasks(cursor: Cursor, at: Moment, wanted: Filter, sight: Sight | None = None) -> Iterator[TaskLine]:
    """See ``lists.tasks``."""

    def page(last: TaskLine | None) -> list[TaskLine]:
        after = (last.deadline, last.task) if last else None
        return lists.tasks(cursor, at, wanted, after=after, limit=CHUNK, sight=sight)[0]

    return whole(page)


def waiting_for_leads(cursor: Cursor, at: Moment) -> list[WaitingLine]:
    """See ``lists.waiting_for_leads``; they are few."""
    return lists.waiting_for_leads(cursor, at, limit=counts.waiting_for_leads(cursor, at))[0]


def awaiting(cursor: Cursor, at: Moment, *, claims: bool | None = None) -> Iterator[reports.WaitingLine]:
    """See ``waiting.awaiting``."""

    def page(last: reports.WaitingLine | None) -> list[reports.WaitingLine]:
        return reports.awaiting(cursor, at, claims=claims, limit=CHUNK, after=last.key if last else None)

    return whole(page)


def whole(page: Callable[[Line | None], list[Line]]) -> Iterator[Line]:
    """All lines of a list, from ``page``: those that follow a line, ``CHUNK`` at most; None: the first."""
    last: Line | None = None
    while lines := page(last):
        yield from lines
        if len(lines) < CHUNK:
            return
        last = lines[-1]
