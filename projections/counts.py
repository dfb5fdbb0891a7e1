"""How many stand where: by category, for all, by unit, by document, by month of deadline.

Headline and by document count tasks; by unit and by month of deadline count assignments. ``sight``: only what is
seen so is counted; None: all. ``units``: only what these lead; None: whoever leads.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.rules import Rates, Timeliness, rates
from projections.engine import Cursor
from projections.moment import Moment
from projections.scope import Units, led_by
from projections.scope import values as of_units
from projections.sight import Sight, assignments_seen, tasks_seen, values_of

ASSIGNMENT_CATEGORY = "timeliness(t.stage, t.deadline, t.completed_on > t.deadline, %(day)s)"
TASK_CATEGORY = "timeliness(t.stage, t.deadline, t.late, %(day)s)"


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
    cursor.execute(
        f"""SELECT t.lead, {ASSIGNMENT_CATEGORY}, count(*), count(*) FILTER (WHERE t.deadline <= %(soon)s)
            {assignments_seen(at, sight)}{led_by(units)} GROUP BY 1, 2""",
        {**values_of(at, sight), **of_units(units), "soon": soon},
    )
    counted: dict[UUID, list[tuple[int, int, int]]] = {}
    for lead, category, count, due_soon in cursor.fetchall():
        counted.setdefault(lead, []).append((category, count, due_soon))
    return [
        UnitTally(unit, name, group, rank, tally_of(counted[unit]))
        for unit, name, group, rank in unit_names(cursor, at, list(counted))
    ]


def unit_names(cursor: Cursor, at: Moment, units: Sequence[UUID]) -> list[tuple[UUID, str, int, int]]:
    """(unit, name, group, rank) in protocol order: the name on the day, else the last one before it."""
    cursor.execute(
        f"""SELECT DISTINCT ON (u.unit_id) u.unit_id, u.name, u.unit_group, u.rank FROM unit_timeline u
            WHERE u.unit_id = ANY(%(units)s) AND {at.was_known("u")}
            ORDER BY u.unit_id, (u.from_day <= %(day)s) DESC, abs(u.from_day - %(day)s)""",
        {**at.values(), "units": list(units)},
    )
    return sorted(cursor.fetchall(), key=lambda row: (row[2], row[3], row[1]))


def by_document(
    cursor: Cursor, at: Moment, soon: date | None = None, *, sight: Sight | None = None
) -> list[DocumentTally]:
    """Tasks by the document of their main basis, the newest first; those without a document last."""
    cursor.execute(
        f"""SELECT t.document, {TASK_CATEGORY}, count(*), count(*) FILTER (WHERE t.deadline <= %(soon)s)
            {tasks_seen(at, sight)} GROUP BY 1, 2""",
        {**values_of(at, sight), "soon": soon},
    )
    counted: dict[UUID | None, list[tuple[int, int, int]]] = {}
    for document, category, count, due_soon in cursor.fetchall():
        counted.setdefault(document, []).append((category, count, due_soon))
    cursor.execute(
        f"""SELECT d.document_id, d.number, d.day, d.title FROM documents d
            WHERE d.document_id = ANY(%(documents)s) AND {at.was_known("d")}""",
        {**at.values(), "documents": [d for d in counted if d]},
    )
    heads = sorted(cursor.fetchall(), key=lambda head: (-head[2].toordinal(), head[1]))
    found = [DocumentTally(*(*head, tally_of(counted[head[0]]))) for head in heads]
    if None in counted:
        found.append(
            DocumentTally(None, "", None, "Ý kiến chỉ đạo, không theo văn bản", tally_of(counted[None]))
        )
    return found


def by_month(
    cursor: Cursor, at: Moment, *, sight: Sight | None = None, units: Units = None
) -> list[MonthTally]:
    """Assignments by month of deadline, in order; those without a deadline last."""
    cursor.execute(
        f"""SELECT date_trunc('month', t.deadline)::date, {ASSIGNMENT_CATEGORY}, count(*), 0
            {assignments_seen(at, sight)}{led_by(units)} GROUP BY 1, 2 ORDER BY 1 NULLS LAST""",
        {**values_of(at, sight), **of_units(units)},
    )
    months: dict[date | None, list[tuple[int, int, int]]] = {}
    for month, *counted in cursor.fetchall():
        months.setdefault(month, []).append(tuple(counted))
    return [MonthTally(month, tally_of(counts)) for month, counts in months.items()]


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


def tally_of(rows: Sequence[tuple[int, int, int]]) -> Tally:
    """Rows of (category, count, how many of them are due by the last day that counts as soon)."""
    counts = {Timeliness(category): count for category, count, _ in rows}
    soon = sum(due for category, _, due in rows if category == Timeliness.IN_TIME)
    return Tally(counts, soon)
