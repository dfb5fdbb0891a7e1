"""Thanh thời gian, dragged in Chromium over all years with all units beside each other."""

from collections.abc import Iterator
from contextlib import closing

from benchmarks.bench.line import Line
from benchmarks.bench.over_http import served, somebody
from benchmarks.bench.place import Place
from benchmarks.slider import LATE, frames
from domain.account import Role
from infra.database import Database, prepare
from infra.log import Log
from infra.mapper import Mapper
from infra.private import Sessions


def lines(place: Place) -> Iterator[Line]:
    """On a copy of the register."""
    with place.database(template="sonq") as setup:
        with closing(Database(prepare(setup))) as database:
            Log(database, Mapper()).confirm_clock()
            cookie = Sessions(database.private).open(somebody(database, Role.STANDING))
        with served("sonq.py", "serve", database=setup) as url:
            found = frames(url, cookie)
    what = f"slider, {found.units} units"
    yield Line(what=f"{what}: drawing a frame, 95 of 100", ours=found.drawing, unit="ms", most=4)
    yield Line(what=f"{what}: frames after more than {LATE:.0f} ms", ours=100 * found.late, unit="%", most=2)
