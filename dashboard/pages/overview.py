"""Tổng quan: the sentence, the three rates, the categories, what needs a decision, the months; then by unit.

The headline counts tasks (nhiệm vụ); within a field and area, by month and by unit assignments (lượt giao) are
counted. A unit's people see what is their own, and the mean of their group.
"""

from dash import html

from dashboard.address import ANNEXES, LIST, Asked, Counted, Scope
from dashboard.components import Page, basis, message, past
from dashboard.downloads import WEEKLY, downloads
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.pages.drafts import DRAFTING
from dashboard.pages.overview_figures import categories, sentence, three_rates
from dashboard.pages.overview_matters import LONGEST, matters_card, week_line
from dashboard.pages.overview_months import months_card
from dashboard.pages.overview_units import beside_mean, units_table
from dashboard.scope import scope_of, scopes, units_of, within
from dashboard.slider import time_slider
from domain.permissions import Right
from domain.rules import Timeliness
from domain.vietnamese import day as vn_day
from projections import counts, lists, matters
from projections.counts import UnitTally
from projections.daily import Of
from projections.engine import Cursor
from projections.lists import Filter
from projections.sight import Sight, sight


def overview(look: Look) -> Page:
    """All of it in one snapshot."""
    reader, asked, at = look.reader, look.asked, look.at
    scope = scope_of(look)
    units = units_of(look, scope)
    counted = Counted.TASKS if scope is Scope.ALL else Counted.ASSIGNMENTS
    with reader.snapshot() as cursor:
        seen = sight(cursor, look.viewer, reader.today())
        soon = reader.soon(cursor, at)
        if counted is Counted.TASKS:
            tally = counts.tasks(cursor, at, soon, sight=seen)
        else:
            tally = counts.assignments(cursor, at, soon, sight=seen, units=units)
        waiting = counts.waiting_for_leads(cursor, at) if seen is None and units is None else None
        by_unit = counts.by_unit(cursor, at, soon, sight=seen, units=units)
        months = counts.by_month(cursor, at, sight=seen, units=units)
        waits = matters.counted(cursor, at, sight=seen, units=units)
        came = matters.changed(cursor, at, look.week_ago, sight=seen, units=units)
        overdue = Filter(categories=(Timeliness.OVERDUE,), units=units)
        longest, _ = lists.assignments(cursor, at, overdue, limit=LONGEST, sight=seen)
        mean = _mean(cursor, look, seen, by_unit) if seen else None
        of = Of.TASKS if counted is Counted.TASKS else Of.ASSIGNMENTS
        slider = time_slider(look, cursor, seen, of, units, bars=look.compares and units is None)
    title = "Tổng quan"
    head = tag(
        "header", tag("h1", title), scopes(look, look.path), downloads(look, WEEKLY), class_="page-head"
    )
    if not tally.total and not waiting:
        nothing = _nothing(look, scope, vn_day(at.day), whole=seen is None)
        return Page(title, [Html(past(asked, look.path), head if units else None, nothing)])
    here = within(look)

    def opens(kind: str) -> str:
        return here.but(kind=kind, counted=counted).at(LIST)

    said = tag(
        "div",
        sentence(tally, vn_day(at.day), basis(asked), look.rules.due_soon, opens, counted),
        week_line(came, look.week_ago.day, here),
        three_rates(tally, opens, counted),
        class_="said-first",
    )
    return Page(
        title,
        [
            Html(
                past(asked, look.path),
                head,
                tag("div", said, categories(tally, opens, counted), class_="summary"),
            ),
            html.Div(
                [
                    Html(matters_card(waits, longest, waiting, at.day, here, own=seen is not None)),
                    months_card(months, asked, at.day, look.path, here),
                ],
                className="second",
            ),
            Html(slider, mean or _by_unit(look, by_unit, here)),
        ],
    )


def _by_unit(look: Look, by_unit: list[UnitTally], here: Asked) -> Markup:
    return units_table(by_unit, here, names=look.compares)


def _mean(cursor: Cursor, look: Look, seen: Sight, by_unit: list[UnitTally]) -> Markup | None:
    """The unit of the viewer beside its group; None where nothing was given to it."""
    own = next((unit for unit in by_unit if unit.unit == look.viewer.charge.unit), None)
    if own is None:
        return None
    group = [unit for unit in counts.by_unit(cursor, look.at) if unit.group == own.group]
    return beside_mean(own, group, look.asked)


def _nothing(look: Look, scope: Scope, day: str, *, whole: bool) -> Markup:
    asked = look.asked
    if scope is Scope.FOLLOWED:
        words = f"Đến ngày {day} chưa có lượt giao nào trong lĩnh vực, địa bàn đồng chí phụ trách."
        return message("Chưa có số liệu", words, asked.but(scope=Scope.ALL).at(look.path), "Xem toàn tỉnh")
    if not whole:
        words = f"Đến ngày {day} chưa có nhiệm vụ nào được giao cho đơn vị của đồng chí."
        return message("Chưa có số liệu", words, asked.now.at(look.path), "Xem ngày hôm nay")
    if asked.live:
        if look.viewer.may(Right.DRAFT_TASK, DRAFTING):
            words = "Sổ chưa có nhiệm vụ nào. Đề nghị nhập phụ lục nhiệm vụ của văn bản."
            return message("Chưa có số liệu", words, ANNEXES, "Nhập phụ lục")
        return message("Chưa có số liệu", "Sổ chưa có nhiệm vụ nào.", look.path, "Tải lại trang")
    words = f"Đến ngày {day} chưa có nhiệm vụ nào được giao."
    return message("Chưa có số liệu", words, asked.now.at(look.path), "Về hiện tại")
