"""Reading the log by positions and by days, following it, and what the operator may do to it."""

import select
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import Any, Self, cast
from uuid import UUID

import psycopg2
from eventsourcing.persistence import MapperDeserialisationError
from psycopg2.extensions import connection as Connection  # noqa: N812 - classes, whatever their case there
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from psycopg2.extensions import new_type, register_type

from domain.event import Recorded
from infra.database import Database, Pool
from infra.mapper import Mapper

VIETNAM = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh, whose clocks have not been changed since 1975."""


class Log:
    """The events of all streams, in the order of their positions."""

    def __init__(self, database: Database, mapper: Mapper) -> None:
        self._pool = database.reading
        self._mapper = mapper

    def head(self) -> int:
        """The position of the last event; 0: the log is empty."""
        [(head,)] = self._pool.rows("SELECT coalesce(max(position), 0) FROM log")
        return int(head)

    def pages(self, after: int, size: int = 1000) -> Iterator[list[Recorded]]:
        """What was recorded after position ``after``, up to the head, in whole transactions.

        A page has ``size`` events and the rest of the last one's transaction. ``after``: 0 or a ``txn_end``.
        """
        # Nobody appends between two positions, so the end is found in the same moment as the rows.
        sql = """SELECT position, txn_end, recorded_at, stream, version, topic, state FROM log
            WHERE position > %s AND position <= (
                SELECT txn_end FROM log WHERE position <= %s ORDER BY position DESC LIMIT 1)
            ORDER BY position"""
        while rows := self._pool.rows(sql, [after, after + size]):
            yield [self._recorded(row) for row in rows]
            after = rows[-1][0]

    def streams(self, streams: Iterable[UUID], until: int) -> dict[UUID, list[Recorded]]:
        """All events of each of these streams up to position ``until``, in order; unknown ones left out."""
        # By ANY(%s) alone it would be planned anew for each list, by how long that is.
        sql = """SELECT position, txn_end, recorded_at, stream, version, topic, state FROM log
            WHERE stream = ANY(ARRAY(SELECT unnest(%s::uuid[]))) AND position <= %s ORDER BY position"""
        found: dict[UUID, list[Recorded]] = {}
        for row in self._pool.rows(sql, [list(streams), until]):
            found.setdefault(row[3], []).append(self._recorded(row))
        return found

    def version(self, stream: UUID, until: int) -> int:
        """That of the last event of a stream up to position ``until``; 0: there is none."""
        sql = "SELECT coalesce(max(version), 0) FROM log WHERE stream = %s AND position <= %s"
        [(version,)] = self._pool.rows(sql, [stream, until])
        return int(version)

    def subjects(
        self, after: UUID, last: UUID, until: int, size: int
    ) -> Generator[tuple[UUID, list[Recorded]], None, None]:
        """What was recorded up to position ``until`` by subjects: whole streams, about ``size`` events at a time.

        An assignment is of the subject of its task: their events come together, in order. With each part comes the
        id of its last subject: what follows lies behind it, and may be asked for again as ``after``. ``last``: the
        last id to be asked for.
        """
        # Sorted once by the server, on disk where it is long, and read as it comes: nothing is held but the part.
        sql = """WITH given AS MATERIALIZED (
                SELECT stream, (state::json ->> 'task')::uuid AS task FROM log
                WHERE split_part(topic, '/', 1) = 'assignment.drafted' AND position <= %s)
            SELECT position, txn_end, recorded_at, stream, version, topic, state, coalesce(task, stream)::text
            FROM log LEFT JOIN given USING (stream)
            WHERE position <= %s AND coalesce(task, stream) > %s AND coalesce(task, stream) <= %s
            ORDER BY coalesce(task, stream), position"""
        with self._pool.transaction() as cursor:
            register_type(_IDS, cursor)
            cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
            cursor.execute(f"DECLARE subjects NO SCROLL CURSOR FOR {sql}", [until, until, after, last])
            part: list[Recorded] = []
            for subject, rows in groupby(_fetched(cursor, "subjects"), itemgetter(7)):
                part += [self._recorded(row[:7]) for row in rows]
                if len(part) >= size:
                    yield UUID(subject), part
                    part = []
            if part:
                yield UUID(subject), part

    def _recorded(self, row: tuple[Any, ...]) -> Recorded:
        position, txn_end, recorded_at, stream, version, topic, state = row
        try:
            event = self._mapper.read(stream, version, topic, state)
        except MapperDeserialisationError as error:
            raise MapperDeserialisationError(f"mục {position}: {error}") from error
        return Recorded(position, txn_end, recorded_at, event)

    def position_of(self, day: date) -> int:
        """The last position recorded on or before the civil day ``day`` (Asia/Ho_Chi_Minh); 0: none."""
        return self.position_at(datetime.combine(day, datetime.max.time(), VIETNAM))

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at ``moment`` or before it; 0: none."""
        sql = """SELECT position FROM log WHERE recorded_at <= %s
            ORDER BY recorded_at DESC, position DESC LIMIT 1"""
        return next((int(position) for (position,) in self._pool.rows(sql, [moment])), 0)

    def raise_to_txn_end(self, position: int) -> int:
        """The end of the transaction that ``position`` lies in: nobody sees half of one. At most the head."""
        sql = "SELECT txn_end FROM log WHERE position <= %s ORDER BY position DESC LIMIT 1"
        return next((int(end) for (end,) in self._pool.rows(sql, [position])), 0)

    def neighbours(
        self, position: int, streams: Sequence[UUID] | None = None
    ) -> tuple[tuple[int, datetime] | None, tuple[int, datetime] | None]:
        """Where the transactions before and behind the one that ends at ``position`` end, and when they were recorded.

        ``streams``: only of transactions with an event of one of these. None: there is none.
        """
        if streams is None:
            sql = """SELECT
                (SELECT txn_end FROM log WHERE position < %s AND txn_end < %s ORDER BY position DESC LIMIT 1),
                (SELECT txn_end FROM log WHERE position > %s ORDER BY position LIMIT 1)"""
            [ends] = self._pool.rows(sql, [position] * 3)
        else:
            sql = """SELECT max(txn_end) FILTER (WHERE txn_end < %s), min(txn_end) FILTER (WHERE txn_end > %s)
                FROM log WHERE stream = ANY(%s::uuid[])"""
            [ends] = self._pool.rows(sql, [position, position, list(streams)])
        sql = "SELECT position, recorded_at FROM log WHERE position = ANY(%s)"
        found = dict(self._pool.rows(sql, [[end for end in ends if end]]))
        before, behind = ((end, found[end]) if end else None for end in ends)
        return before, behind

    def listen(self) -> "Listener":
        """To wait for what will be appended. Use it in a ``with`` block."""
        return Listener(self._pool)

    def is_seeding(self) -> bool:
        """Whether recorders may still give the moments of recording themselves."""
        [(mode,)] = self._pool.rows("SELECT mode FROM log_state")
        return bool(mode == "seeding")

    def close_seeding(self) -> None:
        """From now on and for ever, only the clock of the server counts."""
        self._pool.rows("SELECT close_seeding()")

    def confirm_clock(self) -> datetime:
        """The operator says that the server's clock, as returned, is right after a silence of 60 days."""
        [(moment,)] = self._pool.rows("SELECT confirm_clock()")
        return cast(datetime, moment)


