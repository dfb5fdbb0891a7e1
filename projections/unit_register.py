"""The register of units as a whole: all of a day in protocol order, and the work that would go on from some of them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from projections.engine import Cursor
from projections.moment import Moment
from projections.tasks import open_assignments


class Registered(msgspec.Struct, frozen=True):
    """A unit in [``since``, ``until``), by what it was called and where it stood on the day or nearest before it."""

    unit: UUID
    name: str
    short: str
    group: int
    rank: int
    parent: str
    """The name of the unit that it stands under; "": the committee."""
    since: date
    until: date

    def stands(self, day: date) -> bool:
        """Whether there is such a unit on that day."""
        return self.since <= day < self.until


class OpenLine(msgspec.Struct, frozen=True):
    """An assignment that some unit would leave open; ``draft``: not given yet."""

    assignment: UUID
    task: UUID
    number: str
    text: str
    document: str
    unit: UUID
    deadline: date | None
    draft: bool


def registered(cursor: Cursor, at: Moment, *, ended: bool = False) -> list[Registered]:
    """All units of the day, those that come later behind their likes; ``ended``: also those that are no more."""
    cursor.execute(
        f"""WITH stood AS (
                SELECT DISTINCT ON (u.unit_id) u.*, min(u.from_day) OVER of_unit AS since,
                    max(u.to_day) OVER of_unit AS until
                FROM unit_timeline u WHERE {at.was_known("u")}
                WINDOW of_unit AS (PARTITION BY u.unit_id)
                ORDER BY u.unit_id, (u.from_day <= %(day)s) DESC, abs(u.from_day - %(day)s))
            SELECT s.unit_id, s.name, s.short, s.unit_group, s.rank, coalesce(p.name, ''), s.since, s.until
            FROM stood s LEFT JOIN stood p ON p.unit_id = s.parent
            WHERE s.until > %(day)s OR %(ended)s
            ORDER BY s.unit_group, s.rank, s.sort, s.unit_id""",
        {**at.values(), "ended": ended},
    )
    return [Registered(*row) for row in cursor.fetchall()]


def open_lines(cursor: Cursor, at: Moment, units: Sequence[UUID], day: date) -> list[OpenLine]:
    """What ``open_assignments`` finds, in words: by unit, document and number, as known now."""
    cursor.execute(
        f"""SELECT g.assignment_id, g.task_id, w.number, w.task_text, coalesce(d.called, ''),
                coalesce(t.lead, g.draft_lead), coalesce(t.deadline, w.deadline), NOT g.issued
            FROM assignments g
            JOIN tasks w ON w.task_id = g.task_id AND {at.was_known("w")}
            LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            LEFT JOIN LATERAL (SELECT t.lead, t.deadline FROM assignment_timeline t
                WHERE t.assignment_id = g.assignment_id AND {at.was_known("t")} AND t.lead = ANY(%(units)s::uuid[])
                    AND t.to_day > %(from)s AND t.stage NOT IN (3, 5)
                ORDER BY t.from_day LIMIT 1) t ON g.issued
            WHERE g.assignment_id = ANY(%(ids)s::uuid[]) AND {at.was_known("g")}
            ORDER BY 6, d.day DESC NULLS LAST, w.document, w.sort, g.assignment_id""",
        {
            **at.values(),
            "units": list(units),
            "from": day,
            "ids": open_assignments(cursor, units, day),
        },
    )
    return [OpenLine(*row) for row in cursor.fetchall()]
