"""Decisions of the assigning authority, recorded by the Office with their document.

Extension, suspension, removal, reopening, a deadline set later, another lead. The effective day is that of the
deciding document; a hand-over holds from the day of the reorganisation. Source: working practice of the offices.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from domain.assignment import Assignment
from domain.assignment_facts import (
    Completed,
    Deadline,
    DeadlineSet,
    Extended,
    HandedOver,
    Issued,
    Removed,
    Reopened,
    ReportSent,
    Resumed,
    Stage,
    Suspended,
)
from domain.door import needed, not_in_future
from domain.errors import Refused
from domain.event import AccountId, Dated
from domain.history import Segment
from domain.paper import Authority, Paper, readable, required
from domain.progress import Report, confirm_completion, report_fact
from domain.unit import Unit, must_exist
from domain.vietnamese import day as vn_day

_WHY = "Đề nghị nêu lý do."
_WHY_CORRECTED = "Đề nghị nêu lý do đính chính."


def extend(
    assignment: Assignment,
    *,
    by: AccountId,
    deadline: Deadline,
    reason: str,
    paper: Paper | None,
    authority: Authority,
    today: date,
) -> Extended:
    """Gia hạn. Without a document only on a deadline that the Office itself set, and then as of today."""
    if deadline.day is None:
        raise Refused("Đề nghị nhập ngày hạn mới.", field="deadline")
    if _deadline_of(assignment).set_by is not Authority.OFFICE:
        paper = required(paper, "gia hạn", authority)
    readable(paper, today)
    day = paper.day if paper else today
    segment = assignment.on(day)
    _open_on(segment, day)
    if segment.deadline is None:
        raise Refused("Nhiệm vụ chưa có ngày hạn; đề nghị dùng xác định thời hạn.", field="deadline")
    if deadline.day <= segment.deadline:
        raise Refused(
            f"Hạn mới {vn_day(deadline.day)} không muộn hơn hạn đang có {vn_day(segment.deadline)}; nếu hạn cũ "
            "nhập sai, đề nghị dùng đính chính.",
            field="deadline",
        )
    return Extended(
        by=by,
        day=day,
        old=segment.deadline,
        deadline=deadline,
        reason=needed(reason, "Đề nghị nêu lý do gia hạn."),
        paper=paper,
    )


def set_deadline(
    assignment: Assignment, *, by: AccountId, day: date, today: date, deadline: Deadline, paper: Paper | None
) -> DeadlineSet:
    """A day for what had none: on an event that has come, or left blank in the document."""
    not_in_future(day, today)
    readable(paper, today)
    segment = assignment.on(day)
    _open_on(segment, day)
    if deadline.day is None:
        raise Refused("Đề nghị nhập ngày hạn.", field="deadline")
    if segment.deadline is not None:
        raise Refused(
            f"Nhiệm vụ đã có hạn ngày {vn_day(segment.deadline)}; đề nghị dùng gia hạn hoặc đính chính.",
            field="deadline",
        )
    return DeadlineSet(by=by, day=day, deadline=deadline, paper=paper)


def suspend(
    assignment: Assignment,
    *,
    by: AccountId,
    reason: str,
    paper: Paper | None,
    authority: Authority,
    today: date,
) -> Suspended:
    """Tạm dừng, from the day of the deciding document. The deadline does not move."""
    paper = _decided(paper, "tạm dừng", authority, today)
    _open_on(assignment.on(paper.day), paper.day)
    return Suspended(by=by, day=paper.day, reason=needed(reason, _WHY), paper=paper)


def resume(
    assignment: Assignment,
    *,
    by: AccountId,
    reason: str,
    paper: Paper | None,
    authority: Authority,
    today: date,
) -> Resumed:
    """Goes on after a suspension."""
    paper = _decided(paper, "tiếp tục thực hiện", authority, today)
    if assignment.on(paper.day).stage is not Stage.SUSPENDED:
        raise Refused(f"Ngày {vn_day(paper.day)} nhiệm vụ không ở trạng thái tạm dừng.", field="paper")
    return Resumed(by=by, day=paper.day, reason=needed(reason, _WHY), paper=paper)


def remove(
    assignment: Assignment,
    *,
    by: AccountId,
    reason: str,
    paper: Paper | None,
    authority: Authority,
    today: date,
) -> Removed:
    """Đưa ra khỏi danh mục."""
    paper = _decided(paper, "đưa ra khỏi danh mục", authority, today)
    _open_on(assignment.on(paper.day), paper.day)
    return Removed(by=by, day=paper.day, reason=needed(reason, _WHY), paper=paper)


def reopen(
    assignment: Assignment,
    *,
    by: AccountId,
    reason: str,
    paper: Paper | None,
    authority: Authority,
    today: date,
) -> Reopened:
    """What was completed is open again, with the lead and the deadline that hold on that day."""
    paper = _decided(paper, "mở lại", authority, today)
    if assignment.on(paper.day).stage is not Stage.COMPLETED:
        raise Refused(f"Ngày {vn_day(paper.day)} nhiệm vụ chưa hoàn thành, không cần mở lại.", field="paper")
    return Reopened(by=by, day=paper.day, reason=needed(reason, _WHY), paper=paper)


def hand_over(
    assignment: Assignment, to: Unit, *, by: AccountId, day: date, reason: str, paper: Paper | None
) -> HandedOver:
    """Another unit leads from ``day`` on; what is finished stays with the unit that did it."""
    must_exist(to, day)
    if assignment.issued:
        segment = assignment.on(day)
        _open_on(segment, day)
        lead = segment.lead
    else:
        lead = assignment.draft_lead(day)
    if lead == to.id:
        raise Refused(f"{to.name} đang là đơn vị chủ trì.", field="to")
    return HandedOver(by=by, day=day, to=to.id, reason=needed(reason, _WHY), paper=paper)


def leave_out(assignment: Assignment, *, by: AccountId, targets: Sequence[int], reason: str) -> Assignment:
    """Đính chính: facts that should not have been recorded are left out, together. Checked as a whole."""
    if not targets:
        raise Refused("Đề nghị chọn nội dung cần đính chính.", field="target")
    why = needed(reason, _WHY_CORRECTED)
    return assignment.without(*targets, by=by, reason=why).let_in()


def correct_report(
    assignment: Assignment, report: Report, *, by: AccountId, day: date, today: date, target: int, reason: str
) -> Assignment:
    """What was sent stays in the log, the new content counts; what answered it goes on to answer it."""
    sent = assignment.fact(target)
    if not isinstance(sent, ReportSent):
        raise Refused(f"Mục {target} không phải là báo cáo.", field="target")
    replacement = report_fact(report, by=by, day=day, today=today, typed_in=sent.typed_in)
    after = correct(assignment, by=by, target=target, reason=reason, replacement=replacement)
    if len(claims := after.open_claims()) > 1:
        raise Refused(
            f"Đã có đề nghị xác nhận hoàn thành chưa được trả lời (mục {claims[0]}); báo cáo này không thể là đề "
            "nghị thứ hai.",
            field="claim",
        )
    ref = next(s.ref for s in after.standing if s.version == after.version)
    for answer in after.answers(ref):
        acted = answer.fact.act_day if isinstance(answer.fact, Completed) else answer.fact.day
        if acted < day:
            raise Refused(
                f"Ngày báo cáo {vn_day(day)} muộn hơn ngày trả lời báo cáo này {vn_day(acted)} (mục {answer.version}).",
                field="day",
            )
    return after


def correct(
    assignment: Assignment, *, by: AccountId, target: int, reason: str, replacement: Dated
) -> Assignment:
    """Đính chính: ``replacement`` stands in the place of ``target``. Checked over the whole history."""
    why = needed(reason, _WHY_CORRECTED)
    return assignment.without(target, by=by, reason=why, replaced=True).let_in(replacement)


def correct_deadline(
    assignment: Assignment, *, by: AccountId, target: int, deadline: Deadline, reason: str
) -> Assignment:
    """The deadline of an issue, an extension or a deadline set was recorded wrongly: this is no extension."""
    fact = assignment.fact(target)
    if not isinstance(fact, Issued | DeadlineSet | Extended):
        raise Refused(f"Mục {target} không có thời hạn để đính chính.", field="target")
    if not isinstance(fact, Issued) and deadline.day is None:
        raise Refused("Đề nghị nhập ngày hạn.", field="deadline")
    if isinstance(fact, Extended) and deadline.day and deadline.day <= fact.old:
        raise Refused(
            f"Hạn mới {vn_day(deadline.day)} không muộn hơn hạn trước khi gia hạn {vn_day(fact.old)}; nếu không "
            "gia hạn, đề nghị đính chính bỏ việc gia hạn.",
            field="deadline",
        )
    replacement = msgspec.structs.replace(fact, by=by, deadline=deadline)
    return correct(assignment, by=by, target=target, reason=reason, replacement=replacement)


def correct_completion(
    assignment: Assignment,
    *,
    by: AccountId,
    today: date,
    target: int,
    product: Paper | None,
    received: date | None,
    reason: str,
) -> Assignment:
    """Another product or receipt, and with them another completion day, by the same rule of the task."""
    done = assignment.fact(target)
    if not isinstance(done, Completed):
        raise Refused(f"Mục {target} không phải là xác nhận hoàn thành.", field="target")
    opened = assignment.without(target, by=by, reason=reason, replaced=True)
    replacement = confirm_completion(
        opened,
        by=by,
        act_day=done.act_day,
        today=today,
        claim=done.claim,
        rule=done.rule,
        product=product or done.product,
        received=received or done.received,
        satisfactory=done.satisfactory,
    )
    return correct(assignment, by=by, target=target, reason=reason, replacement=replacement)


def _decided(paper: Paper | None, what: str, authority: Authority, today: date) -> Paper:
    decided = required(paper, what, authority)
    readable(decided, today)
    return decided


def _open_on(segment: Segment, day: date) -> None:
    if not segment.is_open:
        state = "đã hoàn thành" if segment.stage is Stage.COMPLETED else "đã đưa ra khỏi danh mục"
        raise Refused(f"Ngày {vn_day(day)} nhiệm vụ {state}.", field="assignment")


def _deadline_of(assignment: Assignment) -> Deadline:
    given = [s.fact.deadline for s in assignment.standing if isinstance(s.fact, Issued | DeadlineSet)]
    return given[-1] if given else assignment.draft.deadline
