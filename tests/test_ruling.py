"""Rules of judging as they are decided: by a document, from a day on, within bounds; taken back; in words."""

from datetime import date

import pytest

from domain import calendar, ruling
from domain.errors import Refused
from domain.event import Event
from domain.ruling import Rule, Rules, RuleSet, set_rule, take_back_rule
from domain.words import told

FEB_1 = date(2026, 2, 1)
QC = "Quy chế 12-QC/VPTU"


def decided(rule: Rule, value: int, *before: RuleSet, day: date = FEB_1, source: str = QC) -> RuleSet:
    return set_rule(stream(rule, *before), rule, value, source=source, day=day, by="cvp")


def stream(rule: Rule, *facts: RuleSet) -> list[Event]:
    return [Event(ruling.stream_id(rule), version, fact) for version, fact in enumerate(facts, 1)]


def test_a_rule_is_decided_from_a_day_on_by_a_document() -> None:
    assert decided(Rule.DUE_SOON, 7) == RuleSet(by="cvp", day=FEB_1, rule=Rule.DUE_SOON, value=7, source=QC)


@pytest.mark.parametrize(
    ("rule", "value", "source", "message"),
    [
        (Rule.DUE_SOON, 0, QC, "đề nghị nhập số từ 1 đến 60; đã nhập 0"),
        (Rule.DUE_SOON, 61, QC, "đã nhập 61"),
        (Rule.WEEK_END, 8, QC, "từ 1 đến 7"),
        (Rule.DUE_SOON, 7, " ", "Đề nghị nêu văn bản quyết định"),
        (Rule.DUE_SOON, 5, QC, "quy định này đã là 05 ngày làm việc; không có gì thay đổi"),
        (Rule.WEEK_END, 5, QC, "đã là thứ Sáu"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(rule: Rule, value: int, source: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        decided(rule, value, source=source)


def test_what_was_decided_again_for_the_same_day_counts_as_recorded_last() -> None:
    first = decided(Rule.DUE_SOON, 7)
    with pytest.raises(Refused, match="đã là 07 ngày làm việc"):
        decided(Rule.DUE_SOON, 7, first)
    assert decided(Rule.DUE_SOON, 9, first).value == 9


def test_a_value_recorded_wrongly_is_taken_back_once_and_with_a_reason() -> None:
    first = decided(Rule.DUE_SOON, 50)
    gone = take_back_rule(stream(Rule.DUE_SOON, first), target=1, reason="Nhầm 50 với 5", by="cvp")
    events = [*stream(Rule.DUE_SOON, first), Event(ruling.stream_id(Rule.DUE_SOON), 2, gone)]
    with pytest.raises(Refused, match="Mục 1 không phải là quy định đang ghi nhận"):
        take_back_rule(events, target=1, reason="Lần nữa", by="cvp")
    with pytest.raises(Refused, match="Đề nghị nêu lý do"):
        take_back_rule(stream(Rule.DUE_SOON, first), target=1, reason="", by="cvp")


def test_every_rule_has_a_field_a_default_within_its_bounds_and_words() -> None:
    assert [rule.value for rule in Rule] == list(Rules.__struct_fields__)
    for rule, said in ruling.DEFINITIONS.items():
        default = getattr(Rules(), rule)
        assert said.least <= default <= said.most
        fact = RuleSet(by="x", day=FEB_1, rule=rule, value=default, source=QC)
        assert ruling.value_words(rule, default) in told(fact, str)


def test_the_week_and_the_month_of_the_figures_end_as_decided() -> None:
    assert Rules().week_of(date(2026, 11, 22)) == date(2026, 11, 20), "a Friday"
    assert Rules().week_of(date(2026, 11, 20)) == date(2026, 11, 20)
    assert Rules(week_end=4).week_of(date(2026, 11, 20)) == date(2026, 11, 19)
    assert Rules().month_of(date(2026, 11, 22)) == date(2026, 10, 31)
    assert Rules().month_of(date(2026, 2, 28)) == date(2026, 2, 28), "its last day, as it is short"
    assert Rules(month_end=14).month_of(date(2026, 11, 14)) == date(2026, 11, 14)
    assert Rules(month_end=14).month_of(date(2026, 1, 13)) == date(2025, 12, 14)


def test_the_streams_of_rules_and_years_never_meet() -> None:
    streams = [*map(ruling.stream_id, Rule), *map(calendar.stream_id, range(2020, 2030))]
    assert len(set(streams)) == len(streams)
