"""The assignments of a task: who leads, until when, how it stands; each opens in detail."""

from collections.abc import Sequence
from uuid import UUID

from dashboard.address import TASK
from dashboard.components import basis, card, opening, status
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from dashboard.pages.list import extended
from domain.assignment_facts import STAGE_NAMES, Stage
from domain.rules import Timeliness, days_late
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.coordination import CoordinatedLine
from projections.lists import AssignmentLine

Line = AssignmentLine | CoordinatedLine


def given_card(
    look: Look, task_id: UUID, lines: Sequence[AssignmentLine], chosen: Line | None, more: Content
) -> Markup:
    """``more``: what may be done to all of them."""
    day = vn_day(look.at.day)
    if not lines:
        words = f"Đến ngày {day} nhiệm vụ chưa được giao cho đơn vị nào."
        return card("Lượt giao", tag("p", words), more)
    head = (
        ("Đơn vị chủ trì", None),
        ("Hạn hoàn thành", "wide"),
        ("Tình trạng", "wide"),
        ("Trạng thái", "wide"),
        ("Ngày hoàn thành", "wide"),
    )
    note = f"Tính đến ngày {day} ({basis(look.asked)})"
    if len(lines) > 1:
        note += "; chọn đơn vị để xem báo cáo và việc cần làm"
    rows = (_row(look, task_id, line, chosen) for line in lines)
    return card("Lượt giao", _table(head, rows), more, note=note)


def shared_card(look: Look, task_id: UUID, lines: Sequence[CoordinatedLine], chosen: Line | None) -> Markup:
    """What the viewer's unit co-ordinates: no standing."""
    rows = (
        tag("tr", tag("th", _name(look, task_id, line, chosen), scope="row"), tag("td", opening(_due(line))))
        for line in lines
    )
    head = (("Đơn vị chủ trì", None), ("Hạn hoàn thành", None))
    return card("Đơn vị phối hợp thực hiện", _table(head, rows))


def _table(head: Sequence[tuple[str, str | None]], rows: Content) -> Markup:
    cells = (tag("th", words, scope="col", class_=wide) for words, wide in head)
    table = tag("table", tag("thead", tag("tr", cells)), tag("tbody", rows), class_="lines")
    return tag("div", table, class_="scroll")


def _row(look: Look, task_id: UUID, line: AssignmentLine, chosen: Line | None) -> Markup:
    late = days_late(line.deadline, line.completed_on, look.at.day)
    judged_late = line.category in (Timeliness.OVERDUE, Timeliness.DONE_LATE)
    by = f"quá hạn {count(late)} ngày" if judged_late else ""
    completed = vn_day(line.completed_on) if line.completed_on else ""
    under = (
        f"Hạn: {_due(line)}",
        extended(line),
        [status(line.category), f" · {by}" if by else ""],
        f"hoàn thành ngày {completed}" if completed else "",
    )
    return tag(
        "tr",
        tag(
            "th",
            _name(look, task_id, line, chosen),
            (tag("small", words, class_="narrow") for words in under if words),
            scope="row",
        ),
        tag("td", opening(_due(line)), _small(extended(line)), class_="wide"),
        tag("td", status(line.category), _small(by), class_="wide"),
        tag("td", STAGE_NAMES[Stage(line.stage)], class_="wide"),
        tag("td", completed or "–", class_="wide"),
    )


def _name(look: Look, task_id: UUID, line: Line, chosen: Line | None) -> Markup:
    href = look.asked.when.but(assignment=line.assignment).at(f"{TASK}{task_id}")
    return tag("a", line.lead, href=href, aria_current="true" if line is chosen else None)


def _due(line: Line) -> str:
    return vn_day(line.deadline) if line.deadline else "không thời hạn"


def _small(words: str) -> Markup | None:
    return tag("small", words) if words else None
