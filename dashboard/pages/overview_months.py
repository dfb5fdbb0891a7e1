"""Assignments by month of deadline: the years to choose from, the months of one in a table beside the chart."""

from collections.abc import Sequence
from datetime import date

from dashboard.address import LIST, OVERVIEW, Asked, Counted
from dashboard.components import figure, mark
from dashboard.kinds import SLUGS
from dashboard.markup import Markup, tag, text
from domain.rules import Timeliness
from domain.vietnamese import count
from projections.counts import MonthTally, Tally

EMPTY = Tally({})

COLUMNS = (
    ("Hoàn thành đúng hạn", Timeliness.DONE_ON_TIME),
    ("Hoàn thành quá hạn", Timeliness.DONE_LATE),
    ("Trong hạn", Timeliness.IN_TIME),
    ("Quá hạn", Timeliness.OVERDUE),
)


def of_year(
    months: Sequence[MonthTally], wanted: int | None, day: date
) -> tuple[int, list[tuple[date, Tally]]]:
    """The year to show (the one asked for, else that of ``day`` or the nearest with a deadline) and its months."""
    years = {m.month.year for m in months if m.month} or {day.year}
    year = wanted or min(years, key=lambda y: (abs(y - day.year), y))
    found = {m.month: m.tally for m in months}
    return year, [(month, found.get(month, EMPTY)) for month in (date(year, n, 1) for n in range(1, 13))]


def months_head(months: Sequence[MonthTally], year: int, asked: Asked) -> Markup:
    """The heading of the card, and the years to choose from."""
    return tag(
        "header",
        tag("h2", f"Theo tháng đến hạn, năm {year}"),
        tag("p", "Đơn vị tính: lượt giao, theo hạn đang thực hiện", class_="note"),
        _years(months, year, asked),
    )


def months_table(
    months: Sequence[MonthTally], of_months: Sequence[tuple[date, Tally]], asked: Asked
) -> Markup:
    """The months in numbers, beside the chart."""
    when = asked.when.but(counted=Counted.ASSIGNMENTS)
    undated = sum(m.tally.total for m in months if m.month is None)
    head = [
        tag("th", "Tháng", scope="col"),
        tag("th", "Tổng số", scope="col"),
        (tag("th", mark(SLUGS[c]), name, scope="col") for name, c in COLUMNS),
        tag("th", mark("tam-dung"), "Tạm dừng, đưa ra", scope="col"),
    ]
    return text(
        [
            tag(
                "div",
                tag(
                    "table",
                    tag("thead", tag("tr", head)),
                    tag("tbody", (_row(month, tally, when) for month, tally in of_months)),
                    class_="numbers",
                ),
                class_="scroll",
            ),
            tag(
                "p",
                "Không có ngày hạn: ",
                figure(undated, when.but(kind="khong-ngay-han").at(LIST)),
                " lượt giao.",
                class_="note",
            ),
        ]
    )


def _row(month: date, tally: Tally, when: Asked) -> Markup:
    at = when.but(month=month)
    aside = tally.of(Timeliness.SUSPENDED) + tally.of(Timeliness.REMOVED)
    return tag(
        "tr",
        tag("th", f"{month.month}/{month.year}", scope="row"),
        tag("td", figure(tally.total, at.at(LIST))),
        (tag("td", figure(tally.of(c), at.but(kind=SLUGS[c]).at(LIST))) for _, c in COLUMNS),
        tag("td", figure(aside, at.but(kind="tam-dung-dua-ra").at(LIST))),
    )


def _years(months: Sequence[MonthTally], year: int, asked: Asked) -> Markup:
    totals: dict[int, int] = {year: 0}
    for m in months:
        if m.month:
            totals[m.month.year] = totals.get(m.month.year, 0) + m.tally.total
    return tag(
        "nav",
        (
            tag(
                "a",
                str(y),
                tag("small", count(n), aria_label=f"{count(n)} lượt giao"),
                href=asked.when.but(year=y).at(OVERVIEW),
                aria_current="true" if y == year else None,
            )
            for y, n in sorted(totals.items())
        ),
        class_="years",
        aria_label="Năm đến hạn",
    )
