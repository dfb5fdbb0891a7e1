"""What is read of an annex file: tables as a reader of the page or the sheet sees them."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from infra.annex import read_annex
from infra.annex.excel import words
from tests.annex_files import HEADER, WORD, cells, excel_file, refusal, with_table, word_file


def test_a_word_table_is_read_with_its_merged_cells_and_the_lines_above_it() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("PHỤ LỤC I")
        table = with_table(
            document, ("I. Công tác xây dựng Đảng", "", "", ""), ("1", "a", "Sở A", ""), ("2", "b", "", "")
        )
        table.cell(1, 0).merge(table.cell(1, 3))
        table.cell(2, 2).merge(table.cell(3, 2))
        table.cell(3, 1).add_paragraph("- ý thứ hai")

    (table,) = read_annex(word_file(build), "a.docx")
    assert (table.where, table.heading) == ("Bảng 1", ("PHỤ LỤC I",))
    assert cells(table)[1:] == [
        ["I. Công tác xây dựng Đảng", "<", "<", "<"],
        ["1", "a", "Sở A", ""],
        ["2", "b\n- ý thứ hai", "^", ""],
    ]


def test_a_word_cell_reads_as_the_page_shows_it() -> None:
    runs = (
        "<w:smartTag><w:r><w:t>Việt</w:t></w:r></w:smartTag>"
        '<w:ins><w:r><w:t xml:space="preserve"> Nam</w:t></w:r></w:ins>'
        "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>chuyển</w:t></w:r></w:moveFrom>"
        "<w:r><w:br/><w:t>dòng</w:t><w:tab/><w:t>hai</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>!</w:t></w:r></w:sdtContent></w:sdt>"
    )

    def build(document: Any) -> None:
        table = with_table(document, ("1", "", "", ""), ("2", "xóa", "", ""))
        table.cell(1, 1)._tc.append(parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
        table.rows[2]._tr.get_or_add_trPr().append(
            parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='a'/>")
        )

    (table,) = read_annex(word_file(build), "a.docx")
    assert cells(table)[1:] == [["1", "Việt Nam\ndòng hai!", "", ""]]


def test_automatic_numbers_of_word_are_read_as_they_are_printed() -> None:
    def build(document: Any) -> None:
        table = with_table(document, *([("", "việc", "", "")] * 3))
        for row in table.rows[1:]:
            row.cells[0].paragraphs[0].style = document.styles["List Number"]

    (table,) = read_annex(word_file(build), "a.docx")
    assert [row[0] for row in cells(table)[1:]] == ["1.", "2.", "3."]


LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for at, start, shape, text in (
        (0, 3, "upperRoman", "%1."),
        (1, 1, "decimal", "%1.%2"),
        (2, 1, "lowerLetter", "%3)"),
    )
)


def test_levels_of_word_numbering_start_anew_below_a_higher_one_and_another_list_may_start_over() -> None:
    def build(document: Any) -> None:
        numbering = document.part.numbering_part.element
        kind = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{LEVELS}</w:abstractNum>')
        numbering.insert(0, kind)
        start_over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
        for number, override in ((70, ""), (71, start_over)):
            num = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="77"/>{override}</w:num>'
            numbering.append(parse_xml(num))
        table = with_table(document, *([("", "việc", "", "")] * 7))
        places = ((70, 0), (70, 1), (70, 2), (70, 1), (70, 0), (70, 1), (71, 0))
        for row, (number, level) in zip(table.rows[1:], places, strict=True):
            properties = row.cells[0].paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = number
            properties.get_or_add_ilvl().val = level

    (table,) = read_annex(word_file(build), "a.docx")
    assert [row[0] for row in cells(table)[1:]] == ["III.", "III.1", "a)", "III.2", "IV.", "IV.1", "IX."]


def test_an_excel_sheet_is_read_with_its_row_numbers_and_merged_cells_and_hidden_sheets_are_not() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Phụ lục I"
    sheet["A1"] = "PHỤ LỤC I"
    for row in (HEADER, ("I. Nhóm",), ("1", "a", "Sở A", "2026"), ("2", "b", None, None)):
        sheet.append(row)
    sheet.move_range("A2:D5", rows=1)
    sheet.merge_cells("A4:D4")
    sheet.merge_cells("C5:C6")
    workbook.create_sheet("Nháp").append(HEADER)
    workbook["Nháp"].sheet_state = "hidden"
    out = io.BytesIO()
    workbook.save(out)

    (table,) = read_annex(out.getvalue(), "a.xlsx")
    assert (table.where, [row.at for row in table.rows]) == ("Trang tính “Phụ lục I”", [1, 3, 4, 5, 6])
    assert cells(table)[2:] == [["I. Nhóm", "<", "<", "<"], ["1", "a", "Sở A", "2026"], ["2", "b", "^"]]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (date(2026, 12, 15), "dd/mm/yyyy", "15/12/2026"),
        (date(2026, 12, 15), "[$-42A]d mmmm yyyy;@", "15/12/2026"),
        (date(2025, 6, 1), "mm/yyyy", "06/2025"),
        (date(2025, 6, 1), "m/yyyy", "6/2025"),
        (date(2025, 6, 1), "mmm-yy", "6/2025"),
        (date(2025, 6, 1), '"Tháng" mm/yyyy', "06/2025"),
        (date(2025, 1, 1), "yyyy", "2025"),
        (2025, "General", "2025"),
        (2025.0, "General", "2025"),
        (1.5, "General", "1.5"),
        ("6/2025", "General", "6/2025"),
    ],
)
def test_an_excel_cell_reads_as_the_sheet_shows_it(value: object, number_format: str, shown: str) -> None:
    assert words(value, number_format) == shown

    def build(sheet: Any) -> None:
        sheet["A1"] = "x"
        sheet["B1"] = value
        sheet["B1"].number_format = number_format

    (table,) = read_annex(excel_file(build), "a.xlsx")
    assert cells(table) == [["x", shown]]


def test_a_cell_far_below_does_not_hide_or_hold_up_anything() -> None:
    far = excel_file(lambda sheet: (sheet.append(HEADER), sheet.cell(1_048_576, 16_384, "")))
    (table,) = read_annex(far, "a.xlsx")
    assert cells(table) == [list(HEADER)]
    assert "sau dòng 20.000" in refusal(excel_file(lambda sheet: sheet.cell(20_001, 1, "việc")), "a.xlsx")


def test_a_formula_that_was_never_computed_is_not_read_as_an_empty_cell() -> None:
    assert "(ô B1)" in refusal(excel_file(lambda sheet: sheet.append(("1", "=A1+1"))), "a.xlsx")


def test_the_content_decides_what_a_file_is_and_nothing_is_left_behind(tmp_path: Path) -> None:
    file = tmp_path / "Phụ lục.xlsx"
    file.write_bytes(WORD)
    (table,) = read_annex(file, file.name)
    assert table.where == "Bảng 1"
    assert list(tmp_path.iterdir()) == [file]
