"""Vietnamese text: its form at the door, searching, ordering, numbers and days on the screen."""

import contextlib
import random
import re
import unicodedata
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import psycopg2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.vietnamese import count, day, fold, nfc, paper_day, percent, sort_key
from tests.tables import csv_rows

EXPECTED = "vn_calendar_and_text/vi_sort_and_fold_expected.csv"

TYPED = st.text(
    st.sampled_from("aăâbdđeêoôơuưy ÂĐỆỘỚỬỶầẫấậủỹ\u0300\u0301\u0323\u0306\u031b 0129-/{|"), max_size=12
)

LETTERS_IN_ORDER = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES_IN_ORDER = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def by_key(texts: list[str]) -> list[str]:
    """Ordered as PostgreSQL orders the key column: by the bytes of its UTF-8."""
    return sorted(texts, key=lambda text: sort_key(text).encode())


def test_every_expected_row_is_found_under_its_folded_key(shared_data: Path) -> None:
    rows = csv_rows(shared_data / EXPECTED)
    assert {r["text_nfc"]: fold(r["text_nfc"]) for r in rows} == {
        r["text_nfc"]: r["folded_search_key"] for r in rows
    }
    nfd = ["".join(chr(int(c, 16)) for c in r["text_nfd_codepoints"].split()) for r in rows]
    assert [nfc(text) for text in nfd] == [r["text_nfc"] for r in rows]
    assert [fold(text) for text in nfd] == [r["folded_search_key"] for r in rows]


ARGUED_ORDER = {
    "Nhiệm vụ 2": "numbers go by value; the expectation, ICU without its numeric option, has 10 before 2",
}


def test_every_expected_row_stands_in_its_place_but_for_those_argued_with(shared_data: Path) -> None:
    rows = csv_rows(shared_data / EXPECTED)
    expected = [r["text_nfc"] for r in rows]
    shuffled = random.Random(0).sample(expected, len(expected))
    ours = by_key(shuffled)
    assert [t for t in ours if t not in ARGUED_ORDER] == [t for t in expected if t not in ARGUED_ORDER]
    assert ours.index("Nhiệm vụ 2") + 1 == ours.index("Nhiệm vụ 10")
    assert expected.index("Nhiệm vụ 10") + 1 == expected.index("Nhiệm vụ 2")


