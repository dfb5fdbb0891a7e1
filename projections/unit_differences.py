"""What became of the units between two points of the two clocks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.difference import ENDED, UnitChange
from domain.unit import Ended, unit
from projections.counts import unit_names
from projections.differences import Between
from projections.engine import Cursor, Log


class UnitLine(msgspec.Struct, frozen=True):
    """A unit that is not what it was. ``name`` is "" where it is no more; ``successors``: who took over, by name.

    ``day``: from which the last of the changes holds.
    """

    unit: UUID
    changes: tuple[UnitChange, ...]
    was_name: str
    name: str
    day: date
    successors: tuple[str, ...] = ()


def reorganised(cursor: Cursor, log: Log, asked: Between) -> list[UnitLine]:
    """In protocol order. Of the units asked about and seen, and of those that they took over from."""
    cursor.execute(
        f"""SELECT coalesce(n.unit_id, b.unit_id), b.name, n.name, b.parent IS DISTINCT FROM n.parent,
                (b.unit_group, b.rank) IS DISTINCT FROM (n.unit_group, n.rank), greatest(b.from_day, n.from_day)
            FROM (SELECT * FROM unit_timeline u WHERE {asked.before.where("u", "%(was_day)s", "%(was_known)s")}) b
            FULL JOIN (SELECT * FROM unit_timeline u WHERE {asked.at.where("u")}) n ON n.unit_id = b.unit_id
            WHERE (b.name, b.parent, b.unit_group, b.rank) IS DISTINCT FROM (n.name, n.parent, n.unit_group, n.rank)
            ORDER BY coalesce(n.unit_group, b.unit_group), coalesce(n.rank, b.rank), 1""",
        asked.values,
    )
    rows = cursor.fetchall()
    ended = _ended(log, asked, [row[0] for row in rows if row[2] is None])
    heirs = {heir for fact in ended.values() for heir in fact.successors}
    called = {u: name for u, name, *_ in unit_names(cursor, asked.at, list(heirs))}
    within = _within(asked)
    return [
        UnitLine(
            row[0],
            _changes(row, ended.get(row[0])),
            row[1] or "",
            row[2] or "",
            fact.day if (fact := ended.get(row[0])) else row[5],
            tuple(called.get(heir, "") for heir in _successors(ended.get(row[0]))),
        )
        for row in rows
        if within is None or within & {row[0], *_successors(ended.get(row[0]))}
    ]


def _ended(log: Log, asked: Between, units: Sequence[UUID]) -> dict[UUID, Ended]:
    streams = log.streams(units, asked.at.known) if units else {}
    told = {u: unit(u, [r.event for r in recorded]).ended for u, recorded in streams.items()}
    return {u: fact for u, fact in told.items() if fact and fact.day <= asked.at.day}


def _changes(row: Sequence[Any], ended: Ended | None) -> tuple[UnitChange, ...]:
    _, was_name, name, placed, ranked, _ = row
    if name is None:
        return (ENDED[ended.how] if ended else UnitChange.UNKNOWN,)
    if was_name is None:
        return (UnitChange.ESTABLISHED,)
    found = {UnitChange.RENAMED: was_name != name, UnitChange.PLACED: placed, UnitChange.RANKED: ranked}
    return tuple(change for change, so in found.items() if so)


def _successors(ended: Ended | None) -> Iterable[UUID]:
    return ended.successors if ended else ()


def _within(asked: Between) -> set[UUID] | None:
    seen = None if asked.sight is None else {*asked.sight.own, *asked.sight.below}
    if asked.units is None:
        return seen
    return set(asked.units) if seen is None else set(asked.units) & seen
