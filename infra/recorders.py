"""The recorders of the log: streams and positions, as the eventsourcing library wants them.

The rules of appending stand in ``schema/3_append.sql``; here are the call, the names of its refusals, and
what is done when the server is lost on the way.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from threading import Thread
from types import TracebackType
from typing import Any, cast
from uuid import UUID

import psycopg2
from eventsourcing import persistence
from eventsourcing.persistence import DataError, Notification, ProgrammingError, StoredEvent
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class, whatever its case there

from domain.log import (
    Answer,
    Answered,
    ClockAhead,
    HeadMoved,
    KeyReused,
    ReadConflict,
    Request,
    SeedingClosed,
    VersionConflict,
)
from infra.database import ATTEMPTS, ConnectionLost, Database, is_loss
from infra.log import Listener

Clock = Callable[[], datetime]

SILENCE = "30s"
"""A process that hangs while it holds the log must not stop all others for ever."""

_REFUSALS: dict[str, Callable[[str], Exception]] = {
    "SQ001": VersionConflict,
    "SQ002": ReadConflict,
    "SQ003": HeadMoved,
    "SQ004": lambda _: KeyReused(),
    "SQ005": lambda _: SeedingClosed(),
    "SQ006": lambda _: ClockAhead(),
}


class translated:  # noqa: N801 - used as a function is
    """The refusals of ``append()`` under their names, other errors of psycopg2 as those of the library."""

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, psycopg2.Error):
            return
        refusal = ConnectionLost if is_loss(error) else _REFUSALS.get(error.pgcode or "")
        if refusal is None:
            family = next(cls.__name__ for cls in type(error).__mro__ if hasattr(persistence, cls.__name__))
            refusal = getattr(persistence, family)
        raise refusal(str(error)) from error


class _Held(threading.local):
    """What the current thread does under the lock of the log."""

    cursor: Cursor | None = None
    events: Sequence[StoredEvent] = ()


class AggregateRecorder(persistence.AggregateRecorder):
    """Streams of events in the one log."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        """``clock``: the moments of recording, accepted only while seeding; ``None``: the server's clock."""
        self._database = database
        self._clock = clock
        self._held = _Held()
        self._own: int | None = None
        """Where the last append from here ended."""
        self._alone = False
        """Whether nobody had appended between it and the one before: then there is nobody to let in."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        self._append(stored_events, **kwargs)
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        sql = f"""SELECT version, topic, state FROM log
            WHERE stream = %s AND version > %s AND version <= %s
            ORDER BY version {"DESC" if desc else "ASC"} LIMIT %s"""
        values = [str(originator_id), -1 if gt is None else gt, 2**31 - 1 if lte is None else lte, limit]
        return [
            StoredEvent(originator_id, version, topic, state.encode())
            for version, topic, state in self._rows(sql, values)
        ]

    def answer_of(self, request: Request) -> Answer | None:
        """The reply given to this request before, if any. Raises ``KeyReused`` if its content was another."""
        sql = "SELECT hash, answer, position, flush_log() FROM requests WHERE account = %s AND key = %s"
        for content, text, position, _ in self._rows(sql, [request.account, request.key]):
            if content != request.hash:
                raise KeyReused
            return Answer(text, position)
        return None

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the log: in the block only this thread appends, once; it is committed at the end of the block.

        Who is silent for longer than ``SILENCE`` meanwhile loses the log, and what was appended.
        """
        if self._held.cursor is not None:
            raise ProgrammingError("The log is held already")
        ended = False
        try:
            with translated(), self._database.appending.transaction() as cursor:
                cursor.execute(
                    "SET LOCAL idle_in_transaction_session_timeout = %s; SELECT lock_log()", [SILENCE]
                )
                with self._holding(cursor):
                    yield
                ended = True
        except ConnectionLost:
            # After the end of the block only the news of the commit may have been lost.
            events = self._held.events
            if not (ended and events and self._settled(events)):
                raise

    @contextmanager
    def _holding(self, cursor: Cursor) -> Iterator[None]:
        """In the block, this thread reads and appends by ``cursor``."""
        self._held.cursor, self._held.events = cursor, ()
        try:
            yield
        finally:
            self._held.cursor = None

    def _append(
        self,
        events: Sequence[StoredEvent],
        *,
        reads: Mapping[UUID, int] | None = None,
        if_at: int | None = None,
        request: Request | None = None,
        answer: str | None = None,
        tracking: None = None,
    ) -> list[int]:
        """The positions of ``events``, appended in one round trip. Arguments: see ``domain.log.Recorder``."""
        reads, own = reads or {}, self._own
        values = [
            *_columns(events),
            _array(map(str, reads)),
            _array(map(str, reads.values())),
            if_at,
            *((request.account, request.key, request.hash, answer) if request else [None] * 4),
            self._clock() if self._clock else None,
        ]
        try:
            with translated():
                if self._held.cursor is not None:
                    self._held.events = events
                    last = _call(self._held.cursor, _APPEND, values)
                else:
                    with self._database.appending.connection() as connection:
                        last = _call(connection.cursor(), _APPEND if self._alone else _WRITE, values)
        except ConnectionLost:
            if self._held.cursor is not None:
                raise
        else:
            if last is None:
                raise Answered(cast(Answer, self.answer_of(cast(Request, request))))
            self._alone, self._own = last - len(events) == own, last
            return list(range(last - len(events) + 1, last + 1))
        # Did it arrive? Under the lock no straggler comes between: it is there by now, or never will be.
        for _ in range(ATTEMPTS):
            with suppress(ConnectionLost), self.exclusive():
                return self._positions(events) or self._append(
                    events, reads=reads, if_at=if_at, request=request, answer=answer
                )
        raise ConnectionLost("Whether it was appended, only the log knows")

    def _settled(self, events: Sequence[StoredEvent]) -> bool:
        with self.exclusive():
            return bool(self._positions(events))

    def _positions(self, events: Sequence[StoredEvent]) -> list[int]:
        """Where exactly these events are in the log; empty if they are not."""
        sql = """SELECT position FROM log JOIN
            unnest(%s::uuid[], %s::int[], string_to_array(%s, E'\\x1e'), string_to_array(%s, E'\\x1e'))
            AS e(stream, version, topic, state) USING (stream, version, topic, state) ORDER BY position"""
        found = [position for (position,) in self._rows(sql, _columns(events))]
        if len(found) != len(events):
            return []
        self._flush()
        return found

    def _flush(self) -> None:
        """What was found in the log may be told: it is on disk, or will be with what this thread holds it for."""
        self._rows("SELECT flush_log()", [])

    def _rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with translated():
            if self._held.cursor is None:
                return self._database.reading.rows(sql, values)
            self._held.cursor.execute(sql, values)
            return self._held.cursor.fetchall()


