"""The working calendar: set year by year, restated, proposed by a package, and what is counted by it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    WEEKENDS_ONLY,
    Calendar,
    CalendarSet,
    DayOff,
    YearCalendar,
    set_calendar,
    stream_id,
    take_back_calendar,
)
from domain.decided import in_force
from domain.errors import Refused
from domain.event import Event, Fact
from infra.holidays import CorrectedDay, Correction, propose
from tests.tables import csv_rows

CULTURE_DAY = DayOff(date(2026, 11, 24), "Ngày Văn hóa Việt Nam")
SWAP = YearCalendar(
    2026,
    days_off=(
        DayOff(date(2026, 1, 1), "Tết Dương lịch"),
        DayOff(date(2026, 1, 2), "Nghỉ hoán đổi"),
        CULTURE_DAY,
    ),
    worked_saturdays=(date(2026, 1, 10),),
)
YEAR = Calendar([SWAP])


def decided(
    proposed: YearCalendar,
    *before: CalendarSet,
    day: date = date(2025, 12, 25),
    source: str = "1133/TTg-KGVX",
) -> CalendarSet:
    return set_calendar(stream(*before), proposed, source=source, day=day, by="quan-tri")


def stream(*facts: Fact) -> list[Event]:
    return [Event(stream_id(2026), version, fact) for version, fact in enumerate(facts, 1)]


def held(facts: Sequence[Fact], day: date) -> YearCalendar | None:
    found = in_force(stream(*facts), CalendarSet, day)
    return found.calendar if found else None


def test_a_holiday_is_not_worked_and_its_swapped_saturday_is() -> None:
    assert [YEAR.is_working(date(2026, 1, day)) for day in (1, 2, 3, 4, 5, 10, 17)] == [
        *(False, False, False, False),
        *(True, True, False),
    ]
    assert YEAR.rest(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert [YEAR.rest(date(2026, 1, day)) for day in (3, 4, 5)] == ["thứ Bảy", "Chủ nhật", None]


def test_working_days_are_added_over_a_holiday_and_a_weekend() -> None:
    assert YEAR.add_working_days(date(2026, 11, 23), 1) == date(2026, 11, 25)
    assert YEAR.add_working_days(date(2026, 11, 23), 5) == date(2026, 12, 1)
    assert YEAR.add_working_days(date(2026, 11, 25), -1) == date(2026, 11, 23)
    assert YEAR.add_working_days(date(2026, 11, 24), 0) == date(2026, 11, 24)
    assert YEAR.next_working_day(date(2025, 12, 31)) == date(2025, 12, 31)
    assert YEAR.next_working_day(date(2026, 1, 1)) == date(2026, 1, 5)


def test_a_year_that_was_not_set_has_its_weekends_only_and_says_so() -> None:
    assert WEEKENDS_ONLY.is_working(date(2026, 11, 24))
    assert YEAR.missing(date(2025, 12, 1), date(2027, 1, 31)) == (2025, 2027)
    assert YEAR.missing(date(2026, 1, 1), date(2026, 12, 31)) == ()
    once = Calendar([decided(SWAP).calendar])
    assert once.versions(date(2025, 12, 1), date(2026, 1, 5)) == "2025/0, 2026/1"


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
saturdays = days.filter(lambda day: day.weekday() == 5)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Calendar, set[date], set[date]]:
    off, worked = draw(st.sets(days, max_size=12)), draw(st.sets(saturdays, max_size=6))
    off -= worked
    years = {day.year for day in off | worked}
    return (
        Calendar(
            YearCalendar(
                year,
                tuple(DayOff(day, "nghỉ") for day in sorted(off) if day.year == year),
                tuple(day for day in sorted(worked) if day.year == year),
            )
            for year in years
        ),
        off,
        worked,
    )


def worked_plainly(off: set[date], worked: set[date]) -> list[date]:
    """The oracle: all days of seven years, one after the other, by the rule in words."""
    every_day = [date(2022, 1, 1) + timedelta(n) for n in range(2922)]
    return [d for d in every_day if d in worked or (d.strftime("%a") not in ("Sat", "Sun") and d not in off)]


@given(calendars(), days, days, st.integers(1, 60))
def test_everything_counted_equals_plain_counting(
    drawn: tuple[Calendar, set[date], set[date]], first: date, last: date, n: int
) -> None:
    calendar, off, worked = drawn
    plain = worked_plainly(off, worked)
    assert calendar.is_working(first) == (first in plain)
    assert calendar.next_working_day(first) == min(d for d in plain if d >= first)
    assert calendar.add_working_days(first, n) == [d for d in plain if d > first][n - 1]
    assert calendar.add_working_days(first, -n) == [d for d in plain if d < first][-n]
    low, high = sorted((first, last))
    between = len([d for d in plain if low < d <= high])
    assert calendar.working_days_between(first, last) == (between if first <= last else -between)


def test_the_calendar_of_a_year_is_decided_with_its_document_and_counted() -> None:
    first = decided(SWAP)
    assert (first.calendar.version, first.source, first.day) == (1, "1133/TTg-KGVX", date(2025, 12, 25))
    restated = decided(YearCalendar(2026, days_off=(CULTURE_DAY,)), first, day=date(2026, 3, 2))
    assert restated.calendar.version == 2
    assert stream_id(2026) == stream_id(2026) != stream_id(2027)


def test_a_restated_calendar_holds_from_the_day_of_its_document() -> None:
    first = decided(SWAP)
    restated = decided(YearCalendar(2026, days_off=(CULTURE_DAY,)), first, day=date(2026, 3, 2))
    again = decided(YearCalendar(2026), first, restated, day=date(2026, 3, 2))
    history = [first, restated, again]
    assert held(history, date(2025, 12, 24)) is None
    assert held(history, date(2026, 3, 1)) == first.calendar
    assert held(history, date(2026, 3, 2)) == again.calendar
    assert held([restated, first], date(2026, 3, 2)) == restated.calendar


def test_a_calendar_that_was_recorded_wrongly_is_taken_back_and_what_held_before_holds_again() -> None:
    first = decided(SWAP)
    wrong = decided(YearCalendar(2026, days_off=(CULTURE_DAY,)), first, day=date(2026, 3, 2))
    gone = take_back_calendar(stream(first, wrong), target=2, reason="Nhầm năm", by="cvp")
    assert held([first, wrong, gone], date(2026, 3, 2)) == first.calendar
    with pytest.raises(Refused, match="Mục 2 không phải là quy định đang ghi nhận"):
        take_back_calendar(stream(first, wrong, gone), target=2, reason="Nhầm", by="cvp")
    with pytest.raises(Refused, match="Đề nghị nêu lý do"):
        take_back_calendar(stream(first, wrong), target=2, reason=" ", by="cvp")
    assert decided(SWAP, first, wrong, day=date(2026, 4, 1)).calendar.version == 3, (
        "a version is never used twice"
    )


def test_the_days_of_a_decision_are_kept_in_order_whatever_the_order_of_entry() -> None:
    shuffled = YearCalendar(2026, tuple(reversed(SWAP.days_off)), SWAP.worked_saturdays)
    assert decided(shuffled).calendar.days_off == SWAP.days_off


@pytest.mark.parametrize(
    ("proposed", "message"),
    [
        (YearCalendar(2026, (DayOff(date(2027, 1, 1), "Tết"),)), "01/01/2027 không thuộc năm 2026"),
        (YearCalendar(2026, (), (date(2026, 1, 11),)), "11/01/2026 không phải là thứ Bảy"),
        (YearCalendar(2026, (CULTURE_DAY, CULTURE_DAY)), "24/11/2026 được ghi hơn một lần"),
        (
            YearCalendar(2026, (DayOff(date(2026, 1, 10), "Nghỉ"),), (date(2026, 1, 10),)),
            "10/01/2026 được ghi hơn một lần",
        ),
        (YearCalendar(2026, (DayOff(date(2026, 1, 1), " "),)), "Đề nghị ghi tên ngày nghỉ 01/01/2026"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_and_the_day_named(proposed: YearCalendar, message: str) -> None:
    with pytest.raises(Refused, match=message):
        decided(proposed)


def test_a_calendar_without_its_document_or_without_a_change_is_refused() -> None:
    with pytest.raises(Refused, match="Đề nghị nêu văn bản quyết định"):
        decided(SWAP, source=" ")
    with pytest.raises(Refused, match="không khác lịch đang có"):
        decided(SWAP, decided(SWAP), day=date(2026, 1, 5))


def as_rows(calendar: YearCalendar) -> set[tuple[str, str, str]]:
    return {(off.day.isoformat(), "holiday", off.name) for off in calendar.days_off} | {
        (day.isoformat(), "working_saturday", "") for day in calendar.worked_saturdays
    }


def day_as_here(name: str) -> str:
    """ "(thay cho ngày 22/08/2026)" of the package: months 3 to 9 have no nought before them on a screen."""
    return re.sub(r"/0([3-9])/", r"/\1/", name)


def test_the_proposal_with_the_corrections_of_the_office_equals_the_known_calendars(
    shared_data: Path,
) -> None:
    known = csv_rows(shared_data / "vn_calendar_and_text/vn_holidays_2013_2027.csv")
    entered = csv_rows(shared_data / "vn_calendar_and_text/vn_holiday_corrections.csv")
    expected = {
        (row["date"], row["kind"], day_as_here(row["name"]) if row["kind"] == "holiday" else "")
        for row in known + entered
    }
    corrections = [
        CorrectedDay(date.fromisoformat(row["date"]), Correction(row["kind"]), row["name"]) for row in entered
    ]
    proposals = [propose(year, corrections) for year in range(2013, 2028)]
    assert set().union(*map(as_rows, proposals)) == expected
    assert len(expected) == len(known) + len(entered)


def test_every_proposal_can_be_decided_as_it_stands() -> None:
    for year in range(2013, 2028):
        assert decided(propose(year)).calendar.days_off == propose(year).days_off


def test_a_correction_adds_renames_and_takes_away() -> None:
    corrections = [
        CorrectedDay(date(2026, 1, 2), Correction.HOLIDAY, "Nghỉ hoán đổi"),
        CorrectedDay(date(2026, 1, 10), Correction.WORKING_SATURDAY),
        CorrectedDay(date(2026, 8, 31), Correction.ORDINARY),
        CorrectedDay(date(2026, 8, 22), Correction.ORDINARY),
        CorrectedDay(date(2025, 1, 2), Correction.HOLIDAY, "của năm khác"),
    ]
    calendar = Calendar([propose(2026, corrections)])
    assert not calendar.is_working(date(2026, 1, 2))
    assert calendar.is_working(date(2026, 1, 10))
    assert calendar.is_working(date(2026, 8, 31))
    assert not calendar.is_working(date(2026, 8, 22))
    assert not calendar.is_working(CULTURE_DAY.day)
    assert Calendar([propose(2025, corrections)]).rest(date(2025, 1, 2)) == "của năm khác"
