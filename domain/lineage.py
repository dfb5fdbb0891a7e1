"""Decisions on how documents stand to each other, and on their end: link, unlink, conclude.

Nothing of this closes a task: what is open under a document that has ended stays open and is listed for a
decision, since nothing vanishes in silence.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId
from domain.paper import Paper, readable
from domain.resolution import (
    Concluded,
    ConclusionWithdrawn,
    Content,
    Linked,
    Relation,
    Resolution,
    Unlinked,
)
from domain.vietnamese import day as vn_day

RELATION_NAMES = {
    Relation.IMPLEMENTS: "cụ thể hóa",
    Relation.AMENDS: "sửa đổi, bổ sung",
    Relation.SUPERSEDES: "thay thế",
}


def link(
    source: Resolution,
    target: Resolution,
    documents: Callable[[UUID], Resolution],
    *,
    by: AccountId,
    relation: Relation,
    since: date | None = None,
) -> Linked:
    """``source`` carries out, amends or replaces ``target``, from its own day on or from ``since``."""
    if source.link(relation, target.id):
        raise Refused(
            f"Đã ghi nhận {source.content.called} {RELATION_NAMES[relation]} {target.content.called}.",
            field="to",
        )
    in_order(source.content, relation, target)
    _no_circle(source, target, documents)
    if since is not None and since < source.content.day:
        raise Refused(
            f"Ngày {vn_day(since)} sớm hơn ngày của {source.content.called} ({vn_day(source.content.day)}).",
            field="since",
        )
    return Linked(by=by, relation=relation, to=target.id, since=since)


def in_order(source: Content, relation: Relation, target: Resolution) -> None:
    """Refuses a document that would be older than what it carries out, amends or replaces.

    Source: working practice (57-NQ/TW, 03/NQ-CP, 113-CTr/TU, 726/KH-UBND follow each other). The day of a draft is
    not known yet.
    """
    if not source.number:
        return
    older = target.must_have_number()
    if source.day < older.day:
        raise Refused(
            f"{source.called} ngày {vn_day(source.day)} không thể {RELATION_NAMES[relation]} văn bản ra sau: "
            f"{older.called} ngày {vn_day(older.day)}; đề nghị kiểm tra lại ngày.",
            field="day",
        )


def unlink(source: Resolution, *, by: AccountId, relation: Relation, to: UUID, reason: str) -> Unlinked:
    """Takes back a link that should not have been recorded."""
    if source.link(relation, to) is None:
        raise Refused("Không có quan hệ này giữa hai văn bản.", field="to")
    return Unlinked(by=by, relation=relation, to=to, reason=needed(reason, "Đề nghị nêu lý do."))


def conclude(
    resolution: Resolution,
    *,
    by: AccountId,
    day: date,
    today: date,
    reason: str,
    paper: Paper | None = None,
    document: UUID | None = None,
) -> Concluded:
    """Ends a document from ``day`` on. One that ends by its own terms names itself as ``document``."""
    head = resolution.must_have_number()
    if resolution.concluded is not None:
        raise Refused(
            f"{head.called} đã kết thúc hiệu lực từ ngày {vn_day(resolution.concluded.day)}.", field="day"
        )
    if (paper is None) == (document is None):
        raise Refused(
            "Đề nghị nêu văn bản quyết định kết thúc hiệu lực: chọn văn bản trong sổ, hoặc ghi số, ngày văn bản.",
            field="paper",
        )
    readable(paper, today)
    if day < head.day:
        raise Refused(
            f"Ngày kết thúc {vn_day(day)} sớm hơn ngày văn bản {vn_day(head.day)}; đề nghị kiểm tra lại.",
            field="day",
        )
    why = needed(reason, "Đề nghị nêu lý do kết thúc hiệu lực.")
    return Concluded(by=by, day=day, reason=why, paper=paper, document=document)


def withdraw_conclusion(resolution: Resolution, *, by: AccountId, reason: str) -> ConclusionWithdrawn:
    """Takes back an end that should not have been recorded."""
    if resolution.concluded is None:
        raise Refused("Văn bản chưa kết thúc hiệu lực nên không có gì để đính chính.", field="resolution")
    return ConclusionWithdrawn(by=by, reason=needed(reason, "Đề nghị nêu lý do đính chính."))


def _no_circle(source: Resolution, target: Resolution, documents: Callable[[UUID], Resolution]) -> None:
    above = {target.id: target}
    waiting = [target]
    while waiting:
        if source.id in above:
            raise Refused(
                f"{target.content.called} cũng căn cứ vào {source.content.called}, trực tiếp hoặc qua văn bản khác; "
                "hai văn bản không thể căn cứ lẫn nhau.",
                field="to",
            )
        for up in waiting.pop().links:
            if up.to not in above:
                above[up.to] = documents(up.to)
                waiting.append(above[up.to])
