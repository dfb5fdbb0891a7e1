"""Task (nhiệm vụ): what is to be done, on what basis; given by one or more assignments."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID

import msgspec

from domain.assignment_facts import Completion, Deadline
from domain.door import needed, not_in_future
from domain.errors import NotFound, Refused
from domain.event import AccountId, Event, Fact
from domain.paper import Authority


class DocumentBasis(msgspec.Struct, frozen=True, omit_defaults=True, tag="document"):
    """Căn cứ: a recorded document and the place in it ("TT 12, Phụ lục I")."""

    document: UUID
    clause: str = ""


class SpokenBasis(msgspec.Struct, frozen=True, omit_defaults=True, tag="spoken"):
    """Căn cứ: an opinion given at a meeting, on a paper or by telephone; ``by`` of the fact recorded it."""

    how: Literal["meeting", "paper", "telephone"]
    who: str
    day: date
    scan: str = ""


Basis = DocumentBasis | SpokenBasis


class Leads(StrEnum):
    """How a task is given; a group or several leads is never guessed, a person chooses."""

    SINGLE = "single"
    JOINT = "joint"
    EACH = "each"


LEADS_NAMES = {
    Leads.SINGLE: "một đầu mối",
    Leads.JOINT: "đồng chủ trì",
    Leads.EACH: "giao đồng loạt",
}


class Drafted(Fact, frozen=True, kw_only=True):
    """A task is taken out of its basis. ``bases[0]`` is the main one, under which it is counted."""

    TOPIC = "task.drafted"
    text: str
    bases: tuple[Basis, ...]
    authority: Authority
    deadline: Deadline
    product: str = ""
    completion: Completion = Completion.ISSUED
    number: str = ""
    heading: str = ""
    lead_words: str = ""
    """The lead cell as it was written; the leads are chosen by another fact."""
    coordinating_words: str = ""
    coordinating: tuple[UUID, ...] = ()


class LeadsChosen(Fact, frozen=True, kw_only=True):
    """Who leads, and by which assignment each; ``leads`` in order, of joint leads the first compiles."""

    TOPIC = "task.leads_chosen"
    how: Leads
    leads: tuple[UUID, ...]
    assignments: tuple[UUID, ...]


class LeadAdded(Fact, frozen=True, kw_only=True):
    """A later addition to the members of a group: an act of its own."""

    TOPIC = "task.lead_added"
    lead: UUID
    assignment: UUID


class Reworded(Fact, frozen=True, kw_only=True):
    """The words of the task are put right; what was shown before stays known."""

    TOPIC = "task.reworded"
    text: str
    product: str
    reason: str


class Task(msgspec.Struct, frozen=True):
    """A task as its stream tells it."""

    id: UUID
    version: int
    drafted: Drafted
    how: Leads | None
    leads: tuple[UUID, ...]
    assignments: tuple[UUID, ...]


def task(task_id: UUID, events: Sequence[Event]) -> Task:
    """The task of a stream. ``events`` must not be empty. Raises ``NotFound`` if it is that of another subject."""
    drafted = events[0].fact
    if not isinstance(drafted, Drafted):
        raise NotFound
    how: Leads | None = None
    leads: tuple[UUID, ...] = ()
    assignments: tuple[UUID, ...] = ()
    for event in events:
        match event.fact:
            case LeadsChosen() as fact:
                how, leads, assignments = fact.how, fact.leads, fact.assignments
            case LeadAdded() as fact:
                leads, assignments = (*leads, fact.lead), (*assignments, fact.assignment)
            case Reworded() as fact:
                drafted = msgspec.structs.replace(drafted, text=fact.text, product=fact.product)
    return Task(task_id, events[-1].originator_version, drafted, how, leads, assignments)


def draft(
    *,
    by: AccountId,
    today: date,
    text: str,
    bases: tuple[Basis, ...],
    authority: Authority,
    deadline: Deadline,
    product: str = "",
    completion: Completion = Completion.ISSUED,
    number: str = "",
    heading: str = "",
    lead_words: str = "",
    coordinating_words: str = "",
    coordinating: tuple[UUID, ...] = (),
) -> Drafted:
    """Takes a task out of its basis."""
    needed(text, "Đề nghị nhập tên nhiệm vụ.", "text")
    if not bases:
        raise Refused("Đề nghị nhập căn cứ giao nhiệm vụ (văn bản hoặc ý kiến chỉ đạo).", field="bases")
    for basis in bases:
        if isinstance(basis, SpokenBasis):
            needed(basis.who, "Đề nghị nêu người cho ý kiến chỉ đạo.", "bases")
            not_in_future(basis.day, today, "bases")
    return Drafted(
        by=by,
        text=text,
        bases=bases,
        authority=authority,
        deadline=deadline,
        product=product,
        completion=completion,
        number=number,
        heading=heading,
        lead_words=lead_words,
        coordinating_words=coordinating_words,
        coordinating=coordinating,
    )


def choose_leads(
    task: Task, *, by: AccountId, how: Leads, leads: Sequence[UUID], assignments: Sequence[UUID]
) -> LeadsChosen:
    """Chooses một đầu mối, đồng chủ trì or giao đồng loạt, once; ``assignments`` are the ids of the drafts."""
    if task.how is not None:
        raise Refused(f"Nhiệm vụ đã chọn {LEADS_NAMES[task.how]}; đề nghị dùng chuyển đơn vị.", field="leads")
    if not leads:
        raise Refused("Đề nghị chọn đơn vị chủ trì.", field="leads")
    if how is Leads.SINGLE and len(leads) != 1:
        raise Refused(f"Một đầu mối chỉ có 01 đơn vị chủ trì, đang chọn {len(leads)}.", field="leads")
    if how is Leads.JOINT and len(leads) < 2:
        raise Refused("Đồng chủ trì cần từ 02 đơn vị trở lên.", field="leads")
    if len(set(leads)) != len(leads):
        raise Refused("Một đơn vị được chọn hai lần.", field="leads")
    return LeadsChosen(by=by, how=how, leads=tuple(leads), assignments=tuple(assignments))


def add_lead(task: Task, *, by: AccountId, lead: UUID, assignment: UUID) -> LeadAdded:
    """Adds a member to a task that was given to a group."""
    if task.how is not Leads.EACH:
        raise Refused("Chỉ bổ sung đơn vị cho nhiệm vụ giao đồng loạt.", field="lead")
    if lead in task.leads:
        raise Refused("Đơn vị đã được giao nhiệm vụ này.", field="lead")
    return LeadAdded(by=by, lead=lead, assignment=assignment)


def reword(task: Task, *, by: AccountId, text: str, product: str, reason: str) -> Reworded:
    """Puts the words of a task right."""
    needed(text, "Đề nghị nhập tên nhiệm vụ.", "text")
    why = needed(reason, "Đề nghị nêu lý do đính chính.")
    return Reworded(by=by, text=text, product=product, reason=why)
