"""A document cited as the ground or the product of an act, and who gives tasks."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.door import needed
from domain.errors import Refused
from domain.vietnamese import day as vn_day
from domain.vietnamese import nfc


class Paper(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document by its number and day (số, ngày), with its issuer or signer where that is known."""

    number: str
    day: date
    issuer: str = ""
    arrival: str = ""
    """Số đến: by which the Office's registry took it in, where it came on paper."""


class FileRef(msgspec.Struct, frozen=True):
    """A file by its id and the name it was sent under; what is in it is kept elsewhere."""

    id: UUID
    name: str


class Authority(StrEnum):
    """Assigning authority (cấp giao). The first three share the series "/TU" and are not the same body."""

    COMMITTEE = "committee"
    STANDING_BOARD = "standing_board"
    STANDING = "standing"
    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    CENTRE = "centre"
    OFFICE = "office"


AUTHORITY_NAMES = {
    Authority.COMMITTEE: "Ban Chấp hành Đảng bộ tỉnh",
    Authority.STANDING_BOARD: "Ban Thường vụ Tỉnh ủy",
    Authority.STANDING: "Thường trực Tỉnh ủy",
    Authority.SECRETARY: "đồng chí Bí thư Tỉnh ủy",
    Authority.DEPUTY_SECRETARY: "đồng chí Phó Bí thư Thường trực Tỉnh ủy",
    Authority.CENTRE: "Trung ương",
    Authority.OFFICE: "Văn phòng Tỉnh ủy",
}


def cited(paper: Paper | None) -> str:
    """The ground of an act in a phrase: " theo 9-TB/TU ngày 10/01/2026"; nothing where there is none."""
    return f" theo {paper.number} ngày {vn_day(paper.day)}" if paper else ""


def required(paper: Paper | None, purpose: str, authority: Authority) -> Paper:
    """The deciding document, or a refusal: an act of the assigning authority needs its number and day.

    Source: working practice of the offices ("cấp giao" decides, the Office records with the document).
    """
    if paper is None or not nfc(paper.number):
        raise Refused(
            f"Chưa ghi nhận được {purpose}: thiếu số, ngày văn bản đồng ý của {AUTHORITY_NAMES[authority]} "
            "(cấp giao). Đồng chí có thể lưu ở trạng thái “Đã trình, chờ ý kiến”.",
            field="paper",
        )
    return paper


def readable(paper: Paper | None, today: date, field: str = "paper") -> None:
    """Refuses a cited document, where one is given, that bears no number or is dated later than today."""
    if paper is None:
        return
    number = needed(paper.number, "Đề nghị nhập số, ký hiệu văn bản.", field)
    if paper.day > today:
        raise Refused(
            f"Ngày văn bản {number} ({vn_day(paper.day)}) muộn hơn hôm nay ({vn_day(today)}).", field=field
        )
