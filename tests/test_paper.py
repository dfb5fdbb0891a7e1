"""Papers: the weekly sheet and the task list of a document, read back out of Word."""

import io
from datetime import date
from typing import Any
from uuid import UUID

import docx
import msgspec
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt

from domain.errors import NotFound
from domain.rules import TIMELINESS_NAMES, Timeliness
from domain.sheet import Annex, Column, Row, Sheet, Table
from domain.vietnamese import count, percent
from infra.paper.layout import Letterhead, profile_of
from infra.paper.word import paper
from projections import counts
from projections.counts import sum_of
from projections.moment import Moment
from projections.papers.task_list import task_list
from projections.papers.weekly import Weekly, weekly
from projections.papers.weekly_sheet import TOP, weekly_sheet
from projections.sight import Sight
from tests.province import COMMUNES, PAST, TODAY
from tests.world import World

SONG_LAM = Letterhead("Sông Lam", "Vinh Lam")
T = Timeliness


@pytest.fixture(scope="module")
def now(world: World, made: dict[str, UUID]) -> Weekly:
    return weekly(world.reader, world.reader.reviewed(TODAY))


def moments(world: World) -> dict[str, Moment]:
    reader = world.reader
    return {
        "now": reader.reviewed(TODAY),
        "reported": reader.reported(PAST),
        "reviewed": reader.reviewed(PAST),
    }


def opened(sheet: Sheet) -> Any:
    return docx.Document(io.BytesIO(paper(sheet, SONG_LAM)))


def text(document: Any) -> str:
    return "\n".join(p.text for p in document.paragraphs)


def rows(document: Any, heading: str) -> list[list[str]]:
    """The table that has this among its headings, from the row below its header on."""
    for table in document.tables:
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        if heading in cells[0]:
            header = sum(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows)
            return cells[header:]
    raise LookupError(heading)


# The weekly sheet


def test_the_sheet_opens_with_the_figures_of_the_day_and_what_changed_in_the_week(now: Weekly) -> None:
    opening = text(opened(weekly_sheet(now)))
    assert (
        "Tính đến ngày 31/03/2026 (số liệu đang cập nhật, chưa chốt): 07 nhiệm vụ có thời hạn; đã hoàn thành 02 "
        "(28,6%), trong đó đúng hạn 01, quá hạn 01; chưa hoàn thành, trong hạn 03 (đến hạn trong 05 ngày làm việc "
        "tới: 01); quá hạn, chưa hoàn thành 02, tăng 01 so với ngày 24/03/2026."
    ) in opening
    assert (
        "Không tính vào các tỷ lệ: 02 nhiệm vụ không thời hạn (đã hoàn thành 01), 01 nhiệm vụ tạm dừng, 01 nhiệm vụ "
        "đã đưa ra khỏi danh mục. Ngoài các số trên, 01 nhiệm vụ chưa chọn đầu mối, chưa giao."
    ) in opening


def test_a_sheet_made_on_another_day_than_the_last_of_a_week_says_so(now: Weekly) -> None:
    friday = msgspec.structs.replace(now, day=date(2026, 3, 27), week_end="thứ Sáu")
    assert "tuần báo cáo kết thúc vào thứ Sáu:" in text(opened(weekly_sheet(friday)))
    sunday = msgspec.structs.replace(friday, day=date(2026, 3, 29))
    assert "kết thúc vào thứ Sáu, biểu này tính đến Chủ nhật:" in text(opened(weekly_sheet(sunday)))


