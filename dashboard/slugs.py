"""The words by which values of the domain stand in addresses, where these are not their own."""

from collections.abc import Mapping

from domain.access_log import AccessKind
from domain.account import Role
from domain.difference import Change, UnitChange
from domain.document import KINDS
from domain.paper import Authority
from domain.vietnamese import fold
from projections.lineage import State

DOCUMENT_KINDS = {fold(code): code for code in dict.fromkeys(KINDS.values())}

ISSUERS = {
    "ban-chap-hanh": Authority.COMMITTEE,
    "ban-thuong-vu": Authority.STANDING_BOARD,
    "thuong-truc": Authority.STANDING,
    "bi-thu": Authority.SECRETARY,
    "pho-bi-thu-thuong-truc": Authority.DEPUTY_SECRETARY,
    "trung-uong": Authority.CENTRE,
    "van-phong": Authority.OFFICE,
}

STATES = {
    "du-thao": State.DRAFT,
    "con-hieu-luc": State.IN_FORCE,
    "da-sua-doi": State.AMENDED,
    "da-thay-the": State.SUPERSEDED,
    "da-ket-thuc": State.CONCLUDED,
}

ROLES = {
    "thuong-truc": Role.STANDING,
    "ban-thuong-vu": Role.BOARD_MEMBER,
    "chanh-van-phong": Role.OFFICE_HEAD,
    "pho-chanh-van-phong": Role.OFFICE_DEPUTY,
    "chuyen-vien": Role.SPECIALIST,
    "van-thu": Role.CLERK,
    "lanh-dao-don-vi": Role.UNIT_HEAD,
    "can-bo-don-vi": Role.UNIT_OFFICER,
    "uy-ban-kiem-tra": Role.INSPECTION,
    "quan-tri": Role.ADMINISTRATOR,
}

ACCESSES = {
    "xem": AccessKind.READ,
    "tai-tep": AccessKind.EXPORT,
    "in": AccessKind.PRINT,
    "dang-nhap": AccessKind.SIGN_IN,
    "dang-nhap-khong-thanh-cong": AccessKind.SIGN_IN_FAILED,
    "tai-khoan": AccessKind.ACCOUNT,
}

CHANGES = {
    "hoan-thanh": Change.COMPLETED,
    "gia-han": Change.EXTENDED,
    "phat-sinh-qua-han": Change.OVERDUE,
    "dua-khoi-danh-muc": Change.REMOVED,
    "giao-moi": Change.GIVEN,
    "mo-lai": Change.REOPENED,
    "nhan-chuyen-giao": Change.TAKEN_OVER,
    "chuyen-giao-di": Change.HANDED_OVER,
    "chuyen-chu-tri": Change.PASSED,
    "bat-dau": Change.STARTED,
    "de-nghi-hoan-thanh": Change.CLAIMED,
    "tam-dung": Change.SUSPENDED,
    "tiep-tuc": Change.RESUMED,
    "het-qua-han": Change.OVERDUE_ENDED,
    "thay-doi-han": Change.RETIMED,
    "doi-ngay-hoan-thanh": Change.REDATED,
    "dua-lai": Change.RESTORED,
    "khong-con": Change.GONE,
}

UNIT_CHANGES = {
    "thanh-lap": UnitChange.ESTABLISHED,
    "doi-ten": UnitChange.RENAMED,
    "sap-nhap": UnitChange.MERGED,
    "chia-tach": UnitChange.SPLIT,
    "giai-the": UnitChange.DISSOLVED,
    "doi-cap-tren": UnitChange.PLACED,
    "doi-thu-tu": UnitChange.RANKED,
    "khong-con": UnitChange.UNKNOWN,
}


def slug_of(slugs: Mapping[str, object], value: object) -> str | None:
    """The word of a value; None for none."""
    if value is None:
        return None
    return next((slug for slug, known in slugs.items() if known == value), None)
