"""Every figure of the pages of the Standing Committee is what a count straight from the events gives."""

from collections.abc import Iterator
from datetime import date
from random import Random
from unittest.mock import patch

import pytest

from dashboard.address import Asked
from dashboard.markup import Markup
from dashboard.pages import overview_figures
from dashboard.pages.overview import overview
from domain.ruling import Rules
from infra.demo.generate import generate
from tests.looks import look
from tests.page_figures import Asker, Checked, all_linked, linked
from tests.random_looks import tried
from tests.raw_counts import Raw
from tests.world import World, days_after

UNTIL = date(2025, 9, 30)


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    """A small province of everything, three months after its reorganisation."""
    world = World(module_database)

    def set_clock(moment):
        world.now = moment

    generate(world.register, set_clock=set_clock, until=UNTIL, seed=5, scale=0.05)
    world.engine.catch_up()
    yield world
    world.database.close()


@pytest.fixture(scope="module")
def raw(world: World) -> Raw:
    return Raw(r for page in world.log.pages(0) for r in page)


@pytest.mark.parametrize("seed", range(14))
def test_figures_are_what_the_events_say(world: World, raw: Raw, seed: int) -> None:
    trial = tried(world, raw, Random(seed))
    assert trial is None or not trial.checked.wrong, trial.words


def of_today(world: World, raw: Raw) -> Asker:
    today, head = world.today(), raw.log[-1].position
    week = days_after(today, -7)
    return Asker(
        raw=raw,
        when=(head, today),
        before=(raw.known_on(week), week),
        today=(head, today),
        soon_days=Rules().due_soon,
    )


def test_on_the_first_page_hundreds_of_figures_are_compared(world: World, raw: Raw) -> None:
    with all_linked():
        checked = Checked(overview(look(world, Asked())), of_today(world, raw))
    assert checked.figures > 400
    assert not checked.wrong


def test_one_figure_too_high_is_found(world: World, raw: Raw) -> None:
    def too_high(n: int, href: str) -> Markup:
        return linked(n + ("dung-han" in href), href)

    with all_linked(), patch.object(overview_figures, "figure", too_high):
        checked = Checked(overview(look(world, Asked())), of_today(world, raw))
    assert any("dung-han" in words for words in checked.wrong)
