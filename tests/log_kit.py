"""What the tests of the log share: a log on a database of its own, and events about nothing in particular."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec
import psycopg2
from eventsourcing.persistence import StoredEvent
from psycopg2.extensions import connection

from domain.event import Fact
from infra.database import Database, prepare
from infra.log import Log
from infra.mapper import Mapper
from infra.recorders import ApplicationRecorder


class Noted(Fact, frozen=True, kw_only=True):
    """A fact of no meaning."""

    TOPIC = "tests.noted"

    text: str = ""


class Moments:
    """A clock that shows what it is told."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Kit:
    """A log and several ways to it; ``setup`` is the DSN of a superuser."""

    def __init__(self, setup: str) -> None:
        self.setup = setup
        self.dsn = prepare(setup)
        self.database = Database(self.dsn)
        self.recorder = ApplicationRecorder(self.database)
        self.log = Log(self.database, Mapper(facts=[Noted]))

    def append(self, *events: StoredEvent) -> list[int]:
        """The positions of ``events``, appended in one transaction."""
        return list(self.recorder.insert_events(events) or [])

    def at(self, clock: Moments) -> ApplicationRecorder:
        """A recorder that gives the moments of recording itself."""
        return ApplicationRecorder(self.database, clock)

    def stored(self) -> list[tuple[UUID, int]]:
        """Stream and version of all that is in the log, in order."""
        notifications = self.recorder.select_notifications(None, 1_000_000)
        return [(UUID(str(n.originator_id)), n.originator_version) for n in notifications]

    @contextlib.contextmanager
    def superuser(self) -> Iterator[connection]:
        """A connection that may do anything."""
        with contextlib.closing(psycopg2.connect(self.setup)) as opened:
            opened.autocommit = True
            yield opened

    def terminate(self, condition: str = "true") -> int:
        """Ends the sessions of this database that meet ``condition``, but not the superuser's; how many."""
        with self.superuser() as opened, opened.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                f" WHERE datname = current_database() AND usename = 'sonq_serve' AND {condition}"
            )
            return cursor.rowcount

    def until_waiting(self, count: int) -> None:
        """Returns when ``count`` sessions of this database wait for a lock."""
        sql = """SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'"""
        deadline = time.monotonic() + 60
        with self.superuser() as opened, opened.cursor() as cursor:
            waiting = -1
            while waiting != count:
                assert time.monotonic() < deadline, f"{waiting} sessions wait for a lock, not {count}"
                cursor.execute(sql)
                [(waiting,)] = cursor.fetchall()


@contextlib.contextmanager
def log_kit(setup: str) -> Iterator[Kit]:
    """The kit for an empty database, whose connections are closed at the end."""
    kit = Kit(setup)
    try:
        yield kit
    finally:
        kit.database.close()


def event(stream: UUID | None = None, version: int = 1, text: str = "") -> StoredEvent:
    """An event to be stored, by default the first of a new stream."""
    return StoredEvent(
        stream or uuid4(), version, Noted.TOPIC, msgspec.json.encode(Noted(by="tests", text=text))
    )


def events(count: int, stream: UUID | None = None, first: int = 1) -> Sequence[StoredEvent]:
    """Several events of one stream, in order."""
    stream = stream or uuid4()
    return [event(stream, first + n) for n in range(count)]
