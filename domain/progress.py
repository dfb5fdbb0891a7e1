"""Decisions on progress: issue, receive, report, claim, ask for more, confirm.

Each is a function of the assignment, the command, the day and the actor, and returns the fact to record.
"""

from collections.abc import Set
from datetime import date
from typing import Literal

import msgspec

from domain.assignment import Assignment
from domain.assignment_facts import (
    ClaimWithdrawn,
    Completed,
    Completion,
    Issued,
    MoreAsked,
    Received,
    ReportConfirmed,
    ReportSent,
    Stage,
)
from domain.door import needed, not_in_future
from domain.errors import Refused
from domain.event import AccountId
from domain.history import Segment
from domain.paper import FileRef, Paper, readable
from domain.vietnamese import day as vn_day

MOST_FILES = 20
"""On one report."""


class Report(msgspec.Struct, frozen=True):
    """What a unit fills in. ``as_of``: "số liệu đến ngày"; ``percent`` 0 to 100, optional, never averaged."""

    as_of: date
    results: str
    step: Literal["", "draft", "consulting", "submitted", "issued"] = ""
    percent: int | None = None
    difficulties: str = ""
    proposals: str = ""
    paper: Paper | None = None
    product: Paper | None = None
    received: date | None = None
    claim: bool = False
    files: tuple[FileRef, ...] = ()


def issue(assignment: Assignment, *, by: AccountId, day: date, addition: bool = False) -> Issued:
    """Gives a drafted assignment to its unit; ``day`` is that of the giving document."""
    if assignment.issued:
        raise Refused("Nhiệm vụ đã được giao cho đơn vị này.", field="assignment")
    draft = assignment.draft
    return Issued(
        by=by,
        day=day,
        task=draft.task,
        lead=assignment.draft_lead(day),
        deadline=draft.deadline,
        addition=addition,
    )


def receive(assignment: Assignment, *, by: AccountId, day: date, today: date) -> Received:
    """The unit that leads takes note of what it was given; after a hand-over the new one does."""
    not_in_future(day, today)
    lead = running(assignment.on(day), day).lead
    if assignment.received_by(lead):
        raise Refused("Đơn vị đã tiếp nhận nhiệm vụ này.", field="assignment")
    return Received(by=by, day=day, unit=lead)


def send_report(
    assignment: Assignment, report: Report, *, by: AccountId, day: date, today: date, typed_in: bool = False
) -> ReportSent:
    """A progress report, perhaps with a claim of completion."""
    segment = running(assignment.on(day), day)
    if report.claim:
        if segment.stage is Stage.SUSPENDED:
            raise Refused("Nhiệm vụ đang tạm dừng, chưa đề nghị xác nhận hoàn thành được.", field="claim")
        if waiting := assignment.open_claims():
            raise Refused(
                f"Đã có đề nghị xác nhận hoàn thành chưa được trả lời (mục {waiting[0]}); "
                "đề nghị rút đề nghị đó trước khi gửi đề nghị mới.",
                field="claim",
            )
    return report_fact(report, by=by, day=day, today=today, typed_in=typed_in)


def report_fact(report: Report, *, by: AccountId, day: date, today: date, typed_in: bool) -> ReportSent:
    """The report as a fact, its content checked."""
    not_in_future(day, today)
    needed(report.results, "Đề nghị nhập kết quả thực hiện.", "report.results")
    if report.percent is not None and not 0 <= report.percent <= 100:
        raise Refused(
            f"Tỷ lệ {report.percent}% không hợp lệ; đề nghị nhập số từ 0 đến 100.", field="report.percent"
        )
    if report.as_of > day:
        raise Refused(
            f"Số liệu đến ngày {vn_day(report.as_of)} muộn hơn ngày báo cáo {vn_day(day)}; "
            "đề nghị nhập lại ngày.",
            field="report.as_of",
        )
    readable(report.paper, today)
    readable(report.product, today, "product")
    if report.received:
        not_in_future(report.received, today, "received")
    if len(report.files) > MOST_FILES:
        raise Refused(
            f"Báo cáo kèm {len(report.files)} tệp, nhiều nhất là {MOST_FILES}; đề nghị gộp hoặc bỏ bớt tệp.",
            field="files",
        )
    for file in report.files:
        needed(file.name, "Có tệp đính kèm chưa có tên; đề nghị đặt tên tệp rồi gửi lại.", "files")
    return ReportSent(by=by, day=day, typed_in=typed_in, **msgspec.structs.asdict(report))


def withdraw_claim(
    assignment: Assignment, *, by: AccountId, day: date, today: date, claim: int, reason: str
) -> ClaimWithdrawn:
    """The unit takes back a claim that nobody has answered."""
    not_in_future(day, today)
    _unanswered(assignment, claim, day)
    _not_removed(assignment.on(day), day)
    return ClaimWithdrawn(
        by=by, day=day, claim=claim, reason=needed(reason, "Đề nghị nêu lý do rút đề nghị.")
    )


