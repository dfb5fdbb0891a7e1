"""The simulated province: of a kind with what commands write, the same for a seed, as punctual as it was asked for."""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from api.commands import simulate
from dashboard.pages.overview import overview
from dashboard.pages.units import units as units_page
from domain import closing
from domain.account import Opened, Role
from domain.act import Actor
from domain.app import Done
from domain.assignment import Assignment
from domain.assignment_facts import Completed, Corrected, HandedOver, Stage
from domain.door import admitted
from domain.errors import Refused
from domain.event import Dated, Event, Fact, Recorded
from domain.history import check
from domain.progress import Report
from domain.task import Leads, LeadsChosen
from domain.unit import Ended
from domain.words import told as in_words
from infra.database import prepare
from infra.log import VIETNAM
from infra.mapper import Mapper
from infra.simulation.book import copy
from infra.simulation.province import Size, simulated
from tests.conftest import new_database
from tests.looks import look
from tests.read_pages import words
from tests.world import World, facts, ground

UNTIL = date(2026, 10, 30)
SIZE = Size(300, 2, UNTIL, seed=7)


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    """A small province with its views, the day after its last."""
    prepare(module_database)
    copy(module_database, simulated(SIZE))
    world = World(module_database)
    world.engine.rebuild()
    yield world.on(date(2026, 10, 31))
    world.database.close()


@pytest.fixture(scope="module")
def log(world: World) -> list[Recorded]:
    return [recorded for page in world.log.pages(0) for recorded in page]


@pytest.fixture(scope="module")
def streams(log: list[Recorded]) -> dict[UUID, list[Event]]:
    found: dict[UUID, list[Event]] = {}
    for recorded in log:
        found.setdefault(recorded.event.originator_id, []).append(recorded.event)
    return found


@pytest.fixture(scope="module")
def assignments(streams: dict[UUID, list[Event]]) -> list[Assignment]:
    return [Assignment(s, events) for s, events in streams.items() if told_of(events) == "assignment"]


def told_of(events: list[Event]) -> str:
    return events[0].fact.TOPIC.partition(".")[0]


def test_the_same_seed_writes_the_same_bytes_and_another_one_others() -> None:
    once, again = (b"".join(simulated(SIZE)) for _ in range(2))
    assert once == again
    assert once != b"".join(simulated(Size(300, 2, UNTIL, seed=8)))


def test_positions_have_no_gaps_and_moments_never_go_back(log: list[Recorded]) -> None:
    assert [recorded.position for recorded in log] == list(range(1, len(log) + 1))
    ends = {recorded.txn_end for recorded in log}
    for recorded, following in pairwise(log):
        assert recorded.recorded_at <= following.recorded_at
        if recorded.position not in ends:
            same = following.txn_end, following.recorded_at
            assert (recorded.txn_end, recorded.recorded_at) == same
    assert log[-1].txn_end == len(log)
    assert log[-1].recorded_at.astimezone(VIETNAM).date() == UNTIL
    assert log[0].recorded_at.astimezone(VIETNAM).date() == SIZE.first


def test_streams_count_from_one(streams: dict[UUID, list[Event]]) -> None:
    for events in streams.values():
        assert [event.originator_version for event in events] == list(range(1, len(events) + 1))


def test_what_is_stored_is_what_the_product_would_have_stored(world: World, log: list[Recorded]) -> None:
    rows = world.rows("SELECT stream, version, topic, state FROM sonq.log ORDER BY position")
    for recorded, (stream, version, topic, state) in zip(log, rows, strict=True):
        fact = admitted(recorded.event.fact)
        stored = world.mapper.to_stored_event(Event(stream, version, fact))
        assert (stored.topic, stored.state) == (topic, state.encode())
        assert in_words(fact, lambda _: "đơn vị")


def test_every_history_is_legal_after_every_act(log: list[Recorded], assignments: list[Assignment]) -> None:
    ends = {(r.event.originator_id, r.event.originator_version): r.txn_end for r in log}
    assert len(assignments) == SIZE.assignments
    for assignment in assignments:
        events = assignment.events
        for n, event in enumerate(events, 1):
            act = ends[assignment.id, event.originator_version]
            if n == len(events) or ends[assignment.id, n + 1] != act:
                check(events[:n])


