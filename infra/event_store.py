"""The log as a persistence module of the eventsourcing library.

``PERSISTENCE_MODULE=infra.event_store``, with the DSN to serve with in ``DATABASE_DSN``. An ``Application``
needs the application recorder only; the other kinds are there because the library's cases are our tests.
"""

from collections.abc import Sequence
from typing import Any, cast

from eventsourcing import persistence
from eventsourcing.persistence import StoredEvent, Tracking
from eventsourcing.utils import Environment, EnvType, resolve_topic
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class, whatever its case there

from infra.database import Database
from infra.mapper import Mapper
from infra.recorders import AggregateRecorder, ApplicationRecorder, Clock, translated


class TrackingRecorder(persistence.TrackingRecorder):
    """How far the views have followed the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert_tracking(self, tracking: Tracking) -> None:
        with translated(), self._database.transaction() as cursor:
            _advance(cursor, tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        sql = "SELECT max(position) FROM progress WHERE view = %s"
        with translated():
            [(position,)] = self._database.reading.rows(sql, [application_name])
        return cast(int | None, position)


def _advance(cursor: Cursor, tracking: Tracking) -> None:
    """From the position that is read here to the new one, unless somebody else is quicker."""
    view, new = tracking.application_name, tracking.notification_id
    cursor.execute("SELECT position FROM progress WHERE view = %s", [view])
    if cursor.rowcount == 0:
        cursor.execute("INSERT INTO progress VALUES (%s, %s) ON CONFLICT DO NOTHING", [view, new])
    else:
        [(old,)] = cursor.fetchall()
        sql = "UPDATE progress SET position = %s WHERE view = %s AND position = %s AND position < %s"
        cursor.execute(sql, [new, view, old, new])
    if cursor.rowcount != 1:
        raise persistence.IntegrityError(f"{view} cannot go on to {new}: it is there already, or further")


class ProcessRecorder(TrackingRecorder, ApplicationRecorder, persistence.ProcessRecorder):
    """The log together with the progress in following another one: in one transaction."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        ApplicationRecorder.__init__(self, database, clock)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        tracking: Tracking | None = kwargs.pop("tracking", None)
        if tracking is None:
            return super().insert_events(stored_events, **kwargs)
        with translated(), self._database.transaction() as cursor:
            _advance(cursor, tracking)
            cursor.execute("SET LOCAL ROLE sonq_app")
            with self._holding(cursor):
                return self._append(stored_events, **kwargs)


class Factory(persistence.InfrastructureFactory[TrackingRecorder]):
    """Makes them all on one ``Database``: the given one, or its own to ``DATABASE_DSN``, which it closes."""

    DATABASE_DSN = "DATABASE_DSN"

    def __init__(
        self,
        env: Environment | EnvType | None = None,
        database: Database | None = None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(env)
        dsn = self.env.get(self.DATABASE_DSN)
        if database is None and not dsn:
            raise OSError(f"{self.DATABASE_DSN} is not set")
        self.database = database or Database(cast(str, dsn))
        self._clock = clock
        self._close = database is None

    def mapper(
        self,
        transcoder: persistence.Transcoder | None = None,
        mapper_class: Any = None,
    ) -> Any:
        """Ours, unless another is given or named in ``MAPPER_TOPIC``."""
        named = mapper_class or self.env.get(self.MAPPER_TOPIC)
        return super().mapper(transcoder, mapper_class if named else Mapper)

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        if purpose != "events":
            raise persistence.NotSupportedError(f"The log keeps events, not {purpose}")
        return AggregateRecorder(self.database, self._clock)

    def application_recorder(self) -> ApplicationRecorder:
        return ApplicationRecorder(self.database, self._clock)

    def tracking_recorder(
        self, tracking_recorder_class: type[TrackingRecorder] | None = None
    ) -> TrackingRecorder:
        topic = self.env.get(self.TRACKING_RECORDER_TOPIC)
        named: type[TrackingRecorder] = resolve_topic(topic) if topic else TrackingRecorder
        return (tracking_recorder_class or named)(self.database)

    def process_recorder(self) -> ProcessRecorder:
        return ProcessRecorder(self.database, self._clock)

    def close(self) -> None:
        if self._close:
            self.database.close()
