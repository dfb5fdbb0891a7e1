"""Commands on documents: record, number, put right, link, end."""

from datetime import date
from uuid import UUID

import msgspec

from api.v1.commands.examples import DAY, DOCUMENT, PAPER
from api.v1.forms import Cited, Form, Head, paper_of
from api.v1.table import Call, Command
from domain.app import Actor, Done
from domain.paper import Authority
from domain.permissions import DOES, Right
from domain.resolution import Relation


class Recording(Head, frozen=True, kw_only=True):
    """Ghi nhận văn bản giao nhiệm vụ."""

    override: bool = False


class Numbering(Form, frozen=True, kw_only=True):
    """Ghi số, ngày cho văn bản dự thảo."""

    number: str
    day: date
    series: str = ""
    override: bool = False


class Restating(Recording, frozen=True, kw_only=True):
    """Đính chính phần đầu của văn bản."""

    reason: str


class Linking(Form, frozen=True, kw_only=True):
    """Văn bản này cụ thể hóa, sửa đổi hoặc thay thế văn bản khác."""

    relation: Relation
    to: UUID
    since: date | None = None


class Unlinking(Form, frozen=True, kw_only=True):
    """Bỏ quan hệ giữa hai văn bản ghi nhầm."""

    relation: Relation
    to: UUID
    reason: str


class Concluding(Form, frozen=True, kw_only=True):
    """Kết thúc hiệu lực của văn bản."""

    day: date
    reason: str
    paper: Cited | None = None
    document: UUID | None = None


class Reasoning(Form, frozen=True, kw_only=True):
    """Lý do."""

    reason: str


def _record(call: Call, actor: Actor) -> Done:
    return call.register.record_resolution(actor, call.body.made(), override=call.body.override)


def _number(call: Call, actor: Actor) -> Done:
    return call.register.number_resolution(actor, call.ids["document"], **msgspec.structs.asdict(call.body))


def _restate(call: Call, actor: Actor) -> Done:
    body: Restating = call.body
    return call.register.restate_resolution(
        actor, call.ids["document"], body.made(), reason=body.reason, override=body.override
    )


def _link(call: Call, actor: Actor) -> Done:
    return call.register.link_resolutions(actor, call.ids["document"], **msgspec.structs.asdict(call.body))


def _unlink(call: Call, actor: Actor) -> Done:
    return call.register.unlink_resolutions(actor, call.ids["document"], **msgspec.structs.asdict(call.body))


def _conclude(call: Call, actor: Actor) -> Done:
    fields = msgspec.structs.asdict(call.body) | {"paper": paper_of(call.body.paper)}
    return call.register.conclude_resolution(actor, call.ids["document"], **fields)


def _withdraw_conclusion(call: Call, actor: Actor) -> Done:
    return call.register.withdraw_conclusion(actor, call.ids["document"], reason=call.body.reason)


_HEAD = {
    "number": "05-NQ/TU",
    "day": DAY,
    "kind": "NQ",
    "title": "Nghị quyết về chuyển đổi số",
    "issuer": Authority.STANDING_BOARD,
    "series": "XVIII",
}

DOCUMENTS = (
    Command(
        name="record_document",
        path="/documents",
        summary="Ghi nhận văn bản",
        right=Right.RECORD_DOCUMENT,
        needed=DOES,
        body=Recording,
        run=_record,
        example=msgspec.convert(_HEAD, Recording),
        makes=True,
    ),
    Command(
        name="number_document",
        path="/documents/{document}/number",
        summary="Ghi số, ngày văn bản",
        right=Right.RECORD_DOCUMENT,
        needed=DOES,
        body=Numbering,
        run=_number,
        example=Numbering(number="05-NQ/TU", day=DAY, series="XVIII"),
    ),
    Command(
        name="restate_document",
        path="/documents/{document}/head",
        summary="Đính chính văn bản",
        right=Right.RECORD_DOCUMENT,
        needed=DOES,
        body=Restating,
        run=_restate,
        example=msgspec.convert({**_HEAD, "reason": "Nhầm trích yếu"}, Restating),
    ),
    Command(
        name="link_documents",
        path="/documents/{document}/links",
        summary="Ghi quan hệ với văn bản khác",
        right=Right.RECORD_DOCUMENT,
        needed=DOES,
        body=Linking,
        run=_link,
        example=Linking(relation=Relation.IMPLEMENTS, to=DOCUMENT),
    ),
    Command(
        name="unlink_documents",
        path="/documents/{document}/links/removal",
        summary="Bỏ quan hệ ghi nhầm",
        right=Right.RECORD_DOCUMENT,
        needed=DOES,
        body=Unlinking,
        run=_unlink,
        example=Unlinking(relation=Relation.IMPLEMENTS, to=DOCUMENT, reason="Ghi nhầm văn bản"),
    ),
    Command(
        name="conclude_document",
        path="/documents/{document}/conclusion",
        summary="Kết thúc hiệu lực văn bản",
        right=Right.RECORD_DOCUMENT,
        needed=DOES,
        body=Concluding,
        run=_conclude,
        example=Concluding(day=DAY, reason="Đã tổng kết", paper=PAPER),
    ),
    Command(
        name="withdraw_conclusion",
        path="/documents/{document}/conclusion/withdrawal",
        summary="Đính chính việc kết thúc hiệu lực",
        right=Right.RECORD_DOCUMENT,
        needed=DOES,
        body=Reasoning,
        run=_withdraw_conclusion,
        example=Reasoning(reason="Ghi nhầm văn bản"),
    ),
)
