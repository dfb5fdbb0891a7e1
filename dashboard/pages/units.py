"""Đơn vị: all units or those of a group, in protocol order or by a figure; comparable within a group only."""

from dashboard.address import CLOSINGS, UNIT, UNITS, Asked
from dashboard.components import Page, basis, card, past
from dashboard.downloads import BY_UNIT, downloads
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.pages.overview_units import NUMERALS, units_table
from dashboard.slider import time_slider
from domain.permissions import Right
from domain.unit import GROUP_NAMES
from domain.vietnamese import day as vn_day
from projections import counts
from projections.counts import UnitTally
from projections.daily import Of
from projections.sight import sight
from projections.unit_card import with_all


def units(look: Look) -> Page:
    """With figures by name for who may compare; by group beside the names for others who see all.

    A unit's people see their own and what is under it.
    """
    reader, asked, at = look.reader, look.asked, look.at
    with reader.snapshot() as cursor:
        seen = sight(cursor, look.viewer, reader.today())
        soon = reader.soon(cursor, at)
        found = counts.by_unit(cursor, at, soon, sight=seen)
        every = with_all(cursor, at, found)
        if seen:
            mine = {*seen.own, *seen.below}
            every = [unit for unit in every if unit.unit in mine]
        shown = [unit for unit in every if asked.group in (None, unit.group)]
        names = seen is not None or look.compares
        of_group = [unit.unit for unit in shown] if asked.group else None
        slider = time_slider(look, cursor, seen, Of.ASSIGNMENTS, of_group, bars=names)
    title = "Đơn vị"
    head = tag(
        "header",
        tag("h1", title),
        tag("p", f"Tính đến ngày {vn_day(at.day)} ({basis(asked)})", class_="note"),
        downloads(look, BY_UNIT),
        _groups(every, asked),
        class_="page-head",
    )
    if not shown:
        body = tag("p", "Không có đơn vị nào ở đây. Đề nghị chọn nhóm khác hoặc ngày khác.", class_="message")
    else:
        body = units_table(shown, asked.but(scope=None), names=names, whole=seen is None, path=UNITS)
    return Page(
        title, [Html(past(asked, UNITS), head, slider, body, None if names else _register(shown, look))]
    )


def _groups(every: list[UnitTally], asked: Asked) -> Markup | None:
    there = sorted({unit.group for unit in every})
    if len(there) < 2:
        return None
    return tag(
        "nav",
        (
            tag(
                "a",
                f"{NUMERALS[group]}. {GROUP_NAMES[group]}" if group else "Tất cả",
                href=asked.but(group=group).at(UNITS),
                aria_current="true" if group == asked.group else None,
            )
            for group in (None, *GROUP_NAMES)
            if group is None or group in there
        ),
        class_="choice",
        aria_label="Chọn nhóm đơn vị",
    )


def _register(shown: list[UnitTally], look: Look) -> Markup:
    """The names alone, each with its page; where the viewer may compare them."""
    asked = look.asked
    later = look.viewer.may(Right.COMPARE_UNITS, closed=True)
    where = ("; sau khi chốt thì có, xem ở ", tag("a", "Chốt số liệu", href=asked.when.at(CLOSINGS)))
    return card(
        "Danh sách đơn vị",
        tag(
            "ul",
            (tag("li", tag("a", unit.name, href=asked.when.at(f"{UNIT}{unit.unit}"))) for unit in shown),
            class_="names",
        ),
        note=(
            "Theo thứ tự của Văn phòng; không so sánh số liệu giữa các đơn vị",
            where if later else "",
            ".",
        ),
    )
