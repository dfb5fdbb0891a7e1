"""The working calendar: which days an office works.

The calendar of a year (holidays, a weekday swapped for a Saturday) is decided, usually late in the year
before, and may be restated. Source: Bộ luật Lao động 2019, Đ.112; the swaps are announced year by year.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

import msgspec

from domain.decided import TakenBack, in_force, take_back
from domain.door import FIRST_DAY, LAST_DAY
from domain.errors import Refused
from domain.event import AccountId, Dated, Event
from domain.vietnamese import day as vn_day
from domain.vietnamese import nfc

_STREAMS = UUID("5a9d1c3e-6f0b-5e7c-9b1a-2d4c8e6f7a10")
_SATURDAY, _SUNDAY = 5, 6


class DayOff(msgspec.Struct, frozen=True):
    """A holiday, or a day off in exchange for a Saturday, with its name as the decision has it."""

    day: date
    name: str


class YearCalendar(msgspec.Struct, frozen=True):
    """What a year has beyond its weekends. ``version`` counts the times it was set; 0 is a proposal."""

    year: int
    days_off: tuple[DayOff, ...] = ()
    worked_saturdays: tuple[date, ...] = ()
    version: int = 0


class CalendarSet(Dated, frozen=True, kw_only=True):
    """The calendar of a year, whole, from the day of the document that decides it."""

    TOPIC = "calendar.set"
    calendar: YearCalendar
    source: str


def stream_id(year: int) -> UUID:
    """The stream of a year's calendar."""
    return uuid5(_STREAMS, str(year))


class CalendarTakenBack(TakenBack, frozen=True, kw_only=True):
    """A calendar that was recorded wrongly does not hold."""

    TOPIC = "calendar.taken_back"


def set_calendar(
    events: Sequence[Event], proposed: YearCalendar, *, source: str, day: date, by: AccountId
) -> CalendarSet:
    """Sets or restates the calendar of a year.

    ``events``: all of its stream; ``source``: the deciding document; ``day``: that document's day.
    """
    calendar = msgspec.structs.replace(
        proposed,
        days_off=tuple(
            DayOff(off.day, nfc(off.name, one_line=True))
            for off in sorted(proposed.days_off, key=lambda o: o.day)
        ),
        worked_saturdays=tuple(sorted(proposed.worked_saturdays)),
        version=1 + sum(isinstance(event.fact, CalendarSet) for event in events),
    )
    _check(calendar)
    if not nfc(source):
        raise Refused("Đề nghị nêu văn bản quyết định lịch nghỉ (số, ký hiệu).", field="source")
    current = in_force(events, CalendarSet, day)
    if current and msgspec.structs.replace(current.calendar, version=calendar.version) == calendar:
        raise Refused(f"Lịch làm việc năm {calendar.year} không khác lịch đang có.", field="days_off")
    return CalendarSet(by=by, day=day, calendar=calendar, source=nfc(source, one_line=True))


def take_back_calendar(
    events: Sequence[Event], *, target: int, reason: str, by: AccountId
) -> CalendarTakenBack:
    """Takes a calendar back that was recorded wrongly: what held before it holds again."""
    return take_back(events, CalendarSet, CalendarTakenBack, target=target, reason=reason, by=by)


def _check(calendar: YearCalendar) -> None:
    if not FIRST_DAY.year <= calendar.year <= LAST_DAY.year:
        raise Refused(
            f"Năm {calendar.year} nằm ngoài khoảng sổ theo dõi; đề nghị kiểm tra lại.", field="year"
        )
    off = [d.day for d in calendar.days_off]
    for field, days in (("days_off", off), ("worked_saturdays", calendar.worked_saturdays)):
        for day in days:
            if day.year != calendar.year:
                raise Refused(f"Ngày {vn_day(day)} không thuộc năm {calendar.year}.", field=field)
    for day, times in Counter([*off, *calendar.worked_saturdays]).items():
        if times > 1:
            raise Refused(f"Ngày {vn_day(day)} được ghi hơn một lần; đề nghị giữ một dòng.", field="days_off")
    for day_off in calendar.days_off:
        if not day_off.name:
            raise Refused(f"Đề nghị ghi tên ngày nghỉ {vn_day(day_off.day)}.", field="days_off")
    for day in calendar.worked_saturdays:
        if day.weekday() != _SATURDAY:
            raise Refused(f"Ngày làm bù {vn_day(day)} không phải là thứ Bảy.", field="worked_saturdays")


class Calendar:
    """The working calendar over several years. A year not set has its weekends only: ``missing`` tells."""

    def __init__(self, years: Iterable[YearCalendar] = ()) -> None:
        self._years = {calendar.year: calendar for calendar in years}
        self._names = {off.day: off.name for year in self._years.values() for off in year.days_off}
        self._off = sorted(day for day in self._names if day.weekday() < _SATURDAY)
        self._worked = sorted(day for year in self._years.values() for day in year.worked_saturdays)

    def is_working(self, day: date) -> bool:
        return self.rest(day) is None

    def rest(self, day: date) -> str | None:
        """Why nobody works on that day: "Quốc khánh", "Chủ nhật"; None on a working day."""
        if day in self._names:
            return self._names[day]
        if day.weekday() == _SUNDAY:
            return "Chủ nhật"
        return "thứ Bảy" if day.weekday() == _SATURDAY and day not in self._worked else None

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the first after it that is."""
        while not self.is_working(day):
            day += timedelta(1)
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The ``n``-th working day after a day (before it, if negative); the day itself does not count."""
        step = timedelta(1 if n > 0 else -1)
        for _ in range(abs(n)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after ``first``, up to and with ``last``; negative if ``last`` is earlier."""
        return self._worked_until(last) - self._worked_until(first)

    def missing(self, first: date, last: date) -> tuple[int, ...]:
        """The years between two days whose calendar was not set."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self._years)

    def versions(self, first: date, last: date) -> str:
        """Which calendars were used between two days: "2026/2, 2027/0" (0: none was set)."""
        years = range(first.year, last.year + 1)
        return ", ".join(f"{y}/{self._years[y].version if y in self._years else 0}" for y in years)

    def _worked_until(self, day: date) -> int:
        """Working days from 01/01/0001, a Monday, to the day."""
        weeks, rest = divmod(day.toordinal(), 7)
        weekdays = weeks * 5 + min(rest, 5)
        return weekdays - bisect_right(self._off, day) + bisect_right(self._worked, day)


WEEKENDS_ONLY = Calendar()
