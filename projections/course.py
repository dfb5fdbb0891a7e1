"""Diễn biến thực hiện: what happened to a task, a document with its tasks, or a unit, between two days, in words."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.event import Dated, Recorded
from projections import document_story, unit_list
from projections.engine import Cursor, Log
from projections.moment import Moment
from projections.sight import Sight
from projections.story import Entry, entries_of, open_to_units
from projections.view import civil_day


class Step(msgspec.Struct, frozen=True):
    """Something that happened. ``day``: from which it holds; ``late``: how many days later it was recorded."""

    entry: Entry
    day: date
    late: int
    text: str
    """The words of the task that it is about; "" where it is about none."""


def of_task(
    cursor: Cursor, log: Log, at: Moment, task_id: UUID, only: Container[UUID] | None = None
) -> list[Entry]:
    """All of a task and its assignments; ``only``: what units may know that have to do with these."""
    return _of_tasks(cursor, log, at, [task_id], only)


def of_document(
    cursor: Cursor, log: Log, at: Moment, document_id: UUID, *, sight: Sight | None = None, story: bool = True
) -> list[Entry]:
    """Of the tasks it is the main basis of, as far as they are seen, and of itself, if its ``story`` is asked for.

    Raises ``NotFound``.
    """
    own = document_story.of_document(cursor, log, at, document_id) if story else []
    cursor.execute(
        f"SELECT w.task_id FROM tasks w WHERE w.document = %(document)s AND {at.was_known('w')}",
        {**at.values(), "document": document_id},
    )
    tasks = [row[0] for row in cursor.fetchall()]
    only = None if sight is None else _seen(cursor, at, sight, tasks)
    return [*own, *_of_tasks(cursor, log, at, tasks, only)]


def _seen(cursor: Cursor, at: Moment, sight: Sight, tasks: Sequence[UUID]) -> set[UUID]:
    cursor.execute(
        f"""SELECT g.assignment_id FROM assignments g
            WHERE g.task_id = ANY(%(tasks)s::uuid[]) AND {at.was_known("g")} AND {sight.whole("g")}""",
        {**at.values(), **sight.values(), "tasks": list(tasks)},
    )
    return {row[0] for row in cursor.fetchall()}


def _of_tasks(
    cursor: Cursor, log: Log, at: Moment, tasks: Sequence[UUID], only: Container[UUID] | None
) -> list[Entry]:
    cursor.execute(
        "SELECT DISTINCT assignment_id FROM assignments WHERE task_id = ANY(%s::uuid[])", [list(tasks)]
    )
    assignments = log.streams([row[0] for row in cursor.fetchall()], at.known)
    streams = log.streams(tasks, at.known) if tasks else {}
    events = [r for recorded in (*streams.values(), *assignments.values()) for r in recorded]
    if only is not None:
        events = [r for r in events if open_to_units(r.event, only)]
    return entries_of(cursor, at, events, assignments)


def of_unit(
    cursor: Cursor, log: Log, at: Moment, unit_id: UUID, *, sight: Sight | None = None
) -> list[Entry]:
    """Of what it led, while it led it; and, for who sees all, of the unit itself. Raises ``NotFound``."""
    own = unit_list.of_stream(cursor, log, at, unit_id) if sight is None else []
    seen = f" AND {sight.whole('t')}" if sight else ""
    cursor.execute(
        f"""SELECT t.assignment_id, array_agg(t.from_day), array_agg(t.to_day) FROM assignment_timeline t
            WHERE t.lead = %(unit)s AND {at.was_known("t")}{seen} GROUP BY 1""",
        {**at.values(), **(sight.values() if sight else {}), "unit": unit_id},
    )
    led = {assignment: list(zip(*days, strict=True)) for assignment, *days in cursor.fetchall()}
    assignments = log.streams(led, at.known)
    events = _while_led(assignments, led)
    if sight:
        events = [r for r in events if open_to_units(r.event, led)]
    return [*own, *entries_of(cursor, at, events, assignments)]


def _while_led(
    assignments: Mapping[UUID, Iterable[Recorded]], led: Mapping[UUID, Sequence[tuple[date, date]]]
) -> list[Recorded]:
    """What took effect on a day of its lead, or on the one that ended it."""

    def meets(stream: UUID, recorded: Recorded) -> bool:
        fact = recorded.event.fact
        day = fact.day if isinstance(fact, Dated) else civil_day(recorded)
        return any(start <= day <= end for start, end in led[stream])

    return [r for stream, recorded in assignments.items() for r in recorded if meets(stream, r)]


def between(
    cursor: Cursor,
    at: Moment,
    entries: Iterable[Entry],
    start: date,
    until: date,
    *,
    by_recording: bool = False,
) -> list[Step]:
    """Those that took effect on these days, by the day of effect; or that were recorded then, as recorded."""
    found = []
    for entry in entries:
        recorded = entry.recorded.date()
        day = entry.day or recorded
        if start <= (recorded if by_recording else day) <= until:
            found.append((entry, day, max(0, (recorded - day).days)))
    found.sort(key=lambda of: (of[0].recorded.date() if by_recording else of[1], of[0].position))
    texts = _texts(cursor, at, {entry.task for entry, *_ in found if entry.task})
    return [
        Step(entry, day, late, texts.get(entry.task, "") if entry.task else "") for entry, day, late in found
    ]


def _texts(cursor: Cursor, at: Moment, tasks: set[UUID]) -> dict[UUID, str]:
    cursor.execute(
        f"SELECT w.task_id, w.task_text FROM tasks w WHERE w.task_id = ANY(%(tasks)s::uuid[]) AND {at.was_known('w')}",
        {**at.values(), "tasks": list(tasks)},
    )
    return dict(cursor.fetchall())
