"""What is open at units that end, and who takes it."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from uuid import UUID

from dashboard.address import TASK
from dashboard.components import card
from dashboard.markup import Markup, tag
from dashboard.pages.register_plan import Plan
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.unit_register import OpenLine

Options = Sequence[tuple[str, str]]


def open_card(plan: Plan, names: Mapping[UUID, str], lines: Sequence[OpenLine]) -> Markup:
    """The list, by unit; where there are several successors with a choice for each, and one for all."""
    if not lines:
        nothing = tag("p", "Không có lượt giao nào chưa hoàn thành ở các đơn vị này.")
        return card("Việc chưa hoàn thành", nothing, class_="whole")
    options = [(str(unit), names[unit]) for unit in plan.successors] if plan.by_choice else ()
    head = ("TT", "Nhiệm vụ", "Hạn hoàn thành", *(("Chuyển cho",) if options else ()))
    return card(
        "Việc chưa hoàn thành",
        _for_all(options) if options else None,
        tag(
            "table",
            tag("thead", tag("tr", (tag("th", words, scope="col") for words in head))),
            (
                _section(names[unit], list(of), options)
                for unit, of in groupby(lines, key=lambda one: one.unit)
            ),
            class_="lines annex open-work",
        ),
        note=f"{count(len(lines))} lượt giao; hạn giữ nguyên khi chuyển",
        class_="whole",
    )


def _for_all(options: Options) -> Markup:
    return tag(
        "p",
        tag("span", "Tất cả cho: "),
        (tag("button", name, type="button", class_="quiet", data_all=unit) for unit, name in options),
        class_="for-all",
    )


def _section(unit: str, lines: Sequence[OpenLine], options: Options) -> Markup:
    heading = (unit, " ", tag("small", f"{count(len(lines))} lượt giao"))
    over = tag("tr", tag("th", heading, scope="rowgroup", colspan=4 if options else 3), class_="group")
    return tag("tbody", over, (_row(one, options) for one in lines))


def _row(one: OpenLine, options: Options) -> Markup:
    due = vn_day(one.deadline) if one.deadline else "không thời hạn"
    return tag(
        "tr",
        tag("td", one.number, class_="nr"),
        tag(
            "th",
            tag("a", one.text, href=f"{TASK}{one.task}", target="_blank"),
            tag("small", one.document + ("; dự kiến, chưa giao" if one.draft else "")),
            scope="row",
        ),
        tag("td", due),
        tag("td", _choice(one, options)) if options else None,
    )


def _choice(one: OpenLine, options: Options) -> Markup:
    return tag(
        "label",
        tag(
            "select",
            tag("option", "– chọn –", value=""),
            (tag("option", name, value=unit) for unit, name in options),
            name=f"choices.{one.assignment}",
            aria_label=f"Chuyển cho: {one.text}",
        ),
        class_="field",
    )
