"""What is asked on every page: a connection plans each of these queries once, for planning takes as long as they do."""

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

import msgspec

from projections.view import Cursor


class _Prepared(msgspec.Struct, frozen=True):
    name: str
    values: tuple[str, ...]
    """The names of the parameters, in their order."""


class _Numbers(dict[str, str]):
    """Gives each name the next number."""

    def __missing__(self, name: str) -> str:
        self[name] = f"${len(self) + 1}"
        return self[name]


_PREPARED: WeakKeyDictionary[Any, dict[str, _Prepared]] = WeakKeyDictionary()
"""By connection, by the text of the query."""


def execute(cursor: Cursor, sql: str, values: Mapping[str, object]) -> None:
    """As ``cursor.execute``; the text must not hold what differs from one asking to the next."""
    known = _PREPARED.setdefault(cursor.connection, {})
    if sql not in known:
        numbers = _Numbers()
        name = f"planned_{len(known)}"
        cursor.execute(f"PREPARE {name} AS {sql % numbers}")
        known[sql] = _Prepared(name, tuple(numbers))
    prepared = known[sql]
    parameters = ", ".join(f"%({value})s" for value in prepared.values)
    cursor.execute(f"EXECUTE {prepared.name}({parameters})", values)
