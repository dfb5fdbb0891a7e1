"""What a unit may do with an assignment, as forms beside it: take note, report, give on, ask, say.

Each is offered only to whom the matrix grants it and only when the stage makes sense; the API checks again.
"""

from collections.abc import Iterable
from uuid import UUID

from dashboard import forms
from dashboard.address import REPORT
from dashboard.look import Look
from dashboard.markup import Markup, tag
from domain.assignment_facts import Stage
from domain.permissions import DECIDES, DONE, PROPOSES, Right, Touch
from domain.submission_facts import Extending, Removing, Resuming, Suspending
from domain.vietnamese import day as vn_day
from projections.coordination import CoordinatedLine
from projections.counts import unit_names
from projections.engine import Cursor
from projections.inbox import reassignments, received
from projections.lists import AssignmentLine
from projections.plans import PlanLine, plans_of
from projections.reports import SENT
from projections.sight import Sight
from projections.submissions import submissions
from projections.units import subordinates
from projections.waiting import reports_of

CLOSED = (Stage.COMPLETED, Stage.REMOVED)


def acts(look: Look, cursor: Cursor, line: AssignmentLine, sees: Sight) -> Markup | None:
    """The acts on one assignment; None: nothing for this viewer, or a past day, or nothing left to do."""
    if not look.live or Stage(line.stage) in CLOSED:
        return None
    plans = plans_of(cursor, look.at, line.assignment)
    touch = touch_of(line.unit, [plan.executing for plan in plans], sees)
    parts = [*_first(look, cursor, line, touch), *_folded(look, cursor, line, plans, touch)]
    return tag("div", parts, class_="unit-acts") if parts else None


def touch_of(lead: UUID, executing: Iterable[UUID], sees: Sight) -> Touch:
    """What an assignment is to the viewer's unit."""
    if lead in sees.own:
        return Touch.OWN
    if set(executing) & set(sees.own):
        return Touch.EXECUTING
    return Touch.SUBORDINATE if lead in sees.below else Touch.OTHER


def receive(look: Look, assignment: UUID) -> Markup:
    """Tiếp nhận by one tap."""
    dated = forms.given("day", look.reader.today())
    return forms.form(f"/assignments/{assignment}/receipt", dated, submit="Tiếp nhận")


def report_link(look: Look, assignment: UUID, words: str = "Báo cáo", about: str = "") -> Markup:
    """To the form of the report; ``about``: the task, where several such links stand on a page."""
    aloud = f"{words}: {about}" if about else None
    return tag("a", words, href=f"{REPORT}{assignment}", class_="button", aria_label=aloud)


def _first(look: Look, cursor: Cursor, line: AssignmentLine, touch: Touch) -> Iterable[Markup]:
    """What is done most often, in one tap."""
    may = look.viewer.may
    if may(Right.RECEIVE, DONE, touch) and not received(cursor, look.at, line.assignment, line.unit):
        yield receive(look, line.assignment)
    if may(Right.WRITE_REPORT, DONE, touch):
        yield report_link(look, line.assignment)


