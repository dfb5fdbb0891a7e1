"""The way to PostgreSQL: the schema, and the connections of a serving process.

**Who connects.** ``prepare(dsn)`` is given the one DSN of the settings, or that of the embedded server, and
gives back the DSN to serve with:

- An administrator's DSN (a superuser, or ``CREATEROLE`` and owner of the database) is for setting up: it
  applies the schema, and everything else connects as the login ``sonq_serve``. Where the server asks for
  passwords, that login gets one derived from the administrator's; with peer authentication it needs none.
- A plain login is used as it is. An administrator's DSN must have been used before, and after each change of
  the schema, and the login must have been granted ``sonq_app, sonq_views``.

The login has no rights of its own. On some connections it is ``sonq_app`` (reads, appends by ``append()``)
and on others ``sonq_views`` (owns the views); no connection serves as a superuser.

SQL errors come as psycopg2 raises them, except that a lost server is always ``ConnectionLost``.
"""

import hashlib
import hmac
import os
import queue
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID
from weakref import WeakSet

import psycopg2
from eventsourcing.persistence import OperationalError, ProgrammingError
from psycopg2.errorcodes import IDLE_IN_TRANSACTION_SESSION_TIMEOUT
from psycopg2.extensions import encrypt_password, make_dsn, new_type, parse_dsn, register_type
from psycopg2.extras import register_uuid

from domain.errors import Refused
from infra.planned import Connection, Cursor

SCHEMA = Path(__file__).with_name("schema")
LOGIN = "sonq_serve"
OLDEST = 150_000
"""The oldest server, as psycopg2 numbers them."""
PATIENCE = 15.0
"""Seconds to wait for a server that may be starting anew, or for a free connection."""

ATTEMPTS = 3
"""How often something is tried before the loss of the server becomes the caller's problem."""


_uuid = lru_cache(maxsize=4096)(UUID)
_ONE_UUID = new_type((2950,), "UUID", lambda text, _: text and _uuid(text))
"""The units of a register are a few hundred, and are read in every line: each is made once."""


class ConnectionLost(OperationalError):  # noqa: N818
    """The server was lost on the way. Whether a change was made, only the database knows."""


def is_loss(error: psycopg2.Error) -> bool:
    """Whether the connection is gone: neither its ``closed`` nor the class of the error tells reliably.

    What the server says has a code, its farewells too; what libpq says for want of a server has none.
    """
    if error.pgcode:
        return error.pgcode.startswith(("08", "57P")) or error.pgcode == IDLE_IN_TRANSACTION_SESSION_TIMEOUT
    lost = isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError)
    return lost or type(error) is psycopg2.DatabaseError


def prepare(dsn: str) -> str:
    """Bring the database at ``dsn`` up to the schema of this program; the DSN to serve with.

    Safe at every start, also of several processes at once. Raises the errors of psycopg2: among them
    ``InsufficientPrivilege`` if the schema is not the current one and ``dsn`` may not apply it.
    """
    script = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SCHEMA.glob("*.sql")))
    version = hashlib.sha256(script.encode()).hexdigest()
    with closing(psycopg2.connect(dsn)) as setup, setup, setup.cursor() as cursor:
        if setup.server_version < OLDEST:
            raise Refused(
                f"Cần PostgreSQL {OLDEST // 10_000} trở lên; máy chủ là bản {setup.server_version // 10_000}."
            )
        if setup.get_parameter_status("server_encoding") != "UTF8":
            raise Refused("Cơ sở dữ liệu phải dùng bảng mã UTF8 (CREATE DATABASE … ENCODING 'UTF8').")
        cursor.execute("SELECT pg_advisory_xact_lock(7361002025)")
        cursor.execute("SELECT obj_description(to_regnamespace('sonq'), 'pg_namespace')")
        if cursor.fetchone() != (version,):
            cursor.execute("SELECT set_config('sonq.schema', %s, true)", [version])
            cursor.execute(script)
        cursor.execute("SELECT FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole)")
        if not cursor.rowcount:
            return dsn
        secret = setup.info.password
        if not secret:
            return make_dsn(dsn, user=LOGIN)
        password = hmac.digest(secret.encode(), LOGIN.encode(), "sha256").hex()
        hidden = encrypt_password(password, LOGIN, scope=setup, algorithm="scram-sha-256")
        cursor.execute(f"ALTER ROLE {LOGIN} PASSWORD %s", [hidden])
        return make_dsn(dsn, user=LOGIN, password=password)


_POOLS: "WeakSet[Pool]" = WeakSet()


def _begin_in_child() -> None:
    for pool in _POOLS:
        pool.begin_in_child()


os.register_at_fork(after_in_child=_begin_in_child)


