"""Danh mục nhiệm vụ of a document: its tasks as they stand on a day, in the columns of its annex."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

import msgspec

from domain.document import kind_name
from domain.errors import NotFound
from domain.paper import AUTHORITY_NAMES, Authority
from domain.rules import Timeliness
from domain.sheet import Column, Row, Sheet, Table
from domain.vietnamese import count, paper_day, sort_key
from projections.counts import ASSIGNMENT_CATEGORY, TASK_CATEGORY, unit_names
from projections.engine import Cursor
from projections.moment import Moment
from projections.papers.wording import DONE, as_of, made_on, standing
from projections.reader import Reader
from projections.sight import Sight, assignments_seen, tasks_seen, values_of

_NAMED = 5
"""So many leads are named one by one; more are counted."""

COLUMNS = (
    Column("TT", 6, centred=True),
    Column("Tên nhiệm vụ", 42),
    Column("Cơ quan chủ trì", 24),
    Column("Cơ quan phối hợp", 22),
    Column("Kết quả (sản phẩm)", 22),
    Column("Thời gian hoàn thành", 16, centred=True),
    Column("Tình trạng", 20),
)


class Lead(msgspec.Struct, frozen=True):
    """One assignment of a task."""

    name: str
    category: Timeliness
    original: date | None
    extensions: int


class Listed(msgspec.Struct, frozen=True):
    """A task of the list; ``number`` and ``heading`` as in the annex."""

    task: UUID
    number: str
    heading: str
    sort: str
    text: str
    product: str
    lead_words: str
    coordinating: str
    deadline_words: str
    deadline: date | None
    completed_on: date | None
    category: Timeliness


def task_list(reader: Reader, at: Moment, document: UUID, sight: Sight | None = None) -> Sheet:
    """The list as of ``at``: what was given by then, and of that what is seen. Raises ``NotFound``."""
    today = reader.today()
    with reader.snapshot() as cursor:
        title, attached = _document(cursor, at, document)
        tasks = _tasks(cursor, at, document, sight)
        if sight and not tasks:
            raise NotFound
        leads = _leads(cursor, at, document, sight)
    rows: list[Row] = []
    for heading, members in groupby(tasks, key=lambda task: task.heading):
        if heading:
            rows.append(Row(("", heading), strong=True))
        rows += [_row(task, leads[task.task], at.day) for task in members]
    return Sheet(
        day=made_on(at, today),
        kind="Danh mục nhiệm vụ",
        abstract=f"thực hiện {title}",
        attached=f"({attached})",
        body=[
            f"{as_of(at, today)}: {count(len(tasks))} nhiệm vụ đã giao.",
            Table(COLUMNS, rows, counts="Đơn vị tính: nhiệm vụ"),
        ],
        landscape=True,
    )


def _document(cursor: Cursor, at: Moment, document: UUID) -> tuple[str, str]:
    """Its title; how a paper that belongs to it cites it. Raises ``NotFound``."""
    cursor.execute(
        f"""SELECT d.title, d.kind, d.number, d.day, d.issuer
            FROM documents d WHERE d.document_id = %(id)s AND {at.was_known("d")}""",
        {**at.values(), "id": document},
    )
    found = cursor.fetchone()
    if found is None:
        raise NotFound
    title, kind, number, day, issuer = found
    if not number:
        return title, f"kèm theo dự thảo {kind_name(kind)}, chưa có số"
    by = AUTHORITY_NAMES[Authority(issuer)]
    return title, f"kèm theo {kind_name(kind).capitalize()} số {number}, ngày {paper_day(day)} của {by}"


def _tasks(cursor: Cursor, at: Moment, document: UUID, sight: Sight | None) -> list[Listed]:
    """By headings in the order in which their first tasks stand, then by number."""
    cursor.execute(
        f"""SELECT w.task_id, w.number, w.heading, w.sort, w.task_text, w.product, w.lead_words,
                w.coordinating_words, w.deadline_words, s.deadline, s.completed_on, s.category
            FROM (SELECT t.*, {TASK_CATEGORY} AS category {tasks_seen(at, sight)} AND t.document = %(document)s) s
            JOIN tasks w ON w.task_id = s.task_id AND {at.was_known("w")}
            ORDER BY w.sort, w.task_id""",
        {**values_of(at, sight), "document": document},
    )
    found = [Listed(*(*row[:-1], Timeliness(row[-1]))) for row in cursor.fetchall()]
    headings = dict.fromkeys(
        task.heading for task in sorted(found, key=lambda t: (t.sort, sort_key(t.heading)))
    )
    order = {heading: at for at, heading in enumerate(headings)}
    return sorted(found, key=lambda task: order[task.heading])


def _leads(cursor: Cursor, at: Moment, document: UUID, sight: Sight | None) -> dict[UUID, list[Lead]]:
    """The assignments of each task, in protocol order of their units."""
    cursor.execute(
        f"""SELECT g.task_id, t.lead, t.category, t.original, t.extensions
            FROM (SELECT t.*, {ASSIGNMENT_CATEGORY} AS category {assignments_seen(at, sight)}) t
            JOIN assignments g ON g.assignment_id = t.assignment_id AND {at.was_known("g")}
            JOIN tasks w ON w.task_id = g.task_id AND {at.was_known("w")}
            WHERE w.document = %(document)s""",
        {**values_of(at, sight), "document": document},
    )
    rows = cursor.fetchall()
    units = unit_names(cursor, at, list({row[1] for row in rows}))
    order = {unit: (rank, name) for rank, (unit, name, _, _) in enumerate(units)}
    leads: dict[UUID, list[Lead]] = {}
    for task, unit, category, *rest in sorted(rows, key=lambda row: order[row[1]]):
        leads.setdefault(task, []).append(Lead(order[unit][1], Timeliness(category), *rest))
    return leads


def _row(task: Listed, leads: Sequence[Lead], day: date) -> Row:
    counted = [lead for lead in leads if lead.category is not Timeliness.REMOVED] or leads
    return Row(
        (
            task.number,
            task.text,
            _led_by(task, counted),
            task.coordinating,
            task.product,
            _due(task, counted),
            _stands(task, counted, day),
        )
    )


def _led_by(task: Listed, leads: Sequence[Lead]) -> str:
    if len(leads) > _NAMED:
        return f"{task.lead_words or 'Giao đồng loạt'} ({count(len(leads))} đơn vị)"
    return "; ".join(dict.fromkeys(lead.name for lead in leads))


def _due(task: Listed, leads: Sequence[Lead]) -> str:
    if task.deadline is None:
        return task.deadline_words or "Không thời hạn"
    words = paper_day(task.deadline)
    if len(leads) == 1 and leads[0].extensions and leads[0].original:
        words += f" (gia hạn {count(leads[0].extensions)} lần; hạn ban đầu {paper_day(leads[0].original)})"
    return words


def _stands(task: Listed, leads: Sequence[Lead], day: date) -> str:
    words = standing(task.category, task.deadline, task.completed_on, day)
    if len(leads) > 1:
        done = sum(lead.category in DONE for lead in leads)
        words += f"; đã hoàn thành {count(done)} trên {count(len(leads))} lượt giao"
    return words
