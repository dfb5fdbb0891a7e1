"""How what is typed is understood, told while it is typed: the words of a deadline, the number of a document."""

from datetime import date
from typing import Annotated

import msgspec

from api.v1.table import Ask, Query
from domain.deadline import RULES, Kind
from domain.deadline import read as read_deadline
from domain.document import kind_name, read_number
from domain.errors import NotFound, Refused
from domain.permissions import DONE, PROPOSES, Right, Touch
from domain.vietnamese import day as vn_day
from projections import calendars, document_list, documents

WITHOUT_DAY = {
    Kind.STANDING: "Thường xuyên, không có ngày hạn",
    Kind.PERIODIC: "Định kỳ, mỗi kỳ một hạn",
    Kind.ON_EVENT: "Theo sự kiện, chưa có ngày hạn",
}


class DeadlineWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Lời văn của thời hạn; ngày văn bản giao."""

    text: Annotated[str, msgspec.Meta(max_length=1000)]
    given: str = ""


class DeadlineRead(msgspec.Struct, frozen=True):
    """Thời hạn hiểu theo lời văn: loại, ngày hạn, quy tắc, điều cần xem lại."""

    says: str
    kind: str
    day: date | None
    rule: str
    doubt: str


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Số, ký hiệu như đã nhập; nhiệm kỳ."""

    text: Annotated[str, msgspec.Meta(max_length=1000)]
    series: str = ""


class NumberRead(msgspec.Struct, frozen=True):
    """Số, ký hiệu sẽ ghi vào sổ; văn bản đã giữ số đó nếu có."""

    says: str
    number: str
    kind: str
    held: str


def _deadline(ask: Ask) -> DeadlineRead:
    params: DeadlineWords = ask.params
    try:
        given = date.fromisoformat(params.given) if params.given else ask.at.day
    except ValueError:
        raise Refused("Ngày văn bản chưa đúng.", field="given") from None
    calendar = calendars.calendar(ask.cursor, ask.at)
    found = read_deadline(params.text, given=given, calendar=calendar)
    what = f"Hạn {vn_day(found.day)}." if found.day else f"{WITHOUT_DAY.get(found.kind, 'Chưa có ngày hạn')}."
    says = " ".join(part for part in (what, RULES[found.rule], found.doubt) if part)
    return DeadlineRead(says, str(found.kind), found.day, found.rule, found.doubt or "")


def _number(ask: Ask) -> NumberRead:
    params: NumberWords = ask.params
    found = read_number(params.text)
    held = _held(ask, found.canonical, params.series)
    says = " ".join(part for part in (found.corrected or f"Ghi vào sổ: {found.canonical}.", held) if part)
    return NumberRead(says, found.canonical, kind_name(found.kind) if found.kind else "", held)


def _held(ask: Ask, number: str, series: str) -> str:
    """The document that bears the number already, in words."""
    holder = documents.holder(ask.cursor, number, series) if series else None
    if holder is None:
        return ""
    try:
        known = document_list.document_card(ask.cursor, ask.at, holder)
    except NotFound:
        return ""
    return f"Số này đã ghi nhận cho văn bản ngày {vn_day(known.day)}: {known.title}."


_WRITERS = DONE | PROPOSES

READINGS = (
    Query(
        name="read_deadline",
        path="/readings/deadline",
        summary="Hiểu lời văn của một thời hạn",
        params=DeadlineWords,
        found=DeadlineRead,
        run=_deadline,
        rights=(Right.DRAFT_TASK, Right.RECORD_DOCUMENT),
        needed=_WRITERS,
        touch=Touch.NONE,
    ),
    Query(
        name="read_number",
        path="/readings/number",
        summary="Hiểu số, ký hiệu của một văn bản",
        params=NumberWords,
        found=NumberRead,
        run=_number,
        rights=(Right.DRAFT_TASK, Right.RECORD_DOCUMENT),
        needed=_WRITERS,
        touch=Touch.NONE,
    ),
)
