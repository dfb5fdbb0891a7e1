"""A writer with the library's own PostgreSQL recorder, as shipped. With no transactions it only makes the tables."""

from collections.abc import Sequence
from contextlib import closing

from eventsourcing.persistence import InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment
from psycopg.conninfo import conninfo_to_dict

from benchmarks.bench.racers.material import Row
from benchmarks.bench.racers.writing import arguments, race


def environment(dsn: str) -> dict[str, str]:
    """Where the server is, and nothing else: all that can be chosen is as it comes."""
    told = conninfo_to_dict(dsn)
    names = ("dbname", "host", "port", "user")
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_PASSWORD": "",
        **{f"POSTGRES_{name.upper()}": str(told[name]) for name in names},
    }


def main() -> None:
    chosen = arguments()
    # Those who race find the tables made: made by eight at once, PostgreSQL refuses some.
    making = {"CREATE_TABLE": "no" if chosen.transactions else "yes"}
    with closing(
        InfrastructureFactory.construct(Environment(env={**environment(chosen.dsn), **making}))
    ) as factory:
        recorder = factory.application_recorder()
        if not chosen.transactions:
            return

        def write(rows: Sequence[Row]) -> object:
            return recorder.insert_events(
                [StoredEvent(s, v, topic, state.encode()) for s, v, topic, state in rows]
            )

        race(write, chosen.transactions, chosen.size)


if __name__ == "__main__":
    main()
