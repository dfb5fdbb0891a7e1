"""The working calendars that the Office sets, each a few weeks before its year."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import NamedTuple

from domain.calendar import Calendar, YearCalendar
from infra.demo.units import START
from infra.holidays import CorrectedDay, Correction, propose

_SWAP = (
    CorrectedDay(date(2026, 1, 2), Correction.HOLIDAY, "Nghỉ hoán đổi dịp Tết Dương lịch"),
    CorrectedDay(date(2026, 1, 10), Correction.WORKING_SATURDAY),
)
"""Decided a week before, when the calendar of 2026 had been set already."""


class Decision(NamedTuple):
    """A calendar and the document that sets it."""

    calendar: YearCalendar
    source: str
    day: date


def decisions() -> Iterator[Decision]:
    """Year after year, in the order of their days."""
    for year in count(START.year):
        yield Decision(propose(year), f"Thông báo về lịch nghỉ lễ, Tết năm {year}", date(year - 1, 12, 10))
        if year == 2026:
            source = "Thông báo hoán đổi ngày làm việc dịp Tết Dương lịch năm 2026"
            yield Decision(propose(year, _SWAP), source, date(2025, 12, 26))


def calendar(last: int) -> Calendar:
    """The days that are worked from the beginning through the year ``last``."""
    years: dict[int, YearCalendar] = {}
    for decision in decisions():
        if decision.calendar.year > last:
            return Calendar(years.values())
        version = years[decision.calendar.year].version + 1 if decision.calendar.year in years else 1
        years[decision.calendar.year] = _numbered(decision.calendar, version)
    raise AssertionError


def _numbered(calendar: YearCalendar, version: int) -> YearCalendar:
    return YearCalendar(calendar.year, calendar.days_off, calendar.worked_saturdays, version)