def test_nothing_is_dated_after_its_recording(log: list[Recorded]) -> None:
    for recorded in log:
        if isinstance(recorded.event.fact, Dated) and told_of([recorded.event]) != "calendar":
            assert recorded.event.fact.day <= recorded.recorded_at.astimezone(VIETNAM).date()


def test_nearly_every_confirmation_is_back_dated_some_entries_are_late_a_few_are_corrected() -> None:
    told = list(read(Size(3000, 3, UNTIL)))
    done = [fact for _, fact in told if isinstance(fact, Completed)]
    assert 0.98 <= sum(fact.day < fact.act_day for fact in done) / len(done) < 1
    entered = [
        (on - fact.day).days
        for on, fact in told
        if isinstance(fact, Dated) and not isinstance(fact, Completed) and fact.TOPIC.startswith("assign")
    ]
    assert 0.02 <= sum(days >= 12 for days in entered) / len(entered) <= 0.05
    assert 0.005 <= sum(isinstance(fact, Corrected) for _, fact in told) / len(told) <= 0.015
    assert 7 <= len(told) / 3000 <= 9


def read(size: Size) -> Iterator[tuple[date, Fact]]:
    """The day of recording and the fact of each line, without a database."""
    mapper = Mapper(facts=facts())
    for chunk in simulated(size):
        for line in chunk.decode().splitlines():
            _, _, when, stream, version, topic, state = line.split("\t")
            stored = StoredEvent(UUID(stream), int(version), topic, state.replace("\\\\", "\\").encode())
            yield date.fromisoformat(when[:10]), mapper.to_domain_event(stored).fact


def test_units_are_150_and_differ_in_punctuality(world: World, streams: dict[UUID, list[Event]]) -> None:
    units = [events for events in streams.values() if told_of(events) == "unit"]
    assert len(units) == 150
    assert any(events[0].fact.parent for events in units)
    accounts = [events[0].fact for events in streams.values() if isinstance(events[0].fact, Opened)]
    per_unit = Counter(opened.charge.unit for opened in accounts)
    assert {per_unit[events[0].originator_id] for events in units} == {2}
    assert {Role.OFFICE_HEAD, Role.CLERK, Role.SPECIALIST} <= {opened.charge.role for opened in accounts}


def test_tasks_go_to_one_to_several_together_and_to_whole_groups(log: list[Recorded]) -> None:
    chosen = [r.event.fact for r in log if isinstance(r.event.fact, LeadsChosen)]
    assert {fact.how for fact in chosen} == set(Leads)
    assert max(len(fact.leads) for fact in chosen if fact.how is Leads.EACH) > 3


def test_mergers_hand_over_what_is_open_in_one_transaction(
    log: list[Recorded], streams: dict[UUID, list[Event]], assignments: list[Assignment]
) -> None:
    ended = {r.event.originator_id: r for r in log if isinstance(r.event.fact, Ended)}
    handed = [r for r in log if isinstance(r.event.fact, HandedOver)]
    assert ended
    assert {r.txn_end for r in handed} & {r.txn_end for r in ended.values()}
    for assignment in assignments:
        if assignment.issued and assignment.last.is_open:
            assert assignment.last.lead not in ended


def test_figures_are_closed_month_by_month_after_the_units_had_their_say(log: list[Recorded]) -> None:
    ends = {r.txn_end for r in log}
    opened: dict[UUID, closing.Opened] = {}
    for recorded in log:
        stream, fact = recorded.event.originator_id, recorded.event.fact
        on = recorded.recorded_at.astimezone(VIETNAM).date()
        if isinstance(fact, closing.Opened):
            opened[stream] = fact
            assert fact.until < on
        elif isinstance(fact, closing.Remarked | closing.Agreed):
            assert on <= opened[stream].remarks_until
        elif isinstance(fact, closing.Closed):
            assert on > opened[stream].remarks_until
            assert fact.position in ends
            assert fact.position == recorded.position - 1
    assert 22 <= len(opened) <= 24