class Pool:
    """At most ``size`` connections that all serve as ``role``, made when needed and made anew when lost.

    A process that is forked makes its own.
    """

    def __init__(self, dsn: str, role: str, size: int, settings: str = "") -> None:
        options = (
            f"{parse_dsn(dsn).get('options', '')} -c role={role} -c search_path=views,sonq -c timezone=UTC"
            f" {settings}"
        )
        self._dsn = make_dsn(
            dsn, options=options.strip(), client_encoding="utf8", fallback_application_name="sonq"
        )
        self._size = size
        self._closed = False
        self._begin()
        _POOLS.add(self)

    def _begin(self) -> None:
        self._places: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._idle: list[Connection] = []  # the one that was used last is used next
        for _ in range(self._size):
            self._places.put(None)

    def begin_in_child(self) -> None:
        """What is open belongs to the parent: it is kept, for to close it would be to say good-bye for him."""
        self._of_parent = self._idle
        self._begin()

    def connection(self) -> AbstractContextManager[Connection]:
        """A connection in autocommit, READ COMMITTED. Raises ``ConnectionLost`` if it breaks in the block."""
        return _Lent(self)

    def take(self) -> Connection:
        """One that the caller gives back: see ``connection``."""
        if self._closed:
            raise ProgrammingError("The connections to the database were closed")
        try:
            self._places.get(timeout=PATIENCE)
        except queue.Empty:
            raise OperationalError("All connections to the database are in use") from None
        try:
            return self._idle.pop()
        except IndexError:
            pass
        try:
            return self._connect()
        except BaseException:
            self._places.put(None)
            raise

    def give_back(self, held: Connection, *, lost: bool) -> None:
        """It is free for others, unless it is ``lost`` or broken. With one, the others that are open may be lost."""
        if lost or self._closed:
            held.close()
            self._close_idle()
        if not held.closed:
            self._idle.append(held)
        self._places.put(None)

    @contextmanager
    def transaction(self, first: str = "", *, mode: str = "") -> Iterator[Cursor]:
        """A cursor in a transaction: committed at the end of the block, rolled back if it raises.

        ``first``: what it begins with, sent together with the beginning, whose rows may then be fetched.
        """
        with self.connection() as held, held.cursor() as cursor:
            try:
                cursor.execute(f"BEGIN {mode}; {first}")
                yield cursor
            except BaseException:
                with suppress(psycopg2.Error):
                    cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query, asked again if the server is lost: only for what may be done twice.

        It is planned once: the text must not hold what differs from one asking to the next.
        """
        for _ in range(ATTEMPTS - 1):
            with suppress(ConnectionLost):
                return self._rows(sql, values)
        return self._rows(sql, values)

    def connect(self) -> Connection:
        """A connection beside the pool, for the caller to close. Raises the errors of psycopg2."""
        made = psycopg2.connect(self._dsn, connection_factory=Connection)
        made.autocommit = True
        register_uuid(conn_or_curs=made)  # type: ignore[no-untyped-call]
        register_type(_ONE_UUID, made)
        with made.cursor() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = session_user AND rolsuper")
            if cursor.rowcount:
                made.close()
                raise ProgrammingError("Refused to serve as a superuser: see infra/database.py")
        return made

    def close(self) -> None:
        """Close what is free now, and what is in use as soon as it is given back."""
        self._closed = True
        self._close_idle()

    def _close_idle(self) -> None:
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def _connect(self) -> Connection:
        """``connect``, with patience."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.connect()
            except psycopg2.OperationalError as error:
                if time.monotonic() > deadline:
                    raise OperationalError(f"The database does not answer: {error}") from error
            time.sleep(0.1)

    def _rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.connection() as held, held.cursor() as cursor:
            cursor.planned(sql, values)
            return cursor.fetchall()


class _Lent:
    """A connection for a block. Every request comes by here several times: a generator would be twice the way."""

    __slots__ = ("_held", "_pool")

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def __enter__(self) -> Connection:
        self._held = self._pool.take()
        return self._held

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        broken = isinstance(error, psycopg2.Error) and is_loss(error)
        self._pool.give_back(self._held, lost=broken or isinstance(error, ConnectionLost))
        if broken:
            raise ConnectionLost(str(error)) from error


class Database:
    """The connections of one process, by what they are for.

    Appending has its own: appends that queue for the lock of the log must not keep its holder from reading,
    nor the view that the holder waits for from being written.
    """

    def __init__(self, dsn: str, size: int = 8) -> None:
        """``dsn``: what ``prepare`` gave back; ``size``: the most connections for each purpose."""
        # What append() asks is planned once, by its index: not for each number of events, nor for the empty log it
        # began with. Said here, for it takes as long as a tenth of an append to say it in each.
        self.appending = Pool(
            dsn, "sonq_app", size, "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
        )
        # A page or a request holds a snapshot and looks into the log beside it.
        self.reading = Pool(dsn, "sonq_app", 2 * size)
        # Views follow from the log, and how far they are is committed with them: what a fallen server forgets of
        # them is followed again.
        self.views = Pool(dsn, "sonq_views", size, "-c synchronous_commit=off")
        self.private = Pool(dsn, "sonq_app", size)

    def transaction(self, first: str = "") -> AbstractContextManager[Cursor]:
        """To write views: a cursor of ``sonq_views``, committed at the end of the block unless it raises."""
        return self.views.transaction(first)

    def vacuum(self, table: str) -> None:
        """Marks what every reader may see of a table of the views, and takes stock of it for the plans."""
        with self.views.connection() as held, held.cursor() as cursor:
            # Rows are marked that are on disk, with what was committed about the same time.
            cursor.execute("SET synchronous_commit = on")
            cursor.execute(f"VACUUM (ANALYZE) {table}")
            cursor.execute("RESET synchronous_commit")

    def snapshot(self, first: str = "") -> AbstractContextManager[Cursor]:
        """To read the log and the views: all queries of the block see the same moment. ``first``: see ``Pool``."""
        return self.reading.transaction(first, mode="ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def close(self) -> None:
        for pool in (self.appending, self.reading, self.views, self.private):
            pool.close()
