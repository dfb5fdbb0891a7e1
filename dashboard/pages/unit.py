"""One unit: what it is, its figures, what is open there by urgency, what waits, how it went over twelve months."""

from uuid import UUID

from dash import html

from dashboard.address import LIST, UNIT, Counted
from dashboard.components import Page, basis, past
from dashboard.downloads import LISTED, downloads
from dashboard.look import Look
from dashboard.markup import Html, tag
from dashboard.pages.overview_figures import categories, sentence, three_rates
from dashboard.pages.overview_matters import LONGEST
from dashboard.pages.overview_months import months_card
from dashboard.pages.overview_units import units_table
from dashboard.pages.unit_parts import about, executing_card, open_card, reports_card
from dashboard.pages.unit_trend import trend_card
from dashboard.slider import time_slider
from domain.errors import NotFound
from domain.rules import Timeliness
from domain.vietnamese import day as vn_day
from projections import counts, lists, trend, waiting
from projections.daily import Of
from projections.lists import Filter
from projections.sight import sight
from projections.unit_card import card, executing

MONTHS = 12


def unit(look: Look, unit_id: UUID) -> Page:
    """All of it in one snapshot. Raises ``NotFound``: no such unit then, or not for this viewer."""
    reader, asked, at = look.reader, look.asked, look.at
    with reader.snapshot() as cursor:
        seen = sight(cursor, look.viewer, reader.today())
        if seen and unit_id not in (*seen.own, *seen.below):
            raise NotFound
        this = card(cursor, at, unit_id)
        soon = reader.soon(cursor, at)
        of = [unit_id]
        tally = counts.assignments(cursor, at, soon, sight=seen, units=of)
        months = counts.by_month(cursor, at, sight=seen, units=of)
        overdue = Filter(categories=(Timeliness.OVERDUE,), unit=unit_id)
        longest, _ = lists.assignments(cursor, at, overdue, limit=LONGEST, sight=seen)
        reports = waiting.awaiting(cursor, at, units=of, sight=seen)
        below = counts.by_unit(cursor, at, soon, sight=seen, units=this.below) if this.below else []
        does = executing(cursor, at, unit_id, sight=seen)
        ends = trend.month_ends(at.day, MONTHS)
        went = trend.over(cursor, at, ends, sight=seen, units=of)
        slider = time_slider(look, cursor, seen, Of.ASSIGNMENTS, of)
    path = f"{UNIT}{unit_id}"
    here = asked.when.but(unit=unit_id, counted=Counted.ASSIGNMENTS)

    def opens(kind: str) -> str:
        return here.but(kind=kind).at(LIST)

    said = tag(
        "div",
        sentence(tally, vn_day(at.day), basis(asked), look.rules.due_soon, opens, Counted.ASSIGNMENTS),
        three_rates(tally, opens, Counted.ASSIGNMENTS),
        class_="said-first",
    )
    names = look.compares or seen is not None
    under = units_table(below, here, whole=False) if below and names else None
    return Page(
        this.name,
        [
            Html(
                past(asked, path),
                about(this, at.day, asked, downloads(look, LISTED, asked=here)),
                tag("div", said, categories(tally, opens, Counted.ASSIGNMENTS), class_="summary"),
            ),
            html.Div(
                [
                    Html(open_card(tally, longest, at.day, here)),
                    months_card(months, asked, at.day, path, here),
                ],
                className="second",
            ),
            trend_card(list(zip(ends, went, strict=True)), here),
            Html(slider, reports_card(reports, asked), executing_card(does, asked), under),
        ],
    )
