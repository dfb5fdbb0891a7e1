"""Where the demonstration is made: beside its place, which it takes only when it is whole."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from psycopg2.extensions import make_dsn, parse_dsn


@contextmanager
def being_made(dsn: str) -> Iterator[str | None]:
    """The DSN of an empty database to fill, or None if the one at ``dsn`` is filled already.

    What is made takes the place of ``dsn`` at the end of the block; broken off, it is made anew next time.
    """
    name = parse_dsn(dsn)["dbname"]
    with closing(psycopg2.connect(dsn)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("SELECT to_regclass('sonq.log')")
        filled = cursor.fetchone() != (None,)
    if filled:
        yield None
        return
    with closing(psycopg2.connect(make_dsn(dsn, dbname="postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}_new" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}_new"')
            yield make_dsn(dsn, dbname=f"{name}_new")
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            cursor.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
