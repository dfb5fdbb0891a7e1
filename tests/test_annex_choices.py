"""What a person decides about an annex, by a file that Excel opens; and the same annex coming again."""

import csv
import io
from uuid import UUID, uuid5

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.annex import (
    Again,
    Annex,
    Choices,
    Decided,
    Decisions,
    Known,
    Party,
    Register,
    apply_choices,
    compare,
    decode,
    encode,
    parse,
    row_key,
    template,
    words,
)
from domain.annex.columns import Field
from domain.errors import Refused
from domain.task import Leads
from tests.annex_tables import annex, registered

SPACE = UUID("0b1f0c9e-5d0e-4e4b-8a7e-3f0d3a1f7c11")
NAMES = ("Sở Nội vụ", "Sở Tài chính", "Sở Nông nghiệp và Môi trường")
REGISTER = registered(*(Known(uuid5(SPACE, name), (name,)) for name in NAMES))
HOME, FINANCE, FARMING = (Party(name, uuid5(SPACE, name)) for name in NAMES)
COMMUNES = Party("Các đảng ủy xã, phường", group=True)

ANNEX = annex(
    "1 | Việc một | Sở Nội vụ | Sở Tài chính, các xã | | 2026",
    "2 | Việc hai | Sở Nội vụ, Sở Tài chính | | | 2026",
    "3 | Việc ba | các đảng ủy xã, phường | Sở Nội vụ | | 2026",
    "4 | Việc bốn | Sở Nông nghiệp, Môi trường | Sở Y tế | | 2026",
    "5 | Việc năm | Sở Y tế | | | 2026",
    "6 | Việc sáu | Các sở, ngành | | | 2026",
    register=REGISTER,
)

HEADER = "TT\tCột\tGhi trong phụ lục\tLựa chọn\tĐơn vị\tGợi ý"


def choices(*rows: str) -> Choices:
    """Rows "TT | written | choice | units" of the file."""
    cells = ([cell.strip() for cell in row.split("|")] for row in rows)
    lines = [f"{ref}\t\t{written}\t{choice}\t{units}\t" for ref, written, choice, units in cells]
    return parse("\r\n".join((HEADER, *lines)))


def decided(*rows: str, create_units: bool = False) -> Decisions:
    return apply_choices(ANNEX, choices(*rows), REGISTER, create_units=create_units)


def task(decisions: Decisions, ref: str) -> Decided:
    return next(task for task in decisions.tasks if task.draft.ref == ref)


def refusal(*rows: str) -> str:
    with pytest.raises(Refused) as refused:
        decided(*rows)
    assert refused.value.field == "choices"
    return refused.value.message


# What is decided


def test_without_choices_only_a_single_unit_s_own_name_leads() -> None:
    found = decided()
    assert [(t.how, t.leads) for t in found.tasks] == [(Leads.SINGLE, (HOME,))] + [(None, ())] * 5
    assert task(found, "1").coordinating == (FINANCE,)
    assert found.create == ()


@pytest.mark.parametrize(
    ("row", "how", "leads"),
    [
        ("TT 2 | | đồng chủ trì | ", Leads.JOINT, (HOME, FINANCE)),
        ("TT 2 | | Đồng  chủ trì | Sở Tài chính; Sở Nội vụ", Leads.JOINT, (FINANCE, HOME)),
        ("2 | | giao đồng loạt | ", Leads.EACH, (HOME, FINANCE)),
        ("TT 2 | | một đầu mối | sở tài chính", Leads.SINGLE, (FINANCE,)),
        ("TT 3 | | giao đồng loạt | ", Leads.EACH, (COMMUNES,)),
        ("TT 3 | | giao đồng loạt | Các đảng ủy xã, phường; Sở Nội vụ", Leads.EACH, (COMMUNES, HOME)),
        ("TT 6 | | giao đồng loạt | Sở Nội vụ; Sở Tài chính", Leads.EACH, (HOME, FINANCE)),
        ("TT 1 | | một đầu mối | Sở Tài chính", Leads.SINGLE, (FINANCE,)),
    ],
)
def test_a_person_chooses_who_leads(row: str, how: Leads, leads: tuple[Party, ...]) -> None:
    found = decided(row)
    chosen = task(found, row.split("|", maxsplit=1)[0].strip().removeprefix("TT "))
    assert (chosen.how, chosen.leads) == (how, leads)
    assert not set(chosen.coordinating) & set(leads)


def test_a_name_is_taken_for_a_unit_or_made_one_and_then_its_tasks_have_a_lead() -> None:
    found = decided(
        "| Sở Nông nghiệp, Môi trường | dùng đơn vị | Sở Nông nghiệp và Môi trường",
        "| sở y tế | lập mới | Sở Y tế",
    )
    assert (task(found, "4").leads, task(found, "4").coordinating) == ((FARMING,), (Party("Sở Y tế"),))
    assert (task(found, "5").how, task(found, "5").leads) == (Leads.SINGLE, (Party("Sở Y tế"),))
    assert found.create == ("Sở Y tế",)


