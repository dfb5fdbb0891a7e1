"""A unit's own desk ("Việc của đơn vị"): what is open there, how urgent, and what waits for whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

import msgspec

from domain.assignment import Assignment
from domain.assignment_facts import LEADING, Received
from domain.coordination import askings
from domain.exchange import ReassignmentAsked, ReassignmentDeclined
from domain.history import FOREVER
from projections.counts import unit_names
from projections.engine import Cursor, Page, View
from projections.moment import Moment
from projections.reports import MORE_ASKED, SENT
from projections.sight import Sight, values_of
from projections.versions import Row, Versioned

PAGE = 50

RECEIPTS = Versioned("receipts", "assignment_id", ("account text NOT NULL",), key=("unit uuid",))
ASKINGS = Versioned(
    "reassignments",
    "assignment_id",
    ("unit uuid NOT NULL", "reason text NOT NULL", "account text NOT NULL"),
    key=("ref int",),
    indexes=("CREATE INDEX ON reassignments (from_day, assignment_id)",),
)


class Inbox(View):
    """``receipts``: which unit has taken note, since when; ``reassignments``: requests while they wait."""

    name = "inbox"
    version = 1
    ddl = f"{RECEIPTS.ddl}; {ASKINGS.ddl}"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """What the units of every touched assignment acknowledged and asked."""
        RECEIPTS.follow(cursor, page.assignments_with(Received), _receipts, {*LEADING, Received})
        asking = page.assignments_with(ReassignmentAsked)
        ASKINGS.follow(cursor, asking, _askings, {*LEADING, ReassignmentAsked, ReassignmentDeclined})


def _receipts(assignment: Assignment) -> Iterable[Row]:
    first: dict[UUID, Row] = {}
    for s in assignment.standing:
        if isinstance(s.fact, Received) and assignment.issued:
            unit = s.fact.unit or assignment.on(s.fact.day).lead
            first.setdefault(unit, (unit, s.fact.day, FOREVER, s.fact.by))
    return first.values()


def _askings(assignment: Assignment) -> Iterable[Row]:
    for a in askings(assignment):
        if a.from_day < a.to_day:
            yield a.version, a.from_day, a.to_day, a.fact.unit, a.fact.reason, a.fact.by


class Urgency(IntEnum):
    """In the order in which a unit works."""

    OVERDUE = 0
    DUE_SOON = 1
    IN_TIME = 2
    UNDATED = 3
    SUSPENDED = 4


class Flag(StrEnum):
    """What waits, and for whom."""

    NOT_RECEIVED = "not_received"
    """The unit that leads has not taken note."""
    MORE_ASKED = "more_asked"
    """The Office asked for more, the unit has sent nothing since."""
    CLAIM_WAITING = "claim_waiting"
    REPORT_WAITING = "report_waiting"
    """For the Office to confirm it, with a claim or without."""
    REASSIGNMENT_ASKED = "reassignment_asked"
    DELEGATED = "delegated"
    """Somebody under the lead carries it out."""
    EXECUTING = "executing"
    """Carried out for another unit that leads."""


class DeskLine(msgspec.Struct, frozen=True, kw_only=True):
    """An open assignment of a unit. ``inner_day``: the earliest of the plans that hold for these units."""

    assignment: UUID
    task: UUID
    number: str
    clause: str
    text: str
    document: str
    unit: UUID
    lead: str
    deadline: date | None
    stage: int
    urgency: Urgency
    inner_day: date | None
    flags: frozenset[Flag]

    @property
    def key(self) -> "Key":
        """Its place in the list."""
        return self.urgency, self.deadline or date.max, self.assignment


Key = tuple[int, date, UUID]


class Desk(msgspec.Struct, frozen=True):
    """How many open assignments there are of each kind."""

    total: int
    urgency: dict[Urgency, int]
    flags: dict[Flag, int]


class Reassignment(msgspec.Struct, frozen=True, kw_only=True):
    """Đề nghị điều chỉnh phân công that waits for the Office. ``ref``: the version of the request."""

    assignment: UUID
    ref: int
    day: date
    unit: UUID
    reason: str
    account: str


def desk(
    cursor: Cursor,
    at: Moment,
    units: Sequence[UUID],
    *,
    soon: date,
    urgency: Urgency | None = None,
    flag: Flag | None = None,
    only: Sequence[UUID] | None = None,
    sight: Sight | None = None,
    limit: int = PAGE,
    after: Key | None = None,
) -> list[DeskLine]:
    """Open assignments that ``units`` lead or carry out, the most urgent first.

    ``units``: a unit with those under it. ``soon``: the last day that counts as due soon. ``only``: of these
    assignments; ``sight``: of what is seen today, whatever day is asked about.
    """
    conditions = ["true"]
    if only is not None:
        conditions.append("m.assignment_id = ANY(%(only)s::uuid[])")
    if urgency is not None:
        conditions.append("m.urgency = %(urgency)s")
    if flag is not None:
        conditions.append(f"m.{flag}")
    if after is not None:
        conditions.append("(m.urgency, m.due, m.assignment_id) > (%(urgent)s, %(due)s, %(id)s)")
    urgent, due, assignment = after or (None, None, None)
    cursor.execute(
        f"""WITH m AS ({_mine(at, sight)}),
            page AS (SELECT * FROM m WHERE {" AND ".join(conditions)}
                ORDER BY m.urgency, m.due, m.assignment_id LIMIT %(limit)s)
            SELECT p.assignment_id, g.task_id, w.number, w.clause, w.task_text, coalesce(d.number, ''), p.lead,
                p.deadline, p.stage, p.urgency, p.inner_day, {", ".join(f"p.{f}" for f in Flag)}
            FROM page p
            JOIN assignments g ON g.assignment_id = p.assignment_id AND {at.was_known("g")}
            JOIN tasks w ON w.task_id = g.task_id AND {at.was_known("w")}
            LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            ORDER BY p.urgency, p.due, p.assignment_id""",
        {
            **_values(at, units, soon, sight),
            "only": list(only or ()),
            "urgency": urgency,
            "urgent": urgent,
            "due": due,
            "id": assignment,
            "limit": limit,
        },
    )
    rows = cursor.fetchall()
    names = {unit: name for unit, name, _, _ in unit_names(cursor, at, list({row[6] for row in rows}))}
    return [_line(row, names) for row in rows]


def desk_counts(
    cursor: Cursor, at: Moment, units: Sequence[UUID], *, soon: date, sight: Sight | None = None
) -> Desk:
    """The counts over the whole of ``desk``; the kinds of urgency add up to the total."""
    cursor.execute(
        f"""WITH m AS ({_mine(at, sight)})
            SELECT count(*), {", ".join(f"count(*) FILTER (WHERE m.urgency = {int(u)})" for u in Urgency)},
                {", ".join(f"count(*) FILTER (WHERE m.{f})" for f in Flag)} FROM m""",
        _values(at, units, soon, sight),
    )
    total, *counts = cursor.fetchone()
    return Desk(
        total,
        dict(zip(Urgency, counts, strict=False)),
        dict(zip(Flag, counts[len(Urgency) :], strict=True)),
    )


def received(cursor: Cursor, at: Moment, assignment: UUID, unit: UUID) -> bool:
    """Whether that unit had taken note of the assignment."""
    cursor.execute(
        f"SELECT FROM receipts r WHERE r.assignment_id = %(id)s AND r.unit = %(unit)s AND {at.where('r')}",
        {**at.values(), "id": assignment, "unit": unit},
    )
    return bool(cursor.rowcount)


def reassignments(
    cursor: Cursor, at: Moment, *, units: Sequence[UUID] | None = None, assignment: UUID | None = None
) -> list[Reassignment]:
    """Requests that wait for the Office, of what is open, the oldest first."""
    mine = "" if units is None else " AND a.unit = ANY(%(units)s::uuid[])"
    mine += "" if assignment is None else " AND a.assignment_id = %(assignment)s"
    cursor.execute(
        f"""SELECT a.assignment_id, a.ref, a.from_day, a.unit, a.reason, a.account FROM reassignments a
            JOIN assignment_timeline t ON t.assignment_id = a.assignment_id AND {at.where("t")}
            WHERE {at.where("a")} AND t.stage NOT IN (3, 5){mine} ORDER BY a.from_day, a.assignment_id, a.ref""",
        {**at.values(), "units": None if units is None else list(units), "assignment": assignment},
    )
    names = Reassignment.__struct_fields__
    return [Reassignment(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _mine(at: Moment, sight: Sight | None) -> str:
    """Open assignments of ``units`` with urgency, flags and inner day."""

    def there(table: str, more: str) -> str:
        return f"EXISTS (SELECT FROM {table} x WHERE x.assignment_id = t.assignment_id AND {at.where('x')}{more})"

    seen = f" AND {sight.whole('t')}" if sight else ""
    return f"""SELECT t.assignment_id, t.lead, t.deadline, t.stage, coalesce(t.deadline, '9999-12-31') AS due,
            CASE WHEN t.stage = 4 THEN 4 WHEN t.deadline IS NULL THEN 3 WHEN t.deadline < %(day)s THEN 0
                WHEN t.deadline <= %(soon)s THEN 1 ELSE 2 END AS urgency,
            NOT {there("receipts", " AND x.unit = t.lead")} AS {Flag.NOT_RECEIVED},
            {there("reports", f" AND x.status = {MORE_ASKED}")} AS {Flag.MORE_ASKED},
            t.stage = 2 AS {Flag.CLAIM_WAITING},
            {there("reports", f" AND x.status = {SENT}")} AS {Flag.REPORT_WAITING},
            {there("reassignments", "")} AS {Flag.REASSIGNMENT_ASKED},
            {there("plans", " AND x.executing <> t.lead")} AS {Flag.DELEGATED},
            t.lead <> ALL(%(units)s::uuid[]) AS {Flag.EXECUTING},
            (SELECT min(p.inner_day) FROM plans p WHERE p.assignment_id = t.assignment_id AND {at.where("p")}
                AND (t.lead = ANY(%(units)s::uuid[]) OR p.executing = ANY(%(units)s::uuid[]))) AS inner_day
        FROM assignment_timeline t
        WHERE {at.where("t")} AND t.stage NOT IN (3, 5) AND t.assignment_id IN (
            SELECT x.assignment_id FROM assignment_timeline x
            WHERE x.lead = ANY(%(units)s::uuid[]) AND {at.where("x")}
            UNION
            SELECT x.assignment_id FROM plans x
            WHERE x.executing = ANY(%(units)s::uuid[]) AND {at.where("x")}){seen}"""


def _values(at: Moment, units: Sequence[UUID], soon: date, sight: Sight | None) -> dict[str, object]:
    return {**values_of(at, sight), "units": list(units), "soon": soon}


def _line(row: tuple[Any, ...], names: dict[UUID, str]) -> DeskLine:
    assignment, task, number, clause, text, document, unit, deadline, stage, urgency, inner_day, *flags = row
    return DeskLine(
        assignment=assignment,
        task=task,
        number=number,
        clause=clause,
        text=text,
        document=document,
        unit=unit,
        lead=names[unit],
        deadline=deadline,
        stage=stage,
        urgency=Urgency(urgency),
        inner_day=inner_day,
        flags=frozenset(f for f, up in zip(Flag, flags, strict=True) if up),
    )
