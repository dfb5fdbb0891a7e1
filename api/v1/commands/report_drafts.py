"""Commands on reports while a unit writes them. They are in no log: a unit's unfinished words are its own."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.v1.commands.assignments import of_path
from api.v1.commands.examples import DAY
from api.v1.files import attached
from api.v1.forms import File, Form, into
from api.v1.table import Call, Command
from domain.app import Actor, Done
from domain.door import needed
from domain.errors import NotFound, Refused
from domain.permissions import DECIDES, DONE, Right
from domain.report_draft import HalfReport, State, hand_up

LONGEST = 100_000
"""Characters of a draft, as JSON."""


class PaperInDraft(Form, frozen=True, kw_only=True):
    """Văn bản báo cáo hoặc sản phẩm, có thể chưa đủ số, ngày."""

    number: str = ""
    day: date | None = None
    issuer: str = ""


class ReportInDraft(Form, frozen=True, kw_only=True):
    """Nội dung báo cáo đang soạn; mục nào chưa có thì để trống."""

    as_of: date | None = None
    results: str = ""
    step: Literal["", "draft", "consulting", "submitted", "issued"] = ""
    percent: int | None = None
    difficulties: str = ""
    proposals: str = ""
    paper: PaperInDraft | None = None
    product: PaperInDraft | None = None
    received: date | None = None
    claim: bool = False
    files: Annotated[tuple[File, ...], msgspec.Meta(max_length=20)] = ()


class DraftSaving(Form, frozen=True, kw_only=True):
    """Lưu dự thảo báo cáo; ``version`` là phiên bản dự thảo đang xem, 0 nếu chưa có."""

    report: ReportInDraft
    version: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] = 0


class DraftReturn(Form, frozen=True, kw_only=True):
    """Trả lại dự thảo; ``unit`` là đơn vị trình, để trống là chính đơn vị mình."""

    unit: UUID | None = None
    reason: str


class NoContent(Form, frozen=True, kw_only=True):
    """Không cần nội dung."""


def _save(call: Call, actor: Actor) -> Done:
    return _keep(call, actor, State.WRITING)


def _submit(call: Call, actor: Actor) -> Done:
    return _keep(call, actor, State.WITH_HEAD)


def _keep(call: Call, actor: Actor, state: State) -> Done:
    permitted = _permitted(call, actor)
    body: DraftSaving = call.body
    report = attached(call, into(HalfReport, body.report))
    if len(msgspec.json.encode(report)) > LONGEST:
        raise Refused("Dự thảo quá dài; đề nghị rút gọn hoặc gửi kèm tệp.", field="report.results")
    if state is State.WITH_HEAD:
        hand_up(report, by=str(call.viewer.account), today=call.today)
    version = call.house.private.drafts.save(
        call.ids["assignment"], _unit(call), report, state, author=call.viewer.account, seen=body.version
    )
    return Done(permitted.position, {"assignment": str(call.ids["assignment"]), "draft": version})


def _give_back(call: Call, actor: Actor) -> Done:
    permitted = _permitted(call, actor)
    why = needed(call.body.reason, "Đề nghị nêu nội dung cần sửa.")
    call.house.private.drafts.give_back(call.ids["assignment"], call.body.unit or _unit(call), why)
    return permitted


def _drop(call: Call, actor: Actor) -> Done:
    permitted = _permitted(call, actor)
    call.house.private.drafts.drop(call.ids["assignment"], [_unit(call)])
    return permitted


def _permitted(call: Call, actor: Actor) -> Done:
    """Nothing is recorded, but the matrix is asked as in every act."""
    return call.register.act(actor, lambda act: None)


def _unit(call: Call) -> UUID:
    unit = next((charge.unit for charge in call.viewer.charges if charge.unit), None)
    if unit is None:
        raise NotFound
    return unit


_EXAMPLE = DraftSaving(report=ReportInDraft(as_of=DAY, results="Đang lấy ý kiến các cơ quan", percent=40))

REPORT_DRAFTS = (
    Command(
        name="save_report_draft",
        path="/assignments/{assignment}/draft",
        summary="Lưu dự thảo báo cáo (chỉ đơn vị thấy)",
        right=Right.WRITE_REPORT,
        needed=DONE,
        subject=of_path,
        body=DraftSaving,
        run=_save,
        example=_EXAMPLE,
    ),
    Command(
        name="submit_report_draft",
        path="/assignments/{assignment}/draft/submission",
        summary="Trình lãnh đạo đơn vị duyệt dự thảo báo cáo",
        right=Right.WRITE_REPORT,
        needed=DONE,
        subject=of_path,
        body=DraftSaving,
        run=_submit,
        example=_EXAMPLE,
    ),
    Command(
        name="return_report_draft",
        path="/assignments/{assignment}/draft/return",
        summary="Lãnh đạo đơn vị trả lại dự thảo báo cáo",
        right=Right.SEND_REPORT,
        needed=DECIDES,
        subject=of_path,
        body=DraftReturn,
        run=_give_back,
        example=DraftReturn(reason="Bổ sung số liệu đến ngày 15/6"),
    ),
    Command(
        name="drop_report_draft",
        path="/assignments/{assignment}/draft/removal",
        summary="Bỏ dự thảo báo cáo",
        right=Right.WRITE_REPORT,
        needed=DONE,
        subject=of_path,
        body=NoContent,
        run=_drop,
        example=NoContent(),
    ),
)
