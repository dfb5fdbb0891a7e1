"""Units under units over the days, who took over from whom, and another place in the protocol order."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from domain.app import Closing, NewUnit
from domain.errors import NotFound, Refused
from domain.paper import Paper
from domain.subordination import lies_under
from domain.unit import Ending
from projections.counts import unit_names
from projections.moment import as_reviewed
from projections.units import all_names, predecessors, subordinates, successors
from projections.versions import OPEN
from tests.world import OFFICE, World

JAN, FEB, MAR, APR, MAY = (date(2026, month, 1) for month in range(1, 6))
PAPER = Paper("1-QĐ/TU", JAN)


@pytest.fixture
def world(database: str) -> Iterator[World]:
    world = World(database)
    world.on(date(2026, 6, 1))
    yield world
    world.database.close()


def place(world: World, unit: UUID, parent: UUID | None, day: date = FEB) -> None:
    world.register.place_unit(OFFICE, unit, parent=parent, day=day, paper=PAPER)


def under(world: World, unit: UUID, day: date) -> list[UUID]:
    return world.query(subordinates, as_reviewed(world.log, day), unit)


def end(world: World, unit: UUID, *heirs: UUID, day: date = MAR) -> None:
    how = Ending.MERGED if len(heirs) == 1 else Ending.SPLIT
    world.register.reorganise(OFFICE, day=day, paper=PAPER, closings=[Closing(unit, how, heirs)])


def test_a_unit_stands_under_another_from_a_day_on(world: World) -> None:
    top, middle, low = world.units("Đảng ủy UBND tỉnh", "Sở Tài chính", "Chi cục")
    place(world, middle, top)
    place(world, low, middle, MAR)
    assert [under(world, top, day) for day in (JAN, FEB, MAR)] == [[], [middle], [middle, low]]
    place(world, low, None, APR)
    assert under(world, top, APR) == [middle]
    now = f"SELECT parent FROM unit_timeline WHERE known_to = {OPEN} AND unit_id = %s ORDER BY from_day"
    assert world.rows(now, low) == [(None,), (middle,), (None,)]


def test_a_new_unit_is_placed_as_it_is_established_even_under_one_of_the_same_list(world: World) -> None:
    [top] = world.units("Đảng ủy UBND tỉnh")
    middle, low = uuid4(), uuid4()
    made = [
        NewUnit(name="Chi cục", group=5, rank=2, parent=middle, id=low),
        NewUnit(name="Sở Tài chính", group=5, rank=1, parent=top, id=middle),
    ]
    world.register.establish_units(OFFICE, made, day=FEB)
    assert under(world, top, FEB) == [middle, low]


def test_a_renamed_unit_stays_where_it_stands(world: World) -> None:
    top, low = world.units("Đảng ủy UBND tỉnh", "Sở Tài chính")
    place(world, low, top)
    world.register.rename_unit(OFFICE, low, day=MAR, name="Sở Tài chính và Đầu tư", paper=PAPER)
    assert under(world, top, MAR) == [low]


def test_no_unit_stands_under_itself_at_however_many_removes(world: World) -> None:
    top, middle, low = world.units("A", "B", "C")
    place(world, middle, top)
    place(world, low, middle, APR)
    head = world.log.head()
    with pytest.raises(Refused, match="A không thể trực thuộc chính mình"):
        place(world, top, top)
    for day in (FEB, APR):
        with pytest.raises(Refused, match=r"C trực thuộc .* A nên không thể là đơn vị cấp trên"):
            place(world, top, low, day)
    ring = [uuid4(), uuid4()]
    made = [
        NewUnit(name=n, group=6, rank=1, parent=p, id=i)
        for n, p, i in zip("XY", ring[::-1], ring, strict=True)
    ]
    with pytest.raises(Refused, match="nên không thể là đơn vị cấp trên"):
        world.register.establish_units(OFFICE, made, day=FEB)
    assert world.log.head() == head


def test_both_must_exist_that_day(world: World) -> None:
    old, other = world.units("Ban Dân vận", "Ban Tuyên giáo")
    [coming] = world.units("Ban Mới", since=APR)
    end(world, old, other)
    with pytest.raises(Refused, match="Ban Mới chưa có vào ngày 01/02/2026"):
        place(world, other, coming)
    with pytest.raises(Refused, match="Ban Mới chưa có vào ngày 01/02/2026"):
        place(world, coming, other)
    with pytest.raises(Refused, match="Ban Dân vận đã kết thúc hoạt động từ ngày 01/3/2026"):
        place(world, other, old, MAR)
    with pytest.raises(Refused, match=r"Ban Tuyên giáo không trực thuộc đơn vị nào khác"):
        place(world, other, None)
    with pytest.raises(NotFound):
        place(world, other, UUID(int=9))
    place(world, coming, other, APR)
    with pytest.raises(Refused, match=r"Ngày 01/5/2026 Ban Mới đang trực thuộc Ban Tuyên giáo"):
        place(world, coming, other, MAY)


def test_what_stood_under_a_unit_that_merged_stands_under_its_successor(world: World) -> None:
    old, heir, low = world.units("A", "B", "C")
    place(world, low, old)
    end(world, old, heir)
    assert (under(world, heir, FEB), under(world, heir, MAR)) == ([], [low])


def test_after_a_split_nobody_has_said_under_which_part(world: World) -> None:
    old, one, two, low = world.units("A", "B", "C", "D")
    place(world, low, old)
    end(world, old, one, two)
    assert (under(world, one, MAR), under(world, two, MAR)) == ([], [])
    place(world, low, two, APR)
    assert under(world, two, APR) == [low]


def test_predecessors_and_successors_at_however_many_removes(world: World) -> None:
    first, second, third, other = world.units("A", "B", "C", "D")
    end(world, first, second, day=FEB)
    end(world, second, third, other, day=APR)
    now = as_reviewed(world.log, MAY)
    assert set(world.query(predecessors, now, third)) == {first, second}
    assert set(world.query(successors, now, first)) == {second, third, other}
    assert world.query(predecessors, as_reviewed(world.log, MAR), third) == []
    assert world.query(predecessors, as_reviewed(world.log, MAR), second) == [first]
    assert world.query(successors, now, other) == []


def test_the_protocol_order_is_edited_from_a_day_on(world: World) -> None:
    first, second = world.units("A", "B", group=5)
    world.register.move_unit_rank(OFFICE, second, rank=0, group=5, day=MAR)
    world.register.move_unit_rank(OFFICE, first, rank=7, group=6, day=MAR, paper=PAPER)

    def order(day: date) -> list[tuple[str, int, int]]:
        names = world.query(unit_names, as_reviewed(world.log, day), [first, second])
        return [(name, group, rank) for _, name, group, rank in names]

    assert (order(FEB), order(MAR)) == ([("A", 5, 1), ("B", 5, 2)], [("B", 5, 0), ("A", 6, 7)])
    assert [called.unit for called in world.query(all_names)] == [second, first]
    with pytest.raises(Refused, match="Nhóm đơn vị “7” không có"):
        world.register.move_unit_rank(OFFICE, first, rank=1, group=7, day=MAR)
    with pytest.raises(Refused, match="A chưa có vào ngày"):
        world.register.move_unit_rank(OFFICE, first, rank=1, group=5, day=date(2019, 1, 1))


@settings(max_examples=8, deadline=None)
@forall(st.data())
def test_what_stands_under_what_in_sql_is_what_the_domain_says(
    module_world: World, data: st.DataObject
) -> None:
    world = module_world
    made = world.units(*"ABCDEF")
    months = st.sampled_from([FEB, MAR, APR])
    for _ in range(data.draw(st.integers(3, 9))):
        unit, other = data.draw(st.permutations(made))[:2]
        try:
            if data.draw(st.integers(0, 3)):
                place(world, unit, other, data.draw(months))
            else:
                end(world, unit, other, day=data.draw(months))
        except Refused:
            continue
    day = data.draw(st.sampled_from([JAN, FEB, MAR, APR]))

    def found(lead: UUID) -> set[UUID]:
        def whether(act):
            there = act.unit(lead).exists_on(day)
            return {
                u
                for u in made
                if there and act.unit(u).exists_on(day) and lies_under(act.unit(u), lead, day, act.unit)
            }

        return world.register.look(whether)

    for lead in made:
        if found(lead) or world.register.look(lambda act, lead=lead: act.unit(lead).exists_on(day)):
            assert set(under(world, lead, day)) == found(lead)


@pytest.fixture(scope="module")
def module_world(module_database: str) -> Iterator[World]:
    world = World(module_database)
    world.on(date(2026, 6, 1))
    yield world
    world.database.close()
