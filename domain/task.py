"""Task (nhiệm vụ): what is to be done, on what basis; given by one or more assignments.

Its facts, and how far it has come on its way to the units; ``domain/drafting.py`` decides until it is given.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

import msgspec

from domain.assignment_facts import Completion, Deadline
from domain.door import needed
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


class Phase(StrEnum):
    """How far a task has come on its way to the units."""

    UNCHOSEN = "unchosen"
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"
    DROPPED = "dropped"


PHASE_NAMES = {
    Phase.UNCHOSEN: "Chưa chọn đầu mối",
    Phase.PROPOSED: "Đã tách, chờ duyệt",
    Phase.RETURNED: "Đã trả lại",
    Phase.APPROVED: "Đã duyệt, chờ chuyển",
    Phase.ISSUED: "Đã chuyển tới đơn vị",
    Phase.DROPPED: "Đã bỏ khỏi dự kiến",
}


class Worded(Fact, frozen=True, kw_only=True):
    """What a draft says."""

    text: str
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


class Drafted(Worded, frozen=True, kw_only=True):
    """A task is taken out of its basis. ``bases[0]`` is the main one, under which it is counted."""

    TOPIC = "task.drafted"
    bases: tuple[Basis, ...]


class Redrafted(Worded, frozen=True, kw_only=True):
    """The draft says something else, before it is given; the basis stays."""

    TOPIC = "task.redrafted"


class LeadsChosen(Fact, frozen=True, kw_only=True):
    """Who leads, and by which assignment each; ``leads`` in order, of joint leads the first compiles.

    Until the task is given the last choice counts.
    """

    TOPIC = "task.leads_chosen"
    how: Leads
    leads: tuple[UUID, ...]
    assignments: tuple[UUID, ...]


class Approved(Fact, frozen=True, kw_only=True):
    """The Office's head or deputy agrees (duyệt): the clerk may give the task to the units."""

    TOPIC = "task.approved"


class Returned(Fact, frozen=True, kw_only=True):
    """The Office's head or deputy sends the draft back to the specialist."""

    TOPIC = "task.returned"
    reason: str


class Issued(Fact, frozen=True, kw_only=True):
    """The clerk has given the task to its units; from which day on, its assignments tell."""

    TOPIC = "task.issued"


class Dropped(Fact, frozen=True, kw_only=True):
    """A draft that was never given is taken out of the lists, for good."""

    TOPIC = "task.dropped"
    reason: str


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
    """A task as its stream tells it. ``note``: why the draft was returned or dropped."""

    id: UUID
    version: int
    drafted: Drafted
    """What it says now."""
    how: Leads | None
    leads: tuple[UUID, ...]
    assignments: tuple[UUID, ...]
    phase: Phase
    note: str = ""


def task(task_id: UUID, events: Sequence[Event]) -> Task:
    """The task of a stream. ``events`` must not be empty. Raises ``NotFound`` if it is that of another subject.

    An approval is of what was approved: a draft that is changed afterwards waits to be approved again.
    """
    first = events[0].fact
    if not isinstance(first, Drafted):
        raise NotFound
    found = Task(task_id, events[-1].originator_version, first, None, (), (), Phase.UNCHOSEN)
    for event in events:
        found = _after(found, event.fact)
    return found


def _after(task: Task, fact: Fact) -> Task:
    match fact:
        case LeadsChosen():
            return _changed(task, how=fact.how, leads=fact.leads, assignments=fact.assignments)
        case Reworded():
            words = msgspec.structs.replace(task.drafted, text=fact.text, product=fact.product)
            return _changed(task, drafted=words)
        case Redrafted():
            return _changed(
                task, drafted=msgspec.structs.replace(task.drafted, **msgspec.structs.asdict(fact))
            )
        case LeadAdded():
            leads, assignments = (*task.leads, fact.lead), (*task.assignments, fact.assignment)
            return msgspec.structs.replace(task, leads=leads, assignments=assignments)
        case Approved():
            return msgspec.structs.replace(task, phase=Phase.APPROVED, note="")
        case Returned():
            return msgspec.structs.replace(task, phase=Phase.RETURNED, note=fact.reason)
        case Issued():
            return msgspec.structs.replace(task, phase=Phase.ISSUED)
        case Dropped():
            return msgspec.structs.replace(task, phase=Phase.DROPPED, note=fact.reason)
    return task


def _changed(task: Task, **fields: Any) -> Task:
    changed = msgspec.structs.replace(task, **fields)
    if task.phase is Phase.ISSUED:
        return changed
    phase = Phase.PROPOSED if changed.how else Phase.UNCHOSEN
    return msgspec.structs.replace(changed, phase=phase, note="")


def must_be(task: Task, *phases: Phase) -> None:
    """Refuses an act on a task that has not come so far, or has come further."""
    if task.phase not in phases:
        raise Refused(f"Nhiệm vụ “{task.drafted.text[:80]}” {_WHERE_IT_STANDS[task.phase]}.", field="tasks")


_WHERE_IT_STANDS = {
    Phase.UNCHOSEN: "chưa chọn đầu mối; đề nghị chọn trước",
    Phase.PROPOSED: "chưa được lãnh đạo Văn phòng duyệt; đề nghị trình duyệt trước khi chuyển",
    Phase.RETURNED: "đã trả lại, chưa được lãnh đạo Văn phòng duyệt; đề nghị sửa và trình lại",
    Phase.APPROVED: "đã được lãnh đạo Văn phòng duyệt, chờ chuyển tới đơn vị",
    Phase.ISSUED: "đã chuyển tới đơn vị; đề nghị dùng đính chính, gia hạn hoặc chuyển đơn vị",
    Phase.DROPPED: "đã bỏ khỏi dự kiến; nếu vẫn giao, đề nghị nhập nhiệm vụ mới",
}


def add_lead(task: Task, *, by: AccountId, lead: UUID, assignment: UUID) -> LeadAdded:
    """Adds a member to a task that was given to a group."""
    if task.how is not Leads.EACH:
        raise Refused("Chỉ bổ sung đơn vị cho nhiệm vụ giao đồng loạt.", field="lead")
    must_be(task, Phase.ISSUED)
    if lead in task.leads:
        raise Refused("Đơn vị đã được giao nhiệm vụ này.", field="lead")
    return LeadAdded(by=by, lead=lead, assignment=assignment)


def reword(task: Task, *, by: AccountId, text: str, product: str, reason: str) -> Reworded:
    """Puts the words of a task right."""
    must_be(task, *(phase for phase in Phase if phase is not Phase.DROPPED))
    needed(text, "Đề nghị nhập tên nhiệm vụ.", "text")
    why = needed(reason, "Đề nghị nêu lý do đính chính.")
    return Reworded(by=by, text=text, product=product, reason=why)
