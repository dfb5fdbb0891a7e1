"""The rules of judging and the working calendars, as they hold and as they were decided."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from api.v1.clocks import When
from api.v1.table import Ask, Query
from domain.calendar import YearCalendar
from domain.door import FIRST_DAY, LAST_DAY
from domain.permissions import Right
from domain.person import called
from domain.ruling import DEFINITIONS, Rule, value_words
from projections.calendars import years
from projections.ruling import decisions, rules


class Decided(msgspec.Struct, frozen=True):
    """Một lần quy định."""

    version: int
    day: date
    value: int
    words: str
    source: str
    by: str | None
    recorded: datetime
    counts: bool


class RuleInForce(msgspec.Struct, frozen=True):
    """Một quy định: giá trị đang có hiệu lực và các lần quy định."""

    rule: Rule
    name: str
    value: int
    words: str
    items: list[Decided]


class Rules(msgspec.Struct, frozen=True):
    """Các ngưỡng, ngày chốt theo ngày của số liệu."""

    day: date
    items: list[RuleInForce]


class Calendars(msgspec.Struct, frozen=True):
    """Lịch làm việc các năm."""

    items: list[YearCalendar]


class OfYear(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Năm cần lịch."""

    year: Annotated[int, msgspec.Meta(ge=FIRST_DAY.year, le=LAST_DAY.year)]


def _rules(ask: Ask) -> Rules:
    held = rules(ask.cursor, ask.at)
    found = decisions(ask.house.log, ask.at.judging, Rule)
    people = ask.house.private.people.names({one.by for one in found})
    return Rules(
        ask.at.day,
        [
            RuleInForce(
                rule,
                DEFINITIONS[rule].name,
                value := getattr(held, rule),
                value_words(rule, value),
                [
                    Decided(
                        one.version,
                        one.day,
                        one.value or 0,
                        value_words(rule, one.value or 0),
                        one.source,
                        called(one.by, people.get(one.by)),
                        one.recorded,
                        one.stands,
                    )
                    for one in found
                    if one.subject is rule
                ],
            )
            for rule in Rule
        ],
    )


def _calendars(ask: Ask) -> Calendars:
    return Calendars(years(ask.cursor, ask.at.judging))


def _proposal(ask: Ask) -> YearCalendar:
    params: OfYear = ask.params
    return ask.house.propose_calendar(params.year)


RULINGS = (
    Query(
        name="rules",
        path="/rules",
        summary="Các ngưỡng, ngày chốt",
        params=When,
        found=Rules,
        run=_rules,
        rights=(Right.RULES,),
    ),
    Query(
        name="calendars",
        path="/calendars",
        summary="Lịch làm việc các năm",
        params=When,
        found=Calendars,
        run=_calendars,
        rights=(Right.RULES,),
    ),
    Query(
        name="calendar_proposal",
        path="/calendars/proposal",
        summary="Lịch làm việc gợi ý của một năm, để Văn phòng xem và quyết định",
        params=OfYear,
        found=YearCalendar,
        run=_proposal,
        rights=(Right.RULES,),
    ),
)
