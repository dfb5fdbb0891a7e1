"""The Office's own lists as workbooks: the registers of units and of documents, tasks on their way to the units."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from domain.paper import AUTHORITY_NAMES
from domain.sheet import Column, Workbook
from domain.task import LEADS_NAMES, PHASE_NAMES, Phase
from domain.unit import GROUP_NAMES, Group
from projections import document_list
from projections.document_list import Filter, Line
from projections.document_list import Key as DocumentKey
from projections.drafts import WAITING, Draft, Key, drafts
from projections.engine import Cursor
from projections.lineage import STATE_NAMES
from projections.moment import Moment
from projections.papers.wording import as_of, place
from projections.unit_register import registered

_PAGE = 500


def units(cursor: Cursor, at: Moment, today: date, *, ended: bool = False) -> Workbook:
    """Sổ đăng ký đơn vị, in protocol order; ``ended``: also those that are no more."""
    return Workbook(
        title="Sổ đăng ký đơn vị",
        note=f"Theo thứ tự của Văn phòng. {as_of(at, today)}. DỰ THẢO.",
        columns=(
            Column("Thứ tự", 8, centred=True),
            Column("Đơn vị", 48),
            Column("Tên viết tắt", 22),
            Column("Nhóm", 40),
            Column("Trực thuộc", 40),
            Column("Từ ngày", 13),
            Column("Đến ngày", 13),
        ),
        rows=(
            (
                one.rank,
                one.name,
                one.short,
                GROUP_NAMES[Group(one.group)],
                one.parent,
                one.since,
                one.until if one.until < date.max else None,
            )
            for one in registered(cursor, at, ended=ended)
        ),
    )


def documents(cursor: Cursor, at: Moment, today: date, wanted: Filter) -> Workbook:
    """Sổ văn bản, the newest first; no standing of tasks, so that the clerk may have it."""
    return Workbook(
        title="Sổ văn bản",
        note=f"Văn bản mới nhất trước. {as_of(at, today)}. DỰ THẢO.",
        columns=(
            Column("Số, ký hiệu", 22),
            Column("Ngày văn bản", 13),
            Column("Trích yếu", 70),
            Column("Cấp ban hành", 30),
            Column("Hiệu lực", 24),
        ),
        rows=(
            (one.called, one.day, one.title, AUTHORITY_NAMES[one.issuer], STATE_NAMES[one.state])
            for one in _documents(cursor, at, wanted)
        ),
    )


def _documents(cursor: Cursor, at: Moment, wanted: Filter) -> Iterator[Line]:
    after: DocumentKey | None = None
    while True:
        lines, _ = document_list.documents(cursor, at, wanted, after=after, limit=_PAGE)
        yield from lines
        if len(lines) < _PAGE:
            return
        after = lines[-1].key


def waiting(
    cursor: Cursor,
    at: Moment,
    today: date,
    *,
    document: UUID | None = None,
    phases: Sequence[Phase] = WAITING,
) -> Workbook:
    """Dự kiến giao, those of the newest document first. Only for those who may see drafts."""
    return Workbook(
        title="Dự kiến giao",
        note=f"Đơn vị tính: nhiệm vụ chưa chuyển tới đơn vị. {as_of(at, today)}. DỰ THẢO.",
        columns=(
            Column("TT", 6, centred=True),
            Column("Nhiệm vụ", 60),
            Column("Vị trí trong văn bản", 26),
            Column("Đơn vị chủ trì", 40),
            Column("Cách giao", 16),
            Column("Thời hạn", 13),
            Column("Thời hạn (nguyên văn)", 22),
            Column("Trạng thái", 22),
            Column("Ghi chú", 30),
        ),
        rows=(
            (
                n,
                one.text,
                place(one.number, one.clause, one.called),
                "; ".join(one.leads) or one.lead_words,
                LEADS_NAMES[one.how] if one.how else "chưa chọn đầu mối",
                one.deadline,
                one.deadline_words,
                PHASE_NAMES[one.phase],
                one.note,
            )
            for n, one in enumerate(_all(cursor, at, document, phases), 1)
        ),
    )


def _all(cursor: Cursor, at: Moment, document: UUID | None, phases: Sequence[Phase]) -> Iterator[Draft]:
    after: Key | None = None
    while True:
        lines, _ = drafts(cursor, at, document=document, phases=phases, after=after, limit=_PAGE)
        yield from lines
        if len(lines) < _PAGE:
            return
        after = lines[-1].key
