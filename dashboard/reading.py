"""The parts of an address, which are the client's: each is read strictly, and refused in words."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.door import FIRST_DAY, LAST_DAY
from domain.errors import Refused
from domain.vietnamese import day as vn_day
from domain.vietnamese import nfc

LONGEST_SEARCH = 200

Behind = tuple[date, UUID, int]
"""Day, assignment and report (0: none) that the page before ended with."""


def day(value: str) -> date:
    """A day as YYYY-MM-DD."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise Refused(f"“{_short(value)}” không phải là ngày. Đề nghị chọn lại ngày.", field="ngay")
    try:
        return date.fromisoformat(value)
    except ValueError:
        year_, month_, day_ = value.split("-")
        raise Refused(
            f"Không có ngày {day_}/{month_}/{year_} trong lịch. Đề nghị chọn lại ngày.", field="ngay"
        ) from None


def nearby(value: str) -> date:
    """A day that something of the register can fall on."""
    read = day(value)
    if not FIRST_DAY <= read <= LAST_DAY:
        raise Refused(f"Ngày {vn_day(read)} nằm ngoài khoảng sổ theo dõi. Đề nghị chọn lại ngày.")
    return read


def month(value: str) -> date:
    """The first day of a month, from YYYY-MM."""
    try:
        first = day(f"{value}-01")
        return first.replace(year=year(value[:4]))
    except Refused:
        raise Refused(f"“{_short(value)}” không phải là tháng.", field="thang") from None


def number(what: str, among: Callable[[int], bool]) -> Callable[[str], int]:
    """A whole number that is ``among`` those there are; ``what``: in words, for the refusal."""

    def read(value: str) -> int:
        if not re.fullmatch(r"\d{1,4}", value, re.ASCII) or not among(int(value)):
            raise Refused(f"“{_short(value)}” không phải là {what}.")
        return int(value)

    return read


year = number("năm", lambda year: 0 < year < date.max.year)


def mark(value: str) -> UUID | int:
    """Where a page of a list begins: behind an id or behind a position."""
    return int(value) if re.fullmatch(r"\d{1,18}", value, re.ASCII) else identity(value)


def behind(value: str) -> Behind:
    """Where a page of reports begins."""
    sent, _, rest = value.partition(".")
    assignment, _, report = rest.partition(".")
    return day(sent), identity(assignment), number("mục", lambda report: report >= 0)(report)


def text(value: str) -> str:
    """What is searched for."""
    words = nfc(value, one_line=True)
    if len(words) > LONGEST_SEARCH:
        raise Refused("Nội dung tìm quá dài. Đề nghị tìm bằng vài từ, hoặc số văn bản.", field="tim")
    return words


def identity(value: str) -> UUID:
    """An id."""
    try:
        return UUID(value)
    except ValueError:
        raise Refused("Địa chỉ trang không đúng. Đề nghị mở lại từ trang Tổng quan.") from None


def one_of(what: str, known: Mapping[str, Any]) -> Callable[[str], Any]:
    """A word that stands for a value."""

    def read(value: str) -> Any:
        if value not in known:
            raise Refused(f"Không có {what} “{_short(value)}”. Đề nghị mở lại từ trang Tổng quan.")
        return known[value]

    return read


def _short(value: str) -> str:
    return value if len(value) <= 30 else f"{value[:30]}…"