_id = lru_cache(maxsize=1024)(UUID)
_IDS = new_type((2950,), "IDS", lambda text, _: None if text is None else _id(text))
"""Ids of which the same come again and again."""


def _fetched(cursor: Cursor, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a cursor of the server, as many at a time as are worth a question."""
    while True:
        cursor.execute(f"FETCH 2000 FROM {name}")
        rows = cursor.fetchall()
        if not rows:
            return
        yield from rows


class Listener:
    """Waits for the log to grow."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def wait(self, timeout: float) -> bool:
        """Whether the log may have grown since the last call; no, after ``timeout`` seconds without news.

        The first call, and the first after the server was lost, say yes at once: nobody told what was before.
        """
        if self._connection is None:
            try:
                self._connection = self._open()
            except psycopg2.Error:
                time.sleep(timeout)
            return self._connection is not None
        waiting = select.poll()
        waiting.register(self._connection, select.POLLIN)
        if not waiting.poll(timeout * 1000):
            return False
        try:
            self._connection.poll()
            self._connection.notifies.clear()
        except psycopg2.Error:
            self._connection.close()
            self._connection = None
        return True

    def _open(self) -> Connection:
        opened = self._pool.connect()
        with opened.cursor() as cursor:
            cursor.execute("LISTEN sonq_log")
        return opened
