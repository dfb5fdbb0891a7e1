"""Thanh thời gian, dragged in Chromium over all years with all units beside each other."""

from collections.abc import Iterator
from contextlib import closing
from uuid import UUID

import msgspec

from benchmarks.bench.line import Line
from benchmarks.bench.over_http import served
from benchmarks.bench.place import Place
from benchmarks.slider import LATE, frames
from domain.account import Opened, Role
from infra.database import Database, prepare
from infra.log import Log
from infra.mapper import Mapper
from infra.private import People, Sessions


def lines(place: Place) -> Iterator[Line]:
    """On a copy of the register."""
    with place.database(template="sonq") as setup:
        with closing(Database(prepare(setup))) as database:
            Log(database, Mapper()).confirm_clock()
            cookie = _session(database)
        with served("sonq.py", "serve", database=setup) as url:
            found = frames(url, cookie)
    what = f"slider, {found.units} units"
    yield Line(what=f"{what}: drawing a frame, 95 of 100", ours=found.drawing, unit="ms", most=4)
    yield Line(what=f"{what}: frames after more than {LATE:.0f} ms", ours=100 * found.late, unit="%", most=2)


def _session(database: Database) -> str:
    """Of a member of the Standing Committee."""
    rows = database.reading.rows("SELECT stream, state FROM log WHERE topic = %s", [Opened.TOPIC])
    account = next(
        UUID(str(s)) for s, text in rows if msgspec.json.decode(text)["charge"]["role"] == Role.STANDING
    )
    People(database.private).add(
        account, "keo.thanh", "Người kéo thanh thời gian", password="kéo qua mười năm"
    )
    return Sessions(database.private).open(account)
