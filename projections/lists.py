"""Lists that a figure opens: assignments or tasks by filter, a page at a time, in an order that stays.

A page is asked for by ``offset``, or ``after`` the last line of the page before; ``sight``: only what is seen so
is listed and counted; None: all.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.errors import NotFound
from domain.rules import Timeliness
from projections import counts, ledger, paging
from projections.counts import ASSIGNMENT_CATEGORY, TASK_CATEGORY, unit_names
from projections.engine import Cursor
from projections.matters import Matter, Since
from projections.moment import Moment
from projections.paging import Key
from projections.scope import Units, led_by, of_group
from projections.sight import Sight, assignments_seen, tasks_seen, values_of

PAGE = 50


class Filter(msgspec.Struct, frozen=True):
    """Which rows; what is None or empty is not asked for.

    Of assignments only: ``unit``, ``units``, ``group``, ``task``, ``matter``, ``since``.
    """

    categories: tuple[Timeliness, ...] = ()
    """Any of these."""
    unit: UUID | None = None
    units: Units = None
    """Led by one of these."""
    group: int | None = None
    """Led by a unit of this group."""
    document: UUID | None = None
    task: UUID | None = None
    due_from: date | None = None
    due_before: date | None = None
    undated: bool = False
    soon: date | None = None
    """In time, and due on or before this day."""
    matter: Matter | None = None
    since: Since | None = None

    def where(self, category: str) -> str:
        """The SQL conditions on a timeline ``t``; ``category`` computes its category."""
        one = self.categories[0] if len(self.categories) == 1 else None
        conditions = {
            "categories": _BY_DEADLINE.get(one, f"{category} = ANY(%(categories)s)"),
            "unit": "t.lead = %(unit)s",
            "document": "t.document = %(document)s",
            "task": "t.assignment_id = ANY(ARRAY(SELECT assignment_id FROM assignments WHERE task_id = %(task)s))",
            "due_from": "t.deadline >= %(due_from)s",
            "due_before": "t.deadline < %(due_before)s",
            "undated": "t.deadline IS NULL",
            "soon": f"t.deadline <= %(soon)s AND {_BY_DEADLINE[Timeliness.IN_TIME]}",
        }
        return "".join(f" AND {condition}" for name, condition in conditions.items() if getattr(self, name))

    def values(self) -> dict[str, Any]:
        """What ``where`` refers to."""
        return {
            **msgspec.structs.asdict(self),
            "categories": [int(c) for c in self.categories],
            "units": list(self.units or ()),
            **(self.since.values if self.since else {}),
        }

    @property
    def of_units(self) -> bool:
        """Whether nothing else is asked for than categories, of a unit, of some, of a group or of all."""
        led = (self.unit is not None) + (self.units is not None) + bool(self.group)
        rest = msgspec.structs.replace(self, categories=(), unit=None, units=None, group=None)
        return led <= 1 and rest == Filter()

    @property
    def all_overdue(self) -> bool:
        """Whether only what is overdue is asked for, of many units and documents."""
        of_one = self.unit or self.document or self.task
        late = self.categories == (Timeliness.OVERDUE,) or self.matter is Matter.LONG_OVERDUE
        return late and not of_one


_BY_DEADLINE: Mapping[Timeliness | None, str] = {
    Timeliness.OVERDUE: "t.stage < 3 AND t.deadline < %(day)s",
    Timeliness.IN_TIME: "t.stage < 3 AND t.deadline >= %(day)s",
    Timeliness.UNDATED: "t.stage < 3 AND t.deadline IS NULL",
}
"""Categories in words that an index has, by the rule of ``timeliness``."""


class AssignmentLine(msgspec.Struct, frozen=True):
    """An assignment in a list. ``clause``: where its task stands in the document ("TT 12, Phụ lục I")."""

    assignment: UUID
    task: UUID
    number: str
    clause: str
    text: str
    document: str
    unit: UUID
    lead: str
    """What the unit was called then."""
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
    clause: str
    text: str
    document: str
    deadline: date | None
    stage: int
    completed_on: date | None
    category: Timeliness


class WaitingLine(msgspec.Struct, frozen=True):
    """A task "chưa chọn đầu mối": ``lead_words`` and ``deadline_words`` as they were written."""

    task: UUID
    number: str
    clause: str
    text: str
    document: str
    lead_words: str
    deadline_words: str


def assignments(
    cursor: Cursor,
    at: Moment,
    wanted: Filter,
    *,
    offset: int = 0,
    after: Key | None = None,
    limit: int = PAGE,
    sight: Sight | None = None,
) -> tuple[list[AssignmentLine], int]:
    """A page of assignments, the earliest deadline first, undated last; and how many there are in all."""
    source = f"{assignments_seen(at, sight)}{_assignment_filter(wanted, at)}"
    values = {**values_of(at, sight), **wanted.values(), **paging.values(offset, after, limit)}
    book = ledger.units(at) if wanted.of_units and sight is None else None
    total = _total(cursor, at, wanted, book, _led(cursor, at, wanted) if book else (), source, values)
    # The page is found in the index alone: it has all that is asked and the key.
    key = "t.assignment_id"
    page = (
        paging.overdue(_PLACE, key, "assignment_timeline", source, after)
        if wanted.all_overdue and sight is None
        else paging.page(_PLACE, key, source, after)
    )
    cursor.execute(_lines(at, page), values)
    return _assignment_lines(cursor, at), total


def of_task(cursor: Cursor, at: Moment, task_id: UUID, *, sight: Sight | None = None) -> list[AssignmentLine]:
    """The assignments of a task, in the order of lists."""
    source = f"{assignments_seen(at, sight)}{_assignment_filter(Filter(task=task_id), at)}"
    cursor.planned(_lines(at, f"SELECT {_PLACE} {source}"), {**values_of(at, sight), "task": task_id})
    return _assignment_lines(cursor, at)


def assignment(
    cursor: Cursor, at: Moment, assignment_id: UUID, *, sight: Sight | None = None
) -> AssignmentLine | None:
    """One of them; None: it is not there, or not seen."""
    source = f"{assignments_seen(at, sight)} AND t.assignment_id = %(assignment)s"
    values = {**values_of(at, sight), "assignment": assignment_id}
    cursor.planned(_lines(at, f"SELECT {_PLACE} {source}"), values)
    return next(iter(_assignment_lines(cursor, at)), None)


_PLACE = "t.assignment_id, t.from_day, t.known_from"
"""By which a row of the timeline is found again."""


def _lines(at: Moment, page: str) -> str:
    return f"""WITH page AS ({page})
        SELECT t.assignment_id, g.task_id, w.number, w.clause, w.task_text, coalesce(d.number, ''), t.lead,
            t.deadline, t.original, t.extensions, t.stage, t.completed_on, {ASSIGNMENT_CATEGORY}
        FROM page JOIN assignment_timeline t USING (assignment_id, from_day, known_from)
        JOIN assignments g ON g.assignment_id = t.assignment_id AND {at.was_known("g")}
        JOIN tasks w ON w.task_id = g.task_id AND {at.was_known("w")}
        LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
        ORDER BY t.deadline NULLS LAST, t.assignment_id"""


def _assignment_lines(cursor: Cursor, at: Moment) -> list[AssignmentLine]:
    rows = cursor.fetchall()
    names = {unit: name for unit, name, _, _ in unit_names(cursor, at, list({row[6] for row in rows}))}
    return [AssignmentLine(*(*row[:7], names[row[6]], *row[7:12], Timeliness(row[12]))) for row in rows]


def tasks(
    cursor: Cursor,
    at: Moment,
    wanted: Filter,
    *,
    offset: int = 0,
    after: Key | None = None,
    limit: int = PAGE,
    sight: Sight | None = None,
) -> tuple[list[TaskLine], int]:
    """A page of tasks, the earliest deadline first, undated last; and how many there are in all."""
    source = f"{tasks_seen(at, sight)}{wanted.where(TASK_CATEGORY)}"
    values = {**values_of(at, sight), **wanted.values(), **paging.values(offset, after, limit)}
    of_document = wanted == Filter(document=wanted.document, categories=wanted.categories)
    book = ledger.documents(at) if of_document and sight is None else None
    total = _total(cursor, at, wanted, book, [wanted.document or ledger.ALL], source, values)
    columns = f"t.*, {TASK_CATEGORY} AS category"
    page = (
        paging.overdue(columns, "t.task_id", "task_timeline", source, after)
        if wanted.all_overdue and sight is None
        else paging.page(columns, "t.task_id", source, after)
    )
    cursor.execute(
        f"""WITH page AS ({page})
            SELECT p.task_id, w.number, w.clause, w.task_text, coalesce(d.number, ''), p.deadline, p.stage,
                p.completed_on, p.category
            FROM page p
            JOIN tasks w ON w.task_id = p.task_id AND {at.was_known("w")}
            LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            ORDER BY p.deadline NULLS LAST, p.task_id""",
        values,
    )
    return [TaskLine(*(*row[:8], Timeliness(row[8]))) for row in cursor.fetchall()], total


def waiting_for_leads(
    cursor: Cursor, at: Moment, *, offset: int = 0, limit: int = PAGE
) -> tuple[list[WaitingLine], int]:
    """A page of the tasks "chưa chọn đầu mối", by document and number; and how many there are in all."""
    cursor.execute(
        f"""SELECT w.task_id, w.number, w.clause, w.task_text, coalesce(d.called, ''), w.lead_words,
                w.deadline_words
            FROM tasks w LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            WHERE w.phase = 'unchosen' AND {at.where("w")}
            ORDER BY d.day DESC NULLS LAST, w.sort, w.task_id OFFSET %(offset)s LIMIT %(limit)s""",
        {**at.values(), "offset": offset, "limit": limit},
    )
    return [WaitingLine(*row) for row in cursor.fetchall()], counts.waiting_for_leads(cursor, at)


def _total(
    cursor: Cursor,
    at: Moment,
    wanted: Filter,
    book: ledger.Book | None,
    keys: Sequence[UUID],
    source: str,
    values: dict[str, Any],
) -> int:
    """How many there are: from the ledger where it keeps a ``book`` of them by ``keys``, else counted."""
    if book is None:
        cursor.execute(f"SELECT count(*) {source}", values)
        return int(cursor.fetchone()[0])
    counted = ledger.standing(cursor, book, [at.day], keys)[at.day].values()
    categories = wanted.categories or tuple(Timeliness)
    return sum(counts.get(category, 0) for counts in counted for category in categories)


def _led(cursor: Cursor, at: Moment, wanted: Filter) -> Sequence[UUID]:
    """The keys in the ledger of the units asked for."""
    if wanted.group:
        cursor.execute(of_group(at), {**at.values(), "group": wanted.group})
        return [row[0] for row in cursor.fetchall()]
    if wanted.unit:
        return [wanted.unit]
    return [ledger.ALL] if wanted.units is None else wanted.units


def _assignment_filter(wanted: Filter, at: Moment) -> str:
    """What only assignments may be asked for, and the document of their tasks."""
    without = msgspec.structs.replace(wanted, document=None).where(ASSIGNMENT_CATEGORY) + led_by(wanted.units)
    if wanted.group:
        without += f" AND t.lead IN ({of_group(at)})"
    if wanted.matter:
        without += f" AND {wanted.matter.where(at)}"
    if wanted.since:
        without += f" AND {wanted.since.where}"
    if wanted.document is None:
        return without
    return (
        f"{without} AND t.assignment_id IN (SELECT g.assignment_id FROM assignments g JOIN tasks w"
        f" ON w.task_id = g.task_id AND {at.was_known('w')} WHERE {at.was_known('g')} AND w.document = %(document)s)"
    )


def task_of(cursor: Cursor, at: Moment, assignment_id: UUID) -> UUID:
    """The task that an assignment carries out. Raises ``NotFound``."""
    cursor.planned(
        f"SELECT g.task_id FROM assignments g WHERE g.assignment_id = %(id)s AND {at.was_known('g')}",
        {**at.values(), "id": assignment_id},
    )
    row = cursor.fetchone()
    if row is None:
        raise NotFound
    found: UUID = row[0]
    return found


def document(cursor: Cursor, at: Moment, document_id: UUID) -> tuple[str, date]:
    """What a document is called, as a rule by its number, and its day. Raises ``NotFound``."""
    cursor.execute(
        f"SELECT d.called, d.day FROM documents d WHERE d.document_id = %(id)s AND {at.was_known('d')}",
        {**at.values(), "id": document_id},
    )
    row = cursor.fetchone()
    if row is None:
        raise NotFound
    return row[0], row[1]
