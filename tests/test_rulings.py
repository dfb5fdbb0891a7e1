"""Rules and calendars with a history: what holds on a day; a past screen is judged by those of then."""

from datetime import date

import pytest

from domain.calendar import DayOff, YearCalendar
from domain.ruling import Rule, Rules
from projections import counts
from projections.calendars import calendar
from projections.ruling import decisions, rules
from projections.waiting import awaiting
from tests.office_scene import Desk, office_desk
from tests.world import HEAD, World

JAN_10, FEB_1, FEB_10 = date(2026, 1, 10), date(2026, 2, 1), date(2026, 2, 10)
QC = "Quy chế 12-QC/VPTU"


@pytest.fixture
def world(fresh: World) -> World:
    return fresh


def held(world: World, day: date, **more: object) -> Rules:
    return world.query(rules, world.reader.reviewed(day, **more))


def due_soon(world: World, at: object) -> int:
    world.engine.catch_up()
    with world.reader.snapshot() as cursor:
        return counts.assignments(cursor, at, world.reader.soon(cursor, at)).due_soon


def test_a_rule_holds_from_its_day_on_and_may_be_decided_ahead(world: World) -> None:
    world.on(JAN_10).register.set_rule(HEAD, Rule.QUIET, 45, source=QC, day=FEB_10)
    world.register.set_rule(HEAD, Rule.DUE_SOON, 7, source=QC, day=JAN_10)
    assert held(world, date(2026, 1, 9)) == Rules()
    assert held(world, JAN_10) == Rules(due_soon=7)
    assert held(world, FEB_10) == Rules(due_soon=7, quiet=45)


def test_taken_back_the_rule_before_holds_again_and_the_screen_of_then_keeps_what_it_showed(
    world: World,
) -> None:
    world.on(JAN_10).register.set_rule(HEAD, Rule.DUE_SOON, 50, source=QC, day=JAN_10)
    world.on(FEB_1).register.take_back_rule(HEAD, Rule.DUE_SOON, target=1, reason="Nhầm 50 với 5")
    assert held(world, JAN_10) == Rules()
    assert world.query(rules, world.reader.reported(JAN_10)) == Rules(due_soon=50)
    at = world.reader.reviewed(FEB_1)
    assert [(one.value, one.stands) for one in decisions(world.log, at, [Rule.DUE_SOON])] == [(50, False)]


def test_a_past_screen_is_judged_by_the_rules_of_then_and_on_request_by_those_of_now(world: World) -> None:
    """Due on 21/01: on 10/01 that is seven working days ahead."""
    world.task(world.resolution(), world.units("Xã Tam Sơn"), due=date(2026, 1, 21))
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 10, source=QC, day=FEB_1)
    for then in (world.reader.reported(JAN_10), world.reader.reviewed(JAN_10)):
        assert due_soon(world, then) == 0, "five working days, as it was decided then"
        assert due_soon(world, world.reader.judged_now(then)) == 1


def test_a_rule_recorded_late_is_in_the_reviewed_figures_and_not_in_those_that_were_shown(
    world: World,
) -> None:
    world.task(world.resolution(), world.units("Xã Tam Sơn"), due=date(2026, 1, 21))
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 10, source=QC, day=date(2026, 1, 5))
    assert due_soon(world, world.reader.reported(JAN_10)) == 0
    assert due_soon(world, world.reader.reviewed(JAN_10)) == 1


def test_a_past_screen_counts_by_the_calendar_of_then_and_on_request_by_that_of_now(world: World) -> None:
    tet = tuple(DayOff(date(2026, 1, day), "Nghỉ") for day in (12, 13, 14))
    world.on(FEB_1).register.set_calendar(HEAD, YearCalendar(2026, tet), source="1/TB", day=FEB_1)
    then = world.reader.reviewed(JAN_10)
    assert world.query(calendar, then).is_working(date(2026, 1, 12))
    assert not world.query(calendar, world.reader.judged_now(then)).is_working(date(2026, 1, 12))


def test_what_waits_too_long_and_what_lies_far_apart_follow_their_rules(world: World) -> None:
    desk: Desk = office_desk(world)
    at = world.reader.reviewed(world.today())
    before = world.query(awaiting, at)
    assert {line.late for line in before} == {line.far_apart for line in before} == {True, False}
    for rule in (Rule.PATIENCE, Rule.GAP):
        desk.world.register.set_rule(HEAD, rule, 60, source=QC, day=world.today())
    assert not any(line.late or line.far_apart for line in world.query(awaiting, at))


def test_what_the_operator_set_is_recorded_once_and_decided_by_nobody_else_after(world: World) -> None:
    world.register.begin_with(Rule.DUE_SOON, 5, "Thiết lập")
    assert world.log.head() == 0, "the default needs no saying"
    world.on(JAN_10).register.begin_with(Rule.DUE_SOON, 9, "Thiết lập SONQ_DUE_SOON_DAYS")
    world.on(FEB_1).register.begin_with(Rule.DUE_SOON, 12, "Thiết lập SONQ_DUE_SOON_DAYS")
    assert world.log.head() == 1
    assert held(world, date(2026, 1, 9)).due_soon == 5, "no past screen follows a setting"
    assert held(world, FEB_1).due_soon == 9


def test_a_rebuild_gives_the_same_rules_and_calendars(world: World) -> None:
    world.on(JAN_10).register.set_rule(HEAD, Rule.DUE_SOON, 50, source=QC, day=JAN_10)
    world.register.set_calendar(HEAD, YearCalendar(2026), source="1/TB", day=JAN_10)
    world.on(FEB_1).register.take_back_rule(HEAD, Rule.DUE_SOON, target=1, reason="Nhầm 50 với 5")
    world.register.take_back_calendar(HEAD, 2026, target=1, reason="Nhầm năm")
    world.register.set_rule(HEAD, Rule.QUIET, 45, source=QC, day=FEB_10)
    world.engine.catch_up()
    tables = ("rules", "calendars")
    before = [world.rows(f"SELECT t::text FROM {table} t ORDER BY 1") for table in tables]
    assert all(before)
    world.engine.rebuild()
    assert [world.rows(f"SELECT t::text FROM {table} t ORDER BY 1") for table in tables] == before
