"""Workbooks: every list as .xlsx, read back by another library."""

import io
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from domain.rules import Timeliness
from domain.sheet import Column, Value, Workbook
from infra.paper.excel import sheet_name, workbook
from projections import counts, lists
from projections.engine import Cursor
from projections.lists import Filter
from projections.moment import Moment
from projections.papers import desk_books, pages, workbooks
from tests.province import PAST, TODAY, WILD
from tests.world import World

HEADER, FIRST = 3, 4

pytestmark = pytest.mark.usefixtures("made")


def opened(book: Workbook) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(book))).active


def a_book(*rows: tuple[Value, ...], **changes: Any) -> Workbook:
    width = max((len(row) for row in rows), default=1)
    given = {"title": "Danh sách", "note": "Đơn vị tính: lượt giao", "columns": [Column("Cột", 12)] * width}
    return Workbook(**{**given, "rows": rows, **changes})


def test_days_are_days_counts_are_numbers_and_shares_are_shares() -> None:
    sheet = opened(a_book((date(2026, 2, 5), 1284, Fraction(1, 3), "Việc", None)))
    day, n, share, words, nothing = sheet[FIRST]
    assert (day.value.date(), day.is_date, day.number_format) == (date(2026, 2, 5), True, "dd/mm/yyyy")
    assert (n.value, n.data_type, n.number_format) == (1284, "n", "#,##0")
    assert (round(share.value, 6), share.number_format) == (0.333333, "0.0%")
    assert (words.value, words.data_type) == ("Việc", "s")
    assert nothing.value is None


def test_the_header_stays_can_be_filtered_and_is_printed_on_each_page() -> None:
    sheet = opened(a_book(("a", 1), ("b", 2), total=("Tổng cộng", 3)))
    assert sheet.freeze_panes == f"A{FIRST}"
    assert sheet.auto_filter.ref == "A3:B5"  # the total below is no row of the list
    assert [cell.value for cell in sheet[6]] == ["Tổng cộng", 3]
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.column_dimensions["A"].width > 12
    assert sheet.page_setup.orientation == "landscape"


def test_a_row_is_as_high_as_its_longest_text() -> None:
    sheet = opened(a_book(("ngắn", 1), ("dài " * 15, 2), ("rất dài " * 2_000, 3)))
    assert [sheet.row_dimensions[row].height for row in (HEADER, 4, 5, 6)] == [
        None,
        None,
        75,
        408,
    ]  # one line is the height of any row


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "{=1}",
        "\t=1",
        "https://example.invalid",
        "0123",
        "1e5",
    ],
)
def test_a_text_stays_a_text_whatever_it_begins_with(text: str) -> None:
    made = workbook(a_book((text,), title=text, note=text, total=(text,)))
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    for row in (1, 2, FIRST, FIRST + 1):
        assert (sheet.cell(row, 1).value, sheet.cell(row, 1).data_type) == (text.strip(), "s")
        assert sheet.cell(row, 1).hyperlink is None
    part = zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in part


def test_no_text_of_a_user_breaks_the_file() -> None:
    sheet = opened(a_book(("A\x00B\x0b\ufffe\ud800<&>", "x" * 40_000)))
    assert sheet.cell(FIRST, 1).value == "AB\n<&>"
    assert len(sheet.cell(FIRST, 2).value) == 32_767


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Danh sách lượt giao", "Danh sách lượt giao"),
        ("a/b\\c?d*e[f]:g", "a b c d e f g"),
        ("'x'", "x"),
        ("[]", "Danh sách"),
        ("n" * 40, "n" * 31),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title) == name
    assert openpyxl.load_workbook(io.BytesIO(workbook(a_book(("a",), title=title)))).sheetnames == [name]


def test_a_list_without_rows_is_still_a_workbook() -> None:
    sheet = opened(a_book())
    assert (sheet.max_row, sheet.auto_filter.ref) == (
        HEADER,
        "A3:A3" if sheet.auto_filter.ref != "A3" else "A3",
    )


def test_what_is_written_is_no_longer_held() -> None:
    grown = 0

    def many() -> Iterator[tuple[Value]]:
        nonlocal grown
        for n in range(600):
            if n == 100:
                grown = -tracemalloc.get_traced_memory()[0]
            yield (f"{n} " * 2_000,)
        grown += tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    made = workbook(a_book(rows=many()))
    tracemalloc.stop()
    assert openpyxl.load_workbook(io.BytesIO(made)).active.max_row == HEADER + 600
    assert grown < 500 * 1_000  # bytes a row: its height is kept, of its text, eight times as long, nothing


@pytest.mark.filterwarnings("error")
def test_a_list_that_breaks_off_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken() -> Iterator[tuple[Value]]:
        yield ("một",)
        raise LookupError

    with pytest.raises(LookupError):
        workbook(a_book(rows=broken()))
    assert list(tmp_path.iterdir()) == []


