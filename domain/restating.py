"""A restated calendar moves the deadlines of open work that were counted by the one before: corrections, no extensions.

Only a deadline that its own words and its own calendar give again is counted anew; one that a person understood
otherwise stays as he decided. What is completed is not judged anew. A draft follows too, and waits to be approved
again.
"""

from collections.abc import Callable
from datetime import date

import msgspec

from domain import drafting
from domain.assignment import Assignment
from domain.assignment_facts import Deadline, DeadlineSet, Extended, Issued
from domain.calendar import Calendar
from domain.deadline import read
from domain.direction import correct_deadline
from domain.drafting import Wording
from domain.event import AccountId
from domain.history import Standing
from domain.task import Redrafted, Task

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


def redraft(task: Task, given: date, then: CalendarOf, now: CalendarOf, *, by: AccountId) -> Redrafted | None:
    """The same of a draft, by the day of what gives it; None: nothing moves."""
    anew = _counted(task.drafted.deadline, given, then, now)
    wording = {name: getattr(task.drafted, name) for name in Wording.__struct_fields__}
    return drafting.redraft(task, Wording(**wording | {"deadline": anew}), by=by) if anew else None


def _anew(standing: Standing, then: CalendarOf, now: CalendarOf) -> Deadline | None:
    fact = standing.fact
    if not isinstance(fact, Issued | DeadlineSet | Extended):
        return None
    anew = _counted(fact.deadline, fact.day, then, now)
    if anew and anew.day and isinstance(fact, Extended) and anew.day <= fact.old:
        return None
    return anew


def _counted(deadline: Deadline, given: date, then: CalendarOf, now: CalendarOf) -> Deadline | None:
    if not deadline.calendar:
        return None
    before = read(deadline.words, given=given, calendar=then(deadline.calendar))
    after = read(deadline.words, given=given, calendar=now(deadline.calendar))
    if before.day != deadline.day or after.day in (None, deadline.day):
        return None
    return msgspec.structs.replace(deadline, day=after.day, calendar=after.calendar)
