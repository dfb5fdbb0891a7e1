"""One line of a unit's desk: what it is, how urgent, what waits, what to do next."""

from collections.abc import Iterable

from dashboard.address import TASK
from dashboard.components import SOON, mark
from dashboard.kinds import SLUGS
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from dashboard.unit_acts import receive, report_link
from domain.permissions import DONE, Right, Touch
from domain.report_draft import STATE_NAMES, Draft, State
from domain.rules import Timeliness, days_late
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.inbox import DeskLine, Flag, Urgency
from projections.sight import Sight

_URGENCY = {
    Urgency.OVERDUE: (SLUGS[Timeliness.OVERDUE], "Quá hạn"),
    Urgency.DUE_SOON: (SOON, "Sắp đến hạn"),
    Urgency.IN_TIME: (SLUGS[Timeliness.IN_TIME], "Trong hạn"),
    Urgency.UNDATED: (SLUGS[Timeliness.UNDATED], "Thường xuyên, không thời hạn"),
    Urgency.SUSPENDED: (SLUGS[Timeliness.SUSPENDED], "Tạm dừng"),
}
_NOW = {Flag.NOT_RECEIVED: "Chưa tiếp nhận", Flag.MORE_ASKED: "Đề nghị bổ sung"}
"""What waits for the unit."""
_LATER = {
    Flag.CLAIM_WAITING: "Chờ xác nhận hoàn thành",
    Flag.REPORT_WAITING: "Chờ Văn phòng xác nhận",
    Flag.REASSIGNMENT_ASKED: "Đã đề nghị điều chỉnh phân công",
    Flag.DELEGATED: "Đã giao đơn vị trực thuộc",
    Flag.EXECUTING: "Được giao lại",
}
"""What waits for others."""


def desk_line(look: Look, line: DeskLine, sees: Sight, draft: Draft | None) -> Markup:
    """``draft``: of the report that the unit is writing."""
    href = look.asked.when.but(assignment=line.assignment).at(f"{TASK}{line.task}")
    place = ", ".join(
        part for part in (line.clause or (f"TT {line.number}" if line.number else ""), line.document) if part
    )
    other = line.unit not in sees.own
    return tag(
        "li",
        tag(
            "div",
            tag("a", line.text, href=href),
            tag("small", place, f"; chủ trì: {line.lead}" if other else ""),
            _flags(line, draft),
            class_="what",
        ),
        tag("div", _due(look, line), class_="due"),
        tag("div", _next(look, line, sees, draft), class_="next") if look.live else None,
    )


def _due(look: Look, line: DeskLine) -> Iterable[Content]:
    slug, words = _URGENCY[line.urgency]
    late = days_late(line.deadline, None, look.at.day)
    yield tag("span", mark(slug), f"{words} {count(late)} ngày" if line.urgency is Urgency.OVERDUE else words)
    if line.deadline:
        yield tag("small", f"Hạn {vn_day(line.deadline)}")
    if line.inner_day:
        past = ", đã qua" if line.inner_day < look.at.day else ""
        yield tag("small", f"Hạn nội bộ {vn_day(line.inner_day)}{past}")


def _flags(line: DeskLine, draft: Draft | None) -> Markup | None:
    shown = [tag("li", words, class_="now") for flag, words in _NOW.items() if flag in line.flags]
    if draft:
        state = STATE_NAMES[draft.state] if draft.state is State.WITH_HEAD else "Đang soạn báo cáo"
        shown.append(tag("li", state, class_="now"))
    told = [flag for flag in _LATER if flag in line.flags]
    if Flag.CLAIM_WAITING in told:
        told.remove(Flag.REPORT_WAITING) if Flag.REPORT_WAITING in told else None
    if Flag.EXECUTING in told and Flag.DELEGATED in told:  # the unit above gave it: to this one
        told.remove(Flag.DELEGATED)
    shown += [tag("li", _LATER[flag]) for flag in told]
    return tag("ul", shown, class_="flags") if shown else None


def _next(look: Look, line: DeskLine, sees: Sight, draft: Draft | None) -> Iterable[Markup]:
    """What the viewer can do about it now."""
    may = look.viewer.may
    touch = _touch(line, sees)
    if Flag.NOT_RECEIVED in line.flags and may(Right.RECEIVE, DONE, touch):
        yield receive(look, line.assignment)
    if not may(Right.WRITE_REPORT, DONE, touch):
        return
    words = "Báo cáo"
    if draft and draft.state is State.WITH_HEAD and may(Right.SEND_REPORT, DONE, touch):
        words = "Xem và gửi"
    elif draft:
        words = "Xem dự thảo" if draft.state is State.WITH_HEAD else "Soạn tiếp"
    elif Flag.MORE_ASKED in line.flags:
        words = "Bổ sung báo cáo"
    yield report_link(look, line.assignment, words, line.text)


def _touch(line: DeskLine, sees: Sight) -> Touch:
    if line.unit in sees.own:
        return Touch.OWN
    return Touch.SUBORDINATE if line.unit in sees.below else Touch.EXECUTING
