"""kill -9, again and again: is all that was acknowledged still there, and are the views still what the log says?

    python -m benchmarks.kills --times 20 --seed 1

An embedded PostgreSQL, as durable as in use; a process in which clerks give real commands (``office.py``); one that
follows the log into the views; one that rebuilds them again and again; the server of the pages, a follower, too, with
somebody who sends reports over HTTP (``visitors.py``). At random moments one of them is killed, or all at once, and
started again. In the end the log must hold every acknowledged event once, with its content and without a gap; the
views, which nobody repaired, must equal a rebuild in every column, and the fold of the log told anew.
"""

import argparse
import contextlib
import random
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec
import psycopg2
from psycopg2.extensions import make_dsn

from benchmarks.office import Acknowledged, domain_mapper
from benchmarks.verdict import Figures, judge
from benchmarks.victims import PATIENCE, Child, Server, follow, rebuild, serve, work
from benchmarks.visitors import Visitor
from infra.database import Database, prepare
from infra.log import Log
from projections.engine import Engine
from projections.views import VIEWS

SERVER, OFFICE, FOLLOWER, REBUILD, PAGES, ALL = (
    "PostgreSQL",
    "office",
    "follower",
    "rebuild",
    "pages",
    "all at once",
)

PROCESSES = {OFFICE: work, FOLLOWER: follow, REBUILD: rebuild, PAGES: serve}
VICTIMS = (SERVER, *PROCESSES, ALL)

MOMENT = 3.0
"""Seconds that somebody who is to be killed in a page is waited for: the other one may be following."""


class Killed(msgspec.Struct):
    """One kill: what, after how many acknowledged commands, with how many appends and pages under way."""

    what: str
    commands: int
    appends: int
    pages: int
    seconds: float
    """Until what was killed is started and another command is acknowledged."""

    TITLE = f"{'killed':12}{'commands':>10}{'appends':>9}{'pages':>7}{'seconds':>9}"

    def __str__(self) -> str:
        return f"{self.what:12}{self.commands:10}{self.appends:9}{self.pages:7}{self.seconds:9.1f}"


class Trial:
    """All of it in one home."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        self._chance = chance
        self._acknowledged: list[Acknowledged] = []
        self._failed: list[str] = []
        self._news = threading.Condition()
        self._server = Server(home)
        self._home = home.with_name("pages")
        self._undo = contextlib.ExitStack()
        # By the link in the home: a server that is started again has another socket.
        self._link = str(home / "socket")

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as undo:
            undo.callback(self._server.end)
            self._server.start()
            self._dsn = make_dsn(prepare(self._server.setup), host=self._link)
            with contextlib.closing(Database(self._dsn)) as database:
                Engine(Log(database, domain_mapper()), database, VIEWS).prepare()
            self._visitor = Visitor(self._dsn, self._home, self._hear, self._chance.getrandbits(32))
            self._parts: dict[str, Server | Child] = {SERVER: self._server}
            for name, does in PROCESSES.items():
                called = str(self._home) if name == PAGES else name
                part = self._parts[name] = Child(
                    does, make_dsn(self._dsn, application_name=called), self._hear
                )
                part.start()
                undo.callback(part.kill)
            undo.enter_context(self._visitor)
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def kill(self, what: str, after: int) -> Killed:
        """Kills ``what`` when so many more commands are acknowledged, and starts it again."""
        self._wait(after)
        time.sleep(self._chance.uniform(0, 0.05))  # an answer was just given: let other things be under way
        appends, pages = self._under_way(in_a_page=what in (FOLLOWER, REBUILD))
        commands, started = len(self._acknowledged), time.monotonic()
        parts = [*self._parts] if what == ALL else [what]
        for part in self._chance.sample(parts, len(parts)):
            self._parts[part].kill()
        for part in parts:
            self._parts[part].start()
        self._wait(1)
        return Killed(what, commands, appends, pages, time.monotonic() - started)

    def end(self) -> Figures:
        """Closes the office and the pages, waits for the follower, judges."""
        self._visitor.end()
        for name in (PAGES, OFFICE, REBUILD):
            self._parts[name].end()
        with contextlib.closing(Database(self._dsn)) as database:
            log = Log(database, domain_mapper())
            engine = Engine(log, database, VIEWS)
            given_up = time.monotonic() + PATIENCE
            while (behind := engine.position() < log.head()) and time.monotonic() < given_up:
                time.sleep(0.05)
            self._parts[FOLLOWER].end()
            if behind or self._failed:
                raise RuntimeError("\n".join(["Not all was done, or not all was followed", *self._failed]))
            return judge(log, database, engine, self._acknowledged, str(self._visitor.account))

    def _hear(self, news: Acknowledged | str) -> None:
        with self._news:
            if isinstance(news, Acknowledged):
                self._acknowledged.append(news)
            else:
                self._failed.append(news)
            self._news.notify_all()

    def _wait(self, more: int) -> None:
        wanted = len(self._acknowledged) + more
        with self._news:
            came = self._news.wait_for(lambda: self._failed or len(self._acknowledged) >= wanted, PATIENCE)
        if self._failed or not came:
            raise RuntimeError("\n".join(["No command was acknowledged", *self._failed]))

    def _under_way(self, *, in_a_page: bool) -> tuple[int, int]:
        """How many appends and pages of views; waits a moment until there is a page if asked to."""
        sql = f"""SELECT
                count(*) FILTER (WHERE (query LIKE '%CALL write(%' OR query LIKE '%append(%') AND state = 'active'),
                count(*) FILTER (WHERE application_name <> '{OFFICE}' AND backend_xid IS NOT NULL)
            FROM pg_stat_activity"""
        given_up = time.monotonic() + MOMENT
        with contextlib.closing(psycopg2.connect(self._server.setup)) as opened, opened.cursor() as cursor:
            opened.autocommit = True
            while True:
                cursor.execute(sql)
                appends, pages = cursor.fetchone() or (0, 0)
                if pages or not in_a_page or time.monotonic() > given_up:
                    return appends, pages


def run(home: Path, times: int, seed: int, commands: tuple[int, int]) -> Iterator[Killed | Figures]:
    """``times`` kills, each after a random number of further ``commands`` (least, most); then the figures."""
    chance = random.Random(seed)
    left: list[str] = []
    with Trial(home, chance) as trial:
        for _ in range(times):
            left = left or chance.sample(VICTIMS, len(VICTIMS))
            yield trial.kill(left.pop(), chance.randint(*commands))
        yield trial.end()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--commands", type=int, default=300, help="acknowledged between two kills, at most")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    started = time.monotonic()
    print(Killed.TITLE)
    with tempfile.TemporaryDirectory(prefix="sonq-kills-") as folder:
        Path(folder).chmod(0o711)
        for news in run(Path(folder) / "home", chosen.times, chosen.seed, (10, chosen.commands)):
            print(news, flush=True)
    print(f"{time.monotonic() - started:.0f} s in all")
    if not isinstance(news, Figures) or news.faults:
        raise SystemExit("Not all is there, or not all is right")


if __name__ == "__main__":
    main()
