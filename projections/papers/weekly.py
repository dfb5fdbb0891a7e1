"""Biểu theo dõi tuần: its figures, all of one snapshot, beside those of the sheet a week before.

The headline counts tasks (nhiệm vụ); by unit and in the lists assignments (lượt giao) are counted.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from domain.rules import Timeliness
from domain.ruling import WEEKDAYS
from projections import counts
from projections.closings import closings
from projections.counts import Tally, UnitTally
from projections.engine import Cursor
from projections.lists import AssignmentLine, Filter
from projections.moment import ALL, Moment
from projections.papers.pages import assignments, awaiting
from projections.papers.wording import basis, made_on
from projections.reader import Reader
from projections.ruling import rules
from projections.waiting import WaitingLine

WEEK = timedelta(7)


class Weekly(msgspec.Struct, frozen=True, kw_only=True):
    """What the sheet says. ``before``: what the sheet of a week before said, or says now if reviewed."""

    day: date
    made_on: date
    basis: str
    soon_days: int
    week_end: str
    """The weekday of the cut-off."""
    tasks: Tally
    no_leads: int
    """Tasks "chưa chọn đầu mối", in no other figure."""
    units: Sequence[UnitTally]
    overdue: Sequence[AssignmentLine]
    """The latest first."""
    due: Sequence[AssignmentLine]
    claims: Sequence[WaitingLine]
    """Of completion, that wait for the Office, the oldest first."""
    reports: int
    """Others that wait for it."""
    before: "Before"


class Before(msgspec.Struct, frozen=True):
    """The figures of a week before."""

    day: date
    basis: str
    tasks: Tally
    units: Sequence[UnitTally]


def weekly(reader: Reader, at: Moment) -> Weekly:
    """The figures as of ``at``.

    Today's sheet and one of what was shown are held against what was shown a week before; one on a closing
    against the closing of a week before, if there is one; a reviewed one against what is known by the same position
    about that day.
    """
    today = reader.today()
    with reader.snapshot() as cursor:
        soon, then = reader.soon(cursor, at), _week_before(cursor, reader, at)
        held = rules(cursor, at)
        return Weekly(
            day=at.day,
            made_on=made_on(at, today),
            basis=basis(at, today),
            soon_days=held.due_soon,
            week_end=WEEKDAYS[held.week_end - 1],
            tasks=counts.tasks(cursor, at, soon),
            no_leads=counts.waiting_for_leads(cursor, at),
            units=counts.by_unit(cursor, at, soon),
            overdue=list(assignments(cursor, at, Filter(categories=(Timeliness.OVERDUE,)))),
            due=list(assignments(cursor, at, Filter(soon=soon))),
            claims=list(awaiting(cursor, at, claims=True)),
            reports=sum(1 for _ in awaiting(cursor, at, claims=False)),
            before=Before(
                then.day,
                basis(then, today),
                counts.tasks(cursor, then, reader.soon(cursor, then)),
                counts.by_unit(cursor, then),
            ),
        )


def _week_before(cursor: Cursor, reader: Reader, at: Moment) -> Moment:
    day = at.day - WEEK
    if at.closing:
        before = (one.moment for one in closings(cursor, at, closed=True) if one.until == day)
        then = next((moment for moment in before if moment), None)
        return msgspec.structs.replace(then or at, day=day, by=at.by)
    if at.shown or (at.day == reader.today() and at.known == ALL):
        return msgspec.structs.replace(reader.reported(day), by=at.by)
    return msgspec.structs.replace(at, day=day)
