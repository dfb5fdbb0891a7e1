"""What happened, in the words of the people who read it: one fact -> one Vietnamese phrase."""

from domain.account_words import told_of_accounts
from domain.assignment_facts import (
    ClaimWithdrawn,
    Completed,
    Completion,
    Corrected,
    DeadlineSet,
    Drafted,
    Dropped,
    Extended,
    HandedOver,
    Issued,
    MoreAsked,
    Received,
    Redrafted,
    Removed,
    Reopened,
    ReportConfirmed,
    ReportSent,
    Resumed,
    Suspended,
)
from domain.closing_words import told_of_closings
from domain.document_words import told_of_documents
from domain.event import Fact
from domain.motion_words import told_of_motions
from domain.paper import cited
from domain.ruling_words import told_of_rulings
from domain.submission_words import told_of_submissions
from domain.task_words import due_words, told_of_tasks
from domain.unit_words import Names, told_of_units
from domain.vietnamese import day as vn_day


def told(fact: Fact, names: Names) -> str:
    """The fact as a phrase without who and when: "Gia hạn từ ngày … đến ngày … (văn bản …)"."""
    match fact:
        case Drafted():
            return f"Dự kiến giao {names(fact.lead)}, {due_words(fact.deadline)}"
        case Redrafted():
            return f"Sửa dự kiến giao, {due_words(fact.deadline)}"
        case Dropped():
            return "Bỏ dự kiến giao"
        case Issued():
            return f"Giao {names(fact.lead)}, {due_words(fact.deadline)}" + (
                " (bổ sung)" if fact.addition else ""
            )
        case Received():
            return "Đơn vị tiếp nhận"
        case ReportSent():
            return _report(fact)
        case ClaimWithdrawn():
            return f"Rút đề nghị xác nhận hoàn thành: {fact.reason}"
        case MoreAsked():
            return f"Đề nghị bổ sung báo cáo: {fact.reason}"
        case ReportConfirmed():
            return "Xác nhận báo cáo"
        case Completed():
            return _completed(fact)
        case Suspended():
            return f"Tạm dừng{cited(fact.paper)}: {fact.reason}"
        case Resumed():
            return f"Tiếp tục thực hiện sau tạm dừng{cited(fact.paper)}: {fact.reason}"
        case Removed():
            return f"Đưa ra khỏi danh mục{cited(fact.paper)}: {fact.reason}"
        case Reopened():
            return f"Mở lại{cited(fact.paper)}: {fact.reason}"
        case DeadlineSet():
            return f"Xác định thời hạn: {due_words(fact.deadline)}{cited(fact.paper)}"
        case Extended():
            moved = f"Gia hạn từ ngày {vn_day(fact.old)} sang {due_words(fact.deadline)}"
            return f"{moved}{cited(fact.paper)}: {fact.reason}"
        case HandedOver():
            return f"Chuyển đơn vị chủ trì sang {names(fact.to)}{cited(fact.paper)}: {fact.reason}"
        case Corrected():
            return f"Đính chính mục {fact.target}: {fact.reason}"
    return (
        told_of_tasks(fact, names)
        or told_of_submissions(fact, names)
        or told_of_documents(fact, names)
        or told_of_units(fact, names)
        or told_of_rulings(fact)
        or told_of_closings(fact, names)
        or told_of_accounts(fact, names)
        or told_of_motions(fact, names)
        or fact.TOPIC
    )


def _report(fact: ReportSent) -> str:
    parts = [
        "Nhập thay báo cáo" if fact.typed_in else "Gửi báo cáo",
        f"số liệu đến ngày {vn_day(fact.as_of)}",
    ]
    if fact.percent is not None:
        parts.append(f"đạt {fact.percent}%")
    if fact.product:
        parts.append(f"sản phẩm {fact.product.number} ngày {vn_day(fact.product.day)}")
    if fact.claim:
        parts.append("đề nghị xác nhận hoàn thành")
    return ", ".join(parts) + f": {fact.results}"


def _completed(fact: Completed) -> str:
    rule = "ngày văn bản sản phẩm" if fact.rule is Completion.ISSUED else "ngày văn thư nhận sản phẩm"
    quality = "đạt yêu cầu" if fact.satisfactory else "chưa đạt yêu cầu"
    return f"Xác nhận hoàn thành, ngày hoàn thành {vn_day(fact.day)} ({rule}), {quality}"
