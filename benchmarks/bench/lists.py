"""Pages of lists on past days, against the same page of today."""

from collections.abc import Iterator
from functools import partial

from benchmarks.bench.days import DAYS, both_ways, median_ms
from benchmarks.bench.line import Line
from benchmarks.bench.place import UNTIL, Place
from domain.rules import Timeliness
from projections import lists
from projections.lists import Filter
from projections.view import Cursor

AGAINST = "the same of today"


def lines(place: Place) -> Iterator[Line]:
    """A page of 50: of one unit; of what is overdue at all units."""
    with place.register() as register:
        today = [register.reader.reviewed(UNTIL)] * DAYS
        for way, moments in both_ways(register, place.size).items():
            with register.reader.snapshot() as cursor:
                for what, wanted, most in wanted_of(cursor):
                    page = partial(lists.assignments, cursor, wanted=wanted)
                    yield Line(
                        what=f"{what}, {way}",
                        against=AGAINST,
                        ours=median_ms(page, moments),
                        peer=median_ms(page, today),
                        unit="ms",
                        most=most,
                        across=1.5,
                    )


def wanted_of(cursor: Cursor) -> list[tuple[str, Filter, float]]:
    """What the pages are of: the unit that leads most, and the overdue of all."""
    cursor.execute("SELECT lead FROM assignment_timeline GROUP BY lead ORDER BY count(*) DESC LIMIT 1")
    [(unit,)] = cursor.fetchall()
    return [
        ("a page of one unit's list on a random past day", Filter(unit=unit), 1.5),
        (
            "first page of the overdue of all units on a random past day",
            Filter(categories=(Timeliness.OVERDUE,)),
            2,
        ),
    ]