def _folded(
    look: Look, cursor: Cursor, line: AssignmentLine, plans: list[PlanLine], touch: Touch
) -> Iterable[Markup]:
    may, path = look.viewer.may, f"/assignments/{line.assignment}"
    dated = forms.given("day", look.reader.today())
    if may(Right.PLAN, DECIDES, touch):
        yield forms.act("Giao đơn vị trực tiếp thực hiện", _delegation(look, cursor, line))
        names = _names(look, cursor, [plan.executing for plan in plans])
        for plan in plans:
            form = forms.form(
                f"{path}/plans/end",
                dated,
                forms.given("executing", plan.executing),
                forms.words("reason", "Lý do", rows=2, required=True),
                submit="Thôi giao thực hiện",
            )
            yield forms.act(f"Thôi giao {names.get(plan.executing, 'đơn vị')} thực hiện", form)
    if may(Right.SEND_REPORT, DONE, touch):
        for report in reports_of(cursor, look.at, line.assignment):
            if report.claim and report.status == SENT:
                form = forms.form(
                    f"{path}/claims/withdrawal",
                    dated,
                    forms.given("claim", report.ref, type_="number"),
                    forms.words("reason", "Lý do rút đề nghị", rows=2, required=True),
                    submit="Rút đề nghị",
                )
                yield forms.act("Rút đề nghị xác nhận hoàn thành", form)
    if may(Right.DIRECT, PROPOSES, touch):
        yield from _requests(look, cursor, line)
    asked = reassignments(cursor, look.at, assignment=line.assignment)
    if may(Right.RECEIVE, DECIDES, touch) and not asked:
        form = forms.form(
            f"{path}/reassignment",
            dated,
            forms.words("reason", "Lý do, đề xuất đơn vị phù hợp", rows=3, required=True),
            submit="Gửi đề nghị",
            keep=f"dieu-chinh.{line.assignment}",
        )
        yield forms.act("Đề nghị điều chỉnh phân công", form)


def _requests(look: Look, cursor: Cursor, line: AssignmentLine) -> Iterable[Markup]:
    """What the unit's head asks the assigning authority for, through the Office; one of a kind at a time."""
    waiting = {one.kind for one in submissions(cursor, look.at, assignment=line.assignment)}
    offered = [
        ("extension", "Đề nghị gia hạn", Extending, line.deadline),
        ("suspension", "Đề nghị tạm dừng", Suspending, Stage(line.stage) is not Stage.SUSPENDED),
        ("resumption", "Đề nghị tiếp tục thực hiện", Resuming, Stage(line.stage) is Stage.SUSPENDED),
        ("removal", "Đề nghị đưa ra khỏi danh mục", Removing, True),
    ]
    for command, words, kind, sensible in offered:
        if sensible and kind not in waiting:
            until = forms.day("deadline.day", "Hạn mới", required=True) if kind is Extending else None
            form = forms.form(
                f"/assignments/{line.assignment}/{command}/submission",
                until,
                forms.words("reason", "Lý do", rows=3, required=True),
                tag("p", "Văn phòng Tỉnh ủy thẩm tra, trình cấp giao quyết định.", class_="note whole"),
                submit="Gửi đề nghị",
                keep=f"{command}.{line.assignment}",
            )
            yield forms.act(words, form)


def _delegation(look: Look, cursor: Cursor, line: AssignmentLine) -> Markup:
    ids = [line.unit, *subordinates(cursor, look.at, line.unit)]
    names = _names(look, cursor, ids)
    options = [(str(unit), names[unit]) for unit in ids if unit in names]
    until = f"không muộn hơn hạn {vn_day(line.deadline)}" if line.deadline else ""
    return forms.form(
        f"/assignments/{line.assignment}/plans",
        forms.given("day", look.reader.today()),
        forms.choice("executing", "Đơn vị trực tiếp thực hiện", options, required=True),
        forms.day("inner_day", "Hạn nội bộ", hint=until),
        forms.words("text", "Nội dung giao", rows=2),
        submit="Giao thực hiện",
    )


def opinion(look: Look, line: CoordinatedLine) -> Markup | None:
    """Ý kiến phối hợp; None: not his to give, or a past day."""
    if not (look.live and look.viewer.may(Right.GIVE_OPINION, DECIDES, Touch.COORDINATING)):
        return None
    return forms.act(
        "Cho ý kiến phối hợp",
        forms.form(
            f"/assignments/{line.assignment}/opinions",
            forms.given("day", look.reader.today()),
            forms.words("text", "Ý kiến của đơn vị", required=True),
            submit="Gửi ý kiến",
            keep=f"y-kien.{line.assignment}",
        ),
    )


def _names(look: Look, cursor: Cursor, units: list[UUID]) -> dict[UUID, str]:
    return {unit: name for unit, name, *_ in unit_names(cursor, look.at, units)}
