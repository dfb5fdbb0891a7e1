"""Rows with two times: days on which they hold, positions at which they were known.

A fold gives the rows of one subject for the events known so far. What it gives at two neighbouring positions
differs in a few rows: those are closed and opened, everything known before stays.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from domain.event import Fact
from projections.copying import copied
from projections.view import Cursor, Turn

T = TypeVar("T")

OPEN = 2**63 - 1
"""``known_to`` of a row that still holds."""

_NEVER = None, None

Row = tuple[Any, ...]
"""(key…, from_day, to_day, payload…), hashable; one subject has no two rows of one key and from_day."""


class Change(msgspec.Struct):
    """A row that came (``known_from`` set) or went (``known_to`` set), or both within one page."""

    row: Row
    known_from: int | None
    learnt: date
    known_to: int = OPEN
    superseded: date = date.max

    def shown(self, from_day: date, to_day: date) -> tuple[date, date] | None:
        """The days [first, end) of those of its row on whose evening a screen showed it."""
        first, end = max(from_day, self.learnt), min(to_day, self.superseded)
        return (first, end) if first < end else None


def changes(
    turns: Iterable[Turn[T]], fold: Callable[[T], Iterable[Row]], heeds: AbstractSet[type[Fact]] = frozenset()
) -> list[Change]:
    """What the transactions of a page change in the rows of one subject.

    ``heeds``: the facts without which the fold gives the same rows as before; none named: it heeds all.
    """
    held: list[Change] = []
    made: list[Change] = []
    for turn in turns:
        if turn.position is None:
            held = [Change(row, None, date.min) for row in fold(turn.known)]
        elif not heeds or not turn.facts.isdisjoint(heeds):
            _take(held, list(fold(turn.known)), turn.position, turn.day, made)
    return made


def _take(held: list[Change], rows: list[Row], position: int, day: date, made: list[Change]) -> None:
    """What is held comes to be ``rows``. Most of them are the same, from the front or from the back."""
    first, most = 0, min(len(held), len(rows))
    while first < most and held[first].row == rows[first]:
        first += 1
    last = 0
    while last < most - first and held[-1 - last].row == rows[-1 - last]:
        last += 1
    middle = slice(first, len(held) - last)
    gone, changed = held[middle], rows[first : len(rows) - last]
    if len(gone) + len(changed) <= 3:  # they differ at either end: no row stays
        come = [Change(row, position, day) for row in changed]
        made += come
    else:
        stay: dict[Row, Change | None] = {change.row: change for change in gone}
        come = [stay.pop(row, None) or Change(row, position, day) for row in changed]
        made += [change for change in come if change.known_from == position]
        gone = [change for change in stay.values() if change]
    for change in gone:
        change.known_to, change.superseded = position, day
        if change.known_from is None:
            made.append(change)
    held[middle] = come


class Versioned(msgspec.Struct, frozen=True):
    """A table of such rows: id, key, from_day, to_day, payload, then the known and the shown bounds."""

    name: str
    id: str
    payload: tuple[str, ...]
    """Column definitions, "deadline date"."""
    key: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()

    @property
    def ddl(self) -> str:
        """Shown bounds are null where the row was never shown on any evening."""
        columns = ", ".join(
            [
                f"{self.id} uuid NOT NULL",
                *(f"{column} NOT NULL" for column in self.key),
                "from_day date NOT NULL",
                "to_day date NOT NULL",
                *self.payload,
                "known_from bigint NOT NULL",
                "known_to bigint NOT NULL",
                "shown_from date",
                "shown_to date",
            ]
        )
        keys = ", ".join([self.id, *(_name(k) for k in self.key), "from_day", "known_from"])
        return "; ".join([f"CREATE TABLE {self.name} ({columns}, PRIMARY KEY ({keys}))", *self.indexes])

    def follow(
        self,
        cursor: Cursor,
        subjects: Mapping[UUID, Iterable[Turn[T]]],
        fold: Callable[[T], Iterable[Row]],
        heeds: AbstractSet[type[Fact]] = frozenset(),
    ) -> list[tuple[UUID, Change]]:
        """Writes what the turns of these subjects change in the table, and gives it back: see ``changes``."""
        return self.write(
            cursor,
            [(subject, c) for subject, turns in subjects.items() for c in changes(turns, fold, heeds)],
        )

    def write(self, cursor: Cursor, changed: Iterable[tuple[UUID, Change]]) -> list[tuple[UUID, Change]]:
        """Closes what went and adds what came; gives all of it back.

        Of a row that went, ``learnt`` is then a day by which ``shown`` is true of it too.
        """
        written = list(changed)
        self._close(cursor, [w for w in written if w[1].known_from is None])
        self._add(cursor, [w for w in written if w[1].known_from is not None])
        return written

    def _close(self, cursor: Cursor, went: Sequence[tuple[UUID, Change]]) -> None:
        if not went:
            return
        keys = [self.id, *(_name(k) for k in self.key), "from_day"]
        types = ["uuid", *(k.split()[1] for k in self.key), "date"]
        same = " AND ".join(f"t.{key} = g.{key}" for key in keys)
        found = [(subject, *change.row[: len(self.key) + 1]) for subject, change in went]
        cursor.planned(
            f"""UPDATE {self.name} t SET known_to = g.end,
                    shown_from = CASE WHEN least(t.to_day, g.day) > t.shown_from THEN t.shown_from END,
                    shown_to = CASE WHEN least(t.to_day, g.day) > t.shown_from THEN least(t.to_day, g.day) END
                FROM unnest(%s::bigint[], %s::date[], {", ".join(f"%s::{t}[]" for t in types)})
                        WITH ORDINALITY AS g("end", day, {", ".join(keys)}, nth)
                    JOIN {self.name} t_ USING ({", ".join(keys)})
                WHERE {same} AND t.known_to = {OPEN} AND t_.known_to = {OPEN}
                RETURNING g.nth, coalesce(t_.shown_from, t_.to_day)""",
            [
                [c.known_to for _, c in went],
                [c.superseded for _, c in went],
                *map(list, zip(*found, strict=True)),
            ],
        )
        learnt = dict(cursor.fetchall())
        for nth, (subject, change) in enumerate(went, 1):
            if nth not in learnt:
                raise LookupError(f"{self.name}: no open row {subject} {found[nth - 1][1:]}")
            change.learnt = learnt[nth]

    def _add(self, cursor: Cursor, came: Sequence[tuple[UUID, Change]]) -> None:
        from_day, to_day = len(self.key), len(self.key) + 1
        rows = []
        for subject, change in came:
            row = change.row
            shown = change.shown(row[from_day], row[to_day]) or _NEVER
            rows.append((subject, *row, change.known_from, change.known_to, *shown))
        copied(cursor, self.name, rows)


def _name(column: str) -> str:
    return column.split(maxsplit=1)[0]