@pytest.mark.parametrize("moment", ["now", "reported", "reviewed"])
def test_every_figure_is_that_of_the_views(world: World, made: dict[str, UUID], moment: str) -> None:
    at = moments(world)[moment]
    with world.reader.snapshot() as cursor:
        soon = world.reader.soon(cursor, at)
        tasks = counts.tasks(cursor, at, soon)
        units = counts.by_unit(cursor, at, soon)
    document = opened(weekly_sheet(weekly(world.reader, at)))

    shown = {row[0]: row[2] for row in rows(document, "Tình trạng")}
    assert shown["Có thời hạn"] == count(tasks.dated)
    assert shown["- trong đó sắp đến hạn"] == count(tasks.due_soon)
    assert shown["Tổng số"] == count(tasks.total)
    for category in Timeliness:
        assert shown[TIMELINESS_NAMES[category]] == count(tasks.of(category))

    rates = tasks.rates
    shares = [rates.on_time_of_judged, rates.completed_of_judged, rates.completed_of_dated]
    assert [row[1] for row in rows(document, "Tỷ lệ")] == ["–" if s is None else percent(s) for s in shares]

    by_unit = {row[1]: row for row in rows(document, "Đơn vị")}
    for name, tally in [*((u.name, u.tally) for u in units), ("Tổng cộng", sum_of(u.tally for u in units))]:
        row = by_unit[name]
        assert row[2:9] == [
            count(n)
            for n in (
                tally.total,
                tally.dated,
                tally.of(T.DONE_ON_TIME),
                tally.of(T.DONE_LATE),
                tally.of(T.IN_TIME),
                tally.due_soon,
                tally.of(T.OVERDUE),
            )
        ]
        assert sum(int(n) for n in (row[3], row[10], row[11])) == tally.total


def test_units_stand_in_protocol_order_under_their_groups(now: Weekly) -> None:
    names = [row[1] for row in rows(opened(weekly_sheet(now)), "Đơn vị")]
    assert names[0] == "I. Cơ quan tham mưu, giúp việc Tỉnh ủy"
    assert names[-len(COMMUNES) - 2 :] == ["VI. Đảng ủy xã, phường, đặc khu", *COMMUNES, "Tổng cộng"]


def test_a_week_before_is_what_was_reported_then_or_what_is_known_of_it_now(
    world: World, made: dict[str, UUID]
) -> None:
    # The product of 06/02 was confirmed on 02/3: a report of that week still had it overdue.
    on = date(2026, 3, 6)
    reported, reviewed = (
        weekly(world.reader, at) for at in (world.reader.reported(on), world.reader.reviewed(on))
    )
    assert reported.before.tasks.of(T.OVERDUE) == 1
    assert reviewed.before.tasks.of(T.OVERDUE) == 0
    assert (reported.made_on, reviewed.made_on) == (on, TODAY)
    assert "(số liệu đã báo cáo, chưa chốt)" in text(opened(weekly_sheet(reported)))
    assert "(số liệu sau rà soát, chưa chốt)" in text(opened(weekly_sheet(reviewed)))


def test_what_is_overdue_stands_the_latest_first_and_whole_in_an_annex_where_it_is_long(now: Weekly) -> None:
    late = rows(opened(weekly_sheet(now)), "Quá hạn (ngày)")
    assert late[0] == ["1", "Nhiệm vụ chưa xong (126-KL/TU)", "Sở Tài chính", "10/03/2026", "21"]
    assert len(late) == len(now.overdue) == 6  # of one task, and of five communes
    many = msgspec.structs.replace(now, overdue=[*now.overdue, *now.overdue])
    document = opened(weekly_sheet(many))
    assert f"{TOP} lượt giao quá hạn lâu nhất (đầy đủ tại Biểu số 02)" in text(document)
    tables = [t for t in document.tables if t.rows[0].cells[-1].text == "Quá hạn (ngày)"]
    assert [len(table.rows) - 1 for table in tables] == [TOP, 2 * len(now.overdue)]


def test_a_sheet_of_an_empty_register_says_so(database: str) -> None:
    world = World(database)
    document = opened(weekly_sheet(weekly(world.reader, world.reader.reviewed(TODAY))))
    assert "0 nhiệm vụ có thời hạn; đã hoàn thành 0, trong đó" in text(document)
    assert "Không có lượt giao quá hạn, chưa hoàn thành." in text(document)
    assert [row[1] for row in rows(document, "Tỷ lệ")] == ["–", "–", "–"]
    world.database.close()


# The task list


