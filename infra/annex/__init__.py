"""Task annexes as the offices send them: a .docx or .xlsx -> tables of text rows, for ``domain.annex``."""

from pathlib import Path

from domain.annex.table import Table
from domain.errors import Refused
from infra.annex.excel import sheets
from infra.annex.package import Kind, broken, open_package, refuse
from infra.annex.word import tables

_READERS = {Kind.DOCX: tables, Kind.XLSX: sheets}


def read_annex(source: Path | bytes, name: str) -> list[Table]:
    """All tables of a Word file, or all visible sheets of an Excel file, in their order; writes nothing.

    Refuses, naming the file by ``name``: what is no .docx or .xlsx, old formats, a password, macros, a mark
    of secrecy in the heading, files that are or unpack too large, broken files, files without a table.
    """
    try:
        package = open_package(source, name)
        found = _READERS[package.kind](package, name)
    except Refused:
        raise
    except Exception as error:
        # A file can break the formats in any way, and the libraries answer with whatever goes wrong first:
        # BadZipFile, KeyError, AttributeError, errors of their own.
        raise broken(name) from error
    if not found:
        refuse(name, "không có bảng nào. Đề nghị chọn tệp có bảng danh mục nhiệm vụ.")
    return found
