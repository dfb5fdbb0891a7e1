"""Who is killed: PostgreSQL; processes in which an office works, the log is followed, views rebuilt, pages served."""

import contextlib
import logging
import os
import random
import signal
import threading
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from eventsourcing.persistence import OperationalError
from psycopg2.extensions import parse_dsn

from benchmarks.office import Acknowledged, Clerk, Office, domain_mapper
from infra.database import Database
from infra.embedded import embedded
from infra.log import Log
from projections.engine import Engine
from projections.follower import Follower
from projections.views import VIEWS

CLERKS = 4
PATIENCE = 120.0
"""Seconds after which what does not come is given up."""

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


def rebuild(dsn: str, name: str, line: Connection) -> None:
    """One rebuild after the other, until something comes up the line."""
    with contextlib.closing(Database(dsn)) as database:
        engine = Engine(Log(database, domain_mapper()), database, VIEWS)
        while not line.poll(0.5):
            with contextlib.suppress(OperationalError, psycopg2.OperationalError):
                engine.rebuild()


def serve(dsn: str, name: str, line: Connection) -> None:
    """The server of pages, until something comes up the line. Its home, by which it is found, is told by ``dsn``."""
    import sonq  # noqa: PLC0415 - it loads the whole house

    told = parse_dsn(dsn)
    url = f"postgresql://{told['user']}@{quote(told['host'], safe='')}:{told['port']}/{told['dbname']}"
    os.environ |= {"SONQ_HOME": told["application_name"], "SONQ_DATABASE_URL": url, "SONQ_PORT": "0"}

    def until_told() -> None:
        with contextlib.suppress(EOFError):
            line.recv()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=until_told, daemon=True).start()
    logging.disable()
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
        contextlib.suppress(KeyboardInterrupt),
    ):
        while sonq.main(["serve"]) == 1:  # the database was away when it began
            pass


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
        # The server has processes of its own, which a daemon may not have.
        daemon = self._work is not serve
        self._process = processes.Process(target=self._work, args=arguments, daemon=daemon)
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
