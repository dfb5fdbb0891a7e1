"""Units with their names over periods, in the protocol order; who stands under whom, who took over from whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.event import Event
from domain.history import FOREVER
from domain.unit import spans, unit
from domain.vietnamese import fold, sort_key
from projections.engine import Cursor, Page, View
from projections.moment import Moment
from projections.versions import OPEN, Row, Versioned

UNITS = Versioned(
    "unit_timeline",
    "unit_id",
    (
        "name text NOT NULL",
        "short text NOT NULL",
        "unit_group smallint NOT NULL",
        "rank int NOT NULL",
        "parent uuid",
        'search text NOT NULL COLLATE "C"',
        'sort text NOT NULL COLLATE "C"',
    ),
    indexes=("CREATE INDEX ON unit_timeline (parent) WHERE parent IS NOT NULL",),
)
SUCCESSORS = Versioned(
    "unit_successors",
    "unit_id",
    ("alone boolean NOT NULL",),
    key=("successor uuid",),
    indexes=("CREATE INDEX ON unit_successors (successor)",),
)


class Units(View):
    """``unit_timeline``: what each unit was called, where it stood; ``unit_successors``: who took over, since when.

    ``alone``: the whole unit went there, it was not split.
    """

    name = "units"
    version = 2
    ddl = f"{UNITS.ddl}; {SUCCESSORS.ddl}"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The names and the successors of every touched unit."""
        units = page.turns("unit")
        UNITS.follow(cursor, units, _rows)
        SUCCESSORS.follow(cursor, units, _successors)


def _rows(events: Sequence[Event]) -> Iterable[Row]:
    for s in spans(events):
        search = fold(f"{s.name} {s.short}")
        yield s.from_day, s.to_day, s.name, s.short, int(s.group), s.rank, s.parent, search, sort_key(s.name)


def _successors(events: Sequence[Event]) -> Iterable[Row]:
    if ended := unit(events[0].originator_id, events).ended:
        for successor in ended.successors:
            yield successor, ended.day, FOREVER, len(ended.successors) == 1


class Called(msgspec.Struct, frozen=True):
    """A unit with all names it has and had, the last one first."""

    unit: UUID
    names: tuple[str, ...]
    short: tuple[str, ...]


def all_names(cursor: Cursor) -> list[Called]:
    """Every unit of the register, as known now, in protocol order."""
    cursor.execute(
        f"""SELECT unit_id, array_agg(name ORDER BY from_day DESC), array_agg(short ORDER BY from_day DESC)
            FROM unit_timeline WHERE known_to = {OPEN} GROUP BY 1
            ORDER BY (array_agg((unit_group, rank) ORDER BY from_day DESC))[1]"""
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


def subordinates(cursor: Cursor, at: Moment, unit_id: UUID) -> list[UUID]:
    """The units under a unit, at however many removes, in protocol order; see ``domain.subordination``."""
    cursor.execute(
        f"""WITH RECURSIVE step AS (
                SELECT u.parent AS above, u.unit_id AS below FROM unit_timeline u
                WHERE u.parent IS NOT NULL AND {at.where("u")}
                UNION ALL
                SELECT s.successor, s.unit_id FROM unit_successors s WHERE s.alone AND {at.where("s")}),
            under AS (
                SELECT %(unit)s::uuid AS below UNION SELECT e.below FROM step e JOIN under o ON e.above = o.below)
            SELECT u.unit_id FROM under o JOIN unit_timeline u ON u.unit_id = o.below
            WHERE o.below <> %(unit)s AND {at.where("u")} ORDER BY u.unit_group, u.rank, u.sort""",
        {**at.values(), "unit": unit_id},
    )
    return [row[0] for row in cursor.fetchall()]


def ended(cursor: Cursor, at: Moment) -> set[UUID]:
    """The units that had ended by that day."""
    cursor.execute(
        f"SELECT u.unit_id FROM unit_timeline u WHERE {at.was_known('u')} GROUP BY 1 HAVING max(u.to_day) <= %(day)s",
        at.values(),
    )
    return {row[0] for row in cursor.fetchall()}


def predecessors(cursor: Cursor, at: Moment, unit_id: UUID) -> list[UUID]:
    """The units that a unit took over from, and those that they had taken over from."""
    return _followed(cursor, at, unit_id, "successor", "unit_id")


def successors(cursor: Cursor, at: Moment, unit_id: UUID) -> list[UUID]:
    """The units that took over from a unit, and those that took over from them."""
    return _followed(cursor, at, unit_id, "unit_id", "successor")


def _followed(cursor: Cursor, at: Moment, unit_id: UUID, here: str, there: str) -> list[UUID]:
    cursor.execute(
        f"""WITH RECURSIVE found AS (
                SELECT s.{there} AS unit FROM unit_successors s WHERE s.{here} = %(unit)s AND {at.where("s")}
                UNION
                SELECT s.{there} FROM found f JOIN unit_successors s ON s.{here} = f.unit AND {at.where("s")})
            SELECT unit FROM found ORDER BY unit""",
        {**at.values(), "unit": unit_id},
    )
    return [row[0] for row in cursor.fetchall()]
