"""What a unit has to do with an assignment: the one place that says who is related to it."""

from datetime import date
from enum import IntEnum
from uuid import UUID

from domain.assignment import Assignment
from domain.history import FOREVER, on
from domain.plan import plans, plans_on


class Relation(IntEnum):
    """The nearest first; of several the nearest counts."""

    LEAD = 0
    EXECUTING = 1
    COORDINATING = 2
    FORMER = 3
    """Led it before a hand-over."""
    NONE = 4


def relations(assignment: Assignment, day: date) -> dict[UUID, Relation]:
    """Every unit that has to do with the assignment on ``day``, as known now; none before it was given."""
    segment = on(assignment.segments, day)
    if segment is None:
        return {}
    former = {s.lead: Relation.FORMER for s in assignment.segments if s.from_day < segment.from_day}
    coordinating = dict.fromkeys(assignment.draft.coordinating, Relation.COORDINATING)
    executing = dict.fromkeys(plans_on(assignment, day), Relation.EXECUTING)
    return former | coordinating | executing | {segment.lead: Relation.LEAD}


def turns(assignment: Assignment) -> list[date]:
    """The days on which ``relations`` may come to be others, in order; from one to the next they are the same."""
    days, lead = set(), None
    for segment in assignment.segments:
        if segment.lead != lead:
            days.add(segment.from_day)
            lead = segment.lead
    if days:
        days.update(day for plan in plans(assignment) for day in (plan.from_day, plan.to_day))
    return sorted(days - {FOREVER})
