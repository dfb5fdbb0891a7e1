"""Sắp xếp tổ chức, step by step: who ends, who takes over, what is open there, and all of it at once.

Each step is an address, so that one can go back, or send it; what is chosen for each assignment is kept on this
machine until it is recorded.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from dashboard.address import REGISTER, REORGANISE, Asked
from dashboard.components import Page, card, message, past
from dashboard.forms import asking, choice, day, given, line, number, words
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.motion_forms import form
from dashboard.pages.register import GROUPS, UnitGroups, grouped
from dashboard.pages.register_open import open_card
from dashboard.pages.register_plan import (
    HOW,
    LAST_STEP,
    WHAT_NAMES,
    Plan,
    What,
    read_plan,
    review,
    wrong_with_ending,
    wrong_with_successors,
)
from domain.errors import Refused
from domain.permissions import Right
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.unit_register import OpenLine, Registered, open_lines, registered

STEPS = ("Đơn vị kết thúc", "Đơn vị tiếp nhận", "Việc chưa hoàn thành, ghi nhận")

OF_STEP = {
    1: {"f.viec", "f.ket-thuc"},
    2: {"f.ke-thua", "f.moi", "f.nhom", "f.thu-tu", "f.tu", "f.so", "f.ngay"},
}
"""What each step asks."""


def reorganise(look: Look) -> Page:
    """The step that is wanted, or the one before it that still lacks something."""
    title = "Sắp xếp tổ chức"
    if not look.live:
        words = "Sắp xếp tổ chức được ghi ở trang của hôm nay; ngày có hiệu lực nhập trong biểu."
        notice = message("Đang xem ngày đã qua", words, look.asked.now.at(REORGANISE), "Về hiện tại")
        return Page(title, [Html(past(look.asked, REORGANISE), notice)])
    plan = read_plan(look.asked.told)
    lines: list[OpenLine] = []
    with look.reader.snapshot() as cursor:
        units = registered(cursor, look.at)
        there = {one.unit: one.name for one in units}
        if not {*plan.ending, *plan.heirs} <= {*there}:
            raise Refused("Có đơn vị không còn trong sổ. Đề nghị chọn lại.", field="f.ket-thuc")
        step, wrong = _step(plan)
        if step == LAST_STEP and plan.day:
            lines = open_lines(cursor, look.at, plan.ending, plan.day)
    names = there | plan.established
    match step:
        case 1:
            body = _ending(plan, units, look.asked)
        case 2:
            body = _successors(plan, units, names, look.asked)
        case _:
            body = _whole(look, plan, names, lines)
    return Page(
        title,
        [
            Html(
                tag("header", tag("h1", title), _steps(step, look.asked), class_="page-head"),
                tag("div", tag("ul", (tag("li", one) for one in wrong)), class_="refused", role="alert")
                if wrong
                else None,
                body,
                className="stack",
            )
        ],
    )


def _step(plan: Plan) -> tuple[int, list[str]]:
    """Which step is shown, and what was wrong with it when one wanted to go on."""
    for step, wrong in ((1, wrong_with_ending(plan)), (2, wrong_with_successors(plan))):
        if plan.step <= step:
            return step, []
        if wrong:
            return step, wrong
    return LAST_STEP, []


def _steps(step: int, asked: Asked) -> Markup:
    def one(n: int, name: str) -> Markup:
        words = f"{n}. {name}"
        link = tag("a", words, href=_to(asked, n).at(REORGANISE)) if n < step else words
        return tag("li", link, aria_current="step" if n == step else None)

    return tag("ol", (one(n, name) for n, name in enumerate(STEPS, 1)), class_="steps")


def _to(asked: Asked, step: int, without: set[str] | None = None) -> Asked:
    """The address of another step, with what was told; ``without``: what that step asks anew."""
    left = {"f.buoc"} | (without or set())
    told = tuple(pair for pair in asked.told if pair[0] not in left)
    return asked.when.but(told=(*told, ("f.buoc", str(step))))


def _ending(plan: Plan, units: Sequence[Registered], asked: Asked) -> Markup:
    return card(
        "Đơn vị nào kết thúc hoạt động, theo hình thức nào",
        asking(
            REORGANISE,
            tag(
                "fieldset",
                tag("legend", "Hình thức"),
                (
                    tag(
                        "label",
                        tag("input", type="radio", name="f.viec", value=what, checked=what is plan.what),
                        tag("span", name),
                        class_="field option",
                    )
                    for what, name in WHAT_NAMES.items()
                ),
                class_="options whole",
            ),
            _ticks("f.ket-thuc", "Đơn vị kết thúc hoạt động", grouped(units), plan.ending),
            submit="Tiếp tục",
            asked=_to(asked, 2, OF_STEP[1]),
        ),
        class_="planned",
    )


def _ticks(name: str, legend: str, groups: UnitGroups, chosen: Sequence[UUID]) -> Markup:
    """Units to tick, by group; a group with a ticked one stands open."""
    return tag(
        "fieldset",
        tag("legend", legend),
        (
            tag(
                "details",
                tag("summary", group, " ", tag("small", f"{count(len(of))} đơn vị")),
                (
                    tag(
                        "label",
                        tag("input", type="checkbox", name=name, value=str(unit), checked=unit in chosen),
                        tag("span", words),
                        class_="field option",
                    )
                    for unit, words in of
                ),
                open=any(unit in chosen for unit, _ in of),
            )
            for group, of in groups
        ),
        class_="options ticks whole",
    )


def _successors(plan: Plan, units: Sequence[Registered], names: Mapping[UUID, str], asked: Asked) -> Markup:
    first = next(one for one in units if one.unit == plan.ending[0])
    choices = grouped([one for one in units if one.unit not in plan.ending])
    ending = "; ".join(names[unit] for unit in plan.ending)
    several = plan.what in (What.SPLIT, What.DISSOLVED)
    existing: Content = None
    if several:
        existing = _ticks("f.ke-thua", "Đơn vị đang có tiếp nhận nhiệm vụ", choices, plan.heirs)
    elif plan.what is What.MERGED_INTO:
        options = [(str(unit), words) for _, of in choices for unit, words in of]
        existing = choice(
            "f.ke-thua", "Sáp nhập vào", options, value=str(plan.heirs[0]) if plan.heirs else ""
        )
    new = (
        words(
            "f.moi",
            "Đơn vị mới, mỗi dòng một tên" if several else "Tên đơn vị mới",
            value="\n".join(plan.new),
            rows=3 if several else 1,
        ),
        choice("f.nhom", "Nhóm của đơn vị mới", GROUPS, value=str(plan.group or first.group), empty=None),
        number(
            "f.thu-tu",
            "Thứ tự của đơn vị mới",
            value=first.rank if plan.rank is None else plan.rank,
            hint="Nhiều đơn vị mới thì xếp liền nhau",
        ),
    )
    return card(
        f"Ai tiếp nhận nhiệm vụ của {ending}",
        asking(
            REORGANISE,
            existing,
            new if plan.what is not What.MERGED_INTO else None,
            day("f.tu", "Có hiệu lực từ ngày", value=plan.day),
            line("f.so", "Số, ký hiệu văn bản quyết định", value=plan.paper),
            day("f.ngay", "Ngày văn bản", value=plan.paper_day),
            submit="Tiếp tục",
            asked=_to(asked, LAST_STEP, OF_STEP[2]),
        ),
        class_="planned",
    )


def _whole(look: Look, plan: Plan, names: Mapping[UUID, str], lines: Sequence[OpenLine]) -> Markup:
    assert plan.what and plan.day and plan.paper_day
    how, rank = HOW[plan.what], plan.rank or 0
    closings = (
        (
            given(f"closings.{n}.unit", unit),
            given(f"closings.{n}.how", how),
            (given(f"closings.{n}.successors.{m}", heir) for m, heir in enumerate(plan.successors)),
        )
        for n, unit in enumerate(plan.ending)
    )
    established = (
        (
            given(f"establish.{n}.id", unit),
            given(f"establish.{n}.name", name),
            given(f"establish.{n}.group", plan.group, type_="number"),
            given(f"establish.{n}.rank", rank + n, type_="number"),
        )
        for n, (unit, name) in enumerate(plan.established.items())
    )
    reviewed = card(
        "Xem lại và ghi nhận",
        tag("ul", (tag("li", one) for one in review(plan, names, len(lines))), class_="will-be"),
        _taken(plan, names) if plan.by_choice and lines else None,
        tag("p", f"Có hiệu lực từ ngày {vn_day(plan.day)}, theo {plan.paper} ngày {vn_day(plan.paper_day)}."),
        note="Ghi trong một lần; nếu có việc vừa thay đổi, hệ thống kiểm tra lại toàn bộ trước khi ghi",
        class_="whole",
    )
    return form(
        look,
        Right.UNITS,
        "/units/reorganisation",
        given("day", plan.day),
        given("paper.number", plan.paper),
        given("paper.day", plan.paper_day),
        closings,
        established,
        open_card(plan, names, lines),
        reviewed,
        submit="Ghi nhận sắp xếp tổ chức",
        then=REGISTER,
        keep=f"sap-xep-{plan.ending[0]}",
    )


def _taken(plan: Plan, names: Mapping[UUID, str]) -> Markup:
    """How many each takes, counted while one chooses, by assets/register.js."""
    parts = [(str(unit), names[unit]) for unit in plan.successors]
    return tag(
        "p",
        (tag("span", name, ": ", tag("output", "0", data_taken=unit), "; ") for unit, name in parts),
        tag("span", "chưa chọn: ", tag("output", "0", data_taken="")),
        class_="taken",
    )
