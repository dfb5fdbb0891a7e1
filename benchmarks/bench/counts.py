"""Counts by unit on past days: by the ledger, by grouping the timeline, by folding streams of the library's store."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from typing import cast
from uuid import UUID

import psycopg2
from eventsourcing.persistence import EventStore

from benchmarks.bench.days import both_ways, median_ms
from benchmarks.bench.line import Line
from benchmarks.bench.place import UNTIL, Place, Register
from domain.event import Event
from domain.history import on, segments
from domain.rules import late, timeliness
from infra.mapper import Mapper
from infra.recorders import ApplicationRecorder
from projections import counts
from projections.counts import UnitTally
from projections.moment import Moment
from projections.versions import OPEN
from projections.view import Cursor

GROUPED = "beside_timeline"
COLUMNS = "lead, stage, deadline, completed_on"
SHOWN = f"(shown_from, shown_to) INCLUDE ({COLUMNS}) WHERE shown_from IS NOT NULL"
KNOWN = f"(from_day, to_day) INCLUDE ({COLUMNS}) WHERE known_to = {OPEN}"
COVERING = f"""
    DROP TABLE IF EXISTS {GROUPED};
    CREATE UNLOGGED TABLE {GROUPED} AS
        SELECT {COLUMNS}, from_day, to_day, shown_from, shown_to, known_to FROM views.assignment_timeline;
    CREATE INDEX ON {GROUPED} {SHOWN};
    CREATE INDEX ON {GROUPED} {KNOWN};
    GRANT SELECT ON {GROUPED} TO sonq_app"""
"""Narrower than the timeline, and with the index that serves either way best: it alone is read, and no other row."""


def lines(place: Place) -> Iterator[Line]:
    """Both ways of knowing; the same with grouping, which does not name the units; and by the fold of each stream."""
    with place.register() as register:
        folded, share = _folding_ms(register, place)
        with closing(psycopg2.connect(place.setup)) as setup, setup.cursor() as cursor:
            setup.autocommit = True
            cursor.execute(COVERING)
            cursor.execute(f"VACUUM ANALYZE {GROUPED}")
            try:
                for way, moments in both_ways(register, place.size).items():
                    with register.reader.snapshot() as reading:
                        for at in moments:
                            _must_be_equal(counts.by_unit(reading, at), _grouped(cursor, at), at)
                        ours = median_ms(lambda at: counts.by_unit(reading, at), moments)
                    grouped = median_ms(lambda at: _grouped(cursor, at), moments)
                    what = f"counts by unit on a random past day, {way}"
                    bounds = "shown_from, shown_to" if moments[0].shown else "from_day, to_day"
                    by = f"grouping the timeline by an index alone: {bounds}, {COLUMNS}"
                    yield Line(
                        what=what, against=by, ours=ours, peer=grouped, unit="ms", least=10, across=1.3
                    )
                    by = f"folding the events of the library's store (of {100 * share:.2g}%)"
                    yield Line(what=what, against=by, ours=ours, peer=folded, unit="ms", least=200)
            finally:
                cursor.execute(f"DROP TABLE {GROUPED}")


def _grouped(cursor: Cursor, at: Moment) -> list[tuple[str, int, int]]:
    now = f"known_to = {OPEN} AND from_day <= %(day)s AND to_day > %(day)s"
    cursor.execute(
        f"""SELECT lead, views.timeliness(stage, deadline, completed_on > deadline, %(day)s), count(*)
            FROM {GROUPED} WHERE {"shown_from <= %(day)s AND shown_to > %(day)s" if at.shown else now} GROUP BY 1, 2""",
        at.values(),
    )
    return list(cursor.fetchall())


def _must_be_equal(ours: list[UnitTally], grouped: list[tuple[str, int, int]], at: Moment) -> None:
    told = {(str(one.unit), category, n) for one in ours for category, n in one.tally.counts.items()}
    if told != set(grouped):
        raise AssertionError(f"The ledger and the timeline differ on {at.day}")


def _folding_ms(register: Register, place: Place) -> tuple[float, float]:
    """What all streams would take, by a part of them: the first ``share`` of the ids, which are random."""
    share = min(1.0, 2_000 / place.size.assignments)
    until = UUID(int=min(int(share * 2**128), 2**128 - 1))
    with register.reader.snapshot() as cursor:
        cursor.execute(
            "SELECT DISTINCT assignment_id FROM assignment_timeline WHERE assignment_id <= %s", [until]
        )
        streams = [row[0] for row in cursor.fetchall()]
    store = EventStore(Mapper(), ApplicationRecorder(register.database))
    began = time.perf_counter()
    _folded(store, streams, UNTIL)
    return 1000 * (time.perf_counter() - began) / share, share


def _folded(store: EventStore[UUID], streams: list[UUID], day: date) -> Counter[tuple[UUID, int]]:
    found: Counter[tuple[UUID, int]] = Counter()
    for stream in streams:
        if stood := on(segments(cast(Iterable[Event], store.get(stream))), day):
            is_late = late(stood.deadline, stood.completed_on)
            found[stood.lead, timeliness(stood.stage, stood.deadline, is_late, day)] += 1
    return found
