"""Commands on annexes on their way in: their head, their doubts settled one by one, and the whole taken over.

Until it is taken over nothing is in the register: what is chosen is kept for the account that sent the file.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.v1.commands.examples import DAY, DOCUMENT, UNIT
from api.v1.forms import Form
from api.v1.table import Call, Command
from domain.access import nothing, permit
from domain.act import Act
from domain.annex import pasted
from domain.annex.choices import Choices, LeadChoice, NameChoice, NameIs
from domain.annex.intake import Head, Intake, Taken, head_of
from domain.annex.questions import all_new, due, with_deadlines, with_leads, with_names
from domain.app import Actor, Done
from domain.assignment_facts import Completion
from domain.deadline import Kind
from domain.document import read_number
from domain.errors import Refused
from domain.paper import Authority
from domain.permissions import DECIDES, DONE, PROPOSES, Grant, Right
from domain.task import Leads
from domain.unit import Group
from domain.vietnamese import count, nfc
from projections import intakes

DRAFTS = DECIDES | PROPOSES
MOST_TASKS = 2_000

Refs = Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=MOST_TASKS)]

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


class Nothing(Form, frozen=True, kw_only=True):
    """Không có nội dung."""


def begin(call: Call, intake: Intake) -> Done:
    """Keeps a new one, once it is known that it can be read."""
    call.viewer.must(Right.DRAFT_TASK, DRAFTS)
    found = _look(call, intake).annex
    if intake.head == Head():
        intake = msgspec.structs.replace(intake, head=head_of(found))
    if len(found.drafts) > MOST_TASKS:
        raise Refused(
            f"Tệp có {count(len(found.drafts))} nhiệm vụ, nhiều nhất là {count(MOST_TASKS)}; đề nghị tách phụ lục.",
            field="file",
        )
    return _done(call, str(call.house.private.uploads.add(call.viewer.account, intake)))


def _paste(call: Call, actor: Actor) -> Done:
    body: AnnexText = call.body
    known = call.house.reader.read(intakes.names)
    head = Head()
    if body.document:
        document = body.document
        content = call.register.look(lambda act: act.resolution(document)).content
        fields = {name: getattr(content, name) for name in content.__struct_fields__}
        head = Head(**fields, document=document)
    return begin(call, Intake("Nội dung dán", (pasted.table(body.text, known),), head))


def _head(call: Call, actor: Actor) -> Done:
    body: AnnexHead = call.body
    number = read_number(body.number).canonical if body.number else ""

    def changed(intake: Intake) -> Intake:
        fields = msgspec.structs.asdict(body) | {"number": number, "label": nfc(body.label) or None}
        head = Head(**fields, document=intake.head.document)
        return msgspec.structs.replace(intake, head=head)

    return _change(call, changed)


def _leads(call: Call, actor: Actor) -> Done:
    body: AnnexLeads = call.body
    how = None if body.how == "later" else Leads(body.how)
    units = () if how is None else body.units
    made = tuple(LeadChoice(0, ref, how, units) for ref in body.refs)
    return _choose(call, lambda choices: with_leads(choices, made), "units")


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
    return _choose(call, lambda choices: with_names(choices, [made]), "unit")


def _all_new(call: Call, actor: Actor) -> Done:
    group: Group = call.body.group

    def changed(intake: Intake) -> Intake:
        made = all_new(_look(call, intake).annex, intake.choices, group)
        return msgspec.structs.replace(intake, choices=with_names(intake.choices, made))

    return _change(call, changed)


def _deadlines(call: Call, actor: Actor) -> Done:
    body: AnnexDeadlines = call.body
    kind = None if body.kind == "as_read" else Kind(body.kind)
    made = due(body.refs, kind, body.day)
    return _choose(call, lambda choices: with_deadlines(choices, made), "day")


def _take(call: Call, actor: Actor) -> Done:
    """Once, whoever taps again: a draft has no number by which the register would know it."""
    call.viewer.must(Right.DRAFT_TASK, DRAFTS)
    position = call.house.log.head()

    def once(intake: Intake) -> Intake:
        nonlocal position
        if intake.taken:
            return intake
        done = _taken_over(call, actor, intake)
        position = done.position
        counts = {name: done.answer[name] for name in ("added", "chosen", "unchanged")}
        return msgspec.structs.replace(intake, taken=Taken(UUID(done.answer["resolution"]), **counts))

    # The annex is held while it is taken over: of two at the same time the second finds it taken.
    taken = call.house.private.uploads.change(call.viewer.account, call.ids["upload"], once).taken
    assert taken
    counts = {"added": taken.added, "chosen": taken.chosen, "unchanged": taken.unchanged}
    return Done(position, {"resolution": str(taken.document), **counts})


def _taken_over(call: Call, actor: Actor, kept: Intake) -> Done:
    reader = call.house.reader
    reader.catch_up()
    with reader.snapshot() as cursor:
        seen = intakes.understood(cursor, kept, reviewed=reader.reviewed, today=call.today)
        if seen.lacks or seen.content is None:
            raise seen.lacks or Refused("Đề nghị nhập phần đầu của văn bản.")
        rows, new = intakes.to_take(
            cursor,
            kept.head,
            seen.content.day,
            seen.decisions,
            seen.compared,
            seen.label,
            shift=seen.calendar if call.house.shift_deadlines else None,
        )
    rights = [(Right.DRAFT_TASK, DRAFTS)]
    rights += [] if seen.document else [(Right.RECORD_DOCUMENT, DONE)]
    rights += [(Right.UNITS, DONE)] if new else []
    return call.register.take_annex(
        msgspec.structs.replace(actor, permit=_all_of(call, rights)),
        seen.content,
        rows,
        establish=new,
        resolution=kept.head.document if not seen.content.number else None,
    )


def _drop(call: Call, actor: Actor) -> Done:
    call.viewer.must(Right.DRAFT_TASK, DRAFTS)
    call.house.private.uploads.drop(call.viewer.account, call.ids["upload"])
    return _done(call, str(call.ids["upload"]))


def _all_of(call: Call, rights: Iterable[tuple[Right, frozenset[Grant]]]) -> Callable[[Act], None]:
    checks = [
        permit(right, needed, nothing, today=call.today, switches=call.viewer.switches)
        for right, needed in rights
    ]

    def check(act: Act) -> None:
        for each in checks:
            each(act)

    return check


def _choose(call: Call, change: Callable[[Choices], Choices], field: str) -> Done:
    """Keeps choices that go together with the others. Of many equal rows one refusal is told."""

    def changed(intake: Intake) -> Intake:
        return msgspec.structs.replace(intake, choices=change(intake.choices))

    try:
        return _change(call, changed)
    except Refused as refused:
        if type(refused) is not Refused:
            raise
        raise Refused(refused.message.partition("\n")[0], field=field) from None


def _change(call: Call, change: Callable[[Intake], Intake]) -> Done:
    call.viewer.must(Right.DRAFT_TASK, DRAFTS)
    upload = call.ids["upload"]

    def checked(intake: Intake) -> Intake:
        if intake.taken:
            raise Refused("Phụ lục này đã ghi vào sổ; đề nghị sửa ở trang Dự kiến giao.")
        changed = change(intake)
        _look(call, changed)
        return changed

    call.house.private.uploads.change(call.viewer.account, upload, checked)
    return _done(call, str(upload))


def _look(call: Call, intake: Intake) -> intakes.Understood:
    reader = call.house.reader
    return reader.read(intakes.understood, intake, reviewed=reader.reviewed, today=call.today)


def _done(call: Call, upload: str) -> Done:
    return Done(call.house.log.head(), {"upload": upload})


def _command(
    name: str, path: str, summary: str, run: Callable[[Call, Actor], Done], example: Form
) -> Command:
    return Command(
        name=name,
        path=path,
        summary=summary,
        right=Right.DRAFT_TASK,
        needed=DRAFTS,
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
    _command("take_annex", f"{_OF}/taking", "Ghi phụ lục vào sổ", _take, Nothing()),
    _command("drop_annex", f"{_OF}/drop", "Bỏ phụ lục đang nhập", _drop, Nothing()),
)
