"""Commands of the Office on reports: confirm, ask for more, propose and confirm completion."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from api.v1.commands.assignments import OnDay, Reasoned, of_path
from api.v1.commands.examples import ASSIGNMENT, DAY, PAPER
from api.v1.forms import Cited, Corrections, Form, also_of, paper_of
from api.v1.table import Call, Command
from domain.access import Subject, of_assignments
from domain.app import Actor, Done
from domain.permissions import DECIDES, DONE, PROPOSES, Right


class OfReport(OnDay, frozen=True, kw_only=True):
    """Xác nhận một báo cáo."""

    report: int


class MoreAsked(Reasoned, frozen=True, kw_only=True):
    """Đề nghị bổ sung báo cáo."""

    report: int


class Proposing(OnDay, frozen=True, kw_only=True):
    """Đề xuất xác nhận hoàn thành."""

    claim: int
    product: Cited | None = None
    received: date | None = None
    satisfactory: bool = True
    note: str = ""


class ReturnedProposal(Reasoned, frozen=True, kw_only=True):
    """Trả lại đề xuất xác nhận hoàn thành."""

    claim: int


class Confirming(Form, frozen=True, kw_only=True):
    """Xác nhận hoàn thành; mục để trống lấy theo đề xuất hoặc báo cáo."""

    act_day: date
    claim: int
    product: Cited | None = None
    received: date | None = None
    satisfactory: bool | None = None
    also: Corrections | None = None


class Item(Form, frozen=True, kw_only=True):
    """Một báo cáo trong danh sách xác nhận cùng lúc."""

    assignment: UUID
    report: int


Items = Annotated[tuple[Item, ...], msgspec.Meta(max_length=200)]


class ManyReports(OnDay, frozen=True, kw_only=True):
    """Xác nhận nhiều báo cáo cùng lúc: tất cả, hoặc không báo cáo nào."""

    items: Items


class ManyCompletions(Form, frozen=True, kw_only=True):
    """Xác nhận hoàn thành nhiều nhiệm vụ cùng lúc: tất cả, hoặc không nhiệm vụ nào."""

    act_day: date
    items: Items


def _of_items(call: Call) -> Subject:
    return of_assignments({item.assignment for item in call.body.items}, call.today)


def _items(body: ManyReports | ManyCompletions) -> list[tuple[UUID, int]]:
    return [(item.assignment, item.report) for item in body.items]


def _ask_for_more(call: Call, actor: Actor) -> Done:
    return call.register.ask_for_more(actor, call.ids["assignment"], **msgspec.structs.asdict(call.body))


def _confirm_report(call: Call, actor: Actor) -> Done:
    return call.register.confirm_report(actor, call.ids["assignment"], **msgspec.structs.asdict(call.body))


def _propose(call: Call, actor: Actor) -> Done:
    fields = msgspec.structs.asdict(call.body) | {"product": paper_of(call.body.product)}
    return call.register.propose_completion(actor, call.ids["assignment"], **fields)


def _return_proposal(call: Call, actor: Actor) -> Done:
    return call.register.return_proposal(actor, call.ids["assignment"], **msgspec.structs.asdict(call.body))


def _confirm_completion(call: Call, actor: Actor) -> Done:
    body: Confirming = call.body
    fields = msgspec.structs.asdict(body) | {"product": paper_of(body.product), "also": also_of(body.also)}
    return call.register.confirm_completion(actor, call.ids["assignment"], **fields)


def _confirm_reports(call: Call, actor: Actor) -> Done:
    return call.register.confirm_reports(actor, _items(call.body), call.body.day)


def _confirm_completions(call: Call, actor: Actor) -> Done:
    return call.register.confirm_completions(actor, _items(call.body), call.body.act_day)


CONFIRMATIONS = (
    Command(
        name="ask_for_more",
        path="/assignments/{assignment}/more",
        summary="Đề nghị bổ sung báo cáo",
        right=Right.CONFIRM_REPORT,
        needed=DONE,
        subject=of_path,
        body=MoreAsked,
        run=_ask_for_more,
        example=MoreAsked(day=DAY, report=3, reason="Đề nghị nêu rõ số liệu"),
    ),
    Command(
        name="confirm_report",
        path="/assignments/{assignment}/confirmation",
        summary="Xác nhận báo cáo định kỳ",
        right=Right.CONFIRM_REPORT,
        needed=DONE,
        subject=of_path,
        body=OfReport,
        run=_confirm_report,
        example=OfReport(day=DAY, report=3),
    ),
    Command(
        name="confirm_reports",
        path="/reports/confirmation",
        summary="Xác nhận nhiều báo cáo định kỳ",
        right=Right.CONFIRM_REPORT,
        needed=DONE,
        subject=_of_items,
        body=ManyReports,
        run=_confirm_reports,
        example=ManyReports(day=DAY, items=(Item(assignment=ASSIGNMENT, report=3),)),
    ),
    Command(
        name="propose_completion",
        path="/assignments/{assignment}/completion/proposal",
        summary="Đề xuất xác nhận hoàn thành",
        right=Right.CONFIRM_COMPLETION,
        needed=PROPOSES,
        subject=of_path,
        body=Proposing,
        run=_propose,
        example=Proposing(day=DAY, claim=3, product=PAPER, note="Sản phẩm đúng yêu cầu"),
    ),
    Command(
        name="return_proposal",
        path="/assignments/{assignment}/completion/proposal/return",
        summary="Trả lại đề xuất xác nhận hoàn thành",
        right=Right.CONFIRM_COMPLETION,
        needed=DECIDES,
        subject=of_path,
        body=ReturnedProposal,
        run=_return_proposal,
        example=ReturnedProposal(day=DAY, claim=3, reason="Thiếu văn bản sản phẩm"),
    ),
    Command(
        name="confirm_completion",
        path="/assignments/{assignment}/completion",
        summary="Xác nhận hoàn thành",
        right=Right.CONFIRM_COMPLETION,
        needed=DECIDES,
        subject=of_path,
        body=Confirming,
        run=_confirm_completion,
        example=Confirming(act_day=DAY, claim=3, product=PAPER),
    ),
    Command(
        name="confirm_completions",
        path="/completions",
        summary="Xác nhận hoàn thành nhiều nhiệm vụ",
        right=Right.CONFIRM_COMPLETION,
        needed=DECIDES,
        subject=_of_items,
        body=ManyCompletions,
        run=_confirm_completions,
        example=ManyCompletions(act_day=DAY, items=(Item(assignment=ASSIGNMENT, report=3),)),
    ),
)
