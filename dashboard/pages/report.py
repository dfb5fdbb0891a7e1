"""The report of a unit on one assignment: written, handed up, sent; the last one sent beside it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from dashboard import forms
from dashboard.address import REPORT, TASK, WORK
from dashboard.components import Page, card, message
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.pages.task import seen_of
from dashboard.pages.task_reports import report_shown
from dashboard.people_words import named
from dashboard.report_fields import report_fields
from dashboard.unit_acts import CLOSED, touch_of
from domain.assignment_facts import STAGE_NAMES, Stage
from domain.errors import NotFound
from domain.permissions import DONE, Right, Touch
from domain.report_draft import STATE_NAMES, Draft, HalfReport, State
from domain.vietnamese import day as vn_day
from projections import lists
from projections.counts import unit_names
from projections.engine import TIMEZONE, Cursor
from projections.lists import AssignmentLine
from projections.plans import plans_of
from projections.reports import MORE_ASKED
from projections.waiting import ReportLine, reports_of


class Material(msgspec.Struct, frozen=True):
    """What the page is made of. ``draft``: the unit's own, or one that was handed up to it."""

    line: AssignmentLine
    touch: Touch
    draft: Draft | None
    draft_of: str
    """The name of the unit that handed it up; empty for one's own."""
    sent: Sequence[ReportLine]

    @property
    def asked(self) -> ReportLine | None:
        """The report on which more was asked for, if nothing was sent since."""
        return self.sent[-1] if self.sent and self.sent[-1].status == MORE_ASKED else None

    @property
    def version(self) -> int:
        """Of the unit's own draft; 0: none."""
        return self.draft.version if self.draft and not self.draft_of else 0


def report(look: Look, assignment_id: UUID) -> Page:
    """Raises ``NotFound`` where the viewer's unit writes no report on it."""
    if not look.live:
        words = "Báo cáo được soạn và gửi ở thời điểm hiện tại."
        there = f"{REPORT}{assignment_id}"
        return Page("Báo cáo", [Html(message("Đang xem một ngày đã qua", words, there, "Về hiện tại"))])
    with look.reader.snapshot() as cursor:
        m = _material(look, cursor, assignment_id)
    line = m.line
    place = ", ".join(part for part in (line.clause or line.number, line.document) if part)
    due = f"Hạn hoàn thành {vn_day(line.deadline)}" if line.deadline else "Không thời hạn"
    head = tag(
        "header",
        tag("p", f"Báo cáo: {place}" if place else "Báo cáo", class_="place"),
        tag("h1", tag("a", line.text, href=f"{TASK}{line.task}?luot-giao={line.assignment}"), class_="task"),
        tag("p", f"{line.lead}. {due}. {STAGE_NAMES[Stage(line.stage)]}.", class_="note"),
    )
    if Stage(line.stage) in CLOSED:
        words = f"{STAGE_NAMES[Stage(line.stage)]}: không còn báo cáo nào phải gửi."
        return Page("Báo cáo", [Html(head, message("Đã kết thúc", words, WORK, "Về việc của đơn vị"))])
    side = [_returning(m) if _sends(look, m) else None, _last(look, m), _dropping(m)]
    written = card("Nội dung báo cáo", _state(look, m), _form(look, m))
    return Page(
        "Báo cáo",
        [
            Html(
                head,
                _reasons(look, m),
                tag("div", written, tag("div", side, class_="report-side"), class_="report-page"),
            )
        ],
    )


def _material(look: Look, cursor: Cursor, assignment_id: UUID) -> Material:
    parts = seen_of(look, cursor, lists.task_of(cursor, look.at, assignment_id))
    line = next((line for line in parts.whole if line.assignment == assignment_id), None)
    if line is None or parts.sees is None:
        raise NotFound
    executing = [plan.executing for plan in plans_of(cursor, look.at, assignment_id)]
    touch = touch_of(line.unit, executing, parts.sees)
    if not look.viewer.may(Right.WRITE_REPORT, DONE, touch):
        raise NotFound
    own = parts.sees.own
    drafts = [d for d in look.drafts.of(assignment_id) if d.seen_by(own, line.unit)]
    # One's own comes first; the last that was handed up stands where there is none.
    draft = min(drafts, key=lambda d: d.unit not in own, default=None)
    handed_up = [draft.unit] if draft and draft.unit not in own else []
    of = "".join(name for _, name, *_ in unit_names(cursor, look.at, handed_up))
    return Material(line, touch, draft, of, reports_of(cursor, look.at, assignment_id))


