"""Resolution (văn bản giao nhiệm vụ): in the wide sense, every document of the committee that gives tasks.

Its facts, its head and its number; ``domain/lineage.py`` decides how it stands to other documents.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.document import Family, kind_name, read_kind, read_number
from domain.document import series as series_of
from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId, Dated, Event, Fact
from domain.paper import AUTHORITY_NAMES, Authority, Paper
from domain.vietnamese import day as vn_day
from domain.vietnamese import nfc


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands at the head of the document. ``number`` is canonical, ``day`` its day, ``kind`` a code.

    A draft (dự thảo) has no number yet; its day is that on which it was entered, until it gets its own.
    """

    number: str
    day: date
    kind: str
    title: str
    issuer: Authority
    series: str = ""
    """Whose numbers it belongs to: the body's term; of a State document the calendar year, whatever is given."""

    @property
    def called(self) -> str:
        """The number, or "Dự thảo nghị quyết (chưa có số)"."""
        return self.number or f"Dự thảo {kind_name(self.kind)} (chưa có số)"


class Relation(StrEnum):
    """How a document stands to an older one."""

    IMPLEMENTS = "implements"
    AMENDS = "amends"
    SUPERSEDES = "supersedes"


class Recorded(Dated, frozen=True, kw_only=True):
    """The document is in the register; ``day`` is the document's own."""

    TOPIC = "resolution.recorded"
    content: Content


class Restated(Dated, frozen=True, kw_only=True):
    """The head was mistyped and is put right; the tasks stay where they are."""

    TOPIC = "resolution.restated"
    content: Content
    reason: str


class Numbered(Dated, frozen=True, kw_only=True):
    """The draft is signed: the clerk gives it its number and its day."""

    TOPIC = "resolution.numbered"
    content: Content


class Linked(Fact, frozen=True, kw_only=True):
    """The document carries out, amends or replaces another, from its own day on or from ``since``."""

    TOPIC = "resolution.linked"
    relation: Relation
    to: UUID
    since: date | None = None


class Unlinked(Fact, frozen=True, kw_only=True):
    """The link should not have been recorded."""

    TOPIC = "resolution.unlinked"
    relation: Relation
    to: UUID
    reason: str


class Concluded(Dated, frozen=True, kw_only=True):
    """It ends (kết thúc hiệu lực) from ``day`` on, by a paper or by a recorded document, perhaps itself."""

    TOPIC = "resolution.concluded"
    reason: str
    paper: Paper | None = None
    document: UUID | None = None


class ConclusionWithdrawn(Fact, frozen=True, kw_only=True):
    """The end should not have been recorded."""

    TOPIC = "resolution.conclusion_withdrawn"
    reason: str


class Resolution(msgspec.Struct, frozen=True):
    """A document as its stream tells it."""

    id: UUID
    version: int
    content: Content
    links: tuple[Linked, ...] = ()
    concluded: Concluded | None = None

    def must_have_number(self) -> Content:
        """Its head; refuses for a draft."""
        if not self.content.number:
            raise Refused(
                f"{self.content.called}: {self.content.title}. Đề nghị ghi số, ngày văn bản trước.",
                field="number",
            )
        return self.content

    def link(self, relation: Relation, to: UUID) -> Linked | None:
        """The link of that kind to that document, if there is one."""
        return next((link for link in self.links if (link.relation, link.to) == (relation, to)), None)


def resolution(resolution_id: UUID, events: Sequence[Event]) -> Resolution:
    """The document of a stream. ``events`` must not be empty."""
    contents = [e.fact.content for e in events if isinstance(e.fact, Recorded | Restated | Numbered)]
    links: dict[tuple[Relation, UUID], Linked] = {}
    concluded: Concluded | None = None
    for event in events:
        match event.fact:
            case Linked() as link:
                links[link.relation, link.to] = link
            case Unlinked(relation=relation, to=to):
                del links[relation, to]
            case Concluded() as concluded:
                pass
            case ConclusionWithdrawn():
                concluded = None
    version = events[-1].originator_version
    return Resolution(resolution_id, version, contents[-1], tuple(links.values()), concluded)


def record(content: Content, *, by: AccountId, today: date) -> Recorded:
    """Takes a document into the register, one without a number as a draft."""
    return Recorded(by=by, day=content.day, content=_checked(content, today))


def restate(resolution: Resolution, content: Content, *, by: AccountId, today: date, reason: str) -> Restated:
    """Puts the head of a document right."""
    right = _checked(content, today)
    if right.number and not resolution.content.number:
        raise Refused("Văn bản còn là dự thảo; đề nghị dùng “Ghi số, ngày văn bản”.", field="number")
    if resolution.content.number:
        needed(right.number, "Đề nghị nhập số, ký hiệu văn bản.", "number")
    if right == resolution.content:
        raise Refused("Nội dung đính chính không khác nội dung đang có.", field="number")
    why = needed(reason, "Đề nghị nêu lý do đính chính.")
    return Restated(by=by, day=right.day, content=right, reason=why)


def give_number(
    resolution: Resolution, *, by: AccountId, today: date, number: str, day: date, series: str = ""
) -> Numbered:
    """Gives a draft its number and its day."""
    draft = resolution.content
    if draft.number:
        raise Refused(
            f"Văn bản đã có số {draft.number}; nếu số ghi nhầm, đề nghị dùng đính chính.", field="number"
        )
    needed(number, "Đề nghị nhập số, ký hiệu văn bản.", "number")
    signed = msgspec.structs.replace(draft, number=number, day=day, series=series or draft.series)
    right = _checked(signed, today)
    if right.kind != draft.kind:
        raise Refused(
            f"Dự thảo là {kind_name(draft.kind)}, số, ký hiệu {right.number} là của {kind_name(right.kind)}; "
            "đề nghị kiểm tra lại.",
            field="number",
        )
    return Numbered(by=by, day=right.day, content=right)


def same(resolution: Resolution, content: Content) -> None:
    """Refuses unless the document that bears the number is also of this day and by this body."""
    known = resolution.content
    if (known.number, known.day, known.issuer) != (content.number, content.day, content.issuer):
        raise Refused(
            f"Số, ký hiệu {known.called} đã ghi nhận cho văn bản ngày {vn_day(known.day)} của "
            f"{AUTHORITY_NAMES[known.issuer]} ({known.title}); đề nghị kiểm tra lại số, ngày, cấp giao.",
            field="number",
        )


def _checked(content: Content, today: date) -> Content:
    needed(content.title, "Đề nghị nhập trích yếu văn bản.", "title")
    if content.day > today:
        raise Refused(
            f"Ngày văn bản {vn_day(content.day)} muộn hơn hôm nay ({vn_day(today)}); đề nghị kiểm tra lại.",
            field="day",
        )
    content = msgspec.structs.replace(
        content, title=nfc(content.title, one_line=True), series=nfc(content.series, one_line=True)
    )
    if not nfc(content.number):
        return msgspec.structs.replace(content, number="", kind=read_kind(content.kind))
    number = read_number(content.number)
    if number.family is Family.PARTY:
        series = needed(
            content.series,
            f"{number.canonical} là văn bản của Đảng, đánh số theo nhiệm kỳ; đề nghị nhập nhiệm kỳ.",
            "series",
        )
    else:
        series = series_of(number, content.day, ())
    return msgspec.structs.replace(
        content, number=number.canonical, kind=number.kind or content.kind, series=series
    )
