"""What an attachment is, by its content; and nothing secret is let in."""

import io
import zipfile
from contextlib import suppress

from domain.attachment import ALLOWED, Kind, called, cleaned, refuse_size
from domain.errors import Refused
from domain.secrecy import refuse_secret, refuse_secret_name
from infra.annex.package import broken, refuse
from infra.attachment.headings import HEADINGS

_BEGINS = {b"%PDF-": Kind.PDF, b"\xff\xd8\xff": Kind.JPG, b"\x89PNG\r\n\x1a\n": Kind.PNG}
_ODT = b"application/vnd.oasis.opendocument.text"
_MAIN_PARTS = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}


def inspected(name: str, data: bytes) -> tuple[str, Kind]:
    """The name under which it is kept, and what it is. Refuses, naming the file.

    Refused: what is empty, too large, of no kind that is taken; a mark of secrecy in the name or the heading;
    macros, passwords, and zip files that are hostile or broken.
    """
    name = cleaned(name)
    refuse_size(len(data), name)
    refuse_secret_name(name)
    kind = _kind(data)
    if kind is None:
        refuse(name, f"không thuộc loại được tiếp nhận. Đề nghị gửi {ALLOWED}.")
    if heading := HEADINGS.get(kind):
        try:
            lines = list(heading(data, name))
        except Refused:
            raise
        except Exception as error:
            # As in infra/annex: a file can break its format in any way.
            raise broken(name) from error
        refuse_secret(lines, name)
    return called(name, kind), kind


def _kind(data: bytes) -> Kind | None:
    for begin, kind in _BEGINS.items():
        if data.startswith(begin):
            return kind
    if not data.startswith(b"PK"):
        return None
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.namelist()
        if parts[:1] == ["mimetype"]:
            with archive.open("mimetype") as told:
                return Kind.ODT if told.read(len(_ODT) + 1).strip() == _ODT else None
        return next((kind for part, kind in _MAIN_PARTS.items() if part in parts), None)
    return None
