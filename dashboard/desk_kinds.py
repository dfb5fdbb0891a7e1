"""The kinds of work on a unit's own desk, by their word in addresses."""

import msgspec

from projections.inbox import Flag, Urgency


class DeskKind(msgspec.Struct, frozen=True):
    """A card on the desk: the part of the open assignments that it counts. ``{soon}`` in its name: how many days."""

    name: str
    urgency: Urgency | None = None
    flag: Flag | None = None
    drafts: bool = False
    """Those on which a draft waits for the unit's head."""


DESK_KINDS = {
    "chua-tiep-nhan": DeskKind("Chưa tiếp nhận", flag=Flag.NOT_RECEIVED),
    "qua-han": DeskKind("Quá hạn", Urgency.OVERDUE),
    "sap-den-han": DeskKind("Đến hạn trong {soon} ngày làm việc", Urgency.DUE_SOON),
    "de-nghi-bo-sung": DeskKind("Đề nghị bổ sung, chưa trả lời", flag=Flag.MORE_ASKED),
    "cho-lanh-dao": DeskKind("Chờ lãnh đạo đơn vị duyệt", drafts=True),
    "cho-van-phong": DeskKind("Chờ Văn phòng Tỉnh ủy xác nhận", flag=Flag.REPORT_WAITING),
    "viec-con": DeskKind("Việc con đã giao đơn vị trực thuộc", flag=Flag.DELEGATED),
    "duoc-giao-lai": DeskKind("Việc được giao lại", flag=Flag.EXECUTING),
}
"""In the order of the cards."""
