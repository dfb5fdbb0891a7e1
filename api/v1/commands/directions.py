"""Commands of the Office on what the assigning authority decided, and corrections."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from api.v1.commands.assignments import OnDay, Reasoned, of_path
from api.v1.commands.examples import DAY, PAPER, UNIT
from api.v1.files import attached
from api.v1.forms import Cited, Deadline, Form, Grounded, Report, also_of, paper_of
from api.v1.table import Call, Command
from domain import assignment_facts as facts
from domain import deadline
from domain.app import Actor, Done
from domain.errors import Refused
from domain.permissions import DECIDES, RECORDS, Right
from projections.calendars import calendar


class Extension(Grounded, frozen=True, kw_only=True):
    """Gia hạn."""

    deadline: Deadline


class NewDeadline(OnDay, frozen=True, kw_only=True):
    """Xác định thời hạn cho nhiệm vụ chưa có ngày hạn."""

    deadline: Deadline
    paper: Cited | None = None


class Reopening(Grounded, frozen=True, kw_only=True):
    """Mở lại nhiệm vụ đã hoàn thành."""

    hand_to: UUID | None = None


class HandOver(OnDay, frozen=True, kw_only=True):
    """Chuyển đơn vị chủ trì."""

    to: UUID
    reason: str
    paper: Cited | None = None


class LeavingOut(Form, frozen=True, kw_only=True):
    """Đính chính: bỏ các mục ghi nhầm."""

    targets: Annotated[tuple[int, ...], msgspec.Meta(max_length=50)]
    reason: str
    hand_to: UUID | None = None


class CorrectDeadline(Form, frozen=True, kw_only=True):
    """Đính chính thời hạn ghi nhầm."""

    target: int
    deadline: Deadline
    reason: str


class CorrectReport(Reasoned, frozen=True, kw_only=True):
    """Đính chính nội dung báo cáo."""

    target: int
    report: Report


class CorrectCompletion(Form, frozen=True, kw_only=True):
    """Đính chính ngày hoàn thành."""

    target: int
    product: Cited | None = None
    received: date | None = None
    reason: str


def understood(call: Call, form: Deadline, given: date) -> facts.Deadline:
    """A deadline in words alone is read as in a document of the day ``given``; whatever is in doubt needs its day."""
    if form.day or not form.words:
        return form.made()
    reader = call.house.reader
    with reader.snapshot() as cursor:
        years = calendar(cursor, reader.reviewed(given))
    reading = deadline.read(form.words, given=given, calendar=years)
    if reading.doubt:
        raise Refused(f"{reading.doubt} Đề nghị nhập ngày hạn.", field="deadline.day")
    return facts.Deadline(form.words, reading.day, reading.rule, reading.kind, reading.calendar, form.set_by)


def _extend(call: Call, actor: Actor) -> Done:
    body: Extension = call.body
    return call.register.extend(
        actor,
        call.ids["assignment"],
        deadline=understood(call, body.deadline, body.paper.day if body.paper else call.today),
        ground=body.ground(),
        also=also_of(body.also),
    )


def _set_deadline(call: Call, actor: Actor) -> Done:
    body: NewDeadline = call.body
    return call.register.set_deadline(
        actor,
        call.ids["assignment"],
        day=body.day,
        deadline=understood(call, body.deadline, body.day),
        paper=paper_of(body.paper),
    )


def _suspend(call: Call, actor: Actor) -> Done:
    body: Grounded = call.body
    return call.register.suspend(actor, call.ids["assignment"], ground=body.ground(), also=also_of(body.also))


def _resume(call: Call, actor: Actor) -> Done:
    body: Grounded = call.body
    return call.register.resume(actor, call.ids["assignment"], ground=body.ground(), also=also_of(body.also))


def _remove(call: Call, actor: Actor) -> Done:
    body: Grounded = call.body
    return call.register.remove(actor, call.ids["assignment"], ground=body.ground(), also=also_of(body.also))


def _reopen(call: Call, actor: Actor) -> Done:
    body: Reopening = call.body
    return call.register.reopen(
        actor, call.ids["assignment"], ground=body.ground(), also=also_of(body.also), hand_to=body.hand_to
    )


def _hand_over(call: Call, actor: Actor) -> Done:
    body: HandOver = call.body
    ground = Grounded(reason=body.reason, paper=body.paper).ground()
    return call.register.hand_over(actor, call.ids["assignment"], to=body.to, day=body.day, ground=ground)


def _decline(call: Call, actor: Actor) -> Done:
    return call.register.decline_reassignment(
        actor, call.ids["assignment"], **msgspec.structs.asdict(call.body)
    )


def _leave_out(call: Call, actor: Actor) -> Done:
    return call.register.leave_out(actor, call.ids["assignment"], **msgspec.structs.asdict(call.body))


def _correct_deadline(call: Call, actor: Actor) -> Done:
    fields = msgspec.structs.asdict(call.body) | {"deadline": call.body.deadline.made()}
    return call.register.correct_deadline(actor, call.ids["assignment"], **fields)


def _correct_report(call: Call, actor: Actor) -> Done:
    fields = msgspec.structs.asdict(call.body) | {"report": attached(call, call.body.report.made())}
    return call.register.correct_report(actor, call.ids["assignment"], **fields)


def _correct_completion(call: Call, actor: Actor) -> Done:
    fields = msgspec.structs.asdict(call.body) | {"product": paper_of(call.body.product)}
    return call.register.correct_completion(actor, call.ids["assignment"], **fields)


_GROUNDED = Grounded(reason="Theo kết luận của Ban Thường vụ Tỉnh ủy", paper=PAPER)
_DEADLINE = Deadline(words="trước ngày 30/9/2026", day=date(2026, 9, 29))

DIRECTIONS = (
    Command(
        name="extend",
        path="/assignments/{assignment}/extension",
        summary="Gia hạn",
        right=Right.DIRECT,
        needed=RECORDS,
        subject=of_path,
        body=Extension,
        run=_extend,
        example=Extension(reason="Chờ hướng dẫn của Trung ương", paper=PAPER, deadline=_DEADLINE),
    ),
    Command(
        name="set_deadline",
        path="/assignments/{assignment}/deadline",
        summary="Xác định thời hạn",
        right=Right.DIRECT,
        needed=RECORDS,
        subject=of_path,
        body=NewDeadline,
        run=_set_deadline,
        example=NewDeadline(day=DAY, deadline=_DEADLINE, paper=PAPER),
    ),
    Command(
        name="suspend",
        path="/assignments/{assignment}/suspension",
        summary="Tạm dừng",
        right=Right.DIRECT,
        needed=RECORDS,
        subject=of_path,
        body=Grounded,
        run=_suspend,
        example=_GROUNDED,
    ),
    Command(
        name="resume",
        path="/assignments/{assignment}/resumption",
        summary="Tiếp tục thực hiện sau tạm dừng",
        right=Right.DIRECT,
        needed=RECORDS,
        subject=of_path,
        body=Grounded,
        run=_resume,
        example=_GROUNDED,
    ),
    Command(
        name="remove",
        path="/assignments/{assignment}/removal",
        summary="Đưa ra khỏi danh mục",
        right=Right.DIRECT,
        needed=RECORDS,
        subject=of_path,
        body=Grounded,
        run=_remove,
        example=_GROUNDED,
    ),
    Command(
        name="reopen",
        path="/assignments/{assignment}/reopening",
        summary="Mở lại nhiệm vụ đã hoàn thành",
        right=Right.DIRECT,
        needed=RECORDS,
        subject=of_path,
        body=Reopening,
        run=_reopen,
        example=Reopening(reason="Sản phẩm chưa đạt yêu cầu", paper=PAPER),
    ),
    Command(
        name="hand_over",
        path="/assignments/{assignment}/hand-over",
        summary="Chuyển đơn vị chủ trì",
        right=Right.DIRECT,
        needed=RECORDS,
        subject=of_path,
        body=HandOver,
        run=_hand_over,
        example=HandOver(day=DAY, to=UNIT, reason="Điều chỉnh phân công", paper=PAPER),
    ),
    Command(
        name="decline_reassignment",
        path="/assignments/{assignment}/reassignment/decline",
        summary="Không điều chỉnh phân công",
        right=Right.DIRECT,
        needed=RECORDS,
        subject=of_path,
        body=Reasoned,
        run=_decline,
        example=Reasoned(day=DAY, reason="Nhiệm vụ đúng chức năng của đơn vị"),
    ),
    Command(
        name="leave_out",
        path="/assignments/{assignment}/corrections",
        summary="Đính chính: bỏ mục ghi nhầm",
        right=Right.CORRECT,
        needed=DECIDES,
        subject=of_path,
        body=LeavingOut,
        run=_leave_out,
        example=LeavingOut(targets=(4,), reason="Ghi nhầm nhiệm vụ"),
    ),
    Command(
        name="correct_deadline",
        path="/assignments/{assignment}/corrections/deadline",
        summary="Đính chính thời hạn",
        right=Right.CORRECT,
        needed=DECIDES,
        subject=of_path,
        body=CorrectDeadline,
        run=_correct_deadline,
        example=CorrectDeadline(target=2, deadline=_DEADLINE, reason="Ghi nhầm ngày hạn"),
    ),
    Command(
        name="correct_report",
        path="/assignments/{assignment}/corrections/report",
        summary="Đính chính báo cáo",
        right=Right.CORRECT,
        needed=DECIDES,
        subject=of_path,
        body=CorrectReport,
        run=_correct_report,
        example=CorrectReport(
            target=3, day=DAY, report=Report(as_of=DAY, results="Đã ban hành"), reason="Nhầm số liệu"
        ),
    ),
    Command(
        name="correct_completion",
        path="/assignments/{assignment}/corrections/completion",
        summary="Đính chính ngày hoàn thành",
        right=Right.CORRECT,
        needed=DECIDES,
        subject=of_path,
        body=CorrectCompletion,
        run=_correct_completion,
        example=CorrectCompletion(target=4, product=PAPER, reason="Nhầm ngày văn bản sản phẩm"),
    ),
)
