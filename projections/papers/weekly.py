"""Biểu theo dõi tuần: its figures, all of one snapshot, beside those of the sheet a week before.

The headline counts tasks (nhiệm vụ); by unit and in the lists assignments (lượt giao) are counted.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from domain.rules import Timeliness
from projections import counts
from projections.counts import Tally, UnitTally
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

    Today's sheet and one of what was shown are held against what was shown a week before; a reviewed one
    against what is known by the same position about that day.
    """
    today = reader.today()
    day = at.day - WEEK
    shown = at.shown or (at.day == today and at.known == ALL)
    then = msgspec.structs.replace(reader.reported(day), by=at.by) if shown else msgspec.structs.replace(at, day=day)
    with reader.snapshot() as cursor:
        soon = reader.soon(cursor, at)
        return Weekly(
            day=at.day,
            made_on=made_on(at, today),
            basis=basis(at, today),
            soon_days=rules(cursor, at).due_soon,
            tasks=counts.tasks(cursor, at, soon),
            no_leads=counts.waiting_for_leads(cursor, at),
            units=counts.by_unit(cursor, at, soon),
            overdue=list(assignments(cursor, at, Filter(categories=(Timeliness.OVERDUE,)))),
            due=list(assignments(cursor, at, Filter(soon=soon))),
            claims=list(awaiting(cursor, at, claims=True)),
            reports=sum(1 for _ in awaiting(cursor, at, claims=False)),
            before=Before(
                day,
                basis(then, today),
                counts.tasks(cursor, then, reader.soon(cursor, then)),
                counts.by_unit(cursor, then),
            ),
        )
