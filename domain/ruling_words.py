"""Rules and working calendars in words."""

from collections.abc import Iterator

from domain.calendar import CalendarSet, CalendarTakenBack, YearCalendar
from domain.event import Fact
from domain.ruling import DEFINITIONS, RuleSet, RuleTakenBack, value_words
from domain.vietnamese import day as vn_day


def told_of_rulings(fact: Fact) -> str | None:
    """The fact as a phrase, as ``words.told``; None for a fact of another subject."""
    match fact:
        case CalendarSet():
            return f"Quy định lịch nghỉ năm {fact.calendar.year} theo {fact.source}"
        case CalendarTakenBack():
            return f"Bỏ lịch làm việc ghi nhầm ở mục {fact.target}: {fact.reason}"
        case RuleSet():
            value = value_words(fact.rule, fact.value)
            return f"Quy định {DEFINITIONS[fact.rule].name.lower()} {value}, theo {fact.source}"
        case RuleTakenBack():
            return f"Bỏ quy định ghi nhầm ở mục {fact.target}: {fact.reason}"
    return None


def calendar_changes(held: YearCalendar, other: YearCalendar) -> Iterator[str]:
    """What ``other`` changes: "thêm ngày nghỉ 24/11/2026 Ngày Văn hóa Việt Nam"; nothing where they are alike."""
    mine, theirs = ({one.day: one.name for one in each.days_off} for each in (held, other))
    worked, others = (dict.fromkeys(each.worked_saturdays, "") for each in (held, other))
    renamed = {day: name for day, name in theirs.items() if mine.get(day, name) != name}
    for words, days in (
        ("thêm ngày nghỉ", {day: name for day, name in theirs.items() if day not in mine}),
        ("bớt ngày nghỉ", {day: name for day, name in mine.items() if day not in theirs}),
        ("đổi tên ngày nghỉ", renamed),
        ("thêm thứ Bảy làm bù", {day: "" for day in others if day not in worked}),
        ("bớt thứ Bảy làm bù", {day: "" for day in worked if day not in others}),
    ):
        if days:
            yield f"{words} {', '.join(f'{vn_day(day)} {days[day]}'.strip() for day in sorted(days))}"
