"""The simulated province from its first day to its last: units, calendars, documents, the reorganisation."""

from collections.abc import Callable, Iterator
from datetime import date
from heapq import heappop, heapreplace
from random import Random
from uuid import uuid5

import msgspec

from domain.account import OPERATOR, Opened
from domain.calendar import Calendar, CalendarSet, YearCalendar, stream_id
from domain.paper import Paper
from domain.unit import Ended, Ending, Renamed
from infra.holidays import propose
from infra.simulation.bodies import NAMESPACE, Body, bodies
from infra.simulation.book import Entry
from infra.simulation.closings import closings
from infra.simulation.desk import DAY, Desk, giving_days
from infra.simulation.documents import Documents
from infra.simulation.world import Play, World

EVENTS_EACH = 8
"""Events of the log for one assignment, about: what the progress is reckoned by."""
_MORNING = 7 * 3600 + 2400


class Size(msgspec.Struct, frozen=True):
    """How much is simulated: so many assignments in the years up to the evening of ``until``."""

    assignments: int
    years: int
    until: date
    seed: int = 1

    @property
    def first(self) -> date:
        """The first day."""
        day = self.until
        return day.replace(year=day.year - self.years, day=min(day.day, 28))


def simulated(size: Size, told: Callable[[int, int], None] | None = None) -> Iterator[bytes]:
    """The lines of the log for COPY, in the order of recording. ``told`` hears (events, events in all, about)."""
    first, last = size.first.toordinal(), size.until.toordinal()
    reform = date.fromordinal(first + (last - first) * 4 // 5).replace(day=1)
    dice, root = Random(size.seed), uuid5(NAMESPACE, str(size.seed))
    calendars = [propose(year) for year in range(size.first.year - 1, size.until.year + 3)]
    calendar = Calendar(msgspec.structs.replace(c, version=1) for c in calendars)
    desk = Desk(first, last + 400, calendar, dice)
    world = World(root, dice, desk, bodies(root, size.first, reform, dice), reform.toordinal())
    world.now, world.today = first * DAY, first
    documents = Documents(world, calendar, first + 1, giving_days(first + 1, last - 8), size.assignments)
    world.enter(_beginning(world, size.first))
    world.enter(_calendars(world, calendars))
    world.enter(documents.play())
    world.enter(_reform(world))
    world.enter(closings(world))

    end, plays, book = (last + 1) * DAY, world.plays, world.book
    while plays and plays[0][0] < end:
        moment, nth, play = plays[0]
        world.now, world.today = moment, moment // DAY
        following = next(play, None)
        if following is None:
            heappop(plays)
        else:
            heapreplace(plays, (max(following, moment + 1), nth, play))
        for chunk in book.taken():
            if told:
                told(book.position, max(book.position, EVENTS_EACH * size.assignments))
            yield chunk
    yield from book.taken(least=1)


def _beginning(world: World, day: date) -> Play:
    """The units and the accounts, before the first document comes."""
    yield world.today * DAY + _MORNING
    first = [body for body in world.bodies.all.values() if body.since == world.today]
    world.record(*((body.id, 1, body.established(world.head, world.bodies.parent(body))) for body in first))
    opened = [*world.charges(), *(charge for body in first for charge in body.charges())]
    for account, charge in opened:
        yield world.now + 20
        world.record((account, 1, Opened(by=OPERATOR, charge=charge)))


def _calendars(world: World, calendars: list[YearCalendar]) -> Play:
    """Each year's is set in the December before; the years that have begun at once."""
    for proposed in calendars:
        decided = date(proposed.year - 1, 12, 10)
        yield max(world.now + 60, world.at(decided.toordinal()), world.today * DAY + _MORNING + 9000)
        fact = CalendarSet(
            by=world.head,
            day=decided,
            calendar=msgspec.structs.replace(proposed, version=1),
            source=f"Thông báo về lịch nghỉ lễ, Tết năm {proposed.year}",
        )
        world.record((stream_id(proposed.year), 1, fact))


def _reform(world: World) -> Play:
    """Units end and whatever they hold goes on to their heirs, each merger in one transaction; others are renamed."""
    yield world.reform * DAY + _MORNING
    world.reformed = True
    day, paper = date.fromordinal(world.reform), world.reformed_by
    for key, ended in world.bodies.mergers.items():
        heir = world.bodies.all[key]
        world.record(*_merger(world, heir, ended, day, paper))
        for account, charge in heir.charges() if heir.since == world.reform else ():
            yield world.now + 20
            world.record((account, 1, Opened(by=OPERATOR, charge=charge)))
        yield world.now + 400
    for body in world.bodies.all.values():
        if body.later_name:
            renamed = Renamed(by=world.head, day=day, name=body.later_name, paper=paper)
            body.name = body.later_name
            world.record((body.id, 2, renamed))
            yield world.now + 60


def _merger(world: World, heir: Body, ended: list[Body], day: date, paper: Paper) -> Iterator[Entry]:
    if heir.since == world.reform:
        yield heir.id, 1, heir.established(world.head, world.bodies.parent(heir), paper)
    for body in ended:
        fact = Ended(by=world.head, day=day, how=Ending.MERGED, successors=(heir.id,), paper=paper)
        yield body.id, 2, fact
    for body in ended:
        for course in list(body.running):
            on = max(world.reform, course.since)
            yield course.handed_over(heir, world.head, on, "Sắp xếp tổ chức", paper)
        body.running.clear()
