"""The days and hours on which a province works, and the seasons of its year; moments are seconds, days ordinals."""

from datetime import date
from random import Random

from domain.calendar import Calendar

DAY = 86_400
_OPENS, _HOURS = 7 * 3600 + 1800, 9 * 3600
_OUT_OF_HOURS = 0.02
"""Share of acts on a day of rest."""

SEASON = (1.0, 0.5, 1.3, 1.1, 1.0, 1.1, 0.8, 0.8, 1.0, 1.1, 1.2, 1.1)
"""How much is given in each month: little around Tết and in summer, much when the year is planned and closed."""
STRAIN = (1.7, 1.9, 1.1, 1.0, 1.0, 1.1, 1.1, 1.0, 1.0, 1.0, 1.0, 1.4)
"""By how much more is late of what is due in each month."""


class Desk:
    """When somebody sits down to the next act."""

    def __init__(self, first: int, last: int, calendar: Calendar, dice: Random) -> None:
        """``first`` to ``last``: the days that may be asked for."""
        self._first = first
        self._random = dice.random
        following = last
        self._next: list[int] = []
        for day in range(last, first - 1, -1):
            if calendar.is_working(date.fromordinal(day)):
                following = day
            self._next.append(following)
        self._next.reverse()

    def working(self, day: int) -> int:
        """The day itself if it is worked, else the first after it."""
        nth = day - self._first
        return self._next[nth] if nth < len(self._next) else day

    def at(self, day: int) -> int:
        """A moment of that day in working hours, as a rule of the next one that is worked."""
        random = self._random
        if random() >= _OUT_OF_HOURS:
            day = self.working(day)
        return day * DAY + _OPENS + int(random() * _HOURS)


def giving_days(first: int, last: int) -> list[float]:
    """For each day from ``first`` to ``last``, the share of all tasks that is given before its evening."""
    weights = [SEASON[date.fromordinal(day).month - 1] for day in range(first, last + 1)]
    total, given, shares = sum(weights), 0.0, []
    for weight in weights:
        given += weight
        shares.append(given / total)
    return shares
