"""kill -9, again and again: is all that was acknowledged still there, and are the views still what the log says?

    python -m benchmarks.kills --times 20 --seed 1

An embedded PostgreSQL, as durable as in use; a process in which clerks give real commands (``office.py``); a
process that follows the log into the views. At random moments one of them is killed, or all at once, and started
again. In the end the log must hold every acknowledged event once, with its content and without a gap; the views,
which nobody repaired, must equal a rebuild in every column, and the fold of the log told anew.
"""

import argparse
import contextlib
import logging
import os
import random
import signal
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

import msgspec
import psycopg2
from psycopg2.extensions import make_dsn

from benchmarks.office import Acknowledged, Clerk, Office, domain_mapper
from benchmarks.verdict import Figures, judge
from infra.database import Database, prepare
from infra.embedded import embedded
from infra.log import Log
from projections.engine import Engine
from projections.follower import Follower
from projections.views import VIEWS

CLERKS = 4
PATIENCE = 120.0
"""Seconds after which what does not come is given up."""

SERVER, OFFICE, FOLLOWER, ALL = "PostgreSQL", "office", "follower", "all at once"

processes = get_context("forkserver")
processes.set_forkserver_preload([__name__])


def work(dsn: str, name: str, line: Connection) -> None:
    """The office: acknowledgements go down the line as they come, until something comes up."""
    talking = threading.Lock()

    def told(news: Acknowledged | str) -> None:
        with talking:
            line.send(news)

    def clerk_works(clerk: Clerk) -> None:
        try:
            clerk.work()
        except Exception:
            told(traceback.format_exc())

    with contextlib.closing(Database(dsn)) as database:
        office = Office(database, name, told)
        clerks = [Clerk(office, str(n), random.Random(f"{name}.{n}")) for n in range(CLERKS)]
        working = [threading.Thread(target=clerk_works, args=[clerk]) for clerk in clerks]
        for thread in working:
            thread.start()
        with contextlib.suppress(EOFError):
            line.recv()
        office.closed.set()
        for thread in working:
            thread.join()


def follow(dsn: str, name: str, line: Connection) -> None:
    """The follower, until something comes up the line; if it had stopped before, it says why."""
    logging.disable()  # that it loses the server again and again is known
    with contextlib.closing(Database(dsn)) as database:
        log = Log(database, domain_mapper())
        with Follower(Engine(log, database, VIEWS), log) as follower, contextlib.suppress(EOFError):
            line.recv()
    if follower.broken:
        line.send(follower.broken)


class Server:
    """The embedded PostgreSQL of a home."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._running = contextlib.ExitStack()
        self.setup = ""

    def start(self) -> None:
        self.setup = self._running.enter_context(embedded(self._home))

    def kill(self) -> None:
        """The postmaster and all its children."""
        postmaster = (self._home / "data" / "postmaster.pid").read_text().split("\n")[0]
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in (postmaster, *children):
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        self._running.close()

    def end(self) -> None:
        self._running.close()


class Child:
    """A process with a line to it; what comes down the line is handed on."""

    def __init__(
        self, work: Callable[[str, str, Connection], None], dsn: str, heard: Callable[[Any], None]
    ) -> None:
        self._work = work
        self._dsn = dsn
        self._heard = heard
        self._starts = 0

    def start(self) -> None:
        self._starts += 1
        self._line, theirs = processes.Pipe()
        arguments = (self._dsn, str(self._starts), theirs)
        self._process = processes.Process(target=self._work, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        with contextlib.suppress(EOFError, OSError):  # killed between two messages, or in the middle of one
            while True:
                self._heard(self._line.recv())

    def kill(self) -> None:
        self._process.kill()
        self._join()

    def end(self) -> None:
        """Lets it come to its end."""
        with contextlib.suppress(BrokenPipeError):
            self._line.send(None)
        self._process.join(PATIENCE)
        self.kill()

    def _join(self) -> None:
        self._process.join()
        self._listener.join()
        self._line.close()


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
            self._parts: dict[str, Server | Child] = {
                SERVER: self._server,
                OFFICE: Child(work, make_dsn(self._dsn, application_name=OFFICE), self._hear),
                FOLLOWER: Child(follow, make_dsn(self._dsn, application_name=FOLLOWER), self._hear),
            }
            for name in (OFFICE, FOLLOWER):
                self._parts[name].start()
                undo.callback(self._parts[name].kill)
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def kill(self, what: str, after: int) -> Killed:
        """Kills ``what`` when so many more commands are acknowledged, and starts it again."""
        self._wait(after)
        time.sleep(self._chance.uniform(0, 0.05))  # an answer was just given: let other things be under way
        appends, pages = self._under_way(in_a_page=what == FOLLOWER)
        commands, started = len(self._acknowledged), time.monotonic()
        parts = [*self._parts] if what == ALL else [what]
        for part in self._chance.sample(parts, len(parts)):
            self._parts[part].kill()
        for part in parts:
            self._parts[part].start()
        self._wait(1)
        return Killed(what, commands, appends, pages, time.monotonic() - started)

    def end(self) -> Figures:
        """Closes the office, waits for the follower, judges."""
        self._parts[OFFICE].end()
        with contextlib.closing(Database(self._dsn)) as database:
            log = Log(database, domain_mapper())
            engine = Engine(log, database, VIEWS)
            given_up = time.monotonic() + PATIENCE
            while (behind := engine.position() < log.head()) and time.monotonic() < given_up:
                time.sleep(0.05)
            self._parts[FOLLOWER].end()
            if behind or self._failed:
                raise RuntimeError("\n".join(["Not all was done, or not all was followed", *self._failed]))
            return judge(log, database, engine, self._acknowledged)

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
        """How many appends and pages; waits until there is a page if asked to."""
        sql = f"""SELECT
                count(*) FILTER (WHERE application_name = '{OFFICE}' AND query LIKE '%FROM append(%'),
                count(*) FILTER (WHERE application_name = '{FOLLOWER}' AND backend_xid IS NOT NULL)
            FROM pg_stat_activity WHERE state LIKE 'active' OR backend_xid IS NOT NULL"""
        given_up = time.monotonic() + PATIENCE
        with contextlib.closing(psycopg2.connect(self._server.setup)) as opened, opened.cursor() as cursor:
            opened.autocommit = True
            while time.monotonic() < given_up:
                cursor.execute(sql)
                appends, pages = cursor.fetchone() or (0, 0)
                if pages or not in_a_page:
                    return appends, pages
        raise RuntimeError("The follower has nothing to do")


def run(home: Path, times: int, seed: int, commands: tuple[int, int]) -> Iterator[Killed | Figures]:
    """``times`` kills, each after a random number of further ``commands`` (least, most); then the figures."""
    chance = random.Random(seed)
    left: list[str] = []
    with Trial(home, chance) as trial:
        for _ in range(times):
            left = left or chance.sample([SERVER, OFFICE, FOLLOWER, ALL], 4)
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
