"""Tasks on their way to the units, for the desk where they are entered and the one where they are approved.

Drafts are known to the Office alone: ask only for those who may see them.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.paper import Authority
from domain.task import Leads, Phase
from projections.counts import unit_names
from projections.engine import Cursor
from projections.moment import Moment

PAGE = 50
WAITING = (Phase.UNCHOSEN, Phase.PROPOSED, Phase.RETURNED, Phase.APPROVED)

Key = tuple[date, UUID, str, UUID]
"""Day and id of the document, sort key and id of a line: the next page begins behind it."""

NOBODY = UUID(int=0)
"""Stands for the document of a task given by word of mouth."""


class Draft(msgspec.Struct, frozen=True):
    """A task that was not given yet. ``leads``: the units chosen, as they are called; ``note``: why returned."""

    task: UUID
    phase: Phase
    note: str
    document: UUID | None
    called: str
    document_day: date | None
    clause: str
    number: str
    heading: str
    text: str
    product: str
    authority: Authority
    how: Leads | None
    leads: tuple[str, ...]
    lead_words: str
    coordinating_words: str
    deadline: date | None
    deadline_words: str
    deadline_kind: str
    sort: str

    @property
    def key(self) -> Key:
        """Its place in the order."""
        return self.document_day or date.min, self.document or NOBODY, self.sort, self.task


def drafts(
    cursor: Cursor,
    at: Moment,
    *,
    document: UUID | None = None,
    phases: Sequence[Phase] = WAITING,
    after: Key | None = None,
    limit: int = PAGE,
) -> tuple[list[Draft], int]:
    """A page of drafts, those of the newest document first, by number; and how many there are in all."""
    of_document = " AND w.document = %(document)s" if document else ""
    source = f"""FROM tasks w LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
        WHERE w.phase <> 'issued' AND w.phase = ANY(%(phases)s) AND {at.where("w")}{of_document}"""
    day, of, sort, last = after or (None, None, None, None)
    values = {
        **at.values(),
        "phases": list(phases),
        "document": document,
        "limit": limit,
        "nobody": NOBODY,
        "min": date.min,
        "a_day": day,
        "a_of": of,
        "a_sort": sort,
        "a_id": last,
    }
    cursor.execute(f"SELECT count(*) {source}", values)
    total = cursor.fetchone()[0]
    given_on, given_by = "coalesce(d.day, %(min)s)", "coalesce(w.document, %(nobody)s)"
    behind = f""" AND ({given_on} < %(a_day)s OR {given_on} = %(a_day)s
        AND ({given_by}, w.sort, w.task_id) > (%(a_of)s, %(a_sort)s, %(a_id)s))"""
    cursor.execute(
        f"""SELECT w.task_id, w.phase, w.note, w.document, coalesce(d.called, ''), d.day, w.clause, w.number, w.heading,
                w.task_text, w.product, w.authority, w.leads, w.lead_words, w.coordinating_words, w.deadline,
                w.deadline_words, w.deadline_kind, w.sort
            {source}{behind if after else ""}
            ORDER BY {given_on} DESC, {given_by}, w.sort, w.task_id LIMIT %(limit)s""",
        values,
    )
    rows = cursor.fetchall()
    leads = _leads(cursor, at, [row[0] for row in rows])
    return [_draft(row, leads.get(row[0], ())) for row in rows], total


def _draft(row: tuple[Any, ...], leads: tuple[str, ...]) -> Draft:
    how = Leads(row[12]) if row[12] else None
    return Draft(*(row[0], Phase(row[1]), *row[2:11], Authority(row[11]), how, leads, *row[13:]))


def _leads(cursor: Cursor, at: Moment, tasks: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The units that each task would go to, in protocol order."""
    cursor.execute(
        f"SELECT g.task_id, g.draft_lead FROM assignments g WHERE g.task_id = ANY(%(tasks)s) AND {at.was_known('g')}",
        {**at.values(), "tasks": list(tasks)},
    )
    chosen: dict[UUID, set[UUID]] = {}
    for task, unit in cursor.fetchall():
        chosen.setdefault(task, set()).add(unit)
    names = unit_names(cursor, at, list(set().union(*chosen.values())))
    return {task: tuple(name for unit, name, *_ in names if unit in units) for task, units in chosen.items()}
