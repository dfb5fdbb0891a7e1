"""The kinds of tasks and assignments that a figure counts and a list shows, by their word in addresses."""

import msgspec

from domain.rules import TIMELINESS_NAMES, Timeliness
from projections.matters import LONG, Change, Matter


class Kind(msgspec.Struct, frozen=True):
    """A figure that opens a list: some categories, or a part of one, or something that is the matter."""

    name: str
    categories: tuple[Timeliness, ...] = ()
    soon: bool = False
    undated: bool = False
    matter: Matter | None = None
    change: Change | None = None

    @property
    def of_assignments(self) -> bool:
        """Said of assignments only."""
        return bool(self.matter or self.change)


T = Timeliness
WAITING = "chua-chon-dau-moi"
KINDS = {
    "co-thoi-han": Kind("Có thời hạn", (T.DONE_ON_TIME, T.DONE_LATE, T.IN_TIME, T.OVERDUE)),
    "da-hoan-thanh": Kind("Đã hoàn thành (có thời hạn)", (T.DONE_ON_TIME, T.DONE_LATE)),
    "da-hoan-thanh-va-qua-han": Kind("Đã hoàn thành và quá hạn", (T.DONE_ON_TIME, T.DONE_LATE, T.OVERDUE)),
    "sap-den-han": Kind("Sắp đến hạn", soon=True),
    "khong-thoi-han": Kind("Không thời hạn", (T.DONE_UNDATED, T.UNDATED)),
    "tam-dung-dua-ra": Kind("Tạm dừng hoặc đã đưa ra khỏi danh mục", (T.SUSPENDED, T.REMOVED)),
    "khong-ngay-han": Kind("Không có ngày hạn", undated=True),
    WAITING: Kind("Chưa chọn đầu mối"),
}
SLUGS = {
    T.DONE_ON_TIME: "dung-han",
    T.DONE_LATE: "hoan-thanh-qua-han",
    T.DONE_UNDATED: "hoan-thanh-khong-thoi-han",
    T.IN_TIME: "trong-han",
    T.OVERDUE: "qua-han",
    T.UNDATED: "thuong-xuyen",
    T.SUSPENDED: "tam-dung",
    T.REMOVED: "dua-ra",
}
KINDS |= {slug: Kind(TIMELINESS_NAMES[category], (category,)) for category, slug in SLUGS.items()}
MATTERS = {
    Matter.LONG_OVERDUE: "qua-han-lau",
    Matter.CLAIM_WAITING: "cho-xac-nhan",
    Matter.REASSIGNMENT_ASKED: "de-nghi-dieu-chinh",
    Matter.MORE_ASKED: "chua-bo-sung",
}
KINDS |= {
    MATTERS[matter]: Kind(name, matter=matter)
    for matter, name in {
        Matter.LONG_OVERDUE: f"Quá hạn trên {LONG} ngày",
        Matter.CLAIM_WAITING: "Chờ xác nhận hoàn thành",
        Matter.REASSIGNMENT_ASKED: "Đề nghị điều chỉnh phân công, chưa trả lời",
        Matter.MORE_ASKED: "Đã đề nghị bổ sung, đơn vị chưa phản hồi",
    }.items()
}
CHANGES = {
    Change.COMPLETED: "hoan-thanh-trong-tuan",
    Change.GIVEN: "giao-moi-trong-tuan",
    Change.EXTENDED: "gia-han-trong-tuan",
    Change.OVERDUE: "phat-sinh-qua-han",
}
KINDS |= {
    CHANGES[change]: Kind(f"{name} trong 07 ngày qua", change=change)
    for change, name in {
        Change.COMPLETED: "Hoàn thành",
        Change.GIVEN: "Giao mới",
        Change.EXTENDED: "Gia hạn",
        Change.OVERDUE: "Phát sinh quá hạn",
    }.items()
}
