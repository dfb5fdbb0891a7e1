"""Where it is measured: a home with a simulated register of one size, kept between runs; and the peers' environment."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from importlib.metadata import version
from pathlib import Path

import msgspec
import psycopg2
from psycopg2.extensions import make_dsn

from domain.errors import Refused
from infra.database import Database, prepare
from infra.log import VIETNAM, Log
from infra.mapper import Mapper
from infra.simulation import book, province
from projections.engine import Engine
from projections.reader import Reader
from projections.views import VIEWS

PEERS = (f"eventsourcing[postgres]=={version('eventsourcing')}", "psycopg[binary]==3.3.9")
"""The library as we use it ourselves, with the driver that it wants, the quick one."""

PROJECT = Path(__file__).parents[2]
UNTIL = date(2026, 6, 30)
"""The same log every day."""
EVENING = datetime.combine(UNTIL, time.max, VIETNAM)


class Size(msgspec.Struct, frozen=True):
    """How much of everything. ``share``: of the whole, what the slowest peers are given."""

    name: str
    assignments: int
    years: int
    transactions: int
    """Of one writer in a heat, one event each."""
    followed: int
    """Events appended while two readers follow."""
    seconds: float
    """How long sixteen clients go on."""
    share: float


SIZES = {
    size.name: size
    for size in (
        Size("small", 2_000, 3, 20, 10_000, 3, 0.1),
        Size("reference", 125_000, 10, 500, 1_000_000, 60, 0.1),
        Size("large", 1_250_000, 10, 500, 1_000_000, 60, 0.01),
    )
}


class Place(msgspec.Struct):
    """What a subject is given: a running server, the register of this size on it, and who runs the peers."""

    size: Size
    folder: Path
    setup: str
    """The administrator's DSN of the register's database."""
    peers: Path | None
    """The Python of the peers' environment; None: there is none."""

    @contextmanager
    def database(self, name: str = "beside", template: str = "template0") -> Iterator[str]:
        """The administrator's DSN of a database beside the register: empty, or a copy of it; dropped at the end."""
        with (
            closing(psycopg2.connect(make_dsn(self.setup, dbname="postgres"))) as opened,
            opened.cursor() as cursor,
        ):
            opened.autocommit = True
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
            try:
                yield make_dsn(self.setup, dbname=name)
            finally:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def register(self) -> Iterator["Register"]:
        """The register of this size, to be asked."""
        with closing(Database(prepare(self.setup))) as database:
            log = Log(database, Mapper())
            engine = Engine(log, database, VIEWS)
            yield Register(database, log, engine, Reader(log, database, engine, now=lambda: EVENING))


class Register(msgspec.Struct):
    """The parts that subjects ask."""

    database: Database
    log: Log
    engine: Engine
    reader: Reader


def fill(place: Place) -> None:
    """Writes the register where there is none yet, and brings its views up to it."""
    dsn = prepare(place.setup)
    with closing(Database(dsn)) as database:
        log = Log(database, Mapper())
        if not log.head():
            book.copy(
                place.setup,
                province.simulated(province.Size(place.size.assignments, place.size.years, UNTIL, 1)),
            )
        engine = Engine(log, database, VIEWS)
        if not engine.prepare() and engine.position() == log.head():
            return
        engine.rebuild()
    settle(place.setup)


def settle(dsn: str) -> None:
    """Does at once what a server does within minutes after so much was written."""
    with closing(psycopg2.connect(dsn)) as opened, opened.cursor() as cursor:
        opened.autocommit = True
        cursor.execute("VACUUM ANALYZE")


def peers(folder: Path) -> Path:
    """The Python of an environment with the peers, made if it is not there. ``Refused`` where that cannot be."""
    place = folder / "peers"
    python, mark = place / "bin" / "python", place / "installed"
    if not (mark.is_file() and mark.read_text().split() == list(PEERS)):
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True, capture_output=True)
            install = [
                str(python),
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
                "--only-binary",
                ":all:",
            ]
            subprocess.run([*install, *PEERS], check=True, capture_output=True)
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise Refused(
                f"Chưa cài được thư viện để so sánh ({', '.join(PEERS)}): {' '.join(said)}"
            ) from error
        mark.write_text("\n".join(PEERS))
    return python
