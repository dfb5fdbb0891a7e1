"""Sổ ghi nhận muộn as a workbook."""

from collections.abc import Iterator
from datetime import date

from domain.sheet import Column, Workbook
from domain.vietnamese import count, paper_day
from projections.engine import Cursor, Log
from projections.late_entries import Asked, Late, listed
from projections.papers.wording import as_of
from projections.ruling import rules

_PAGE = 500


def late_entries(cursor: Cursor, log: Log, asked: Asked, today: date) -> Workbook:
    """The last recorded first."""
    late = rules(cursor, asked.at).late_entry
    return Workbook(
        title="Sổ ghi nhận muộn",
        note=f"Ghi vào sổ từ ngày {paper_day(asked.start)} đến ngày {paper_day(asked.until)}, sau ngày có hiệu lực quá "
        f"{count(late)} ngày. {as_of(asked.at, today)}. DỰ THẢO.",
        columns=(
            Column("Ngày ghi sổ", 13),
            Column("Ngày có hiệu lực", 13),
            Column("Muộn (ngày)", 10),
            Column("Đơn vị chủ trì", 36),
            Column("Nhiệm vụ", 60),
            Column("Nội dung", 60),
            Column("Còn giá trị", 14),
        ),
        rows=(
            (
                line.entry.recorded.date(),
                line.entry.day,
                line.days,
                line.unit_name,
                line.text,
                line.entry.words,
                "" if line.entry.counts else "đã đính chính",
            )
            for line in _all(cursor, log, asked)
        ),
    )


def _all(cursor: Cursor, log: Log, asked: Asked) -> Iterator[Late]:
    after: int | None = None
    while page := listed(cursor, log, asked, after=after, limit=_PAGE):
        yield from page
        after = page[-1].entry.position
