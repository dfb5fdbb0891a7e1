"""Plans of the units: who under the lead carries an assignment out, until which inner day."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.assignment import Assignment
from domain.assignment_facts import LEADING
from domain.exchange import Delegated, DelegationEnded
from domain.plan import plans
from projections.engine import Cursor, Page, View
from projections.moment import Moment
from projections.versions import Row, Versioned

PLANS = Versioned(
    "plans",
    "assignment_id",
    ("inner_day date", "plan_text text NOT NULL", "officer text NOT NULL"),
    key=("executing uuid",),
    indexes=("CREATE INDEX ON plans (executing)",),
)


class Plans(View):
    """``plans``: which unit carries an assignment out for its lead, through which days."""

    name = "plans"
    version = 1
    ddl = PLANS.ddl

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The plans of every touched assignment."""
        PLANS.follow(cursor, page.assignments_with(Delegated), _rows, {*LEADING, Delegated, DelegationEnded})


def _rows(assignment: Assignment) -> Iterable[Row]:
    for p in plans(assignment):
        yield p.executing, p.from_day, p.to_day, p.inner_day, p.text, p.officer


class PlanLine(msgspec.Struct, frozen=True):
    """A plan in a list; ``since``: the day it was given."""

    assignment: UUID
    executing: UUID
    since: date
    inner_day: date | None
    text: str
    officer: str


def plans_of(cursor: Cursor, at: Moment, assignment_id: UUID) -> list[PlanLine]:
    """The plans of one assignment, the earliest inner day first."""
    return _lines(cursor, at, "p.assignment_id = %(of)s", assignment_id)


def delegated_to(cursor: Cursor, at: Moment, units: Sequence[UUID]) -> list[PlanLine]:
    """What these units carry out for a lead, the earliest inner day first."""
    return _lines(cursor, at, "p.executing = ANY(%(of)s::uuid[])", list(units))


def _lines(cursor: Cursor, at: Moment, condition: str, of: object) -> list[PlanLine]:
    cursor.planned(
        f"""SELECT p.assignment_id, p.executing, p.from_day, p.inner_day, p.plan_text, p.officer FROM plans p
            WHERE {condition} AND {at.where("p")}
            ORDER BY p.inner_day NULLS LAST, p.assignment_id, p.executing""",
        {**at.values(), "of": of},
    )
    return [PlanLine(*row) for row in cursor.fetchall()]
