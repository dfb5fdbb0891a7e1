"""Conclusions pasted as text -> a table as of an annex: an item a row, its lead and its deadline where they are found.

Most tasks come so: five or six conclusions of a notice, each a sentence ("… trình Ban Thường vụ trước ngày 15/12").
"""

import re
from collections.abc import Iterator
from datetime import date

from domain.annex.columns import Field
from domain.annex.matching import Register
from domain.annex.table import Cell, Row, Table
from domain.deadline import Kind, Reading, read
from domain.errors import Refused
from domain.secrecy import refuse_secret
from domain.vietnamese import count, nfc

LONGEST = 200_000
"""Characters; a notice of conclusions has a few pages."""

_COLUMNS = (
    Field.NUMBER,
    Field.TEXT,
    Field.LEAD,
    Field.COORDINATING,
    Field.PRODUCT,
    Field.DEADLINE,
)
_ITEM = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3})*)[.)]\s+|[-–+*•]\s+")
_WITHIN_A_LINE = re.compile(r"(?<=[;.])\s+(?=\(\d{1,3}\)\s)")
_AND = re.compile(r"\s*[,;]\s*|\s+và\s+")
_TIME = re.compile(
    r"\b(?:chậm nhất|muộn nhất|trước|đến hết|đến ngày|hết|trong|từ nay|định kỳ|thường xuyên|hằng|hàng|khi|ngay sau|"
    r"sau khi|quý|tháng|năm|ngày)\b",
    re.IGNORECASE,
)
_AFTER_A_COMMA = re.compile(r"[,;]\s*$")
_AS_IF_GIVEN = date(2000, 1, 1)
"""To tell a deadline from other words any day will do; which day it is, the annex tells later."""


def table(text: str, register: Register) -> Table:
    """The items of a text. Refuses a text without any, one that bears a mark of secrecy, one beyond measure."""
    if len(text) > LONGEST:
        raise Refused(
            f"Nội dung dán dài {count(len(text))} ký tự, nhiều nhất là {count(LONGEST)}; đề nghị chia nhỏ.",
            field="text",
        )
    refuse_secret([text], "nội dung dán")
    header = Row(0, tuple(Cell(field) for field in _COLUMNS))
    rows = [
        _row(at, number or str(at), item, register) for at, (number, item) in enumerate(_items(nfc(text)), 1)
    ]
    if not rows:
        raise Refused("Đề nghị dán nội dung các kết luận, mỗi kết luận một đoạn.", field="text")
    return Table("Nội dung dán", (), (header, *rows))


def _items(text: str) -> Iterator[tuple[str, str]]:
    """(number, words) of each item; without any numbers or bullets each paragraph is one."""
    lines = [nfc(line, one_line=True) for line in _WITHIN_A_LINE.sub("\n", text).split("\n")]
    lines = [line for line in lines if line]
    marked = any(_ITEM.match(line) for line in lines)
    number, words = "", list[str]()
    for line in lines:
        item = _ITEM.match(line)
        if words and (item or not marked):
            yield number, _ended(words)
            number, words = "", []
        if item or words or not marked:  # what stands before the first item is a heading
            number = item[1] or "" if item else number
            words.append(line[item.end() :] if item else line)
    if words:
        yield number, _ended(words)


def _ended(words: list[str]) -> str:
    """One item, without the sign that leads on to the next."""
    return " ".join(words).rstrip(" ;,")


def _row(at: int, number: str, text: str, register: Register) -> Row:
    led = _led(text, register)
    cells = {
        Field.NUMBER: number,
        Field.TEXT: text,
        Field.LEAD: text[:led],
        Field.DEADLINE: _deadline(text, led),
    }
    return Row(at, tuple(Cell(cells.get(field, "")) for field in _COLUMNS))


def _led(text: str, register: Register) -> int:
    """Where the names end with which a sentence begins; 0: it begins with none."""
    end = after = 0
    while (name := register.begun(text, after)) > after:
        end = name
        separator = _AND.match(text, end)
        if separator is None:
            break
        after = separator.end()
    return end


def _deadline(text: str, start: int) -> str:
    """The words of a sentence from its deadline on, or ""."""
    found = list[tuple[bool, int, str]]()
    for time in _TIME.finditer(text, start):
        words = text[time.start() :].rstrip(" .;")
        reading = read(words, given=_AS_IF_GIVEN)
        apart = bool(_AFTER_A_COMMA.search(text, 0, time.start()))
        if reading.kind is Kind.DATED or (apart and reading.kind is not Kind.NONE):
            found.append((_with_more(reading), time.start(), words))
    return min(found)[2] if found else ""


def _with_more(reading: Reading) -> bool:
    """Whether the words say more than a time."""
    return reading.kind is Kind.DATED and "nội dung khác" in (reading.doubt or "")
