"""What a unit's people see: the assignments that their unit has to do with, and nothing told of the others.

Rights are always today's, and by all that is known, whatever moment is asked about.
"""

from datetime import date
from uuid import UUID

import msgspec

from domain.access import Viewer
from domain.account import OF_A_UNIT, Role
from domain.permissions import SEEN, Right, Touch, granted
from domain.relation import Relation
from projections.engine import Cursor
from projections.moment import Moment
from projections.versions import OPEN


class Sight(msgspec.Struct, frozen=True):
    """The units whose work a viewer sees on the day ``today``. Where a query takes None, all is seen.

    ``own``: his unit and what went into it; ``below``: the units under it, of which he sees what they lead.
    """

    own: tuple[UUID, ...]
    below: tuple[UUID, ...]
    today: date

    def whole(self, alias: str) -> str:
        """The SQL condition on assignments whose standing is seen: led, executed, or led by a unit below."""
        led_or_executed = f"({Relation.LEAD:d}, {Relation.EXECUTING:d})"
        return f"""{alias}.assignment_id IN (SELECT r.assignment_id FROM relations r WHERE {_HOLDS.format("r")}
            AND (r.unit = ANY(%(sight_own)s::uuid[]) AND r.relation IN {led_or_executed}
                OR r.unit = ANY(%(sight_below)s::uuid[]) AND r.relation = {Relation.LEAD:d}))"""

    def coordinated(self, alias: str) -> str:
        """The SQL condition on assignments of which task, deadline and confirmed reports are seen, no more."""
        return f"""{alias}.assignment_id IN (SELECT r.assignment_id FROM relations r WHERE {_HOLDS.format("r")}
            AND r.unit = ANY(%(sight_own)s::uuid[]) AND r.relation = {Relation.COORDINATING:d})
            AND NOT {self.whole(alias)}"""

    def values(self) -> dict[str, object]:
        """What the conditions refer to."""
        own, below = list(self.own), list(self.below)
        return {"sight_own": own, "sight_below": below, "sight_today": self.today}


_HOLDS = f"{{0}}.known_to = {OPEN} AND {{0}}.from_day <= %(sight_today)s AND {{0}}.to_day > %(sight_today)s"


def sight(cursor: Cursor, viewer: Viewer, today: date) -> Sight | None:
    """What the viewer sees of tasks today, by himself and as deputy; None: all of them."""
    seeing = [c for c in viewer.charges if granted(c, Right.SEE_TASKS, Touch.OWN) in SEEN]
    if any(charge.role not in OF_A_UNIT for charge in seeing):
        return None
    cursor.execute(
        f"""WITH RECURSIVE went AS (
                SELECT s.unit_id AS part, s.successor AS whole, s.alone FROM unit_successors s
                WHERE {_HOLDS.format("s")}),
            own AS (
                SELECT unnest(%(mine)s::uuid[]) AS unit
                UNION SELECT went.part FROM went JOIN own ON went.whole = own.unit),
            under AS (
                SELECT u.unit_id AS part, u.parent AS whole FROM unit_timeline u
                WHERE u.parent IS NOT NULL AND {_HOLDS.format("u")}
                UNION ALL SELECT part, whole FROM went WHERE alone),
            below AS (
                SELECT unnest(%(mine)s::uuid[]) AS unit
                UNION SELECT under.part FROM under JOIN below ON under.whole = below.unit)
            SELECT ARRAY(SELECT unit FROM own ORDER BY 1),
                ARRAY(SELECT unit FROM below EXCEPT SELECT unit FROM own ORDER BY 1)""",
        {"mine": [charge.unit for charge in seeing], "sight_today": today},
    )
    own, below = cursor.fetchone()
    heads = any(charge.role is Role.UNIT_HEAD for charge in seeing)
    return Sight(own=tuple(own), below=tuple(below) if heads else (), today=today)


def assignments_seen(at: Moment, sight: Sight | None) -> str:
    """``FROM`` … ``WHERE`` of the assignments whose standing is seen, as ``t``; for ``values_of(at, sight)``."""
    seen = f" AND {sight.whole('t')}" if sight else ""
    return f"FROM assignment_timeline t WHERE {at.where('t')}{seen}"


def tasks_seen(at: Moment, sight: Sight | None) -> str:
    """``FROM`` … ``WHERE`` of the tasks that are seen, as ``t``; for ``values_of(at, sight)``.

    To a unit a task stands as its own assignments do: rolled up from them alone, by the same rule as all tasks
    (``domain.roll_up``), so that nothing is told of the other units.
    """
    if sight is None:
        return f"FROM task_timeline t WHERE {at.where('t')}"
    return f"""FROM (
            SELECT s.task_id, w.document, s.deadline, s.late, s.completed_on, s.stage
            FROM (SELECT g.task_id, {_ROLLED_UP} FROM assignment_timeline t
                JOIN assignments g ON g.assignment_id = t.assignment_id AND {at.was_known("g")}
                WHERE {at.where("t")} AND {sight.whole("t")} GROUP BY g.task_id) s
            JOIN tasks w ON w.task_id = s.task_id AND {at.was_known("w")}) t WHERE true"""


_DONE = "bool_and(t.stage IN (3, 5)) AND NOT bool_and(t.stage = 5)"
_RUNS = "bool_or(t.stage < 3)"
_ROLLED_UP = f"""
    (CASE WHEN bool_and(t.stage = 5) THEN 5
        WHEN {_DONE} THEN 3
        WHEN NOT {_RUNS} THEN 4
        WHEN count(DISTINCT t.stage) FILTER (WHERE t.stage <> 5) = 1 THEN min(t.stage)
        ELSE 1 END)::smallint AS stage,
    CASE WHEN {_DONE} THEN max(t.deadline) FILTER (WHERE t.stage = 3)
        WHEN {_RUNS} THEN min(t.deadline) FILTER (WHERE t.stage < 3) END AS deadline,
    {_DONE} AND coalesce(bool_or(t.completed_on > t.deadline) FILTER (WHERE t.stage = 3), false) AS late,
    CASE WHEN {_DONE} THEN max(t.completed_on) FILTER (WHERE t.stage = 3) END AS completed_on"""


def values_of(at: Moment, sight: Sight | None) -> dict[str, object]:
    """What both refer to."""
    return {**at.values(), **(sight.values() if sight else {})}
