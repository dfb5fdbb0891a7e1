"""Assignments by unit: the six groups, in each the units in protocol order. Rates are compared within a group.

Who may not compare units by name sees the groups; a unit's own people see it beside the mean of its group.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from html import escape
from itertools import groupby

from dashboard.address import UNIT, Asked, Counted, Order
from dashboard.components import SOON, bar, card, figure, mark, rate
from dashboard.kinds import SLUGS
from dashboard.markup import Markup, tag
from domain.rules import Timeliness
from domain.unit import GROUP_NAMES, Group
from domain.vietnamese import count, decimal
from projections.counts import Tally, UnitTally, sum_of

NUMERALS = ("", "I", "II", "III", "IV", "V", "VI")


FEWEST = 3
"""Of fewer units a mean would tell one from the other."""

COUNTS_WHAT = (
    "Đơn vị tính: lượt giao, theo đơn vị chủ trì tại thời điểm đó. Tỷ lệ chỉ so sánh trong cùng nhóm."
)

ORDERS: dict[Order, Callable[[UnitTally], float]] = {
    Order.PROTOCOL: lambda unit: unit.rank,
    Order.DATED: lambda unit: -unit.tally.dated,
    Order.ON_TIME: lambda unit: _or_last(unit.tally.rates.on_time_of_judged),
    Order.SOON: lambda unit: -unit.tally.due_soon,
    Order.OVERDUE: lambda unit: -unit.tally.of(Timeliness.OVERDUE),
}
"""What stands first in a group: the lowest rate, the highest count; equals by protocol."""


def _or_last(share: Fraction | None) -> float:
    return 2 if share is None else float(share)


def units_table(
    units: Sequence[UnitTally], within: Asked, *, names: bool = True, whole: bool = True, path: str = ""
) -> Markup:
    """One table for all; on a narrow screen it keeps the total, the overdue and the rate.

    ``names``: of the units; without them the groups stand alone. ``whole``: all units of each group are there, so
    that it has sums. ``path``: of the page, where the units can be ordered.
    """
    groups = [(Group(g), list(of)) for g, of in groupby(units, key=lambda unit: unit.group)]
    of_all = within.when.but(counted=Counted.ASSIGNMENTS, scope=within.scope)
    return card(
        "Theo đơn vị" if names else "Theo nhóm đơn vị",
        _jumps(groups) if names and not path and len(groups) > 1 else None,
        tag(
            "table",
            _head(within, path if names else "", names),
            (_group(group, of, of_all, within.order, names, whole) for group, of in groups),
            _foot(units, of_all) if whole and len(groups) > 1 else None,
            class_="numbers units",
        ),
        note=f"{COUNTS_WHAT} Bấm vào số để mở danh sách.",
        class_="by-unit",
    )


def _foot(units: Sequence[UnitTally], of_all: Asked) -> Markup:
    total = _cells(sum_of(unit.tally for unit in units), of_all.list)
    return tag("tfoot", tag("tr", tag("th", "Tổng cộng", scope="row"), total))


def beside_mean(own: UnitTally, group: Sequence[UnitTally], within: Asked) -> Markup:
    """A unit's own figures, and what is usual in its group; ``group``: with the unit itself."""
    of_unit = within.when.but(unit=own.unit)
    rows = [_beside(own.name, own.tally, lambda n, kind: figure(n, of_unit.but(kind=kind).list))]
    if len(group) < FEWEST:
        mean = tag(
            "p", f"Nhóm có dưới {count(FEWEST)} đơn vị được giao nên không nêu bình quân.", class_="note"
        )
    else:
        whole, many, mean = sum_of(unit.tally for unit in group), len(group), None
        rows.append(
            _beside(
                f"Bình quân của nhóm ({count(many)} đơn vị)",
                whole,
                lambda n, kind: tag("span", decimal(Fraction(n, many)), class_="n"),
            )
        )
    columns = ("Có thời hạn", "Hoàn thành đúng hạn", "Hoàn thành trên tổng số", "Quá hạn, chưa hoàn thành")
    head = tag("tr", tag("th", "Đơn vị", scope="col"), (tag("th", name, scope="col") for name in columns))
    return card(
        "So với bình quân của nhóm",
        tag("table", tag("thead", head), tag("tbody", rows), class_="numbers"),
        mean,
        note=f"Nhóm: {GROUP_NAMES[Group(own.group)]}. Đơn vị tính: lượt giao; tỷ lệ của nhóm tính trên tổng của nhóm.",
        class_="mean",
    )


def _beside(name: str, tally: Tally, shown: Callable[[int, str], Markup]) -> Markup:
    rates = tally.rates
    return tag(
        "tr",
        tag("th", name, scope="row"),
        tag("td", shown(tally.dated, "co-thoi-han")),
        tag("td", rate(rates.on_time_of_judged), class_="rate"),
        tag("td", rate(rates.completed_of_dated), class_="rate"),
        tag("td", shown(tally.of(Timeliness.OVERDUE), SLUGS[Timeliness.OVERDUE])),
    )


