"""Đơn vị, sổ đăng ký: the units of the day in the Office's protocol order, in six groups; a new one."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from dashboard.address import REGISTER, REGISTERED, REORGANISE
from dashboard.components import Page, basis, card, past
from dashboard.downloads import UNIT_REGISTER, downloads
from dashboard.forms import act, choice, day, line, number, paper, units
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.motion_forms import form, motions_card, works_on
from dashboard.pages.overview_units import NUMERALS
from domain.door import FIRST_DAY
from domain.history import FOREVER
from domain.permissions import Right
from domain.unit import GROUP_NAMES, Group
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.unit_register import Registered, registered

UnitGroups = Sequence[tuple[str, Sequence[tuple[UUID, str]]]]

GROUPS = [(str(int(group)), f"{NUMERALS[group]}. {name}") for group, name in GROUP_NAMES.items()]


def grouped(found: Sequence[Registered]) -> UnitGroups:
    """The units to choose among, by group."""
    return [
        (GROUP_NAMES[Group(group)], [(one.unit, one.name) for one in of])
        for group, of in groupby(found, key=lambda one: one.group)
    ]


def register(look: Look) -> Page:
    """All of it: a province has some two hundred."""
    asked, at = look.asked, look.at
    found = look.reader.read(registered, at, ended=asked.ended)
    standing = [one for one in found if one.stands(at.day)]
    other = asked.but(ended=not asked.ended).at(REGISTER)
    head = tag(
        "header",
        tag("h1", "Sổ đăng ký đơn vị"),
        tag(
            "p",
            f"Tính đến ngày {vn_day(at.day)} ({basis(asked)}): {count(len(standing))} đơn vị, theo thứ tự của ",
            "Văn phòng. ",
            tag(
                "a",
                "Chỉ xem đơn vị đang hoạt động" if asked.ended else "Xem cả đơn vị đã kết thúc",
                href=other,
            ),
            class_="note",
        ),
        downloads(look, UNIT_REGISTER),
        tag("p", tag("a", "Sắp xếp tổ chức", href=REORGANISE, class_="go"), class_="acts")
        if works_on(look, Right.UNITS)
        else None,
        class_="page-head",
    )
    if found:
        groups = [(Group(g), list(of)) for g, of in groupby(found, key=lambda one: one.group)]
        body: Content = tag("div", _table(groups, look), class_="card")
    else:
        body = tag("p", "Sổ chưa có đơn vị nào. Đề nghị ghi đơn vị đầu tiên.", class_="message")
    new = (
        card("Ghi đơn vị mới", _new(look, standing), class_="acts-card")
        if works_on(look, Right.UNITS)
        else None
    )
    waits = motions_card(look, Right.UNITS)
    return Page("Sổ đăng ký đơn vị", [Html(past(asked, REGISTER), head, waits, new, body, className="stack")])


def _table(groups: Sequence[tuple[Group, list[Registered]]], look: Look) -> Markup:
    head = (
        ("Thứ tự", "nr"),
        ("Đơn vị", None),
        ("Tên viết tắt", "wide"),
        ("Trực thuộc", "wide"),
        ("Từ ngày", "wide"),
    )
    return tag(
        "table",
        tag("thead", tag("tr", (tag("th", words, scope="col", class_=of) for words, of in head))),
        (
            tag(
                "tbody",
                tag(
                    "tr",
                    tag(
                        "th",
                        f"{NUMERALS[group]}. {GROUP_NAMES[group]} ",
                        tag("small", f"{count(sum(one.stands(look.at.day) for one in of))} đơn vị"),
                        scope="rowgroup",
                        colspan=5,
                    ),
                    class_="group",
                ),
                (_row(one, look) for one in of),
            )
            for group, of in groups
        ),
        class_="lines register",
    )


def _row(one: Registered, look: Look) -> Markup:
    ended = one.until <= look.at.day
    return tag(
        "tr",
        tag("td", str(one.rank), class_="nr"),
        tag(
            "th",
            tag("a", one.name, href=look.asked.when.at(f"{REGISTERED}{one.unit}")),
            tag("small", state) if (state := standing(one, look)) else None,
            tag("small", f"trực thuộc {one.parent}", class_="narrow") if one.parent else None,
            scope="row",
        ),
        tag("td", one.short, class_="wide"),
        tag("td", one.parent, class_="wide"),
        tag("td", since(one), class_="wide"),
        class_="ended" if ended else None,
    )


def since(one: Registered) -> str:
    """Since when it is there; nobody may know."""
    return vn_day(one.since) if one.since > FIRST_DAY else "chưa rõ"


def standing(one: Registered, look: Look) -> str:
    """What is to be said of a unit that does not simply stand."""
    if one.since > look.at.day:
        return f"hoạt động từ ngày {vn_day(one.since)}"
    if one.until == FOREVER:
        return ""
    return f"{'đã' if one.until <= look.at.day else 'sẽ'} kết thúc từ ngày {vn_day(one.until)}"


def _new(look: Look, standing: Sequence[Registered]) -> Markup:
    return act(
        "Một đơn vị thành lập mới",
        form(
            look,
            Right.UNITS,
            "/units",
            line("units.0.name", "Tên đơn vị", required=True),
            line("units.0.short", "Tên viết tắt"),
            choice("units.0.group", "Nhóm", GROUPS, required=True, type_="number"),
            number("units.0.rank", "Thứ tự", hint="Số nhỏ xếp trước; xem cột Thứ tự", required=True),
            units("units.0.parent", "Trực thuộc", grouped(standing), hint="Để trống: trực thuộc Tỉnh ủy"),
            day("day", "Hoạt động từ ngày", required=True),
            paper("paper", "Văn bản thành lập"),
            submit="Ghi đơn vị mới",
            keep="don-vi-moi",
        ),
    )
