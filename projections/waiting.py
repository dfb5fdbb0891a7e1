"""Lists of reports: waiting for the Office ("Chờ xác nhận"), waiting for the unit, all of one assignment."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.assignment_facts import Completion
from domain.calendar import Calendar
from domain.paper import FileRef, Paper
from domain.ruling import Rules
from projections.calendars import calendar
from projections.counts import unit_names
from projections.engine import Cursor
from projections.moment import Moment
from projections.reports import MORE_ASKED, SENT
from projections.ruling import rules
from projections.sight import Sight

PAGE = 50
Key = tuple[date, UUID, int]
"""Where a page ends: the ``key`` of its last line; the next page comes after it."""


class Proposal(msgspec.Struct, frozen=True):
    """What is proposed for a claim; ``returned``: why the head returned it, empty while it stands."""

    day: date
    by: str
    product: Paper | None
    received: date | None
    satisfactory: bool
    note: str
    returned_by: str
    returned: str


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a list. ``status``: see ``projections.reports``; ``answered``, ``reason``: of the answer to it."""

    assignment: UUID
    ref: int
    sent: date
    as_of: date
    claim: bool
    step: str
    percent: int | None
    results: str
    difficulties: str
    proposals: str
    paper: Paper | None
    product: Paper | None
    received: date | None
    files: tuple[FileRef, ...]
    sender: str
    typed_in: bool
    status: int
    answered: date | None
    answered_by: str
    reason: str
    proposal: Proposal | None


def standing(proposal: Proposal | None) -> Proposal | None:
    """The proposal, unless it was returned."""
    return proposal if proposal and not proposal.returned else None


def as_proposed(report: ReportLine) -> tuple[Paper | None, date | None]:
    """Product and receipt by which completion would be confirmed: as proposed, else as claimed."""
    proposal = standing(report.proposal)
    product, received = (proposal.product, proposal.received) if proposal else (None, None)
    return product or report.product, received or report.received


class WaitingLine(msgspec.Struct, frozen=True, kw_only=True):
    """A report that waits, with what it is about; the unit is the one that leads on the day asked."""

    report: ReportLine
    unit: UUID
    unit_name: str
    task: UUID
    text: str
    number: str
    clause: str
    document: str
    deadline: date | None
    stage: int
    rule: Completion
    """What makes its completion day."""
    waited: int
    """Working days since it was sent; since more was asked for, where it waits for the unit."""
    late: bool
    """It has waited for longer than it may."""
    gap: int
    """Working days from the earliest to the latest of sending, product and receipt: as proposed, else as claimed."""
    far_apart: bool
    """The gap is to be flagged: whose day the completion counts from is worth a second look."""

    @property
    def key(self) -> Key:
        """Its place in the list."""
        return self.report.answered or self.report.sent, self.report.assignment, self.report.ref


def awaiting(
    cursor: Cursor,
    at: Moment,
    *,
    units: Sequence[UUID] | None = None,
    claims: bool | None = None,
    proposed: bool = False,
    before: date | None = None,
    sight: Sight | None = None,
    limit: int = PAGE,
    after: Key | None = None,
) -> list[WaitingLine]:
    """Reports that wait for the Office, of what is open, the oldest first.

    ``claims``: only those with a claim, or without; ``proposed``: only those whose completion is proposed;
    ``before``: only those sent before that day.
    """
    condition = "" if claims is None else " AND r.claim = %(claims)s"
    condition += f" AND {STANDS}" if proposed else ""
    condition += "" if before is None else " AND r.sent < %(before)s"
    condition += f" AND {sight.whole('t')}" if sight else ""
    values = {"claims": claims, "before": before, **(sight.values() if sight else {})}
    return _waiting(cursor, at, SENT, "sent", condition, units, limit, after, values)


def asked_more(
    cursor: Cursor,
    at: Moment,
    *,
    units: Sequence[UUID] | None = None,
    limit: int = PAGE,
    after: Key | None = None,
) -> list[WaitingLine]:
    """Reports on which more was asked for and nothing was sent since, of what is open, the oldest first."""
    return _waiting(cursor, at, MORE_ASKED, "answered", "", units, limit, after, {})


def reports_of(cursor: Cursor, at: Moment, assignment_id: UUID) -> list[ReportLine]:
    """All reports of an assignment that had been sent by the day, in that order."""
    cursor.planned(
        f"""SELECT {_COLUMNS} FROM reports r {_PROPOSAL.format(at=at.where("p"))}
            WHERE r.assignment_id = %(id)s AND {at.where("r")} ORDER BY r.sent, r.ref""",
        {**at.values(), "id": assignment_id},
    )
    return [_report(row) for row in cursor.fetchall()]


