"""Reorganisations told late or in another order than they happened: nothing stays with a unit that is gone."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from domain.app import Closing
from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Deadline
from domain.errors import Refused
from domain.paper import Authority, Paper
from domain.task import DocumentBasis, Leads
from domain.unit import Ending
from projections.moment import as_reviewed
from tests.world import HEAD, OFFICE, World

JAN, JUN, JUL, OCT = date(2025, 1, 2), date(2025, 6, 1), date(2025, 7, 1), date(2025, 10, 1)
PAPER = Paper("1-QĐ/TU", date(2025, 5, 25))


@pytest.fixture
def world(database: str) -> Iterator[World]:
    world = World(database)
    world.on(date(2026, 1, 2))
    yield world
    world.database.close()


def end(world: World, unit: UUID, heir: UUID, day: date) -> None:
    closing = Closing(unit, Ending.MERGED, (heir,))
    world.register.reorganise(OFFICE, day=day, paper=PAPER, closings=[closing])


def lead(world: World, assignment: UUID, day: date) -> UUID:
    at = as_reviewed(world.log, day)
    sql = f"SELECT lead FROM assignment_timeline t WHERE {at.where('t')} AND assignment_id = %(id)s"
    return world.query(lambda c: (c.execute(sql, {**at.values(), "id": assignment}), c.fetchone()[0])[1])


def test_an_earlier_merger_told_after_a_later_one_goes_all_the_way(world: World) -> None:
    a, b, c = world.units("A", "B", "C")
    [given] = world.task(world.resolution(day=JAN), [a])
    end(world, b, c, OCT)
    end(world, a, b, JUL)
    assert [lead(world, given, day) for day in (JAN, JUL, OCT)] == [a, b, c]


def test_a_unit_found_to_have_ended_before_it_took_over_keeps_nothing(world: World) -> None:
    a, b, c = world.units("A", "B", "C")
    [given] = world.task(world.resolution(day=JAN), [a])
    end(world, a, b, JUL)
    end(world, b, c, JUN)
    assert [lead(world, given, day) for day in (JUN, JUL)] == [a, c]


def test_units_never_take_over_from_themselves(world: World) -> None:
    a, b = world.units("A", "B")
    end(world, a, b, JUL)
    head = world.log.head()
    with pytest.raises(Refused, match="B đã kế thừa nhiệm vụ của A nên không thể chuyển lại cho đơn vị đó"):
        end(world, b, a, JUN)
    assert world.log.head() == head


def test_a_member_added_shortly_before_its_end_goes_on_to_its_successor(world: World) -> None:
    a, b, c = world.units("A", "B", "C")
    coming = date(2026, 3, 1)
    end(world, b, c, coming)
    new = NewTask(
        text="Việc",
        deadline=Deadline("", OCT, "day"),
        authority=Authority.STANDING_BOARD,
        choice=Choice(Leads.EACH, (a,)),
    )
    made = world.register.draft_task(OFFICE, new, (DocumentBasis(world.resolution(day=JAN)),)).answer
    world.give([UUID(made["task"])])
    added = world.register.add_lead(HEAD, UUID(made["task"]), lead=b).answer["assignment"]
    assert [lead(world, UUID(added), day) for day in (date(2026, 1, 2), coming)] == [b, c]
