"""A restated calendar moves the deadlines of open work that were counted by the one before: corrections, no extensions.

Only a deadline that its own words and its own calendar give again is counted anew; one that a person understood
otherwise stays as he decided. What is completed is not judged anew.
"""

from collections.abc import Callable
from datetime import date

import msgspec

from domain.assignment import Assignment
from domain.assignment_facts import Deadline, DeadlineSet, Extended, Issued
from domain.calendar import Calendar
from domain.deadline import read
from domain.direction import correct_deadline
from domain.event import AccountId
from domain.history import Standing

CalendarOf = Callable[[str], Calendar]
"""The calendar for what was counted by these, as ``Calendar.versions`` names them."""


def restate(
    assignment: Assignment, then: CalendarOf, now: CalendarOf, *, today: date, by: AccountId, reason: str
) -> Assignment:
    """The assignment with its counted deadlines as the calendar of ``now`` gives them, if it is open today."""
    if not assignment.issued or not assignment.on(max(today, assignment.segments[0].from_day)).is_open:
        return assignment
    for standing in assignment.standing:
        anew = _anew(standing, then, now)
        if anew:
            assignment = correct_deadline(
                assignment, by=by, target=standing.version, deadline=anew, reason=reason
            )
    return assignment


def _anew(standing: Standing, then: CalendarOf, now: CalendarOf) -> Deadline | None:
    fact = standing.fact
    if not isinstance(fact, Issued | DeadlineSet | Extended) or not fact.deadline.calendar:
        return None
    deadline = fact.deadline
    before = read(deadline.words, given=fact.day, calendar=then(deadline.calendar))
    after = read(deadline.words, given=fact.day, calendar=now(deadline.calendar))
    if before.day != deadline.day or after.day in (None, deadline.day):
        return None
    if isinstance(fact, Extended) and after.day and after.day <= fact.old:
        return None
    return msgspec.structs.replace(deadline, day=after.day, calendar=after.calendar)
