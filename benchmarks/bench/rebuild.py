"""Computing all views anew, against the library's runner and against COPY of the finished views."""

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg2

from benchmarks.bench.appends import run_racer
from benchmarks.bench.line import Line
from benchmarks.bench.place import Place, settle
from infra.database import prepare

RESIDENT = 400
"""MiB."""
MOST_RUN = 100_000
"""Events that the library's runner is given."""


def lines(place: Place) -> Iterator[Line]:
    """Once: at the larger sizes it takes minutes."""
    dsn = prepare(place.setup)
    with closing(psycopg2.connect(place.setup)) as opened, opened.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sonq.log")
        [(events,)] = cursor.fetchall()
    seconds, resident = run_racer(sys.executable, "rebuild", dsn)
    settle(place.setup)
    copied = _copy_seconds(place)
    what = f"rebuild of all views from {events:,} events"
    if place.peers:
        run = min(MOST_RUN, int(events * place.size.share))
        with place.database() as setup:
            [runner] = run_racer(str(place.peers), "runner", setup, run)
        by = f"the library's ProjectionRunner, one row an event (of {run:,})"
        yield Line(what=what, against=by, ours=events / seconds, peer=run / runner, unit="events/s")
    by = "COPY of the finished views into indexed tables"
    yield Line(what=what, against=by, ours=seconds, peer=copied, unit="s", most=2.5)
    yield Line(what=f"{what}: resident", ours=resident, unit="MiB", most=RESIDENT)


def _copy_seconds(place: Place) -> float:
    """How long the finished tables take to be read in where all indexes are there already."""
    seconds = 0.0
    with TemporaryDirectory(dir=place.folder) as folder, closing(psycopg2.connect(place.setup)) as opened:
        opened.autocommit = True
        with opened.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'views'::regnamespace AND relkind = 'r'"
            )
            tables = [name for (name,) in cursor.fetchall()]
            cursor.execute("DROP SCHEMA IF EXISTS beside CASCADE; CREATE SCHEMA beside")
            try:
                for table in tables:
                    cursor.execute(f"CREATE TABLE beside.{table} (LIKE views.{table} INCLUDING ALL)")
                    file = Path(folder) / table
                    with file.open("wb") as out:
                        cursor.copy_expert(f"COPY views.{table} TO STDOUT (FORMAT binary)", out)
                    with file.open("rb") as back:
                        began = time.monotonic()
                        cursor.copy_expert(f"COPY beside.{table} FROM STDIN (FORMAT binary)", back)
                        seconds += time.monotonic() - began
                    file.unlink()
            finally:
                cursor.execute("DROP SCHEMA beside CASCADE")
    return seconds
