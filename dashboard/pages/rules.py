"""Quy định và lịch làm việc: the thresholds and cut-offs with their history, the working calendar of a year."""

from collections.abc import Mapping, Sequence

from dashboard.address import RULES
from dashboard.components import Page, basis, card, past
from dashboard.forms import act, choice, day, given, line, number
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.motion_forms import form, motions_card, works_on
from dashboard.pages.rules_year import year_card
from dashboard.people_words import named
from domain.permissions import Right
from domain.ruling import DEFINITIONS, WEEKDAYS, Rule, value_words
from domain.ruling import Rules as Held
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.calendars import years
from projections.ruling import Decision, decisions, rules


def rules_and_calendars(look: Look) -> Page:
    """What holds on the day of the page; forms on the page of today, for who decides or carries it out."""
    asked, at = look.asked, look.at
    year = asked.year or at.day.year
    with look.reader.snapshot() as cursor:
        held = rules(cursor, at)
        calendars = {calendar.year: calendar for calendar in years(cursor, at.judging)}
    decided = decisions(look.reader.log, at.judging, [*Rule, year])
    title = "Quy định và lịch làm việc"
    head = tag(
        "header",
        tag("h1", title),
        tag("p", f"Có hiệu lực ngày {vn_day(at.judging.day)} ({basis(asked)}).", class_="note"),
        class_="page-head",
    )
    of_rules = [one for one in decided if one.subject != year]
    of_year = [one for one in decided if one.subject == year]
    body = Html(
        past(asked, RULES),
        head,
        motions_card(look, Right.RULES),
        _thresholds(look, held, of_rules),
        year_card(look, year, calendars.get(year), history(look, of_year), keeps=works_on(look, Right.RULES)),
        className="stack rules",
    )
    return Page(title, [body])


def _thresholds(look: Look, held: Held, decided: Sequence[Decision]) -> Markup:
    return card(
        "Ngưỡng, ngày chốt",
        tag(
            "ul",
            (_rule(look, rule, held, [one for one in decided if one.subject is rule]) for rule in Rule),
            class_="thresholds",
        ),
        note="Màn hình của ngày đã qua được tính theo quy định của ngày đó. Nội dung đã chốt không tính lại.",
    )


def _rule(look: Look, rule: Rule, held: Held, decided: Sequence[Decision]) -> Markup:
    value = getattr(held, rule)
    standing = [one for one in decided if one.stands]
    day_ = look.at.judging.day
    since = next((one for one in reversed(standing) if one.day <= day_), None)
    ahead = next((one for one in standing if one.day > day_), None)
    where = f"từ ngày {vn_day(since.day)}, {since.source}" if since else "mặc định của hệ thống"
    coming = (
        tag("small", f"từ ngày {vn_day(ahead.day)}: {value_words(rule, ahead.value or 0)}", class_="ahead")
        if ahead
        else None
    )
    return tag(
        "li",
        tag("span", DEFINITIONS[rule].name, class_="name"),
        tag("strong", value_words(rule, value)),
        tag("small", where),
        coming,
        _change(look, rule, value) if works_on(look, Right.RULES) else None,
        history(look, decided),
    )


def _change(look: Look, rule: Rule, value: int) -> Markup:
    return act(
        "Thay đổi",
        form(
            look,
            Right.RULES,
            "/rules",
            given("rule", rule),
            _value(rule, value),
            day("day", "Có hiệu lực từ ngày", hint="Có thể là ngày sắp tới", required=True),
            line("source", "Văn bản quyết định hoặc lý do", required=True),
            submit="Ghi quy định",
        ),
    )


def _value(rule: Rule, value: int) -> Markup:
    said = DEFINITIONS[rule]
    if rule is Rule.WEEK_END:
        options = [(str(n), name.capitalize()) for n, name in enumerate(WEEKDAYS, 1)]
        return choice("value", "Giá trị mới", options, value=str(value), empty=None, type_="number")
    hint = f"{said.unit}, từ {said.least} đến {said.most}" if said.unit else "31: ngày cuối tháng"
    return number("value", "Giá trị mới", value=value, hint=hint, required=True)


def history(look: Look, decided: Sequence[Decision]) -> Markup | None:
    """The decisions on one subject, the last in effect first; who may, takes one back."""
    if not decided:
        return None
    names = look.names({one.by for one in decided})
    return tag(
        "details",
        tag("summary", f"Các lần quy định ({count(len(decided))})"),
        tag("ol", (_decision(look, one, names) for one in reversed(decided)), class_="decisions"),
        class_="act",
    )


def _decision(look: Look, one: Decision, names: Mapping[str, str]) -> Markup:
    value = f": {value_words(one.subject, one.value or 0)}" if isinstance(one.subject, Rule) else ""
    recorded = f"{one.recorded:%H:%M} ngày {vn_day(one.recorded.date())}"
    said: Content = [
        tag("strong", f"Từ ngày {vn_day(one.day)}{value}"),
        tag("span", one.source),
        tag("small", f"{named(names, one.by)} ghi lúc {recorded}; mục {one.version}"),
    ]
    if not one.stands:
        return tag("li", said, tag("small", "đã bỏ do ghi nhầm", class_="gone"), class_="left-out")
    return tag("li", said, _take_back(look, one) if works_on(look, Right.RULES) else None)


def _take_back(look: Look, one: Decision) -> Markup:
    of_rule = isinstance(one.subject, Rule)
    return act(
        "Ghi nhầm, bỏ lần quy định này",
        form(
            look,
            Right.RULES,
            "/rules/taken-back" if of_rule else "/calendars/taken-back",
            given("rule", one.subject) if of_rule else given("year", one.subject, type_="number"),
            given("target", one.version, type_="number"),
            line("reason", "Lý do", required=True),
            submit="Bỏ",
            quiet=True,
        ),
    )
