"""The doubts about an annex: in which row and column, why, and what could be done."""

import re
from collections.abc import Iterator, Sequence

from domain.annex.columns import Field
from domain.annex.doubt import About, Doubt
from domain.annex.draft import Draft, LeadForm, NewName
from domain.annex.lines import Line, TaskTable
from domain.annex.matching import Found
from domain.deadline import RULES
from domain.vietnamese import count, fold, nfc
from domain.vietnamese import day as vn_day

_CUT_OFF = re.compile(r",$|\bvà$")
_EXPECTED = (Field.LEAD, Field.COORDINATING, Field.PRODUCT, Field.DEADLINE)


def of_tables(tables: Sequence[TaskTable]) -> Iterator[Doubt]:
    """Columns that were not understood, are missing, or say two things."""
    if len(tables) > 1:
        names = "; ".join(table.table.where for table in tables)
        why = f"Tệp có {count(len(tables))} bảng nhiệm vụ: {names}."
        yield Doubt("", "", About.COLUMN, why, "Đã đọc tất cả các bảng này thành một danh mục.")
    for table in tables:
        for column in table.layout.columns:
            if column.field is None and (column.header or _filled(table, column.index)):
                header = (
                    f"“{column.header}”" if column.header else f"thứ {column.index + 1} (không có tiêu đề)"
                )
                why = f"Cột {header} không thuộc các cột của danh mục nhiệm vụ."
                yield Doubt(
                    table.table.where,
                    column.header,
                    About.COLUMN,
                    why,
                    "Nội dung cột này không được đưa vào.",
                )
            both = column.field is Field.LEAD and "phoi hop" in fold(column.header)
            if both and not table.layout.has(Field.COORDINATING):
                why = "Một cột ghi cả cơ quan chủ trì và cơ quan phối hợp."
                yield Doubt(table.table.where, column.header, About.COLUMN, why, "Đã đọc là cơ quan chủ trì.")
        for field in _EXPECTED:
            if not table.layout.has(field):
                why = f"Không có cột “{field}”."
                yield Doubt(
                    table.table.where, field, About.COLUMN, why, "Để trống cho mọi nhiệm vụ của bảng."
                )


def of_numbers(lines: Sequence[Line]) -> Iterator[Doubt]:
    """Numbers left out."""
    before = 0
    for line in lines:
        if line.number.isdecimal():
            number = int(line.number)
            if number > before + 1:
                missing = f"TT {before + 1}" if number == before + 2 else f"TT {before + 1} đến {number - 1}"
                proposal = "Kiểm tra phụ lục có sót dòng không."
                yield Doubt(
                    f"TT {line.ref}", Field.NUMBER, About.ROW, f"Trước dòng này thiếu {missing}.", proposal
                )
            before = number


def of_draft(draft: Draft) -> Iterator[Doubt]:
    """Text that is missing or cut off, leads to choose, a deadline to look at."""
    row = f"TT {draft.ref}"
    if not draft.text:
        yield Doubt(
            row, Field.TEXT, About.ROW, "Không có nội dung nhiệm vụ.", "Ghi nội dung vào tệp rồi nhập lại."
        )
    elif _CUT_OFF.search(draft.text):
        why = f"Nội dung có thể bị cắt ở cuối: “… {draft.text[-40:].partition(' ')[2]}”."
        yield Doubt(row, Field.TEXT, About.ROW, why, "Đối chiếu với văn bản; ghi đủ nội dung rồi nhập lại.")
    if draft.lead_form is not LeadForm.SINGLE:
        yield Doubt(row, Field.LEAD, About.LEAD, *_lead_to_choose(draft))
    if reading := draft.deadline.doubt:
        day = draft.deadline.day
        proposal = (
            f"Hiểu là ngày {vn_day(day)}. {RULES[draft.deadline.rule]}" if day else "Để trống ngày hạn."
        )
        words = f"“{draft.deadline.raw}”: " if draft.deadline.raw else ""
        yield Doubt(row, Field.DEADLINE, About.DEADLINE, words + reading, proposal)


def of_name(new: NewName) -> Doubt:
    """A name that is no unit's own."""
    others = f" và {count(len(new.refs) - 1)} nhiệm vụ khác" if len(new.refs) > 1 else ""
    row = f"TT {new.refs[0]}{others}"
    why = f"Chưa có đơn vị tên “{new.name}”."
    if new.proposals:
        near = "; ".join(f"{p.name} (giống {p.likeness:.0%})" for p in new.proposals)
        proposal = f"Có phải: {near}? Nếu không, lập mới."
    elif new.found is Found.FRAGMENT:
        why = f"“{new.name}” chưa đủ để nhận ra đơn vị: thiếu tên hoặc bị cắt."
        proposal = "Chọn đơn vị đã có hoặc ghi đủ tên."
    elif "," in new.name:
        proposal = "Lập mới nếu đây là tên một đơn vị; nếu là nhiều đơn vị, ghi đủ tên từng đơn vị."
    else:
        proposal = "Lập mới hoặc chọn đơn vị đã có."
    return Doubt(row, new.column, About.UNIT, why, proposal)


def _lead_to_choose(draft: Draft) -> tuple[str, str]:
    cell = nfc(draft.lead_cell, one_line=True)
    names = [match.name for match in draft.leads]
    match draft.lead_form:
        case LeadForm.BLANK:
            return "Không ghi cơ quan chủ trì.", "Chọn một đầu mối."
        case LeadForm.UNKNOWN:
            return f"Không nhận ra đơn vị trong “{cell}”.", "Chọn một đầu mối."
        case LeadForm.SEVERAL:
            why = f"Có {count(len(names))} cơ quan chủ trì: {'; '.join(names)}."
            return (
                why,
                f"Chọn đồng chủ trì ({names[0]} là đầu mối tổng hợp), giao đồng loạt hoặc một đầu mối.",
            )
        case LeadForm.MIXED:
            return (
                f"Giao cho cả đơn vị và nhóm: “{cell}”.",
                "Chọn giao đồng loạt, đồng chủ trì hoặc một đầu mối.",
            )
    return f"Giao cho một nhóm: “{cell}”.", "Chọn giao đồng loạt cho các đơn vị của nhóm hoặc một đầu mối."


def _filled(table: TaskTable, index: int) -> bool:
    return any(index < len(row.cells) and row.cells[index].text.strip() for row in table.table.rows)
