"""Bytes on disk per event: the log, the views; the library's table with the same events."""

from collections.abc import Iterator
from contextlib import closing
from tempfile import TemporaryFile

import psycopg2

from benchmarks.bench.appends import LIBRARY, run_racer
from benchmarks.bench.line import Line
from benchmarks.bench.place import Place

MOST = 1_000_000
"""Events that the library's table is given."""


def lines(place: Place) -> Iterator[Line]:
    """Tables with their indexes, just written."""
    with closing(psycopg2.connect(place.setup)) as opened, opened.cursor() as cursor:
        cursor.execute("SELECT count(*), pg_total_relation_size('sonq.log') FROM sonq.log")
        [(events, log)] = cursor.fetchall()
        cursor.execute(
            """SELECT sum(pg_total_relation_size(oid)) FROM pg_class
            WHERE relnamespace = 'views'::regnamespace AND relkind = 'r'"""
        )
        [(views,)] = cursor.fetchall()
        library = _library_bytes(place, opened) if place.peers else None
    yield Line(
        what="bytes on disk per event, the log",
        against=LIBRARY,
        ours=log / events,
        peer=library,
        unit="bytes",
    )
    yield Line(what="bytes on disk per event, all views", ours=float(views) / events, unit="bytes")


def _library_bytes(place: Place, register: psycopg2.extensions.connection) -> float:
    with place.database() as setup, TemporaryFile(dir=place.folder) as file:
        run_racer(str(place.peers), "library", setup, 0, 1)
        with register.cursor() as cursor:
            cursor.copy_expert(
                f"""COPY (SELECT stream, version::bigint, topic, convert_to(state, 'UTF8'), position FROM sonq.log
                    ORDER BY position LIMIT {MOST}) TO STDOUT (FORMAT binary)""",
                file,
            )
        file.seek(0)
        with closing(psycopg2.connect(setup)) as opened, opened, opened.cursor() as cursor:
            cursor.copy_expert(
                """COPY stored_events (originator_id, originator_version, topic, state, notification_id)
                    FROM STDIN (FORMAT binary)""",
                file,
            )
            cursor.execute("REINDEX TABLE stored_events")
            cursor.execute(
                "SELECT pg_total_relation_size('stored_events') / count(*)::float FROM stored_events"
            )
            [(found,)] = cursor.fetchall()
            return float(found)
