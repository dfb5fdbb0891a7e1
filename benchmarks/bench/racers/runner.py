"""The library's ProjectionRunner over so many events, writing one row for each: prints its seconds."""

import sys
import time
from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL

from benchmarks.bench.racers.material import LIFE

BATCH = 500


class Assigned(Aggregate):
    """Something that is reported on."""

    @event("Began")
    def __init__(self, text: str) -> None:
        self.text = text

    @event("Reported")
    def report(self, day: str, content: str, percent: int) -> None:
        """Reported."""


class Rows(PostgresTrackingRecorder):
    """One row for each event."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.sql_create_statements.append(
            SQL(
                "CREATE TABLE IF NOT EXISTS seen (stream uuid, version bigint, PRIMARY KEY (stream, version))"
            )
        )

    def add(self, stream: UUID, version: int, tracking: Tracking) -> None:
        """A row, with how far the projection is."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute("INSERT INTO seen VALUES (%s, %s)", (stream, version), prepare=True)


class Seen(Projection[Rows]):
    """Takes every event."""

    name = "seen"

    def process_event(self, domain_event: Aggregate.Event, tracking: Tracking) -> None:  # type: ignore[override]
        self.view.add(domain_event.originator_id, domain_event.originator_version, tracking)


def main() -> None:
    told = conninfo_to_dict(sys.argv[1])
    events = int(sys.argv[2])
    env = {"PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_PASSWORD": ""}
    env |= {f"POSTGRES_{name.upper()}": str(told[name]) for name in ("dbname", "host", "port", "user")}
    app = Application[UUID](env)
    source = _events()
    for _ in range(0, events, BATCH):
        app.recorder.insert_events([app.mapper.to_stored_event(e) for e in islice(source, BATCH)])
    began = time.monotonic()
    with ProjectionRunner(
        application_class=Application[UUID], view_class=Rows, projection_class=Seen, env=env
    ) as runner:
        runner.wait(app.recorder.max_notification_id(), timeout=3600)
    print(time.monotonic() - began)


def _events() -> Iterator[Aggregate.Event]:
    while True:
        one = Assigned("Rà soát, sửa đổi, bổ sung quy chế làm việc; báo cáo kết quả trước ngày 30 tháng 6.")
        for n in range(LIFE - 1):
            one.report("2026-06-30", "Đã hoàn thành dự thảo, đang lấy ý kiến các sở, ngành, địa phương.", n)
        yield from one.collect_events()


if __name__ == "__main__":
    main()
