"""Units change under running tasks: nothing is orphaned, nothing changes hands twice, the past stays."""

import threading
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from domain.app import Closing, NewUnit
from domain.errors import Refused
from domain.paper import Paper
from domain.progress import Report
from domain.unit import Ending
from projections import counts
from projections.moment import as_reviewed
from tests.world import HEAD, OFFICE, UNIT, World, ground

JAN, JUN, JUL = date(2025, 1, 2), date(2025, 6, 20), date(2025, 7, 1)
PAPER = Paper("1-QĐ/TU", date(2025, 6, 25))


@pytest.fixture
def world(database: str) -> Iterator[World]:
    world = World(database)
    world.on(date(2026, 1, 2))
    yield world
    world.database.close()


def merge(world: World, old: list[UUID], name: str = "Ban Tuyên giáo và Dân vận", day: date = JUL) -> UUID:
    new = NewUnit(name=name, group=1, rank=3)
    world.register.reorganise(
        OFFICE,
        day=day,
        paper=PAPER,
        establish=[new],
        closings=[Closing(unit, Ending.MERGED, (new.id,)) for unit in old],
    )
    return new.id


def leads(world: World, day: date) -> dict[UUID, UUID]:
    at = as_reviewed(world.log, day)
    rows = world.query(
        lambda c: (
            c.execute(
                f"SELECT assignment_id, lead FROM assignment_timeline t WHERE {at.where('t')}", at.values()
            ),
            c.fetchall(),
        )[1]
    )
    return dict(rows)


def test_a_merger_hands_over_what_is_open_in_one_transaction_and_leaves_what_is_done(world: World) -> None:
    propaganda, mobilisation = world.units("Ban Tuyên giáo", "Ban Dân vận", group=1)
    document = world.resolution(day=JAN)
    [done] = world.task(document, [propaganda])
    [running] = world.task(document, [mobilisation])
    [drafted] = world.task(document, [mobilisation], issue=False)
    world.complete(done, date(2025, 3, 3))
    before = world.log.head()
    new = merge(world, [propaganda, mobilisation])
    [page] = world.log.pages(before)
    assert {r.txn_end for r in page} == {world.log.head()}
    assert leads(world, date(2025, 6, 30)) == {done: propaganda, running: mobilisation}
    assert leads(world, JUL) == {done: propaganda, running: new}
    task = world.register.events.get(drafted)
    world.give([next(iter(task)).fact.task])
    assert leads(world, JUL)[drafted] == new
    assert leads(world, date(2025, 6, 30))[drafted] == mobilisation


def test_a_completion_before_the_merger_confirmed_after_it_counts_for_the_old_unit(world: World) -> None:
    old, other = world.units("Sở Giao thông vận tải", "Sở Xây dựng cũ", group=5)
    [given] = world.task(world.resolution(day=JAN), [old])
    report = Report(as_of=JUN, results="Xong", product=Paper("3-KH/SGT", JUN), claim=True)
    claim = world.register.send_report(UNIT, given, report, day=JUN).answer["version"]
    new = merge(world, [old, other], "Sở Xây dựng")
    world.register.confirm_completion(HEAD, given, act_day=date(2025, 7, 10), claim=claim)
    at = as_reviewed(world.log, date(2025, 8, 1))
    assert [(u.unit, u.tally.total) for u in world.query(counts.by_unit, at)] == [(old, 1)]
    world.register.reopen(OFFICE, given, ground=ground(date(2025, 9, 1)))
    assert leads(world, date(2025, 9, 1)) == {given: new}


def test_what_is_reopened_at_an_ended_unit_goes_on_to_its_successor(world: World) -> None:
    old, other = world.units("A", "B")
    [given] = world.task(world.resolution(day=JAN), [old])
    world.complete(given, date(2025, 3, 3))
    new = merge(world, [old, other], "C")
    world.register.reopen(OFFICE, given, ground=ground(date(2025, 9, 1)))
    assert leads(world, date(2025, 8, 31)) == {given: old}
    assert leads(world, date(2025, 9, 1)) == {given: new}


