"""Parses the command and composes what it needs: the whole house on one screen.

A command lives with its subject, in a module that gives ``NAME``, ``HELP``, ``arguments`` and ``run``. What takes
long to load (the pages, Word and Excel, the demonstration) is loaded by the command that needs it.
"""

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import cast
from uuid import UUID
from wsgiref.types import WSGIApplication

import psycopg2
from eventsourcing.persistence import OperationalError

from api.commands import (
    account,
    bench,
    confirm_clock,
    demo,
    follow,
    import_annex,
    rebuild,
    serve,
    show,
    simulate,
    verify,
)
from api.commands.bar import bar
from api.commands.vietnamese_argparse import speak_vietnamese
from api.house import House, Trial
from api.private import Private
from domain.annex import Table
from domain.app import Register
from domain.calendar import YearCalendar
from domain.errors import Refused
from domain.permissions import Switches
from domain.person import called
from domain.ruling import Rule
from domain.sheet import Sheet, Workbook
from infra import status
from infra.database import Database, prepare
from infra.demo.place import being_made
from infra.embedded import embedded
from infra.event_store import Factory
from infra.log import VIETNAM, Log
from infra.mapper import Mapper
from infra.private import AccessLog, Drafts, Files, People, Sessions, Tokens, Uploads
from infra.private.secrets import one_time_password
from infra.recorders import Clock
from infra.serving import AlreadyServing, serving
from infra.settings import Settings, read_settings
from projections.calendars import open_counted
from projections.engine import Broken, Engine
from projections.follower import Follower
from projections.reader import Reader
from projections.tasks import dated_drafts, open_assignments
from projections.views import VIEWS


@contextmanager
def database_of(settings: Settings) -> Iterator[str]:
    """The DSN to set up with: the office's own PostgreSQL, or the embedded one while the block runs."""
    if settings.database_url:
        yield settings.database_url
    else:
        with embedded(settings.home) as dsn:
            yield dsn


@contextmanager
def opened(dsn: str, settings: Settings, clock: Clock | None = None) -> Iterator[House]:
    """The register in the database ``dsn``; ``clock``: it is still being seeded, with moments of one's own."""
    database = Database(prepare(dsn))
    try:
        mapper = Mapper()
        log = Log(database, mapper)
        engine = Engine(log, database, VIEWS)
        if engine.prepare():
            with bar("Tính lại số liệu cho phiên bản mới") as told:
                engine.rebuild(told)

        def now() -> datetime:
            return clock() if clock else datetime.now(VIETNAM)

        def open_at(units: Sequence[UUID], day: date) -> tuple[int, Sequence[UUID]]:
            position = engine.catch_up()
            return position, reader.read(open_assignments, units, day)

        def counted() -> tuple[int, Sequence[UUID], Sequence[UUID]]:
            position = engine.catch_up()
            return position, reader.read(open_counted), reader.read(dated_drafts)

        reader = Reader(log, database, engine, now=now)
        factory = Factory(database=database, clock=clock)
        yield House(
            register=Register(
                factory, today=reader.today, open_assignments=open_at, counted_deadlines=counted
            ),
            reader=reader,
            engine=engine,
            log=log,
            private=private_of(database),
            title=settings.title,
            shift_deadlines=settings.shift_deadlines,
            read_annex=read_tables,
            paper=lambda sheet: paper(sheet, settings),
            workbook=workbook,
            propose_calendar=propose_calendar,
            switches=Switches(officers_send=settings.officers_send, board_compares=settings.board_compares),
            origin=settings.origin,
        )
    finally:
        database.close()


def private_of(database: Database) -> Private:
    """What is kept beside the log."""
    pool = database.private
    return Private(
        People(pool),
        Sessions(pool),
        Tokens(pool),
        AccessLog(pool),
        Uploads(pool),
        Files(pool),
        Drafts(pool),
    )


def read_tables(file: Path | bytes, name: str) -> list[Table]:
    """The tables of an annex; see ``infra.annex``."""
    from infra.annex import read_annex  # noqa: PLC0415

    return read_annex(file, name)


def paper(sheet: Sheet, settings: Settings) -> bytes:
    """A paper as a Word file, with the head of this Office; see ``infra.paper``."""
    from infra.paper import layout, word  # noqa: PLC0415

    return word.paper(sheet, layout.Letterhead(settings.province, settings.place))


def workbook(book: Workbook) -> bytes:
    """An Excel file; see ``infra.paper``."""
    from infra.paper import excel  # noqa: PLC0415

    return excel.workbook(book)


def propose_calendar(year: int) -> YearCalendar:
    """What a package has for the year; see ``infra.holidays``."""
    from infra.holidays import propose  # noqa: PLC0415

    return propose(year)


def with_house(run: Callable[[argparse.Namespace, House], int]) -> Callable[..., int]:
    """A command that works on the register and is then done."""

    def command(options: argparse.Namespace, settings: Settings) -> int:
        with database_of(settings) as dsn, opened(dsn, settings) as house:
            return run(options, house)

    return command


def run_serve(options: argparse.Namespace, settings: Settings) -> int:
    """Serves the register, the only one to do so from this home."""
    with serving(settings.home) as announce, serve.bound(settings.host, settings.port) as port:
        announce(port.url)
        with database_of(settings) as dsn, opened(dsn, settings) as house:
            serve_pages(house, port, settings)
    return 0


