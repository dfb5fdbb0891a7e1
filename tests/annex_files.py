"""Annex files for the tests, made on the spot."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from domain.annex import Table
from domain.errors import Refused
from infra.annex import read_annex

HEADER = ("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành")


def word_file(build: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_table(document: Any, *rows: tuple[str, ...]) -> Any:
    table = document.add_table(rows=0, cols=len(HEADER))
    for row in (HEADER, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def excel_file(build: Callable[[Any], object]) -> bytes:
    workbook = openpyxl.Workbook()
    build(workbook.active)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def zip_file(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    return zip_file({**contents, part: change(contents.get(part, b""))})


TYPES, BODY, SHEET = "[Content_Types].xml", "word/document.xml", "xl/worksheets/sheet1.xml"
WORD = word_file(lambda document: with_table(document, ("1", "Xây dựng đề án", "Sở Nội vụ", "6/2026")))
EXCEL = excel_file(lambda sheet: sheet.append(HEADER))


def cells(table: Table) -> list[list[str]]:
    """The rows, a merged place as "<" (its text stands on the left) or "^" (above)."""
    signs = {"left": "<", "above": "^", "": ""}
    return [[signs[cell.merged] or cell.text for cell in row.cells] for row in table.rows]


def refusal(data: bytes | Path, name: str = "Phụ lục.docx") -> str:
    with pytest.raises(Refused) as refused:
        read_annex(data, name)
    assert refused.value.field == "file"
    return refused.value.message
