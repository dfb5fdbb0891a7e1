"""What waits for whom: for the Office to confirm, for a unit to do, for the drafts to be given."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from api.v1.clocks import Page, When
from api.v1.queries.shapes import next_page, shaped, stage_name
from api.v1.reading import read_cursor
from api.v1.table import Ask, Query
from domain.errors import NotFound, Refused
from domain.paper import Authority
from domain.permissions import Right, Touch
from domain.task import Leads, Phase
from projections import drafts, inbox, waiting
from projections.inbox import Flag, Reassignment, Urgency
from projections.submissions import submissions
from projections.waiting import ReportLine


class OfUnits(Page, frozen=True, kw_only=True):
    """Lọc theo đơn vị."""

    unit: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=200)] = ()


class AwaitingOf(OfUnits, frozen=True, kw_only=True):
    """Lọc báo cáo chờ xác nhận."""

    claims: bool | None = None


class Awaiting(msgspec.Struct, frozen=True):
    """Một báo cáo đang chờ."""

    report: ReportLine
    unit: UUID
    unit_name: str
    task: UUID
    text: str
    number: str
    clause: str
    document: str
    deadline: date | None
    stage: str
    waited: int
    gap: int
    far_apart: bool


class AwaitingReports(msgspec.Struct, frozen=True):
    """Một trang báo cáo đang chờ, cũ trước."""

    items: list[Awaiting]
    next: str


class Reassignments(msgspec.Struct, frozen=True):
    """Đề nghị điều chỉnh phân công chờ trả lời."""

    items: list[Reassignment]


class SubmittedWord(msgspec.Struct, frozen=True):
    """Một nội dung đã trình."""

    assignment: UUID
    task: UUID
    unit: UUID
    ref: int
    day: date
    text: str
    reason: str
    account: str


class SubmittedWords(msgspec.Struct, frozen=True):
    """Nội dung đã trình, chờ ý kiến."""

    items: list[SubmittedWord]


class DeskOf(Page, frozen=True, kw_only=True):
    """Lọc việc của đơn vị."""

    unit: UUID | None = None
    flag: Flag | None = None


class DeskWork(msgspec.Struct, frozen=True):
    """Một việc của đơn vị."""

    assignment: UUID
    task: UUID
    number: str
    clause: str
    text: str
    document: str
    unit: UUID
    lead: str
    deadline: date | None
    stage: str
    urgency: str
    inner_day: date | None
    flags: list[str]


class Desk(msgspec.Struct, frozen=True):
    """Một trang việc của đơn vị, gấp trước; số lượng của cả danh sách."""

    items: list[DeskWork]
    total: int
    urgency: dict[str, int]
    flags: dict[str, int]
    next: str


class DraftsOf(Page, frozen=True, kw_only=True):
    """Lọc dự kiến."""

    document: UUID | None = None
    phase: tuple[Phase, ...] = drafts.WAITING


class Draft(msgspec.Struct, frozen=True):
    """Một nhiệm vụ chưa chuyển tới đơn vị."""

    task: UUID
    phase: Phase
    note: str
    document: UUID | None
    called: str
    clause: str
    number: str
    heading: str
    text: str
    product: str
    authority: Authority
    how: Leads | None
    leads: tuple[str, ...]
    lead_words: str
    coordinating_words: str
    deadline: date | None
    deadline_words: str


class Drafts(msgspec.Struct, frozen=True):
    """Một trang nhiệm vụ chưa chuyển tới đơn vị."""

    items: list[Draft]
    total: int
    next: str


def _awaiting(ask: Ask) -> AwaitingReports:
    p: AwaitingOf = ask.params
    lines = waiting.awaiting(
        ask.cursor, ask.at, units=p.unit or None, claims=p.claims, limit=p.limit + 1, after=_after(ask)
    )
    return _waiting(lines, p.limit)


def _more_asked(ask: Ask) -> AwaitingReports:
    p: OfUnits = ask.params
    units = p.unit or None
    lines = waiting.asked_more(ask.cursor, ask.at, units=units, limit=p.limit + 1, after=_after(ask))
    return _waiting(lines, p.limit)


def _after(ask: Ask) -> waiting.Key | None:
    return read_cursor(waiting.Key, ask.params.cursor) if ask.params.cursor else None


def _waiting(lines: list[waiting.WaitingLine], limit: int) -> AwaitingReports:
    items = [shaped(Awaiting, line, stage=stage_name(line.stage)) for line in lines[:limit]]
    return AwaitingReports(items, next_page(lines, limit, lambda line: line.key))


def _reassignments(ask: Ask) -> Reassignments:
    return Reassignments(inbox.reassignments(ask.cursor, ask.at))


def _submissions(ask: Ask) -> SubmittedWords:
    return SubmittedWords(
        [
            SubmittedWord(s.assignment, s.task, s.lead, s.ref, s.day, s.words, s.reason, s.account)
            for s in submissions(ask.cursor, ask.at)
        ]
    )


def _desk(ask: Ask) -> Desk:
    p: DeskOf = ask.params
    units, after = _units(ask, p.unit), read_cursor(inbox.Key, p.cursor) if p.cursor else None
    lines = inbox.desk(
        ask.cursor,
        ask.at,
        units,
        soon=ask.soon,
        flag=p.flag,
        sight=ask.sight,
        limit=p.limit + 1,
        after=after,
    )
    whole = inbox.desk_counts(ask.cursor, ask.at, units, soon=ask.soon, sight=ask.sight)
    return Desk(
        [_desk_work(line) for line in lines[: p.limit]],
        whole.total,
        {urgency.name.lower(): whole.urgency[urgency] for urgency in Urgency},
        {str(flag): whole.flags[flag] for flag in Flag},
        next_page(lines, p.limit, lambda line: line.key),
    )


def _units(ask: Ask, unit: UUID | None) -> list[UUID]:
    """Whose desk: that of one's own unit with those below, or that of a unit that is seen."""
    if ask.sight is None:
        if unit is None:
            raise Refused("Đề nghị chọn đơn vị.", field="unit")
        return [unit]
    mine = [*ask.sight.own, *ask.sight.below]
    if unit is None:
        return mine
    if unit not in mine:
        raise NotFound
    return [unit]