def ask_for_more(
    assignment: Assignment, *, by: AccountId, day: date, today: date, report: int, reason: str
) -> MoreAsked:
    """The Office asks for more on a report; a claim in it is answered by that."""
    not_in_future(day, today)
    sent = assignment.report(report)
    _not_before(day, sent.day)
    running(assignment.on(day), day)
    if sent.claim and report not in assignment.open_claims():
        raise Refused("Đề nghị xác nhận hoàn thành này đã được trả lời.", field="report")
    _not_confirmed(assignment, report)
    return MoreAsked(
        by=by, day=day, report=report, reason=needed(reason, "Đề nghị nêu nội dung cần bổ sung.")
    )


def confirm_report(
    assignment: Assignment, *, by: AccountId, day: date, today: date, report: int
) -> ReportConfirmed:
    """A report without a claim is confirmed and frozen. Nobody confirms what he sent."""
    not_in_future(day, today)
    sent = assignment.report(report)
    _not_before(day, sent.day)
    not_by_its_sender(assignment, report, {by})
    _not_removed(assignment.on(day), day)
    if sent.claim:
        raise Refused("Báo cáo có đề nghị hoàn thành; đề nghị dùng xác nhận hoàn thành.", field="report")
    _not_confirmed(assignment, report)
    return ReportConfirmed(by=by, day=day, report=report)


def confirm_completion(
    assignment: Assignment,
    *,
    by: AccountId,
    act_day: date,
    today: date,
    claim: int,
    rule: Completion,
    product: Paper | None = None,
    received: date | None = None,
    satisfactory: bool = True,
) -> Completed:
    """Completion, counted from the completion day: of the product (ban hành) or of its receipt (trình).

    ``product`` and ``received`` put right or add to what the claim says. The day is never the day of the click.
    """
    not_in_future(act_day, today, field="act_day")
    sent = assignment.report(claim)
    _not_before(act_day, sent.day)
    not_by_its_sender(assignment, claim, {by})
    _unanswered(assignment, claim, act_day)
    product, received = product or sent.product, received or sent.received
    readable(product, today, "product")
    if received:
        not_in_future(received, today, "received")
    day = completion_day(rule, product, received, sent.day)
    if day is None:
        raise Refused(
            "Chưa xác nhận được hoàn thành: thiếu số, ngày văn bản sản phẩm (cách tính: ngày ban hành).",
            field="product",
        )
    if day > act_day:
        raise Refused(f"Ngày hoàn thành {vn_day(day)} muộn hơn ngày xác nhận {vn_day(act_day)}.", field="day")
    first = assignment.segments[0].from_day
    if day < first:
        raise Refused(
            f"Ngày hoàn thành {vn_day(day)} trước ngày giao nhiệm vụ {vn_day(first)}; đề nghị kiểm tra ngày "
            "văn bản sản phẩm.",
            field="day",
        )
    return Completed(
        by=by,
        day=day,
        act_day=act_day,
        claim=claim,
        rule=rule,
        product=product,
        received=received,
        satisfactory=satisfactory,
    )


def completion_day(rule: Completion, product: Paper | None, received: date | None, sent: date) -> date | None:
    """The day from which completion counts. None: of the product, which bears no day yet.

    Source: working practice of the offices.
    """
    if rule is Completion.ISSUED:
        return product.day if product else None
    return received or sent


def _not_removed(segment: Segment, day: date) -> None:
    if segment.stage is Stage.REMOVED:
        raise Refused(
            f"Nhiệm vụ đã đưa ra khỏi danh mục (trạng thái ngày {vn_day(day)}); nếu ghi nhầm, đề nghị đính chính "
            "việc đưa ra khỏi danh mục.",
            field="assignment",
        )


def running(segment: Segment, day: date) -> Segment:
    """The segment; refuses what is removed or completed. What is suspended runs."""
    _not_removed(segment, day)
    if segment.stage is Stage.COMPLETED:
        raise Refused(
            f"Nhiệm vụ đã hoàn thành (trạng thái ngày {vn_day(day)}); muốn bổ sung, đề nghị Văn phòng mở lại.",
            field="assignment",
        )
    return segment


def _not_confirmed(assignment: Assignment, report: int) -> None:
    if any(isinstance(answer.fact, ReportConfirmed) for answer in assignment.answers(report)):
        raise Refused(
            "Báo cáo đã được xác nhận; muốn thay đổi nội dung, đề nghị dùng đính chính.", field="report"
        )


def _unanswered(assignment: Assignment, claim: int, day: date) -> None:
    sent = assignment.report(claim)
    _not_before(day, sent.day)
    if not sent.claim:
        raise Refused("Báo cáo này không đề nghị xác nhận hoàn thành.", field="claim")
    if claim not in assignment.open_claims():
        raise Refused("Đề nghị xác nhận hoàn thành này đã được trả lời.", field="claim")


def _not_before(day: date, sent: date) -> None:
    if day < sent:
        raise Refused(f"Ngày {vn_day(day)} sớm hơn ngày gửi báo cáo {vn_day(sent)}.", field="day")


def not_by_its_sender(assignment: Assignment, report: int, acting: Set[AccountId]) -> None:
    """Refuses if one of those ``acting`` sent the report or put it right. ``report``: see ``Assignment.report``."""
    if {assignment.report(report).by, assignment.fact(report).by} & acting:
        raise Refused(
            "Người gửi (hoặc nhập thay) báo cáo không được tự xác nhận; đề nghị đồng chí khác xác nhận.",
            field="by",
        )
