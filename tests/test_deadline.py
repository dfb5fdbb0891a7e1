"""Deadlines: from the words of a document to a day, the rule behind it, and the doubt left to a person."""

import unicodedata
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.calendar import Calendar, DayOff, YearCalendar
from domain.deadline import RULES, Kind, Period, Reading, read, shifted
from domain.vietnamese import day as on_screen
from domain.vietnamese import fold
from tests.tables import csv_rows

GIVEN = date(2026, 11, 23)


def understood(words: str) -> Reading:
    return read(words, given=GIVEN)


def days(rows: str) -> list[tuple[str, str, str]]:
    """Rows "words | day or - | rule" of a table."""
    cells = (tuple(cell.strip() for cell in row.split("|")) for row in rows.strip().splitlines())
    return [(words, day, rule) for words, day, rule in cells]


ARGUED: dict[str, str] = {}
"""Rows of the shared table where we differ, each with its argument: none."""

KINDS = {
    "thường xuyên": Kind.STANDING,
    "theo sự kiện/khác": Kind.ON_EVENT,
    "định kỳ năm": Kind.PERIODIC,
    "không ghi": Kind.NONE,
}


def test_every_wording_of_two_real_annexes_is_read_as_expected_or_argued_with(shared_data: Path) -> None:
    rows = csv_rows(shared_data / "vn_calendar_and_text/deadline_strings.csv")
    expected = {r["raw"]: (KINDS.get(r["class_proposed"], Kind.DATED), r["due_date_proposed"]) for r in rows}
    readings = {r["raw"]: read(r["raw"], given=date(2025, 1, 9)) for r in rows}
    ours = {raw: (x.kind, x.day.isoformat() if x.day else "") for raw, x in readings.items()}
    assert {raw for raw in expected if ours[raw] != expected[raw]} == set(ARGUED)
    assert {raw for raw, x in readings.items() if x.doubt} == {
        "",
        "2025 và những năm tiếp theo",
        "Theo Thông tư mới",
    }


@pytest.mark.parametrize(
    ("words", "day", "rule"),
    days("""
        trước ngày 15/12/2026                          | 14/12/2026 | before
        trước 30/12/2026                               | 29/12/2026 | before
        Xong trước 15.12.2026                          | 14/12/2026 | before
        từ nay đến trước ngày 15/12/2026               | 14/12/2026 | before
        trước tháng 12/2026                            | 30/11/2026 | before
        trước quý I/2027                               | 31/12/2026 | before
        trước năm 2027                                 | 31/12/2026 | before
        15/12/2026                                     | 15/12/2026 | day
        đến ngày 15/12/2026                            | 15/12/2026 | day
        đến hết ngày 15-12-2026                        | 15/12/2026 | day
        chậm nhất ngày 15/12/2026                      | 15/12/2026 | day
        chậm nhất là ngày 15 tháng 12 năm 2026         | 15/12/2026 | day
        Hoàn thành trong ngày 15/12 năm 2026           | 15/12/2026 | day
        2026-12-15                                     | 15/12/2026 | day
        trong tháng 12/2026                            | 31/12/2026 | month
        Tháng 02 năm 2028                              | 29/02/2028 | month
        12-2026                                        | 31/12/2026 | month
        T12/2026                                       | 31/12/2026 | month
        Tháng Mười hai, năm 2026                       | 31/12/2026 | month
        từ tháng 9 đến tháng 12/2026                   | 31/12/2026 | month
        đầu tháng 12/2026                              | 01/12/2026 | month_point
        giữa tháng 12 năm 2026                         | 15/12/2026 | month_point
        cuối tháng 02/2027                             | 28/02/2027 | month_point
        Quý IV/2026                                    | 31/12/2026 | quarter
        quý 1 năm 2027                                 | 31/3/2027  | quarter
        Quí II-2027                                    | 30/6/2027  | quarter
        cuối quý III/2027                              | 30/9/2027  | quarter
        Quý III, IV/2026                               | 31/12/2026 | quarter
        6 tháng đầu năm 2027                           | 30/6/2027  | months
        Sáu tháng cuối năm 2027                        | 31/12/2027 | months
        9 tháng đầu năm 2027                           | 30/9/2027  | months
        2026                                           | 31/12/2026 | year
        trong năm 2026                                 | 31/12/2026 | year
        đến 2030                                       | 31/12/2030 | year
        đầu năm 2027                                   | 01/01/2027 | year_point
        giữa năm 2027                                  | 30/6/2027  | year_point
        cuối năm 2026                                  | 31/12/2026 | year_point
        2025 - 2026                                    | 31/12/2026 | range
        giai đoạn 2025-2030                            | 31/12/2030 | range
        từ năm 2026 đến năm 2030                       | 31/12/2030 | range
        từ 01/12 đến 15/12/2026                        | 15/12/2026 | range
        từ nay đến cuối năm 2026                       | 31/12/2026 | range
        sau 30 ngày kể từ ngày ban hành                | 23/12/2026 | counted
        trong vòng 30 (ba mươi) ngày, kể từ ngày ban hành Kết luận này | 23/12/2026 | counted
        trong thời hạn 02 tuần kể từ ngày ký           | 07/12/2026 | counted
        trong 3 tháng kể từ ngày 30/11/2027            | 29/02/2028 | counted
        trong 3 tháng kể từ ngày 15/12/2026            | 15/3/2027  | counted
    """),
)
def test_a_deadline_with_one_meaning_gets_its_day_and_no_doubt(words: str, day: str, rule: str) -> None:
    reading = understood(words)
    assert (reading.kind, reading.day and on_screen(reading.day)) == (Kind.DATED, day)
    assert (reading.rule, reading.doubt) == (rule, None)
    assert rule in RULES


