"""Queries that are asked again and again: a connection plans each once, for planning takes as long as they do."""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg2 import extensions


class Cursor(extensions.cursor):
    """As psycopg2 has it, and for what is asked again and again."""

    connection: "Connection"

    def planned(self, sql: str, values: Mapping[str, object] | Sequence[object] = ()) -> None:
        """As ``execute``; the text must not hold what differs from one asking to the next."""
        known = self.connection.planned
        if sql not in known:
            named = isinstance(values, Mapping)
            numbers = _Numbers() if named else tuple(f"${n}" for n in range(1, len(values) + 1))
            name = f"planned_{len(known)}"
            self.execute(f"PREPARE {name} AS {sql % numbers}")
            parameters = [f"%({n})s" for n in numbers] if named else ["%s"] * len(values)
            known[sql] = f"EXECUTE {name}({', '.join(parameters)})" if parameters else f"EXECUTE {name}"
        self.execute(known[sql], values)


class Connection(extensions.connection):
    """A connection of such cursors."""

    def __init__(self, dsn: str, **kwargs: Any) -> None:
        super().__init__(dsn, **kwargs)
        self.planned: dict[str, str] = {}
        """By the text of a query, how what was planned of it is asked."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        """A new one."""
        return super().cursor(cursor_factory=Cursor)


class _Numbers(dict[str, str]):
    """Gives each name the next number."""

    def __missing__(self, name: str) -> str:
        self[name] = f"${len(self) + 1}"
        return self[name]
