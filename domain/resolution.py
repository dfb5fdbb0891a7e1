"""Resolution (văn bản giao nhiệm vụ): in the wide sense, every document of the committee that gives tasks."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.document import Family, read_number
from domain.document import series as series_of
from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId, Dated, Event
from domain.paper import AUTHORITY_NAMES, Authority
from domain.vietnamese import day as vn_day
from domain.vietnamese import nfc


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands at the head of the document. ``number`` is canonical, ``day`` its day."""

    number: str
    day: date
    kind: str
    title: str
    issuer: Authority
    series: str = ""
    """Whose numbers it belongs to: the body's term; of a State document the calendar year, whatever is given."""


class Recorded(Dated, frozen=True, kw_only=True):
    """The document is in the register; ``day`` is the document's own."""

    TOPIC = "resolution.recorded"
    content: Content


class Restated(Dated, frozen=True, kw_only=True):
    """The head was mistyped and is put right; the tasks stay where they are."""

    TOPIC = "resolution.restated"
    content: Content
    reason: str


class Resolution(msgspec.Struct, frozen=True):
    """A document as its stream tells it."""

    id: UUID
    version: int
    content: Content


def resolution(resolution_id: UUID, events: Sequence[Event]) -> Resolution:
    """The document of a stream. ``events`` must not be empty."""
    contents = [e.fact.content for e in events if isinstance(e.fact, Recorded | Restated)]
    return Resolution(resolution_id, events[-1].originator_version, contents[-1])


def record(content: Content, *, by: AccountId, today: date) -> Recorded:
    """Takes a document into the register."""
    return Recorded(by=by, day=content.day, content=_checked(content, today))


def restate(resolution: Resolution, content: Content, *, by: AccountId, today: date, reason: str) -> Restated:
    """Puts the head of a document right."""
    right = _checked(content, today)
    if right == resolution.content:
        raise Refused("Nội dung đính chính không khác nội dung đang có.", field="number")
    why = needed(reason, "Đề nghị nêu lý do đính chính.")
    return Restated(by=by, day=right.day, content=right, reason=why)


def same(resolution: Resolution, content: Content) -> None:
    """Refuses unless the document that bears the number is also of this day and by this body."""
    known = resolution.content
    if (known.day, known.issuer) != (content.day, content.issuer):
        raise Refused(
            f"Số, ký hiệu {known.number} đã ghi nhận cho văn bản ngày {vn_day(known.day)} của "
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
    number = read_number(content.number)
    if number.family is Family.PARTY:
        term = nfc(content.series, one_line=True)
        series = needed(
            term,
            f"{number.canonical} là văn bản của Đảng, đánh số theo nhiệm kỳ; đề nghị nhập nhiệm kỳ.",
            "series",
        )
    else:
        series = series_of(number, content.day, ())
    return msgspec.structs.replace(
        content,
        number=number.canonical,
        kind=number.kind or content.kind,
        title=nfc(content.title, one_line=True),
        series=series,
    )
