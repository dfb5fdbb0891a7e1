"""One transaction of the log in words, with the one before it and the one behind it: stepping through what happened."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.event import Event, Recorded
from domain.words import told
from projections.bases import called
from projections.counts import unit_names
from projections.engine import TIMEZONE, Cursor
from projections.moment import Moment
from projections.reader import Log
from projections.sight import Sight
from projections.unit_list import ids_in

MOST = 8
"""So many of its facts are told; of a merger there may be hundreds."""


class Fact(msgspec.Struct, frozen=True):
    """What somebody recorded."""

    by: str
    instead_of: str
    words: str


class Step(msgspec.Struct, frozen=True):
    """A transaction. ``more``: facts that are not told; ``before``, ``behind``: where the neighbours end."""

    end: int
    recorded: datetime
    facts: Sequence[Fact]
    more: int
    before: "Neighbour | None"
    behind: "Neighbour | None"


class Neighbour(msgspec.Struct, frozen=True):
    """Where another transaction ends, and the day on which it was recorded."""

    end: int
    day: date


def step(
    cursor: Cursor, log: Log, at: Moment, streams: Sequence[UUID] | None, may_tell: Callable[[Event], bool]
) -> Step | None:
    """The transaction that ``at`` is known up to; None before the first one.

    ``streams``: of what the page is about; the neighbours are those that touch it. None: of everything.
    ``may_tell``: whether the viewer may be told of it.
    """
    end = log.raise_to_txn_end(at.known)
    if not end:
        return None
    previous, _ = log.neighbours(end)
    recorded = next(log.pages(previous[0] if previous else 0, 1))
    within = set(streams) if streams is not None else None
    shown = [r for r in recorded if (within is None or r.event.originator_id in within) and may_tell(r.event)]
    before, behind = log.neighbours(end, streams)
    return Step(
        end,
        recorded[0].recorded_at.astimezone(TIMEZONE),
        _told(cursor, at, shown[:MOST]),
        len(recorded) - len(shown[:MOST]),
        _neighbour(before),
        _neighbour(behind),
    )


def _neighbour(found: tuple[int, datetime] | None) -> Neighbour | None:
    return Neighbour(found[0], found[1].astimezone(TIMEZONE).date()) if found else None


def _told(cursor: Cursor, at: Moment, recorded: Sequence[Recorded]) -> list[Fact]:
    ids = list(ids_in(recorded))
    names = {unit: name for unit, name, *_ in unit_names(cursor, at, ids)} | called(cursor, at, ids)
    return [
        Fact(
            r.event.fact.by,
            r.event.fact.instead_of,
            told(r.event.fact, lambda subject: names.get(subject, "nội dung khác")),
        )
        for r in recorded
    ]


def of_task(cursor: Cursor, task_id: UUID, sight: Sight | None) -> list[UUID]:
    """The streams of a task and its assignments, as far as they are seen."""
    return [task_id, *_assignments(cursor, "g.task_id = %(id)s", task_id, sight)]


def of_document(cursor: Cursor, document_id: UUID, sight: Sight | None) -> list[UUID]:
    """The streams of a document and of what it is the main basis of, as far as they are seen."""
    cursor.execute("SELECT DISTINCT task_id FROM tasks WHERE document = %s", [document_id])
    tasks = [row[0] for row in cursor.fetchall()] if sight is None else []
    given = "g.task_id IN (SELECT w.task_id FROM tasks w WHERE w.document = %(id)s)"
    return [document_id, *tasks, *_assignments(cursor, given, document_id, sight)]


def of_unit(cursor: Cursor, unit_id: UUID, sight: Sight | None) -> list[UUID]:
    """The streams of a unit and of what it has ever led, as far as they are seen."""
    led = "g.assignment_id IN (SELECT t.assignment_id FROM assignment_timeline t WHERE t.lead = %(id)s)"
    return [unit_id, *_assignments(cursor, led, unit_id, sight)]


def of_all(cursor: Cursor, sight: Sight) -> list[UUID]:
    """The streams of the assignments that are seen."""
    return _assignments(cursor, "true", None, sight)


def of_documents(cursor: Cursor) -> list[UUID]:
    """The streams of all documents."""
    cursor.execute("SELECT DISTINCT document_id FROM documents")
    return [row[0] for row in cursor.fetchall()]


def _assignments(cursor: Cursor, which: str, subject: UUID | None, sight: Sight | None) -> list[UUID]:
    seen = f" AND {sight.whole('g')}" if sight else ""
    cursor.execute(
        f"SELECT DISTINCT g.assignment_id FROM assignments g WHERE {which}{seen}",
        {"id": subject, **(sight.values() if sight else {})},
    )
    return [row[0] for row in cursor.fetchall()]
