"""What the Office may do with one assignment, as folded forms beside it: answers to reports, decisions, corrections.

Each is offered only to whom the matrix grants it and only when the stage makes sense; the API checks again.
"""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from dashboard import forms
from dashboard.direction_forms import Material, UnitGroups, corrections, directions, reply, typed_in
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from dashboard.report_answers import answers, judged, may
from dashboard.submission_forms import answerable
from dashboard.submission_forms import answers as answers_to
from domain.assignment import Assignment
from domain.assignment_facts import Stage
from domain.permissions import DECIDES, DONE, PROPOSES, RECORDS, Right
from domain.task import Leads
from domain.unit import GROUP_NAMES, Group
from domain.vietnamese import day as vn_day
from domain.words import told
from projections.counts import unit_names
from projections.engine import Cursor
from projections.inbox import reassignments
from projections.lists import AssignmentLine
from projections.office_desk import Given, given_by
from projections.reports import SENT
from projections.submissions import submissions
from projections.unit_list import units
from projections.waiting import ReportLine, reports_of

MOST_UNITS = 1000

_ACTS = (
    (Right.CONFIRM_REPORT, DONE),
    (Right.CONFIRM_COMPLETION, DECIDES | PROPOSES),
    (Right.DIRECT, RECORDS | PROPOSES),
    (Right.SEND_REPORT, RECORDS),
    (Right.CORRECT, DECIDES | PROPOSES),
)


def acts(look: Look, cursor: Cursor, line: AssignmentLine) -> Markup | None:
    """The acts on one assignment, to stand beside it; None: nothing for this viewer, or a past day.

    Reads a few rows and one stream: on a page of many assignments only for the one that was chosen.
    """
    if not any(may(look, right, needed, line.unit) for right, needed in _ACTS):
        return None
    recorded = look.reader.log.streams([line.assignment], look.reader.position_in(cursor))[line.assignment]
    assignment = Assignment(line.assignment, [r.event for r in recorded])
    given = given_by(cursor, look.at, line.task)
    parts = [
        *_to_reports(look, cursor, line, assignment, given),
        *_to_the_assignment(look, cursor, line, assignment, given),
    ]
    return tag("div", parts, class_="office-acts") if parts else None


def addition(look: Look, cursor: Cursor, task: UUID, how: Leads | None) -> Markup | None:
    """Bổ sung đơn vị: one more unit of a group that a task was given to at once; None: not for him, or no group."""
    if how is not Leads.EACH or not look.live or not look.viewer.may(Right.DRAFT_TASK, DECIDES):
        return None
    recorded = look.reader.log.streams([task], look.reader.position_in(cursor))[task]
    form = forms.form(
        f"/tasks/{task}/additions",
        forms.units("lead", "Đơn vị bổ sung", _groups(look, cursor), required=True),
        tag("p", "Giao kể từ hôm nay, theo thời hạn của nhiệm vụ.", class_="note whole"),
        submit="Bổ sung đơn vị",
        version=recorded[-1].event.originator_version,
    )
    return tag("div", forms.act("Bổ sung đơn vị", form), class_="office-acts")


def _to_reports(
    look: Look, cursor: Cursor, line: AssignmentLine, assignment: Assignment, given: Given
) -> Iterable[Markup]:
    for report in reports_of(cursor, look.at, line.assignment):
        if report.status != SENT:
            continue
        offered = answers(
            look,
            report,
            line.unit,
            rule=given.rule,
            version=assignment.version,
            stage=Stage(line.stage),
        )
        if offered:
            yield tag("section", _heading(report), _means(report, line, given), offered, class_="of-report")


def _heading(report: ReportLine) -> Markup:
    what = "Đề nghị xác nhận hoàn thành" if report.claim else "Báo cáo"
    return tag("p", tag("strong", f"{what} gửi ngày {vn_day(report.sent)} (mục {report.ref})"))


def _means(report: ReportLine, line: AssignmentLine, given: Given) -> Content:
    if not report.claim:
        return None
    return tag("p", "Ngày hoàn thành: ", judged(report, given.rule, line.deadline))


def _to_the_assignment(
    look: Look, cursor: Cursor, line: AssignmentLine, assignment: Assignment, given: Given
) -> Iterable[Markup]:
    directs = may(look, Right.DIRECT, RECORDS, line.unit)
    corrects = may(look, Right.CORRECT, DECIDES, line.unit)
    types_in = may(look, Right.SEND_REPORT, RECORDS, line.unit)
    may_direct = directs or may(look, Right.DIRECT, PROPOSES, line.unit)
    may_correct = corrects or may(look, Right.CORRECT, PROPOSES, line.unit)
    if not (may_direct or may_correct or types_in):
        return
    names = {u: name for u, name, _, _ in unit_names(cursor, look.at, [line.unit])} if may_correct else {}
    m = Material(
        assignment=assignment,
        stage=Stage(line.stage),
        deadline=line.deadline,
        authority=given.authority,
        groups=_groups(look, cursor) if may_direct else (),
        named={
            s.version: told(s.fact, lambda unit: names.get(unit, "đơn vị khác")) for s in assignment.standing
        },
        today=look.reader.today(),
        directs=directs,
        corrects=corrects,
    )
    for one in submissions(cursor, look.at, assignment=line.assignment):
        if answerable(look, one):
            yield from answers_to(one, assignment.version)
    if directs:
        for asked in reassignments(cursor, look.at, assignment=line.assignment):
            yield reply(m, asked.reason, asked.day)
    if types_in and m.stage not in (Stage.COMPLETED, Stage.REMOVED):
        yield typed_in(m)
    if may_direct:
        yield from directions(m)
    if may_correct and (found := list(corrections(m))):
        yield forms.act("Đính chính", found)


def _groups(look: Look, cursor: Cursor) -> UnitGroups:
    """The units of today."""
    found = units(cursor, look.at, limit=MOST_UNITS)
    return [
        (GROUP_NAMES[Group(group)], [(unit.unit, unit.name) for unit in of])
        for group, of in groupby(found, key=lambda unit: unit.group)
    ]
