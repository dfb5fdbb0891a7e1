"""A file that goes with a report: what it may be, what it is called, who uploaded it."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import PurePosixPath
from uuid import UUID

import msgspec

from domain.errors import Refused
from domain.vietnamese import nfc

LARGEST = 20 * 2**20
"""Bytes."""

LONGEST_NAME = 150

WAITS = timedelta(days=30)
"""How long an upload waits to be sent, or written into a draft."""


class Kind(StrEnum):
    """What may be attached; the value is its ending."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    JPG = "jpg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        """What browsers call it."""
        return _MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.JPG: "image/jpeg",
    Kind.PNG: "image/png",
}
_ENDINGS = {kind: (kind.value,) for kind in Kind} | {Kind.JPG: ("jpg", "jpeg", "jpe", "jfif")}

ALLOWED = "PDF, Word (.docx), Excel (.xlsx), văn bản mở (.odt), ảnh JPG hoặc PNG"


class Attachment(msgspec.Struct, frozen=True):
    """A file that is kept. ``account``: who uploaded it; ``size`` in bytes."""

    id: UUID
    name: str
    kind: Kind
    size: int
    account: UUID
    uploaded: datetime

    def waits(self, today: date) -> bool:
        """Whether it may still be sent by who uploaded it; what goes with nothing by then is thrown away."""
        return today <= self.uploaded.date() + WAITS


def cleaned(name: str) -> str:
    """The name alone, without the folders of the sender's machine, in one line, no longer than any."""
    bare = re.split(r"[/\\]", nfc(name, one_line=True))[-1]
    kept = re.sub(r'[<>:"|?*]', " ", bare)
    path = PurePosixPath(" ".join(kept.split()).strip(" ."))
    ending = path.suffix[:10]
    return f"{path.stem[: LONGEST_NAME - len(ending)].strip(' .')}{ending}" or "tep"


def called(name: str, kind: Kind) -> str:
    """The cleaned name with an ending that says what is in it: "ảnh.exe" that is a picture: "ảnh.exe.png"."""
    if PurePosixPath(name).suffix[1:].lower() in _ENDINGS[kind]:
        return name
    return f"{name}.{kind}"


def refuse_size(size: int, name: str) -> None:
    """Refuses what is empty or larger than ``LARGEST``."""
    if size > LARGEST:
        raise Refused(
            f"Tệp “{name}” lớn hơn {LARGEST >> 20} MB nên chưa được lưu. "
            "Đề nghị giảm độ phân giải, hoặc tách thành nhiều tệp.",
            field="file",
        )
    if not size:
        raise Refused(f"Tệp “{name}” không có nội dung. Đề nghị chọn lại tệp.", field="file")