def test_postgresql_orders_the_key_as_we_do(database: str) -> None:
    texts = [
        "đa",
        "Dà",
        "Dân vận",
        "da",
        "uỷ",
        "ủy",
        "Nhiệm vụ 10",
        "Nhiệm vụ 2",
        "ăn",
        "ân",
        "an",
        "“an”",
        "ba",
        "2",
    ]
    with contextlib.closing(psycopg2.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute('CREATE TEMP TABLE listed (name text, sort_key text COLLATE "C")')
        cursor.executemany("INSERT INTO listed VALUES (%s, %s)", [(text, sort_key(text)) for text in texts])
        cursor.execute("SELECT name FROM listed ORDER BY sort_key")
        assert [name for (name,) in cursor] == by_key(texts)


def test_letters_come_in_the_order_of_the_vietnamese_alphabet() -> None:
    syllables = [letter + rest for letter in LETTERS_IN_ORDER for rest in ("", " z", "a", "z")]
    assert by_key(list(reversed(syllables))) == syllables


def test_tones_come_in_order_on_every_vowel() -> None:
    for vowel in "aăâeêioôơuưy":
        toned = [nfc(f"b{vowel}{tone}n") for tone in TONES_IN_ORDER]
        assert by_key(list(reversed(toned))) == toned


def test_a_tone_decides_only_between_the_same_letters() -> None:
    assert by_key(["bạ", "ba", "bàn", "bả"]) == ["ba", "bả", "bạ", "bàn"]


def test_the_small_letter_comes_before_the_capital_and_signs_do_not_count() -> None:
    assert by_key(["“ban”", "Ban", "ban", "ban, c", "ban b"]) == ["ban", "Ban", "“ban”", "ban b", "ban, c"]


def test_numbers_go_by_value_and_stand_before_letters() -> None:
    expected = [
        "TT 0",
        "TT 2",
        "TT 02",
        "TT 003",
        "TT 10",
        "TT 99999999",
        "TT 100000000",
        "TT 1" + "0" * 30,
        "TT a",
    ]
    assert by_key(list(reversed(expected))) == expected


@given(st.lists(st.integers(0, 10**40), min_size=2))
def test_any_numbers_go_by_value(numbers: list[int]) -> None:
    assert by_key([str(n) for n in numbers]) == [str(n) for n in sorted(numbers)]


@given(TYPED)
def test_composed_or_decomposed_the_text_is_the_same(text: str) -> None:
    nfd = unicodedata.normalize("NFD", text)
    assert (nfc(nfd), fold(nfd), sort_key(nfd)) == (nfc(text), fold(text), sort_key(text))


@given(st.one_of(TYPED, st.text()))
@example("a \u0300")
@example("\x00a\ud800\u200b\r\nb \u2028 \u212a\u0130")
def test_keys_never_fail_and_fit_a_text_column(text: str) -> None:
    for key in (nfc(text), nfc(text, one_line=True), fold(text), sort_key(text)):
        assert "\x00" not in key
        key.encode()
    assert nfc(nfc(text)) == nfc(text)
    assert fold(fold(text)) == fold(text)


@given(st.lists(TYPED, max_size=8))
def test_texts_that_fold_apart_keep_apart_in_order_too(texts: list[str]) -> None:
    ordered = by_key(texts)
    assert all(sort_key(a) <= sort_key(b) for a, b in pairwise(ordered))
    assert all(
        sort_key(a) != sort_key(b)
        for a in ordered
        for b in ordered
        if nfc(a, one_line=True) != nfc(b, one_line=True)
    )


def test_text_from_word_and_the_web_loses_what_cannot_be_seen() -> None:
    assert nfc("\ufeff Tỉnh\u00a0ủy\u00ad \x07") == "Tỉnh\u00a0ủy"
    assert nfc("  Ban   Thường vụ\x0bTỉnh ủy\r\n") == "Ban   Thường vụ\nTỉnh ủy"
    assert nfc("  Ban \u00a0 Thường vụ\x0b Tỉnh ủy\r\n", one_line=True) == "Ban Thường vụ Tỉnh ủy"


def test_look_alikes_of_the_letter_d_with_bar_are_found_and_ordered_as_it() -> None:
    assert fold("ÐẢNG ỦY") == fold("ƉẢNG UỶ") == "dang uy"
    assert by_key(["e", "Ðảng", "Dân"]) == ["Dân", "Ðảng", "e"]


@pytest.mark.parametrize(
    ("n", "written"), [(0, "0"), (7, "07"), (10, "10"), (999, "999"), (1234, "1.234"), (1234567, "1.234.567")]
)
def test_counts_are_written_as_in_official_papers(n: int, written: str) -> None:
    assert count(n) == written


def test_percentages_have_a_comma_and_no_idle_zeros() -> None:
    assert percent(Fraction(16051, 21914)) == "73,2%"
    assert percent(Fraction(14068, 16274), digits=2) == "86,44%"
    assert percent(Fraction(16051, 16274), digits=2) == "98,63%"
    assert [percent(x) for x in (0, 0.5, Fraction(1, 2000), 1)] == ["0%", "50%", "0,1%", "100%"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 6, 30), "30/6/2026"),
        (date(2026, 11, 20), "20/11/2026"),
        (date(2025, 7, 1), "01/7/2025"),
        (date(2025, 1, 9), "09/01/2025"),
        (date(2026, 2, 5), "05/02/2026"),
    ],
)
def test_days_take_a_zero_below_ten_and_in_january_and_february(value: date, written: str) -> None:
    assert day(value) == written


def test_on_a_paper_every_day_is_as_long() -> None:
    assert [paper_day(date(2026, month, 5)) for month in (2, 6, 11)] == [
        "05/02/2026",
        "05/06/2026",
        "05/11/2026",
    ]


@given(st.dates(date(1, 1, 1)))
def test_a_day_on_the_screen_names_that_day(value: date) -> None:
    d, m, y = re.fullmatch(r"(\d\d)/(\d+)/(\d+)", day(value)).groups()  # type: ignore[union-attr]
    assert date(int(y), int(m), int(d)) == value
