"""How everything stood at the end of each month, against how it stands on one day."""

from collections.abc import Iterator

from benchmarks.bench.days import both_ways, median_ms
from benchmarks.bench.line import Line
from benchmarks.bench.place import UNTIL, Place
from projections import counts, trend


def lines(place: Place) -> Iterator[Line]:
    """All months of the register, both ways of knowing."""
    days = trend.month_ends(UNTIL, 12 * place.size.years)
    with place.register() as register:
        for way, moments in both_ways(register, place.size).items():
            with register.reader.snapshot() as cursor:
                yield Line(
                    what=f"trend of {place.size.years} years by month, all units, {way}",
                    against="the counts by unit of one day",
                    ours=median_ms(lambda at: trend.over(cursor, at, days), moments),
                    peer=median_ms(lambda at: counts.by_unit(cursor, at), moments),
                    unit="ms",
                    most=8,
                )
