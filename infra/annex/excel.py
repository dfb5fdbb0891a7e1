"""An Excel file -> its sheets as tables. A cell reads as the sheet shows it."""

import io
import re
from collections import defaultdict
from datetime import date
from string import ascii_uppercase
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.worksheet.cell_range import CellRange

from domain.annex.table import Cell, Row, Table
from domain.secrecy import refuse_secret
from domain.vietnamese import count
from infra.annex.package import Package, refuse

MAX_COLUMNS = 64  # a task annex has five to ten; what stands beyond is no part of it
MAX_ROWS = 20_000
MAX_MERGED_CELLS = 200_000
_TABLE_COLUMNS = 3  # the first row with so many filled cells ends the heading


def sheets(package: Package, name: str) -> list[Table]:
    """The visible sheets that hold anything. Rows keep their numbers, blank ones are left out."""
    workbook = openpyxl.load_workbook(package.file(), read_only=True, data_only=True)
    found = []
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            continue
        values = _values(sheet)
        # Read-only openpyxl drops merged cells and page headers, and keeps the name of the part to itself.
        part = package.parts[sheet._worksheet_path]  # type: ignore[attr-defined]
        ranges, header = _merges_and_header(part, name)
        refuse_secret([*header, *_heading(values)], name)
        if values:
            merges = _merges(ranges, max(values), name)
            rows = tuple(_row(at, texts, merges.get(at, {})) for at, texts in values.items())
            found.append(Table(f"Trang tính “{sheet.title}”", (), rows))
    workbook.close()
    return found


def words(value: object, number_format: str) -> str:
    """The value of a cell in the words an officer reads there.

    A day is dd/mm/yyyy. "6/2025" that Excel turned into the first of June keeps what its format shows: month
    and year, or the year alone. Whole numbers have no decimals.
    """
    if isinstance(value, date):
        shown = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", number_format).lower()
        if "d" in shown or "y" not in shown:
            return f"{value:%d/%m/%Y}"
        month = f"{value:%m}/" if re.search(r"(?<!m)mm(?!m)", shown) else f"{value.month}/"
        return (month if "m" in shown else "") + str(value.year)
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def _values(sheet: Any) -> dict[int, list[str]]:
    values: dict[int, list[str]] = {}
    for at, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS), start=1):
        texts = ["" if cell.value is None else words(cell.value, cell.number_format) for cell in row]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            values[at] = texts
    return values


def _heading(values: dict[int, list[str]]) -> list[str]:
    lines = []
    for texts in values.values():
        filled = [text for text in texts if text.strip()]
        if len(filled) >= _TABLE_COLUMNS:
            break
        lines += filled
    return lines


def _merges_and_header(part: bytes, name: str) -> tuple[list[str], list[str]]:
    """The merged ranges of a sheet and the lines of its page headers.

    Refuses on the way the cells that openpyxl would leave out in silence.
    """
    merged: list[str] = []
    header: list[str] = []
    for _, element in ElementTree.iterparse(io.BytesIO(part)):
        tag = element.tag.rpartition("}")[2]
        if tag == "mergeCell":
            merged.append(element.get("ref", ""))
        elif tag in ("oddHeader", "firstHeader", "evenHeader"):
            # &L &C &R part left, centre and right; the other codes set type, size and colour.
            header += re.split(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Z]|\n', element.text or "")
        elif tag == "c":
            _refuse_unread(element, name)
        if tag in ("c", "row"):
            element.clear()
    return merged, header


def _refuse_unread(cell: ElementTree.Element, name: str) -> None:
    ref = cell.get("r", "")
    parts = {child.tag.rpartition("}")[2]: child.text for child in cell}
    if parts and int(ref.lstrip(ascii_uppercase) or 0) > MAX_ROWS:
        refuse(
            name, f"có nội dung sau dòng {count(MAX_ROWS)}. Đề nghị chép riêng bảng nhiệm vụ sang tệp mới."
        )
    if "f" in parts and not parts.get("v") and cell.get("t") != "str":
        refuse(name, f"có công thức chưa được tính (ô {ref}). Đề nghị mở bằng Excel, lưu lại rồi gửi lại.")


def _merges(ranges: list[str], last_row: int, name: str) -> dict[int, dict[int, Cell]]:
    """By row and column the places that show the text of another."""
    merges: dict[int, dict[int, Cell]] = defaultdict(dict)
    places = 0
    for left, top, right, bottom in (CellRange(ref).bounds for ref in ranges):
        for at in range(top, min(bottom, last_row) + 1):
            for column in range(left, min(right, MAX_COLUMNS) + 1):
                places += 1
                if places > MAX_MERGED_CELLS:
                    refuse(name, "có quá nhiều ô gộp. Đề nghị chép riêng bảng nhiệm vụ sang tệp mới.")
                if (at, column) != (top, left):
                    merges[at][column] = Cell(merged="above" if at > top and column == left else "left")
    return merges


def _row(at: int, texts: list[str], merges: dict[int, Cell]) -> Row:
    width = max(len(texts), *merges, 0) if merges else len(texts)
    padded = texts + [""] * (width - len(texts))
    return Row(at, tuple(merges.get(column) or Cell(text) for column, text in enumerate(padded, start=1)))
