"""The way to PostgreSQL: the schema, and the connections of a serving process.

**Who connects.** ``prepare(dsn)`` is given the one DSN of the settings, or that of the embedded server, and
gives back the DSN to serve with:

- An administrator's DSN (a superuser, or ``CREATEROLE`` and owner of the database) is for setting up: it
  applies the schema, and everything else connects as the login ``sonq_serve``. Where the server asks for
  passwords, that login gets one derived from the administrator's; with peer authentication it needs none.
- A plain login is used as it is. An administrator has applied the schema before, by
  ``cat infra/schema/*.sql | psql -1 -f -``, and has done ``GRANT sonq_app, sonq_views`` to it.

The login has no rights of its own. On some connections it is ``sonq_app`` (reads, appends by ``append()``)
and on others ``sonq_views`` (owns the views); no connection serves as a superuser.

SQL errors come as psycopg2 raises them, except that a lost server is always ``ConnectionLost``.
"""

import hashlib
import hmac
import queue
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from eventsourcing.persistence import OperationalError, ProgrammingError
from psycopg2.extensions import connection as Connection  # noqa: N812 - classes, whatever their case there
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from psycopg2.extensions import encrypt_password, make_dsn, parse_dsn
from psycopg2.extras import register_uuid

SCHEMA = Path(__file__).with_name("schema")
LOGIN = "sonq_serve"
PATIENCE = 15.0
"""Seconds to wait for a server that answered before and is starting anew, or for a free connection."""


class ConnectionLost(OperationalError):  # noqa: N818
    """The server was lost on the way. Whether a change was made, only the database knows."""


def prepare(dsn: str) -> str:
    """Bring the database at ``dsn`` up to the schema of this program; the DSN to serve with.

    Safe at every start, also of several processes at once. Raises the errors of psycopg2: among them
    ``InsufficientPrivilege`` if the schema is not the current one and ``dsn`` may not apply it.
    """
    script = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SCHEMA.glob("*.sql")))
    version = hashlib.sha256(script.encode()).hexdigest()
    with closing(psycopg2.connect(dsn)) as setup, setup, setup.cursor() as cursor:
        if setup.get_parameter_status("server_encoding") != "UTF8":
            raise OperationalError("The database must be made with ENCODING 'UTF8'")
        cursor.execute("SELECT pg_advisory_xact_lock(7361002025)")
        cursor.execute("SELECT obj_description(to_regnamespace('sonq'), 'pg_namespace')")
        if cursor.fetchone() != (version,):
            cursor.execute(script)
            cursor.execute("COMMENT ON SCHEMA sonq IS %s", [version])
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


class Pool:
    """At most ``size`` connections that all serve as ``role``, made when needed and made anew when lost."""

    def __init__(self, dsn: str, role: str, size: int) -> None:
        options = (
            f"{parse_dsn(dsn).get('options', '')} -c role={role} -c search_path=views,sonq -c timezone=UTC"
        )
        self._dsn = make_dsn(
            dsn, options=options.strip(), client_encoding="utf8", fallback_application_name="sonq"
        )
        self._free: queue.LifoQueue[Connection | None] = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)
        self._answered = False
        self._closed = False

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection in autocommit, READ COMMITTED. Raises ``ConnectionLost`` if it breaks in the block."""
        try:
            held = self._free.get(timeout=PATIENCE)
        except queue.Empty:
            raise OperationalError("All connections to the database are in use") from None
        try:
            if held is None:
                held = self.connect()
            yield held
        except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
            if held is not None and not held.closed:
                raise
            self._drop_free()
            raise ConnectionLost(str(error)) from error
        finally:
            if self._closed and held is not None:
                held.close()
            self._free.put(held if held is not None and not held.closed else None)

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """A cursor in a transaction: committed at the end of the block, rolled back if it raises."""
        with self.connection() as held, held, held.cursor() as cursor:
            yield cursor

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query, asked once more if the server is lost: only for what may be done twice."""
        try:
            return self._rows(sql, values)
        except ConnectionLost:
            return self._rows(sql, values)

    def connect(self) -> Connection:
        """A connection beside the pool, for the caller to close. Waits for a server that answered before."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                made = psycopg2.connect(self._dsn)
            except psycopg2.OperationalError:
                if not self._answered or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                break
        made.autocommit = True
        register_uuid(conn_or_curs=made)  # type: ignore[no-untyped-call]
        with made.cursor() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = session_user AND rolsuper")
            if cursor.rowcount:
                made.close()
                raise ProgrammingError("Refused to serve as a superuser: see infra/database.py")
        self._answered = True
        return made

    def close(self) -> None:
        """Close what is free now, and what is in use as soon as it is given back."""
        self._closed = True
        self._drop_free()

    def _rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.connection() as held, held.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    def _drop_free(self) -> None:
        """Where one connection was lost, the others most likely are, too."""
        dropped = 0
        while True:
            try:
                free = self._free.get_nowait()
            except queue.Empty:
                break
            dropped += 1
            if free is not None:
                free.close()
        for _ in range(dropped):
            self._free.put(None)


class Database:
    """The connections of one process, by what they are for.

    Appending has its own: appends that queue for the lock of the log must not keep its holder from reading,
    nor the view that the holder waits for from being written.
    """

    def __init__(self, dsn: str, size: int = 8) -> None:
        """``dsn``: what ``prepare`` gave back; ``size``: the most connections for each purpose."""
        self.appending = Pool(dsn, "sonq_app", size)
        self.reading = Pool(dsn, "sonq_app", size)
        self.views = Pool(dsn, "sonq_views", size)

    def transaction(self) -> AbstractContextManager[Cursor]:
        """To write views: a cursor of ``sonq_views``, committed at the end of the block unless it raises."""
        return self.views.transaction()

    @contextmanager
    def snapshot(self) -> Iterator[Cursor]:
        """To read the log and the views: all queries of the block see the same moment."""
        with self.reading.transaction() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield cursor

    def close(self) -> None:
        for pool in (self.appending, self.reading, self.views):
            pool.close()
