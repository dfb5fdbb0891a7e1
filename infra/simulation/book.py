"""Writing the simulated log: facts through the mapper of the product into lines for COPY, and COPY into the log."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from uuid import UUID

import psycopg2

from domain.errors import Refused
from domain.event import Event, Fact
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
        self._stored = Mapper().to_stored_event
        self._lines: list[str] = []
        self._day, self._day_words = 0, ""

    def write(self, moment: int, entries: list[Entry]) -> None:
        """One transaction, recorded at ``moment``: seconds of Vietnam's clock since the day 0."""
        day, second = divmod(moment, DAY)
        if day != self._day:
            self._day, self._day_words = day, str(date.fromordinal(day))
        when = f"{self._day_words} {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}+07"
        position, end = self.position, self.position + len(entries)
        for stream, version, fact in entries:
            position += 1
            stored = self._stored(Event(stream, version, fact))
            state = stored.state.decode().replace("\\", "\\\\")
            self._lines.append(f"{position}\t{end}\t{when}\t{stream}\t{version}\t{stored.topic}\t{state}\n")
        self.position = end

    def taken(self, *, least: int = CHUNK) -> Iterator[bytes]:
        """What was written since, if it is at least so many lines."""
        if len(self._lines) >= least:
            yield "".join(self._lines).encode()
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
