"""Assignment (lượt giao): one task given to one lead unit. Its facts, in the words of the log."""

from datetime import date
from enum import IntEnum, StrEnum
from typing import Literal
from uuid import UUID

import msgspec

from domain.event import Dated, Fact
from domain.paper import Authority, FileRef, Paper


class Stage(IntEnum):
    """Where an assignment stands, as recorded; timeliness is another axis and is never recorded."""

    NOT_STARTED = 0
    IN_PROGRESS = 1
    AWAITING_CONFIRMATION = 2
    COMPLETED = 3
    SUSPENDED = 4
    REMOVED = 5


STAGE_NAMES = {
    Stage.NOT_STARTED: "Chưa thực hiện",
    Stage.IN_PROGRESS: "Đang thực hiện",
    Stage.AWAITING_CONFIRMATION: "Chờ xác nhận hoàn thành",
    Stage.COMPLETED: "Hoàn thành",
    Stage.SUSPENDED: "Tạm dừng",
    Stage.REMOVED: "Đã đưa ra khỏi danh mục",
}


class Completion(StrEnum):
    """What makes the completion day: the product's own day (ban hành) or its receipt by the registry (trình)."""

    ISSUED = "issued"
    SUBMITTED = "submitted"


class Deadline(msgspec.Struct, frozen=True, omit_defaults=True):
    """A deadline as it was written and as it was understood.

    ``day`` is None for what has no day (standing, on an event); ``rule`` names the rule that computed it and
    ``calendar`` the version of the working calendar where one was used. ``set_by`` may extend it.
    """

    words: str
    day: date | None
    rule: str
    kind: str = "dated"
    calendar: str = ""
    set_by: Authority = Authority.STANDING_BOARD


class Drafted(Fact, frozen=True, kw_only=True):
    """Prepared by the Office: in no figure, invisible to units, without an effective day."""

    TOPIC = "assignment.drafted"
    task: UUID
    lead: UUID
    deadline: Deadline
    coordinating: tuple[UUID, ...] = ()
    compiles: bool = True
    """Of joint leads the first named compiles (đầu mối tổng hợp)."""


class Redrafted(Fact, frozen=True, kw_only=True):
    """The draft follows its task, before it is given; one that was dropped is there again."""

    TOPIC = "assignment.redrafted"
    deadline: Deadline
    coordinating: tuple[UUID, ...] = ()
    compiles: bool = True


class Dropped(Fact, frozen=True, kw_only=True):
    """The draft is taken back, before it was given: the task goes to others, or to nobody."""

    TOPIC = "assignment.dropped"


class Issued(Dated, frozen=True, kw_only=True):
    """Given to the unit. ``day`` is that of the giving document; for an addition, the day of the act."""

    TOPIC = "assignment.issued"
    task: UUID
    lead: UUID
    deadline: Deadline
    addition: bool = False


class Received(Dated, frozen=True, kw_only=True):
    """The unit has taken note (tiếp nhận). ``unit``: which one; without it, whoever led on that day."""

    TOPIC = "assignment.received"
    unit: UUID | None = None


class ReportSent(Dated, frozen=True, kw_only=True):
    """A progress report; with ``claim`` it asks for confirmation of completion."""

    TOPIC = "assignment.report_sent"
    as_of: date
    results: str
    step: Literal["", "draft", "consulting", "submitted", "issued"] = ""
    percent: int | None = None
    difficulties: str = ""
    proposals: str = ""
    paper: Paper | None = None
    product: Paper | None = None
    received: date | None = None
    """The day the registry received the product."""
    claim: bool = False
    typed_in: bool = False
    """The Office typed it in for the unit; whoever did counts as the sender."""
    files: tuple[FileRef, ...] = ()


class ClaimWithdrawn(Dated, frozen=True, kw_only=True):
    """The unit takes its claim back. ``claim``: the version of the report that made it."""

    TOPIC = "assignment.claim_withdrawn"
    claim: int
    reason: str


class MoreAsked(Dated, frozen=True, kw_only=True):
    """The Office asks for more (đề nghị bổ sung) on the report of version ``report``."""

    TOPIC = "assignment.more_asked"
    report: int
    reason: str


class ReportConfirmed(Dated, frozen=True, kw_only=True):
    """The report of version ``report`` is confirmed and frozen."""

    TOPIC = "assignment.report_confirmed"
    report: int


class Completed(Dated, frozen=True, kw_only=True):
    """Completion is confirmed: ``day`` is the completion day, ``act_day`` the day of confirming."""

    TOPIC = "assignment.completed"
    act_day: date
    claim: int
    rule: Completion
    product: Paper | None = None
    received: date | None = None
    satisfactory: bool = True


class Suspended(Dated, frozen=True, kw_only=True):
    """Halted (tạm dừng); the deadline does not move."""

    TOPIC = "assignment.suspended"
    reason: str
    paper: Paper


class Resumed(Dated, frozen=True, kw_only=True):
    """Goes on after a suspension."""

    TOPIC = "assignment.resumed"
    reason: str
    paper: Paper


class Removed(Dated, frozen=True, kw_only=True):
    """Taken off the list (đưa ra khỏi danh mục); only a correction brings it back."""

    TOPIC = "assignment.removed"
    reason: str
    paper: Paper


class Reopened(Dated, frozen=True, kw_only=True):
    """What was completed is open again."""

    TOPIC = "assignment.reopened"
    reason: str
    paper: Paper


class DeadlineSet(Dated, frozen=True, kw_only=True):
    """A deadline for what had none (on an event, left blank): the original deadline."""

    TOPIC = "assignment.deadline_set"
    deadline: Deadline
    paper: Paper | None = None


class Extended(Dated, frozen=True, kw_only=True):
    """Gia hạn: old day, new day, reason, document. The original deadline stays and is judged too."""

    TOPIC = "assignment.extended"
    old: date
    deadline: Deadline
    reason: str
    paper: Paper | None = None


class HandedOver(Dated, frozen=True, kw_only=True):
    """Another unit leads from ``day`` on; the deadline is not reckoned anew."""

    TOPIC = "assignment.handed_over"
    to: UUID
    reason: str
    paper: Paper | None = None


class Corrected(Fact, frozen=True, kw_only=True):
    """Đính chính: from here on the fact of version ``target`` is left out of the fold.

    ``replacement`` is the version of the fact, recorded in the same transaction, that stands in its place with
    an effective day of its own. Leaving a correction out brings back what it had left out.
    """

    TOPIC = "assignment.corrected"
    target: int
    reason: str
    replacement: int | None = None


LEADING: tuple[type[Fact], ...] = (Issued, HandedOver, Corrected)
"""The facts by which it may come to be another unit that leads on some day; see ``FIXING``."""

FIXING: tuple[type[Fact], ...] = (Completed, Reopened)
"""Those by which a hand-over comes to have no effect for a while, or to have it again."""


def answered(fact: Fact) -> int | None:
    """The report, by the version that others know it by, that ``fact`` answers; None for what answers none."""
    match fact:
        case ReportConfirmed() | MoreAsked():
            return fact.report
        case Completed() | ClaimWithdrawn():
            return fact.claim
    return None