def test_what_is_given_to_an_ended_unit_by_an_older_document_goes_on_to_its_successor(world: World) -> None:
    old, other = world.units("A", "B")
    new = merge(world, [old, other], "C")
    [given] = world.task(world.resolution(day=JUN), [old])
    assert leads(world, JUN) == {given: old}
    assert leads(world, JUL) == {given: new}


def test_a_newer_document_cannot_name_an_ended_unit(world: World) -> None:
    old, other = world.units("A", "B")
    merge(world, [old, other], "C")
    with pytest.raises(Refused, match="A đã kết thúc hoạt động từ ngày 01/7/2025"):
        world.task(world.resolution(day=date(2025, 8, 1)), [old])


def test_a_split_needs_a_decision_for_every_assignment(world: World) -> None:
    [old] = world.units("Sở Lớn", group=5)
    document = world.resolution(day=JAN)
    [first], [second] = world.task(document, [old]), world.task(document, [old])
    parts = [NewUnit(name=name, group=5, rank=n) for n, name in enumerate(("Sở Một", "Sở Hai"))]
    closing = Closing(old, Ending.SPLIT, tuple(p.id for p in parts))

    def split(choices: dict[UUID, UUID]) -> None:
        world.register.reorganise(
            OFFICE, day=JUL, paper=PAPER, establish=parts, closings=[closing], choices=choices
        )

    with pytest.raises(Refused, match="Còn 01 lượt giao chưa chọn đơn vị tiếp nhận"):
        split({first: parts[0].id})
    split({first: parts[0].id, second: parts[1].id})
    assert leads(world, JUL) == {first: parts[0].id, second: parts[1].id}


def test_after_a_split_a_reopening_asks_for_the_successor(world: World) -> None:
    [old] = world.units("Sở Lớn", group=5)
    [given] = world.task(world.resolution(day=JAN), [old])
    world.complete(given, date(2025, 3, 3))
    parts = [NewUnit(name=name, group=5, rank=n) for n, name in enumerate(("Sở Một", "Sở Hai"))]
    world.register.reorganise(
        OFFICE,
        day=JUL,
        paper=PAPER,
        establish=parts,
        closings=[Closing(old, Ending.SPLIT, tuple(p.id for p in parts))],
    )
    with pytest.raises(Refused, match="Sở Một; Sở Hai"):
        world.register.reopen(OFFICE, given, ground=ground(date(2025, 9, 1)))
    world.register.reopen(OFFICE, given, ground=ground(date(2025, 9, 1)), hand_to=parts[1].id)
    assert leads(world, date(2025, 9, 1)) == {given: parts[1].id}


def test_a_chain_of_reorganisations_is_followed_to_its_end(world: World) -> None:
    first, other, third = world.units("A", "B", "D")
    second = merge(world, [first, other], "C")
    last = merge(world, [second, third], "E", day=date(2025, 10, 1))
    [given] = world.task(world.resolution(day=JUN), [first])
    assert leads(world, JUL) == {given: second}
    assert leads(world, date(2025, 10, 1)) == {given: last}


def test_what_a_late_known_merger_finds_completed_after_its_day_counts_for_the_successor(
    world: World,
) -> None:
    old, other = world.units("A", "B")
    [given] = world.task(world.resolution(day=JAN), [old])
    world.complete(given, date(2025, 8, 1))
    new = merge(world, [old, other], "C")
    assert leads(world, date(2025, 8, 1)) == {given: new}


def test_assignments_that_race_a_merger_are_never_orphaned(world: World) -> None:
    old, other = world.units("A", "B")
    document = world.resolution(day=JAN)
    given = [world.task(document, [old], issue=False)[0] for _ in range(12)]
    tasks = [next(iter(world.register.events.get(g))).fact.task for g in given]
    world.register.approve_tasks(HEAD, tasks)
    registers = [world.another_register() for _ in range(4)]
    start = threading.Barrier(5)
    failures: list[BaseException] = []

    def issuing(n: int) -> None:
        start.wait()
        try:
            for task in tasks[n::4]:
                registers[n].issue(HEAD, [task])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=issuing, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    start.wait()
    new = merge(world, [old, other], "C")
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(leads(world, JUL).values()) == {new}
    assert set(leads(world, JAN).values()) == {old}
    assert len(leads(world, JUL)) == 12
