"""A workbook of one list: real days and numbers, a header that stays, filters; written row by row."""

import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import xlsxwriter

from domain.sheet import Cells, Column, Workbook
from infra.paper.values import plain

_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
_LINE, _HIGHEST = 15, 408
"""Points: of a line, and of the highest row that Excel takes."""
_DENSE = 1.15
"""Letters of a text to one of the width, which is that of a nought."""
_HEADER = 2
"""Its row, below the title and the note."""
_BORDER = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}


def workbook(book: Workbook) -> bytes:
    """The .xlsx of a list. ``book.rows`` are read once, as they are written, and never held together.

    A text is written as a text, whatever it begins with: none becomes a formula, a link or a number.
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"constant_memory": True}) as file:
        file.set_properties({"title": plain(book.title), "comments": plain(book.note)})
        sheet = file.add_worksheet(sheet_name(book.title))
        _page(sheet, book.columns)
        _head(file, sheet, book)
        write = _writer(file, sheet, book.columns)
        row = _HEADER
        for row, cells in enumerate(book.rows, _HEADER + 1):
            write(row, cells)
        sheet.autofilter(_HEADER, 0, row, len(book.columns) - 1)
        if book.total:
            write(row + 1, book.total, strong=True)
    return output.getvalue()


def sheet_name(title: str) -> str:
    """A name that Excel takes: at most 31 characters, none of ``[]:*?/\\``, no apostrophe at the ends."""
    clean = re.sub(r"[\[\]:*?/\\]", " ", plain(title))
    return " ".join(clean.split())[:_LONGEST_NAME].strip("' ") or "Danh sách"


def _page(sheet: Any, columns: Sequence[Column]) -> None:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    sheet.freeze_panes(_HEADER + 1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")


def _head(file: Any, sheet: Any, book: Workbook) -> None:
    heading = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#EDEDED"}
    dressed = file.add_format({**_BORDER, **heading})
    sheet.write_string(0, 0, plain(book.title), file.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, plain(book.note), file.add_format({"italic": True}))
    names = [f"{column.over}: {column.heading}" if column.over else column.heading for column in book.columns]
    sheet.set_row(_HEADER, _height(names, book.columns))
    for at, name in enumerate(names):
        sheet.write_string(_HEADER, at, plain(name), dressed)


def _height(cells: Cells, columns: Sequence[Column]) -> float:
    """For the longest text, wrapped: not every program finds the height of a row by itself."""
    lines = 1
    for value, column in zip(cells, columns, strict=True):
        if isinstance(value, str):
            lines = max(
                lines, sum(1 + int(len(line) / (_DENSE * column.width)) for line in value.split("\n"))
            )
    return min(_LINE * lines, _HIGHEST)


def _writer(file: Any, sheet: Any, columns: Sequence[Column]) -> Callable[..., None]:
    formats: dict[tuple[str, bool, bool], Any] = {}

    def dressed(number_format: str, column: Column, strong: bool) -> Any:
        key = number_format, column.centred, strong
        if key not in formats:
            form = {**_BORDER, "num_format": number_format, "bold": strong, "text_wrap": number_format == "@"}
            formats[key] = file.add_format({**form, **({"align": "center"} if column.centred else {})})
        return formats[key]

    def line(row: int, cells: Cells, *, strong: bool = False) -> None:
        sheet.set_row(row, _height(cells, columns))
        for at, (value, column) in enumerate(zip(cells, columns, strict=True)):
            match value:
                case None:
                    sheet.write_blank(row, at, None, dressed("@", column, strong))
                case str():
                    sheet.write_string(row, at, plain(value)[:_LONGEST_CELL], dressed("@", column, strong))
                case int():
                    sheet.write_number(row, at, value, dressed("#,##0", column, strong))
                case date():
                    sheet.write_datetime(row, at, value, dressed("dd/mm/yyyy", column, strong))
                case Fraction():
                    sheet.write_number(row, at, float(value), dressed("0.0%", column, strong))

    return line
