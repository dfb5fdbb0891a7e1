"""The live views held against the same computed anew: how many rows, and the first that is not the same."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from projections import schemas
from projections.schemas import LIVE, SHADOW
from projections.view import Cursor, View

Row = Mapping[str, Any]


class Difference(msgspec.Struct, frozen=True):
    """A row that is not the same. ``live`` and ``anew``: by column; None: there is no such row."""

    view: str
    table: str
    key: Row
    live: Row | None
    anew: Row | None


class Verdict(msgspec.Struct, frozen=True):
    """How many rows of the live views were compared, and what was found first, if anything."""

    rows: int
    difference: Difference | None


def compared(cursor: Cursor, views: Sequence[View]) -> Verdict:
    """Compares all tables that have a key, view after view, up to the first difference."""
    rows, keys = 0, schemas.keys(cursor, SHADOW)
    for view in views:
        for table in (t for t in keys if f"CREATE TABLE {t} (" in view.ddl):
            said = f"NOT ({view.left_out.get(table, 'false')})"
            cursor.execute(f"SELECT count(*) FROM {LIVE}.{table} WHERE {said}")
            rows += cursor.fetchone()[0]
            key = keys[table]
            cursor.execute(
                f"""SELECT row_to_json(l), row_to_json(r)
                    FROM (SELECT * FROM {LIVE}.{table} WHERE {said}) l
                    FULL JOIN (SELECT * FROM {SHADOW}.{table} WHERE {said}) r
                        ON ({_columns("l", key)}) = ({_columns("r", key)})
                    WHERE ROW(l.*) IS DISTINCT FROM ROW(r.*)
                    ORDER BY {", ".join(f"coalesce(l.{k}, r.{k})" for k in key)} LIMIT 1"""
            )
            if found := cursor.fetchone():
                live, anew = found
                return Verdict(
                    rows, Difference(view.name, table, {k: (live or anew)[k] for k in key}, live, anew)
                )
    return Verdict(rows, None)


def _columns(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns)