def run_demo(options: argparse.Namespace, settings: Settings) -> int:
    """Makes the demonstration province where there is none yet, and serves it."""
    settings = demo.settings_of(settings)
    with serving(settings.home) as announce, serve.bound(settings.host, settings.port) as port:
        announce(port.url)
        with embedded(settings.home) as dsn:
            with being_made(dsn) as place:
                if place:
                    fill(place, settings, demo.until(options))
            with opened(dsn, settings) as house:
                serve_pages(house, port, settings, trial_of(house))
    return 0


def trial_of(house: House) -> Trial:
    """The accounts of the demonstration, named where they are not yet."""
    from infra.demo.people import PASSWORD, name_people  # noqa: PLC0415

    return Trial(PASSWORD, name_people(house.private.people, house.register))


def fill(place: str, settings: Settings, until: date) -> None:
    """Plays the history of the demonstration province into an empty database."""
    from infra.demo.generate import generate  # noqa: PLC0415

    moments = demo.Moments()
    with opened(place, settings, moments) as house:
        with bar("Tạo tỉnh Sông Lam") as told:
            generate(house.register, set_clock=moments.set, until=until, told=told)
        with bar("Tính số liệu") as told:
            house.engine.rebuild(told)


def run_simulate(options: argparse.Namespace, settings: Settings) -> int:
    """Writes a simulated log where there is none yet, and computes its views."""
    from infra.simulation.book import copy  # noqa: PLC0415
    from infra.simulation.province import Size, simulated  # noqa: PLC0415

    asked = simulate.asked(options)
    with database_of(settings) as dsn:
        prepare(dsn)
        simulate.run(asked, lambda told: copy(dsn, simulated(Size(*asked), told)))
        if not options.no_views:
            with opened(dsn, settings) as house:
                rebuild.run(options, house)
    return 0


def pages_of(house: House) -> WSGIApplication:
    """The pages, and what they show from beside the log."""
    from api.session import viewer  # noqa: PLC0415
    from dashboard.app import create_dash  # noqa: PLC0415
    from dashboard.look import Beside  # noqa: PLC0415

    def names(accounts: Iterable[str]) -> Mapping[str, str]:
        asked = set(accounts)
        found = house.private.people.names(asked)
        return {by: words for by in asked if (words := called(by, found.get(by)))}

    private = house.private
    beside = Beside(
        names,
        private.uploads,
        private.people,
        private.access,
        private.drafts,
        house.paper,
        house.workbook,
        house.propose_calendar,
    )
    dash = create_dash(house.reader, title=house.title, viewer=viewer, beside=beside)
    return cast(WSGIApplication, dash.server)


def serve_pages(house: House, port: serve.Port, settings: Settings, trial: Trial | None = None) -> None:
    """Serves until the program is told to stop. The first start ends seeding for ever."""
    from api.server import create_server  # noqa: PLC0415

    house.log.close_seeding()
    house.register.begin_with(Rule.DUE_SOON, settings.due_soon_days, "Thiết lập SONQ_DUE_SOON_DAYS")
    first = not house.private.people.anybody()
    code = one_time_password() if first and house.origin else None
    follower = Follower(house.engine, house.log)
    app = create_server(pages_of(house), house, broken=lambda: follower.broken, code=code, trial=trial)
    said = [serve.first_start(code)] if first else demo.said(trial) if trial else []
    serve.serve(app, port, *said, beside=lambda: follower, proxied=bool(house.origin))


def run_bench(options: argparse.Namespace, settings: Settings) -> int:
    """Measures, in a place of its own."""
    from benchmarks.bench.run import measured  # noqa: PLC0415

    return bench.run(options, settings.home, measured)


COMMANDS = {
    demo: run_demo,
    serve: run_serve,
    import_annex: with_house(import_annex.run),
    show: with_house(show.run),
    rebuild: with_house(rebuild.run),
    verify: with_house(verify.run),
    follow: with_house(follow.run),
    simulate: run_simulate,
    account: with_house(account.run),
    confirm_clock: with_house(confirm_clock.run),
    bench: run_bench,
    status: lambda _, settings: status.run(settings),
}


def main(arguments: list[str]) -> int:
    """Runs one command; its exit code."""
    speak_vietnamese()
    parser = argparse.ArgumentParser(prog="./sonq", description="Sổ theo dõi thực hiện nghị quyết.")
    commands = parser.add_subparsers(metavar="LỆNH", required=True)
    for command, run in COMMANDS.items():
        its = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.arguments(its)
        its.set_defaults(run=run)
    commands.add_parser("test", help="chạy toàn bộ kiểm thử (tham số chuyển cho pytest)")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the locale: the words are Vietnamese
    # To be ended is to be interrupted: either way what was opened is closed, in order.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:  # under nohup it is
            signal.signal(ending, signal.default_int_handler)
    try:
        options = parser.parse_args(arguments)
        return int(options.run(options, read_settings(os.environ)))
    except AlreadyServing as already:
        print(f"Hệ thống đang chạy tại {already.serving.url} (tiến trình {already.serving.pid}).")
        return 0
    except Refused as refused:
        print(refused.message, file=sys.stderr)
        return 2
    except (psycopg2.OperationalError, OperationalError) as lost:
        print(
            f"Chưa kết nối được cơ sở dữ liệu; đề nghị kiểm tra máy chủ và SONQ_DATABASE_URL.\n{lost}",
            file=sys.stderr,
        )
        return 1
    except Broken as broken:
        print(broken, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
