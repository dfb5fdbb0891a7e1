"""Follow the log into the views, rebuild the views from the log.

A page is a run of whole transactions. Its rows and the new position are written in one database transaction,
under a lock: two followers take turns and neither does a page twice. A rebuild is the same work done into a
schema of its own (``bulk.py``), which then takes the place of the live one.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from psycopg2.errors import LockNotAvailable

from projections import schemas
from projections.bulk import Bulk, Database, Told
from projections.schemas import LIVE, SHADOW
from projections.taking import Broken, Poison, blaming, take
from projections.verdict import Verdict, compared
from projections.view import TIMEZONE, Cursor, Log, Page, View, civil_day

__all__ = ["TIMEZONE", "Broken", "Cursor", "Engine", "Log", "Page", "Poison", "Told", "View", "civil_day"]

PAGE = 500
HEAD = 2**63 - 1
"""Beyond every position: as far as the log goes."""
DOOR = "100ms"
"""How long a swap stands in the way of readers before it steps back. Shorter than PostgreSQL's
``deadlock_timeout``: a reader who holds one table and wants the next is never the one to be refused."""


class Engine:
    """Keeps the views of one database up with one log.

    Whatever is lost on the way (the server, a connection, this process) takes nothing half-done with it: the
    error is that of psycopg2 or the library, and the same call may simply be made again.
    """

    def __init__(self, log: Log, database: Database, views: Sequence[View]) -> None:
        self._log = log
        self._database = database
        self._views = views
        self._signature = schemas.signature(views)

    def prepare(self) -> bool:
        """Creates the tables where there are none; tells whether views of another version need a rebuild."""
        with self._database.transaction() as cursor:
            schemas.lock(cursor, LIVE)
            if not schemas.exists(cursor, f"{LIVE}.followed"):
                schemas.create(cursor, LIVE, self._views)
            return schemas.followed(cursor, LIVE)[1] != self._signature

    def position(self) -> int:
        """How far the live views have followed."""
        with self._database.transaction() as cursor:
            return schemas.followed(cursor, LIVE)[0]

    def catch_up(self, until: int = HEAD) -> int:
        """Follows to a position at least, if the log has it, or to the head as it is now; the position reached.

        Raises ``Broken``, then with everything before the event in question taken.
        """
        return self._follow(LIVE, until)

    @contextmanager
    def watch(self) -> Iterator[Callable[[], bool]]:
        """Gives a function that tells whether it is for this process to follow: of those that watch, for one.

        It goes on to be so to the end of the block, or until the server is lost, which the function then tells.
        """
        with self._database.transaction() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")

            def mine() -> bool:
                return schemas.try_lock(cursor, "watch")

            yield mine

    def rebuild(self, told: Told | None = None) -> int:
        """Computes all views anew beside the live ones, then puts them in their place; the position reached.

        One rebuild at a time; others wait. One that was broken off is gone on with. Raises ``Broken``, with the live
        views as they were.
        """
        # One transaction from the lock to the swap: who loses the lock cannot swap.
        with self._database.transaction() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            schemas.lock(cursor, "rebuild")
            self._fill(told)
            while True:
                cursor.execute("SAVEPOINT door")
                try:
                    return self._swap(cursor)
                except LockNotAvailable:
                    cursor.execute("ROLLBACK TO SAVEPOINT door")

    def verify(self, told: Told | None = None) -> Verdict:
        """Computes all views anew and compares them with the live ones, which stay; both as of the same position.

        Raises ``Broken`` if either cannot be had.
        """
        with self._database.transaction() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            schemas.lock(cursor, "rebuild")
            self._fill(told)
            with self._database.transaction() as snapshot:
                snapshot.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                self.catch_up()
                with self._database.transaction() as standing:
                    schemas.lock(standing, LIVE)
                    position, _ = schemas.followed(standing, LIVE)
                    self._follow(SHADOW, position, exactly=True)
                    schemas.followed(snapshot, LIVE)  # from here on it sees what it compares
                found = compared(snapshot, self._views)
            with self._database.transaction() as beside:
                schemas.drop(beside, SHADOW)
            return found

    def _fill(self, told: Told | None) -> None:
        """Brings the shadow up, beside the live views, to where the log ends meanwhile."""
        Bulk(self._log, self._database, self._views).fill(told)
        self._follow(SHADOW, self._log.head(), told)

    def _swap(self, cursor: Cursor) -> int:
        # From here on the live views stand still: those that take their place must not be behind. They are
        # committed before: a reader who has waited at the door has a snapshot from before the swap.
        schemas.lock(cursor, LIVE)
        position = self._follow(SHADOW, self._log.head())
        cursor.execute(f"SET LOCAL lock_timeout = '{DOOR}'")
        schemas.drop(cursor, LIVE)
        schemas.move(cursor, SHADOW, LIVE)
        return position

    def _follow(self, schema: str, until: int, told: Told | None = None, *, exactly: bool = False) -> int:
        """To ``until`` or, unless ``exactly``, with what lies behind it in the same page; the position reached."""
        size = PAGE
        while True:
            try:
                after, position = self._turn(schema, size, until, exactly)
            except Poison:
                if size == 1:
                    raise
                size //= 2  # until all before the event is taken, and it is named
                continue
            if told and position > after:
                told(position, until)
            if position >= until or position < after + size:  # a page that is not full ends at the head
                return position

    def _turn(self, schema: str, size: int, until: int, exactly: bool) -> tuple[int, int]:
        """Takes the next page, if there is one and it is needed: from where it went on, and how far it is now."""
        with self._database.transaction(schemas.opening(schema)) as cursor:
            after, signature = schemas.fetched(cursor)
            if after >= until:
                return after, after
            if signature != self._signature:
                raise Broken(
                    f"Khung nhìn thuộc phiên bản khác của chương trình ({signature}; ở đây: {self._signature}). "
                    "Đề nghị khởi động lại chương trình, bản mới nhất."
                )
            with blaming(f"Từ mục {after + 1}", "sổ không đọc được"):
                recorded = next(self._log.pages(after, min(size, until - after) if exactly else size), None)
            if not recorded:
                return after, after
            page = Page(self._log, after, recorded[-1].position, recorded)
            take(cursor, self._views, page)
            cursor.execute("UPDATE followed SET position = %s WHERE position = %s", [page.until, after])
            if cursor.rowcount != 1:
                raise Broken(f"Vị trí {after} đã bị thay đổi trong khi ghi")
            return after, page.until
