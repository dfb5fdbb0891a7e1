"""Rows of the file -> one line per task: pieces of a broken row joined, group headings taken as groups."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from domain.annex.columns import Field, Layout, layout
from domain.annex.doubt import About, Doubt
from domain.annex.table import Row, Table
from domain.vietnamese import nfc

_NUMBER = re.compile(r"\(?0*(\d+(?:\.\d+)*[a-zđ]?)[.)]*")
_NUMBER_IN_TEXT = re.compile(r"0*(\d+(?:\.\d+)*)[.)]\s+")
_LETTER = re.compile(r"([a-zđ])[.)]?")
_BULLET = re.compile(r"[-–+*•.]*")
_HEADING = re.compile(r"(?:[IVXL]+|[A-ZĐ])\s*[.)–:-]\s|Phần |Nhóm |Mục ")
_SHORTEST_CAPITALS = 12  # a line all in capitals is a heading; a few capital letters may be the end of a name


class Line(msgspec.Struct, frozen=True):
    """A task as the annex has it. Its cells keep their line breaks; ``doubts`` are about its rows alone.

    ``ref`` is its number, the same in whatever format the annex comes: "12"; "12 (2)" the second one numbered
    12; "12+1" the first one without a number after 12.
    """

    table: str
    at: int
    ref: str
    number: str
    group: str
    cells: dict[Field, str]
    doubts: tuple[Doubt, ...] = ()


class TaskTable(msgspec.Struct, frozen=True):
    """A table that lists tasks, and how its columns were understood."""

    table: Table
    layout: Layout
    lines: tuple[Line, ...]


def task_tables(tables: Sequence[Table]) -> list[TaskTable]:
    """The tables that list tasks. One without header, next to one of them and as wide, carries it on."""
    found: list[TaskTable] = []
    numbering = _Numbering()
    last: _Reader | None = None
    for table in tables:
        columns = layout(table) or (_same_layout(last.layout, table) if last else None)
        if columns is None:
            last = None
            continue
        group = last.group if last else ""
        if found and table.heading:
            group = table.heading[-1]
        last = _Reader(table, columns, numbering, group)
        found.append(TaskTable(table, columns, tuple(last.lines())))
    return found


def _same_layout(before: Layout, table: Table) -> Layout | None:
    width = max((len(row.cells) for row in table.rows), default=0)
    if table.heading or width != len(before.columns):
        return None
    return msgspec.structs.replace(before, start=0)


def clean(text: str) -> str:
    """A cell's text: single spaces, no empty lines, line breaks kept."""
    lines = (nfc(line, one_line=True) for line in nfc(text).split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass
class _Numbering:
    """Gives each line its ``ref``, through all tables of the annex."""

    last: str = ""
    seen: Counter[str] = field(default_factory=Counter)
    used: set[tuple[str, str]] = field(default_factory=set)
    """Each number with its group: many annexes begin at 1 in each."""

    def read(self, text: str) -> str:
        """The number in a cell ("41. ": "41"), a letter with the one above it ("3.a"); "" for a bullet."""
        if _BULLET.fullmatch(text):
            return ""
        if found := _NUMBER.fullmatch(text):
            return found[1]
        if found := _LETTER.fullmatch(text):
            return f"{self.last}.{found[1]}".lstrip(".")
        return text.rstrip(".) ")

    def ref(self, number: str) -> str:
        """The next line's ``ref``."""
        if not number:
            self.seen[self.last + "+"] += 1
            return f"{self.last}+{self.seen[self.last + '+']}"
        if "." not in number:
            self.last = number
        self.seen[number] += 1
        return number if self.seen[number] == 1 else f"{number} ({self.seen[number]})"


@dataclass
class _Reader:
    """Goes down one table; the line under way is open until the next number, heading or the end."""

    table: Table
    layout: Layout
    numbering: _Numbering
    group: str
    open: Line | None = None
    row_above: dict[Field, str] = field(default_factory=dict)

    def lines(self) -> Iterator[Line]:
        """One per task."""
        for row in self.table.rows[self.layout.start :]:
            cells = {f: self._text(row, f) for f in Field if self.layout.has(f)}
            if self.layout.is_header(row) or not any(cells.values()):
                continue
            heading = self._heading(row)
            if not heading and self.open and self._carries_on(self.open, row, cells):
                self.open = self._joined(self.open, row, cells)
                continue
            if self.open:
                yield self.open
            self.open, self.group = (None, heading) if heading else (self._opened(row, cells), self.group)
        if self.open:
            yield self.open

    def _text(self, row: Row, f: Field) -> str:
        return clean("\n".join(row.cells[i].text for i in self.layout.indexes(row, f)))

    def _merged_above(self, row: Row, f: Field) -> bool:
        places = [row.cells[i].merged for i in self.layout.indexes(row, f)]
        return bool(places) and places[0] == "above"

    def _heading(self, row: Row) -> str:
        """The words of a group heading, or "": alone in its row, merged over it, or numbered unlike tasks."""
        filled = {i: nfc(cell.text, one_line=True) for i, cell in enumerate(row.cells) if cell.text.strip()}
        number_at = next(self.layout.indexes(row, Field.NUMBER), None)
        text_at = next(self.layout.indexes(row, Field.TEXT), None)
        if not filled or not filled.keys() <= {number_at, text_at}:
            return ""
        *numbers, last = filled
        merged = last + 1 < len(row.cells) and all(cell.merged == "left" for cell in row.cells[last + 1 :])
        text = filled[last]
        if numbers:
            number = filled[numbers[0]]
            plain = bool(_NUMBER.fullmatch(number) or _LETTER.fullmatch(number) or _BULLET.fullmatch(number))
            return f"{number.rstrip('.) ')}. {text}" if merged or not plain else ""
        if last == number_at:
            return text if not _NUMBER.fullmatch(text) else ""
        capitals = text.isupper() and len(text) >= _SHORTEST_CAPITALS
        return text if merged or capitals or _HEADING.match(text) else ""

    def _carries_on(self, task: Line, row: Row, cells: dict[Field, str]) -> bool:
        """Is this row a piece of the task above, broken off at the end of a page or by merged cells?"""
        if cells.get(Field.NUMBER) and not _BULLET.fullmatch(cells[Field.NUMBER]):
            return False
        if self._merged_above(row, Field.NUMBER):
            return True
        given = bool(cells.get(Field.LEAD) or cells.get(Field.DEADLINE))
        if not self.layout.has(Field.NUMBER):
            return not given and not _NUMBER_IN_TEXT.match(cells[Field.TEXT])
        return not (given and _new_sentence(task.cells[Field.TEXT], cells[Field.TEXT]))

    def _opened(self, row: Row, cells: dict[Field, str]) -> Line:
        for f in cells.keys() - {Field.NUMBER}:
            if self._merged_above(row, f):
                cells = {**cells, f: self.row_above.get(f, "")}
        self.row_above = cells
        number = self.numbering.read(cells.get(Field.NUMBER, ""))
        if not self.layout.has(Field.NUMBER) and (found := _NUMBER_IN_TEXT.match(cells[Field.TEXT])):
            number = found[1]
            cells = {**cells, Field.TEXT: cells[Field.TEXT][found.end() :]}
        ref = self.numbering.ref(number)
        doubts = []
        if not number:
            doubts.append(_doubt(ref, "Dòng không có số thứ tự, được coi là một nhiệm vụ riêng."))
        elif (self.group, number) in self.numbering.used:
            doubts.append(_doubt(ref, f"Số thứ tự {number} đã dùng cho một nhiệm vụ ở trên."))
        self.numbering.used.add((self.group, number))
        return Line(self.table.where, row.at, ref, number, self.group, cells, tuple(doubts))

    def _joined(self, task: Line, row: Row, cells: dict[Field, str]) -> Line:
        self.row_above = {**self.row_above, **{f: text for f, text in cells.items() if text}}
        merged = self._merged_above(row, Field.NUMBER)
        old, text = task.cells, cells[Field.TEXT]
        both = [f for f in (Field.LEAD, Field.DEADLINE) if old.get(f) and cells.get(f)]
        doubts = list(task.doubts)
        if both or _new_sentence(old[Field.TEXT], text):
            doubts.append(_doubt(task.ref, f"Đã nối dòng {row.at} của {self.table.where} vào nhiệm vụ này."))
        joiner = "\n" if merged else " "
        return msgspec.structs.replace(
            task,
            cells={f: joiner.join(filter(None, (old[f], cells[f]))) for f in old if f is not Field.NUMBER},
            doubts=tuple(doubts),
        )


def _new_sentence(before: str, after: str) -> bool:
    """Does the second text begin anew where the first one had come to its end?"""
    return bool(after) and before.endswith((".", ";", ":")) and not after[0].islower()


def _doubt(ref: str, why: str) -> Doubt:
    return Doubt(
        f"TT {ref}",
        Field.NUMBER,
        About.ROW,
        why,
        "Kiểm tra lại trong phụ lục; nếu chưa đúng, sửa tệp rồi nhập lại.",
    )
