"""Rules (quy định): the thresholds by which the register judges, each decided from a day on.

Source of the defaults: working practice of the offices; where it is silent, the value is the register's own.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

import msgspec

from domain.decided import TakenBack, in_force, take_back
from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId, Dated, Event
from domain.vietnamese import count
from domain.vietnamese import day as vn_day

_STREAMS = UUID("0a3f8a52-6a0f-5d0c-8b6e-7d1f1b6a9c55")


class Rule(StrEnum):
    """What is decided; each is a field of ``Rules``."""

    DUE_SOON = "due_soon"
    GAP = "gap"
    PATIENCE = "patience"
    QUIET = "quiet"
    LATE_ENTRY = "late_entry"
    WEEK_END = "week_end"
    MONTH_END = "month_end"


class Rules(msgspec.Struct, frozen=True):
    """All rules as they hold on one day."""

    due_soon: int = 5
    """Working days before its deadline from which an open assignment is due soon."""
    gap: int = 5
    """Working days between product, receipt and sending beyond which whoever confirms is told."""
    patience: int = 2
    """Working days that a report may wait for the Office, and a new assignment to be taken note of."""
    quiet: int = 30
    """Days without a report after which an open assignment is to be looked at."""
    late_entry: int = 7
    """Days from the day a fact holds from to the day of its recording beyond which it was recorded late."""
    week_end: int = 5
    """The weekday, 1 (Monday) to 7, with which the week of the weekly sheet ends."""
    month_end: int = 31
    """The day of the month with which the month of figures ends; its last day where it is shorter."""

    def week_of(self, day: date) -> date:
        """The last day, on or before ``day``, with which a week ended."""
        return day - timedelta((day.isoweekday() - self.week_end) % 7)

    def month_of(self, day: date) -> date:
        """The last day, on or before ``day``, with which a month of figures ended."""
        ends = (self._month_end(first) for first in (day.replace(day=1), _month_before(day)))
        return next(end for end in ends if end <= day)

    def _month_end(self, first: date) -> date:
        last = (first + timedelta(31)).replace(day=1) - timedelta(1)
        return last.replace(day=min(self.month_end, last.day))


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(1)).replace(day=1)


class Definition(msgspec.Struct, frozen=True):
    """A rule in words; ``unit`` follows the value; the value lies between ``least`` and ``most``."""

    name: str
    unit: str
    least: int
    most: int


DEFINITIONS = {
    Rule.DUE_SOON: Definition("Sắp đến hạn: trước hạn", "ngày làm việc", 1, 60),
    Rule.GAP: Definition("Các mốc sản phẩm, tiếp nhận, báo cáo cách nhau quá", "ngày làm việc", 1, 60),
    Rule.PATIENCE: Definition("Báo cáo chờ xác nhận, nhiệm vụ chưa tiếp nhận quá", "ngày làm việc", 1, 60),
    Rule.QUIET: Definition("Nhiệm vụ không có báo cáo trong", "ngày", 1, 366),
    Rule.LATE_ENTRY: Definition("Ghi nhận muộn: sau ngày có hiệu lực quá", "ngày", 0, 366),
    Rule.WEEK_END: Definition("Tuần báo cáo kết thúc vào", "", 1, 7),
    Rule.MONTH_END: Definition("Tháng báo cáo kết thúc vào", "", 1, 31),
}

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class RuleSet(Dated, frozen=True, kw_only=True):
    """The rule has this value from ``day`` on; ``source``: the deciding document, or the reason."""

    TOPIC = "rule.set"
    rule: Rule
    value: int
    source: str


class RuleTakenBack(TakenBack, frozen=True, kw_only=True):
    """A value that was recorded wrongly does not hold."""

    TOPIC = "rule.taken_back"


def stream_id(rule: Rule) -> UUID:
    """The stream of a rule."""
    return uuid5(_STREAMS, rule)


def value_words(rule: Rule, value: int) -> str:
    """The value as it is read: "05 ngày làm việc", "thứ Sáu", "ngày 14"."""
    if rule is Rule.WEEK_END:
        return WEEKDAYS[value - 1]
    if rule is Rule.MONTH_END:
        return "ngày cuối tháng" if value == DEFINITIONS[rule].most else f"ngày {value:02}"
    return f"{count(value)} {DEFINITIONS[rule].unit}"


def set_rule(
    events: Sequence[Event], rule: Rule, value: int, *, source: str, day: date, by: AccountId
) -> RuleSet:
    """Decides a rule from ``day`` on, which may lie ahead. ``events``: all of its stream."""
    said = DEFINITIONS[rule]
    if not said.least <= value <= said.most:
        raise Refused(
            f"{said.name}: đề nghị nhập số từ {said.least} đến {said.most}; đã nhập {value}.", field="value"
        )
    held = in_force(events, RuleSet, day)
    if value == (held.value if held else getattr(Rules(), rule)):
        raise Refused(
            f"Ngày {vn_day(day)} quy định này đã là {value_words(rule, value)}; không có gì thay đổi.",
            field="value",
        )
    why = needed(source, "Đề nghị nêu văn bản quyết định (số, ký hiệu) hoặc lý do.", field="source")
    return RuleSet(by=by, day=day, rule=rule, value=value, source=why)


def take_back_rule(events: Sequence[Event], *, target: int, reason: str, by: AccountId) -> RuleTakenBack:
    """Takes a value back that was recorded wrongly."""
    return take_back(events, RuleSet, RuleTakenBack, target=target, reason=reason, by=by)
