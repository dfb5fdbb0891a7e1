"""Parts of the page of a document: the documents above and below it, its tasks in the order of the annex."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from dashboard.address import DOCUMENT, TASK
from dashboard.components import basis, card, status
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from domain.lineage import RELATION_NAMES
from domain.rules import Timeliness, days_late
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.document_list import Card
from projections.document_tasks import PAGE, Listed
from projections.lineage import STATE_NAMES, Kin, State

NAMED = 3
"""Up to so many units that lead a task are named."""


def kin_card(found: Card, look: Look) -> Markup | None:
    """What it rests on and what rests on it; None: nothing of both is known."""
    sides = (("Căn cứ trên", found.up, ""), ("Văn bản cụ thể hóa, sửa đổi, thay thế", found.down, "được "))
    shown = [
        tag("section", tag("h3", heading), _tree(kin, found.document, voice, look, {found.document}))
        for heading, kin, voice in sides
        if kin
    ]
    return card("Quan hệ với văn bản khác", tag("div", shown, class_="kin")) if shown else None


def _tree(kin: Sequence[Kin], via: UUID, voice: str, look: Look, told: set[UUID]) -> Markup | None:
    """Those that stand to ``via``, each with its own under it; once, since two facts may make a circle."""
    items = []
    for one in kin:
        if one.via == via:
            again = one.document in told
            told.add(one.document)
            below = None if again else _tree(kin, one.document, voice, look, told)
            items.append(tag("li", _named(one, voice, look), below))
    return tag("ul", items) if items else None


def _named(one: Kin, voice: str, look: Look) -> Content:
    by = "bởi " if voice else ""
    draft = one.state is State.DRAFT
    return (
        tag("small", f"{voice}{RELATION_NAMES[one.relation]} {by}"),
        tag("a", one.called, href=look.asked.when.at(f"{DOCUMENT}{one.document}")),
        "" if draft else f" ngày {vn_day(one.day)}",
        f": {one.title}",
        None
        if one.state in (State.IN_FORCE, State.DRAFT)
        else tag("small", f" ({STATE_NAMES[one.state].lower()})"),
    )


def tasks_card(found: Card, tasks: Sequence[Listed], look: Look) -> Markup:
    """A page of the tasks that were given; ``tasks``: one more than the page, where there are more."""
    asked, path = look.asked, f"{DOCUMENT}{found.document}"
    page = tasks[:PAGE]
    pages = tag(
        "nav",
        tag("a", "Về trang đầu", href=asked.but(after=None).at(path)) if asked.after else None,
        tag("a", "Trang sau", href=asked.but(after=page[-1].task).at(path)) if len(tasks) > PAGE else None,
        class_="pages",
        aria_label="Trang của danh mục nhiệm vụ",
    )
    head = (
        ("TT", None),
        ("Nhiệm vụ", None),
        ("Đơn vị chủ trì", "wide"),
        ("Hạn hoàn thành", "wide"),
        ("Tình trạng", "wide"),
    )
    return card(
        "Danh mục nhiệm vụ",
        tag(
            "table",
            tag("thead", tag("tr", (tag("th", words, scope="col", class_=wide) for words, wide in head))),
            (_section(heading, list(of), look) for heading, of in groupby(page, key=lambda one: one.heading)),
            class_="lines annex",
        ),
        pages if asked.after or len(tasks) > PAGE else None,
        note=f"Nhiệm vụ đã giao, theo thứ tự của phụ lục; tính đến ngày {vn_day(look.at.day)} ({basis(asked)})",
    )


def _section(heading: str, tasks: Sequence[Listed], look: Look) -> Markup:
    over = tag("tr", tag("th", heading, scope="rowgroup", colspan=5), class_="group") if heading else None
    return tag("tbody", over, (_row(task, look) for task in tasks))


def _row(task: Listed, look: Look) -> Markup:
    late = days_late(task.deadline, task.completed_on, look.at.day)
    judged_late = task.category in (Timeliness.OVERDUE, Timeliness.DONE_LATE)
    due = vn_day(task.deadline) if task.deadline else task.deadline_words or "không thời hạn"
    stands = (status(task.category), tag("small", f"quá hạn {count(late)} ngày") if judged_late else None)
    return tag(
        "tr",
        tag("td", task.number, class_="nr"),
        tag(
            "th",
            tag("a", task.text, href=look.asked.when.at(f"{TASK}{task.task}")),
            tag("small", _led_by(task), class_="narrow"),
            tag("small", f"Hạn: {due}", class_="narrow"),
            tag("small", stands, class_="narrow"),
            scope="row",
        ),
        tag("td", _led_by(task), class_="wide"),
        tag("td", due, class_="wide"),
        tag("td", stands, class_="wide"),
    )


def _led_by(task: Listed) -> str:
    if len(task.leads) > NAMED:
        return f"{task.lead_words or 'Giao đồng loạt'} ({count(len(task.leads))} đơn vị)"
    return "; ".join(task.leads)
