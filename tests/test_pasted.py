"""Conclusions pasted as text become a table as of an annex."""

from datetime import date
from uuid import uuid4

import pytest

from domain.annex import Annex, Known, LeadForm, Register, read
from domain.annex.pasted import LONGEST, table
from domain.errors import Refused
from domain.unit import GROUP_WORDS

NAMES = (
    "Đảng ủy UBND tỉnh",
    "Ban Tổ chức Tỉnh ủy",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Đảng ủy Công an tỉnh",
    "Văn phòng Tỉnh ủy",
    "Đảng ủy các cơ quan Đảng tỉnh",
    "Sở Tài chính",
)
REGISTER = Register([Known(uuid4(), (name,)) for name in NAMES], GROUP_WORDS)

SIX = """Tại cuộc họp, Thường trực Tỉnh ủy kết luận:
(1) Đảng ủy UBND tỉnh chỉ đạo Sở Tài chính xây dựng phương án, trình Ban Thường vụ trước ngày 15/12/2026;
(2) các đảng ủy xã, phường rà soát, báo cáo trước ngày 05/12/2026;
(3) Ban Tổ chức, Ban Tuyên giáo và Dân vận hướng dẫn, trong tháng 12/2026;
(4) Đảng ủy Công an tỉnh, thường xuyên, báo cáo hằng quý;
(5) Văn phòng Tỉnh ủy, trước ngày 30/11/2026;
(6) Đảng ủy các cơ quan Đảng tỉnh, khi có hướng dẫn của Trung ương."""


def pasted(text: str) -> Annex:
    return read([table(text, REGISTER)], REGISTER, given=date(2026, 11, 20))


@pytest.mark.parametrize("text", [SIX, SIX.replace("\n", " ", 6).replace("luận: ", "luận:\n")])
def test_six_conclusions_of_a_notice(text: str) -> None:
    found = [(d.number, d.lead_cell, d.lead_form, d.deadline.day) for d in pasted(text).drafts]
    one, several, group = LeadForm.SINGLE, LeadForm.SEVERAL, LeadForm.GROUP
    assert found == [
        ("1", "Đảng ủy UBND tỉnh", one, date(2026, 12, 14)),
        ("2", "các đảng ủy xã, phường", group, date(2026, 12, 4)),
        ("3", "Ban Tổ chức, Ban Tuyên giáo và Dân vận", several, date(2026, 12, 31)),
        ("4", "Đảng ủy Công an tỉnh", one, None),
        ("5", "Văn phòng Tỉnh ủy", one, date(2026, 11, 29)),
        ("6", "Đảng ủy các cơ quan Đảng tỉnh", one, None),
    ]
    doubted = [doubt for draft in pasted(text).drafts for doubt in draft.doubts]
    assert [(d.row, d.column) for d in doubted] == [
        ("TT 2", "Cơ quan chủ trì"),
        ("TT 3", "Cơ quan chủ trì"),
        ("TT 5", "Thời gian hoàn thành"),
        ("TT 6", "Thời gian hoàn thành"),
    ]


def test_a_name_cut_short_is_proposed_in_full() -> None:
    assert [new.proposals[0].name for new in pasted(SIX).new_names] == [
        "Ban Tổ chức Tỉnh ủy",
        "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    ]


def test_paragraphs_without_numbers_are_an_item_each() -> None:
    found = pasted("Sở Tài chính lập dự toán.\n\nVăn phòng Tỉnh ủy chuẩn bị hội nghị,\n").drafts
    assert [(d.number, d.text) for d in found] == [
        ("1", "Sở Tài chính lập dự toán."),
        ("2", "Văn phòng Tỉnh ủy chuẩn bị hội nghị"),
    ]


def test_a_line_that_goes_on_belongs_to_the_item_above() -> None:
    [first, second] = pasted("- Sở Tài chính lập\ndự toán năm 2027\n- Rà soát văn bản").drafts
    assert (first.text, second.text) == ("Sở Tài chính lập dự toán năm 2027", "Rà soát văn bản")
    assert second.lead_form is LeadForm.BLANK


def test_words_of_a_time_within_the_sentence_are_no_deadline() -> None:
    [draft] = pasted(
        "1. Sở Tài chính trong quá trình thực hiện báo cáo khi cần, xong trước ngày 10/12/2026."
    ).drafts
    assert (draft.deadline.raw, draft.deadline.day) == ("trước ngày 10/12/2026", date(2026, 12, 9))


@pytest.mark.parametrize(
    ("text", "says"),
    [("  \n ", "Đề nghị dán"), ("MẬT\n1. Việc", "có độ mật"), ("a" * (LONGEST + 1), "nhiều nhất là 200.000")],
)
def test_what_cannot_be_taken_is_refused(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        table(text, REGISTER)
