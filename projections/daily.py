"""How the counts went, day by day, as compactly as a browser can draw them: what changed on which day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.errors import NotFound
from domain.rules import Timeliness
from projections import counts, ledger
from projections.ledger import ALL, BY_CATEGORY, COLUMNS, NAMES, SEGMENTS, SUMS, Book, Counts
from projections.moment import Moment
from projections.scope import Units, led_by
from projections.scope import values as of_units
from projections.sight import Sight, values_of
from projections.view import Cursor


class Of(StrEnum):
    """What a series is of: all tasks, all assignments, the assignments of one unit each."""

    TASKS = "tasks"
    ASSIGNMENTS = "assignments"
    UNITS = "units"


class Series(msgspec.Struct, frozen=True):
    """``opening``: how many stood in each category on the eve of the first day.

    ``days``: those on which something changed, as days since 1970-01-01; ``changes``: by how much, in each category.
    Numbers of four bytes, the highest first.
    """

    unit: UUID | None
    name: str
    group: int
    opening: Sequence[int]
    days: bytes
    changes: Sequence[bytes]


def daily(
    cursor: Cursor,
    at: Moment,
    of: Of,
    since: date,
    *,
    sight: Sight | None = None,
    units: Units = None,
) -> list[Series]:
    """From ``since`` to the day of ``at``, units in protocol order; ``at``: as known now, or each day as shown then.

    ``units``: only what these lead. Raises ``NotFound`` for what is not kept: another clock, or the tasks of a
    viewer who does not see all.
    """
    book = (ledger.documents if of is Of.TASKS else ledger.units)(at)
    if book is None or (of is Of.TASKS and (sight or units)):
        raise NotFound
    each = of is Of.UNITS
    lines = _kept(book, each, units) if sight is None else _seen(book, sight, units)
    day = "day - date '1970-01-01'"
    packed = ", ".join(f"string_agg(int4send(n.{c}::int), '')" for c in COLUMNS)
    cursor.execute(
        f"""SELECT n.key, string_agg(int4send({day}), ''), {packed}
            FROM (SELECT {"l.key" if each else f"'{ALL}'::uuid"} AS key, l.day, {SUMS} FROM ({lines}) l
                WHERE l.day BETWEEN %(since)s AND %(day)s GROUP BY 1, 2 ORDER BY 1, 2) n
            GROUP BY n.key""",
        {**values_of(at, sight), **of_units(units), "since": since},
    )
    changed = {key: list(map(bytes, blobs)) for key, *blobs in cursor.fetchall()}
    stood = _openings(cursor, msgspec.structs.replace(at, day=since - timedelta(1)), of, sight, units)
    keys = changed.keys() | stood.keys()
    named = counts.unit_names(cursor, at, list(keys)) if each else [(ALL, "", 0, 0)]
    found = []
    for key, name, group, _ in named:
        opening = [stood.get(key, {}).get(category, 0) for category in Timeliness]
        days, *columns = changed.get(key, [b""] * (1 + len(Timeliness)))
        found.append(Series(key if each else None, name, group, opening, days, columns))
    return found


def _kept(book: Book, each: bool, units: Units) -> str:
    """What the ledger has entered."""
    key = f"key {'<>' if each else '='} '{ALL}'" if units is None else "key = ANY(%(units)s::uuid[])"
    return f"SELECT key, day, {NAMES} FROM ledger WHERE book = {book:d} AND {key}"


def _seen(book: Book, sight: Sight, units: Units) -> str:
    """What it would have entered of what is seen."""
    segments = f"({SEGMENTS[book]} AND {sight.whole('t')}{led_by(units)}) s"
    return f"SELECT key, day, {BY_CATEGORY} FROM ({ledger.entries(segments)}) e GROUP BY key, day"


def _openings(
    cursor: Cursor, eve: Moment, of: Of, sight: Sight | None, units: Units
) -> Mapping[UUID, Counts]:
    if of is Of.UNITS:
        return {u.unit: u.tally.counts for u in counts.by_unit(cursor, eve, sight=sight, units=units)}
    if of is Of.ASSIGNMENTS:
        return {ALL: counts.assignments(cursor, eve, sight=sight, units=units).counts}
    return {ALL: counts.tasks(cursor, eve).counts}
