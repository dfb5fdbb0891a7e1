"""Follow the log into the views, rebuild the views from the log.

A page is a run of whole transactions. Its rows and the new position are written in one database transaction,
under a lock: two followers take turns and neither does a page twice. A rebuild is the same work done into a
schema of its own, which then takes the place of the live one.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import psycopg2
from eventsourcing import persistence
from psycopg2.errors import LockNotAvailable

from projections.view import TIMEZONE, Cursor, Log, Page, View, civil_day

__all__ = ["TIMEZONE", "Broken", "Cursor", "Engine", "Log", "Page", "Poison", "Told", "View", "civil_day"]

LIVE, SHADOW = "views", "views_next"
PAGE = 500
REBUILD_PAGE = 20_000
DOOR = "100ms"
"""How long a swap stands in the way of readers before it steps back. Shorter than PostgreSQL's
``deadlock_timeout``: a reader who holds one table and wants the next is never the one to be refused."""

Told = Callable[[int, int], None]
"""Hears how far the work is: (position, head)."""


class Database(Protocol):
    """Where the views are kept."""

    def transaction(self) -> AbstractContextManager[Cursor]:
        """A cursor that may write the views; committed at the end, rolled back on an error."""


class Broken(Exception):  # noqa: N818 - what the views are, until somebody looks
    """The views cannot go on: they stand still, where they can be read, and this says where and why."""


class Poison(Broken):
    """A page with an event that cannot be read, or that a view cannot take."""


class Engine:
    """Keeps the views of one database up with one log.

    Whatever is lost on the way (the server, a connection, this process) takes nothing half-done with it: the
    error is that of psycopg2 or the library, and the same call may simply be made again.
    """

    def __init__(self, log: Log, database: Database, views: Sequence[View]) -> None:
        self._log = log
        self._database = database
        self._views = views
        self._signature = ",".join(f"{v.name}/{v.version}" for v in views)

    def prepare(self) -> bool:
        """Creates the tables where there are none; tells whether views of another version need a rebuild."""
        with self._database.transaction() as cursor:
            _lock(cursor, LIVE)
            cursor.execute("SELECT to_regclass(%s)", [f"{LIVE}.followed"])
            if cursor.fetchone()[0] is None:
                self._create(cursor, LIVE)
            return _followed(cursor, LIVE)[1] != self._signature

    def position(self) -> int:
        """How far the live views have followed."""
        with self._database.transaction() as cursor:
            return _followed(cursor, LIVE)[0]

    def catch_up(self, told: Told | None = None) -> int:
        """Follows up to the head of the log as it is now; the position reached.

        Raises ``Broken``, then with everything before the event in question taken.
        """
        return self._follow(LIVE, PAGE, told)

    def rebuild(self, told: Told | None = None) -> int:
        """Computes all views anew beside the live ones, then puts them in their place; the position reached.

        One rebuild at a time; others wait. Raises ``Broken``, with the live views as they were.
        """
        # One transaction from the lock to the swap: who loses the lock cannot swap.
        with self._database.transaction() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            _lock(cursor, "rebuild")
            with self._database.transaction() as beside:
                self._drop(beside, SHADOW)
                self._create(beside, SHADOW)
            self._follow(SHADOW, REBUILD_PAGE, told)
            while True:
                cursor.execute("SAVEPOINT door")
                try:
                    return self._swap(cursor)
                except LockNotAvailable:
                    cursor.execute("ROLLBACK TO SAVEPOINT door")

    def _swap(self, cursor: Cursor) -> int:
        # From here on the live views stand still: those that take their place must not be behind. They are
        # committed before: a reader who has waited at the door has a snapshot from before the swap.
        _lock(cursor, LIVE)
        position = self._follow(SHADOW, PAGE)
        cursor.execute(f"SET LOCAL lock_timeout = '{DOOR}'")
        self._drop(cursor, LIVE)
        for thing in _things(cursor, SHADOW):
            cursor.execute(f"ALTER {thing} SET SCHEMA {LIVE}")
        return position

    def _follow(self, schema: str, size: int, told: Told | None = None) -> int:
        head = self._log.head()
        with self._database.transaction() as cursor:
            position, _ = _followed(cursor, schema)
        while position < head:
            try:
                position = self._turn(schema, size)
            except Poison:
                if size == 1:
                    raise
                size //= 2  # until all before the event is taken, and it is named
                continue
            if told:
                told(position, head)
        return position

    def _turn(self, schema: str, size: int) -> int:
        """Takes the next page, if there is one; the position reached."""
        with self._database.transaction() as cursor:
            _lock(cursor, schema)
            after, signature = _followed(cursor, schema)
            if signature != self._signature:
                raise Broken(
                    f"Khung nhìn thuộc phiên bản khác của chương trình ({signature}; ở đây: {self._signature}). "
                    "Đề nghị khởi động lại chương trình, bản mới nhất."
                )
            with _blaming(f"Từ mục {after + 1}", "sổ không đọc được"):
                recorded = next(self._log.pages(after, size), None)
            if not recorded:
                return after
            page = Page(self._log, after, recorded)
            cursor.execute(f"SET LOCAL search_path = {schema}, sonq")
            for view in self._views:
                with _blaming(page, f"khung nhìn {view.name} không nhận được"):
                    view.apply(cursor, page)
            cursor.execute("UPDATE followed SET position = %s WHERE position = %s", [page.until, after])
            if cursor.rowcount != 1:
                raise Broken(f"Vị trí {after} đã bị thay đổi trong khi ghi")
            return page.until

    def _create(self, cursor: Cursor, schema: str) -> None:
        cursor.execute(f"SET LOCAL search_path = {schema}")
        cursor.execute("CREATE TABLE followed (position bigint NOT NULL, signature text NOT NULL)")
        cursor.execute("INSERT INTO followed VALUES (0, %s)", [self._signature])
        for view in self._views:
            cursor.execute(view.ddl)

    def _drop(self, cursor: Cursor, schema: str) -> None:
        for thing in _things(cursor, schema):
            cursor.execute(f"DROP {thing}")


@contextmanager
def _blaming(what: object, how: str) -> Iterator[None]:
    """An error in the block is the fault of ``what``, unless the database could not."""
    try:
        yield
    except (psycopg2.OperationalError, persistence.OperationalError):
        raise
    except Exception as error:
        raise Poison(f"{what} {how}: {error!r}") from error


def _lock(cursor: Cursor, what: str) -> None:
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"sonq follow {what}"])


def _followed(cursor: Cursor, schema: str) -> tuple[int, str]:
    """The position of the views and of which version they are."""
    cursor.execute(f"SELECT position, signature FROM {schema}.followed")
    position, signature = cursor.fetchone()
    return int(position), str(signature)


def _things(cursor: Cursor, schema: str) -> list[str]:
    """What the views of a schema are made of, for DROP and ALTER: the tables first, then their functions."""
    cursor.execute(
        """SELECT 'TABLE ' || oid::regclass FROM pg_class
            WHERE relnamespace = %(schema)s::regnamespace AND relkind = 'r' AND relname <> 'progress'
            UNION ALL
            SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace
            ORDER BY 1 DESC""",
        {"schema": schema},
    )
    return [thing for (thing,) in cursor.fetchall()]
