"""The working calendars of the years, as they held."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from uuid import UUID

import msgspec

from domain.assignment_facts import DeadlineSet, Extended, Issued
from domain.calendar import Calendar, CalendarSet, YearCalendar
from domain.decided import standing
from domain.event import Event
from domain.history import FOREVER
from projections.copying import copied
from projections.engine import Cursor, Page, View
from projections.moment import Moment
from projections.versions import OPEN, Row, Versioned

CALENDARS = Versioned("calendars", "calendar_id", ("calendar text NOT NULL",))


class Calendars(View):
    """``calendars``: the calendar of each year from the day of the document that decided it.

    ``counted_deadlines``: the assignments that were ever given a deadline counted in working days.
    """

    name = "calendars"
    version = 2
    ddl = f"{CALENDARS.ddl}; CREATE TABLE counted_deadlines (assignment_id uuid PRIMARY KEY)"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The calendar of every touched year."""
        CALENDARS.follow(cursor, page.turns("calendar"), _rows)
        counted = {e.originator_id for e in (r.event for r in page.recorded) if _counted(e)}
        ids = sorted(counted)
        if ids and not page.whole:
            cursor.execute("DELETE FROM counted_deadlines WHERE assignment_id = ANY(%s::uuid[])", [ids])
        copied(cursor, "counted_deadlines", [(i,) for i in ids])


_SETTING = (Issued, DeadlineSet, Extended)


def _counted(event: Event) -> bool:
    return isinstance(event.fact, _SETTING) and bool(event.fact.deadline.calendar)


def _rows(events: Sequence[Event]) -> Iterable[Row]:
    by_day = {fact.day: fact.calendar for _, fact in standing(events, CalendarSet)}
    days = [*sorted(by_day), FOREVER]
    for start, end in pairwise(days):
        yield start, end, msgspec.json.encode(by_day[start]).decode()


def calendar(cursor: Cursor, at: Moment) -> Calendar:
    """The calendar by which working days are counted at that moment: that of then, or of ``at.judging``."""
    return Calendar(years(cursor, at.judging))


def years(cursor: Cursor, at: Moment) -> list[YearCalendar]:
    """The calendars of the years that were set by that moment, in order."""
    cursor.execute(f"SELECT c.calendar FROM calendars c WHERE {at.where('c')}", at.values())
    found = [msgspec.json.decode(row[0], type=YearCalendar) for row in cursor.fetchall()]
    return sorted(found, key=lambda year: year.year)


def open_counted(cursor: Cursor) -> list[UUID]:
    """Assignments whose deadline was counted in working days and that are open, as known now."""
    cursor.execute(
        f"""SELECT c.assignment_id FROM counted_deadlines c WHERE EXISTS (SELECT FROM assignment_timeline t
            WHERE t.assignment_id = c.assignment_id AND t.known_to = {OPEN} AND t.to_day = %s
            AND t.stage NOT IN (3, 5)) ORDER BY 1""",
        [FOREVER],
    )
    return [assignment for (assignment,) in cursor.fetchall()]