# One text a column: a list of its elements the server would parse as an expression each. JSON has no such character.
_BETWEEN = "\x1e"


def _columns(events: Sequence[StoredEvent]) -> list[str]:
    """Streams, versions, topics, states. Raises ``DataError`` for what no JSON holds."""
    topics = _BETWEEN.join([event.topic for event in events])
    states = _BETWEEN.encode().join([event.state for event in events]).decode()
    if events and topics.count(_BETWEEN) + states.count(_BETWEEN) > 2 * (len(events) - 1):
        raise DataError("An event holds what is put between events")
    return [
        _array([str(event.originator_id) for event in events]),
        _array([str(event.originator_version) for event in events]),
        topics,
        states,
    ]


def _array(elements: Iterable[str]) -> str:
    return f"{{{','.join(elements)}}}"


_ARGUMENTS = ", ".join(["%s"] * 12)
_APPEND = f"SELECT append({_ARGUMENTS})"
_WRITE = f"CALL write({_ARGUMENTS}, NULL)"


def _call(cursor: Cursor, sql: str, values: Sequence[Any]) -> int | None:
    """The position of the last event; ``None``: the request was done before."""
    cursor.execute(sql, values)
    [(last,)] = cursor.fetchall()
    return cast(int | None, last)


class ApplicationRecorder(AggregateRecorder, persistence.ApplicationRecorder):
    """The log, by streams and by positions."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        return self._append(stored_events, **kwargs)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        sql = """SELECT stream, version, topic, state, position FROM log
            WHERE position >= %s AND position <= coalesce(%s, position) AND (%s OR topic = ANY(%s))
            ORDER BY position LIMIT %s"""
        first = (start or 0) + (not inclusive_of_start)
        return [
            Notification(stream, version, topic, state.encode(), position)
            for stream, version, topic, state, position in self._rows(
                sql, [first, stop, not topics, list(topics), limit]
            )
        ]

    def max_notification_id(self) -> int | None:
        [(head,)] = self._rows("SELECT max(position) FROM log", [])
        return cast(int | None, head)

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> persistence.Subscription[persistence.ApplicationRecorder]:
        return Subscription(self, Listener(self._database.reading), gt, topics)


class Subscription(persistence.ListenNotifySubscription[persistence.ApplicationRecorder]):
    """Notifications as they come."""

    def __init__(
        self, recorder: ApplicationRecorder, listener: Listener, gt: int | None, topics: Sequence[str]
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._listener = listener
        self._listening = Thread(target=self._listen)
        self._listening.start()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)
        self._listening.join()

    def _listen(self) -> None:
        with self._listener:
            while not self._has_been_stopped:
                if self._listener.wait(0.2):
                    self._has_been_notified.set()
