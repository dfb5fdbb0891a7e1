"""Commands of whoever may propose: put a decision or a correction forward; of whoever decides: follow it, return it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from api.v1.commands.assignments import of_path
from api.v1.commands.directions import (
    CorrectCompletion,
    CorrectDeadline,
    LeavingOut,
    understood,
)
from api.v1.commands.examples import DAY, PAPER, UNIT
from api.v1.forms import Cited, Deadline, Form, paper_of
from api.v1.table import Call, Command
from domain import submission_facts as facts
from domain.account import OF_A_UNIT
from domain.app import Actor, Done
from domain.permissions import DECIDES, PROPOSES, RECORDS, Right

SUBMITS = PROPOSES | RECORDS
"""What the assigning authority is to decide, the Office's head too submits before he records it."""


class Submitting(Form, frozen=True, kw_only=True):
    """Trình, chờ ý kiến; văn bản đồng ý có thể bổ sung sau."""

    reason: str
    paper: Cited | None = None


class SubmittingExtension(Submitting, frozen=True, kw_only=True):
    """Trình gia hạn."""

    deadline: Deadline


class SubmittingReopening(Submitting, frozen=True, kw_only=True):
    """Trình mở lại nhiệm vụ đã hoàn thành."""

    hand_to: UUID | None = None


class SubmittingHandOver(Submitting, frozen=True, kw_only=True):
    """Trình chuyển đơn vị chủ trì."""

    to: UUID
    day: date


class SubmissionAgreeing(Form, frozen=True, kw_only=True):
    """Đồng ý nội dung trình, kèm văn bản đồng ý của cấp giao nếu cần."""

    submission: int
    paper: Cited | None = None


class SubmissionReturning(Form, frozen=True, kw_only=True):
    """Trả lại nội dung trình."""

    submission: int
    reason: str


Read = Callable[[Call], facts.Directing | facts.Correcting]


def _extending(call: Call) -> facts.Extending:
    body: SubmittingExtension = call.body
    given = body.paper.day if body.paper else call.today
    return facts.Extending(understood(call, body.deadline, given))


def _handing_over(call: Call) -> facts.HandingOver:
    return facts.HandingOver(call.body.to, call.body.day)


def _leaving_out(call: Call) -> facts.LeavingOut:
    return facts.LeavingOut(call.body.targets, call.body.hand_to)


def _correcting_deadline(call: Call) -> facts.CorrectingDeadline:
    return facts.CorrectingDeadline(call.body.target, call.body.deadline.made())


def _correcting_completion(call: Call) -> facts.CorrectingCompletion:
    body: CorrectCompletion = call.body
    return facts.CorrectingCompletion(body.target, paper_of(body.product), body.received)


def _submission(name: str, of: str, summary: str, read: Read, body: type[Form], example: Form) -> Command:
    """The command beside that of the act itself, at its path."""
    corrects = of.startswith("corrections")

    def run(call: Call, actor: Actor) -> Done:
        return call.register.submit(
            actor,
            call.ids["assignment"],
            read(call),
            reason=call.body.reason,
            paper=paper_of(getattr(call.body, "paper", None)),
            asked=call.viewer.charge.role in OF_A_UNIT,
        )

    return Command(
        name=f"submit_{name}",
        path=f"/assignments/{{assignment}}/{of}/submission",
        summary=f"Trình: {summary}",
        right=Right.CORRECT if corrects else Right.DIRECT,
        needed=PROPOSES if corrects else SUBMITS,
        subject=of_path,
        body=body,
        run=run,
        example=example,
    )


def _answer(name: str, summary: str, body: type[Form], example: Form, *, corrects: bool) -> Command:
    """Whoever may do the act answers its submission."""

    def run(call: Call, actor: Actor) -> Done:
        given: dict[str, Any] = {"submission_ref": call.body.submission, "corrections": corrects}
        if isinstance(call.body, SubmissionAgreeing):
            return call.register.agree(
                actor, call.ids["assignment"], **given, paper=paper_of(call.body.paper)
            )
        return call.register.return_submission(
            actor, call.ids["assignment"], **given, reason=call.body.reason
        )

    under = "corrections/submissions" if corrects else "submissions"
    return Command(
        name=f"{name}_correction" if corrects else f"{name}_submission",
        path=f"/assignments/{{assignment}}/{under}/{'agreement' if body is SubmissionAgreeing else 'return'}",
        summary=f"{summary}{' (đính chính)' if corrects else ''}",
        right=Right.CORRECT if corrects else Right.DIRECT,
        needed=DECIDES if corrects else RECORDS,
        subject=of_path,
        body=body,
        run=run,
        example=example,
    )


_DEADLINE = Deadline(words="trước ngày 30/9/2026", day=date(2026, 9, 29))
_WHY = "Chờ hướng dẫn của Trung ương"
_GROUNDED = Submitting(reason=_WHY)

SUBMISSIONS = (
    _submission(
        "extension",
        "extension",
        "gia hạn",
        _extending,
        SubmittingExtension,
        SubmittingExtension(reason=_WHY, deadline=_DEADLINE),
    ),
    _submission("suspension", "suspension", "tạm dừng", lambda _: facts.Suspending(), Submitting, _GROUNDED),
    _submission(
        "resumption", "resumption", "tiếp tục thực hiện", lambda _: facts.Resuming(), Submitting, _GROUNDED
    ),
    _submission(
        "removal", "removal", "đưa ra khỏi danh mục", lambda _: facts.Removing(), Submitting, _GROUNDED
    ),
    _submission(
        "reopening",
        "reopening",
        "mở lại nhiệm vụ đã hoàn thành",
        lambda call: facts.Reopening(call.body.hand_to),
        SubmittingReopening,
        SubmittingReopening(reason="Sản phẩm chưa đạt yêu cầu", paper=PAPER),
    ),
    _submission(
        "hand_over",
        "hand-over",
        "chuyển đơn vị chủ trì",
        _handing_over,
        SubmittingHandOver,
        SubmittingHandOver(reason="Điều chỉnh phân công", to=UNIT, day=DAY),
    ),
    _submission(
        "leaving_out",
        "corrections",
        "bỏ mục ghi nhầm",
        _leaving_out,
        LeavingOut,
        LeavingOut(targets=(4,), reason="Ghi nhầm nhiệm vụ"),
    ),
    _submission(
        "deadline_correction",
        "corrections/deadline",
        "đính chính thời hạn",
        _correcting_deadline,
        CorrectDeadline,
        CorrectDeadline(target=2, deadline=_DEADLINE, reason="Ghi nhầm ngày hạn"),
    ),
    _submission(
        "completion_correction",
        "corrections/completion",
        "đính chính ngày hoàn thành",
        _correcting_completion,
        CorrectCompletion,
        CorrectCompletion(target=4, product=PAPER, reason="Nhầm ngày văn bản sản phẩm"),
    ),
    *(
        _answer(name, summary, type(example), example, corrects=corrects)
        for corrects in (False, True)
        for name, summary, example in (
            ("agree", "Đồng ý nội dung trình", SubmissionAgreeing(submission=5, paper=PAPER)),
            (
                "return",
                "Trả lại nội dung trình",
                SubmissionReturning(submission=5, reason="Chưa nêu rõ lý do"),
            ),
        )
    ),
)
