"""What is submitted, and what becomes of it, in words."""

from domain.event import Fact
from domain.paper import cited
from domain.submission_facts import (
    Correcting,
    CorrectingCompletion,
    CorrectingDeadline,
    Directing,
    Extending,
    HandingOver,
    LeavingOut,
    Removing,
    Reopening,
    Resuming,
    SubmissionAgreed,
    SubmissionReturned,
    Submitted,
    Suspending,
)
from domain.task_words import due_words
from domain.unit_words import Names
from domain.vietnamese import day as vn_day


def told_of_submissions(fact: Fact, names: Names) -> str | None:
    """The fact as a phrase, as ``words.told``; None for a fact of another subject."""
    match fact:
        case Submitted():
            who = f"{names(fact.unit)} đề nghị" if fact.unit else "Trình"
            return f"{who} {matter_words(fact.matter, names)}, chờ ý kiến{cited(fact.paper)}: {fact.reason}"
        case SubmissionAgreed():
            return f"Đồng ý nội dung trình (mục {fact.submission})"
        case SubmissionReturned():
            return f"Trả lại nội dung trình (mục {fact.submission}): {fact.reason}"
    return None


def matter_words(matter: Directing | Correcting, names: Names) -> str:
    """ "gia hạn, hạn ngày 31/12/2026"; begins small, to stand behind who asks for it."""
    match matter:
        case Extending():
            return f"gia hạn, {due_words(matter.deadline)}"
        case Suspending():
            return "tạm dừng"
        case Resuming():
            return "tiếp tục thực hiện sau tạm dừng"
        case Removing():
            return "đưa ra khỏi danh mục"
        case Reopening():
            return "mở lại nhiệm vụ đã hoàn thành"
        case HandingOver():
            return f"chuyển đơn vị chủ trì sang {names(matter.to)} từ ngày {vn_day(matter.since)}"
        case LeavingOut():
            return f"đính chính: bỏ mục {', '.join(map(str, matter.targets))}"
        case CorrectingDeadline():
            return f"đính chính thời hạn ở mục {matter.target}: {due_words(matter.deadline)}"
        case CorrectingCompletion():
            product = (
                f", sản phẩm {matter.product.number} ngày {vn_day(matter.product.day)}"
                if matter.product
                else ""
            )
            received = f", văn thư nhận ngày {vn_day(matter.received)}" if matter.received else ""
            return f"đính chính ngày hoàn thành ở mục {matter.target}{product}{received}"
