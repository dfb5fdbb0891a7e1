"""Who acts, by account, and how punctual a unit is."""

from random import Random
from typing import NamedTuple

from domain.act import Actor

CLERK = Actor("vt.mai")
SPECIALISTS = (Actor("cv.linh"), Actor("cv.nam"), Actor("cv.thao"))
DEPUTY = Actor("pcvp.minh")
HEAD = Actor("cvp.hoa")


class Temper(NamedTuple):
    """How a unit works. Shares of 0 to 1, delays in days."""

    on_time: float
    delay: float
    """Mean delay of what is late."""
    stuck: float
    """Share of the late that stays so for a year and more."""
    asks: float
    """Share of the late that is foreseen, so that an extension is asked for."""
    silence: int
    """Days until it answers, at most."""


EXCELLENT = Temper(on_time=0.98, delay=10, stuck=0.0, asks=0.5, silence=2)
GOOD = Temper(on_time=0.90, delay=30, stuck=0.4, asks=0.35, silence=4)
FAIR = Temper(on_time=0.77, delay=60, stuck=0.7, asks=0.25, silence=7)
BAD = Temper(on_time=0.52, delay=100, stuck=0.55, asks=0.15, silence=14)

_KNOWN = {
    "ban-to-chuc": EXCELLENT,
    "van-phong-tu": GOOD,
    "bcsd-ubnd": GOOD,
    "du-ubnd": FAIR,
    "so-noi-vu": FAIR,
    "xa-tam-son": EXCELLENT,
}
"""Those that lead most, and one that every example speaks of."""


def temper(seed: int, unit: str) -> Temper:
    """How the unit of that key works, for all its years."""
    dice = Random(f"{seed} temper {unit}")
    return _KNOWN.get(unit) or dice.choices((EXCELLENT, GOOD, FAIR, BAD), (18, 42, 26, 14))[0]
