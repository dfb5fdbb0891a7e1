"""Every list and table of figures as a workbook: what the page shows, whole, to reckon with.

Rows are read while they are written: set a workbook (``infra/paper``) before the snapshot of ``cursor`` ends.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from domain.rules import TIMELINESS_NAMES, Timeliness, days_late
from domain.sheet import Cells, Column, Workbook
from domain.unit import GROUP_NAMES, Group
from projections import counts
from projections.counts import Tally, sum_of
from projections.engine import Cursor
from projections.lists import AssignmentLine, Filter, TaskLine, WaitingLine
from projections.moment import Moment
from projections.papers import pages
from projections.papers.wording import as_of, place
from projections.sight import Sight

T = Timeliness
_INDEX = Column("TT", 6, centred=True)
_TASK = (_INDEX, Column("Nhiệm vụ", 60), Column("Vị trí trong văn bản", 26))
_UNIT = Column("Đơn vị chủ trì", 32)
_STANDING = (
    Column("Hạn hoàn thành", 13),
    Column("Tình trạng", 28),
    Column("Ngày hoàn thành", 13),
    Column("Quá hạn (ngày)", 10),
)
_EXTENDED = (Column("Hạn ban đầu", 13), Column("Số lần gia hạn", 9))
_FIGURES = (
    Column("Tổng số", 10),
    Column("Có thời hạn", 10),
    Column("Hoàn thành đúng hạn", 11),
    Column("Hoàn thành quá hạn", 11),
    Column("Trong hạn", 10),
    Column("Trong đó sắp đến hạn", 11),
    Column("Quá hạn, chưa hoàn thành", 11),
    Column("Hoàn thành, không thời hạn", 11),
    Column("Thường xuyên, không thời hạn", 12),
    Column("Tạm dừng", 10),
    Column("Đã đưa ra khỏi danh mục", 11),
    Column("Tỷ lệ hoàn thành đúng hạn", 11),
    Column("Tỷ lệ hoàn thành trên đã hoàn thành và quá hạn", 15),
    Column("Tỷ lệ hoàn thành trên tổng số", 11),
)
_SOON = 5
"""Where it stands among the figures."""

Cell = TypeVar("Cell")


def assignments(
    cursor: Cursor, at: Moment, today: date, wanted: Filter, *, narrowed: str = "", sight: Sight | None = None
) -> Workbook:
    """Danh sách lượt giao. ``narrowed``: by what, in words ("Quá hạn; Sở Tài chính")."""
    return Workbook(
        title="Danh sách lượt giao",
        note=_note("lượt giao", at, today, narrowed),
        columns=(*_TASK, _UNIT, *_STANDING, *_EXTENDED),
        rows=(
            (*_task(n, line), line.lead, *_standing(line, at.day), line.original, line.extensions)
            for n, line in enumerate(pages.assignments(cursor, at, wanted, sight), 1)
        ),
    )


def tasks(
    cursor: Cursor, at: Moment, today: date, wanted: Filter, *, narrowed: str = "", sight: Sight | None = None
) -> Workbook:
    """Danh sách nhiệm vụ."""
    return Workbook(
        title="Danh sách nhiệm vụ",
        note=_note("nhiệm vụ", at, today, narrowed),
        columns=(*_TASK, *_STANDING),
        rows=(
            (*_task(n, line), *_standing(line, at.day))
            for n, line in enumerate(pages.tasks(cursor, at, wanted, sight), 1)
        ),
    )


def waiting_for_leads(cursor: Cursor, at: Moment, today: date) -> Workbook:
    """Nhiệm vụ chưa chọn đầu mối, in the words of the annex."""
    return Workbook(
        title="Nhiệm vụ chưa chọn đầu mối",
        note=_note("nhiệm vụ", at, today, "chưa giao"),
        columns=(*_TASK, Column("Đơn vị chủ trì (nguyên văn)", 36), Column("Thời hạn (nguyên văn)", 26)),
        rows=(
            (*_task(n, line), line.lead_words, line.deadline_words)
            for n, line in enumerate(pages.waiting_for_leads(cursor, at), 1)
        ),
    )


def by_unit(cursor: Cursor, at: Moment, today: date, soon: date, *, sight: Sight | None = None) -> Workbook:
    """Theo đơn vị: lượt giao, in protocol order."""
    units = counts.by_unit(cursor, at, soon, sight=sight)
    return Workbook(
        title="Tình hình theo đơn vị",
        note=_note("lượt giao", at, today, "theo đơn vị chủ trì tại thời điểm đó"),
        columns=(_INDEX, Column("Nhóm", 44), Column("Đơn vị", 40), *_FIGURES),
        rows=[
            (n, GROUP_NAMES[Group(unit.group)], unit.name, *_figures(unit.tally))
            for n, unit in enumerate(units, 1)
        ],
        total=("", "", "Tổng cộng", *_figures(sum_of(unit.tally for unit in units))),
    )


def by_document(
    cursor: Cursor, at: Moment, today: date, soon: date, *, sight: Sight | None = None
) -> Workbook:
    """Theo văn bản: nhiệm vụ, under their main basis, the newest first."""
    documents = counts.by_document(cursor, at, soon, sight=sight)
    return Workbook(
        title="Tình hình theo văn bản",
        note=_note("nhiệm vụ", at, today, "theo căn cứ chính"),
        columns=(
            _INDEX,
            Column("Số, ký hiệu", 16),
            Column("Ngày văn bản", 13),
            Column("Trích yếu", 60),
            *_FIGURES,
        ),
        rows=[(n, d.number, d.day, d.title, *_figures(d.tally)) for n, d in enumerate(documents, 1)],
        total=("", "", None, "Tổng cộng", *_figures(sum_of(d.tally for d in documents))),
    )


def by_month(cursor: Cursor, at: Moment, today: date, *, sight: Sight | None = None) -> Workbook:
    """Theo tháng của hạn hoàn thành: lượt giao; those without a deadline last."""
    months = counts.by_month(cursor, at, sight=sight)
    return Workbook(
        title="Tình hình theo tháng đến hạn",
        note=_note("lượt giao", at, today, "theo tháng của hạn hoàn thành"),
        columns=(Column("Tháng", 14), *_without_soon(_FIGURES)),
        rows=[
            (f"{m.month:%m/%Y}" if m.month else "Không thời hạn", *_without_soon(_figures(m.tally)))
            for m in months
        ],
        total=("Tổng cộng", *_without_soon(_figures(sum_of(m.tally for m in months)))),
    )


def _note(what: str, at: Moment, today: date, more: str) -> str:
    return f"Đơn vị tính: {what}{f'; {more}' if more else ''}. {as_of(at, today)}. DỰ THẢO."


def _task(n: int, line: AssignmentLine | TaskLine | WaitingLine) -> Cells:
    return n, line.text, place(line.number, line.clause, line.document)


def _standing(line: AssignmentLine | TaskLine, day: date) -> Cells:
    late = days_late(line.deadline, line.completed_on, day)
    judged_late = line.category in (T.OVERDUE, T.DONE_LATE)
    return line.deadline, TIMELINESS_NAMES[line.category], line.completed_on, late if judged_late else None


def _figures(tally: Tally) -> Cells:
    """In the order of ``_FIGURES``."""
    rates = tally.rates
    return (
        tally.total,
        tally.dated,
        tally.of(T.DONE_ON_TIME),
        tally.of(T.DONE_LATE),
        tally.of(T.IN_TIME),
        tally.due_soon,
        tally.of(T.OVERDUE),
        tally.of(T.DONE_UNDATED),
        tally.of(T.UNDATED),
        tally.of(T.SUSPENDED),
        tally.of(T.REMOVED),
        rates.on_time_of_judged,
        rates.completed_of_judged,
        rates.completed_of_dated,
    )


def _without_soon(cells: Sequence[Cell]) -> Sequence[Cell]:
    """What is due soon is not counted by month."""
    return (*cells[:_SOON], *cells[_SOON + 1 :])