@pytest.mark.parametrize(
    ("words", "day", "doubt"),
    days("""
        2026 và những năm tiếp theo         | 31/12/2026 | các năm tiếp theo cần có quyết định
        trước ngày 30/11/2026               | 29/11/2026 | rơi vào ngày nghỉ (Chủ nhật)
        chậm nhất ngày 05/12/2026           | 05/12/2026 | rơi vào ngày nghỉ (thứ Bảy)
        trong quý I                         | 31/3/2027  | đã tính theo năm 2027
        trong quý IV                        | 31/12/2026 | đã tính theo năm 2026
        ngày 15/12                          | 15/12/2026 | đã tính theo năm 2026
        trong tháng                         | 30/11/2026 | đã tính theo năm 2026
        cuối năm                            | 31/12/2026 | đã tính theo năm 2026
        trong năm                           | 31/12/2026 | đã tính theo năm 2026
        15/12/26                            | 15/12/2026 | Năm ghi hai chữ số
        trước 17 giờ 00 ngày 15/12/2026     | 15/12/2026 | Có ghi giờ
        17h30, ngày 15/12/2026              | 15/12/2026 | Có ghi giờ
        30/6/2027 và 31/12/2027             | 31/12/2027 | đã lấy mốc ghi sau cùng
        30/6 và 31/12/2026                  | 31/12/2026 | đã lấy mốc ghi sau cùng
        2030 - 2027                         | 31/12/2027 | Mốc đầu muộn hơn mốc cuối
        Năm 2030, tầm nhìn 2045             | 31/12/2030 | còn nội dung khác
        nhiệm kỳ 2025 - 2030                | 31/12/2030 | còn nội dung khác
        trước ngày 15/12/2026 theo quy định | 14/12/2026 | còn nội dung khác
        Quý II/2026                         | 30/6/2026  | sớm hơn ngày văn bản giao (23/11/2026)
        trong 10 ngày                       | 03/12/2026 | Không ghi mốc tính
        trong 10 ngày kể từ ngày ban hành Nghị định | 03/12/2026 | đề nghị kiểm tra mốc tính
    """),
)
def test_a_deadline_that_leaves_a_question_gets_its_day_and_says_the_question(
    words: str, day: str, doubt: str
) -> None:
    reading = understood(words)
    assert reading.kind is Kind.DATED
    assert reading.day and on_screen(reading.day) == day
    assert doubt in (reading.doubt or "")


