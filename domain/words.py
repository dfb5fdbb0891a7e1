"""What happened, in the words of the people who read it: one fact -> one Vietnamese phrase."""

from collections.abc import Callable
from uuid import UUID

from domain import account, task
from domain.assignment_facts import (
    ClaimWithdrawn,
    Completed,
    Completion,
    Corrected,
    Deadline,
    DeadlineSet,
    Drafted,
    Extended,
    HandedOver,
    Issued,
    MoreAsked,
    Received,
    Removed,
    Reopened,
    ReportConfirmed,
    ReportSent,
    Resumed,
    Suspended,
)
from domain.event import Fact
from domain.paper import Paper
from domain.task import LEADS_NAMES
from domain.vietnamese import day as vn_day

Names = Callable[[UUID], str]
"""The name of a unit by its id."""


def told(fact: Fact, names: Names) -> str:
    """The fact as a phrase without who and when: "Gia hạn từ ngày … đến ngày … (văn bản …)"."""
    match fact:
        case Drafted():
            return f"Dự kiến giao {names(fact.lead)}, {_deadline(fact.deadline)}"
        case Issued():
            return f"Giao {names(fact.lead)}, {_deadline(fact.deadline)}" + (
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
            return f"Tạm dừng{_by(fact.paper)}: {fact.reason}"
        case Resumed():
            return f"Tiếp tục thực hiện sau tạm dừng{_by(fact.paper)}: {fact.reason}"
        case Removed():
            return f"Đưa ra khỏi danh mục{_by(fact.paper)}: {fact.reason}"
        case Reopened():
            return f"Mở lại{_by(fact.paper)}: {fact.reason}"
        case DeadlineSet():
            return f"Xác định thời hạn: {_deadline(fact.deadline)}{_by(fact.paper)}"
        case Extended():
            return f"Gia hạn từ ngày {vn_day(fact.old)} sang {_deadline(fact.deadline)}{_by(fact.paper)}: {fact.reason}"
        case HandedOver():
            return f"Chuyển đơn vị chủ trì sang {names(fact.to)}{_by(fact.paper)}: {fact.reason}"
        case Corrected():
            return f"Đính chính mục {fact.target}: {fact.reason}"
        case account.Opened():
            return f"Mở tài khoản: {_charge(fact.charge, names)}"
        case account.Charged():
            return f"Giao vai trò {_charge(fact.charge, names)}: {fact.reason}"
        case account.Closed():
            return f"Khóa tài khoản: {fact.reason}"
        case account.Reopened():
            return f"Mở lại tài khoản: {fact.reason}"
        case account.Deputised():
            return f"Được ủy quyền từ ngày {vn_day(fact.day)} đến hết ngày {vn_day(fact.last_day)}"
        case account.DeputisingEnded():
            return "Thôi ủy quyền"
        case task.Drafted():
            return f"Ghi nhận nhiệm vụ, {_deadline(fact.deadline)}"
        case task.LeadsChosen():
            return f"Chọn {LEADS_NAMES[fact.how]}: " + "; ".join(map(names, fact.leads))
        case task.LeadAdded():
            return f"Bổ sung đơn vị {names(fact.lead)}"
        case task.Reworded():
            return f"Đính chính lời văn: {fact.reason}"
    return fact.TOPIC


def _charge(charge: account.Charge, names: Names) -> str:
    return account.ROLE_NAMES[charge.role] + (f", {names(charge.unit)}" if charge.unit else "")


def _by(paper: Paper | None) -> str:
    return f" theo {paper.number} ngày {vn_day(paper.day)}" if paper else ""


def _deadline(deadline: Deadline) -> str:
    if deadline.day is None:
        return f"không có ngày hạn (“{deadline.words}”)" if deadline.words else "chưa có thời hạn"
    return f"hạn ngày {vn_day(deadline.day)}"


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
