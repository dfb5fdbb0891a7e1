"""What an address asks for: each part is the client's, read strictly and refused in words."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from dashboard import reading, slugs
from dashboard.address import AGAINST, PHASE_SLUGS, TOLD, Asked, Awaits, Counted, Order, Scope, Span, Way
from dashboard.desk_kinds import DESK_KINDS
from dashboard.kinds import KINDS
from domain.errors import Refused
from domain.unit import GROUP_NAMES, Group
from domain.vietnamese import day as vn_day
from domain.vietnamese import nfc
from projections import known


def read(search: str, today: date) -> Asked:
    """What ``?ngay=…&loai=…`` asks for. Raises ``Refused`` on whatever cannot be."""
    try:
        given = dict(parse_qsl(search.removeprefix("?"), max_num_fields=30))
    except ValueError:
        raise Refused("Địa chỉ trang quá dài. Đề nghị mở lại từ trang Tổng quan.") from None
    found = {field: read(given[name]) for name, (field, read) in _READERS.items() if name in given}
    told = tuple((name, nfc(value)) for name, value in given.items() if name.startswith((TOLD, AGAINST)))
    asked = Asked(**found, told=told)
    asked = settled(asked, today)
    if asked.unit or asked.group or asked.scope or (asked.kind and KINDS[asked.kind].of_assignments):
        asked = asked.but(counted=Counted.ASSIGNMENTS)
    return asked


def settled(asked: Asked, today: date) -> Asked:
    """One state, one address: what is one of the two ways, or now, is said so. Refuses what lies ahead."""
    if isinstance(asked.known, UUID):
        return asked
    day = asked.day or today
    if asked.known is not None:
        known.not_ahead(asked.known, today, "biet")
    elif day > today:
        raise Refused(
            f"Chưa có số liệu ngày {vn_day(day)}: hôm nay là ngày {vn_day(today)}. Đề nghị chọn ngày không "
            "muộn hơn hôm nay, hoặc ghi ở mục “Biết đến” để xem trước theo những gì đã biết.",
            field="ngay",
        )
    if asked.known == day:
        asked = asked.but(known=None, way=Way.REPORTED)
    elif asked.known == today and day < today:
        asked = asked.but(known=None, way=Way.REVIEWED)
    asked = asked.but(day=None) if day == today else asked
    return asked.but(rules_now=False) if asked.live else asked


_READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "ngay": ("day", reading.day),
    "cach": ("way", reading.one_of("cách xem số liệu", {way.value: way for way in Way})),
    "biet": ("known", lambda value: known.read(nfc(value, one_line=True), "biet")),
    "quy-dinh": ("rules_now", reading.one_of("quy định", {"hien-nay": True})),
    "dem": ("counted", reading.one_of("danh sách", {counted.value: counted for counted in Counted})),
    "loai": ("kind", reading.one_of("loại", {slug: slug for slug in KINDS})),
    "don-vi": ("unit", reading.identity),
    "nhom": ("group", lambda value: Group(reading.number("nhóm đơn vị", GROUP_NAMES.__contains__)(value))),
    "van-ban": ("document", reading.identity),
    "thang": ("month", reading.month),
    "nam": ("year", reading.year),
    "trang": ("page", reading.number("trang", lambda page: page > 0)),
    "trang-thai": (
        "phase",
        reading.one_of("trạng thái", {slug: phase for phase, slug in PHASE_SLUGS.items()}),
    ),
    "phu-luc": ("intake", reading.identity),
    "han": ("due", reading.nearby),
    "pham-vi": ("scope", reading.one_of("phạm vi", {scope.value: scope for scope in Scope})),
    "xep": ("order", reading.one_of("thứ tự", {order.value: order for order in Order})),
    "xem": ("span", reading.one_of("cách xem lịch", {span.value: span for span in Span})),
    "tu": ("start", reading.nearby),
    "den": ("until", reading.nearby),
    "the-loai": ("document_kind", reading.one_of("thể loại văn bản", slugs.DOCUMENT_KINDS)),
    "cap": ("issuer", reading.one_of("cấp ban hành", slugs.ISSUERS)),
    "hieu-luc": ("state", reading.one_of("tình trạng hiệu lực", slugs.STATES)),
    "tim": ("text", reading.text),
    "sau": ("after", reading.mark),
    "cho": ("awaits", reading.one_of("danh sách", {awaits.value: awaits for awaits in Awaits})),
    "tiep": ("behind", reading.behind),
    "ca-da-ket-thuc": ("ended", lambda value: bool(reading.number("lựa chọn", (0, 1).__contains__)(value))),
    "vai-tro": ("role", reading.one_of("vai trò", slugs.ROLES)),
    "ai": ("account", reading.identity),
    "viec": ("access", reading.one_of("việc", slugs.ACCESSES)),
    "luot-giao": ("assignment", reading.identity),
    "thay-doi": ("change", reading.one_of("thay đổi", slugs.CHANGES)),
    "don-vi-doi": ("unit_change", reading.one_of("thay đổi của đơn vị", slugs.UNIT_CHANGES)),
    "can-lam": ("desk", reading.one_of("loại việc", {slug: slug for slug in DESK_KINDS})),
}
