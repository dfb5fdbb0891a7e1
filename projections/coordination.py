"""What a viewer's unit co-ordinates: a page of it at a time."""

from datetime import date
from uuid import UUID

import msgspec

from projections import paging
from projections.counts import unit_names
from projections.engine import Cursor
from projections.lists import PAGE
from projections.moment import Moment
from projections.paging import Key
from projections.sight import Sight, values_of


class CoordinatedLine(msgspec.Struct, frozen=True):
    """An assignment that is co-ordinated: what is to be done, by whom, until when; not how it stands."""

    assignment: UUID
    task: UUID
    number: str
    clause: str
    text: str
    document: str
    unit: UUID
    lead: str
    deadline: date | None


def coordinated(
    cursor: Cursor,
    at: Moment,
    sight: Sight,
    *,
    task: UUID | None = None,
    passed: bool | None = None,
    after: Key | None = None,
    limit: int = PAGE,
) -> list[CoordinatedLine]:
    """A page of what the viewer's unit co-ordinates, the earliest deadline first, undated last.

    ``passed``: only those with a deadline before that day, the latest first, or only the others.
    """
    of_task = " AND g.task_id = %(task)s" if task else ""
    if passed is not None:
        of_task += f" AND (t.deadline < %(day)s) IS {'' if passed else 'NOT '}TRUE"
    order = "DESC" if passed else "ASC"
    cursor.execute(
        f"""SELECT t.assignment_id, g.task_id, w.number, w.clause, w.task_text, coalesce(d.number, ''), t.lead,
                t.deadline
            FROM assignment_timeline t
            JOIN assignments g ON g.assignment_id = t.assignment_id AND {at.was_known("g")}
            JOIN tasks w ON w.task_id = g.task_id AND {at.was_known("w")}
            LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            WHERE {at.where("t")} AND {sight.coordinated("t")}{of_task}{paging.behind("t.assignment_id", after)}
            ORDER BY t.deadline {order} NULLS LAST, t.assignment_id LIMIT %(limit)s""",
        {**values_of(at, sight), **paging.values(0, after, limit), "task": task},
    )
    rows = cursor.fetchall()
    names = {unit: name for unit, name, _, _ in unit_names(cursor, at, list({row[6] for row in rows}))}
    return [CoordinatedLine(*(*row[:7], names[row[6]], row[7])) for row in rows]