def test_a_name_may_stand_for_a_new_unit_of_another_name() -> None:
    found = decided(
        "| Sở Y tế | lập mới | Sở Y tế và Dân số", "TT 6 | | đồng chủ trì | Sở Y tế và Dân số; Sở Nội vụ"
    )
    assert task(found, "5").leads == (Party("Sở Y tế và Dân số"),)
    assert task(found, "6").leads == (Party("Sở Y tế và Dân số"), HOME)
    assert found.create == ("Sở Y tế và Dân số",)


def test_creating_units_takes_whole_names_that_are_like_no_other_and_leaves_the_rest() -> None:
    found = decided(create_units=True)
    assert found.create == ("Sở Y tế",)
    assert [t.draft.ref for t in found.tasks if t.how is None] == ["2", "3", "4", "6"]


def test_into_an_empty_register_every_whole_name_is_taken_once() -> None:
    rows = ("1 | a | Bộ Công An | Bộ | | 2026", "2 | b | Bộ Công an, VTV | Bộ Khoa học, Công nghệ | | 2026")
    found = annex(*rows, "3 | c | Bộ Khoa học và Công nghệ | | | 2026", "4 | d | Bộ Công an | | | 2026")
    made = apply_choices(found, Choices(), Register([]), create_units=True)
    assert made.create == ("Bộ Công an", "VTV", "Bộ Khoa học và Công nghệ")
    assert [t.leads for t in made.tasks] == [
        (Party("Bộ Công an"),),
        (),
        (Party("Bộ Khoa học và Công nghệ"),),
        (Party("Bộ Công an"),),
    ]


# What is refused


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("TT 2 | | cùng làm | ", "Lựa chọn", "“một đầu mối”, “đồng chủ trì”, “giao đồng loạt”"),
        ("| Sở Y tế | bỏ | ", "Lựa chọn", "“dùng đơn vị”, “lập mới”"),
        ("| Sở Y tế | dùng đơn vị | ", "Đơn vị", "thiếu tên đơn vị được dùng"),
        ("| Sở Y tế | dùng đơn vị | Sở Y", "Đơn vị", "chưa có đơn vị “Sở Y”"),
        ("| Sở Y tế | lập mới | Sở Nội vụ", "Đơn vị", "đã có đơn vị “Sở Nội vụ”"),
        ("| | lập mới | Sở X", "Ghi trong phụ lục", "thiếu tên"),
        ("TT 99 | | một đầu mối | Sở Nội vụ", "TT", "không có TT 99"),
        ("TT 2 | | một đầu mối | ", "Đơn vị", "TT 2: một đầu mối chỉ có 01 đơn vị, đang ghi 02"),
        ("TT 2 | | đồng chủ trì | Sở Nội vụ", "Đơn vị", "TT 2: đồng chủ trì cần từ 02 đơn vị"),
        ("TT 2 | | đồng chủ trì | Sở Nội vụ; sở nội vụ", "Đơn vị", "được ghi hai lần"),
        ("TT 2 | | đồng chủ trì | Sở Nội vụ, Sở Tài chính", "Đơn vị", "cách nhau bằng dấu “;”"),
        ("TT 3 | | một đầu mối | ", "Đơn vị", "TT 3: chưa có đơn vị “các đảng ủy xã, phường”"),
        ("TT 6 | | giao đồng loạt | ", "Đơn vị", "TT 6: chưa có đơn vị “Các sở, ngành”"),
        ("TT 5 | | một đầu mối | ", "Đơn vị", "thêm một dòng “lập mới”"),
    ],
)
def test_a_wrong_choice_is_refused_with_its_line_column_and_remedy(row: str, column: str, says: str) -> None:
    message = refusal("TT 1 | | | ", row)
    assert message.startswith(f"Tệp lựa chọn, dòng 3, cột “{column}”: ")
    assert says in message
    assert "Đề nghị" in message


def test_all_errors_are_told_at_once() -> None:
    first = "TT 2 | | một đầu mối | Sở Nội vụ"
    message = refusal(
        first, first, "TT 6 | | giao đồng loạt | Sở Z", "| Sở Y tế | lập mới | ", "| sở Y tế | lập mới | "
    )
    assert [line.partition(":")[0] for line in message.splitlines()] == [
        "Tệp lựa chọn, dòng 6, cột “Ghi trong phụ lục”",
        "Tệp lựa chọn, dòng 3, cột “TT”",
        "Tệp lựa chọn, dòng 4, cột “Đơn vị”",
    ]


def test_no_lead_at_all_is_refused() -> None:
    blank = annex("1 | việc | | | | 2026")
    with pytest.raises(Refused, match="TT 1: thiếu tên đơn vị"):
        apply_choices(blank, choices("TT 1 | | một đầu mối | "), REGISTER)


