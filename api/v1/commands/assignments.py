"""Commands of units on their assignments: take note, plan, report, ask, say."""

from datetime import date
from uuid import UUID

import msgspec

from api.v1.commands.examples import DAY, UNIT
from api.v1.files import attached, drop_sent
from api.v1.forms import Corrections, Form, Report, also_of
from api.v1.table import Call, Command
from domain.access import Subject, of_assignments
from domain.app import Actor, Done
from domain.errors import NotFound
from domain.permissions import DECIDES, DONE, RECORDS, Right


def of_path(call: Call) -> Subject:
    """The assignment of the path."""
    return of_assignments({call.ids["assignment"]}, call.today)


class OnDay(Form, frozen=True, kw_only=True):
    """Ngày thực hiện."""

    day: date


class Reasoned(OnDay, frozen=True, kw_only=True):
    """Ngày thực hiện và lý do."""

    reason: str


class Delegation(OnDay, frozen=True, kw_only=True):
    """Giao đơn vị trực tiếp thực hiện."""

    executing: UUID
    inner_day: date | None = None
    text: str = ""
    officer: str = ""


class EndOfDelegation(Reasoned, frozen=True, kw_only=True):
    """Thôi giao đơn vị trực tiếp thực hiện."""

    executing: UUID


class Sending(OnDay, frozen=True, kw_only=True):
    """Gửi báo cáo tiến độ."""

    report: Report
    also: Corrections | None = None


class Withdrawal(Reasoned, frozen=True, kw_only=True):
    """Rút đề nghị xác nhận hoàn thành."""

    claim: int


class OpinionGiven(OnDay, frozen=True, kw_only=True):
    """Ý kiến của đơn vị phối hợp."""

    text: str


def _receive(call: Call, actor: Actor) -> Done:
    return call.register.receive(actor, call.ids["assignment"], day=call.body.day)


def _delegate(call: Call, actor: Actor) -> Done:
    return call.register.delegate(actor, call.ids["assignment"], **msgspec.structs.asdict(call.body))


def _end_delegation(call: Call, actor: Actor) -> Done:
    return call.register.end_delegation(actor, call.ids["assignment"], **msgspec.structs.asdict(call.body))


def _send_report(call: Call, actor: Actor) -> Done:
    """Who is of no unit types it in for the unit, whatever he sends: he counts as the sender."""
    body: Sending = call.body
    done = call.register.send_report(
        actor,
        call.ids["assignment"],
        attached(call, body.report.made()),
        day=body.day,
        typed_in=call.viewer.charge.unit is None,
        also=also_of(body.also),
    )
    drop_sent(call)
    return done


def _withdraw_claim(call: Call, actor: Actor) -> Done:
    return call.register.withdraw_claim(actor, call.ids["assignment"], **msgspec.structs.asdict(call.body))


def _ask_reassignment(call: Call, actor: Actor) -> Done:
    return call.register.ask_reassignment(actor, call.ids["assignment"], **msgspec.structs.asdict(call.body))


def _give_opinion(call: Call, actor: Actor) -> Done:
    unit = call.viewer.charge.unit
    if unit is None:  # refused in the act, as whatever else is not his; no one else's unit has an opinion
        call.register.act(actor, lambda act: None)
        raise NotFound
    body: OpinionGiven = call.body
    return call.register.give_opinion(actor, call.ids["assignment"], unit=unit, text=body.text, day=body.day)


ASSIGNMENTS = (
    Command(
        name="receive",
        path="/assignments/{assignment}/receipt",
        summary="Tiếp nhận nhiệm vụ",
        right=Right.RECEIVE,
        needed=DONE,
        subject=of_path,
        body=OnDay,
        run=_receive,
        example=OnDay(day=DAY),
    ),
    Command(
        name="ask_reassignment",
        path="/assignments/{assignment}/reassignment",
        summary="Đề nghị điều chỉnh phân công",
        right=Right.RECEIVE,
        needed=DECIDES,
        subject=of_path,
        body=Reasoned,
        run=_ask_reassignment,
        example=Reasoned(day=DAY, reason="Nhiệm vụ thuộc chức năng của cơ quan khác"),
    ),
    Command(
        name="delegate",
        path="/assignments/{assignment}/plans",
        summary="Giao đơn vị trực tiếp thực hiện, kèm hạn nội bộ",
        right=Right.PLAN,
        needed=DECIDES,
        subject=of_path,
        body=Delegation,
        run=_delegate,
        example=Delegation(day=DAY, executing=UNIT, inner_day=DAY, text="Xây dựng dự thảo"),
    ),
    Command(
        name="end_delegation",
        path="/assignments/{assignment}/plans/end",
        summary="Thôi giao đơn vị trực tiếp thực hiện",
        right=Right.PLAN,
        needed=DECIDES,
        subject=of_path,
        body=EndOfDelegation,
        run=_end_delegation,
        example=EndOfDelegation(day=DAY, executing=UNIT, reason="Đơn vị tự thực hiện"),
    ),
    Command(
        name="send_report",
        path="/assignments/{assignment}/reports",
        summary="Gửi báo cáo tiến độ (Văn phòng gửi là nhập thay đơn vị)",
        right=Right.SEND_REPORT,
        needed=DONE | RECORDS,
        subject=of_path,
        body=Sending,
        run=_send_report,
        example=Sending(
            day=DAY,
            report=Report(as_of=DAY, results="Đã lấy ý kiến các cơ quan", step="consulting", percent=60),
        ),
        makes=True,
    ),
    Command(
        name="withdraw_claim",
        path="/assignments/{assignment}/claims/withdrawal",
        summary="Rút đề nghị xác nhận hoàn thành",
        right=Right.SEND_REPORT,
        needed=DONE,
        subject=of_path,
        body=Withdrawal,
        run=_withdraw_claim,
        example=Withdrawal(day=DAY, claim=3, reason="Sản phẩm cần chỉnh sửa"),
    ),
    Command(
        name="give_opinion",
        path="/assignments/{assignment}/opinions",
        summary="Gửi ý kiến của đơn vị phối hợp",
        right=Right.GIVE_OPINION,
        needed=DECIDES,
        subject=of_path,
        body=OpinionGiven,
        run=_give_opinion,
        example=OpinionGiven(day=DAY, text="Thống nhất với dự thảo"),
        makes=True,
    ),
)
