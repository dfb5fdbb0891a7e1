"""Looks at pages of figures by anybody, at any moment, narrowed anyhow: what the figures are tried on."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

import msgspec

from dashboard.address import DEADLINES, OVERVIEW, UNIT, UNITS, Asked, Order, Scope, Span, Way
from dashboard.components import Page
from dashboard.look import Look
from dashboard.pages.deadlines import deadlines
from dashboard.pages.overview import overview
from dashboard.pages.unit import unit
from dashboard.pages.units import units
from domain.account import Role
from domain.errors import NotFound
from domain.ruling import Rules
from domain.unit import Group
from projections.moment import Moment
from tests.looks import look, viewer
from tests.page_figures import Asker, Checked, all_linked
from tests.raw_counts import Raw
from tests.world import World


class Trial(msgspec.Struct):
    """A page that was looked at, and who looked."""

    words: str
    checked: Checked


def tried(world: World, raw: Raw, random: Random) -> Trial | None:
    """One look; None where there is nothing to look at, as on the page of a unit that was not known yet."""
    role = random.choice(
        (Role.STANDING, Role.STANDING, Role.BOARD_MEMBER, Role.OFFICE_DEPUTY, Role.UNIT_OFFICER)
    )
    own = random.choice(raw.units) if role is Role.UNIT_OFFICER else None
    followed = (
        random.sample(raw.units, k=min(len(raw.units), 5)) if role is not Role.STANDING and not own else []
    )
    path, asked = _page(raw, random, own)
    this = look(world, asked, path, viewer(role, own, followed))
    when, before, shown = _moments(world, raw, random, this)
    asker = Asker(
        raw=raw,
        when=when,
        before=before,
        today=(2**62, world.today()),
        soon_days=Rules().due_soon,
        shown=shown,
        followed=frozenset(followed) or None,
        own=frozenset(raw.went_into(own)) if own else None,
    )
    words = f"{this.asked.at(path)} by {role}, known {when[0]}, day {when[1]}"
    try:
        with all_linked():
            page = _shown(this, path)
    except NotFound:
        return None
    return Trial(words, Checked(page, asker))


def _page(raw: Raw, random: Random, own: UUID | None) -> tuple[str, Asked]:
    """Which page, and what is asked of it."""
    day = random.choice(raw.days)
    scope, year = random.choice((None, *Scope)), random.choice((None, day.year))
    asked = {
        OVERVIEW: Asked(scope=scope, year=year),
        UNITS: Asked(group=random.choice((None, *Group)), order=random.choice(list(Order))),
        f"{UNIT}{own or random.choice(raw.units)}": Asked(year=year),
        DEADLINES: Asked(start=day, span=random.choice(list(Span)), scope=scope),
    }
    return random.choice(list(asked.items()))


def _moments(
    world: World, raw: Raw, random: Random, this: Look
) -> tuple[tuple[int, date], tuple[int, date], bool]:
    """Sets the two clocks of the look: now, as shown on a day, or any day as known at any position."""
    head, today = raw.log[-1].position, world.today()
    how = random.choice(("now", "shown", "any"))
    if how == "now":
        week = today - timedelta(7)
        return (head, today), (raw.known_on(week), week), False
    day = min(random.choice(raw.days), today - timedelta(1))
    week = day - timedelta(7)
    if how == "shown":
        this.asked = this.asked.but(day=day, way=Way.REPORTED)
        return (raw.known_on(day), day), (raw.known_on(week), week), True
    known = random.choice(raw.log).txn_end
    this.asked = this.asked.but(day=day, way=Way.REVIEWED)
    this.at = Moment(known, day)
    return (known, day), (known, week), False


def _shown(this: Look, path: str) -> Page:
    if path.startswith(UNIT):
        return unit(this, UUID(path.removeprefix(UNIT)))
    return {OVERVIEW: overview, UNITS: units, DEADLINES: deadlines}[path](this)
