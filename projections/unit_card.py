"""One unit as the register has it, and all of them: names over time, where it stands, who came before and after."""

from datetime import date
from uuid import UUID

import msgspec

from domain.errors import NotFound
from domain.relation import Relation
from projections.counts import UnitTally, tally_of, unit_names
from projections.engine import Cursor
from projections.moment import Moment
from projections.sight import Sight, assignments_seen, values_of
from projections.units import subordinates


class Named(msgspec.Struct, frozen=True):
    """What a unit was called, where it stood, in [``from_day``, ``to_day``)."""

    from_day: date
    to_day: date
    name: str
    group: int
    parent: UUID | None


class Neighbour(msgspec.Struct, frozen=True):
    """Another unit, by its name then; ``day``: since when it took over."""

    unit: UUID
    name: str
    day: date | None = None


class Card(msgspec.Struct, frozen=True):
    """A unit and its neighbours at a moment."""

    unit: UUID
    name: str
    group: int
    spans: tuple[Named, ...]
    """All that was known then, later days included, in order."""
    parent: Neighbour | None
    before: tuple[Neighbour, ...]
    """Whose open work it took over."""
    after: tuple[Neighbour, ...]
    """Who took over from it."""
    below: tuple[UUID, ...]
    """See ``units.subordinates``."""


def card(cursor: Cursor, at: Moment, unit_id: UUID) -> Card:
    """The card of a unit that was known then. Raises ``NotFound``."""
    cursor.execute(
        f"""SELECT u.from_day, u.to_day, u.name, u.unit_group, u.parent FROM unit_timeline u
            WHERE u.unit_id = %(unit)s AND {at.was_known("u")} ORDER BY u.from_day""",
        {**at.values(), "unit": unit_id},
    )
    spans = tuple(Named(*row) for row in cursor.fetchall())
    if not spans:
        raise NotFound
    stood = next((span for span in reversed(spans) if span.from_day <= at.day), spans[0])
    cursor.execute(
        f"""SELECT s.unit_id, s.successor, s.from_day FROM unit_successors s
            WHERE %(unit)s IN (s.unit_id, s.successor) AND {at.where("s")} ORDER BY s.from_day""",
        {**at.values(), "unit": unit_id},
    )
    moves = cursor.fetchall()
    others = {unit for move in moves for unit in move[:2]} | ({stood.parent} if stood.parent else set())
    found = unit_names(cursor, at, list(others))
    names = {unit: name for unit, name, _, _ in found}
    order = list(names)
    moves.sort(key=lambda move: (move[2], order.index(move[0]), order.index(move[1])))
    return Card(
        unit=unit_id,
        name=stood.name,
        group=stood.group,
        spans=spans,
        parent=Neighbour(stood.parent, names[stood.parent]) if stood.parent else None,
        before=tuple(Neighbour(a, names[a], day) for a, b, day in moves if b == unit_id),
        after=tuple(Neighbour(b, names[b], day) for a, b, day in moves if a == unit_id),
        below=tuple(subordinates(cursor, at, unit_id)),
    )


def ended(cursor: Cursor, at: Moment) -> list[tuple[date, int]]:
    """The days up to that of ``at`` from which on other units took over, and from how many, in order."""
    cursor.execute(
        f"""SELECT s.from_day, count(DISTINCT s.unit_id) FROM unit_successors s
            WHERE {at.where("s")} GROUP BY 1 ORDER BY 1""",
        at.values(),
    )
    return list(cursor.fetchall())


def executing(
    cursor: Cursor, at: Moment, lead: UUID, *, sight: Sight | None = None
) -> list[tuple[Neighbour, int]]:
    """Who carries out what a unit leads, of what is open: how many assignments each, in protocol order."""
    cursor.execute(
        f"""SELECT r.unit, count(*) FROM (SELECT t.assignment_id {assignments_seen(at, sight)}
                AND t.lead = %(lead)s AND t.stage NOT IN (3, 5)) t
            JOIN relations r ON r.assignment_id = t.assignment_id AND r.relation = {Relation.EXECUTING:d}
                AND {at.where("r")} GROUP BY 1""",
        {**values_of(at, sight), "lead": lead},
    )
    counted = dict(cursor.fetchall())
    return [(Neighbour(u, name), counted[u]) for u, name, _, _ in unit_names(cursor, at, list(counted))]


def with_all(cursor: Cursor, at: Moment, counted: list[UnitTally]) -> list[UnitTally]:
    """``counted`` and every other unit that there was, with nothing given to it; in protocol order."""
    cursor.execute(
        f"SELECT u.unit_id, u.name, u.unit_group, u.rank FROM unit_timeline u WHERE {at.where('u')}",
        at.values(),
    )
    there = {unit.unit for unit in counted}
    idle = [UnitTally(*(*row, tally_of(()))) for row in cursor.fetchall() if row[0] not in there]
    return sorted((*counted, *idle), key=lambda unit: (unit.group, unit.rank, unit.name))
