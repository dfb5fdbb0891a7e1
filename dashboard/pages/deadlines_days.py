"""The days of the calendar of deadlines: a month as a table of weeks, a week as a list of days."""

from collections.abc import Sequence
from datetime import date

import msgspec

from dashboard.address import Asked
from dashboard.components import SOON, figure, mark, opening
from dashboard.kinds import SLUGS
from dashboard.markup import Markup, tag
from domain.rules import Timeliness
from domain.vietnamese import day as vn_day
from projections.counts import Tally

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

STATUSES = (
    (Timeliness.OVERDUE, "Quá hạn"),
    (Timeliness.IN_TIME, "Trong hạn"),
    (Timeliness.DONE_ON_TIME, "Xong đúng hạn"),
    (Timeliness.DONE_LATE, "Xong quá hạn"),
    (Timeliness.SUSPENDED, "Tạm dừng"),
    (Timeliness.REMOVED, "Đã đưa ra"),
)
"""What is urgent first; in few words, so that they fit into a day."""


class DayOf(msgspec.Struct, frozen=True):
    """A day, what falls due on it; ``rest``: why nobody works; ``words``: what else there is to say of it."""

    day: date
    tally: Tally
    rest: str | None
    words: str
    shown: bool
    """The day of the page itself."""


def month_table(days: Sequence[DayOf], here: Asked) -> Markup:
    """Weeks as rows, Monday first."""
    blank = days[0].day.weekday()
    cells = [tag("td", class_="out")] * blank + [_cell(day, here) for day in days]
    cells += [tag("td", class_="out")] * (-len(cells) % 7)
    first = days[0].day
    return tag(
        "table",
        tag("caption", f"Lượt giao theo ngày đến hạn, tháng {first.month}/{first.year}", class_="aloud"),
        tag("thead", tag("tr", (tag("th", name, scope="col") for name in WEEKDAYS))),
        tag("tbody", (tag("tr", cells[n : n + 7]) for n in range(0, len(cells), 7))),
        class_="month",
    )


def week_list(days: Sequence[DayOf], here: Asked) -> Markup:
    """A day below the other."""
    return tag(
        "ol",
        (
            tag(
                "li",
                tag(
                    "h2",
                    tag(
                        "time",
                        f"{WEEKDAYS[day.day.weekday()]}, {vn_day(day.day)}",
                        datetime=day.day.isoformat(),
                    ),
                    _total(day, here, " lượt giao"),
                ),
                _said(day),
                _statuses(day, here) or tag("p", "Không có lượt giao đến hạn.", class_="note"),
                class_=_class(day),
            )
            for day in days
        ),
        class_="week-days",
    )


def _cell(day: DayOf, here: Asked) -> Markup:
    return tag(
        "td",
        tag(
            "div",
            tag("time", str(day.day.day), datetime=day.day.isoformat()),
            _total(day, here),
            class_="top-line",
        ),
        _said(day),
        _statuses(day, here),
        class_=_class(day),
    )


def _class(day: DayOf) -> str | None:
    said = {"rest": bool(day.rest), "today": day.shown}
    return " ".join(name for name, true in said.items() if true) or None


def _said(day: DayOf) -> Markup | None:
    """In words what colour tells too; of the weekends the column tells."""
    holiday = day.rest if day.rest and day.rest not in WEEKDAYS and day.rest != "thứ Bảy" else ""
    told = ", ".join(word for word in (day.words, holiday) if word)
    return tag("small", opening(told), class_="day-word") if told else None


def _total(day: DayOf, here: Asked, words: str = "") -> Markup | None:
    if not day.tally.total:
        return None
    said = tag("span", words or " lượt giao", class_=None if words else "aloud")
    return tag("span", figure(day.tally.total, here.but(due=day.day).list), said, class_="total")


def _statuses(day: DayOf, here: Asked) -> Markup | None:
    """Due on one day, what is in time is due soon as a whole or not at all."""
    tally = day.tally
    rows = []
    for category, name in STATUSES:
        slug, words = SLUGS[category], name
        if category is Timeliness.IN_TIME and tally.due_soon:
            slug, words = SOON, "Sắp đến hạn"
        if n := tally.of(category):
            link = figure(n, here.but(due=day.day, kind=slug).list)
            rows.append(tag("li", mark(slug), tag("span", words), " ", link))
    return tag("ul", rows, class_="statuses") if rows else None