Made = Callable[[Cursor, Moment], Workbook]

BOOKS: dict[str, tuple[Made, Callable[[Cursor, Moment], int]]] = {
    "assignments": (
        lambda c, at: workbooks.assignments(c, at, TODAY, Filter()),
        lambda c, at: counts.assignments(c, at).total,
    ),
    "tasks": (lambda c, at: workbooks.tasks(c, at, TODAY, Filter()), lambda c, at: counts.tasks(c, at).total),
    "no leads": (lambda c, at: workbooks.waiting_for_leads(c, at, TODAY), counts.waiting_for_leads),
    "awaiting": (
        lambda c, at: desk_books.awaiting(pages.awaiting(c, at), at, TODAY),
        lambda c, at: len(list(pages.awaiting(c, at))),
    ),
    "units": (
        lambda c, at: workbooks.by_unit(c, at, TODAY, TODAY),
        lambda c, at: len(counts.by_unit(c, at)),
    ),
    "documents": (
        lambda c, at: workbooks.by_document(c, at, TODAY, TODAY),
        lambda c, at: len(counts.by_document(c, at)),
    ),
    "months": (lambda c, at: workbooks.by_month(c, at, TODAY), lambda c, at: len(counts.by_month(c, at))),
}


@pytest.mark.parametrize("name", BOOKS)
def test_each_list_is_written_whole_and_says_what_it_counts(world: World, name: str) -> None:
    make, count = BOOKS[name]
    for at, words in (
        (world.reader.reviewed(TODAY), "31/03/2026 (số liệu đang cập nhật, chưa chốt)"),
        (world.reader.reported(PAST), "27/02/2026 (số liệu đã báo cáo, chưa chốt)"),
    ):
        with world.reader.snapshot() as cursor:
            book = make(cursor, at)
            sheet = opened(book)
            expected = count(cursor, at)
        assert sheet.max_row - HEADER - bool(book.total) == expected
        assert sheet["A2"].value.startswith("Đơn vị tính: ")
        assert sheet["A2"].value.endswith(f"Tính đến ngày {words}. DỰ THẢO.")
        assert [cell.value for cell in sheet[HEADER]] == [column.heading for column in book.columns]


def test_a_list_is_read_a_page_at_a_time_without_a_gap(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "CHUNK", 2)
    at = world.reader.reviewed(TODAY)
    with world.reader.snapshot() as cursor:
        whole, total = lists.assignments(cursor, at, Filter(), limit=100)
        assert list(pages.assignments(cursor, at, Filter())) == whole
        assert list(pages.tasks(cursor, at, Filter())) == lists.tasks(cursor, at, Filter(), limit=100)[0]
    assert len(whole) == total > 4


def test_the_total_of_the_units_is_that_of_all_assignments(world: World) -> None:
    at = world.reader.reviewed(TODAY)
    with world.reader.snapshot() as cursor:
        sheet = opened(workbooks.by_unit(cursor, at, TODAY, world.reader.soon(cursor, at)))
        tally = counts.assignments(cursor, at, world.reader.soon(cursor, at))
    columns = [cell.value for cell in sheet[HEADER]]
    total = dict(zip(columns, (cell.value for cell in sheet[sheet.max_row]), strict=True))
    assert total["Đơn vị"] == "Tổng cộng"
    assert total["Tổng số"] == tally.total
    assert total["Trong đó sắp đến hạn"] == tally.due_soon
    assert total["Quá hạn, chưa hoàn thành"] == tally.of(Timeliness.OVERDUE)
    assert total["Tỷ lệ hoàn thành đúng hạn"] == pytest.approx(float(tally.rates.on_time_of_judged))


def test_a_task_in_the_words_of_a_stranger_comes_out_as_it_was_written(world: World) -> None:
    at = world.reader.reviewed(TODAY)
    with world.reader.snapshot() as cursor:
        sheet = opened(workbooks.waiting_for_leads(cursor, at, TODAY))
    assert sheet.cell(FIRST, 2).value == WILD
    assert sheet.cell(FIRST, 3).value == "TT 7, Phụ lục I, 126-KL/TU"


def test_a_list_that_is_narrowed_says_by_what(world: World) -> None:
    at = world.reader.reviewed(TODAY)
    [(finance,)] = world.rows("SELECT DISTINCT unit_id FROM unit_timeline WHERE name = 'Sở Tài chính'")
    with world.reader.snapshot() as cursor:
        sheet = opened(
            workbooks.assignments(cursor, at, TODAY, Filter(unit=UUID(str(finance))), narrowed="Sở Tài chính")
        )
    assert sheet["A2"].value.startswith("Đơn vị tính: lượt giao; Sở Tài chính. ")
    assert {row[3].value for row in sheet.iter_rows(min_row=FIRST)} == {"Sở Tài chính"}
