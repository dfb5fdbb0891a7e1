"""Rules and working calendars in words."""

from domain.calendar import CalendarSet, CalendarTakenBack
from domain.event import Fact
from domain.ruling import DEFINITIONS, RuleSet, RuleTakenBack, value_words


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
