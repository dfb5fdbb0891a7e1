"""Tổng quan: the sentence, the three rates, the categories; by month of deadline; by unit.

The headline counts tasks (nhiệm vụ); by month and by unit assignments (lượt giao) are counted.
"""

from collections.abc import Callable
from fractions import Fraction

from dash import dcc, html

from dashboard import figures
from dashboard.address import LIST, OVERVIEW, Asked, Counted
from dashboard.components import (
    DATED,
    SOON,
    Page,
    bar,
    basis,
    card,
    figure,
    mark,
    message,
    past,
    rate,
    status,
)
from dashboard.kinds import SLUGS, WAITING
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag, text
from dashboard.pages.overview_months import months_head, months_table, of_year
from dashboard.pages.overview_units import units_table
from domain.rules import Timeliness
from domain.vietnamese import count, percent
from domain.vietnamese import day as vn_day
from projections import counts
from projections.counts import Tally

Opens = Callable[[str], str]
"""kind -> the address of the list of these tasks."""

ASIDE = (Timeliness.DONE_UNDATED, Timeliness.UNDATED, Timeliness.SUSPENDED, Timeliness.REMOVED)
"""Outside the rates."""


def overview(look: Look) -> Page:
    """All of it in one snapshot."""
    reader, asked, at = look.reader, look.asked, look.at
    with reader.snapshot() as cursor:
        soon = reader.soon(cursor, at)
        tasks = counts.tasks(cursor, at, soon)
        waiting = counts.waiting_for_leads(cursor, at)
        units = counts.by_unit(cursor, at, soon)
        months = counts.by_month(cursor, at)
    title = "Tổng quan"
    if not tasks.total and not waiting:
        return Page(title, [Html(past(asked, OVERVIEW), _nothing(asked, vn_day(at.day)))])

    def opens(kind: str) -> str:
        return asked.when.but(kind=kind).at(LIST)

    summary = [
        _sentence(tasks, vn_day(at.day), basis(asked), reader.due_soon_days, opens),
        _rates(tasks, opens),
        _categories(tasks, waiting, opens),
    ]
    year, of_months = of_year(months, asked.year, at.day)
    due_in = asked.when.but(counted=Counted.ASSIGNMENTS)
    chart = figures.months(of_months, at.day, lambda month, kind: due_in.but(month=month, kind=kind).at(LIST))
    return Page(
        title,
        [
            Html(past(asked, OVERVIEW), tag("h1", title), tag("div", summary, class_="summary")),
            html.Section(
                [
                    Html(months_head(months, year, asked), className="months-head"),
                    dcc.Graph(
                        id="months", figure=chart, config=figures.CONFIG, style={"height": figures.HEIGHT}
                    ),
                    Html(months_table(months, of_months, asked), className="months-table"),
                ],
                className="card months",
            ),
            Html(units_table(units, asked)),
        ],
    )


def _nothing(asked: Asked, day: str) -> Markup:
    if asked.day is None:
        words = "Sổ chưa có nhiệm vụ nào. Đề nghị nhập phụ lục nhiệm vụ bằng lệnh “./sonq import”."
        return message("Chưa có số liệu", words, OVERVIEW, "Tải lại trang")
    words = f"Đến ngày {day} chưa có nhiệm vụ nào được giao."
    return message("Chưa có số liệu", words, asked.but(day=None).at(OVERVIEW), "Về hiện tại")


def _sentence(tally: Tally, day: str, rests_on: str, soon_days: int, opens: Opens) -> Markup:
    rates = tally.rates
    share = rates.completed_of_dated

    def n(number: int, kind: str) -> Markup:
        return figure(number, opens(kind))

    return tag(
        "p",
        f"Tính đến ngày {day} ({rests_on}): ",
        (n(tally.dated, "co-thoi-han"), " nhiệm vụ có thời hạn; "),
        (
            "đã hoàn thành ",
            n(rates.completed, "da-hoan-thanh"),
            f" ({percent(share)})" if share is not None else "",
        ),
        (", trong đó đúng hạn ", n(rates.on_time, SLUGS[Timeliness.DONE_ON_TIME])),
        (", quá hạn ", n(tally.of(Timeliness.DONE_LATE), SLUGS[Timeliness.DONE_LATE])),
        ("; chưa hoàn thành, trong hạn ", n(tally.of(Timeliness.IN_TIME), SLUGS[Timeliness.IN_TIME])),
        (f" (đến hạn trong {count(soon_days)} ngày làm việc tới: ", n(tally.due_soon, SOON), ")"),
        ("; quá hạn, chưa hoàn thành ", n(tally.of(Timeliness.OVERDUE), SLUGS[Timeliness.OVERDUE]), "."),
        class_="sentence",
    )


def _rates(tally: Tally, opens: Opens) -> Markup:
    rates = tally.rates
    completed = figure(rates.completed, opens("da-hoan-thanh"))
    judged = (figure(rates.judged, opens("da-hoan-thanh-va-qua-han")), " nhiệm vụ đã hoàn thành và quá hạn")
    dated = (figure(rates.dated, opens("co-thoi-han")), " nhiệm vụ có thời hạn")

    def one(name: str, share: Fraction | None, part: Markup, whole: Content) -> Markup:
        of = tag("dd", part, " trên ", whole, class_="of")
        return tag("div", tag("dt", name), tag("dd", rate(share), class_="rate"), of)

    on_time = figure(rates.on_time, opens(SLUGS[Timeliness.DONE_ON_TIME]))
    return tag(
        "dl",
        one("Hoàn thành đúng hạn", rates.on_time_of_judged, on_time, judged),
        one("Hoàn thành trên số đã hoàn thành và quá hạn", rates.completed_of_judged, completed, judged),
        one("Hoàn thành trên tổng số", rates.completed_of_dated, completed, dated),
        class_="rates",
    )


def _categories(tally: Tally, waiting: int, opens: Opens) -> Markup:
    def row(words: Markup, n: int, kind: str, class_: str | None = None) -> Markup:
        return tag("tr", tag("th", words, scope="row"), tag("td", figure(n, opens(kind))), class_=class_)

    def heading(words: str, n: int, kind: str | None) -> Markup:
        whole = figure(n, opens(kind)) if kind else tag("span", count(n), class_="n")
        return tag("tr", tag("th", words, scope="rowgroup"), tag("td", whole), class_="group")

    dated: list[Markup] = []
    for category in DATED:
        dated.append(row(status(category), tally.of(category), SLUGS[category]))
        if category is Timeliness.IN_TIME:
            dated.append(row(text([mark(SOON), "trong đó sắp đến hạn"]), tally.due_soon, SOON, "part"))
    aside = sum(tally.of(category) for category in ASIDE)
    return card(
        "Tình trạng thực hiện",
        bar(tally),
        tag(
            "div",
            tag("table", tag("tbody", heading("Có thời hạn", tally.dated, "co-thoi-han"), dated)),
            tag(
                "table",
                tag(
                    "tbody",
                    heading("Không tính vào tỷ lệ", aside, None),
                    (row(status(category), tally.of(category), SLUGS[category]) for category in ASIDE),
                ),
            ),
            class_="categories",
        ),
        tag(
            "p",
            "Chưa chọn đầu mối để giao, ngoài tổng số trên: ",
            figure(waiting, opens(WAITING)),
            " nhiệm vụ.",
            class_="note",
        )
        if waiting
        else None,
        note=f"Tổng số {count(tally.total)} nhiệm vụ đã giao",
        class_="standing",
    )
