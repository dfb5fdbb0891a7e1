"""A writer that only inserts, into a table with the columns and indexes of the log: no lock, no rule."""

from collections.abc import Sequence
from contextlib import closing

import psycopg2
from psycopg2.extras import register_uuid

from benchmarks.bench.racers.material import Row
from benchmarks.bench.racers.writing import arguments, race

HEAD = "INSERT INTO bare (txn_end, recorded_at, stream, version, topic, state) VALUES "
ROW = "(0, clock_timestamp(), %s, %s, %s, %s)"


def main() -> None:
    chosen = arguments()
    with closing(psycopg2.connect(chosen.dsn)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        register_uuid(conn_or_curs=connection)
        sql = HEAD + ",".join([ROW] * chosen.size)

        def write(rows: Sequence[Row]) -> object:
            return cursor.execute(sql, [value for row in rows for value in row])

        race(write, chosen.transactions, chosen.size)


if __name__ == "__main__":
    main()
