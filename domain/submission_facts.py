"""Trình: a decision or a correction put before whoever may take it, and what becomes of it. Changes no stage."""

from datetime import date
from uuid import UUID

import msgspec

from domain.assignment_facts import Deadline
from domain.event import Dated
from domain.paper import Paper


class Matter(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="type"):
    """What is asked for: an act, with what it needs beside its reason and its document."""


class Extending(Matter, frozen=True, tag="extend"):
    """Gia hạn."""

    deadline: Deadline


class Suspending(Matter, frozen=True, tag="suspend"):
    """Tạm dừng."""


class Resuming(Matter, frozen=True, tag="resume"):
    """Tiếp tục thực hiện."""


class Removing(Matter, frozen=True, tag="remove"):
    """Đưa ra khỏi danh mục."""


class Reopening(Matter, frozen=True, tag="reopen"):
    """Mở lại."""

    hand_to: UUID | None = None


class HandingOver(Matter, frozen=True, tag="hand_over"):
    """Chuyển đơn vị chủ trì, from ``since`` on."""

    to: UUID
    since: date


class LeavingOut(Matter, frozen=True, tag="leave_out"):
    """Đính chính: bỏ mục ghi nhầm."""

    targets: tuple[int, ...]
    hand_to: UUID | None = None


class CorrectingDeadline(Matter, frozen=True, tag="correct_deadline"):
    """Đính chính thời hạn."""

    target: int
    deadline: Deadline


class CorrectingCompletion(Matter, frozen=True, tag="correct_completion"):
    """Đính chính ngày hoàn thành."""

    target: int
    product: Paper | None = None
    received: date | None = None


Directing = Extending | Suspending | Resuming | Removing | Reopening | HandingOver
"""What the assigning authority decides."""

Correcting = LeavingOut | CorrectingDeadline | CorrectingCompletion
"""What the Office's head decides."""


class Submitted(Dated, frozen=True, kw_only=True):
    """Đã trình, chờ ý kiến. ``unit``: that asks for it; None: the Office itself."""

    TOPIC = "assignment.submitted"
    matter: Directing | Correcting
    reason: str
    paper: Paper | None = None
    """The deciding document, where it is there already."""
    unit: UUID | None = None


class SubmissionAgreed(Dated, frozen=True, kw_only=True):
    """It is followed: the act stands behind this fact, in the same transaction. ``submission``: its version."""

    TOPIC = "assignment.submission_agreed"
    submission: int
    unit: UUID | None = None


class SubmissionReturned(Dated, frozen=True, kw_only=True):
    """It is not followed."""

    TOPIC = "assignment.submission_returned"
    submission: int
    reason: str
    unit: UUID | None = None