def _jumps(groups: Sequence[tuple[Group, list[UnitTally]]]) -> Markup:
    return tag(
        "nav",
        (
            tag("a", f"{NUMERALS[group]}. {GROUP_NAMES[group]}", href=f"#nhom-{int(group)}")
            for group, _ in groups
        ),
        class_="jumps",
        aria_label="Nhóm đơn vị",
    )


def _head(within: Asked, path: str, names: bool) -> Markup:
    def column(
        words: str, slug: str = "", class_: str = "", order: Order | None = None, **more: int
    ) -> Markup:
        chosen = path and order is within.order
        link = tag("a", words, href=within.but(order=order).at(path)) if path and order else words
        return tag(
            "th",
            mark(slug) if slug else None,
            link,
            scope="col",
            class_=class_ or None,
            aria_sort="other" if chosen else None,
            **more,
        )

    return tag(
        "thead",
        tag(
            "tr",
            column("Đơn vị" if names else "Nhóm đơn vị", order=Order.PROTOCOL, rowspan=2),
            column("Có thời hạn", order=Order.DATED, rowspan=2),
            column("Hoàn thành đúng hạn", order=Order.ON_TIME, rowspan=2),
            tag("th", "Hoàn thành", scope="colgroup", colspan=2, class_="wide"),
            tag("th", "Chưa hoàn thành", scope="colgroup", colspan=3, class_="wide"),
            tag("th", "Không tính vào tỷ lệ", scope="colgroup", colspan=2, class_="wide"),
        ),
        tag(
            "tr",
            column("Đúng hạn", SLUGS[Timeliness.DONE_ON_TIME], "wide"),
            column("Quá hạn", SLUGS[Timeliness.DONE_LATE], "wide"),
            column("Trong hạn", SLUGS[Timeliness.IN_TIME], "wide"),
            column("Sắp đến hạn", SOON, "wide", Order.SOON),
            column("Quá hạn", SLUGS[Timeliness.OVERDUE], order=Order.OVERDUE),
            column("Không thời hạn", SLUGS[Timeliness.UNDATED], "wide"),
            column("Tạm dừng, đưa ra", SLUGS[Timeliness.SUSPENDED], "wide"),
        ),
    )


def _group(
    group: Group, units: Sequence[UnitTally], of_all: Asked, order: Order, names: bool, whole: bool
) -> Markup:
    most = max((unit.tally.dated for unit in units), default=0)
    heading = (f"{NUMERALS[group]}. {GROUP_NAMES[group]} ", tag("small", f"{count(len(units))} đơn vị"))
    sums = _cells(sum_of(unit.tally for unit in units), of_all.but(group=group).list) if whole else None
    when, lists = of_all.when.at(""), of_all.list
    return tag(
        "tbody",
        tag("tr", tag("th", heading, scope="rowgroup", colspan=None if whole else 10), sums, class_="group"),
        (_unit(unit, most, when, lists) for unit in sorted(units, key=ORDERS[order])) if names else None,
        id=f"nhom-{int(group)}",
    )


def _unit(unit: UnitTally, most: int, when: str, lists: str) -> Markup:
    """Written out, as its cells are: by ``tag`` a table of 200 units took five times as long."""
    name = f'<a href="{UNIT}{unit.unit}{escape(when)}">{escape(unit.name)}</a>'
    head = f'<th scope="row"><div>{name}{bar(unit.tally, most)}</div></th>'
    return Markup(f"<tr>{head}{_cells(unit.tally, f'{lists}&don-vi={unit.unit}')}</tr>")


def _cells(tally: Tally, of: str) -> Markup:
    """``of``: the address of the list of all that are counted here."""
    overdue = tally.of(Timeliness.OVERDUE)
    undated = tally.of(Timeliness.UNDATED) + tally.of(Timeliness.DONE_UNDATED)
    aside = tally.of(Timeliness.SUSPENDED) + tally.of(Timeliness.REMOVED)

    def cell(n: int, kind: str, class_: str = "") -> str:
        return f'<td class="{class_}">{figure(n, f"{of}&loai={kind}")}</td>'

    cells = (
        cell(tally.dated, "co-thoi-han"),
        f'<td class="rate">{rate(tally.rates.on_time_of_judged)}</td>',
        cell(tally.of(Timeliness.DONE_ON_TIME), SLUGS[Timeliness.DONE_ON_TIME], "wide"),
        cell(tally.of(Timeliness.DONE_LATE), SLUGS[Timeliness.DONE_LATE], "wide"),
        cell(tally.of(Timeliness.IN_TIME), SLUGS[Timeliness.IN_TIME], "wide"),
        cell(tally.due_soon, SOON, "wide part"),
        cell(overdue, SLUGS[Timeliness.OVERDUE], "late" if overdue else ""),
        cell(undated, "khong-thoi-han", "wide"),
        cell(aside, "tam-dung-dua-ra", "wide"),
    )
    return Markup("".join(cells))
