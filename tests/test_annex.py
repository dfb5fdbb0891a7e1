"""A task annex read, in the shapes annexes come in: columns, rows, leads, deadlines, and their doubts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.annex import About, LeadForm, Register, read
from domain.errors import Refused
from domain.vietnamese import fold
from tests.annex_tables import GIVEN, HEADER, about, annex, table

# Columns


@pytest.mark.parametrize(
    "header",
    [
        "STT | Nội dung nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Sản phẩm đầu ra | Thời hạn",
        "Số TT | NỘI DUNG CÔNG VIỆC | CƠ QUAN, ĐƠN VỊ CHỦ TRÌ | CƠ QUAN PHỐI HỢP | KẾT QUẢ (SẢN PHẨM) | MỐC HOÀN THÀNH",
        "TT | Nhiệm vụ, giải pháp | Đơn vị thực hiện | Phối hợp thực hiện | Sản phẩm hoàn thành | Hoàn thành trước",
        "TT | Tên nhiệm vụ | Thực hiện | < | Kết quả | Thời gian\n^ | ^ | Chủ trì | Phối hợp | ^ | ^",
        "TT | Tên nhiệm vụ | Cơ quan chủ trì, phối hợp | < | Kết quả | Thời gian\n | | Chủ trì | Phối hợp | |",
        HEADER + "\n(1) | (2) | (3) | (4) | (5) | (6)",
        "PHỤ LỤC\nKèm theo Kết luận 12-KL/TU | | | | | \n" + HEADER,
    ],
)
def test_columns_are_known_by_the_words_of_their_header(header: str) -> None:
    found = read([table(header + "\n1 | Việc | A | B | C | 2026")], Register([]), given=GIVEN)
    (draft,) = found.drafts
    cells = (
        draft.number,
        draft.text,
        draft.lead_cell,
        draft.coordinating_cell,
        draft.product,
        draft.deadline.raw,
    )
    assert cells == ("1", "Việc", "A", "B", "C", "2026")
    assert about(found, About.COLUMN) == []


def test_columns_that_are_not_understood_missing_or_double_are_told() -> None:
    rows = "TT | Tên nhiệm vụ | Căn cứ | Chủ trì | Thời gian bắt đầu | Thời hạn | Thời gian | \n1|a|b|c|1/2026|2026|x|y"
    found = read([table(rows)], Register([]), given=GIVEN)
    assert found.drafts[0].deadline.raw == "2026"
    assert [c.field and c.field.name for c in found.columns["Bảng 1"]] == [
        *("NUMBER", "TEXT", None, "LEAD", None, "DEADLINE", None, None)
    ]
    assert [d.why for d in about(found, About.COLUMN)] == [
        "Cột “Căn cứ” không thuộc các cột của danh mục nhiệm vụ.",
        "Cột “Thời gian bắt đầu” không thuộc các cột của danh mục nhiệm vụ.",
        "Cột “Thời gian” không thuộc các cột của danh mục nhiệm vụ.",
        "Cột thứ 8 (không có tiêu đề) không thuộc các cột của danh mục nhiệm vụ.",
        "Không có cột “Cơ quan phối hợp”.",
        "Không có cột “Kết quả (sản phẩm)”.",
    ]


def test_a_file_without_a_table_of_tasks_is_refused() -> None:
    targets = table("TT | Chỉ tiêu | Đơn vị tính | Năm 2026\n1 | Tăng trưởng | % | 10")
    with pytest.raises(Refused, match="Không tìm thấy bảng nhiệm vụ"):
        read([targets], Register([]), given=GIVEN)
    with pytest.raises(Refused, match="Không tìm thấy bảng nhiệm vụ"):
        annex()


def test_a_list_of_tasks_goes_on_in_the_next_table_and_other_tables_are_passed_over() -> None:
    tables = [
        table("Nơi nhận | Số bản"),
        table(
            HEADER + "\nI. Nhóm một | < | < | < | < | <\n1 | a | Sở A | | | 2026",
            ("Phu\u0323 lu\u0323c  iii",),
            "Bảng 2",
        ),
        table("2 | b | Sở B | | | 2026", where="Bảng 3"),
        table(HEADER + "\n3 | c | Sở C | | | 2026", ("II. Nhóm hai",), "Bảng 4"),
        table("A | B | C | D | E | G", ("T/M BAN THƯỜNG VỤ",), "Bảng 5"),
    ]
    found = read(tables, Register([]), given=GIVEN)
    assert [(d.ref, d.group_heading, d.table) for d in found.drafts] == [
        ("1", "I. Nhóm một", "Bảng 2"),
        ("2", "I. Nhóm một", "Bảng 3"),
        ("3", "II. Nhóm hai", "Bảng 4"),
    ]
    assert found.label == "Phụ lục III"


# Rows


def test_numbers_are_read_however_they_are_written() -> None:
    found = annex(
        *(f"{n} | việc | Sở A | | | 2026" for n in ("1.", "02", "(3)", "4.1.", "5a)", "b)", "6. ", "I"))
    )
    assert [d.number for d in found.drafts] == ["1", "2", "3", "4.1", "5a", "5a.b", "6", "I"]


def test_group_headings_are_known_merged_or_not() -> None:
    found = annex(
        "I. Merged over the row | < | < | < | < | <",
        "1 | a | Sở A | | | 2026",
        "II. Alone in the first cell | | | | |",
        "2 | b | Sở A | | | 2026",
        "III | Numbered in its own cell | | | |",
        "3 | c | Sở A | | | 2026",
        "| IV. Alone in the second cell | | | |",
        "4 | d | Sở A | | | 2026",
        "| CÔNG TÁC XÂY DỰNG ĐẢNG | | | |",
        "5 | e | Sở A | | | 2026",
        "6 | Numbered like a task, merged | < | < | < | <",
        "7 | g | | | |",
    )
    assert [(d.number, d.group_heading) for d in found.drafts] == [
        ("1", "I. Merged over the row"),
        ("2", "II. Alone in the first cell"),
        ("3", "III. Numbered in its own cell"),
        ("4", "IV. Alone in the second cell"),
        ("5", "CÔNG TÁC XÂY DỰNG ĐẢNG"),
        ("7", "6. Numbered like a task, merged"),
    ]


def test_a_row_broken_over_a_page_is_joined_past_the_repeated_header() -> None:
    found = annex(
        "1 | Xây dựng đề án về | Sở Nội | | | Quý",
        HEADER,
        "| chuyển  đổi số. | vụ | | | II/2026",
        "2 | Việc hai | Sở A | | | 2026",
    )
    first = found.drafts[0]
    assert (first.text, first.lead_cell, first.deadline.raw) == (
        "Xây dựng đề án về chuyển đổi số.",
        "Sở Nội vụ",
        "Quý II/2026",
    )
    assert [(d.row, d.why) for d in about(found, About.ROW)] == [
        ("TT 1", "Đã nối dòng 4 của Bảng 1 vào nhiệm vụ này.")
    ]


def test_cells_merged_downwards_hold_for_each_task_and_a_merged_number_for_one() -> None:
    found = annex(
        "1 | a | Sở A | Sở B | c | 2026",
        "2 | b | ^ | ^ | d | ^",
        "3 | e | Sở C | | Báo cáo | 2026",
        "^ | ^ | ^ | | Tờ trình | ^",
    )
    assert [(d.ref, d.lead_cell, d.coordinating_cell, d.product, d.deadline.raw) for d in found.drafts] == [
        ("1", "Sở A", "Sở B", "c", "2026"),
        ("2", "Sở A", "Sở B", "d", "2026"),
        ("3", "Sở C", "", "Báo cáo\nTờ trình", "2026"),
    ]


def test_tasks_without_a_number_or_with_one_already_used_stand_alone_and_are_doubted() -> None:
    found = annex(
        "1 | Việc một. | Sở A | | | 2026",
        "| Việc khác | Sở B | | | 2027",
        "- | Việc nữa. | Sở B | | | 2027",
        "1 | Lại một. | Sở A | | | 2026",
        "| Câu nối thêm. | | | | ",
        "4 | Việc bốn và | Sở A | | | 2026",
        "5 | | Sở A | | | 2026",
    )
    assert [d.ref for d in found.drafts] == ["1", "1+1", "1 (2)", "4", "5"]
    assert "Việc nữa" in found.drafts[1].text
    assert [(d.row, d.why) for d in about(found, About.ROW)] == [
        ("TT 4", "Trước dòng này thiếu TT 2 đến 3."),
        ("TT 1+1", "Dòng không có số thứ tự, được coi là một nhiệm vụ riêng."),
        ("TT 1+1", "Đã nối dòng 4 của Bảng 1 vào nhiệm vụ này."),
        ("TT 1 (2)", "Số thứ tự 1 đã dùng cho một nhiệm vụ ở trên."),
        ("TT 1 (2)", "Đã nối dòng 6 của Bảng 1 vào nhiệm vụ này."),
        ("TT 4", "Nội dung có thể bị cắt ở cuối: “… bốn và”."),
        ("TT 5", "Không có nội dung nhiệm vụ."),
    ]


def test_numbers_that_begin_anew_in_each_group_are_no_doubt() -> None:
    found = annex(
        "I. Nhóm một | < | < | < | < | <",
        "1 | a | Sở A | | | 2026",
        "II. Nhóm hai | < | < | < | < | <",
        "1 | b | Sở A | | | 2026",
        "2 | c | Sở A | | | 2026",
    )
    assert [(d.ref, d.number) for d in found.drafts] == [("1", "1"), ("1 (2)", "1"), ("2", "2")]
    assert about(found, About.ROW) == []


def test_without_a_column_of_numbers_they_are_taken_from_the_text() -> None:
    rows = "Nhiệm vụ | Chủ trì | Thời hạn\n1. Việc một | Sở A | 2026\nvà tiếp | | \n2) Việc hai | Sở B | 2027"
    found = read([table(rows)], Register([]), given=GIVEN)
    assert [(d.ref, d.text) for d in found.drafts] == [("1", "Việc một và tiếp"), ("2", "Việc hai")]


def test_decomposed_text_unseen_signs_and_spaces_come_out_clean() -> None:
    found = annex("1 | Xa\u0302y  dư\u0323ng\u200b\u00a0đề án | So\u031b\u0309 Nội vụ | | | 2026")
    assert (found.drafts[0].text, found.drafts[0].lead_cell) == ("Xây dựng đề án", "Sở Nội vụ")
    assert fold(found.drafts[0].text) == "xay dung de an"


CELLS = st.sampled_from(
    [
        *HEADER.split(" | "),
        "<",
        "^",
        "",
        "1",
        "2.",
        "-",
        "a)",
        "I. A",
        "việc.",
        "Sở Y tế, các xã",
        "Bộ",
        "2026",
        "(3)",
    ]
) | st.text(max_size=6)
ROWS = st.lists(CELLS, max_size=7).map(lambda cells: " | ".join(cell.replace("|", "") for cell in cells))


@settings(deadline=None)
@given(st.lists(st.lists(ROWS, max_size=8), min_size=1, max_size=3))
def test_any_tables_are_read_or_refused_and_every_task_has_a_place_of_its_own(
    tables: list[list[str]],
) -> None:
    pictures = [table("\n".join((HEADER, *rows[1:]) if rows[:1] != [""] else rows)) for rows in tables]
    try:
        found = read(pictures, Register([]), given=GIVEN)
    except Refused:
        return
    refs = [draft.ref for draft in found.drafts]
    assert len(set(refs)) == len(refs) > 0


# Leads and deadlines


@pytest.mark.parametrize(
    ("cell", "form", "why"),
    [
        ("Sở Nội vụ", LeadForm.SINGLE, None),
        ("Sở Nội vụ, Sở Tài chính", LeadForm.SEVERAL, "Có 02 cơ quan chủ trì: Sở Nội vụ; Sở Tài chính."),
        ("Các sở, ngành", LeadForm.GROUP, "Giao cho một nhóm: “Các sở, ngành”."),
        ("Sở Nội vụ và các xã", LeadForm.MIXED, "Giao cho cả đơn vị và nhóm: “Sở Nội vụ và các xã”."),
        ("như trên", LeadForm.UNKNOWN, "Không nhận ra đơn vị trong “như trên”."),
        ("", LeadForm.BLANK, "Không ghi cơ quan chủ trì."),
        ("…", LeadForm.BLANK, "Không ghi cơ quan chủ trì."),
    ],
)
def test_what_the_lead_cell_names_and_when_a_person_must_choose(
    cell: str, form: LeadForm, why: str | None
) -> None:
    found = annex(f"1 | việc | {cell} | | | 2026")
    assert found.drafts[0].lead_form is form
    assert [d.why for d in about(found, About.LEAD)] == ([why] if why else [])


def test_a_doubtful_deadline_is_told_with_the_day_it_is_taken_for() -> None:
    found = annex("1 | việc | Sở Nội vụ | | | 2026 và những năm tiếp theo", "2 | việc | Sở Nội vụ | | | ")
    first, second = about(found, About.DEADLINE)
    assert (first.row, first.column) == ("TT 1", "Thời gian hoàn thành")
    assert "2026 và những năm tiếp theo" in first.why
    assert first.proposal.startswith("Hiểu là ngày 31/12/2026.")
    assert (second.row, second.proposal) == ("TT 2", "Để trống ngày hạn.")


def test_a_name_goes_by_its_commonest_spelling_and_is_doubted_once() -> None:
    found = annex(
        *(
            f"{n} | việc | {lead} | Sở Y tế | | 2026"
            for n, lead in enumerate(("Bộ Công An", "Bộ Công an", "Bộ Công an"), 1)
        )
    )
    assert [(n.name, n.refs) for n in found.new_names] == [
        ("Bộ Công an", ("1", "2", "3")),
        ("Sở Y tế", ("1", "2", "3")),
    ]
    assert {draft.leads[0].name for draft in found.drafts} == {"Bộ Công an"}
    assert about(found, About.UNIT)[0].row == "TT 1 và 02 nhiệm vụ khác"
