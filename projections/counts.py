"""How many stand where: by category, for all, by unit, by document, by month of deadline.

Headline and by document count tasks; by unit and by month of deadline count assignments. ``sight``: only what is
seen so is counted; None: all. ``units``: only what these lead; None: whoever leads.

What the ledger keeps is read there: all that is known now, and all that was shown then. The rest, what is due soon
and what falls due in a month are counted from the timeline.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from domain.rules import Rates, Timeliness, rates
from projections import ledger
from projections.ledger import ALL, NAMES, NO_DOCUMENT, Book, counts_of
from projections.moment import Moment
from projections.scope import Units, led_by
from projections.scope import values as of_units
from projections.sight import Sight, assignments_seen, tasks_seen, values_of
from projections.view import Cursor

ASSIGNMENT_CATEGORY = "timeliness(t.stage, t.deadline, t.completed_on > t.deadline, %(day)s)"
TASK_CATEGORY = "timeliness(t.stage, t.deadline, t.late, %(day)s)"


K = TypeVar("K")


class Tally(msgspec.Struct, frozen=True):
    """Counts by category; ``due_soon`` is a part of ``IN_TIME``."""

    counts: Mapping[Timeliness, int]
    due_soon: int = 0

    @property
    def total(self) -> int:
        """All categories; they always add up to it."""
        return sum(self.counts.values())

    @property
    def dated(self) -> int:
        """Those with a deadline that run or are completed."""
        return self.rates.dated

    @property
    def rates(self) -> Rates:
        """See ``domain.rules.rates``."""
        return rates(self.counts)

    def of(self, category: Timeliness) -> int:
        """The count of one category."""
        return self.counts.get(category, 0)


class UnitTally(msgspec.Struct, frozen=True):
    """The assignments of one unit."""

    unit: UUID
    name: str
    group: int
    rank: int
    tally: Tally


class DocumentTally(msgspec.Struct, frozen=True):
    """The tasks of one document."""

    document: UUID | None
    number: str
    day: date | None
    title: str
    tally: Tally


class MonthTally(msgspec.Struct, frozen=True):
    """The assignments due in one month; ``month`` is its first day, None for those without a deadline."""

    month: date | None
    tally: Tally


def tasks(cursor: Cursor, at: Moment, soon: date | None = None, *, sight: Sight | None = None) -> Tally:
    """The headline: all tasks. ``soon``: the last day that counts as due soon."""
    if sight is None and (book := ledger.documents(at)):
        return _kept(cursor, book, at, soon, [ALL]).get(ALL, Tally({}))
    cursor.execute(
        f"SELECT {TASK_CATEGORY}, count(*), count(*) FILTER (WHERE t.deadline <= %(soon)s)"
        f" {tasks_seen(at, sight)} GROUP BY 1",
        {**values_of(at, sight), "soon": soon},
    )
    return tally_of(cursor.fetchall())


def assignments(
    cursor: Cursor,
    at: Moment,
    soon: date | None = None,
    *,
    sight: Sight | None = None,
    units: Units = None,
) -> Tally:
    """All assignments."""
    if sight is None and (book := ledger.units(at)):
        return sum_of(_kept(cursor, book, at, soon, [ALL] if units is None else units).values())
    cursor.execute(
        f"SELECT {ASSIGNMENT_CATEGORY}, count(*), count(*) FILTER (WHERE t.deadline <= %(soon)s)"
        f" {assignments_seen(at, sight)}{led_by(units)} GROUP BY 1",
        {**values_of(at, sight), **of_units(units), "soon": soon},
    )
    return tally_of(cursor.fetchall())


def by_unit(
    cursor: Cursor,
    at: Moment,
    soon: date | None = None,
    *,
    sight: Sight | None = None,
    units: Units = None,
) -> list[UnitTally]:
    """Assignments by lead unit, in protocol order, the units as they were called then; none left out.

    A unit that is known but has ended is listed while anything is counted under it.
    """
    if sight is None and (book := ledger.units(at)):
        return _units_kept(cursor, book, at, soon, units)
    cursor.execute(
        f"""SELECT t.lead, {ASSIGNMENT_CATEGORY}, count(*), count(*) FILTER (WHERE t.deadline <= %(soon)s)
            {assignments_seen(at, sight)}{led_by(units)} GROUP BY 1, 2""",
        {**values_of(at, sight), **of_units(units), "soon": soon},
    )
    counted = tallies_of(cursor.fetchall())
    return [
        UnitTally(unit, name, group, rank, counted[unit])
        for unit, name, group, rank in unit_names(cursor, at, list(counted))
    ]


def unit_names(cursor: Cursor, at: Moment, units: Sequence[UUID]) -> list[tuple[UUID, str, int, int]]:
    """(unit, name, group, rank) in protocol order: the name on the day, else the last one before it."""
    # By ANY(%(units)s) alone it would be planned anew for each list, by how long that is.
    which = "u.unit_id = ANY(ARRAY(SELECT unnest(%(units)s::uuid[])))"
    cursor.planned(_names(at, which), {**at.values(), "units": list(units)})
    return sorted(cursor.fetchall(), key=_protocol)


def _names(at: Moment, which: str) -> str:
    return f"""SELECT DISTINCT ON (u.unit_id) u.unit_id, u.name, u.unit_group, u.rank FROM unit_timeline u
        WHERE {which} AND {at.was_known("u")}
        ORDER BY u.unit_id, (u.from_day <= %(day)s) DESC, abs(u.from_day - %(day)s)"""


def _protocol(row: Sequence[Any]) -> tuple[Any, ...]:
    """Group, rank, name of (unit, name, group, rank, …)."""
    return row[2], row[3], row[1]


def by_document(
    cursor: Cursor, at: Moment, soon: date | None = None, *, sight: Sight | None = None
) -> list[DocumentTally]:
    """Tasks by the document of their main basis, the newest first; those without a document last."""
    counted = of_documents(cursor, at, soon, sight=sight)
    cursor.execute(
        f"""SELECT d.document_id, d.number, d.day, d.title FROM documents d
            WHERE d.document_id = ANY(%(documents)s) AND {at.was_known("d")}""",
        {**at.values(), "documents": [d for d in counted if d]},
    )
    heads = sorted(cursor.fetchall(), key=lambda head: (-head[2].toordinal(), head[1]))
    found = [DocumentTally(*(*head, counted[head[0]])) for head in heads]
    if None in counted:
        found.append(DocumentTally(None, "", None, "Ý kiến chỉ đạo, không theo văn bản", counted[None]))
    return found


def of_documents(
    cursor: Cursor,
    at: Moment,
    soon: date | None = None,
    *,
    sight: Sight | None = None,
    documents: Sequence[UUID] | None = None,
) -> dict[UUID | None, Tally]:
    """Tasks by the document of their main basis; ``documents``: only of these. One without tasks is left out."""
    if sight is None and (book := ledger.documents(at)):
        kept = _kept(cursor, book, at, soon, documents)
        return {None if document == NO_DOCUMENT else document: tally for document, tally in kept.items()}
    only = "" if documents is None else " AND t.document = ANY(%(documents)s::uuid[])"
    cursor.execute(
        f"""SELECT t.document, {TASK_CATEGORY}, count(*), count(*) FILTER (WHERE t.deadline <= %(soon)s)
            {tasks_seen(at, sight)}{only} GROUP BY 1, 2""",
        {**values_of(at, sight), "soon": soon, "documents": documents and list(documents)},
    )
    return tallies_of(cursor.fetchall())


def by_month(
    cursor: Cursor, at: Moment, *, sight: Sight | None = None, units: Units = None
) -> list[MonthTally]:
    """Assignments by month of deadline, in order; those without a deadline last."""
    if sight is None and units is None and (book := ledger.months(at)):
        kept = ledger.standing(cursor, book, [at.day])[at.day]
        return [MonthTally(ledger.month_of(key), Tally(kept[key])) for key in sorted(kept)]
    cursor.execute(
        f"""SELECT date_trunc('month', t.deadline)::date, {ASSIGNMENT_CATEGORY}, count(*), 0
            {assignments_seen(at, sight)}{led_by(units)} GROUP BY 1, 2 ORDER BY 1 NULLS LAST""",
        {**values_of(at, sight), **of_units(units)},
    )
    return [MonthTally(month, tally) for month, tally in tallies_of(cursor.fetchall()).items()]


def waiting_for_leads(cursor: Cursor, at: Moment) -> int:
    """Tasks "chưa chọn đầu mối"."""
    cursor.execute(
        f"SELECT count(*) FROM tasks t WHERE t.phase = 'unchosen' AND {at.where('t')}", at.values()
    )
    return int(cursor.fetchone()[0])


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    counts: dict[Timeliness, int] = {}
    due_soon = 0
    for tally in tallies:
        due_soon += tally.due_soon
        for category, n in tally.counts.items():
            counts[category] = counts.get(category, 0) + n
    return Tally(counts, due_soon)


def tally_of(rows: Iterable[tuple[int, int, int]]) -> Tally:
    """Rows of (category, count, how many of them are due by the last day that counts as soon)."""
    return next(iter(tallies_of((None, *row) for row in rows).values()), Tally({}))


def tallies_of(rows: Iterable[tuple[K, int, int, int]]) -> dict[K, Tally]:
    """The same of several: rows of (of which, category, count, due soon)."""
    counts: dict[K, dict[Timeliness, int]] = {}
    soon: dict[K, int] = {}
    for key, category, count, due in rows:
        counts.setdefault(key, {})[Timeliness(category)] = count
        if category == Timeliness.IN_TIME:
            soon[key] = due
    return {key: Tally(of, soon.get(key, 0)) for key, of in counts.items()}


def _kept(
    cursor: Cursor, book: Book, at: Moment, soon: date | None, keys: Sequence[UUID] | None
) -> dict[UUID, Tally]:
    """By the ledger, and what of it is due soon by the timeline."""
    due = _due_soon(cursor, book, at, soon, keys) if soon else {}
    standing = ledger.standing(cursor, book, [at.day], keys)[at.day]
    return {key: Tally(counts, due.get(key, 0)) for key, counts in standing.items()}


def _units_kept(cursor: Cursor, book: Book, at: Moment, soon: date | None, units: Units) -> list[UnitTally]:
    """The same of units with their names, asked for at once."""
    due = _due_soon(cursor, book, at, soon, units) if soon else {}
    cursor.planned(
        f"""SELECT u.*, {NAMES} FROM ({ledger.balances(book, units, "(VALUES (%(day)s::date))")}) b
            JOIN ({_names(at, "true")}) u ON u.unit_id = b.key""",
        {**at.values(), "keys": units and list(units)},
    )
    return [
        UnitTally(unit, name, group, rank, Tally(counts, due.get(unit, 0)))
        for unit, name, group, rank, *sums in sorted(cursor.fetchall(), key=_protocol)
        if (counts := counts_of(sums))
    ]


def _due_soon(
    cursor: Cursor, book: Book, at: Moment, soon: date, keys: Sequence[UUID] | None
) -> dict[UUID, int]:
    table, key = "task_timeline", "t.document"
    if book < Book.DOCUMENTS:
        table, key = "assignment_timeline", "t.lead"
    if keys == [ALL]:
        key, keys = f"'{ALL}'::uuid", None
    only = "" if keys is None else f" AND {key} = ANY(%(keys)s::uuid[])"
    cursor.execute(
        f"""SELECT coalesce({key}, '{NO_DOCUMENT}'), count(*) FROM {table} t
            WHERE t.deadline BETWEEN %(day)s AND %(soon)s AND t.stage < 3 AND {at.where("t")}{only} GROUP BY 1""",
        {**at.values(), "soon": soon, "keys": keys and list(keys)},
    )
    return dict(cursor.fetchall())
