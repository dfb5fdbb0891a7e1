"""The one fold: facts of an assignment -> segments, against a plain second telling of the rules."""

from itertools import pairwise

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from domain.assignment_facts import Stage
from domain.errors import Refused
from domain.event import Event
from domain.history import FOREVER, Illegal, check, on
from tests import oracle
from tests.histories import (
    SELF,
    SPAN,
    UNITS,
    _proposals,
    completed,
    corrected,
    day,
    extended,
    given,
    handed_over,
    histories,
    issued,
    more_asked,
    removed,
    reopened,
    report,
    resumed,
    suspended,
)


def stages(assignment) -> list[tuple[int, Stage]]:
    return [((s.from_day - day(0)).days, s.stage) for s in assignment.segments]


def test_a_draft_has_no_segments():
    assert given().segments == []


def test_an_assignment_from_issue_to_completion():
    story = given(issued(), report(3), report(9, claim=True, product=8), completed(8, 12, claim=4))
    assert stages(story) == [(0, Stage.NOT_STARTED), (3, Stage.IN_PROGRESS), (8, Stage.COMPLETED)]
    assert story.last.completed_on == day(8)


def test_a_claim_waits_until_the_completion_day():
    story = given(issued(), report(5, claim=True), completed(9, 12, claim=3))
    assert stages(story) == [(0, Stage.NOT_STARTED), (5, Stage.AWAITING_CONFIRMATION), (9, Stage.COMPLETED)]


def test_a_back_dated_completion_then_a_reopening():
    story = given(issued(), report(9, claim=True), completed(6, 12, claim=3), reopened(15))
    assert stages(story) == [(0, Stage.NOT_STARTED), (6, Stage.COMPLETED), (15, Stage.IN_PROGRESS)]
    assert story.last.completed_on is None


def test_a_hand_over_between_claim_and_confirmation_counts_for_the_unit_of_the_completion_day():
    before = given(issued(), report(5, claim=True), handed_over(10, 1), completed(8, 12, claim=3))
    assert before.last.lead == UNITS[0]
    after = given(issued(), report(5, claim=True), handed_over(10, 1), completed(10, 12, claim=3))
    assert after.last.lead == UNITS[1]


def test_a_hand_over_inside_the_completed_stretch_takes_effect_on_the_reopening():
    story = given(
        issued(), report(5, claim=True), handed_over(10, 1), completed(8, 12, claim=3), reopened(20)
    )
    assert [s.lead for s in story.segments][-2:] == [UNITS[0], UNITS[1]]


def test_an_extension_after_the_completion_day_does_not_judge_it():
    story = given(issued(), report(25, claim=True), extended(24, 20, 40), completed(22, 26, claim=3))
    assert (story.last.deadline, story.last.extensions) == (day(20), 0)


def test_an_extension_keeps_the_original_deadline():
    story = given(issued(), extended(15, 20, 40))
    assert (story.last.deadline, story.last.original, story.last.extensions) == (day(40), day(20), 1)


def test_a_removal_stands_against_a_late_confirmation_and_names_itself():
    story = given(issued(), report(5, claim=True), removed(10))
    with pytest.raises(Refused, match=r"trái với mục 4 \(đưa ra khỏi danh mục"):
        story.let_in(completed(12, 14, claim=3))
    with pytest.raises(Refused, match="mục 4"):
        story.let_in(completed(8, 14, claim=3))
    mended = story.without(4, by="cv", reason="nhầm").let_in(completed(8, 14, claim=3))
    assert mended.last.stage is Stage.COMPLETED


def test_a_suspension_over_the_deadline_keeps_the_deadline():
    story = given(issued(), suspended(15), resumed(30))
    assert stages(story) == [(0, Stage.NOT_STARTED), (15, Stage.SUSPENDED), (30, Stage.NOT_STARTED)]
    assert {s.deadline for s in story.segments} == {day(20)}