def test_the_list_of_a_document_has_each_task_that_was_given(world: World, made: dict[str, UUID]) -> None:
    at = moments(world)["now"]
    with world.reader.snapshot() as cursor:
        [given] = counts.by_document(cursor, at)
    assert given.document is not None
    document = opened(task_list(world.reader, at, given.document))
    tasks = {row[1]: row for row in rows(document, "Tên nhiệm vụ")}
    assert len(tasks) == given.tally.total
    assert f"{count(given.tally.total)} nhiệm vụ đã giao" in text(document)
    [attached] = [p for p in document.paragraphs if p.text.startswith("(kèm theo ")]
    assert attached.text == "(kèm theo Kết luận số 126-KL/TU, ngày 05/01/2026 của Ban Thường vụ Tỉnh ủy)"
    assert attached.runs[0].italic
    assert tasks["Nhiệm vụ gia hạn"][5] == "30/06/2026 (gia hạn 01 lần; hạn ban đầu 20/03/2026)"
    assert tasks["Nhiệm vụ chưa xong"][6] == "Quá hạn, chưa hoàn thành (21 ngày)"
    assert tasks["Nhiệm vụ quá hạn"][6] == "Hoàn thành quá hạn, ngày 06/02/2026"
    assert tasks["Nhiệm vụ thường xuyên"][5] == "Không thời hạn"
    group = tasks["Nhiệm vụ giao đồng loạt"]
    assert group[2] == "Giao đồng loạt (06 đơn vị)"
    assert group[6] == "Quá hạn, chưa hoàn thành (06 ngày); đã hoàn thành 01 trên 06 lượt giao"


def test_a_unit_reads_of_its_own_tasks_alone(world: World, made: dict[str, UUID]) -> None:
    at = moments(world)["now"]
    [(finance,)] = world.rows("SELECT DISTINCT unit_id FROM unit_timeline WHERE name = 'Sở Tài chính'")
    [(document,)] = world.rows("SELECT DISTINCT document_id FROM documents")
    own = rows(opened(task_list(world.reader, at, document, Sight((finance,), (), TODAY))), "Tên nhiệm vụ")
    assert {row[2] for row in own} == {"Sở Tài chính"}
    assert [row[1] for row in own if "đồng loạt" in row[1]] == []


def test_a_document_that_is_not_known_has_no_list(world: World, made: dict[str, UUID]) -> None:
    with pytest.raises(NotFound):
        task_list(world.reader, moments(world)["now"], UUID(int=1))


# The layout


def sheet(**changes: Any) -> Sheet:
    columns = [
        Column("TT", 5, centred=True),
        Column("Việc", 40),
        Column("Có", 8, over="Trong đó"),
        Column("Không", 8),
    ]
    table = Table(
        columns, [Row(("", "Nhóm"), strong=True), *[Row(("1", "Việc", 7, None))] * 60], counts="Đơn vị tính"
    )
    given = {"day": date(2026, 6, 5), "kind": "Báo cáo", "abstract": "về việc thử", "code": "BC"}
    body = ["Lời văn.", table]
    annexes = [Annex("Biểu số 01", "Bảng", "Tính đến hôm nay", table)]
    return Sheet(**{**given, "body": body, "annexes": annexes, "recipients": ["Lưu Văn phòng"], **changes})


def test_the_layout_is_that_in_force_on_the_day_of_the_paper() -> None:
    assert profile_of(date(2026, 5, 27)).name == "05-HD/VPTW (2026)"
    assert profile_of(date(2026, 5, 26)).name == profile_of(date(2010, 1, 1)).name == "36-HD/VPTW (2018)"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "Vinh Lam, ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 9), "Vinh Lam, ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "Vinh Lam, ngày 31 tháng 12 năm 2026"),
    ],
)
def test_small_days_and_the_first_two_months_are_dated_with_a_zero(day: date, words: str) -> None:
    assert SONG_LAM.dated(day) == words