_COLUMNS = """r.assignment_id, r.ref, r.sent, r.as_of, r.claim, r.step, r.percent, r.results, r.difficulties,
    r.proposals, r.paper, r.product, r.received, r.files, r.sender, r.typed_in, r.status, r.answered,
    r.answered_by, r.reason, p.proposed, p.proposed_by, p.product, p.received, p.satisfactory, p.note,
    p.returned_by, p.returned"""
STANDS = "p.returned = ''"
"""In SQL: a proposal ``p`` is there and was not returned."""
_PROPOSAL = "LEFT JOIN proposals p ON p.assignment_id = r.assignment_id AND p.claim = r.ref AND {at}"


def _waiting(
    cursor: Cursor,
    at: Moment,
    status: int,
    since: str,
    condition: str,
    units: Sequence[UUID] | None,
    limit: int,
    after: Key | None,
    values: dict[str, object],
) -> list[WaitingLine]:
    # What waits on a day is little of all that ever did, and what some units have open too. OFFSET keeps the server to
    # going by that: for the order of the days it would go through all reports that were ever sent.
    stands = f"SELECT * FROM assignment_timeline t WHERE {at.where('t')} AND t.stage NOT IN (3, 5)"
    waits = f"SELECT * FROM reports r WHERE r.status = {status} AND {at.where('r')}"
    if units is None:
        source = f"""({waits} OFFSET 0) r
            CROSS JOIN LATERAL ({stands} AND t.assignment_id = r.assignment_id OFFSET 0) t"""
    else:
        source = f"""({stands} AND t.lead = ANY(%(units)s::uuid[]) OFFSET 0) t
            CROSS JOIN LATERAL ({waits} AND r.assignment_id = t.assignment_id OFFSET 0) r"""
    if after is not None:
        condition += (
            f" AND (r.{since}, r.assignment_id, r.ref) > (%(after_day)s, %(after_id)s, %(after_ref)s)"
        )
    day, assignment, ref = after or (None, None, None)
    cursor.execute(
        f"""SELECT page.*, g.task_id, w.task_text, w.number, w.clause, coalesce(d.number, ''), w.completion
            FROM (SELECT {_COLUMNS}, t.lead, t.deadline, t.stage
                FROM {source} {_PROPOSAL.format(at=at.where("p"))}
                WHERE true{condition} ORDER BY r.{since}, r.assignment_id, r.ref LIMIT %(limit)s) page
            JOIN assignments g ON g.assignment_id = page.assignment_id AND {at.was_known("g")}
            JOIN tasks w ON w.task_id = g.task_id AND {at.was_known("w")}
            LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            ORDER BY page.{since}, page.assignment_id, page.ref""",
        {
            **at.values(),
            **values,
            "units": None if units is None else list(units),
            "after_day": day,
            "after_id": assignment,
            "after_ref": ref,
            "limit": limit,
        },
    )
    rows = cursor.fetchall()
    names = {unit: name for unit, name, _, _ in unit_names(cursor, at, list({row[28] for row in rows}))}
    days, by = calendar(cursor, at), rules(cursor, at)
    return [_line(row, names, days, by, at.day) for row in rows]


def _line(row: tuple[Any, ...], names: dict[UUID, str], days: Calendar, by: Rules, day: date) -> WaitingLine:
    report = _report(row)
    unit, deadline, stage, task, text, number, clause, document, rule = row[28:]
    product, received = as_proposed(report)
    told = [d for d in (product and product.day, received, report.sent) if d]
    waited = days.working_days_between(report.answered or report.sent, day)
    gap = days.working_days_between(min(told), max(told))
    return WaitingLine(
        report=report,
        unit=unit,
        unit_name=names[unit],
        task=task,
        text=text,
        number=number,
        clause=clause,
        document=document,
        deadline=deadline,
        stage=stage,
        rule=Completion(rule),
        waited=waited,
        late=waited > by.patience,
        gap=gap,
        far_apart=gap > by.gap,
    )


def _report(row: tuple[Any, ...]) -> ReportLine:
    names = ReportLine.__struct_fields__
    told: dict[str, Any] = dict(zip(names[:-1], row[:20], strict=True))
    told |= {"paper": _paper(told["paper"]), "product": _paper(told["product"])}
    told["files"] = msgspec.json.decode(told["files"], type=tuple[FileRef, ...])
    day, by, product, *rest = row[20:28]
    proposal = None if day is None else Proposal(day, by, _paper(product), *rest)
    return ReportLine(**told, proposal=proposal)


def _paper(kept: str | None) -> Paper | None:
    return None if kept is None else msgspec.json.decode(kept, type=Paper)
