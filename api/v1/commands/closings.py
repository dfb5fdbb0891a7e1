"""Commands on closing figures: the Office opens, answers, closes; the units look and remark."""

from datetime import date
from uuid import UUID

from api.v1.commands.examples import ASSIGNMENT, DAY, UNIT
from api.v1.forms import Form
from api.v1.table import Call, Command
from domain.access import Subject, of_unit
from domain.app import Actor, Done
from domain.errors import Refused
from domain.permissions import DONE, PROPOSES, Right

RECONCILES = DONE | PROPOSES
"""The head decides, the others of the Office prepare; of a unit both its head and its officers speak."""


class Opening(Form, frozen=True, kw_only=True):
    """Mở đợt chốt: tên kỳ, ngày cuối của số liệu, số ngày lấy ý kiến (0: không lấy ý kiến)."""

    name: str
    until: date
    remark_days: int = 0


class Agreeing(Form, frozen=True, kw_only=True):
    """Đơn vị đã xem số liệu, không có ý kiến."""

    unit: UUID


class Remarking(Form, frozen=True, kw_only=True):
    """Ý kiến của đơn vị về số liệu, hoặc về một lượt giao của mình."""

    unit: UUID
    opinion: str
    assignment: UUID | None = None


class Answering(Form, frozen=True, kw_only=True):
    """Trả lời ý kiến của đơn vị."""

    remark: int
    answer: str


class Freezing(Form, frozen=True, kw_only=True):
    """Chốt theo nội dung ghi đến vị trí này của sổ; để trống là đến lần ghi cuối."""

    position: int | None = None


class Dropping(Form, frozen=True, kw_only=True):
    """Bỏ đợt chốt mở nhầm."""

    reason: str


def _open(call: Call, actor: Actor) -> Done:
    body: Opening = call.body
    return call.register.open_closing(actor, name=body.name, until=body.until, remark_days=body.remark_days)


def _of_its_unit(call: Call) -> Subject:
    return of_unit(call.body.unit, call.today)


def _agree(call: Call, actor: Actor) -> Done:
    return call.register.agree_to_figures(actor, call.ids["closing"], unit=call.body.unit)


def _remark(call: Call, actor: Actor) -> Done:
    body: Remarking = call.body
    return call.register.remark_on_figures(
        actor, call.ids["closing"], unit=body.unit, opinion=body.opinion, assignment=body.assignment
    )


def _answer(call: Call, actor: Actor) -> Done:
    body: Answering = call.body
    return call.register.answer_remark(actor, call.ids["closing"], remark=body.remark, answer=body.answer)


def _close(call: Call, actor: Actor) -> Done:
    """At the end of a transaction: nobody is counted in the middle of a merger."""
    log, asked = call.house.log, call.body.position
    head = log.head()
    if asked is not None and not 0 < asked <= head:
        raise Refused(f"Sổ chưa ghi đến mục {asked}.", field="position")
    position = call.house.reader.log.raise_to_txn_end(head if asked is None else asked)
    return call.register.close_figures(actor, call.ids["closing"], position=position)


def _drop(call: Call, actor: Actor) -> Done:
    return call.register.drop_closing(actor, call.ids["closing"], reason=call.body.reason)


CLOSINGS = (
    Command(
        name="open_closing",
        path="/closings",
        summary="Mở đợt chốt số liệu",
        right=Right.RECONCILE,
        needed=RECONCILES,
        body=Opening,
        run=_open,
        example=Opening(name="tháng 10/2026", until=DAY, remark_days=3),
        makes=True,
    ),
    Command(
        name="agree_to_figures",
        path="/closings/{closing}/agreements",
        summary="Đơn vị đã xem số liệu, không có ý kiến",
        right=Right.REMARK,
        needed=RECONCILES,
        body=Agreeing,
        run=_agree,
        example=Agreeing(unit=UNIT),
        subject=_of_its_unit,
    ),
    Command(
        name="remark_on_figures",
        path="/closings/{closing}/remarks",
        summary="Đơn vị cho ý kiến về số liệu",
        right=Right.REMARK,
        needed=RECONCILES,
        body=Remarking,
        run=_remark,
        example=Remarking(unit=UNIT, opinion="Đã ban hành ngày 30/10/2026.", assignment=ASSIGNMENT),
        subject=_of_its_unit,
    ),
    Command(
        name="answer_remark",
        path="/closings/{closing}/answers",
        summary="Trả lời ý kiến của đơn vị",
        right=Right.RECONCILE,
        needed=RECONCILES,
        body=Answering,
        run=_answer,
        example=Answering(remark=2, answer="Đã xác nhận hoàn thành theo ngày văn bản."),
    ),
    Command(
        name="close_figures",
        path="/closings/{closing}/closure",
        summary="Chốt số liệu",
        right=Right.CLOSE,
        needed=DONE,
        body=Freezing,
        run=_close,
        example=Freezing(position=12),
    ),
    Command(
        name="drop_closing",
        path="/closings/{closing}/withdrawal",
        summary="Bỏ đợt chốt mở nhầm",
        right=Right.CLOSE,
        needed=DONE,
        body=Dropping,
        run=_drop,
        example=Dropping(reason="Nhầm ngày"),
    ),
)
