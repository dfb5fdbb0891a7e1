"""Follow the log into the views, rebuild the views from the log.

A page is a run of whole transactions. Its rows and the new position are written in one database transaction,
under a lock: two followers take turns and neither does a page twice. A rebuild is the same work done into a
schema of its own, which then takes the place of the live one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta, timezone
from typing import Any, Protocol
from uuid import UUID

from domain.event import Recorded

LIVE, SHADOW = "views", "views_next"
PAGE = 500
REBUILD_PAGE = 20_000
TIMEZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

Cursor = Any
"""A psycopg2 cursor inside a transaction."""

Told = Callable[[int, int], None]
"""Hears how far the work is: (position, head)."""


class Log(Protocol):
    """What the engine needs of the log."""

    def pages(self, after: int, size: int) -> Iterator[Sequence[Recorded]]:
        """What lies behind position ``after`` in whole transactions, about ``size`` events each."""

    def streams(self, streams: Iterable[UUID], until: int) -> Mapping[UUID, Sequence[Recorded]]:
        """All events of these streams up to position ``until``, each in order."""

    def head(self) -> int:
        """The last position; 0 for an empty log."""


class Database(Protocol):
    """Where the views are kept."""

    def transaction(self) -> AbstractContextManager[Cursor]:
        """A cursor that may write the views; committed at the end, rolled back on an error."""


class Page:
    """A run of whole transactions and the streams behind it, each read once."""

    def __init__(self, log: Log, after: int, recorded: Sequence[Recorded]) -> None:
        self.after = after
        self.recorded = recorded
        self.until = recorded[-1].position
        self._log = log
        self._streams: dict[UUID, Sequence[Recorded]] = {}

    def touched(self, subject: str) -> list[UUID]:
        """Streams of a subject ("unit", "assignment" …) with an event in this page, in order of appearance."""
        prefix = f"{subject}."
        return list(
            dict.fromkeys(
                r.event.originator_id for r in self.recorded if r.event.fact.TOPIC.startswith(prefix)
            )
        )

    def streams(self, ids: Iterable[UUID]) -> dict[UUID, Sequence[Recorded]]:
        """The whole history of these streams, up to the end of the page."""
        wanted = list(ids)
        missing = [i for i in wanted if i not in self._streams]
        if missing:
            self._streams |= self._log.streams(missing, self.until)
        return {i: self._streams[i] for i in wanted if i in self._streams}


class View(Protocol):
    """A read model: its tables and how a page is written into them."""

    @property
    def name(self) -> str:
        """Unique among the views."""

    @property
    def version(self) -> int:
        """Raised with every change of tables or fold: the views are then rebuilt at the next start."""

    @property
    def ddl(self) -> str:
        """Creates the tables, their names without schema."""

    @property
    def tables(self) -> Sequence[str]:
        """The names of the tables."""

    def apply(self, cursor: Cursor, page: Page) -> None:
        """Writes what ``page`` adds. All of the page is visible to the fold, nothing behind it."""


class Broken(Exception):  # noqa: N818 - what the views are, until somebody looks
    """An event that the views cannot take. The views stand where they were and say so."""


class Engine:
    """Keeps the views of one database up with one log."""

    def __init__(self, log: Log, database: Database, views: Sequence[View]) -> None:
        self._log = log
        self._database = database
        self._views = views
        self._signature = ",".join(f"{v.name}/{v.version}" for v in views)

    def prepare(self) -> bool:
        """Creates the tables where there are none; tells whether views of another version need a rebuild."""
        with self._database.transaction() as cursor:
            _lock(cursor)
            cursor.execute("SELECT to_regclass(%s)", [f"{LIVE}.followed"])
            if cursor.fetchone()[0] is None:
                self._create(cursor, LIVE)
            cursor.execute(f"SELECT signature FROM {LIVE}.followed")
            return bool(cursor.fetchone()[0] != self._signature)

    def position(self) -> int:
        """How far the live views have followed."""
        with self._database.transaction() as cursor:
            return _position(cursor, LIVE)

    def catch_up(self, told: Told | None = None) -> int:
        """Follows up to the head of the log as it is now; the position reached."""
        head = self._log.head()
        position = self.position()
        while position < head:
            position = self._turn(LIVE, PAGE)
            if told:
                told(position, head)
        return position

    def rebuild(self, told: Told | None = None) -> int:
        """Computes all views anew beside the live ones, then puts them in their place; the position reached."""
        with self._database.transaction() as cursor:
            _lock(cursor, SHADOW)
            self._drop(cursor, SHADOW)
            self._create(cursor, SHADOW)
        head, position = self._log.head(), 0
        while position < head:
            position = self._turn(SHADOW, REBUILD_PAGE)
            if told:
                told(position, head)
        with self._database.transaction() as cursor:
            _lock(cursor)
            while (reached := self._step(cursor, SHADOW, PAGE)) > position:
                position = reached
            self._drop(cursor, LIVE)
            for table in self._tables():
                cursor.execute(f"ALTER TABLE {SHADOW}.{table} SET SCHEMA {LIVE}")
        return position

    def _turn(self, schema: str, size: int) -> int:
        with self._database.transaction() as cursor:
            _lock(cursor, schema)
            return self._step(cursor, schema, size)

    def _step(self, cursor: Cursor, schema: str, size: int) -> int:
        after = _position(cursor, schema)
        recorded = next(self._log.pages(after, size), None)
        if not recorded:
            return after
        page = Page(self._log, after, recorded)
        cursor.execute(f"SET LOCAL search_path = {schema}, sonq")
        for view in self._views:
            try:
                view.apply(cursor, page)
            except Exception as error:
                raise Broken(
                    f"Khung nhìn {view.name} không nhận được các mục {after + 1}–{page.until}: {error}"
                ) from error
        cursor.execute("UPDATE followed SET position = %s WHERE position = %s", [page.until, after])
        if cursor.rowcount != 1:
            raise Broken(f"Vị trí {after} đã bị thay đổi trong khi ghi")
        return page.until

    def _tables(self) -> list[str]:
        return ["followed", *(table for view in self._views for table in view.tables)]

    def _create(self, cursor: Cursor, schema: str) -> None:
        cursor.execute(f"SET LOCAL search_path = {schema}")
        cursor.execute("CREATE TABLE followed (position bigint NOT NULL, signature text NOT NULL)")
        cursor.execute("INSERT INTO followed VALUES (0, %s)", [self._signature])
        for view in self._views:
            cursor.execute(view.ddl)
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO sonq_app")

    def _drop(self, cursor: Cursor, schema: str) -> None:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        for (table,) in cursor.fetchall():
            if table != "progress":
                cursor.execute(f'DROP TABLE {schema}."{table}"')


def civil_day(recorded: Recorded) -> date:
    """The day of recording in Asia/Ho_Chi_Minh."""
    return recorded.recorded_at.astimezone(TIMEZONE).date()


def _lock(cursor: Cursor, schema: str = LIVE) -> None:
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"sonq follow {schema}"])


def _position(cursor: Cursor, schema: str) -> int:
    cursor.execute(f"SELECT position FROM {schema}.followed")
    return int(cursor.fetchone()[0])
