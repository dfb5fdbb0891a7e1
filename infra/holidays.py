"""A year's working calendar proposed from the package ``holidays``; the office corrects it and decides.

The package knows the holidays of the law and, once it has been told, the swapped days. Swaps are decided a
week before, so it is late or silent about some: those come in as corrections.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import holidays
import msgspec

from domain.calendar import DayOff, YearCalendar
from domain.vietnamese import day as vn_day


class Correction(StrEnum):
    """What a corrected day is."""

    HOLIDAY = "holiday"
    WORKING_SATURDAY = "working_saturday"
    ORDINARY = "ordinary"


class CorrectedDay(msgspec.Struct, frozen=True):
    """A day that the office knows better than the package, with its name."""

    day: date
    kind: Correction
    name: str = ""


def propose(year: int, corrections: Iterable[CorrectedDay] = ()) -> YearCalendar:
    """The calendar of a year as the package has it, with the corrections that fall in it on top."""
    package = holidays.country_holidays("VN", years=year, language="vi")
    known = {
        day: CorrectedDay(day, Correction.HOLIDAY, _as_written_here(name)) for day, name in package.items()
    }
    known |= {day: CorrectedDay(day, Correction.WORKING_SATURDAY) for day in package.weekend_workdays}
    known |= {corrected.day: corrected for corrected in corrections}
    # The package names worked Saturdays of other years too.
    days = [known[day] for day in sorted(known) if day.year == year]
    return YearCalendar(
        year=year,
        days_off=tuple(DayOff(d.day, d.name) for d in days if d.kind is Correction.HOLIDAY),
        worked_saturdays=tuple(d.day for d in days if d.kind is Correction.WORKING_SATURDAY),
    )


def _as_written_here(name: str) -> str:
    """The package's days in its names, "22/08/2026", as all others: "22/8/2026"."""
    return re.sub(
        r"\b(\d\d)/(\d\d)/(\d{4})\b", lambda told: vn_day(date(*map(int, reversed(told.groups())))), name
    )
