"""Decisions on a task until it is given: draft, choose leads, approve, return, drop, issue.

The specialist proposes, the Office's head or deputy approves, the clerk issues; who is who is asked elsewhere.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.assignment_facts import Completion, Deadline
from domain.door import needed, not_in_future
from domain.errors import Refused
from domain.event import AccountId
from domain.paper import Authority
from domain.task import (
    Approved,
    Basis,
    Drafted,
    Dropped,
    Issued,
    Leads,
    LeadsChosen,
    Phase,
    Redrafted,
    Returned,
    SpokenBasis,
    Task,
    must_be,
)
from domain.vietnamese import count

STILL_A_DRAFT = (Phase.UNCHOSEN, Phase.PROPOSED, Phase.RETURNED, Phase.APPROVED)


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft says; see ``task.Worded``."""

    text: str
    deadline: Deadline
    authority: Authority
    product: str = ""
    completion: Completion = Completion.ISSUED
    number: str = ""
    heading: str = ""
    lead_words: str = ""
    coordinating_words: str = ""
    coordinating: tuple[UUID, ...] = ()


def draft(new: Wording, *, by: AccountId, today: date, bases: tuple[Basis, ...]) -> Drafted:
    """Takes a task out of its basis."""
    needed(new.text, "Đề nghị nhập tên nhiệm vụ.", "text")
    if not bases:
        raise Refused("Đề nghị nhập căn cứ giao nhiệm vụ (văn bản hoặc ý kiến chỉ đạo).", field="bases")
    for basis in bases:
        if isinstance(basis, SpokenBasis):
            needed(basis.who, "Đề nghị nêu người cho ý kiến chỉ đạo.", "bases")
            not_in_future(basis.day, today, "bases")
    return Drafted(by=by, bases=bases, **_fields(new))


def redraft(task: Task, new: Wording, *, by: AccountId) -> Redrafted | None:
    """Has the draft say something else; None where it says that already."""
    must_be(task, *STILL_A_DRAFT)
    needed(new.text, "Đề nghị nhập tên nhiệm vụ.", "text")
    fields = _fields(new)
    if all(getattr(task.drafted, name) == value for name, value in fields.items()):
        return None
    return Redrafted(by=by, **fields)


def choose_leads(
    task: Task, *, by: AccountId, how: Leads, leads: Sequence[UUID], assignments: Sequence[UUID]
) -> LeadsChosen:
    """Chooses một đầu mối, đồng chủ trì or giao đồng loạt; ``assignments`` are the ids of the drafts."""
    must_be(task, *STILL_A_DRAFT)
    if not leads:
        raise Refused("Đề nghị chọn đơn vị chủ trì.", field="leads")
    if how is Leads.SINGLE and len(leads) != 1:
        raise Refused(f"Một đầu mối chỉ có 01 đơn vị chủ trì, đang chọn {count(len(leads))}.", field="leads")
    if how is Leads.JOINT and len(leads) < 2:
        raise Refused("Đồng chủ trì cần từ 02 đơn vị trở lên.", field="leads")
    if len(set(leads)) != len(leads):
        raise Refused("Một đơn vị được chọn hai lần.", field="leads")
    if (task.how, task.leads) == (how, tuple(leads)):
        raise Refused("Đầu mối không khác lựa chọn đang có.", field="leads")
    return LeadsChosen(by=by, how=how, leads=tuple(leads), assignments=tuple(assignments))


def approve(task: Task, *, by: AccountId) -> Approved:
    """Agrees to the draft as it stands, one that was returned too."""
    must_be(task, Phase.PROPOSED, Phase.RETURNED)
    return Approved(by=by)


def give_back(task: Task, *, by: AccountId, reason: str) -> Returned:
    """Sends the draft back to the specialist."""
    must_be(task, Phase.PROPOSED, Phase.APPROVED)
    return Returned(by=by, reason=needed(reason, "Đề nghị nêu lý do trả lại."))


def issue(task: Task, *, by: AccountId) -> Issued:
    """Gives what was approved to its units."""
    must_be(task, Phase.APPROVED)
    return Issued(by=by)


def drop(task: Task, *, by: AccountId, reason: str) -> Dropped:
    """Takes a draft out of the lists."""
    must_be(task, *STILL_A_DRAFT)
    return Dropped(by=by, reason=needed(reason, "Đề nghị nêu lý do bỏ khỏi dự kiến."))


def _fields(new: Wording) -> dict[str, Any]:
    return {name: getattr(new, name) for name in Wording.__struct_fields__}
