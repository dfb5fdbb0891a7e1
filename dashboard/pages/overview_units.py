"""Assignments by unit: the six groups, in each the units in protocol order. Rates are compared within a group."""

from collections.abc import Sequence
from itertools import groupby

from dashboard.address import LIST, Asked, Counted
from dashboard.components import SOON, bar, card, figure, mark, rate
from dashboard.kinds import SLUGS
from dashboard.markup import Markup, tag
from domain.rules import Timeliness
from domain.unit import GROUP_NAMES, Group
from domain.vietnamese import count
from projections.counts import Tally, UnitTally, sum_of

NUMERALS = ("", "I", "II", "III", "IV", "V", "VI")


def units_table(units: Sequence[UnitTally], asked: Asked) -> Markup:
    """One table for all; on a narrow screen it keeps the total, the overdue and the rate."""
    groups = [(Group(g), list(of)) for g, of in groupby(units, key=lambda unit: unit.group)]
    when = asked.when.but(counted=Counted.ASSIGNMENTS)
    return card(
        "Theo đơn vị",
        _jumps(groups),
        tag(
            "table",
            _head(),
            (_group(group, of, when) for group, of in groups),
            tag(
                "tfoot",
                tag(
                    "tr",
                    tag("th", "Tổng cộng", scope="row"),
                    _cells(sum_of(unit.tally for unit in units), when),
                ),
            ),
            class_="numbers units",
        ),
        note="Đơn vị tính: lượt giao, theo đơn vị chủ trì tại thời điểm đó. Tỷ lệ chỉ so sánh trong cùng nhóm. "
        "Bấm vào số để mở danh sách.",
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


def _head() -> Markup:
    def column(words: str, slug: str = "", class_: str = "") -> Markup:
        return tag("th", mark(slug) if slug else None, words, scope="col", class_=class_ or None)

    return tag(
        "thead",
        tag(
            "tr",
            tag("th", "Đơn vị", scope="col", rowspan=2),
            tag("th", "Có thời hạn", scope="col", rowspan=2),
            tag("th", "Hoàn thành đúng hạn", scope="col", rowspan=2),
            tag("th", "Hoàn thành", scope="colgroup", colspan=2, class_="wide"),
            tag("th", "Chưa hoàn thành", scope="colgroup", colspan=3, class_="wide"),
            tag("th", "Không tính vào tỷ lệ", scope="colgroup", colspan=2, class_="wide"),
        ),
        tag(
            "tr",
            column("Đúng hạn", SLUGS[Timeliness.DONE_ON_TIME], "wide"),
            column("Quá hạn", SLUGS[Timeliness.DONE_LATE], "wide"),
            column("Trong hạn", SLUGS[Timeliness.IN_TIME], "wide"),
            column("Sắp đến hạn", SOON, "wide"),
            column("Quá hạn", SLUGS[Timeliness.OVERDUE]),
            column("Không thời hạn", SLUGS[Timeliness.UNDATED], "wide"),
            column("Tạm dừng, đưa ra", SLUGS[Timeliness.SUSPENDED], "wide"),
        ),
    )


def _group(group: Group, units: Sequence[UnitTally], when: Asked) -> Markup:
    whole = sum_of(unit.tally for unit in units)
    most = max((unit.tally.dated for unit in units), default=0)
    return tag(
        "tbody",
        tag(
            "tr",
            tag(
                "th",
                f"{NUMERALS[group]}. {GROUP_NAMES[group]} ",
                tag("small", f"{count(len(units))} đơn vị"),
                scope="rowgroup",
            ),
            _cells(whole, when.but(group=group)),
            class_="group",
        ),
        (_unit(unit, most, when) for unit in units),
        id=f"nhom-{int(group)}",
    )


def _unit(unit: UnitTally, most: int, when: Asked) -> Markup:
    of_unit = when.but(unit=unit.unit)
    name = tag("a", unit.name, href=of_unit.at(LIST))
    return tag(
        "tr",
        tag("th", tag("div", name, bar(unit.tally, most)), scope="row"),
        _cells(unit.tally, of_unit),
    )


def _cells(tally: Tally, of: Asked) -> list[Markup]:
    def cell(n: int, kind: str, class_: str | None = None) -> Markup:
        return tag("td", figure(n, of.but(kind=kind).at(LIST)), class_=class_)

    undated = tally.of(Timeliness.UNDATED) + tally.of(Timeliness.DONE_UNDATED)
    aside = tally.of(Timeliness.SUSPENDED) + tally.of(Timeliness.REMOVED)
    return [
        cell(tally.dated, "co-thoi-han"),
        tag("td", rate(tally.rates.on_time_of_judged), class_="rate"),
        cell(tally.of(Timeliness.DONE_ON_TIME), SLUGS[Timeliness.DONE_ON_TIME], "wide"),
        cell(tally.of(Timeliness.DONE_LATE), SLUGS[Timeliness.DONE_LATE], "wide"),
        cell(tally.of(Timeliness.IN_TIME), SLUGS[Timeliness.IN_TIME], "wide"),
        cell(tally.due_soon, SOON, "wide part"),
        cell(
            tally.of(Timeliness.OVERDUE),
            SLUGS[Timeliness.OVERDUE],
            "late" if tally.of(Timeliness.OVERDUE) else None,
        ),
        cell(undated, "khong-thoi-han", "wide"),
        cell(aside, "tam-dung-dua-ra", "wide"),
    ]
