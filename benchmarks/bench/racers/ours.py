"""A writer with our recorder."""

from collections.abc import Sequence
from contextlib import closing

from eventsourcing.persistence import StoredEvent

from benchmarks.bench.racers.material import Row
from benchmarks.bench.racers.writing import arguments, race
from infra.database import Database
from infra.recorders import ApplicationRecorder


def main() -> None:
    chosen = arguments()
    with closing(Database(chosen.dsn)) as database:
        recorder = ApplicationRecorder(database)

        def write(rows: Sequence[Row]) -> object:
            return recorder.insert_events(
                [StoredEvent(s, v, topic, state.encode()) for s, v, topic, state in rows]
            )

        race(write, chosen.transactions, chosen.size)


if __name__ == "__main__":
    main()
