"""The schemas that the views live in: the live one, and the one in which they are computed anew beside it."""

from collections.abc import Sequence

from projections.view import Cursor, View

LIVE, SHADOW = "views", "views_next"
_FOLLOWED = "SELECT position, signature FROM {}.followed"


def signature(views: Sequence[View]) -> str:
    """Of which version these views are."""
    return ",".join(f"{v.name}/{v.version}" for v in views)


def lock(cursor: Cursor, what: str) -> None:
    """Held to the end of the transaction. ``what``: a schema, by whoever writes into it."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"sonq follow {what}"])


def try_lock(cursor: Cursor, what: str) -> bool:
    """Whether the lock is held now, to the end of the transaction; never waits, may be asked again."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"sonq follow {what}"])
    return bool(cursor.fetchone()[0])


def exists(cursor: Cursor, table: str) -> bool:
    """Whether there is such a table; its name with the schema."""
    cursor.execute("SELECT to_regclass(%s)", [table])
    return cursor.fetchone()[0] is not None


def followed(cursor: Cursor, schema: str) -> tuple[int, str]:
    """The position of the views and of which version they are."""
    cursor.execute(_FOLLOWED.format(schema))
    return fetched(cursor)


def fetched(cursor: Cursor) -> tuple[int, str]:
    """The same, where it was asked already."""
    position, of = cursor.fetchone()
    return int(position), str(of)


def opening(schema: str) -> str:
    """What a transaction begins with that writes into a schema: whose turn it is, then ``fetched``."""
    return f"""SELECT pg_advisory_xact_lock(hashtext('sonq follow {schema}'));
        SET LOCAL search_path = {schema}, sonq;
        {_FOLLOWED.format(schema)}"""


def create(cursor: Cursor, schema: str, views: Sequence[View]) -> None:
    """Makes the tables of the views, empty."""
    cursor.execute(f"SET LOCAL search_path = {schema}")
    cursor.execute("CREATE TABLE followed (position bigint NOT NULL, signature text NOT NULL)")
    cursor.execute("INSERT INTO followed VALUES (0, %s)", [signature(views)])
    for view in views:
        cursor.execute(view.ddl)


def drop(cursor: Cursor, schema: str) -> None:
    """Drops all there is of the views."""
    for thing in things(cursor, schema):
        cursor.execute(f"DROP {thing}")


def move(cursor: Cursor, schema: str, to: str) -> None:
    """Puts all there is of the views into another schema."""
    for thing in things(cursor, schema):
        cursor.execute(f"ALTER {thing} SET SCHEMA {to}")


def things(cursor: Cursor, schema: str) -> list[str]:
    """What the views of a schema are made of, for DROP and ALTER: the tables first, then their functions."""
    cursor.execute(
        """SELECT 'TABLE ' || oid::regclass FROM pg_class
            WHERE relnamespace = %(schema)s::regnamespace AND relkind = 'r' AND relname <> 'progress'
            UNION ALL
            SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace
            ORDER BY 1 DESC""",
        {"schema": schema},
    )
    return [thing for (thing,) in cursor.fetchall()]


def keys(cursor: Cursor, schema: str) -> dict[str, list[str]]:
    """The columns of the primary key of each table of a schema."""
    cursor.execute(
        """SELECT relname, array_agg(attname::text ORDER BY attnum) FROM pg_class
            JOIN pg_index ON indrelid = pg_class.oid AND indisprimary
            JOIN pg_attribute ON attrelid = pg_class.oid AND attnum = ANY(indkey)
            WHERE relnamespace = %s::regnamespace GROUP BY relname ORDER BY relname""",
        [schema],
    )
    return dict(cursor.fetchall())


def tables(cursor: Cursor, schema: str) -> list[str]:
    """The tables of the views of a schema, the largest first; their names with the schema."""
    cursor.execute(
        """SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname = %s AND tablename <> 'progress'
            ORDER BY pg_relation_size(format('%%I.%%I', schemaname, tablename)) DESC""",
        [schema],
    )
    return [table for (table,) in cursor.fetchall()]


def put_off(cursor: Cursor, schema: str) -> None:
    """Leaves the tables without indexes, and alone by autovacuum, until ``make_up``.

    ``put_off`` holds the statements that make the indexes again, by table, and those that make keys of them.
    """
    for table in tables(cursor, schema):
        cursor.execute(
            f"ALTER TABLE {table} SET (autovacuum_enabled = false, toast.autovacuum_enabled = false)"
        )
    cursor.execute(
        """SELECT indrelid::regclass, pg_get_indexdef(indexrelid), indexrelid::regclass, conname,
                CASE contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END
            FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid LEFT JOIN pg_constraint ON conindid = indexrelid
            WHERE relnamespace = %s::regnamespace""",
        [schema],
    )
    found = cursor.fetchall()
    cursor.execute(
        "CREATE TABLE put_off (of regclass, statement text NOT NULL, key text, done boolean NOT NULL DEFAULT false)"
    )
    for table, made, index, key, kind in found:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {key}" if key else f"DROP INDEX {index}")
        keyed = f"ALTER TABLE {table} ADD CONSTRAINT {key} {kind} USING INDEX {index}" if key else None
        cursor.execute("INSERT INTO put_off VALUES (%s, %s, %s)", [table, made, keyed])


def make_up(cursor: Cursor, schema: str) -> None:
    """The end of ``put_off``, once its statements are done."""
    cursor.execute(f"SET LOCAL search_path = {schema}")
    cursor.execute("SELECT key FROM put_off WHERE key IS NOT NULL")
    for (key,) in cursor.fetchall():
        cursor.execute(key)
    for table in tables(cursor, schema):
        cursor.execute(f"ALTER TABLE {table} RESET (autovacuum_enabled, toast.autovacuum_enabled)")
