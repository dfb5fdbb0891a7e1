"""Diễn biến thực hiện as a workbook."""

from collections.abc import Sequence
from datetime import date

from domain.sheet import Column, Workbook
from domain.vietnamese import paper_day
from projections.course import Step
from projections.moment import Moment
from projections.papers.wording import as_of


def steps(told: Sequence[Step], name: str, at: Moment, start: date, until: date, today: date) -> Workbook:
    """In the order of ``told``; ``name``: of what."""
    return Workbook(
        title="Diễn biến thực hiện",
        note=f"{name}, từ ngày {paper_day(start)} đến ngày {paper_day(until)}. {as_of(at, today)}. DỰ THẢO.",
        columns=(
            Column("Ngày có hiệu lực", 13),
            Column("Ngày ghi sổ", 13),
            Column("Muộn (ngày)", 10),
            Column("Đơn vị", 36),
            Column("Nhiệm vụ", 60),
            Column("Nội dung", 60),
            Column("Còn giá trị", 14),
        ),
        rows=[
            (
                step.day,
                step.entry.recorded.date(),
                step.late,
                step.entry.unit,
                step.text,
                step.entry.words,
                "" if step.entry.counts else "đã đính chính",
            )
            for step in told
        ],
    )
