"""Who under the lead carries an assignment out: decided, ended, and gone with its lead."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.assignment_facts import Stage
from domain.errors import Refused
from domain.plan import delegate, end_delegation, plans, plans_on
from domain.relation import Relation, relations
from domain.unit import Established, Group, Unit, unit
from tests.histories import (
    UNITS,
    completed,
    corrected,
    day,
    delegated,
    delegation_ended,
    extended,
    given,
    handed_over,
    issued,
    removed,
    reopened,
    report,
)

COMMITTEE, FINANCE, OTHER = UNITS
NAMES = {COMMITTEE: "Đảng ủy UBND tỉnh", FINANCE: "Sở Tài chính", OTHER: "Sở Xây dựng"}


def units(unit_id: UUID) -> Unit:
    """The finance department stands under the committee, the other one nowhere."""
    born = day(0) - timedelta(days=900)
    parent = COMMITTEE if unit_id == FINANCE else None
    fact = Established(by="cv", day=born, name=NAMES[unit_id], group=Group.DEPARTMENTS, rank=1, parent=parent)
    return unit(unit_id, given(fact).events[1:])


def delegating(story: Any, to: UUID = FINANCE, n: int = 5, inner: int | None = 15, **more: Any) -> Any:
    inner_day = None if inner is None else day(inner)
    return delegate(story, units(to), units, by="dv", day=day(n), today=day(9), inner_day=inner_day, **more)


def test_the_lead_gives_it_to_a_unit_under_it_and_nothing_is_counted_anew() -> None:
    story = given(issued())
    after = story.let_in(delegating(story, text="Xây dựng phương án"))
    assert after.segments == story.segments
    [plan] = plans(after)
    assert (plan.executing, plan.inner_day, plan.text) == (FINANCE, day(15), "Xây dựng phương án")


def test_a_unit_plans_for_itself() -> None:
    story = given(issued())
    assert delegating(story, to=COMMITTEE, officer="a7").officer == "a7"


def test_an_inner_day_after_the_deadline_is_refused_and_both_days_are_said() -> None:
    with pytest.raises(Refused, match=r"Hạn nội bộ 22/01/2026 muộn hơn hạn 21/01/2026") as refused:
        delegating(given(issued()), inner=21)
    assert refused.value.field == "inner_day"
    assert delegating(given(issued()), inner=20).inner_day == day(20)
    assert delegating(given(issued(deadline=None)), inner=60).inner_day == day(60)


def test_an_inner_day_before_it_is_given_is_a_slip() -> None:
    with pytest.raises(Refused, match="Hạn nội bộ 05/01/2026 sớm hơn ngày giao 06/01/2026"):
        delegating(given(issued()), inner=4)


def test_the_inner_day_is_measured_by_the_deadline_of_that_day() -> None:
    story = given(issued(), extended(6, 20, 40))
    with pytest.raises(Refused, match="muộn hơn hạn 21/01/2026"):
        delegating(story, n=5, inner=30)
    assert delegating(story, n=6, inner=30).inner_day == day(30)


def test_an_extension_does_not_move_the_inner_day() -> None:
    [plan] = plans(given(issued(), delegated(5, to=1, inner=15), extended(6, 20, 40)))
    assert plan.inner_day == day(15)


def test_a_unit_that_is_not_under_the_lead_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="Sở Xây dựng không trực thuộc Đảng ủy UBND tỉnh"):
        delegating(given(issued()), to=OTHER)


@pytest.mark.parametrize(
    ("story", "says"),
    [
        (given(), "còn là dự kiến"),
        (given(issued(), removed(3)), "đã đưa ra khỏi danh mục"),
        (given(issued(), report(2, claim=True), completed(3, 4, claim=3)), "đã hoàn thành"),
    ],
)
def test_only_what_runs_is_given_on(story: Any, says: str) -> None:
    with pytest.raises(Refused, match=says):
        delegating(story)


def test_nothing_is_given_on_tomorrow() -> None:
    with pytest.raises(Refused, match="muộn hơn hôm nay"):
        delegating(given(issued()), n=10)


def test_a_later_plan_for_the_same_unit_replaces_the_earlier() -> None:
    story = given(issued(), delegated(3, to=1, inner=15), delegated(6, to=1, inner=12), delegated(4, to=0))
    first = plans(story)[0]
    assert (first.executing, first.inner_day, first.to_day) == (FINANCE, day(15), day(6))
    assert {u: p.inner_day for u, p in plans_on(story, day(7)).items()} == {FINANCE: day(12), COMMITTEE: None}


def test_a_plan_is_ended_with_a_reason_and_only_one_that_holds() -> None:
    story = given(issued(), delegated(3, to=1))
    ending = {"by": "dv", "today": day(9), "executing": FINANCE}
    after = story.let_in(end_delegation(story, day=day(6), reason="Chuyển phòng khác", **ending))
    assert (FINANCE in plans_on(after, day(5)), FINANCE in plans_on(after, day(6))) == (True, False)
    with pytest.raises(Refused, match="không được giao trực tiếp thực hiện"):
        end_delegation(after, day=day(7), reason="Nhầm", **ending)
    with pytest.raises(Refused, match="nêu lý do thôi giao"):
        end_delegation(story, day=day(6), reason=" ", **ending)


def test_a_plan_ends_with_the_leading_of_the_unit_whose_it_is() -> None:
    story = given(issued(), delegated(3, to=1), handed_over(8, 2))
    assert [p.to_day for p in plans(story)] == [day(8)]
    back = given(issued(), delegated(3, to=1), handed_over(8, 2), handed_over(12, 0))
    assert plans_on(back, day(12)) == {}


def test_a_hand_over_told_late_takes_the_plan_of_who_no_longer_led() -> None:
    assert plans(given(issued(), delegated(3, to=1), handed_over(2, 2))) == []


def test_a_plan_corrected_away_never_was() -> None:
    assert plans(given(issued(), delegated(3, to=1), corrected(3))) == []
    ended = given(issued(), delegated(3, to=1), delegation_ended(4, to=1), corrected(4))
    assert FINANCE in plans_on(ended, day(20))


def test_a_hand_over_inside_a_completed_stretch_ends_the_plan_on_the_reopening() -> None:
    story = given(
        issued(), delegated(3, to=1), report(5, claim=True), completed(8, 12, claim=4), handed_over(10, 2)
    )
    assert FINANCE in plans_on(story, day(30))
    again = story.let_in(reopened(20))
    assert [p.to_day for p in plans(again)] == [day(20)]
    assert again.last.stage is Stage.IN_PROGRESS


def test_relations_tell_who_leads_executes_and_led_before() -> None:
    story = given(issued(), delegated(3, to=1), handed_over(8, 2))
    assert relations(given(), day(5)) == {}
    assert relations(story, day(-1)) == {}
    assert relations(story, day(2)) == {COMMITTEE: Relation.LEAD}
    assert relations(story, day(7)) == {COMMITTEE: Relation.LEAD, FINANCE: Relation.EXECUTING}
    assert relations(story, day(8)) == {COMMITTEE: Relation.FORMER, OTHER: Relation.LEAD}


def test_who_leads_and_has_a_plan_of_his_own_leads() -> None:
    assert relations(given(issued(), delegated(3, to=0)), day(4)) == {COMMITTEE: Relation.LEAD}
