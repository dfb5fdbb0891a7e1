"""Units, what becomes of them and what they say to each other, in words."""

from collections.abc import Callable
from uuid import UUID

from domain.event import Fact
from domain.exchange import (
    CompletionProposed,
    Delegated,
    DelegationEnded,
    OpinionGiven,
    ProposalReturned,
    ReassignmentAsked,
    ReassignmentDeclined,
)
from domain.paper import cited
from domain.unit import ENDING_NAMES, GROUP_NAMES, Ended, Established, Placed, Ranked, Renamed
from domain.vietnamese import day as vn_day

Names = Callable[[UUID], str]
"""The name of a unit by its id."""


def told_of_units(fact: Fact, names: Names) -> str | None:
    """The fact as a phrase, as ``words.told``; None for a fact of another subject."""
    match fact:
        case Delegated():
            until = f", hạn nội bộ {vn_day(fact.inner_day)}" if fact.inner_day else ""
            return f"Giao {names(fact.executing)} trực tiếp thực hiện{until}" + _said(fact.text)
        case DelegationEnded():
            return f"Thôi giao {names(fact.executing)} trực tiếp thực hiện: {fact.reason}"
        case CompletionProposed():
            quality = "đạt yêu cầu" if fact.satisfactory else "chưa đạt yêu cầu"
            return f"Đề xuất xác nhận hoàn thành, {quality}" + _said(fact.note)
        case ProposalReturned():
            return f"Trả lại đề xuất xác nhận hoàn thành: {fact.reason}"
        case ReassignmentAsked():
            return f"{names(fact.unit)} đề nghị điều chỉnh phân công: {fact.reason}"
        case ReassignmentDeclined():
            return f"Không điều chỉnh phân công: {fact.reason}"
        case OpinionGiven():
            return f"{names(fact.unit)} cho ý kiến phối hợp: {fact.opinion}"
        case Established():
            under = f", trực thuộc {names(fact.parent)}" if fact.parent else ""
            return f"Thành lập {fact.name}{under}{cited(fact.paper)}"
        case Renamed():
            return f"Đổi tên thành {fact.name}{cited(fact.paper)}"
        case Placed():
            under = f"Trực thuộc {names(fact.parent)}" if fact.parent else "Không trực thuộc đơn vị nào khác"
            return f"{under}{cited(fact.paper)}"
        case Ranked():
            return f"Xếp thứ tự {fact.rank}, nhóm {GROUP_NAMES[fact.group]}{cited(fact.paper)}"
        case Ended():
            heirs = "; ".join(map(names, fact.successors))
            return f"{ENDING_NAMES[fact.how]}{cited(fact.paper)}, đơn vị kế thừa: {heirs}"
    return None


def _said(text: str) -> str:
    return f": {text}" if text else ""
