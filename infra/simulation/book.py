"""Writing the simulated log: facts through the mapper of the product into lines for COPY, and COPY into the log."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from uuid import UUID

import psycopg2
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class, whatever its case there

from domain.errors import Refused
from domain.event import Fact
from infra.mapper import Mapper
from infra.simulation.desk import DAY

CHUNK = 2_000
"""Lines handed to COPY at once."""

Entry = tuple[UUID, int, Fact]
"""Stream, version, fact."""


class Book:
    """Numbers what happens into the lines of the log, transaction by transaction."""

    def __init__(self) -> None:
        self.position = 0
        self._written = Mapper().written
        self._lines: list[str] = []
        self._day, self._day_words = 0, ""

    def write(self, moment: int, *entries: Entry) -> None:
        """One transaction, recorded at ``moment``: seconds of Vietnam's clock since the day 0."""
        day, second = divmod(moment, DAY)
        if day != self._day:
            self._day, self._day_words = day, str(date.fromordinal(day))
        position = self.position
        self.position = end = position + len(entries)
        when = f"{end}\t{self._day_words} {second // 3600}:{second // 60 % 60}:{second % 60}+07"
        for stream, version, fact in entries:
            position += 1
            topic, state = self._written(fact)
            self._lines.append(f"{position}\t{when}\t{stream.hex}\t{version}\t{topic}\t{state.decode()}\n")

    def taken(self, *, least: int = CHUNK) -> Iterator[bytes]:
        """What was written since, if it is at least so many lines."""
        if len(self._lines) >= least:
            # A backslash is COPY's own sign; nothing but the payloads has any.
            yield "".join(self._lines).replace("\\", "\\\\").encode()
            self._lines.clear()


class _Read:
    """Lines as the file that COPY reads."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _: int = -1) -> bytes:
        return next(self._chunks, b"")

    readline = read


def copy(dsn: str, chunks: Iterator[bytes]) -> int:
    """Fills the empty log at ``dsn`` in one transaction; the last position.

    ``dsn``: of an administrator, on a database that is prepared. Refuses a log in which something stands, or
    whose seeding is closed.
    """
    with closing(psycopg2.connect(dsn)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        borrowed = cursor.fetchone() != (True,)
        if borrowed:  # an administrator who is no superuser has to be a member, as when the schema is applied
            cursor.execute("GRANT sonq_owner TO CURRENT_USER")
        cursor.execute("SET LOCAL ROLE sonq_owner; SET LOCAL search_path = sonq; SELECT lock_log()")
        cursor.execute("SELECT mode, (SELECT max(position) FROM log) FROM log_state")
        [(mode, head)] = cursor.fetchall()
        if head is not None:
            raise Refused(
                f"Sổ đã có {head} mục; mô phỏng chỉ ghi vào sổ trống. Đề nghị đặt SONQ_HOME vào một thư mục mới."
            )
        if mode != "seeding":
            raise Refused(
                "Sổ đã đưa vào sử dụng, không nhận dữ liệu mô phỏng. Đề nghị đặt SONQ_HOME vào một thư mục mới."
            )
        with _indexed_at_the_end(cursor):
            cursor.copy_expert(
                "COPY log (position, txn_end, recorded_at, stream, version, topic, state) FROM STDIN",
                _Read(chunks),
            )
        cursor.execute("SELECT coalesce(max(position), 0) FROM log")
        [(last,)] = cursor.fetchall()
        cursor.execute("SELECT pg_notify('sonq_log', %s)", [str(last)])
        if borrowed:
            cursor.execute("RESET ROLE; REVOKE sonq_owner FROM CURRENT_USER")
    with closing(psycopg2.connect(dsn)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("ANALYZE sonq.log")
    return int(last)


@contextmanager
def _indexed_at_the_end(cursor: Cursor) -> Iterator[None]:
    """Takes the indexes off the empty log and builds them over the full one: keys at random need all of an index."""
    cursor.execute(
        """SELECT format('ALTER TABLE log DROP CONSTRAINT %I', conname),
                format('ALTER TABLE log ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE conrelid = 'log'::regclass AND contype IN ('p', 'u')
        UNION ALL
        SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
            FROM pg_index i WHERE indrelid = 'log'::regclass
                AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)"""
    )
    indexes = cursor.fetchall()
    for take_off, _ in indexes:
        cursor.execute(take_off)
    yield
    cursor.execute("SET LOCAL maintenance_work_mem = '128MB'")
    for _, put_on in indexes:
        cursor.execute(put_on)