@pytest.mark.parametrize(
    ("words", "rule", "doubt"),
    days("""
        31/02/2026                            | impossible | không có trong lịch
        ngày 30 tháng 2 năm 2027              | impossible | không có trong lịch
        13/2026                               | impossible | không có trong lịch
        Quý 5/2026                            | impossible | không có trong lịch
        từ năm 2027 trở đi                    | start_only | Chỉ ghi mốc bắt đầu
        sau năm 2030                          | start_only | Chỉ ghi mốc bắt đầu
        khẩn trương                           | unreadable | đề nghị nhập ngày
        hằng tuần                             | unreadable | đề nghị nhập ngày
        -                                     | blank      | đề nghị xác định thời hạn
        không                                 | blank      | đề nghị xác định thời hạn
    """),
)
def test_words_without_a_possible_day_give_none_and_say_why(words: str, rule: str, doubt: str) -> None:
    reading = understood(words)
    assert (reading.kind, reading.day, reading.rule) == (Kind.NONE, None, rule)
    assert doubt in (reading.doubt or "")
    assert rule in RULES


@pytest.mark.parametrize(
    "words",
    [
        "khi có hướng dẫn của Trung ương",
        "Theo Thông tư mới",
        "theo quy định",
        "theo quy dinh",
        "sau khi có kết luận ngày 15/12/2026 của Ban Thường vụ",
        "trong 15 ngày kể từ khi nhận được hướng dẫn",
        "trước khi Tỉnh ủy họp",
    ],
)
def test_on_an_event_there_is_no_day_until_a_person_sets_one(words: str) -> None:
    reading = understood(words)
    assert (reading.kind, reading.day) == (Kind.ON_EVENT, None)
    assert "khi sự kiện diễn ra" in (reading.doubt or "")


@pytest.mark.parametrize(
    ("words", "kind", "period"),
    [
        ("Thường xuyên", Kind.STANDING, None),
        ("Nhiệm vụ thường xuyên, liên tục", Kind.STANDING, None),
        ("thường xuyên, báo cáo hằng quý", Kind.STANDING, Period.QUARTER),
        ("Thường xuyên, định kỳ 6 tháng", Kind.STANDING, Period.HALF_YEAR),
        ("Hằng năm", Kind.PERIODIC, Period.YEAR),
        ("hàng năm", Kind.PERIODIC, Period.YEAR),
        ("HANG NAM", Kind.PERIODIC, Period.YEAR),
        ("Hằng quý", Kind.PERIODIC, Period.QUARTER),
        ("báo cáo theo quý", Kind.PERIODIC, Period.QUARTER),
        ("03 tháng/lần", Kind.PERIODIC, Period.QUARTER),
        ("hằng tháng", Kind.PERIODIC, Period.MONTH),
        ("mỗi tháng một lần", Kind.PERIODIC, Period.MONTH),
        ("6 tháng một lần", Kind.PERIODIC, Period.HALF_YEAR),
        ("Định kỳ 6 tháng", Kind.PERIODIC, Period.HALF_YEAR),
    ],
)
def test_standing_and_periodic_work_has_a_period_and_no_day(
    words: str, kind: Kind, period: Period | None
) -> None:
    reading = understood(words)
    assert (reading.kind, reading.period, reading.day, reading.doubt) == (kind, period, None, None)
    assert reading.rule in RULES


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("trước ngày 10 hằng tháng", "kèm mốc thời gian"),
        ("Quý IV hằng năm", "kèm mốc thời gian"),
        ("Thường xuyên trong năm 2026", "kèm mốc thời gian"),
        ("hằng tháng, hằng quý", "đã lấy kỳ ngắn nhất"),
    ],
)
def test_recurrent_work_with_more_than_a_period_is_doubted(words: str, doubt: str) -> None:
    assert doubt in (understood(words).doubt or "")


def test_the_year_of_the_annex_goes_before_the_year_of_the_document() -> None:
    reading = read("trong quý I", given=GIVEN, year=2026)
    assert reading.day == date(2026, 3, 31)
    assert "đã tính theo năm 2026" in (reading.doubt or "")
    assert read("trong quý I", given=None, year=2028).day == date(2028, 3, 31)


def test_the_current_month_is_that_of_the_document_whatever_the_year_of_the_annex() -> None:
    assert read("trong tháng", given=GIVEN, year=2027).day == date(2026, 11, 30)
    assert read("trong tháng", given=None, year=2027).rule == "no_origin"


@pytest.mark.parametrize("words", ["trong quý I", "trong tháng", "sau 30 ngày kể từ ngày ban hành"])
def test_without_a_giving_day_nothing_is_guessed(words: str) -> None:
    reading = read(words, given=None)
    assert (reading.kind, reading.rule) == (Kind.NONE, "no_origin")
    assert "Chưa có ngày văn bản giao" in (reading.doubt or "")


