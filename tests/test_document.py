"""Numbers of documents: read as people type them, claimed once in a series, found by a part of them."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import (
    KINDS,
    Family,
    Number,
    NumberClaim,
    Term,
    claim_number,
    claim_stream,
    number_claim,
    number_search_key,
    read_number,
    release_number,
    series,
)
from domain.errors import Refused
from domain.event import Event, Fact


@pytest.mark.parametrize(
    "written",
    [
        "26-NQ/TW",
        "05-NQ/TU",
        "12-CTr/TU",
        "126-KL/TU",
        "05-BC/VPTU",
        "88-CV/ĐU",
        "142-BC/ĐU",
        "8011-CV/BTCTW",
        "03/NQ-CP",
        "193/2025/QH15",
        "12862/KH-UBND",
        "05/CT-TTg",
        "1270/BC-TCTTTg",
        "178/2024/NĐ-CP",
        "15/2025/NQ-HĐND",
        "1234/UBND-KT",
    ],
)
def test_a_number_in_its_proper_form_is_kept_as_it_is(written: str) -> None:
    number = read_number(written)
    assert (number.canonical, number.corrected) == (written, None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Số: 26 - NQ/TW", "26-NQ/TW"),
        ("26/NQ-TW", "26-NQ/TW"),
        ("65-Ctr/TU", "65-CTr/TU"),
        ("Số: 215 - TB/TU", "215-TB/TU"),
        ("445-KL/TƯ", "445-KL/TU"),
        ("445-KL/TU\u031b", "445-KL/TU"),
        ("5-NQ/TU", "05-NQ/TU"),
        ("005-NQ/TU", "05-NQ/TU"),
        ("26–nq/tw.", "26-NQ/TW"),
        ("Nghị quyết số 57-NQ/TW", "57-NQ/TW"),
        ("12-qd/tu", "12-QĐ/TU"),
        ("88-CV/DU", "88-CV/ĐU"),
        ("726-KH/UBND", "726/KH-UBND"),
        ("15/2025/nq-hdnd", "15/2025/NQ-HĐND"),
        ("05/ct-ttg", "05/CT-TTg"),
    ],
)
def test_a_number_typed_otherwise_is_put_right_and_the_change_is_said(typed: str, kept: str) -> None:
    number = read_number(typed)
    assert number.canonical == kept
    assert f"thành “{kept}”" in (number.corrected or "")


def test_tu_with_a_horn_is_taken_for_the_province_and_the_centre_is_offered() -> None:
    assert "đề nghị nhập “TW”" in (read_number("445-KL/TƯ").corrected or "")


def test_the_parts_of_a_number_are_told_apart() -> None:
    assert read_number("05-NQ/TU") == Number(5, "NQ", "TU", Family.PARTY)
    assert read_number("12862/KH-UBND") == Number(12862, "KH", "UBND", Family.STATE)
    assert read_number("193/2025/QH15") == Number(193, "", "QH15", Family.STATE, year=2025)
    assert read_number("1234/UBND-KT") == Number(1234, "", "UBND-KT", Family.STATE)


@pytest.mark.parametrize(
    "typed", ["", "abc", "26", "NQ/TW", "00-NQ/TU", "05-NQ/TU/x", "12a-QĐ/TU", "-5-NQ/TU"]
)
def test_what_is_no_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match=r"Chưa đọc được số, ký hiệu .*05-NQ/TU") as refused:
        read_number(typed)
    assert refused.value.field == "number"


@pytest.mark.parametrize("typed", ["26-NW/TW", "26/NW-TW", "26-NQ", "12/2026/ABC-XYZ"])
def test_an_unknown_kind_is_refused_with_the_kinds_there_are(typed: str) -> None:
    with pytest.raises(Refused, match=r"Chưa nhận ra loại văn bản .*NQ, CT, KL, CTr"):
        read_number(typed)


def test_two_kinds_share_one_code() -> None:
    assert KINDS["quyết định"] == KINDS["quy định"] == "QĐ"


signs = st.sampled_from(["TU", "TW", "ĐU", "VPTU", "BTCTU", "CP", "TTg", "UBND", "SCT", "TCTTTg", "MTTQ-BTT"])


@given(st.integers(1, 999_999), st.sampled_from(sorted(KINDS.values())), signs)
def test_a_canonical_number_is_read_back_unchanged(n: int, kind: str, sign: str) -> None:
    for typed in (f"{n} - {kind}/{sign}", f"{n}/{kind}-{sign}"):
        first = read_number(typed)
        again = read_number(first.canonical)
        assert again.corrected is None
        assert (again.number, again.kind, again.sign, again.family) == (n, kind, sign, first.family)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        number = read_number(text)
    except Refused:
        return
    assert read_number(number.canonical).canonical == number.canonical


PROVINCE = [Term("XVI", date(2020, 10, 24)), Term("XVII", date(2025, 9, 27))]


def test_the_series_of_a_party_number_is_the_term_of_its_body() -> None:
    number = read_number("05-NQ/TU")
    assert series(number, date(2025, 9, 26), PROVINCE) == "XVI"
    assert series(number, date(2025, 9, 27), list(reversed(PROVINCE))) == "XVII"
    with pytest.raises(Refused, match=r"Chưa khai báo nhiệm kỳ có ngày 23/10/2020 .*“TU”"):
        series(number, date(2020, 10, 23), PROVINCE)


def test_the_series_of_a_state_number_is_its_year() -> None:
    assert series(read_number("03/NQ-CP"), date(2025, 1, 9), ()) == "2025"
    assert series(read_number("193/2025/QH15"), date(2026, 1, 2), ()) == "2025"


def test_the_same_number_of_two_terms_is_two_numbers() -> None:
    # 26-NQ/TW is of 05/8/2008 and of 30/7/2013.
    assert claim_stream("26-NQ/TW", "X") != claim_stream("26-NQ/TW", "XI")
    assert claim_stream("26-NQ/TW", "XI") == claim_stream("Số: 26 - NQ/TW", "XI")
    different = ["26-NQ/TW", "27-NQ/TW", "26-KL/TW", "26-NQ/TU"]
    assert len({claim_stream(number, "XI") for number in different}) == len(different)


def claim_after(*facts: Fact) -> NumberClaim:
    """The claim of a stream in which these facts stand."""
    stream = UUID(int=1)
    return number_claim([Event(stream, version, fact) for version, fact in enumerate(facts, 1)])


FIRST, SECOND = uuid4(), uuid4()


def test_a_free_number_is_claimed() -> None:
    claimed = claim_number(claim_after(), by="van-thu", document=FIRST, holder="")
    assert (claimed.by, claimed.document, claimed.override) == ("van-thu", FIRST, False)
    assert claim_after(claimed).held_by == FIRST


def test_a_second_claim_is_refused_by_naming_who_holds_the_number_and_what_to_do() -> None:
    held = claim_after(claim_number(claim_after(), by="a", document=FIRST, holder=""))
    with pytest.raises(Refused) as refused:
        claim_number(held, by="a", document=SECOND, holder="215-TB/TU ngày 20/11/2026")
    assert "văn bản 215-TB/TU ngày 20/11/2026" in refused.value.message
    assert "Đề nghị kiểm tra lại số" in refused.value.message
    assert refused.value.field == "override"


def test_a_confirmed_override_lets_two_documents_bear_one_number() -> None:
    first = claim_number(claim_after(), by="a", document=FIRST, holder="")
    second = claim_number(claim_after(first), by="a", document=SECOND, holder="…", override=True)
    both = claim_after(first, second)
    assert second.override
    assert both.holders == (FIRST, SECOND)
    one = claim_after(first, second, release_number(both, by="a", document=SECOND))
    assert one.held_by == FIRST


def test_an_override_that_was_not_needed_is_not_recorded_as_one() -> None:
    assert not claim_number(claim_after(), by="a", document=FIRST, holder="", override=True).override


def test_a_released_number_can_be_claimed_again_but_not_released_twice() -> None:
    first = claim_number(claim_after(), by="a", document=FIRST, holder="")
    released = release_number(claim_after(first), by="a", document=FIRST)
    free = claim_after(first, released)
    assert free.held_by is None
    assert claim_number(free, by="a", document=SECOND, holder="").document == SECOND
    with pytest.raises(Refused, match="không giữ số"):
        release_number(free, by="a", document=FIRST)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("nq 26", "26-NQ/TW"),
        ("26 nq", "26-NQ/TW"),
        ("26-nq/tw", "26-NQ/TW"),
        ("NQ26", "26-NQ/TW"),
        ("nghi quyet so 26", "26-NQ/TW"),
        ("26 tw", "26-NQ/TW"),
        ("5", "05-NQ/TU"),
        ("Nghị quyết 05", "05-NQ/TU"),
        ("quy định 12", "12-QĐ/TU"),
        ("qd 12 tu", "12-QĐ/TU"),
        ("kh 12862", "12862/KH-UBND"),
        ("qh15", "193/2025/QH15"),
        ("193/2025", "193/2025/QH15"),
        ("thông tư liên tịch 01", "01/2026/TTLT-BNV-BTC"),
    ],
)
def test_a_part_of_a_number_finds_it(typed: str, number: str) -> None:
    assert number_search_key(typed) in number_search_key(number)


@pytest.mark.parametrize(
    ("typed", "number"), [("nq 2", "26-NQ/TW"), ("6", "26-NQ/TW"), ("kl 26", "26-NQ/TW")]
)
def test_a_number_is_not_found_by_a_digit_of_it_or_another_kind(typed: str, number: str) -> None:
    assert number_search_key(typed) not in number_search_key(number)
