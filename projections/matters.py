"""Assignments that something is the matter with: what needs a decision, what came since an earlier moment.

Each is a condition in SQL, by which they are counted together and listed one by one.
"""

from enum import Enum
from typing import Any

import msgspec

from projections.engine import Cursor
from projections.moment import Moment
from projections.reports import MORE_ASKED
from projections.scope import Units, led_by
from projections.scope import values as of_units
from projections.sight import Sight, assignments_seen, values_of

LONG = 30
"""Days past the deadline from which on an assignment is overdue for long."""


_OPEN = "t.stage NOT IN (3, 5) AND t.assignment_id IN (SELECT x.assignment_id FROM"


class Matter(Enum):
    """What waits for somebody above the unit, of what is open."""

    LONG_OVERDUE = f"t.stage < 3 AND t.deadline < %(day)s - {LONG}"
    CLAIM_WAITING = "t.stage = 2"
    REASSIGNMENT_ASKED = f"{_OPEN} reassignments x WHERE {{at}})"
    MORE_ASKED = f"{_OPEN} reports x WHERE x.status = {MORE_ASKED} AND {{at}})"
    """The Office asked for more, nothing was sent since."""

    def where(self, at: Moment) -> str:
        """The condition on ``t``; its values are those of ``at``."""
        return self.value.format(at=at.where("x"))


class Change(Enum):
    """What came: (how it stands, how it did not stand before)."""

    GIVEN = "true", "true"
    COMPLETED = "t.stage = 3", "b.stage = 3"
    EXTENDED = "t.extensions > 0", "b.extensions >= t.extensions"
    OVERDUE = "t.stage < 3 AND t.deadline < %(day)s", "b.stage < 3 AND b.deadline < %(before)s"


class Since(msgspec.Struct, frozen=True):
    """What came since the moment ``before``: as shown on that day, or known as the moment asked about is."""

    change: Change
    before: Moment

    @property
    def where(self) -> str:
        """The condition on ``t``; for ``values`` beside those of the moment asked about."""
        now, then = self.change.value
        return f"""{now} AND NOT EXISTS (SELECT FROM assignment_timeline b
            WHERE b.assignment_id = t.assignment_id AND {self.before.where("b", "%(before)s")} AND {then})"""

    @property
    def values(self) -> dict[str, Any]:
        """What ``where`` refers to."""
        return {"before": self.before.day}


def counted(
    cursor: Cursor, at: Moment, *, sight: Sight | None = None, units: Units = None
) -> dict[Matter, int]:
    """How many assignments there are of each matter."""
    columns = ", ".join(f"count(*) FILTER (WHERE {matter.where(at)})" for matter in Matter)
    cursor.execute(
        f"SELECT {columns} {assignments_seen(at, sight)}{led_by(units)} AND t.stage NOT IN (3, 5)",
        {**values_of(at, sight), **of_units(units)},
    )
    return dict(zip(Matter, cursor.fetchone(), strict=True))


def changed(
    cursor: Cursor,
    at: Moment,
    before: Moment,
    *,
    sight: Sight | None = None,
    units: Units = None,
) -> dict[Change, int]:
    """How many assignments came to stand so since ``before``: as shown on that day, or known as ``at`` is."""
    # By a row that stood then already, nothing came but what fell due since.
    since = f"t.{'shown_from' if before.shown else 'from_day'} > %(before)s"
    due = "t.deadline >= %(before)s AND t.deadline < %(day)s"
    columns = ", ".join(
        f"count(*) FILTER (WHERE {now} AND (b.assignment_id IS NOT NULL AND {then}) IS NOT TRUE)"
        for now, then in (change.value for change in Change)
    )
    cursor.execute(
        f"""SELECT {columns} FROM (SELECT t.* {assignments_seen(at, sight)}{led_by(units)} AND ({since} OR {due})) t
            LEFT JOIN assignment_timeline b
                ON b.assignment_id = t.assignment_id AND {before.where("b", "%(before)s")}""",
        {**values_of(at, sight), **of_units(units), "before": before.day},
    )
    return dict(zip(Change, cursor.fetchone(), strict=True))
