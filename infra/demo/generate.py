"""The demonstration province "Sông Lam": seven years of work, played through the commands that people use."""

from collections.abc import Callable
from datetime import date, datetime

from domain.app import Register
from infra.demo.calendars import calendar
from infra.demo.stage import Stage
from infra.demo.story import Story
from infra.demo.tasks import Planner
from infra.demo.units import START


def generate(
    register: Register,
    *,
    set_clock: Callable[[datetime], None],
    until: date,
    seed: int = 1,
    told: Callable[[int, int], None] | None = None,
    scale: float = 1.0,
) -> None:
    """Plays every act from 02/01/2020 to the evening of ``until``, in the order of recording.

    ``register`` is on an empty log in seeding mode, its moments of recording and its ``today`` are what
    ``set_clock`` was told last. The same seed and scale give the same log; a later ``until`` only adds to it.
    ``scale``: a smaller province, 0.1 for a tenth of the tasks. ``told`` hears (days played, days in all).
    """
    worked = calendar(until.year + 1)
    stage = Stage(START, set_clock, worked)
    story = Story(register, stage, Planner(seed, worked, scale), seed)
    for name, play in story.plays():
        stage.enter(name, play)
    stage.run(until, told)
