"""One unit of the register: its names and places over time, before and after whom, what may be changed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from dashboard.address import REGISTER, REGISTERED, REORGANISE, UNIT
from dashboard.components import Page, card, past
from dashboard.forms import act, choice, day, line, number, paper, units
from dashboard.history import history
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.motion_forms import form, works_on
from dashboard.pages.register import GROUPS, UnitGroups, grouped
from domain.door import FIRST_DAY
from domain.history import FOREVER
from domain.permissions import Right
from domain.unit import GROUP_NAMES, Group
from domain.vietnamese import day as vn_day
from projections.counts import unit_names
from projections.unit_list import UnitCard, UnitLine, of_stream, unit_card
from projections.unit_register import registered


def registered_unit(look: Look, unit_id: UUID) -> Page:
    """As it was known at the moment asked for. Raises ``NotFound``."""
    reader, at = look.reader, look.at
    with reader.snapshot() as cursor:
        found = unit_card(cursor, at, unit_id)
        others = {*found.predecessors, *found.successors, *found.subordinates}
        others |= {span.parent for span in found.spans if span.parent}
        called = {u: name for u, name, *_ in unit_names(cursor, at, list(others))}
        entries = of_stream(cursor, reader.log, at, unit_id)
        choices = (
            grouped([one for one in registered(cursor, at) if one.unit != unit_id])
            if works_on(look, Right.UNITS)
            else []
        )
    now = next((span for span in reversed(found.spans) if span.from_day <= at.day), found.spans[0])
    path = f"{REGISTERED}{unit_id}"
    return Page(
        now.name,
        [
            Html(
                past(look.asked, path),
                _head(found, now, called, look),
                card("Tên gọi, vị trí qua các thời kỳ", _spans(found.spans, called)),
                _acts(now, entries[-1].version, choices, look) if works_on(look, Right.UNITS) else None,
                history(look, entries, "Diễn biến"),
                className="stack",
            )
        ],
    )


def _head(found: UnitCard, now: UnitLine, called: dict[UUID, str], look: Look) -> Markup:
    def links(units: Sequence[UUID]) -> Content:
        return tag("ul", (tag("li", _link(u, called[u], look)) for u in units)) if units else None

    until = found.spans[-1].to_day
    shown: Sequence[tuple[str, Content]] = (
        ("Tên viết tắt", now.short),
        ("Nhóm", GROUP_NAMES[Group(now.group)]),
        ("Thứ tự", str(now.rank)),
        ("Trực thuộc", _link(now.parent, called[now.parent], look) if now.parent else "Tỉnh ủy"),
        ("Kết thúc hoạt động", f"từ ngày {vn_day(until)}" if until < FOREVER else None),
        ("Tiếp nhận nhiệm vụ của", links(found.predecessors)),
        ("Đơn vị kế thừa", links(found.successors)),
        ("Đơn vị trực thuộc", links(found.subordinates)),
    )
    return tag(
        "header",
        tag("p", tag("a", "Sổ đăng ký đơn vị", href=look.asked.when.at(REGISTER)), class_="place"),
        tag("h1", now.name),
        tag(
            "dl",
            (tag("div", tag("dt", name), tag("dd", words)) for name, words in shown if words),
            class_="words card",
        ),
        tag(
            "p",
            tag("a", "Xem nhiệm vụ của đơn vị", href=look.asked.when.at(f"{UNIT}{now.unit}")),
            class_="more",
        ),
        class_="document-head",
    )


def _link(unit: UUID, name: str, look: Look) -> Markup:
    return tag("a", name, href=look.asked.when.at(f"{REGISTERED}{unit}"))


def _spans(spans: Sequence[UnitLine], called: dict[UUID, str]) -> Markup:
    head = ("Thời gian", "Tên", "Nhóm", "Thứ tự", "Trực thuộc")
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", (tag("th", words, scope="col") for words in head))),
            tag(
                "tbody",
                (
                    tag(
                        "tr",
                        tag("th", _time(span.from_day, span.to_day), scope="row"),
                        tag("td", span.name),
                        tag("td", GROUP_NAMES[Group(span.group)]),
                        tag("td", str(span.rank)),
                        tag("td", called[span.parent] if span.parent else "Tỉnh ủy"),
                    )
                    for span in spans
                ),
            ),
            class_="lines spans",
        ),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label="Tên gọi, vị trí qua các thời kỳ",
    )


def _time(start: date, end: date) -> str:
    since = f"từ ngày {vn_day(start)}" if start > FIRST_DAY else "từ trước"
    return since if end == FOREVER else f"{since} đến trước ngày {vn_day(end)}"


def _acts(now: UnitLine, version: int, choices: UnitGroups, look: Look) -> Markup | None:
    """Nothing is changed any more of a unit that has ended."""
    if now.to_day <= look.at.day:
        return None
    path = f"/units/{now.unit}"
    since = day("day", "Từ ngày", required=True)
    ending = look.asked.but(told=(("f.ket-thuc", str(now.unit)),)).at(REORGANISE)
    return card(
        "Thay đổi",
        act(
            "Đổi tên",
            form(
                look,
                Right.UNITS,
                f"{path}/name",
                line("name", "Tên mới", value=now.name, required=True),
                line("short", "Tên viết tắt", value=now.short),
                since,
                paper("paper", "Văn bản đổi tên", required=True),
                submit="Ghi tên mới",
                version=version,
            ),
        ),
        act(
            "Đặt trực thuộc",
            form(
                look,
                Right.UNITS,
                f"{path}/parent",
                units("parent", "Trực thuộc", choices, value=now.parent, hint="Để trống: trực thuộc Tỉnh ủy"),
                since,
                paper("paper", "Văn bản quy định"),
                submit="Ghi đơn vị cấp trên",
                version=version,
            ),
        ),
        act(
            "Chuyển nhóm, thứ tự",
            form(
                look,
                Right.UNITS,
                f"{path}/rank",
                choice("group", "Nhóm", GROUPS, value=str(now.group), empty=None, type_="number"),
                number("rank", "Thứ tự", value=now.rank, hint="Số nhỏ xếp trước", required=True),
                since,
                paper("paper", "Văn bản quy định"),
                submit="Ghi thứ tự",
                version=version,
            ),
        ),
        tag("p", tag("a", "Sáp nhập, hợp nhất, chia tách, giải thể đơn vị này", href=ending), class_="more"),
        class_="acts-card",
    )