def test_the_page_is_that_of_a_party_paper() -> None:
    document = opened(sheet())
    first, annex = document.sections
    for s in document.sections:
        margins = (s.top_margin, s.bottom_margin, s.left_margin, s.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert [round(side.mm) for side in (first.page_width, first.page_height)] == [210, 297]
    assert (annex.page_height, annex.page_width) == (first.page_width, first.page_height)
    assert (first.orientation, annex.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    words = next(p for p in document.paragraphs if p.text == "Lời văn.").style
    assert (words.font.name, words.font.size) == ("Times New Roman", Pt(14))
    assert {
        words.element.rPr.rFonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")
    } == {"Times New Roman"}
    form = words.paragraph_format
    assert (round(form.first_line_indent.mm), form.space_after, form.line_spacing) == (10, Pt(6), Pt(18))
    assert form.line_spacing_rule is WD_LINE_SPACING.EXACTLY


def test_the_head_names_the_office_and_the_party_and_the_number_is_left_to_the_clerk() -> None:
    head = opened(sheet()).tables[0]
    left, right = head.rows[0].cells
    assert [p.text for p in left.paragraphs] == [
        "TỈNH ỦY SÔNG LAM",
        "VĂN PHÒNG",
        "*",
        "Số ……-BC/VPTU",
        "DỰ THẢO",
    ]
    assert [p.text for p in right.paragraphs] == [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Vinh Lam, ngày 05 tháng 6 năm 2026",
    ]
    party = right.paragraphs[0].style
    assert (party.font.bold, party.font.size) == (True, Pt(15))
    assert party.element.pPr.find(qn("w:pBdr")).find(qn("w:bottom")) is not None
    assert right.paragraphs[1].runs[0].italic
    assert {side.get(qn("w:val")) for side in head._tbl.tblPr.find(qn("w:tblBorders"))} == {"nil"}


def test_it_is_signed_by_the_head_of_the_office_beside_whom_it_goes_to() -> None:
    left, right = opened(sheet()).tables[2].rows[0].cells
    assert [p.text for p in left.paragraphs] == ["Nơi nhận:", "- Lưu Văn phòng."]
    assert [p.text for p in right.paragraphs] == ["CHÁNH VĂN PHÒNG", "…" * 8]
    assert right.paragraphs[1].paragraph_format.space_before == Pt(72)  # room for a hand
    unsigned = opened(sheet(code=""))
    assert "CHÁNH VĂN PHÒNG" not in [
        p.text for t in unsigned.tables for c in t.rows[0].cells for p in c.paragraphs
    ]
    assert "DỰ THẢO" in unsigned.tables[0].rows[0].cells[0].text


def test_pages_are_numbered_at_the_top_from_the_second_on() -> None:
    first, annex = opened(sheet()).sections
    assert first.different_first_page_header_footer
    assert not annex.different_first_page_header_footer
    [field] = first.header._element.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"
    assert annex.header.is_linked_to_previous
    assert list(first.first_page_header._element.iter(qn("w:fldSimple"))) == []


def test_a_long_table_repeats_its_header_and_breaks_between_rows_only() -> None:
    table = opened(sheet()).tables[1]
    marks = [
        (row._tr.trPr.find(qn("w:cantSplit")), row._tr.trPr.find(qn("w:tblHeader"))) for row in table.rows
    ]
    assert all(whole is not None for whole, _ in marks)
    assert [repeated is not None for _, repeated in marks] == [True, True, *[False] * 61]
    assert [c.text for c in table.rows[0].cells] == ["TT", "Việc", "Trong đó", "Không"]
    assert [c.text for c in table.rows[1].cells] == ["TT", "Việc", "Có", "Không"]
    assert [c.text for c in table.rows[2].cells] == ["", "Nhóm", "Nhóm", "Nhóm"]  # one cell over the rest
    assert [c.text for c in table.rows[3].cells] == ["1", "Việc", "07", ""]


def test_a_part_stands_in_and_the_heading_of_a_group_stays_with_its_first_row() -> None:
    rows = [Row(("Nhóm", 3), strong=True), Row(("Việc", 3)), Row(("- trong đó gấp", 1), part=True)]
    given = Table([Column("Việc", 40), Column("Số", 8)], rows)
    group, whole, part = (
        row.cells[0].paragraphs[0] for row in opened(sheet(body=[given])).tables[1].rows[1:]
    )
    indents = [p.paragraph_format.left_indent for p in (group, whole, part)]
    assert [indent and round(indent.mm) for indent in indents] == [None, None, 4]
    assert [p.paragraph_format.keep_with_next for p in (group, whole, part)] == [True, None, None]


def test_no_text_of_a_user_breaks_the_file() -> None:
    wild = 'A\x00B\x0b\ufffe\ud800 <w:t>&"]]>\nhai dòng'
    table = Table([Column("Việc", 40)], [Row((wild,))])
    document = opened(sheet(abstract=wild, body=[wild, table], annexes=[]))
    assert document.tables[1].rows[1].cells[0].text == 'AB\n <w:t>&"]]>\nhai dòng'