@pytest.mark.parametrize("text", ["", "TT\tĐơn vị", "TT;Cột;Đơn vị\n1;2;3", '"', "\0"])
def test_a_file_that_is_not_the_table_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Tệp lựa chọn"):
        parse(text)


# The file


def test_the_template_has_a_row_for_each_decision_and_decides_nothing() -> None:
    text = template(ANNEX)
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    assert "\t".join(rows[0]) == HEADER
    assert [(row[0], row[2], row[3], row[4]) for row in rows[1:]] == [
        ("TT 2", "Sở Nội vụ, Sở Tài chính", "", "Sở Nội vụ; Sở Tài chính"),
        ("TT 3", "các đảng ủy xã, phường", "", ""),
        ("TT 6", "Các sở, ngành", "", ""),
        ("", "Sở Nông nghiệp, Môi trường", "", "Sở Nông nghiệp và Môi trường"),
        ("", "Sở Y tế", "", ""),
    ]
    assert parse(text) == Choices()


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_file_comes_back_from_excel_however_it_was_saved(delimiter: str, encoding: str) -> None:
    rows = list(csv.reader(io.StringIO(decode(encode(template(ANNEX)))), delimiter="\t"))
    rows[1][3] = "đồng chủ trì"
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([*rows, []])
    found = apply_choices(ANNEX, parse(decode(out.getvalue().encode(encoding))), REGISTER)
    assert task(found, "2").leads == (HOME, FINANCE)


def test_a_file_in_an_old_code_table_is_refused() -> None:
    with pytest.raises(Refused, match="CSV UTF-8"):
        decode("Lựa chọn".encode("cp1258", errors="replace") + b"\xd0")


def test_a_cell_that_excel_would_run_as_a_formula_is_kept_a_text_and_comes_back_as_it_was() -> None:
    found = annex('1 | việc | =HYPERLINK("http://x"); @a | | | 2026')
    row = next(csv.reader(io.StringIO(template(found).partition("\n")[2]), delimiter="\t"))
    assert row[2] == '\'=HYPERLINK("http://x"); @a'
    named = parse(f"{HEADER}\r\n\t\t'=x\tlập mới\t'=x\t")
    assert [(name.name, name.unit) for name in named.names] == [("=x", "=x")]


@settings(deadline=None)
@given(
    st.text(max_size=200) | st.text(alphabet='\t;,\n"ab', max_size=60).map(lambda rest: HEADER + "\n" + rest)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except Refused as refused:
        assert refused.field == "choices"


# The same annex again


def again(annex: Annex, before: Annex) -> list[tuple[str, Again]]:
    known = {row_key(before.label, draft): words(draft) for draft in before.drafts}
    return [(row.ref, row.again) for row in compare(annex, known)]


def test_the_same_rows_are_the_same_however_they_are_typed() -> None:
    before = annex("1 | Xây dựng đề án. | Sở Nội vụ | | Đề án | 6/2026", "2. | b | Các xã | | | 2026")
    now = annex("01 | XÂY DỰNG  ĐỀ ÁN | Sở Nội vụ; | | đề án | 06/2026", "2 | b | các xã | | | 2026")
    assert again(now, before) == [("1", Again.SAME), ("2", Again.SAME)]


def test_a_row_that_differs_is_told_with_its_columns() -> None:
    before = annex("1 | a | Sở Nội vụ | | | 6/2026")
    known = {row_key("", before.drafts[0]): words(before.drafts[0])}
    (row,) = compare(annex("1 | a | Sở Tài chính | Sở Y tế | | 9/2026"), known)
    assert (row.again, row.columns) == (Again.DIFFERS, (Field.LEAD, Field.COORDINATING, Field.DEADLINE))


def test_a_row_at_another_place_is_told_and_a_second_one_with_the_same_text_is_new() -> None:
    before = annex("1 | Báo cáo kết quả | Sở Nội vụ | | | 2026")
    assert again(annex("5 | Báo cáo kết quả | Sở Nội vụ | | | 2026"), before) == [("5", Again.ELSEWHERE)]
    twice = annex("1 | Báo cáo kết quả | Sở Nội vụ | | | 2026", "2 | Báo cáo kết quả | Sở Y tế | | | 2026")
    assert again(twice, before) == [("1", Again.SAME), ("2", Again.NEW)]


def test_two_annexes_of_a_document_do_not_meet() -> None:
    found = annex("1 | a | Sở Nội vụ | | | 2026")
    first, second = (msgspec.structs.replace(found, label=label) for label in ("Phụ lục I", "Phụ lục II"))
    known = {row_key(first.label, draft): words(draft) for draft in first.drafts}
    assert [row.again for row in compare(second, known)] == [Again.ELSEWHERE]
    assert [row.again for row in compare(second, known, label="PHỤ LỤC I")] == [Again.SAME]
