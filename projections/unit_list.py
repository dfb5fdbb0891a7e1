"""The register of units: a list in protocol order, all that is told of one, and its history in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.errors import NotFound
from domain.event import Dated, Recorded
from domain.words import told
from projections.counts import unit_names
from projections.engine import TIMEZONE, Cursor, Log
from projections.moment import Moment
from projections.story import Entry
from projections.units import predecessors, subordinates, successors

PAGE = 50

Key = tuple[int, int, str, UUID]
"""Group, rank, sort key and id of a line: the next page begins behind it."""


class UnitLine(msgspec.Struct, frozen=True):
    """A unit as it was called and stood on the day."""

    unit: UUID
    name: str
    short: str
    group: int
    rank: int
    parent: UUID | None
    from_day: date
    to_day: date
    sort: str

    @property
    def key(self) -> Key:
        """Its place in the order."""
        return self.group, self.rank, self.sort, self.unit


class UnitCard(msgspec.Struct, frozen=True):
    """All that is told of a unit; ``spans``: what it was called and where it stood, in order."""

    unit: UUID
    spans: list[UnitLine]
    predecessors: list[UUID]
    successors: list[UUID]
    subordinates: list[UUID]


_COLUMNS = "u.unit_id, u.name, u.short, u.unit_group, u.rank, u.parent, u.from_day, u.to_day, u.sort"


def units(
    cursor: Cursor,
    at: Moment,
    *,
    group: int | None = None,
    after: Key | None = None,
    limit: int = PAGE,
) -> list[UnitLine]:
    """A page of the units of the day, in protocol order."""
    conditions = [at.where("u")]
    if group is not None:
        conditions.append("u.unit_group = %(group)s")
    if after is not None:
        behind = "(%(a_group)s, %(a_rank)s, %(a_sort)s, %(a_id)s::uuid)"
        conditions.append(f"(u.unit_group, u.rank, u.sort, u.unit_id) > {behind}")
    a_group, a_rank, a_sort, a_id = after or (None, None, None, None)
    cursor.execute(
        f"""SELECT {_COLUMNS} FROM unit_timeline u WHERE {" AND ".join(conditions)}
            ORDER BY u.unit_group, u.rank, u.sort, u.unit_id LIMIT %(limit)s""",
        {
            **at.values(),
            "group": group,
            "limit": limit,
            "a_group": a_group,
            "a_rank": a_rank,
            "a_sort": a_sort,
            "a_id": a_id,
        },
    )
    return [UnitLine(*row) for row in cursor.fetchall()]


def unit_card(cursor: Cursor, at: Moment, unit_id: UUID) -> UnitCard:
    """One unit, whether or not it is there on the day. Raises ``NotFound``."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM unit_timeline u WHERE u.unit_id = %(id)s AND {at.was_known('u')} ORDER BY u.from_day",
        {**at.values(), "id": unit_id},
    )
    spans = [UnitLine(*row) for row in cursor.fetchall()]
    if not spans:
        raise NotFound
    before, after = predecessors(cursor, at, unit_id), successors(cursor, at, unit_id)
    return UnitCard(unit_id, spans, before, after, subordinates(cursor, at, unit_id))


def of_stream(cursor: Cursor, log: Log, at: Moment, stream: UUID) -> list[Entry]:
    """All that was known of a unit or an account at that moment, in the order of recording.

    Raises ``NotFound``.
    """
    recorded = log.streams([stream], at.known).get(stream)
    if not recorded:
        raise NotFound
    called = {u: name for u, name, _, _ in unit_names(cursor, at, list(ids_in(recorded)))}
    return [
        Entry(
            recorded=r.recorded_at.astimezone(TIMEZONE),
            position=r.position,
            by=r.event.fact.by,
            assignment=None,
            unit="",
            version=r.event.originator_version,
            day=r.event.fact.day if isinstance(r.event.fact, Dated) else None,
            words=told(r.event.fact, lambda unit: called.get(unit, "đơn vị chưa rõ tên")),
            counts=True,
            instead_of=r.event.fact.instead_of,
        )
        for r in recorded
    ]


def ids_in(recorded: Iterable[Recorded]) -> set[UUID]:
    """Whatever ids the facts name; those of units have names."""
    found: set[UUID] = set()

    def look(part: Any) -> None:
        if isinstance(part, UUID):
            found.add(part)
        elif isinstance(part, dict):
            for value in part.values():
                look(value)
        elif isinstance(part, list | tuple):
            for value in part:
                look(value)

    for r in recorded:
        look(msgspec.to_builtins(r.event.fact, builtin_types=(UUID,)))
    return found
