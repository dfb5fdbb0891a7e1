"""Past days drawn at random, and how long something takes on each of them."""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from benchmarks.bench.place import UNTIL, Register, Size
from projections.moment import Moment

T = TypeVar("T")

DAYS = 15
LEAST_AGE = 30
"""Days before the last one."""


def past(size: Size) -> list[date]:
    """The same days in each run."""
    chance = Random(1)
    return [UNTIL - timedelta(chance.randint(LEAST_AGE, 365 * size.years - LEAST_AGE)) for _ in range(DAYS)]


def both_ways(register: Register, size: Size) -> dict[str, list[Moment]]:
    """Each of the days as it was reported then, and as it is known now."""
    days = past(size)
    return {
        "as reported then": [register.reader.reported(day) for day in days],
        "as known now": [register.reader.reviewed(day) for day in days],
    }


def median_ms(work: Callable[[T], object], moments: Sequence[T]) -> float:
    """Of the moments, each timed at its second time: what a day reads is in memory."""
    times = []
    for moment in moments:
        work(moment)
        began = time.perf_counter()
        work(moment)
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)
