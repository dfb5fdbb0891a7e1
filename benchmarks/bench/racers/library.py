"""A writer with the library's own PostgreSQL recorder, as shipped. With no transactions it only makes the tables."""

from collections.abc import Sequence

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict

from benchmarks.bench.racers.material import Row
from benchmarks.bench.racers.writing import arguments, race


def datastore(dsn: str) -> PostgresDatastore:
    """The library's connections to the server at ``dsn``."""
    told = conninfo_to_dict(dsn)
    names = ("dbname", "host", "port", "user")
    return PostgresDatastore(**{name: str(told[name]) for name in names}, password="")


def main() -> None:
    chosen = arguments()
    with datastore(chosen.dsn) as connections:
        recorder = PostgresApplicationRecorder(connections)
        if not chosen.transactions:
            recorder.create_table()
            return

        def write(rows: Sequence[Row]) -> object:
            return recorder.insert_events(
                [StoredEvent(s, v, topic, state.encode()) for s, v, topic, state in rows]
            )

        race(write, chosen.transactions, chosen.size)


if __name__ == "__main__":
    main()
