"""Lists that a figure opens: assignments or tasks by filter, a page at a time, in an order that stays."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.rules import Timeliness
from projections.counts import ASSIGNMENT_CATEGORY, TASK_CATEGORY, unit_names
from projections.engine import Cursor
from projections.moment import Moment

PAGE = 50


class Filter(msgspec.Struct, frozen=True):
    """Which rows; what is None is not asked for. ``month``: the first day of a month of deadline."""

    category: Timeliness | None = None
    unit: UUID | None = None
    document: UUID | None = None
    month: date | None = None
    undated: bool = False
    soon: date | None = None
    """In time, and due on or before this day."""

    def where(self, category: str) -> str:
        """The SQL conditions on a timeline ``t``; ``category`` computes its category."""
        conditions = {
            "category": f"{category} = %(category)s",
            "unit": "t.lead = %(unit)s",
            "document": "t.document = %(document)s",
            "month": "t.deadline >= %(month)s AND t.deadline < %(month)s + interval '1 month'",
            "undated": "t.deadline IS NULL",
            "soon": f"t.deadline <= %(soon)s AND {category} = {int(Timeliness.IN_TIME)}",
        }
        asked = (
            name
            for name in conditions
            if getattr(self, name) is not None and getattr(self, name) is not False
        )
        return "".join(f" AND {conditions[name]}" for name in asked)

    def values(self) -> dict[str, Any]:
        """What ``where`` refers to."""
        return msgspec.structs.asdict(self)


class AssignmentLine(msgspec.Struct, frozen=True):
    """An assignment in a list."""

    assignment: UUID
    task: UUID
    number: str
    text: str
    document: str
    lead: str
    deadline: date | None
    original: date | None
    extensions: int
    stage: int
    completed_on: date | None
    category: Timeliness


class TaskLine(msgspec.Struct, frozen=True):
    """A task in a list."""

    task: UUID
    number: str
    text: str
    document: str
    deadline: date | None
    stage: int
    completed_on: date | None
    category: Timeliness


def assignments(
    cursor: Cursor, at: Moment, wanted: Filter, *, offset: int = 0, limit: int = PAGE
) -> tuple[list[AssignmentLine], int]:
    """A page of assignments, the earliest deadline first, undated last; and how many there are in all."""
    source = f"FROM assignment_timeline t WHERE {at.where('t')}{_assignment_filter(wanted, at)}"
    values = {**at.values(), **wanted.values(), "offset": offset, "limit": limit}
    cursor.execute(f"SELECT count(*) {source}", values)
    total = cursor.fetchone()[0]
    cursor.execute(
        f"""WITH page AS (
                SELECT t.*, {ASSIGNMENT_CATEGORY} AS category {source}
                ORDER BY t.deadline NULLS LAST, t.assignment_id OFFSET %(offset)s LIMIT %(limit)s)
            SELECT p.assignment_id, g.task_id, w.number, w.task_text, coalesce(d.number, ''), p.lead, p.deadline,
                p.original, p.extensions, p.stage, p.completed_on, p.category
            FROM page p
            JOIN assignments g ON g.assignment_id = p.assignment_id AND {at.was_known("g")}
            JOIN tasks w ON w.task_id = g.task_id AND {at.was_known("w")}
            LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            ORDER BY p.deadline NULLS LAST, p.assignment_id""",
        values,
    )
    rows = cursor.fetchall()
    names = {unit: name for unit, name, _, _ in unit_names(cursor, at, list({row[5] for row in rows}))}
    lines = [AssignmentLine(*(*row[:5], names[row[5]], *row[6:11], Timeliness(row[11]))) for row in rows]
    return lines, total


def tasks(
    cursor: Cursor, at: Moment, wanted: Filter, *, offset: int = 0, limit: int = PAGE
) -> tuple[list[TaskLine], int]:
    """A page of tasks, the earliest deadline first, undated last; and how many there are in all."""
    source = f"FROM task_timeline t WHERE {at.where('t')}{wanted.where(TASK_CATEGORY)}"
    values = {**at.values(), **wanted.values(), "offset": offset, "limit": limit}
    cursor.execute(f"SELECT count(*) {source}", values)
    total = cursor.fetchone()[0]
    cursor.execute(
        f"""WITH page AS (
                SELECT t.*, {TASK_CATEGORY} AS category {source}
                ORDER BY t.deadline NULLS LAST, t.task_id OFFSET %(offset)s LIMIT %(limit)s)
            SELECT p.task_id, w.number, w.task_text, coalesce(d.number, ''), p.deadline, p.stage, p.completed_on,
                p.category
            FROM page p
            JOIN tasks w ON w.task_id = p.task_id AND {at.was_known("w")}
            LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            ORDER BY p.deadline NULLS LAST, p.task_id""",
        values,
    )
    return [TaskLine(*(*row[:7], Timeliness(row[7]))) for row in cursor.fetchall()], total


def _assignment_filter(wanted: Filter, at: Moment) -> str:
    """A list of assignments may be asked for by the document of their tasks."""
    without = msgspec.structs.replace(wanted, document=None).where(ASSIGNMENT_CATEGORY)
    if wanted.document is None:
        return without
    return (
        f"{without} AND t.assignment_id IN (SELECT g.assignment_id FROM assignments g JOIN tasks w"
        f" ON w.task_id = g.task_id AND {at.was_known('w')} WHERE {at.was_known('g')} AND w.document = %(document)s)"
    )


def open_assignments(cursor: Cursor, units: Sequence[UUID], day: date) -> list[UUID]:
    """Drafts of these units, and what was open there on ``day`` or later, as known now; in a stable order."""
    cursor.execute(
        """SELECT assignment_id FROM assignment_timeline
            WHERE lead = ANY(%(units)s::uuid[]) AND to_day > %(day)s AND stage NOT IN (3, 5) AND known_to = %(open)s
            UNION
            SELECT assignment_id FROM assignments
            WHERE draft_lead = ANY(%(units)s::uuid[]) AND NOT issued AND known_to = %(open)s
            ORDER BY 1""",
        {"units": list(units), "day": day, "open": 2**63 - 1},
    )
    return [row[0] for row in cursor.fetchall()]