def test_the_views_hold_every_assignment_and_a_rebuild_says_the_same(
    world: World, assignments: list[Assignment]
) -> None:
    sql = "SELECT * FROM assignment_timeline ORDER BY assignment_id, from_day, known_from"
    live = world.rows(sql)
    assert {row[0] for row in live} == {a.id for a in assignments if a.issued}
    world.engine.rebuild()
    assert world.rows(sql) == live


def test_pages_open_on_it(world: World) -> None:
    said = words(overview(look(world)))
    assert "nhiệm vụ có thời hạn" in said
    assert "Đảng ủy" in words(units_page(look(world, path="/don-vi")))


def report(world: World, a: Assignment) -> Done:
    day = world.today()
    return world.register.send_report(Actor("dv"), a.id, Report(as_of=day, results="Đã làm"), day=day)


def confirm(world: World, a: Assignment) -> Done:
    [claim] = a.open_claims()
    return world.register.confirm_completion(Actor("cvp"), a.id, act_day=world.today(), claim=claim)


def reopen(world: World, a: Assignment) -> Done:
    return world.register.reopen(Actor("cvp"), a.id, ground=ground(world.today()))


def suspend(world: World, a: Assignment) -> Done:
    return world.register.suspend(Actor("cvp"), a.id, ground=ground(world.today()))


@pytest.mark.parametrize(
    ("stage", "act"),
    [
        (Stage.NOT_STARTED, suspend),
        (Stage.IN_PROGRESS, report),
        (Stage.AWAITING_CONFIRMATION, confirm),
        (Stage.COMPLETED, reopen),
    ],
)
def test_commands_go_on_where_the_simulation_ends(
    world: World, assignments: list[Assignment], stage: Stage, act: Callable[[World, Assignment], Done]
) -> None:
    found = next(a for a in assignments if a.issued and a.last.stage is stage)
    assert act(world, found).position == world.log.head()
    world.engine.catch_up()


def test_a_document_of_the_simulation_keeps_its_number(world: World, log: list[Recorded]) -> None:
    content = next(r.event.fact.content for r in log if hasattr(r.event.fact, "content"))
    with pytest.raises(Refused, match="Số, ký hiệu này đã ghi nhận"):
        world.register.record_resolution(Actor("vt"), content)


def test_the_log_has_the_indexes_that_it_had(world: World, database: str) -> None:
    prepare(database)
    fresh = World(database)
    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'sonq' ORDER BY 1"
    assert world.rows(indexes) == fresh.rows(indexes)
    fresh.database.close()


def test_only_an_empty_log_that_still_is_seeded_is_written(world: World, database: str) -> None:
    prepare(database)
    fresh = World(database)
    fresh.log.close_seeding()
    with pytest.raises(Refused, match="Sổ đã đưa vào sử dụng"):
        copy(database, simulated(SIZE))
    assert fresh.log.head() == 0
    fresh.database.close()


def test_a_log_in_which_something_stands_is_left_as_it_is(server_dsn: str) -> None:
    with new_database(server_dsn, "template0") as dsn:
        fresh = World(dsn)
        fresh.units("Ban Tổ chức")
        with pytest.raises(Refused, match="Sổ đã có 1 mục"):
            copy(dsn, simulated(SIZE))
        assert fresh.log.head() == 1
        fresh.database.close()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["--assignments", "0"], "Số lượt giao 0 không hợp lệ"),
        (["--years", "60"], "Số năm 60 không hợp lệ"),
        (["--until", "31/12/2098"], "muộn nhất là hôm qua"),
    ],
)
def test_a_size_that_cannot_be_is_refused(typed: list[str], says: str) -> None:
    parser = argparse.ArgumentParser()
    simulate.arguments(parser)
    with pytest.raises(Refused, match=re.escape(says)):
        simulate.asked(parser.parse_args(typed))