def _desk_work(line: inbox.DeskLine) -> DeskWork:
    return shaped(
        DeskWork,
        line,
        stage=stage_name(line.stage),
        urgency=line.urgency.name.lower(),
        flags=sorted(map(str, line.flags)),
    )


def _drafts(ask: Ask) -> Drafts:
    p: DraftsOf = ask.params
    after = read_cursor(drafts.Key, p.cursor) if p.cursor else None
    lines, total = drafts.drafts(
        ask.cursor, ask.at, document=p.document, phases=p.phase, after=after, limit=p.limit + 1
    )
    return Drafts(
        [shaped(Draft, line) for line in lines[: p.limit]],
        total,
        next_page(lines, p.limit, lambda line: line.key),
    )


DESKS = (
    Query(
        name="awaiting",
        path="/reports/awaiting",
        summary="Báo cáo chờ xác nhận",
        params=AwaitingOf,
        found=AwaitingReports,
        run=_awaiting,
        rights=(Right.CONFIRM_REPORT,),
        touch=Touch.NONE,
    ),
    Query(
        name="more_asked",
        path="/reports/more-asked",
        summary="Báo cáo đã đề nghị bổ sung, chưa có phản hồi",
        params=OfUnits,
        found=AwaitingReports,
        run=_more_asked,
        rights=(Right.CONFIRM_REPORT,),
        touch=Touch.NONE,
    ),
    Query(
        name="reassignments",
        path="/reassignments",
        summary="Đề nghị điều chỉnh phân công",
        params=When,
        found=Reassignments,
        run=_reassignments,
        rights=(Right.CONFIRM_REPORT,),
        touch=Touch.NONE,
    ),
    Query(
        name="submissions",
        path="/submissions",
        summary="Nội dung đã trình, chờ ý kiến",
        params=When,
        found=SubmittedWords,
        run=_submissions,
        rights=(Right.CONFIRM_REPORT,),
        touch=Touch.NONE,
    ),
    Query(
        name="desk",
        path="/desk",
        summary="Việc của đơn vị",
        params=DeskOf,
        found=Desk,
        run=_desk,
    ),
    Query(
        name="drafts",
        path="/drafts",
        summary="Nhiệm vụ chưa chuyển tới đơn vị",
        params=DraftsOf,
        found=Drafts,
        run=_drafts,
        rights=(Right.DRAFT_TASK, Right.ISSUE_TASK),
        touch=Touch.NONE,
    ),
)
