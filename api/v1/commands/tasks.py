"""Commands on tasks: draft, choose leads, approve, issue, add a member, put words right."""

from typing import Annotated, Any
from uuid import UUID

import msgspec

from api.v1.commands.documents import Reasoning
from api.v1.commands.examples import DAY, DOCUMENT, TASK, UNIT
from api.v1.forms import Choice, Deadline, Form, FromDocument, FromSpoken, Worded, basis_of
from api.v1.table import Call, Command
from domain.access import Subject, of_task
from domain.app import Actor, Done
from domain.paper import Authority
from domain.permissions import DECIDES, DOES, PROPOSES, Right
from domain.task import Leads

_DRAFTS = DECIDES | PROPOSES


class Drafting(Worded, frozen=True, kw_only=True):
    """Tách nhiệm vụ từ văn bản hoặc ý kiến chỉ đạo."""

    bases: Annotated[tuple[FromDocument | FromSpoken, ...], msgspec.Meta(max_length=20)]


class Several(Form, frozen=True, kw_only=True):
    """Các nhiệm vụ: tất cả, hoặc không nhiệm vụ nào."""

    tasks: Annotated[tuple[UUID, ...], msgspec.Meta(min_length=1, max_length=500)]


class Returning(Several, frozen=True, kw_only=True):
    """Trả lại dự kiến."""

    reason: str


class Addition(Form, frozen=True, kw_only=True):
    """Bổ sung đơn vị vào nhiệm vụ giao đồng loạt."""

    lead: UUID
    deadline: Deadline | None = None


class Rewording(Form, frozen=True, kw_only=True):
    """Đính chính lời văn nhiệm vụ."""

    text: str
    product: str = ""
    reason: str


def _of_path(call: Call) -> Subject:
    return of_task(call.ids["task"], call.today)


def _draft(call: Call, actor: Actor) -> Done:
    body: Drafting = call.body
    return call.register.draft_task(actor, body.made(), tuple(map(basis_of, body.bases)))


def _choose_leads(call: Call, actor: Actor) -> Done:
    return call.register.choose_leads(actor, call.ids["task"], call.body.made())


def _edit(call: Call, actor: Actor) -> Done:
    return call.register.edit_draft(actor, call.ids["task"], call.body.made())


def _drop(call: Call, actor: Actor) -> Done:
    return call.register.drop_draft(actor, call.ids["task"], reason=call.body.reason)


def _approve(call: Call, actor: Actor) -> Done:
    return call.register.approve_tasks(actor, call.body.tasks)


def _return(call: Call, actor: Actor) -> Done:
    return call.register.return_tasks(actor, call.body.tasks, reason=call.body.reason)


def _issue(call: Call, actor: Actor) -> Done:
    return call.register.issue(actor, call.body.tasks)


def _add_lead(call: Call, actor: Actor) -> Done:
    deadline = call.body.deadline and call.body.deadline.made()
    return call.register.add_lead(actor, call.ids["task"], lead=call.body.lead, deadline=deadline)


def _reword(call: Call, actor: Actor) -> Done:
    return call.register.reword_task(actor, call.ids["task"], **msgspec.structs.asdict(call.body))


_CHOICE = Choice(how=Leads.SINGLE, leads=(UNIT,))
_WORDS: dict[str, Any] = {
    "text": "Xây dựng đề án chuyển đổi số",
    "deadline": Deadline(words="trong quý III/2026", day=DAY.replace(month=9, day=30)),
    "authority": Authority.STANDING_BOARD,
    "product": "Đề án",
}

TASKS = (
    Command(
        name="draft_task",
        path="/tasks",
        summary="Tách nhiệm vụ",
        right=Right.DRAFT_TASK,
        needed=_DRAFTS,
        body=Drafting,
        run=_draft,
        example=Drafting(**_WORDS, bases=(FromDocument(document=DOCUMENT, clause="TT 12, Phụ lục I"),)),
        makes=True,
    ),
    Command(
        name="edit_draft",
        path="/tasks/{task}/draft",
        summary="Sửa dự kiến",
        right=Right.DRAFT_TASK,
        needed=_DRAFTS,
        subject=_of_path,
        body=Worded,
        run=_edit,
        example=Worded(**_WORDS, choice=_CHOICE),
    ),
    Command(
        name="choose_leads",
        path="/tasks/{task}/leads",
        summary="Chọn đầu mối",
        right=Right.DRAFT_TASK,
        needed=_DRAFTS,
        subject=_of_path,
        body=Choice,
        run=_choose_leads,
        example=_CHOICE,
    ),
    Command(
        name="drop_draft",
        path="/tasks/{task}/drop",
        summary="Bỏ khỏi dự kiến",
        right=Right.DRAFT_TASK,
        needed=_DRAFTS,
        subject=_of_path,
        body=Reasoning,
        run=_drop,
        example=Reasoning(reason="Trùng với nhiệm vụ khác"),
    ),
    Command(
        name="approve_tasks",
        path="/tasks/approval",
        summary="Duyệt giao nhiệm vụ",
        right=Right.DRAFT_TASK,
        needed=DECIDES,
        body=Several,
        run=_approve,
        example=Several(tasks=(TASK,)),
    ),
    Command(
        name="return_tasks",
        path="/tasks/return",
        summary="Trả lại dự kiến",
        right=Right.DRAFT_TASK,
        needed=DECIDES,
        body=Returning,
        run=_return,
        example=Returning(tasks=(TASK,), reason="Chưa rõ đầu mối"),
    ),
    Command(
        name="issue_tasks",
        path="/tasks/issue",
        summary="Chuyển nhiệm vụ tới đơn vị",
        right=Right.ISSUE_TASK,
        needed=DOES,
        body=Several,
        run=_issue,
        example=Several(tasks=(TASK,)),
    ),
    Command(
        name="add_lead",
        path="/tasks/{task}/additions",
        summary="Bổ sung đơn vị",
        right=Right.DRAFT_TASK,
        needed=DECIDES,
        subject=_of_path,
        body=Addition,
        run=_add_lead,
        example=Addition(lead=UNIT),
        makes=True,
    ),
    Command(
        name="reword_task",
        path="/tasks/{task}/words",
        summary="Đính chính lời văn",
        right=Right.DRAFT_TASK,
        needed=DECIDES,
        subject=_of_path,
        body=Rewording,
        run=_reword,
        example=Rewording(text="Xây dựng Đề án chuyển đổi số", product="Đề án", reason="Sai chính tả"),
    ),
)
