"""Units with their names over periods, in the protocol order."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.event import Event
from domain.unit import spans
from domain.vietnamese import fold, sort_key
from projections.engine import Cursor, Page
from projections.versions import OPEN, Row, Versioned, changes

UNITS = Versioned(
    "unit_timeline",
    "unit_id",
    (
        "name text NOT NULL",
        "short text NOT NULL",
        "unit_group smallint NOT NULL",
        "rank int NOT NULL",
        'search text NOT NULL COLLATE "C"',
        'sort text NOT NULL COLLATE "C"',
    ),
)


class Units:
    """``unit_timeline``: what each unit was called, where it stood."""

    name = "units"
    version = 1
    ddl = UNITS.ddl

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The names of every touched unit."""
        streams = page.streams(page.touched("unit"))
        UNITS.write(cursor, ((u, c) for u, r in streams.items() for c in changes(r, _rows, page.after)))


def _rows(events: Sequence[Event]) -> Iterable[Row]:
    for s in spans(events):
        search = fold(f"{s.name} {s.short}")
        yield s.from_day, s.to_day, s.name, s.short, int(s.group), s.rank, search, sort_key(s.name)


class Called(msgspec.Struct, frozen=True):
    """A unit with all names it has and had, the last one first."""

    unit: UUID
    names: tuple[str, ...]
    short: tuple[str, ...]


def all_names(cursor: Cursor) -> list[Called]:
    """Every unit of the register, as known now, in protocol order."""
    cursor.execute(
        f"""SELECT unit_id, array_agg(name ORDER BY from_day DESC), array_agg(short ORDER BY from_day DESC)
            FROM unit_timeline WHERE known_to = {OPEN} GROUP BY 1 ORDER BY min(unit_group), min(rank)"""
    )
    return [
        Called(unit, tuple(dict.fromkeys(names)), tuple(s for s in dict.fromkeys(short) if s))
        for unit, names, short in cursor.fetchall()
    ]


def members(cursor: Cursor, group: int, day: date) -> list[UUID]:
    """The units of a group on a day, as known now, in protocol order."""
    cursor.execute(
        f"""SELECT unit_id FROM unit_timeline
            WHERE known_to = {OPEN} AND unit_group = %s AND from_day <= %s AND to_day > %s ORDER BY rank""",
        [group, day, day],
    )
    return [row[0] for row in cursor.fetchall()]