CULTURE_DAY = Calendar(
    [YearCalendar(2026, days_off=(DayOff(date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),), version=1)]
)


def test_working_days_are_counted_in_the_calendar_of_the_year_and_name_its_version() -> None:
    words = "trong 05 ngày làm việc kể từ ngày ký"
    by_weekends = understood(words)
    assert (by_weekends.day, by_weekends.calendar) == (date(2026, 11, 30), "2026/0")
    assert "Chưa có lịch làm việc năm 2026" in (by_weekends.doubt or "")
    by_calendar = read(words, given=GIVEN, calendar=CULTURE_DAY)
    assert (by_calendar.day, by_calendar.calendar, by_calendar.doubt) == (date(2026, 12, 1), "2026/1", None)


def test_a_holiday_in_the_calendar_is_named_in_the_doubt() -> None:
    reading = read("chậm nhất ngày 24/11/2026", given=GIVEN, calendar=CULTURE_DAY)
    assert reading.doubt == "Hạn 24/11/2026 rơi vào ngày nghỉ (Ngày Văn hóa Việt Nam)."


def test_only_a_day_written_as_such_moves_to_the_next_working_day() -> None:
    calendar = Calendar()
    moved = {words: shifted(understood(words), calendar) for words in ("đến ngày 29/11/2026", "31/5/2026")}
    assert list(moved.values()) == [date(2026, 11, 30), date(2026, 6, 1)]
    for words in ("trước ngày 30/11/2026", "tháng 01/2027", "Quý II/2029", "2028", "thường xuyên"):
        reading = understood(words)
        assert shifted(reading, calendar) == reading.day


def test_the_day_shifted_is_not_written_over_the_day_read() -> None:
    reading = understood("đến ngày 29/11/2026")
    shifted(reading, Calendar())
    assert reading.day == date(2026, 11, 29)


WORDINGS = [
    "Trước ngày 15/12/2026",
    "Quý III/2026",
    "Thường xuyên, báo cáo hằng quý",
    "giữa tháng 12 năm 2026",
    "2025 - 2026",
    "Hằng năm",
    "trong vòng 30 ngày kể từ ngày ban hành",
    "khi có hướng dẫn của Trung ương",
]


@pytest.mark.parametrize("words", WORDINGS)
def test_it_reads_the_same_decomposed_in_capitals_spaced_out_and_without_marks(words: str) -> None:
    expected = msgspec.structs.replace(understood(words), raw="")
    for typed in (
        unicodedata.normalize("NFD", words),
        words.upper(),
        f"\n {words.replace(' ', '  ').replace('/', ' / ').replace('-', '–')} . ",
        fold(words),
    ):
        assert msgspec.structs.replace(understood(typed), raw="") == expected
        assert understood(typed).raw == typed


ODD_WORDS = ["13", "31/02/2026", "999", "17 giờ", "cuối", "năm", "làm việc", "không", ",", "(", "/", "\ue000"]
PIECES = st.sampled_from([*ODD_WORDS, *" ".join(WORDINGS).split()])


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=8).map(" ".join)),
    st.one_of(st.none(), st.dates()),
    st.one_of(st.none(), st.integers(2000, 2099)),
)
@example("trong 999 năm kể từ ngày ký", date.max, None)
@example("trong 999 ngày kể từ ngày ký", date.max, None)
@example("trong quý I", date(9999, 11, 23), None)
@example("1/1 " * 7000, None, None)
def test_any_text_is_read_without_failing_its_words_kept_and_its_kind_tells_whether_it_has_a_day(
    words: str, given_day: date | None, year: int | None
) -> None:
    reading = read(words, given=given_day, year=year)
    assert reading.raw == words
    assert (reading.kind is Kind.DATED) == (reading.day is not None)
    assert reading.rule in RULES
    if reading.kind in (Kind.NONE, Kind.ON_EVENT):
        assert reading.doubt


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_written_day_is_read_back_however_it_is_written(day: date) -> None:
    for words in (
        on_screen(day),
        f"{day:%d/%m/%Y}",
        f"ngày {day:%d} tháng {day:%m} năm {day:%Y}",
        day.isoformat(),
    ):
        assert read(words, given=None).day == day
    assert read(f"trước ngày {on_screen(day)}", given=None).day == day - timedelta(1)
