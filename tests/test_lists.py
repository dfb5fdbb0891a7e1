"""Lists page by page: each line once, in the order of deadlines, whatever is asked for and by whichever way."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import msgspec
import pytest

from domain.assignment_facts import Stage
from domain.rules import Timeliness, timeliness
from projections import lists, matters
from projections.lists import Filter
from projections.matters import Change
from projections.moment import Moment
from projections.paging import Key
from tests.province import TODAY, settle
from tests.world import OFFICE, World, ground

FIRST = date(2026, 1, 5)
DAYS = [FIRST + timedelta(n) for n in range(0, (TODAY - FIRST).days, 14)] + [TODAY]


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    """The small province; and work of a year before, of which some is late, some done long after, some found late."""
    world = World(module_database)
    settle(world)
    [unit] = world.units("Xã Tam Sơn")
    document = world.resolution("5-NQ/TU", date(2025, 1, 6))
    for n in range(9):
        due = date(2025, 1 + n, 20)
        [given] = world.task(document, [unit], due=due)
        if n % 3 == 0:
            world.complete(given, TODAY, product=due + timedelta(40))
        if n % 3 == 1:
            world.register.suspend(OFFICE, given, ground=ground(TODAY))
    yield world
    world.database.close()


def moments(world: World) -> Iterator[Moment]:
    for day in DAYS:
        yield world.reader.reported(day)
        yield world.reader.reviewed(day)
        yield world.reader.reviewed(day, world.log.head() - 20)


def standing(world: World, at: Moment) -> list[tuple[Key, Timeliness, UUID]]:
    """What holds at that moment, row by row: key, category, lead; in order."""
    world.engine.catch_up()
    with world.database.snapshot() as cursor:
        cursor.execute(
            "SELECT t.assignment_id, t.lead, t.stage, t.deadline, t.completed_on FROM assignment_timeline t"
            f" WHERE {at.where('t')}",
            at.values(),
        )
        rows = cursor.fetchall()
    found = []
    for assignment, lead, stage, deadline, completed_on in rows:
        late = bool(deadline and completed_on and completed_on > deadline)
        found.append(((deadline, assignment), timeliness(Stage(stage), deadline, late, at.day), lead))
    return sorted(found, key=lambda one: (one[0][0] or date.max, one[0][1]))


def listed(world: World, at: Moment, wanted: Filter, limit: int) -> list[Key]:
    """All pages, each behind the last line of the one before; and the same by how many lines went before."""
    keys: list[Key] = []
    after: Key | None = None
    while True:
        page, total = world.query(lists.assignments, at, wanted, after=after, limit=limit)
        again, _ = world.query(lists.assignments, at, wanted, offset=len(keys), limit=limit)
        assert page == again
        if not page:
            assert total == len(keys)
            return keys
        keys += [after := (line.deadline, line.assignment) for line in page]


@pytest.mark.parametrize("category", [(), *((category,) for category in Timeliness)])
def test_the_pages_of_a_list_are_all_that_holds_in_order(
    world: World, category: tuple[Timeliness, ...]
) -> None:
    told = 0
    for n, at in enumerate(moments(world)):
        there = [key for key, of, _ in standing(world, at) if not category or of in category]
        assert listed(world, at, Filter(categories=category), 2 + n % 5) == there, at
        told += len(there)
    assert told


def test_of_units_there_are_as_many_as_are_listed(world: World) -> None:
    for at in moments(world):
        held = standing(world, at)
        led = sorted({lead for _, _, lead in held})
        for overdue in (False, True):
            asked = Filter(categories=(Timeliness.OVERDUE,) if overdue else ())
            of = {key: lead for key, category, lead in held if not overdue or category is Timeliness.OVERDUE}
            for unit in led:
                wanted = msgspec.structs.replace(asked, unit=unit)
                assert listed(world, at, wanted, 50) == [key for key, lead in of.items() if lead == unit]
            some = msgspec.structs.replace(asked, units=led[:2])
            assert listed(world, at, some, 50) == [key for key, lead in of.items() if lead in led[:2]]
            groups = [listed(world, at, msgspec.structs.replace(asked, group=n), 50) for n in range(1, 7)]
            assert sorted(key for keys in groups for key in keys if key[0]) == sorted(k for k in of if k[0])
    assert not listed(world, at, Filter(units=()), 50)


def test_what_is_overdue_is_the_same_among_other_conditions(world: World) -> None:
    for at in moments(world):
        late = [key for key, category, _ in standing(world, at) if category is Timeliness.OVERDUE]
        since, until = date(2025, 3, 1), date(2026, 2, 1)
        wanted = Filter(categories=(Timeliness.OVERDUE,), due_from=since, due_before=until)
        assert listed(world, at, wanted, 3) == [key for key in late if key[0] and since <= key[0] < until]
        tasks, total = world.query(lists.tasks, at, Filter(categories=(Timeliness.OVERDUE,)))
        deadlines = [line.deadline for line in tasks]
        assert total == len(tasks)
        assert deadlines == sorted(deadlines)
        assert {line.category for line in tasks} <= {Timeliness.OVERDUE}


def test_what_came_in_a_week_is_what_stands_otherwise_than_at_its_beginning(world: World) -> None:
    def rows(at: Moment) -> dict[UUID, tuple[int, date | None, int]]:
        with world.database.snapshot() as cursor:
            cursor.execute(
                "SELECT t.assignment_id, t.stage, t.deadline, t.extensions FROM assignment_timeline t"
                f" WHERE {at.where('t')}",
                at.values(),
            )
            return {row[0]: row[1:] for row in cursor.fetchall()}

    def late(row: tuple[int, date | None, int] | None, day: date) -> bool:
        return row is not None and row[0] < Stage.COMPLETED and row[1] is not None and row[1] < day

    came: set[Change] = set()
    live = world.reader.reviewed(TODAY)
    shown_then = msgspec.structs.replace(live, day=TODAY - timedelta(7), shown=True)
    pairs = [(at, msgspec.structs.replace(at, day=at.day - timedelta(7))) for at in moments(world)]
    for at, before in [*pairs, (live, shown_then)]:
        now, then = rows(at), rows(before)
        wanted = {
            Change.GIVEN: sum(a not in then for a in now),
            Change.COMPLETED: sum(
                row[0] == Stage.COMPLETED and (a not in then or then[a][0] != Stage.COMPLETED)
                for a, row in now.items()
            ),
            Change.EXTENDED: sum(row[2] > (then[a][2] if a in then else 0) for a, row in now.items()),
            Change.OVERDUE: sum(
                late(row, at.day) and not late(then.get(a), before.day) for a, row in now.items()
            ),
        }
        assert world.query(matters.changed, at, before) == wanted, at
        came |= {change for change, n in wanted.items() if n}
        for change, n in wanted.items():
            since = Filter(since=matters.Since(change, before))
            assert world.query(lists.assignments, at, since)[1] == n
    assert came == set(Change)
