"""The stage: plays that go on side by side, each act at its own moment of the working days."""

from collections.abc import Callable, Generator
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from typing import cast
from uuid import UUID

from domain.app import Register
from domain.calendar import Calendar
from domain.event import Event
from infra.log import VIETNAM

Play = Generator[datetime, None, None]
"""What somebody does over the years. It yields the moment of each next act and is resumed at that moment."""

_OPENS, _CLOSES = 7 * 3600 + 1800, 17 * 3600
_OUT_OF_HOURS = 0.02
"""Share of acts on a day of rest."""


class Stage:
    """Resumes every play at its moments, in order of time; of one moment in order of names.

    A play never looks further than its own next act, so what happens until a day is the same whichever day is
    the last.
    """

    def __init__(self, start: date, set_clock: Callable[[datetime], None], calendar: Calendar) -> None:
        self.calendar = calendar
        self.now = datetime.combine(start, time(0), VIETNAM)
        self._set_clock = set_clock
        self._plays: list[tuple[datetime, str, Play]] = []

    @property
    def today(self) -> date:
        """The day that is being played."""
        return self.now.date()

    def enter(self, name: str, play: Play) -> None:
        """Lets a play begin; ``name`` is its own."""
        moment = next(play, None)
        if moment is not None:
            heappush(self._plays, (max(moment, self.now), name, play))

    def run(self, until: date, told: Callable[[int, int], None] | None = None) -> None:
        """Plays to the evening of ``until``. ``told`` hears (days played, days in all)."""
        start = self.today
        while self._plays and self._plays[0][0].date() <= until:
            moment, name, play = heappop(self._plays)
            if told and moment.date() > self.today:
                told((moment.date() - start).days, (until - start).days)
            self.now = moment
            self._set_clock(moment)
            self.enter(name, play)
        if told:
            told((until - start).days, (until - start).days)

    def at_desk(self, day: date, dice: Random) -> datetime:
        """A moment of ``day`` in working hours, as a rule on the next working day and never in the past."""
        day = max(day, self.today)
        if dice.random() >= _OUT_OF_HOURS:
            day = self.calendar.next_working_day(day)
        moment = datetime.combine(day, time(0), VIETNAM) + timedelta(seconds=dice.randint(_OPENS, _CLOSES))
        return max(moment, self.now + timedelta(minutes=dice.randint(4, 20)))


def events(register: Register, stream: UUID) -> list[Event]:
    """What the log holds of a stream."""
    return cast("list[Event]", list(register.events.get(stream)))
