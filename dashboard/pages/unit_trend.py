"""How a unit's assignments stood at the ends of twelve months: a chart, its table beside it."""

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import figures
from dashboard.address import LIST, Asked, Counted, Way
from dashboard.components import figure, mark, rate
from dashboard.kinds import SLUGS
from dashboard.markup import Html, Markup, tag
from domain.rules import Timeliness
from domain.vietnamese import day as vn_day
from projections import known
from projections.counts import Tally

COLUMNS = (
    ("Hoàn thành đúng hạn", Timeliness.DONE_ON_TIME),
    ("Hoàn thành quá hạn", Timeliness.DONE_LATE),
    ("Quá hạn", Timeliness.OVERDUE),
)


def trend_card(ends: Sequence[tuple[date, Tally]], here: Asked) -> Component:
    """The standing on each of the days, the last of them that of the page; ``here``: which assignments."""
    by = "theo những gì đã ghi nhận đến nay"
    if here.known is not None:
        by = f"theo những gì biết đến {known.told(here.known)}"
    elif here.day and here.way is Way.REPORTED:
        by = "đúng như đã báo cáo khi đó"
    note = f"Lượt giao, lũy kế đến cuối mỗi tháng; {by}"
    graph = dcc.Graph(
        id="trend", figure=figures.trend(ends), config=figures.CONFIG, style={"height": figures.TREND_HEIGHT}
    )
    return html.Section(
        [
            Html(tag("header", tag("h2", "Diễn biến 12 tháng"), tag("p", note, class_="note"))),
            html.Div([graph, Html(_table(ends, here), className="scroll")], className="beside"),
        ],
        className="card trend",
    )


def _table(ends: Sequence[tuple[date, Tally]], here: Asked) -> Markup:
    return tag(
        "table",
        tag(
            "thead",
            tag(
                "tr",
                tag("th", "Đến ngày", scope="col"),
                (tag("th", mark(SLUGS[c]), words, scope="col") for words, c in COLUMNS),
                tag("th", "Tỷ lệ đúng hạn", scope="col"),
            ),
        ),
        tag("tbody", (_row(day, tally, here, ends[-1][0]) for day, tally in reversed(ends))),
        class_="numbers",
    )


def _row(day: date, tally: Tally, here: Asked, last: date) -> Markup:
    """The way of knowing of the page, on that day; live is as known now."""
    way = Way.REVIEWED if here.live else here.way
    then = here if day == last else here.but(day=day, way=way)
    of = then.but(counted=Counted.ASSIGNMENTS)
    return tag(
        "tr",
        tag("th", vn_day(day), scope="row"),
        (tag("td", figure(tally.of(c), of.but(kind=SLUGS[c]).at(LIST))) for _, c in COLUMNS),
        tag("td", rate(tally.rates.on_time_of_judged), class_="rate"),
    )
