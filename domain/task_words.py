"""What happened to a task as a whole, in words; see ``domain/words.py``."""

from domain import task
from domain.assignment_facts import Deadline
from domain.event import Fact
from domain.unit_words import Names
from domain.vietnamese import day as vn_day


def told_of_tasks(fact: Fact, names: Names) -> str | None:
    """The fact as a phrase, as ``words.told``; None for a fact of another subject."""
    match fact:
        case task.Drafted():
            return f"Ghi nhận nhiệm vụ, {due_words(fact.deadline)}"
        case task.Redrafted():
            return f"Sửa dự kiến, {due_words(fact.deadline)}"
        case task.LeadsChosen():
            return f"Chọn {task.LEADS_NAMES[fact.how]}: " + "; ".join(map(names, fact.leads))
        case task.Approved():
            return "Duyệt giao nhiệm vụ"
        case task.Returned():
            return f"Trả lại dự kiến: {fact.reason}"
        case task.Issued():
            return "Chuyển tới đơn vị"
        case task.Dropped():
            return f"Bỏ khỏi dự kiến: {fact.reason}"
        case task.LeadAdded():
            return f"Bổ sung đơn vị {names(fact.lead)}"
        case task.Reworded():
            return f"Đính chính lời văn: {fact.reason}"
    return None


def due_words(deadline: Deadline) -> str:
    """ "hạn ngày 30/6/2026", or that there is none."""
    if deadline.day is None:
        return f"không có ngày hạn (“{deadline.words}”)" if deadline.words else "chưa có thời hạn"
    return f"hạn ngày {vn_day(deadline.day)}"
