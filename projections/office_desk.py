"""The Office's desk: how much waits for it, from which units, and the work that risks being forgotten.

Source of the guard against forgotten work: working practice of the offices, "Việc cần rà soát".
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.assignment_facts import Completion
from domain.errors import NotFound
from domain.paper import Authority
from projections.calendars import calendar
from projections.counts import unit_names
from projections.engine import Cursor
from projections.moment import Moment
from projections.reports import MORE_ASKED, SENT
from projections.ruling import rules
from projections.scope import Units, led_by
from projections.scope import values as of_units
from projections.waiting import STANDS

PAGE = 50

Key = tuple[date, UUID]
"""Where a page of a review ends: deadline (the last of days for none) and assignment."""


class Given(msgspec.Struct, frozen=True):
    """By whom a task is given, and what makes its completion day."""

    authority: Authority
    rule: Completion


class Awaited(msgspec.Struct, frozen=True):
    """How many reports wait, of one unit or of all: in all, with a claim, proposed, for longer than it may."""

    total: int = 0
    claims: int = 0
    proposed: int = 0
    late: int = 0

    @property
    def periodic(self) -> int:
        """Those without a claim."""
        return self.total - self.claims

    def __add__(self, other: "Awaited") -> "Awaited":
        mine, theirs = msgspec.structs.astuple(self), msgspec.structs.astuple(other)
        return Awaited(*(a + b for a, b in zip(mine, theirs, strict=True)))


class OfUnit(msgspec.Struct, frozen=True):
    """What waits of one unit."""

    unit: UUID
    name: str
    awaited: Awaited


class Review(StrEnum):
    """Open assignments that risk being forgotten."""

    NOT_RECEIVED = "not_received"
    """The unit that leads has had it on its desk for longer than it may and not taken note."""
    NO_REPORT = "no_report"
    """No report for as many days as make it quiet, neither since it was given."""


class ReviewLine(msgspec.Struct, frozen=True):
    """An assignment to be looked at. ``since``: on the desk of its unit; ``reported``: the last report, if any."""

    assignment: UUID
    task: UUID
    number: str
    clause: str
    text: str
    document: str
    unit: UUID
    lead: str
    deadline: date | None
    since: date
    reported: date | None

    @property
    def key(self) -> Key:
        """Its place in the list."""
        return self.deadline or date.max, self.assignment


def given_by(cursor: Cursor, at: Moment, task: UUID) -> Given:
    """Raises ``NotFound``."""
    cursor.execute(
        f"SELECT w.authority, w.completion FROM tasks w WHERE w.task_id = %(task)s AND {at.was_known('w')}",
        {**at.values(), "task": task},
    )
    row = cursor.fetchone()
    if row is None:
        raise NotFound
    return Given(Authority(row[0]), Completion(row[1]))


def impatient(cursor: Cursor, at: Moment) -> date:
    """What came before this day has waited for longer than the rules of the moment let it."""
    return calendar(cursor, at).add_working_days(at.day + timedelta(1), -(rules(cursor, at).patience + 1))


def awaited(cursor: Cursor, at: Moment, *, units: Units = None) -> list[OfUnit]:
    """The reports that wait for the Office, by the unit that leads, in protocol order; as ``waiting.awaiting``."""
    cursor.execute(
        f"""SELECT t.lead, count(*), count(*) FILTER (WHERE r.claim), count(*) FILTER (WHERE {STANDS}),
                count(*) FILTER (WHERE r.sent < %(before)s)
            FROM reports r
            JOIN assignment_timeline t ON t.assignment_id = r.assignment_id AND {at.where("t")}
            LEFT JOIN proposals p ON p.assignment_id = r.assignment_id AND p.claim = r.ref AND {at.where("p")}
            WHERE r.status = {SENT} AND {at.where("r")} AND t.stage NOT IN (3, 5){led_by(units)} GROUP BY t.lead""",
        {**at.values(), **of_units(units), "before": impatient(cursor, at)},
    )
    found = {unit: Awaited(*counts) for unit, *counts in cursor.fetchall()}
    named = unit_names(cursor, at, list(found))
    return [OfUnit(unit, name, found[unit]) for unit, name, _, _ in named]


def more_asked(cursor: Cursor, at: Moment, *, units: Units = None) -> int:
    """How many reports more was asked for on, without an answer; as ``waiting.asked_more``."""
    cursor.execute(
        f"""SELECT count(*) FROM reports r
            JOIN assignment_timeline t ON t.assignment_id = r.assignment_id AND {at.where("t")}
            WHERE r.status = {MORE_ASKED} AND {at.where("r")} AND t.stage NOT IN (3, 5){led_by(units)}""",
        {**at.values(), **of_units(units)},
    )
    return int(cursor.fetchone()[0])


def reviewed(cursor: Cursor, at: Moment, *, units: Units = None) -> Mapping[Review, int]:
    """How many assignments there are of each sort."""
    columns = ", ".join(f"count(*) FILTER (WHERE {_WHERE[review](at)})" for review in Review)
    cursor.execute(
        f"SELECT {columns} FROM assignment_timeline t WHERE {at.where('t')} AND t.stage < 3{led_by(units)}",
        _values(cursor, at, units),
    )
    return dict(zip(Review, cursor.fetchone(), strict=True))


def to_review(
    cursor: Cursor,
    at: Moment,
    review: Review,
    *,
    units: Units = None,
    limit: int = PAGE,
    after: Key | None = None,
) -> list[ReviewLine]:
    """A page of them, the earliest deadline first, undated last."""
    due = "coalesce(t.deadline, '9999-12-31')"
    behind = f" AND ({due}, t.assignment_id) > (%(after_due)s, %(after_id)s)" if after else ""
    after_due, after_id = after or (None, None)
    cursor.execute(
        f"""WITH page AS (SELECT t.assignment_id, t.lead, t.deadline, {due} AS due FROM assignment_timeline t
                WHERE {at.where("t")} AND t.stage < 3{led_by(units)} AND {_WHERE[review](at)}{behind}
                ORDER BY 4, 1 LIMIT %(limit)s)
            SELECT p.assignment_id, g.task_id, w.number, w.clause, w.task_text, coalesce(d.number, ''), p.lead,
                p.deadline,
                (SELECT min(x.shown_from) FROM assignment_timeline x
                    WHERE x.assignment_id = p.assignment_id AND x.lead = p.lead AND x.known_from <= %(known)s),
                (SELECT max(x.sent) FROM reports x WHERE x.assignment_id = p.assignment_id AND {at.where("x")})
            FROM page p
            JOIN assignments g ON g.assignment_id = p.assignment_id AND {at.was_known("g")}
            JOIN tasks w ON w.task_id = g.task_id AND {at.was_known("w")}
            LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            ORDER BY p.due, p.assignment_id""",
        {**_values(cursor, at, units), "after_due": after_due, "after_id": after_id, "limit": limit},
    )
    rows = cursor.fetchall()
    names = {unit: name for unit, name, _, _ in unit_names(cursor, at, list({row[6] for row in rows}))}
    return [ReviewLine(*(*row[:7], names[row[6]], *row[7:])) for row in rows]


def _values(cursor: Cursor, at: Moment, units: Units) -> dict[str, object]:
    quiet = at.day - timedelta(rules(cursor, at).quiet)
    return {**at.values(), **of_units(units), "before": impatient(cursor, at), "quiet": quiet}


def _not_received(at: Moment) -> str:
    return f"""{_on_the_desk("%(before)s")} AND NOT EXISTS (SELECT FROM receipts x
        WHERE x.assignment_id = t.assignment_id AND x.unit = t.lead AND {at.where("x")})"""


def _no_report(at: Moment) -> str:
    return f"""{_on_the_desk("%(quiet)s")} AND NOT EXISTS (SELECT FROM reports x
        WHERE x.assignment_id = t.assignment_id AND x.sent >= %(quiet)s AND {at.where("x")})"""


def _on_the_desk(before: str) -> str:
    """Shown to the unit that leads before that day: neither a back-dated document nor a hand-over counts as delay."""
    return f"""EXISTS (SELECT FROM assignment_timeline x WHERE x.assignment_id = t.assignment_id
        AND x.lead = t.lead AND x.shown_from < {before} AND x.known_from <= %(known)s)"""


_WHERE = {Review.NOT_RECEIVED: _not_received, Review.NO_REPORT: _no_report}