def test_asking_for_more_answers_the_claim():
    story = given(issued(), report(5, claim=True), more_asked(7, 3))
    assert stages(story) == [
        (0, Stage.NOT_STARTED),
        (5, Stage.AWAITING_CONFIRMATION),
        (7, Stage.IN_PROGRESS),
    ]


def test_a_corrected_report_no_longer_starts_the_work():
    assert stages(given(issued(), report(3), corrected(3))) == [(0, Stage.NOT_STARTED)]


def test_a_corrected_deadline_changes_the_original_and_is_no_extension():
    story = given(issued(), corrected(2, replacement=4), issued(0, deadline=25))
    assert (story.last.deadline, story.last.original, story.last.extensions) == (day(25), day(25), 0)


def test_a_corrected_completion_moves_the_day_and_keeps_the_claim_answered():
    story = given(
        issued(),
        report(9, claim=True),
        completed(6, 12, claim=3),
        corrected(4, replacement=6),
        completed(9, 12, 3),
    )
    assert (story.last.stage, story.last.completed_on) == (Stage.COMPLETED, day(9))


def test_a_replaced_claim_is_still_the_claim_that_was_answered():
    story = given(
        issued(),
        report(9, claim=True),
        completed(6, 12, claim=3),
        corrected(3, replacement=6),
        report(10, claim=True),
    )
    assert stages(story) == [(0, Stage.NOT_STARTED), (6, Stage.COMPLETED)]


def test_leaving_a_correction_out_brings_the_fact_back_and_its_replacement_goes():
    story = given(issued(), report(3), corrected(3, replacement=5), report(7), corrected(4))
    assert stages(story) == [(0, Stage.NOT_STARTED), (3, Stage.IN_PROGRESS)]


def test_of_two_corrections_of_one_fact_the_later_holds():
    story = given(issued(), corrected(2, 4), issued(0, deadline=25), corrected(2, 6), issued(0, deadline=30))
    assert story.last.original == day(30)


def test_changes_of_one_day_are_booked_issued_handed_over_stage():
    story = given(issued(), report(5, claim=True), completed(8, 12, claim=3), handed_over(8, 1))
    assert story.last.lead == UNITS[1]


def test_the_claim_of_a_completion_cannot_be_corrected_away():
    story = given(issued(), report(9, claim=True), completed(6, 12, claim=3))
    with pytest.raises(Refused, match="căn cứ vào báo cáo không còn hiệu lực"):
        story.without(3, by="cv", reason="x").let_in()


@forall(histories(), st.integers(0, SPAN + 20))
@settings(max_examples=200)
def test_the_fold_equals_the_plain_telling(transactions, n):
    events = [e for t in transactions for e in t]
    story = given()
    story.events = tuple(events)
    segment = on(story.segments, day(n))
    told = oracle.standing_on(events, day(n))
    assert (
        None if segment is None else tuple(getattr(segment, k) for k in segment.__struct_fields__[2:])
    ) == told


@forall(histories())
def test_segments_follow_each_other_without_gaps_and_never_repeat(transactions):
    story = given()
    story.events = tuple(e for t in transactions for e in t)
    parts = story.segments
    assert parts[-1].to_day == FOREVER
    for left, right in pairwise(parts):
        assert left.to_day == right.from_day
        assert (left.lead, left.deadline, left.stage, left.extensions, left.completed_on, left.original) != (
            right.lead,
            right.deadline,
            right.stage,
            right.extensions,
            right.completed_on,
            right.original,
        )


@forall(histories(longest=8), st.data())
@settings(max_examples=200)
def test_what_is_legal_equals_the_plain_telling(transactions, data):
    events = [e for t in transactions for e in t]
    facts = data.draw(_proposals(events))
    events += [Event(SELF, len(events) + n, fact) for n, fact in enumerate(facts, 1)]
    try:
        check(events)
        allowed = True
    except Illegal:
        allowed = False
    assert allowed == oracle.legal(events)