def _sends(look: Look, m: Material) -> bool:
    return look.viewer.may(Right.SEND_REPORT, DONE, m.touch)


def _reasons(look: Look, m: Material) -> Markup | None:
    """Why the Office asked for more, above everything else."""
    if m.asked is None:
        return None
    day = vn_day(m.asked.answered) if m.asked.answered else ""
    who = named(look.names([m.asked.answered_by]), m.asked.answered_by)
    return tag(
        "section",
        tag("p", tag("strong", f"Đề nghị bổ sung ngày {day}"), f", {who}:"),
        tag("p", m.asked.reason, class_="lines-kept"),
        tag("p", "Nội dung đã gửi được điền sẵn bên dưới.", class_="note"),
        class_="reasons",
    )


def _state(look: Look, m: Material) -> Markup | None:
    draft = m.draft
    if draft is None:
        return None
    saved = draft.saved.astimezone(TIMEZONE)
    who = named(look.names([str(draft.author)]), str(draft.author))
    of = f"Dự thảo của {m.draft_of}" if m.draft_of else "Dự thảo"
    words = (
        f"{of}: {STATE_NAMES[draft.state].lower()}; lưu lúc {saved:%H:%M} ngày {vn_day(saved.date())}, {who}."
    )
    note = tag("p", tag("strong", "Lãnh đạo đơn vị trả lại: "), draft.note) if draft.note else None
    return tag("div", tag("p", words, class_="note"), note, class_="draft-state")


def _form(look: Look, m: Material) -> Markup:
    path, today = f"/assignments/{m.line.assignment}", look.reader.today()
    of_draft: forms.Pressed = ("version", m.version)
    with_head = bool(m.version and m.draft and m.draft.state is State.WITH_HEAD and not _sends(look, m))
    keep = "Rút về soạn tiếp" if with_head else "Lưu dự thảo"
    save = forms.button(keep, f"{path}/draft", pressed=of_draft)
    if _sends(look, m):
        command, words = f"{path}/reports", "Gửi Văn phòng Tỉnh ủy"
    else:
        command = f"{path}/draft/submission"
        words = "Trình lãnh đạo duyệt" if m.touch is Touch.OWN else "Trình đơn vị chủ trì"
    return forms.form(
        command,
        report_fields(today, _known(m, today)),
        submit=words,
        pressed=("day", today.isoformat()) if _sends(look, m) else of_draft,
        beside=save,
        then=WORK,
        keep=f"bao-cao.{m.line.assignment}",
    )


def _known(m: Material, today: date) -> HalfReport:
    """As far as it is written; else what was sent before more was asked for; else nothing but the day."""
    if m.draft:
        return msgspec.structs.replace(m.draft.report, as_of=m.draft.report.as_of or today)
    if m.asked is None:
        return HalfReport(as_of=today)
    told = {name: getattr(m.asked, name) for name in HalfReport.__struct_fields__}
    return msgspec.convert(told | {"as_of": today}, HalfReport, from_attributes=True)


def _returning(m: Material) -> Markup | None:
    """The head gives back what waits for him."""
    draft = m.draft
    if draft is None or draft.state is not State.WITH_HEAD:
        return None
    form = forms.form(
        f"/assignments/{m.line.assignment}/draft/return",
        forms.given("unit", draft.unit),
        forms.words("reason", "Nội dung cần sửa", rows=3, required=True),
        submit="Trả lại dự thảo",
        then=WORK,
        quiet=True,
    )
    return card("Trả lại người soạn", form)


def _dropping(m: Material) -> Markup | None:
    """What was begun for nothing is thrown away."""
    if not m.version:
        return None
    form = forms.form(f"/assignments/{m.line.assignment}/draft/removal", submit="Bỏ dự thảo", quiet=True)
    return card("Không dùng dự thảo này", form)


def _last(look: Look, m: Material) -> Markup | None:
    if not m.sent:
        return None
    last = m.sent[-1]
    names = look.names({last.sender, last.answered_by} - {""})
    return card("Báo cáo gửi gần nhất", report_shown(last, names, whole=False))
