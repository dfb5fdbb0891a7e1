"""Opens a .docx or .xlsx that may be hostile, and hands on a copy that is not.

Nothing is parsed before it was counted: sizes are counted as they are unpacked, never believed (the header of
a zip entry may lie, and ``ZipFile.read`` unpacks first and cuts afterwards). What python-docx and openpyxl
get to see is a new package, stored uncompressed, of parts without DOCTYPE: no entities, no outside files.
"""

import contextlib
import io
import zipfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath
from typing import IO, NoReturn
from xml.parsers import expat

from domain.errors import Refused

MEGABYTE = 2**20
MAX_FILE = 20 * MEGABYTE
MAX_UNPACKED = 64 * MEGABYTE
MAX_RATIO = 100  # Word and Excel reach 10 to 40; a bomb needs hundreds
MAX_PARTS = 2_000
MAX_ELEMENTS = 1_000_000  # each costs the libraries up to 1 kB

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = "[Content_Types].xml"
_OTHER = "không phải là tệp Word (.docx) hoặc Excel (.xlsx). Đề nghị chọn đúng tệp phụ lục."
_PASSWORD = "có đặt mật khẩu nên không đọc được. Đề nghị bỏ mật khẩu của tệp rồi gửi lại."
_NEW_FILE = "Đề nghị mở tệp bằng Word hoặc Excel, lưu thành tệp .docx hoặc .xlsx mới rồi gửi lại."


class Kind(Enum):
    """What the package says it is: the content type of its main part."""

    DOCX = b"wordprocessingml.document.main+xml"
    XLSX = b"spreadsheetml.sheet.main+xml"


@dataclass(frozen=True)
class Package:
    """The parts of a .docx or .xlsx by their names, each counted and looked through."""

    kind: Kind
    parts: dict[str, bytes]

    def file(self) -> io.BytesIO:
        """The package as a zip file, for a library to open."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for part, content in self.parts.items():
                archive.writestr(part, content)
        return out


def open_package(source: Path | bytes, name: str) -> Package:
    """The safe copy of a file; ``name`` is what the person called it.

    Refuses what is hostile or not ours; on a broken file it may fail with any error.
    """
    data = _bytes(source, name)
    if not data.startswith(b"PK"):
        _refuse_other(data, name)
    parts = unpack(data, name)
    return Package(_kind(parts, name), parts)


def unpack(data: bytes, name: str) -> dict[str, bytes]:
    """The parts of a zip file, each counted and looked through; refuses and fails as ``open_package`` does."""
    parts = _unpack(data, name)
    _look_through(parts, name)
    return parts


def refuse(name: str, what: str) -> NoReturn:
    """Says no to the file ``name``: what is the matter with it and what to do."""
    raise Refused(f"Tệp “{name}” {what}", field="file")


def broken(name: str) -> Refused:
    """The refusal of a file that only looks like one of ours."""
    return Refused(f"Tệp “{name}” bị hỏng nên không đọc được. {_NEW_FILE}", field="file")


def _bytes(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, Path) and not source.is_file():
        raise Refused(f"Không tìm thấy tệp “{name}”. Đề nghị kiểm tra lại đường dẫn.", field="file")
    if (source.stat().st_size if isinstance(source, Path) else len(source)) > MAX_FILE:
        refuse(
            name,
            f"lớn hơn {MAX_FILE // MEGABYTE} MB nên chưa được đọc. "
            "Đề nghị bỏ hình ảnh, tệp nhúng hoặc tách phụ lục thành tệp riêng rồi gửi lại.",
        )
    return source.read_bytes() if isinstance(source, Path) else source


def _refuse_other(data: bytes, name: str) -> NoReturn:
    if data.startswith(_OLE) and _ENCRYPTED_STREAM in data:
        refuse(name, _PASSWORD)
    if data.startswith(_OLE) or PurePath(name).suffix.lower() in (".doc", ".xls"):
        refuse(name, f"ở định dạng cũ (.doc, .xls) nên không đọc được. {_NEW_FILE}")
    refuse(name, _OTHER)


def _unpack(data: bytes, name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if any(entry.flag_bits & 0x1 for entry in entries):
            refuse(name, _PASSWORD)
        known = all(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries)
        if not known or len({entry.filename for entry in entries}) < len(entries):
            raise broken(name)
        declared = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_PARTS or declared > min(MAX_UNPACKED, MAX_RATIO * len(data)):
            refuse(name, f"giải nén ra lớn bất thường nên không được đọc. {_NEW_FILE}")
        parts = {}
        for entry in entries:
            with archive.open(entry) as part:
                parts[entry.filename] = _in_pieces(part)
        return parts


def _in_pieces(part: IO[bytes]) -> bytes:
    """All of an entry, never more than it declared: only a reading with a size stops the unpacking there."""
    out = bytearray()
    while piece := part.read(65536):
        out += piece
    return bytes(out)


def _look_through(parts: dict[str, bytes], name: str) -> None:
    """Goes through all that a library could take for XML, whatever its name."""
    elements = 0

    def element(*_: object) -> None:
        nonlocal elements
        elements += 1
        if elements > MAX_ELEMENTS:
            refuse(
                name,
                "có quá nhiều ô hoặc định dạng nên không được đọc. "
                "Đề nghị chép riêng bảng nhiệm vụ sang tệp mới, bỏ các dòng, cột trống rồi gửi lại.",
            )

    def doctype(*_: object) -> None:
        refuse(name, f"có khai báo thực thể (DOCTYPE), không an toàn nên không được đọc. {_NEW_FILE}")

    for part, content in parts.items():
        parser = expat.ParserCreate()
        parser.StartElementHandler = element
        parser.StartDoctypeDeclHandler = doctype
        if part.lower().endswith((".xml", ".rels")):
            parser.Parse(content, True)
        elif b"<" in content.lstrip()[:4]:
            # Drawings of old Excel (.vml) and pasted web pages are no XML, and nobody reads them.
            with contextlib.suppress(expat.ExpatError):
                parser.Parse(content, True)


def _kind(parts: dict[str, bytes], name: str) -> Kind:
    types = parts.get(_CONTENT_TYPES, b"")
    named = PurePath(name).suffix.lower() in (".docm", ".xlsm")
    if named or b"macroEnabled" in types or any(part.lower().endswith("vbaproject.bin") for part in parts):
        refuse(name, "có chứa macro nên không được tiếp nhận. Đề nghị lưu lại thành .docx hoặc .xlsx thường.")
    for kind in Kind:
        if kind.value in types:
            return kind
    refuse(name, _OTHER)
