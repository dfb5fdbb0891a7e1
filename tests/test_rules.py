"""Judging: the figures of 2017, when a task is complete, and an account that always balances."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from domain.assignment_facts import Stage
from domain.history import FOREVER, Segment, segments
from domain.roll_up import RollUp, part_of, task_segments
from domain.rules import Timeliness, carry_over, days_late, late, rates, timeliness
from domain.vietnamese import percent
from tests.histories import SPAN, UNITS, day, histories


def test_the_three_rates_of_the_report_of_2017():
    counted = {
        Timeliness.DONE_ON_TIME: 14_068,
        Timeliness.DONE_LATE: 1_983,
        Timeliness.IN_TIME: 5_640,
        Timeliness.OVERDUE: 223,
        Timeliness.UNDATED: 99,
        Timeliness.SUSPENDED: 7,
        Timeliness.REMOVED: 3,
    }
    found = rates(counted)
    assert (found.dated, found.completed, found.judged) == (21_914, 16_051, 16_274)
    assert percent(found.on_time_of_judged, digits=2) == "86,44%"
    assert percent(found.completed_of_judged, digits=2) == "98,63%"
    assert percent(found.completed_of_dated, digits=1) == "73,2%"


def test_a_rate_of_nothing_is_none():
    found = rates({Timeliness.UNDATED: 3})
    assert (found.on_time_of_judged, found.completed_of_judged, found.completed_of_dated) == (
        None,
        None,
        None,
    )
    assert rates({Timeliness.IN_TIME: 1}).completed_of_dated == Fraction(0)


@pytest.mark.parametrize(
    ("stage", "deadline", "is_late", "on_day", "expected"),
    [
        (Stage.NOT_STARTED, 10, False, 10, Timeliness.IN_TIME),
        (Stage.IN_PROGRESS, 10, False, 11, Timeliness.OVERDUE),
        (Stage.AWAITING_CONFIRMATION, 10, False, 11, Timeliness.OVERDUE),
        (Stage.IN_PROGRESS, None, False, 30, Timeliness.UNDATED),
        (Stage.COMPLETED, 10, False, 30, Timeliness.DONE_ON_TIME),
        (Stage.COMPLETED, 10, True, 30, Timeliness.DONE_LATE),
        (Stage.COMPLETED, None, False, 30, Timeliness.DONE_UNDATED),
        (Stage.SUSPENDED, 10, False, 30, Timeliness.SUSPENDED),
        (Stage.REMOVED, 10, False, 30, Timeliness.REMOVED),
    ],
)
def test_timeliness(stage, deadline, is_late, on_day, expected):
    assert timeliness(stage, None if deadline is None else day(deadline), is_late, day(on_day)) is expected


def test_days_late_stop_at_the_completion():
    assert days_late(day(10), None, day(10)) == 0
    assert days_late(day(10), None, day(13)) == 3
    assert days_late(day(10), day(12), day(30)) == 2
    assert days_late(None, None, day(30)) == 0
    assert not late(day(10), day(10))


def segment(stage: Stage, deadline: int | None, done: int | None = None) -> Segment:
    due = None if deadline is None else day(deadline)
    return Segment(day(0), FOREVER, UNITS[0], due, due, 0, stage, None if done is None else day(done))


def category(*parts: Segment, on_day: int = 15) -> Timeliness:
    [rolled] = task_segments([part] for part in parts)
    return timeliness(rolled.stage, rolled.deadline, rolled.late, day(on_day))


def test_a_task_is_complete_with_its_last_assignment():
    done = segment(Stage.COMPLETED, 10, 9)
    assert category(done, segment(Stage.COMPLETED, 10, 10)) is Timeliness.DONE_ON_TIME
    assert category(done, segment(Stage.COMPLETED, 10, 11)) is Timeliness.DONE_LATE
    assert category(done, segment(Stage.COMPLETED, None, 20)) is Timeliness.DONE_ON_TIME
    assert category(segment(Stage.COMPLETED, None, 20)) is Timeliness.DONE_UNDATED
    assert category(done, segment(Stage.REMOVED, 10)) is Timeliness.DONE_ON_TIME
    assert task_segments([[done], [segment(Stage.COMPLETED, 10, 11)]])[0].completed_on == day(11)


def test_an_open_task_is_judged_by_overdue_in_time_undated_suspended_in_that_order():
    overdue, in_time = segment(Stage.IN_PROGRESS, 10), segment(Stage.NOT_STARTED, 20)
    undated, halted = segment(Stage.NOT_STARTED, None), segment(Stage.SUSPENDED, 5)
    done = segment(Stage.COMPLETED, 10, 11)
    assert category(done, halted, undated, in_time, overdue) is Timeliness.OVERDUE
    assert category(done, halted, undated, in_time) is Timeliness.IN_TIME
    assert category(done, halted, undated) is Timeliness.UNDATED
    assert category(done, halted) is Timeliness.SUSPENDED
    assert category(segment(Stage.REMOVED, 10)) is Timeliness.REMOVED


def test_the_segments_of_a_task_join_equal_neighbours():
    a = [Segment(day(0), FOREVER, UNITS[0], day(9), day(9), 0, Stage.NOT_STARTED, None)]
    b = [
        Segment(day(2), day(5), UNITS[1], day(9), day(9), 0, Stage.NOT_STARTED, None),
        Segment(day(5), FOREVER, UNITS[2], day(9), day(9), 0, Stage.NOT_STARTED, None),
    ]
    assert [(s.from_day, s.to_day) for s in task_segments([a, b])] == [(day(0), FOREVER)]


@forall(
    st.lists(histories(longest=8), min_size=1, max_size=3),
    st.integers(1, SPAN),
    st.integers(0, 25),
    st.data(),
)
@settings(max_examples=100)
def test_the_carry_over_balances_for_all_and_for_each_unit_whatever_was_known(stories, start, length, data):
    def known(story: list, share: float) -> list:
        return segments(e for t in story[: max(1, round(len(story) * share))] for e in t)

    share = data.draw(st.floats(0, 1))
    then, now = [known(s, share) for s in stories], [known(s, 1) for s in stories]
    for unit in (None, *UNITS):
        account = carry_over(then, now, unit=unit, from_day=day(start), to_day=day(start + length))
        assert account.balances
        plain = sum(_open(s, day(start + length), unit) for s in now)
        assert account.closing == plain


def _open(story: list[Segment], on_day: date, unit) -> bool:
    found = [s for s in story if s.from_day <= on_day < s.to_day]
    return (
        bool(found) and found[0].stage in range(5) and found[0].stage != 3 and unit in (None, found[0].lead)
    )


@forall(st.lists(histories(longest=5), min_size=1, max_size=3), st.data())
@settings(max_examples=60)
def test_a_task_kept_up_change_by_change_is_the_task_rolled_up_anew(stories, data):
    given = [segments(e for t in story for e in t) for story in stories]
    begun = data.draw(st.integers(0, len(given)))
    task = RollUp(Counter(part_of(s) for assignment in given[:begun] for s in assignment))
    for story, assignment in zip(stories[begun:], given[begun:], strict=True):
        halfway = segments(e for t in story[: data.draw(st.integers(1, len(story)))] for e in t)
        task.replace((), halfway)
        task.segments()
        task.replace(halfway, assignment)
    assert task.segments() == task_segments(given)
