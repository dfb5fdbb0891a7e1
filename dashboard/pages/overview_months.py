"""Assignments by month of deadline: the years to choose from, the months of one as columns of a chart and a table."""

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import figures
from dashboard.address import LIST, Asked, Counted
from dashboard.components import figure, mark
from dashboard.kinds import SLUGS
from dashboard.markup import Html, Markup, tag, text
from domain.rules import Timeliness
from domain.vietnamese import count
from projections.counts import MonthTally, Tally

EMPTY = Tally({})

ROWS = (
    ("Đúng hạn", SLUGS[Timeliness.DONE_ON_TIME], (Timeliness.DONE_ON_TIME,)),
    ("Hoàn thành quá hạn", SLUGS[Timeliness.DONE_LATE], (Timeliness.DONE_LATE,)),
    ("Trong hạn", SLUGS[Timeliness.IN_TIME], (Timeliness.IN_TIME,)),
    ("Quá hạn", SLUGS[Timeliness.OVERDUE], (Timeliness.OVERDUE,)),
    ("Tạm dừng, đưa ra", "tam-dung-dua-ra", (Timeliness.SUSPENDED, Timeliness.REMOVED)),
)


def months_card(
    months: Sequence[MonthTally], asked: Asked, day: date, path: str, within: Asked | None = None
) -> Component:
    """The whole of it. ``path``: of this page, for the years; ``within``: of which assignments."""
    within = (within or asked.when).but(counted=Counted.ASSIGNMENTS)
    year, shown = of_year(months, asked.year, day)
    chart = figures.months(shown, day, lambda month, kind: within.but(month=month, kind=kind).at(LIST))
    graph = dcc.Graph(id="months", figure=chart, config=figures.CONFIG, style={"height": figures.HEIGHT})
    columns = html.Div([graph, Html(months_table(shown, within, day))], className="columns")
    return html.Section(
        [Html(months_head(months, year, asked, path, within)), html.Div(columns, className="scroll")],
        className="card months",
    )


def of_year(
    months: Sequence[MonthTally], wanted: int | None, day: date
) -> tuple[int, list[tuple[date, Tally]]]:
    """The year to show (the one asked for, else that of ``day`` or the nearest with a deadline) and its months."""
    years = {m.month.year for m in months if m.month} or {day.year}
    year = wanted or min(years, key=lambda y: (abs(y - day.year), y))
    found = {m.month: m.tally for m in months}
    return year, [(month, found.get(month, EMPTY)) for month in (date(year, n, 1) for n in range(1, 13))]


def months_head(months: Sequence[MonthTally], year: int, asked: Asked, path: str, within: Asked) -> Markup:
    """The heading of the card, what is left out of it, and the years to choose from."""
    undated = sum(m.tally.total for m in months if m.month is None)
    return tag(
        "header",
        tag("h2", f"Theo tháng đến hạn, năm {year}"),
        tag(
            "p",
            "Đơn vị tính: lượt giao. Không có ngày hạn: ",
            figure(undated, within.but(kind="khong-ngay-han").at(LIST)),
            class_="note",
        ),
        _years(months, year, asked, path),
    )


def months_table(of_months: Sequence[tuple[date, Tally]], within: Asked, day: date) -> Markup:
    """The months in numbers, each under its column of the chart; that of ``day`` is told from the others."""
    whole = [(month, tally.total, within.but(month=month)) for month, tally in of_months]
    return tag(
        "table",
        tag(
            "thead",
            tag(
                "tr",
                tag("th", "Tháng", scope="col"),
                (
                    tag(
                        "th",
                        f"T{month.month}",
                        tag("span", f"/{month.year}", class_="aloud"),
                        scope="col",
                        aria_current="date" if month == day.replace(day=1) else None,
                    )
                    for month, _ in of_months
                ),
            ),
        ),
        tag(
            "tbody",
            tag(
                "tr",
                tag("th", "Tổng số", scope="row"),
                (tag("td", figure(n, at.at(LIST))) for _, n, at in whole),
                class_="group",
            ),
            (
                tag(
                    "tr",
                    tag("th", text([mark(SLUGS[of[0]]), name]), scope="row"),
                    (
                        tag("td", figure(sum(map(tally.of, of)), within.but(month=month, kind=kind).at(LIST)))
                        for month, tally in of_months
                    ),
                )
                for name, kind, of in ROWS
            ),
        ),
        class_="numbers",
    )


def _years(months: Sequence[MonthTally], year: int, asked: Asked, path: str) -> Markup:
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
                href=asked.but(year=y).at(path),
                aria_current="true" if y == year else None,
            )
            for y, n in sorted(totals.items())
        ),
        class_="years",
        aria_label="Năm đến hạn",
    )
