"""The tasks of documents: how many stand where, and those of one document in the order of its annex."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.rules import Timeliness
from projections import counts
from projections.counts import TASK_CATEGORY, Tally, unit_names
from projections.engine import Cursor
from projections.moment import Moment
from projections.sight import tasks_seen

PAGE = 100


class Listed(msgspec.Struct, frozen=True):
    """A task given, as the annex lists it. ``leads``: the units that lead it, in protocol order."""

    task: UUID
    number: str
    heading: str
    text: str
    lead_words: str
    deadline_words: str
    deadline: date | None
    completed_on: date | None
    category: Timeliness
    leads: tuple[str, ...]


def tallies(
    cursor: Cursor, at: Moment, documents: Sequence[UUID], soon: date | None = None
) -> dict[UUID, Tally]:
    """How the tasks of these documents stand; one without tasks is left out. ``soon``: see ``counts.tasks``."""
    found = counts.of_documents(cursor, at, soon, documents=documents)
    return {document: tally for document, tally in found.items() if document}


def annex(
    cursor: Cursor, at: Moment, document: UUID, *, after: UUID | None = None, limit: int = PAGE
) -> list[Listed]:
    """A page of the tasks given by a document; ``after``: the last task of the page before.

    By headings in the order in which their first tasks stand, then by number, as ``papers.task_list`` has them.
    """
    behind = "WHERE a.place > (SELECT b.place FROM annex b WHERE b.task_id = %(after)s)" if after else ""
    cursor.execute(
        f"""WITH annex AS (
                SELECT w.task_id, w.number, w.heading, w.task_text, w.lead_words, w.deadline_words, s.deadline,
                    s.completed_on, s.category,
                    (min(w.sort) OVER (PARTITION BY w.heading), w.heading, w.sort, w.task_id) AS place
                FROM (SELECT t.*, {TASK_CATEGORY} AS category {tasks_seen(at, None)} AND t.document = %(document)s) s
                JOIN tasks w ON w.task_id = s.task_id AND {at.was_known("w")})
            SELECT a.task_id, a.number, a.heading, a.task_text, a.lead_words, a.deadline_words, a.deadline,
                a.completed_on, a.category
            FROM annex a {behind} ORDER BY a.place LIMIT %(limit)s""",
        {**at.values(), "document": document, "after": after, "limit": limit},
    )
    rows = cursor.fetchall()
    leads = _leads(cursor, at, [row[0] for row in rows])
    return [Listed(*(*row[:8], Timeliness(row[8]), leads.get(row[0], ()))) for row in rows]


def _leads(cursor: Cursor, at: Moment, tasks: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    cursor.execute(
        f"""SELECT g.task_id, t.lead FROM assignments g
            JOIN assignment_timeline t ON t.assignment_id = g.assignment_id AND {at.where("t")}
            WHERE g.task_id = ANY(%(tasks)s) AND {at.was_known("g")}""",
        {**at.values(), "tasks": list(tasks)},
    )
    led: dict[UUID, set[UUID]] = {}
    for task, unit in cursor.fetchall():
        led.setdefault(task, set()).add(unit)
    names = unit_names(cursor, at, list(set().union(*led.values())))
    return {task: tuple(name for unit, name, *_ in names if unit in units) for task, units in led.items()}
