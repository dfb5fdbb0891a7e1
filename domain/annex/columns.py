"""Which column of a table says what, by the words of its header."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from domain.annex.table import Row, Table
from domain.vietnamese import fold, nfc


class Field(StrEnum):
    """What a column of a task annex tells; the value is its usual heading."""

    NUMBER = "TT"
    TEXT = "Tên nhiệm vụ"
    LEAD = "Cơ quan chủ trì"
    COORDINATING = "Cơ quan phối hợp"
    PRODUCT = "Kết quả (sản phẩm)"
    DEADLINE = "Thời gian hoàn thành"
    NOTE = "Ghi chú"


# Tried in this order on the folded header: "Cơ quan phối hợp thực hiện" is no lead, "Sản phẩm hoàn thành" is
# no deadline. Only the last one matches on the whole, since "đơn vị tính" and "đơn vị trình" are no leads.
_SAYS = (
    (Field.NUMBER, r"^(so )?(s?tt|thu tu)\W*$"),
    (Field.LEAD, r"chu tri.*phoi hop"),
    (Field.COORDINATING, r"phoi hop"),
    (Field.LEAD, r"chu tri|dau moi|duoc giao|phan cong"),
    (Field.DEADLINE, r"^(?!.*bat dau).*(thoi (gian|han|diem)|\bhan\b|tien do|\bmoc\b)"),
    (Field.PRODUCT, r"ket qua|san pham|dau ra"),
    (Field.NOTE, r"ghi chu"),
    (Field.DEADLINE, r"hoan thanh"),
    (Field.TEXT, r"nhiem vu|noi dung|cong viec|giai phap|ten de an"),
    (Field.LEAD, r"^(co quan|don vi)(\W+(co quan|don vi))?( thuc hien| chiu trach nhiem)?$"),
)
_LONGEST_HEADER = 100  # characters; a header is a few words, a task a sentence


class Column(msgspec.Struct, frozen=True):
    """One heading: where it stands (from 0), its words, and what it was taken for, if anything."""

    index: int
    header: str
    field: Field | None


class Layout(msgspec.Struct, frozen=True):
    """A task table understood: its columns and the rows that are header, wherever they are repeated."""

    columns: tuple[Column, ...]
    header_keys: tuple[tuple[str, ...], ...]
    start: int
    """Index of the first row below the header."""

    def indexes(self, row: Row, field: Field) -> Iterator[int]:
        """The indexes of the cells of a row that belong to the field."""
        return (c.index for c in self.columns if c.field is field and c.index < len(row.cells))

    def has(self, field: Field) -> bool:
        """Is there a column for it?"""
        return any(c.field is field for c in self.columns)

    def is_header(self, row: Row) -> bool:
        """A header row repeated on another page, or the row of column numbers below it ("(1) (2) (3)")."""
        key = _key(row)
        return key in self.header_keys or _counts_columns(key)


def layout(table: Table) -> Layout | None:
    """The columns of a task table, or None: it needs a heading for the task and one for lead or deadline."""
    for at, row in enumerate(table.rows):
        below = table.rows[at + 1] if at + 1 < len(table.rows) else None
        rows = (row, below) if below and _second_header(row, below) else (row,)
        columns = _columns(rows)
        fields = {column.field for column in columns} - {None}
        if Field.TEXT in fields and fields & {Field.LEAD, Field.DEADLINE} and len(fields) >= 3:
            return Layout(columns, tuple(_key(r) for r in rows), at + len(rows))
    return None


def _says(header: str) -> Field | None:
    if len(header) > _LONGEST_HEADER:
        return None
    folded = fold(header)
    return next((field for field, words in _SAYS if re.search(words, folded)), None)


def _second_header(row: Row, below: Row) -> bool:
    """Is the row below the second half of a header ("Cơ quan thực hiện" over "Chủ trì" and "Phối hợp")?"""
    texts = [cell.text for cell in below.cells if cell.text.strip()]
    first = below.cells[0] if below.cells else None
    return bool(
        first
        and not first.text.strip()
        and texts
        and all(_says(text) for text in texts)
        and (len(texts) > 1 or first.merged == "above")
        and any(_says(cell.text) for cell in row.cells)
    )


def _columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    """A field named twice belongs to the first heading; a heading over several columns gives it to all."""
    columns: list[Column] = []
    taken: dict[Field, str] = {}
    top = ""
    for index in range(max(len(row.cells) for row in rows)):
        cells = [row.cells[index] for row in rows if index < len(row.cells)]
        spread = bool(cells) and cells[0].merged == "left"
        if cells and not spread:
            top = nfc(cells[0].text, one_line=True)
        sub = nfc(cells[1].text, one_line=True) if len(cells) > 1 else ""
        header = f"{top} {sub}".strip()
        field = (_says(sub) if sub else None) or _says(header)
        if field and taken.setdefault(field, header) != header:
            field = None
        columns.append(Column(index, header, field))
    return tuple(columns)


def _counts_columns(key: tuple[str, ...]) -> bool:
    filled = [text.strip("()") for text in key if text]
    numbers = [int(text) for text in filled if re.fullmatch(r"\d{1,2}", text)]
    others = [text for text in filled if not text.isdecimal()]
    return (
        len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1)) and set(others) <= {"a", "b", "c"}
    )


def _key(row: Row) -> tuple[str, ...]:
    return tuple(fold(cell.text) for cell in row.cells)
