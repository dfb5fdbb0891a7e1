"""An annex on its way in: read, looked at, its doubts settled; nothing is in the register before it is taken over."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.annex.choices import Choices
from domain.annex.decisions import Decided, Decisions, Party
from domain.annex.draft import Annex
from domain.annex.identity import Again, Comparison
from domain.annex.table import Table
from domain.app.tasks import AnnexTask, Choice, NewTask
from domain.assignment_facts import Completion, Deadline
from domain.calendar import Calendar
from domain.deadline import Reading, shifted
from domain.document import Family, read_number
from domain.door import FIRST_DAY
from domain.errors import Refused
from domain.paper import Authority
from domain.reorganisation import NewUnit
from domain.resolution import Content, record
from domain.unit import GROUP_WORDS, Group


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """The head of the document as far as it is known; ``number`` is empty for a draft, ``kind`` as typed.

    ``label``: the annex's name where its heading does not tell it, or tells it wrongly. ``document``: the draft of the
    register that the annex belongs to.
    """

    number: str = ""
    day: date | None = None
    kind: str = ""
    title: str = ""
    issuer: Authority = Authority.STANDING_BOARD
    series: str = ""
    label: str | None = None
    completion: Completion = Completion.ISSUED
    document: UUID | None = None

    def content(self, found: Annex, today: date) -> Content:
        """The head as the register would record it. Refuses what is missing, by the name of the field."""
        if self.number and self.day is None:
            raise Refused("Đề nghị nhập ngày văn bản.", field="day")
        if not self.number and not self.kind:
            raise Refused("Chưa có số, ký hiệu: đề nghị chọn loại văn bản dự thảo.", field="kind")
        otherwise = f"Phụ lục nhiệm vụ {self.number}" if self.number else ""
        title = self.title or next(iter(found.heading), otherwise)
        content = Content(self.number, self.day or today, self.kind, title, self.issuer, self.series)
        return record(content, by="", today=today).content

    def called(self, found: Annex) -> str:
        """The annex's name: "Phụ lục II", or ""."""
        return found.label if self.label is None else self.label


_WITH = re.compile(
    r"kèm theo .*?\bsố:? (?P<number>\d.*?),? ngày (?P<day>\d+)\s*(?:tháng|[/.-])\s*(?P<month>\d+)\s*(?:năm|[/.-])\s*"
    r"(?P<year>\d{4})",
    re.IGNORECASE,
)


def head_of(found: Annex) -> Head:
    """What the heading of the annex says of its document: "(Kèm theo Nghị quyết số 03/NQ-CP ngày 09/01/2025 …)"."""
    own = [line for line in found.heading if not line.lower().startswith(("phụ lục", "(", "kèm theo"))]
    title = own[0] if own else ""
    with_ = _WITH.search(" ".join(found.heading))
    if with_ is None:
        return Head(title=title)
    try:
        number = read_number(with_["number"])
        day = date(int(with_["year"]), int(with_["month"]), int(with_["day"]))
    except (Refused, ValueError):
        return Head(title=title)
    provincial = number.family is Family.PARTY and number.sign.endswith("TU")
    issuer = Authority.STANDING_BOARD if provincial else Authority.CENTRE
    return Head(number=number.canonical, day=day, title=title, issuer=issuer)


class Taken(msgspec.Struct, frozen=True):
    """What came of it, in tasks."""

    document: UUID
    added: int
    chosen: int
    unchanged: int


class Intake(msgspec.Struct, frozen=True):
    """What is kept of an annex until it is taken over. ``name``: of the file."""

    name: str
    tables: tuple[Table, ...]
    head: Head = Head()
    choices: Choices = Choices()
    taken: Taken | None = None


class Kept(msgspec.Struct, frozen=True):
    """One of those that somebody has begun. ``changed``: when he last did something about it."""

    id: UUID
    name: str
    changed: datetime
    head: Head
    taken: Taken | None


Members = Callable[[Group], Sequence[UUID]]
"""The units of a group on the day of the document."""


def new_units(decisions: Decisions, last_rank: int) -> dict[str, NewUnit]:
    """Units that the annex brings; they come last in the protocol order until the Office ranks them."""
    return {
        name: NewUnit(
            name=name,
            group=decisions.groups.get(name, Group.DEPARTMENTS),
            rank=last_rank + n,
            since=FIRST_DAY,
        )
        for n, name in enumerate(decisions.create, 1)
    }


def rows(
    decisions: Decisions,
    compared: Sequence[Comparison],
    *,
    head: Head,
    label: str,
    new: Mapping[str, NewUnit],
    members: Members,
    shift: Calendar | None = None,
) -> list[AnnexTask]:
    """The tasks to take over; what the document has at another place already is left out.

    ``shift``: the calendar of an office that moves deadlines off days of rest.
    """

    def ids(party: Party) -> Sequence[UUID]:
        return members(GROUP_WORDS[party.name]) if party.group else [party.unit_id or new[party.name].id]

    def row(decided: Decided, key: str) -> AnnexTask:
        draft = decided.draft
        leads = tuple(dict.fromkeys(unit for party in decided.leads for unit in ids(party)))
        if decided.how and not leads:
            raise Refused(
                f"TT {draft.ref}: nhóm “{draft.lead_cell}” chưa có đơn vị nào vào ngày văn bản; đề nghị bổ sung "
                "danh sách đơn vị.",
                field="choices",
            )
        task = NewTask(
            text=draft.text,
            deadline=_deadline(decided.deadline, shift, head.issuer),
            authority=head.issuer,
            product=draft.product,
            completion=head.completion,
            number=draft.number,
            heading=draft.group_heading,
            lead_words=draft.lead_cell,
            coordinating_words=draft.coordinating_cell,
            coordinating=tuple(unit for party in decided.coordinating for unit in ids(party)),
            choice=Choice(decided.how, leads) if decided.how else None,
        )
        return AnnexTask(key, task, f"TT {draft.ref}, {label}" if label else f"TT {draft.ref}")

    return [
        row(decided, seen.key)
        for decided, seen in zip(decisions.tasks, compared, strict=True)
        if seen.again is not Again.ELSEWHERE
    ]


def _deadline(reading: Reading, shift: Calendar | None, authority: Authority) -> Deadline:
    return Deadline(
        words=reading.raw,
        day=shifted(reading, shift) if shift else reading.day,
        rule=reading.rule,
        kind=str(reading.kind),
        calendar=reading.calendar,
        set_by=authority,
    )
