"""The matrix of rights in words, for the people whose rights they are."""

from collections.abc import Iterator

from domain.account import OF_A_UNIT, Charge
from domain.permissions import Grant, Right, Switches, Touch, granted

RIGHT_NAMES = {
    Right.RECORD_DOCUMENT: "Ghi nhận văn bản giao nhiệm vụ, văn bản đến",
    Right.DRAFT_TASK: "Tách nhiệm vụ, chọn chủ trì, phối hợp, thời hạn",
    Right.ISSUE_TASK: "Chuyển nhiệm vụ tới đơn vị",
    Right.RECEIVE: "Tiếp nhận nhiệm vụ; đề nghị điều chỉnh phân công",
    Right.PLAN: "Giao việc trong đơn vị",
    Right.WRITE_REPORT: "Soạn báo cáo",
    Right.SEND_REPORT: "Gửi báo cáo",
    Right.CONFIRM_REPORT: "Xác nhận báo cáo định kỳ; đề nghị bổ sung",
    Right.CONFIRM_COMPLETION: "Xác nhận hoàn thành",
    Right.GIVE_OPINION: "Cho ý kiến phối hợp",
    Right.DIRECT: "Gia hạn, tạm dừng, đổi chủ trì, đưa khỏi danh mục",
    Right.CORRECT: "Đính chính",
    Right.SEE_TASKS: "Xem nhiệm vụ",
    Right.SEE_DOCUMENTS: "Xem văn bản",
    Right.COMPARE_UNITS: "So sánh các đơn vị theo tên",
    Right.EXPORT: "Tải, in (có ghi nhật ký)",
    Right.ACCOUNTS: "Tài khoản: mở, khóa, đặt lại mật khẩu",
    Right.UNITS: "Đổi tên, sắp xếp đơn vị; thứ tự đơn vị",
    Right.RULES: "Ngưỡng, ngày nghỉ, ngày chốt số liệu",
    Right.RECONCILE: "Đối chiếu số liệu trước khi chốt",
    Right.REMARK: "Cho ý kiến về số liệu của đơn vị trước khi chốt",
    Right.CLOSE: "Chốt số liệu",
    Right.ACCESS_LOG: "Nhật ký truy cập",
}

GRANT_NAMES = {
    Grant.DOES: "thực hiện",
    Grant.PROPOSES: "soạn, đề xuất",
    Grant.DECIDES: "quyết định",
    Grant.RECORDS: "ghi nhận quyết định của cấp có thẩm quyền",
    Grant.SEES: "xem",
}


def in_words(charge: Charge, switches: Switches) -> Iterator[tuple[str, str]]:
    """(what, how) for all that the charge may do, the own work of its unit taken."""
    for right, words in RIGHT_NAMES.items():
        touches = (Touch.OWN, Touch.COORDINATING, Touch.NONE) if charge.role in OF_A_UNIT else (Touch.NONE,)
        grants = [granted(charge, right, touch, switches=switches) for touch in touches]
        grant = next((g for g in grants if g is not Grant.NONE), Grant.NONE)
        if grant is not Grant.NONE:
            yield words, GRANT_NAMES[grant]
