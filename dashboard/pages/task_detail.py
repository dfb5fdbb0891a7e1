"""One assignment in detail: its deadlines, who carries it out, its reports with their files, opinions, acts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from dashboard.components import card
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag, text
from dashboard.pages.task_reports import reports_list
from dashboard.people_words import named
from dashboard.submission_forms import told
from domain.assignment_facts import STAGE_NAMES, Stage
from domain.rules import days_late
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.coordination import CoordinatedLine
from projections.counts import unit_names
from projections.engine import Cursor
from projections.inbox import Reassignment, reassignments
from projections.lists import AssignmentLine
from projections.plans import PlanLine, plans_of
from projections.relations import Opinion, opinions_of
from projections.reports import CONFIRMED
from projections.sight import Sight
from projections.submissions import submissions
from projections.waiting import reports_of


def detail(look: Look, cursor: Cursor, line: AssignmentLine, offered: Content, *, whole: bool) -> Markup:
    """``offered``: what may be done; ``whole``: with what is between the specialist and his head."""
    at = look.at
    plans = plans_of(cursor, at, line.assignment)
    reports = reports_of(cursor, at, line.assignment)
    opinions = opinions_of(cursor, at, line.assignment)
    asked = reassignments(cursor, at, assignment=line.assignment)
    submitted = [s for s in submissions(cursor, at, assignment=line.assignment) if whole or s.asked]
    units = _names(look, cursor, [*(p.executing for p in plans), *(o.unit for o in opinions)])
    by = {p.officer for p in plans} | {o.author for o in opinions}
    by |= {a.account for a in asked} | {one.account for one in submitted}
    people = look.names(by - {""})
    return card(
        line.lead,
        _facts(line, at.day, plans, units, people),
        (_asking(request, people) for request in asked),
        (told(one, people) for one in submitted),
        tag("div", offered, class_="task-acts") if offered else None,
        _part("Báo cáo", reports_list(look, reports, whole=whole)),
        _part("Ý kiến phối hợp", [_opinion(o, units, people) for o in opinions]),
        note=STAGE_NAMES[Stage(line.stage)],
        class_="detail",
    )


def coordinated_detail(
    look: Look, cursor: Cursor, line: CoordinatedLine, sees: Sight, offered: Content
) -> Markup:
    """What a co-ordinating unit sees: the deadline, the confirmed reports, what it said itself."""
    at = look.at
    reports = [r for r in reports_of(cursor, at, line.assignment) if r.status == CONFIRMED]
    opinions = [o for o in opinions_of(cursor, at, line.assignment) if o.unit in sees.own]
    units = _names(look, cursor, [o.unit for o in opinions])
    people = look.names({o.author for o in opinions})
    due = vn_day(line.deadline) if line.deadline else "Không thời hạn"
    return card(
        line.lead,
        tag("dl", _fact("Hạn hoàn thành", due), class_="words facts"),
        tag("div", offered, class_="task-acts") if offered else None,
        _part("Báo cáo đã xác nhận", reports_list(look, reports, whole=False)),
        _part("Ý kiến phối hợp của đơn vị", [_opinion(o, units, people) for o in opinions]),
        note="đơn vị chủ trì",
        class_="detail",
    )


def _facts(
    line: AssignmentLine,
    day: date,
    plans: Sequence[PlanLine],
    units: Mapping[UUID, str],
    people: Mapping[str, str],
) -> Markup:
    return tag(
        "dl",
        (_fact(name, words) for name, words in _deadlines(line, day)),
        _fact("Đơn vị trực tiếp thực hiện", tag("ul", (_plan(p, day, units, people) for p in plans)))
        if plans
        else None,
        class_="words facts",
    )


def _deadlines(line: AssignmentLine, day: date) -> Iterable[tuple[str, Content]]:
    """Judged against both: lateness cannot be laundered."""
    if line.original is None or not line.extensions:
        yield "Hạn hoàn thành", _judged(line.deadline, line.completed_on, day)
        return
    yield "Hạn gốc", _judged(line.original, line.completed_on, day)
    moved = f" (gia hạn lần {count(line.extensions)})"
    yield "Hạn điều chỉnh", text([_judged(line.deadline, line.completed_on, day), moved])


def _judged(deadline: date | None, completed: date | None, day: date) -> Content:
    if deadline is None:
        return "Không thời hạn"
    late = days_late(deadline, completed, day)
    if late:
        return text([f"{vn_day(deadline)}, ", tag("strong", f"quá hạn {count(late)} ngày", class_="overdue")])
    return f"{vn_day(deadline)}, {'hoàn thành đúng hạn' if completed else 'trong hạn'}"


def _plan(plan: PlanLine, day: date, units: Mapping[UUID, str], people: Mapping[str, str]) -> Markup:
    inner = plan.inner_day
    due = f", hạn nội bộ {vn_day(inner)}" if inner else ""
    late = tag("strong", " (đã qua)", class_="overdue") if inner and inner < day else None
    officer = f"; {named(people, plan.officer)}" if plan.officer else ""
    words = tag("small", f"Giao ngày {vn_day(plan.since)}{officer}{f': {plan.text}' if plan.text else ''}")
    return tag("li", units.get(plan.executing, "đơn vị"), due, late, tag("br"), words)


def _asking(request: Reassignment, people: Mapping[str, str]) -> Markup:
    who = named(people, request.account)
    return tag(
        "p",
        tag("strong", "Đề nghị điều chỉnh phân công, chờ Văn phòng Tỉnh ủy trả lời. "),
        f"Ngày {vn_day(request.day)}, {who}: {request.reason}",
        class_="asked",
    )


def _opinion(opinion: Opinion, units: Mapping[UUID, str], people: Mapping[str, str]) -> Markup:
    head = f"{units.get(opinion.unit, 'Đơn vị')}, ngày {vn_day(opinion.day)}"
    return tag(
        "li",
        tag("strong", head),
        tag("p", opinion.opinion, class_="lines-kept"),
        tag("small", named(people, opinion.author)),
    )


def _part(heading: str, items: Sequence[Markup]) -> Markup | None:
    if not items:
        return None
    return tag("section", tag("h3", heading), tag("ol", items, class_="reported"), class_="part-of")


def _fact(name: str, words: Content) -> Markup:
    return tag("div", tag("dt", name), tag("dd", words))


def _names(look: Look, cursor: Cursor, units: Sequence[UUID]) -> dict[UUID, str]:
    return {unit: name for unit, name, *_ in unit_names(cursor, look.at, list(set(units)))}
