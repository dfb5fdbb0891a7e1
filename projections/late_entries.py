"""What was recorded later than it took effect: by whom it is led, by month, one by one (Sổ ghi nhận muộn)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.event import Dated
from projections.copying import copied
from projections.counts import unit_names
from projections.engine import Cursor, Log, Page
from projections.moment import Moment
from projections.ruling import rules
from projections.scope import Units
from projections.sight import Sight
from projections.story import Entry, entries_of
from projections.view import View, civil_day

SHOWN = 50


class LateEntries(View):
    """``late_entries``: every fact of an assignment that took effect on a day before that of its recording.

    How late counts as late is a rule of the Office, asked for with the rows.
    """

    name = "late entries"
    version = 1
    ddl = """CREATE TABLE late_entries (
            position bigint PRIMARY KEY, recorded_on date NOT NULL, day date NOT NULL, assignment_id uuid NOT NULL);
        CREATE INDEX ON late_entries (recorded_on)"""

    def apply(self, cursor: Cursor, page: Page) -> None:
        """Rows are only added: what was recorded stays recorded, corrected or not."""
        late = []
        for recorded in page.recorded:
            fact = recorded.event.fact
            if isinstance(fact, Dated) and fact.TOPIC.startswith("assignment."):
                day = civil_day(recorded)
                if fact.day < day:
                    late.append((recorded.position, day, fact.day, recorded.event.originator_id))
        copied(cursor, "late_entries", late)


class Asked(msgspec.Struct, frozen=True):
    """What was recorded on the days ``start`` to ``until``, known at ``at`` and in effect by its day.

    ``units``: led by one of these on the day it took effect; ``sight``: only what is seen so. None: all.
    """

    at: Moment
    start: date
    until: date
    units: Units = None
    sight: Sight | None = None


class Count(msgspec.Struct, frozen=True):
    """How many there are, and by how many days the latest of them."""

    n: int
    longest: int


class Late(msgspec.Struct, frozen=True):
    """One of them: how many days after its effective day it was recorded, and the unit that led on that day."""

    entry: Entry
    days: int
    unit: UUID
    unit_name: str
    text: str


_SOURCE = """FROM late_entries l JOIN assignment_timeline t ON t.assignment_id = l.assignment_id
        AND t.known_from <= %(known)s AND t.known_to > %(known)s AND t.from_day <= l.day AND t.to_day > l.day
    WHERE l.recorded_on BETWEEN %(start)s AND %(until)s AND l.recorded_on - l.day > %(late)s
        AND l.position <= %(known)s AND l.day <= %(day)s"""


def _source(asked: Asked) -> str:
    led = "" if asked.units is None else " AND t.lead = ANY(%(units)s::uuid[])"
    return f"{_SOURCE}{led}" + (f" AND {asked.sight.whole('t')}" if asked.sight else "")


def _values(cursor: Cursor, asked: Asked) -> dict[str, Any]:
    return {
        **asked.at.values(),
        "start": asked.start,
        "until": asked.until,
        "late": rules(cursor, asked.at).late_entry,
        "units": None if asked.units is None else list(asked.units),
        **(asked.sight.values() if asked.sight else {}),
    }


def by_unit(cursor: Cursor, asked: Asked) -> list[tuple[UUID, str, Count]]:
    """In protocol order, the units as they were called then; those without any left out."""
    cursor.execute(
        f"SELECT t.lead, count(*), max(l.recorded_on - l.day) {_source(asked)} GROUP BY 1",
        _values(cursor, asked),
    )
    found = {unit: Count(n, longest) for unit, n, longest in cursor.fetchall()}
    return [(unit, name, found[unit]) for unit, name, *_ in unit_names(cursor, asked.at, list(found))]


def by_month(cursor: Cursor, asked: Asked) -> list[tuple[date, Count]]:
    """By the month of recording, the last one first."""
    cursor.execute(
        f"""SELECT date_trunc('month', l.recorded_on)::date, count(*), max(l.recorded_on - l.day)
            {_source(asked)} GROUP BY 1 ORDER BY 1 DESC""",
        _values(cursor, asked),
    )
    return [(month, Count(n, longest)) for month, n, longest in cursor.fetchall()]


def listed(
    cursor: Cursor, log: Log, asked: Asked, *, after: int | None = None, limit: int = SHOWN
) -> list[Late]:
    """A page of them, the last recorded first; ``after``: the position that the page before ended with."""
    behind = "" if after is None else " AND l.position < %(after)s"
    cursor.execute(
        f"""SELECT p.*, w.task_text FROM (SELECT l.position, l.recorded_on - l.day, l.assignment_id, t.lead
                {_source(asked)}{behind} ORDER BY l.position DESC LIMIT %(limit)s) p
            JOIN assignments g ON g.assignment_id = p.assignment_id AND {asked.at.was_known("g")}
            JOIN tasks w ON w.task_id = g.task_id AND {asked.at.was_known("w")}
            ORDER BY p.position DESC""",
        {**_values(cursor, asked), "after": after, "limit": limit},
    )
    rows = cursor.fetchall()
    told = _told(cursor, log, asked.at, rows)
    names = {unit: name for unit, name, *_ in unit_names(cursor, asked.at, list({row[3] for row in rows}))}
    return [Late(told[position], days, lead, names[lead], text) for position, days, _, lead, text in rows]


def _told(cursor: Cursor, log: Log, at: Moment, rows: Sequence[tuple[Any, ...]]) -> dict[int, Entry]:
    streams = log.streams({row[2] for row in rows}, at.known)
    wanted = {row[0] for row in rows}
    events = [r for recorded in streams.values() for r in recorded if r.position in wanted]
    return {entry.position: entry for entry in entries_of(cursor, at, events, streams)}
