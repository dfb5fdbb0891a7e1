"""The working calendar of a year is set, restated when the swaps of days are decided."""

from datetime import date

from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.calendar import CalendarSet, YearCalendar, set_calendar, stream_id
from domain.door import not_in_future


class Calendars(Machinery):
    """The use case of the calendar."""

    def set_calendar(self, actor: Actor, proposed: YearCalendar, *, source: str, day: date) -> Done:
        """The calendar of a year by the document ``source`` of ``day``; a package only proposes one."""
        stream = stream_id(proposed.year)

        def decide(act: Act) -> Answer:
            not_in_future(day, self.today())
            facts = [e.fact for e in act.stream(stream) if isinstance(e.fact, CalendarSet)]
            fact = set_calendar(facts, proposed, source=source, day=day, by=act.by)
            act.put(stream, fact)
            return {"version": fact.calendar.version}

        return self.act(actor, decide)
