"""The working calendars of the years, as they held."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from domain.calendar import Calendar, CalendarSet, YearCalendar
from domain.event import Event
from domain.history import FOREVER
from projections.engine import Cursor, Page
from projections.moment import Moment
from projections.versions import Row, Versioned, changes

CALENDARS = Versioned("calendars", "calendar_id", ("calendar text NOT NULL",))


class Calendars:
    """``calendars``: the calendar of each year from the day of the document that decided it."""

    name = "calendars"
    version = 1
    ddl = CALENDARS.ddl

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The calendar of every touched year."""
        streams = page.streams(page.touched("calendar"))
        CALENDARS.write(cursor, ((i, c) for i, r in streams.items() for c in changes(r, _rows, page.after)))


def _rows(events: Sequence[Event]) -> Iterable[Row]:
    by_day = {e.fact.day: e.fact.calendar for e in events if isinstance(e.fact, CalendarSet)}
    days = [*sorted(by_day), FOREVER]
    for start, end in pairwise(days):
        yield start, end, msgspec.json.encode(by_day[start]).decode()


def calendar(cursor: Cursor, at: Moment) -> Calendar:
    """The calendar by which working days are counted at that moment."""
    return Calendar(years(cursor, at))


def years(cursor: Cursor, at: Moment) -> list[YearCalendar]:
    """The calendars of the years that were set by that moment, in order."""
    cursor.execute(f"SELECT c.calendar FROM calendars c WHERE {at.where('c')}", at.values())
    found = [msgspec.json.decode(row[0], type=YearCalendar) for row in cursor.fetchall()]
    return sorted(found, key=lambda year: year.year)
