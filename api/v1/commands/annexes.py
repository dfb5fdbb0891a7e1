"""Commands on annexes on their way in: their head, their doubts settled one by one, and the whole taken over.

What they do with the annex is ``api.v1.annexes``.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.v1 import annexes
from api.v1.commands.examples import DAY, DOCUMENT, UNIT
from api.v1.forms import Form, Nothing
from api.v1.table import Call, Command
from domain.annex import pasted
from domain.annex.choices import LeadChoice, NameChoice, NameIs
from domain.annex.intake import Head, Intake
from domain.annex.questions import all_new, due, with_deadlines, with_leads, with_names
from domain.app import Actor, Done
from domain.assignment_facts import Completion
from domain.deadline import Kind
from domain.document import read_number
from domain.errors import Refused
from domain.paper import Authority
from domain.permissions import Right
from domain.task import Leads
from domain.unit import Group
from domain.vietnamese import nfc
from projections import intakes

Refs = Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=annexes.MOST_TASKS)]

_NAMES = {"use": NameIs.UNIT, "new": NameIs.NEW, "leave": NameIs.LEFT}


class AnnexHead(Form, frozen=True, kw_only=True):
    """Phần đầu của văn bản có phụ lục; chưa có số là dự thảo."""

    number: str = ""
    day: date | None = None
    kind: str = ""
    title: str = ""
    issuer: Authority = Authority.STANDING_BOARD
    series: str = ""
    label: str = ""
    completion: Completion = Completion.ISSUED


class AnnexText(Form, frozen=True, kw_only=True):
    """Nội dung các kết luận được dán."""

    text: str
    document: UUID | None = None


class AnnexLeads(Form, frozen=True, kw_only=True):
    """Ai chủ trì các nhiệm vụ này; không nêu cách giao: để chưa chọn đầu mối."""

    refs: Refs
    how: Literal["single", "joint", "each", "later"]
    units: Annotated[tuple[str, ...], msgspec.Meta(max_length=300)] = ()


class AnnexName(Form, frozen=True, kw_only=True):
    """Tên trong phụ lục là đơn vị nào."""

    name: str
    decided: Literal["use", "new", "leave"]
    unit: str = ""
    called: str = ""
    group: Group | None = None


class AnnexNames(Form, frozen=True, kw_only=True):
    """Lập mới tất cả các tên đủ rõ chưa có trong danh sách."""

    group: Group


class AnnexDeadlines(Form, frozen=True, kw_only=True):
    """Thời hạn của các nhiệm vụ này."""

    refs: Refs
    kind: Literal["as_read", "dated", "standing", "periodic", "on_event", "none"]
    day: date | None = None


def _paste(call: Call, actor: Actor) -> Done:
    body: AnnexText = call.body
    known = call.house.reader.read(intakes.names)
    head = Head()
    if body.document:
        document = body.document
        content = call.register.look(lambda act: act.resolution(document)).content
        fields = {name: getattr(content, name) for name in content.__struct_fields__}
        head = Head(**fields, document=document)
    return annexes.begin(call, Intake("Nội dung dán", (pasted.table(body.text, known),), head))


def _head(call: Call, actor: Actor) -> Done:
    body: AnnexHead = call.body
    number = read_number(body.number).canonical if body.number else ""

    def changed(intake: Intake) -> Intake:
        fields = msgspec.structs.asdict(body) | {"number": number, "label": nfc(body.label) or None}
        head = Head(**fields, document=intake.head.document)
        return msgspec.structs.replace(intake, head=head)

    return annexes.change(call, changed)


def _leads(call: Call, actor: Actor) -> Done:
    body: AnnexLeads = call.body
    how = None if body.how == "later" else Leads(body.how)
    units = () if how is None else body.units
    made = tuple(LeadChoice(0, ref, how, units) for ref in body.refs)
    return annexes.choose(call, lambda choices: with_leads(choices, made), "units")


def _name(call: Call, actor: Actor) -> Done:
    body: AnnexName = call.body
    decided = _NAMES[body.decided]
    if decided is NameIs.UNIT and not body.unit:
        raise Refused("Đề nghị chọn đơn vị.", field="unit")
    if decided is NameIs.NEW and body.group is None:
        raise Refused("Đề nghị chọn nhóm của đơn vị mới.", field="group")
    unit = {NameIs.UNIT: body.unit, NameIs.NEW: nfc(body.called, one_line=True) or body.name}.get(decided, "")
    if decided is NameIs.NEW and call.house.reader.read(intakes.names).exact(unit):
        raise Refused(f"Danh sách đã có đơn vị “{unit}”; đề nghị chọn “Đơn vị đã có”.", field="called")
    made = NameChoice(0, body.name, decided, unit, body.group)
    return annexes.choose(call, lambda choices: with_names(choices, [made]), "unit")


def _all_new(call: Call, actor: Actor) -> Done:
    group: Group = call.body.group

    def changed(intake: Intake) -> Intake:
        made = all_new(annexes.understood(call, intake).annex, intake.choices, group)
        return msgspec.structs.replace(intake, choices=with_names(intake.choices, made))

    return annexes.change(call, changed)


def _deadlines(call: Call, actor: Actor) -> Done:
    body: AnnexDeadlines = call.body
    kind = None if body.kind == "as_read" else Kind(body.kind)
    made = due(body.refs, kind, body.day)
    return annexes.choose(call, lambda choices: with_deadlines(choices, made), "day")


def _command(
    name: str, path: str, summary: str, run: Callable[[Call, Actor], Done], example: Form
) -> Command:
    return Command(
        name=name,
        path=path,
        summary=summary,
        right=Right.DRAFT_TASK,
        needed=annexes.DRAFTS,
        body=type(example),
        run=run,
        example=example,
        makes=path == "/annexes/text",
    )


_OF = "/annexes/{upload}"
_REFS = ("8", "12")

ANNEXES = (
    _command(
        "paste_conclusions",
        "/annexes/text",
        "Dán nội dung các kết luận",
        _paste,
        AnnexText(text="1. Sở Tài chính xây dựng phương án, trước ngày 15/12/2026.", document=DOCUMENT),
    ),
    _command(
        "head_of_annex",
        f"{_OF}/head",
        "Phần đầu của văn bản có phụ lục",
        _head,
        AnnexHead(number="05-NQ/TU", day=DAY, title="Nghị quyết về chuyển đổi số", series="XVIII"),
    ),
    _command(
        "leads_of_annex",
        f"{_OF}/leads",
        "Chọn đầu mối cho các dòng của phụ lục",
        _leads,
        AnnexLeads(refs=_REFS, how="single", units=(str(UNIT),)),
    ),
    _command(
        "name_in_annex",
        f"{_OF}/names",
        "Xác định đơn vị của một tên trong phụ lục",
        _name,
        AnnexName(name="Sở KH và CN", decided="use", unit=str(UNIT)),
    ),
    _command(
        "new_names_of_annex",
        f"{_OF}/new-names",
        "Lập mới các đơn vị còn lại của phụ lục",
        _all_new,
        AnnexNames(group=Group.DEPARTMENTS),
    ),
    _command(
        "deadlines_of_annex",
        f"{_OF}/deadlines",
        "Xác định thời hạn cho các dòng của phụ lục",
        _deadlines,
        AnnexDeadlines(refs=_REFS, kind="dated", day=DAY),
    ),
    _command("take_annex", f"{_OF}/taking", "Ghi phụ lục vào sổ", annexes.take, Nothing()),
    _command("drop_annex", f"{_OF}/drop", "Bỏ phụ lục đang nhập", annexes.drop, Nothing()),
)
