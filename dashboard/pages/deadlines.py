"""Thời hạn: the calendar of deadlines, a month as a table or a week as a list; a day opens the list of that day."""

from datetime import date, timedelta

from dashboard.address import DEADLINES, Asked, Counted, Span
from dashboard.components import Page, basis, figure, past
from dashboard.downloads import BY_MONTH, downloads
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.pages.deadlines_days import DayOf, month_table, week_list
from dashboard.scope import scope_of, scopes, units_of, within
from domain.calendar import Calendar
from domain.door import FIRST_DAY, LAST_DAY
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.calendar_days import by_day
from projections.calendars import calendar
from projections.counts import Tally
from projections.sight import sight

NOTHING = Tally({})

_SATURDAY = 5

SPAN_NAMES = {Span.MONTH: "Tháng", Span.WEEK: "Tuần"}


def deadlines(look: Look) -> Page:
    """The days of a month or a week, all in one snapshot."""
    reader, asked, at = look.reader, look.asked, look.at
    first, last = span_of(asked, at.day)
    with reader.snapshot() as cursor:
        seen = sight(cursor, look.viewer, reader.today())
        worked = calendar(cursor, at)
        units = units_of(look, scope_of(look))
        found = by_day(cursor, at, first, last, reader.soon(cursor, at), sight=seen, units=units)
    days = [
        DayOf(day, found.get(day, NOTHING), worked.rest(day), _words(look, worked, day), day == at.day)
        for day in (first + timedelta(n) for n in range((last - first).days + 1))
    ]
    here = within(look).but(counted=Counted.ASSIGNMENTS)
    shown = month_table if asked.span is Span.MONTH else week_list
    return Page(
        "Thời hạn",
        [
            Html(
                past(asked, DEADLINES),
                _head(look, first, last),
                tag(
                    "section",
                    _sum(days, asked, here),
                    shown(days, here),
                    _missing(worked, first, last),
                    class_="card calendar-card",
                ),
            )
        ],
    )


def _words(look: Look, worked: Calendar, day: date) -> str:
    if day == look.at.day:
        return "hôm nay" if look.live else "ngày đang xem"
    return "làm bù" if day.weekday() == _SATURDAY and worked.is_working(day) else ""


def span_of(asked: Asked, day: date) -> tuple[date, date]:
    """The first and the last day shown: those of the month or the week, Monday to Sunday, of ``start``."""
    start = asked.start or min(max(day, FIRST_DAY), LAST_DAY)
    if asked.span is Span.WEEK:
        first = start - timedelta(start.weekday())
        return first, first + timedelta(6)
    first = start.replace(day=1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)


def _head(look: Look, first: date, last: date) -> Markup:
    asked = look.asked
    month = asked.span is Span.MONTH
    words = f"tháng {first.month}/{first.year}" if month else _week(first, last)
    named = "tháng" if month else "tuần"

    def go(words: str, start: date | None) -> Markup | None:
        if start and not FIRST_DAY <= start <= LAST_DAY:
            return None
        return tag("a", words, href=asked.but(start=start).at(DEADLINES), class_="step")

    kept = max(first, FIRST_DAY)
    return tag(
        "header",
        tag("h1", f"Thời hạn, {words}"),
        tag("p", f"Tính đến ngày {vn_day(look.at.day)} ({basis(asked)})", class_="note"),
        downloads(look, BY_MONTH),
        tag(
            "nav",
            go(f"‹ {named.capitalize()} trước", first - timedelta(1)),
            go("Hôm nay" if look.live else f"Ngày {vn_day(look.at.day)}", None),
            go(f"{named.capitalize()} sau ›", last + timedelta(1)),
            class_="steps",
            aria_label="Chuyển tháng, tuần",
        ),
        tag(
            "nav",
            (
                tag(
                    "a",
                    name,
                    href=asked.but(span=span, start=asked.start and kept).at(DEADLINES),
                    aria_current="true" if span is asked.span else None,
                )
                for span, name in SPAN_NAMES.items()
            ),
            class_="choice",
            aria_label="Cách xem lịch",
        ),
        scopes(look, DEADLINES),
        class_="page-head",
    )


def _week(first: date, last: date) -> str:
    """The year once, where it is one."""
    start = vn_day(first)
    return f"tuần từ {start.rpartition('/')[0] if first.year == last.year else start} đến {vn_day(last)}"


def _sum(days: list[DayOf], asked: Asked, here: Asked) -> Markup:
    total = sum(day.tally.total for day in days)
    if not total:
        return tag("p", "Không có lượt giao nào đến hạn trong thời gian này.", class_="note")
    month = asked.span is Span.MONTH
    return tag(
        "p",
        "Đến hạn trong tháng: " if month else "Đến hạn trong tuần: ",
        figure(total, here.but(month=days[0].day).list) if month else tag("span", count(total), class_="n"),
        " lượt giao. Bấm vào số để mở danh sách.",
        class_="note",
    )


def _missing(worked: Calendar, first: date, last: date) -> Markup | None:
    years = worked.missing(first, last)
    if not years:
        return None
    said = ", ".join(map(str, years))
    return tag(
        "p", f"Chưa có lịch làm việc năm {said} trong sổ: chỉ thứ Bảy, Chủ nhật là ngày nghỉ.", class_="note"
    )
