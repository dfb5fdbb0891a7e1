"""The working calendar of a year to look at, and to decide: holidays, days swapped for a Saturday."""

from calendar import monthcalendar
from collections.abc import Iterator
from datetime import date

from dashboard.address import RULES
from dashboard.components import card
from dashboard.forms import act, day, given, line
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from dashboard.motion_forms import form
from domain.calendar import Calendar, YearCalendar
from domain.door import FIRST_DAY, LAST_DAY
from domain.permissions import Right
from domain.ruling_words import calendar_changes
from domain.vietnamese import count
from domain.vietnamese import day as vn_day

WEEK = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
SPARE = 4
"""Empty lines of the form, for what is added."""

AS_PROPOSED = ("f.goi-y", "1")
"""Told to the page: fill the form in as the package has it."""


def year_card(
    look: Look, year: int, held: YearCalendar | None, history: Markup | None, *, keeps: bool
) -> Markup:
    """``held``: as decided; None: nobody has yet, so that only the weekends are free."""
    shown = held or YearCalendar(year)
    return card(
        f"Lịch làm việc năm {year}",
        _steps(look, year),
        None if held else tag("p", _nobody_yet(year), class_="note"),
        _months(shown),
        _lists(shown),
        _decide(look, year, held) if keeps else None,
        history,
        note="Khi lịch thay đổi, hạn đếm theo ngày làm việc của việc chưa hoàn thành được tính lại; việc đã "
        "hoàn thành giữ nguyên.",
    )


def _nobody_yet(year: int) -> str:
    return f"Chưa có lịch làm việc năm {year} trong sổ: chỉ thứ Bảy, Chủ nhật là ngày nghỉ."


def _steps(look: Look, year: int) -> Markup:
    def go(words: str, to: int) -> Markup | None:
        if not FIRST_DAY.year <= to <= LAST_DAY.year:
            return None
        return tag("a", words, href=look.asked.but(year=to, told=()).at(RULES), class_="step")

    links = (go(f"‹ Năm {year - 1}", year - 1), go(f"Năm {year + 1} ›", year + 1))
    return tag("nav", links, class_="steps", aria_label="Chuyển năm")


def _months(shown: YearCalendar) -> Markup:
    worked = Calendar([shown])
    return tag(
        "div",
        (_month(worked, shown, date(shown.year, month, 1)) for month in range(1, 13)),
        class_="year",
    )


def _month(worked: Calendar, shown: YearCalendar, first: date) -> Markup:
    off = {one.day for one in shown.days_off}

    def cell(n: int) -> Markup:
        if not n:
            return tag("td")
        day_ = first.replace(day=n)
        rest = worked.rest(day_)
        named = rest if day_ in off else "làm bù" if day_ in shown.worked_saturdays else None
        class_ = "off" if day_ in off else "made-up" if named else "rest" if rest else None
        return tag("td", str(n), tag("span", f" {named}", class_="aloud") if named else None, class_=class_)

    return tag(
        "table",
        tag("caption", f"Tháng {first.month}"),
        tag("thead", tag("tr", (tag("th", name, scope="col") for name in WEEK))),
        tag("tbody", (tag("tr", map(cell, week)) for week in monthcalendar(first.year, first.month))),
    )


def _lists(shown: YearCalendar) -> Markup:
    def days(heading: str, class_: str, lines: list[Content]) -> Markup:
        body = tag("ul", (tag("li", one) for one in lines)) if lines else tag("p", "Không có.", class_="note")
        key = tag("i", class_=f"key {class_}", aria_hidden="true")
        return tag("div", tag("h3", key, f"{heading}: {count(len(lines))} ngày"), body)

    return tag(
        "div",
        days("Ngày nghỉ", "off", [f"{vn_day(one.day)}: {one.name}" for one in shown.days_off]),
        days("Thứ Bảy làm bù", "made-up", [vn_day(one) for one in shown.worked_saturdays]),
        class_="days-off",
    )


def _decide(look: Look, year: int, held: YearCalendar | None) -> Markup:
    proposed = look.propose_calendar(year)
    as_proposed = AS_PROPOSED in look.asked.told
    filled = proposed if as_proposed or held is None else held
    if held is None or as_proposed:
        said: Content = "Biểu được điền theo gợi ý của gói dữ liệu ngày nghỉ; đề nghị đối chiếu với văn bản."
    elif unlike := list(calendar_changes(held, proposed)):
        href = look.asked.but(year=year, told=(AS_PROPOSED,)).at(RULES)
        said = [
            "Gợi ý của gói dữ liệu ngày nghỉ khác lịch đang có: ",
            "; ".join(unlike),
            ". ",
            tag("a", "Điền theo gợi ý", href=href),
        ]
    else:
        said = "Gợi ý của gói dữ liệu ngày nghỉ không khác lịch đang có."
    return act(
        f"Quy định lịch năm {year}" if held is None else f"Sửa lịch năm {year}",
        tag("p", said, class_="note"),
        form(
            look,
            Right.RULES,
            "/calendars",
            given("year", year, type_="number"),
            tag("fieldset", tag("legend", "Ngày nghỉ (để trống dòng không dùng)"), _days_off(filled)),
            tag("fieldset", tag("legend", "Thứ Bảy làm bù"), _saturdays(filled)),
            day("day", "Ngày văn bản", required=True),
            line("source", "Văn bản quyết định (số, ký hiệu)", required=True),
            submit="Ghi lịch làm việc",
            keep=None if as_proposed else f"lich-{year}",
        ),
        opened=as_proposed,
    )


def _days_off(filled: YearCalendar) -> Iterator[Markup]:
    kept = [(one.day, one.name) for one in filled.days_off]
    for n, (day_, name) in enumerate([*kept, *[(None, "")] * SPARE]):
        yield tag(
            "div",
            day(f"days_off.{n}.day", "Ngày", value=day_),
            line(f"days_off.{n}.name", "Tên ngày nghỉ", value=name),
            class_="pair",
        )


def _saturdays(filled: YearCalendar) -> Iterator[Markup]:
    for n, day_ in enumerate([*filled.worked_saturdays, *[None] * SPARE]):
        yield day(f"worked_saturdays.{n}", "Ngày", value=day_)
