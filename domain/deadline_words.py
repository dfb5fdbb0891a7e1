"""The words for times in a deadline: "ngày 15/12/2026", "tháng 12", "Quý III/2026", "giữa năm", "hằng quý".

One table, read from the most to the least specific, over folded text (no marks, small letters), so that
decomposed text, capitals and typing without marks read the same. Each time found is replaced by a mark of one
character; ``domain.deadline`` then reads the sentence around the marks.

Source of the points of a month and a year: Bộ luật Dân sự 2015, Đ.146 k.2–3.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.vietnamese import fold

Span = tuple[date, date]
"""First and last day of a time."""

MARK = "[\ue000-\uf8ff]"
_FIRST_MARK = 0xE000

_NUMBERS = {
    name: value
    for value, names in {
        1: "mot|i",
        2: "hai|ii",
        3: "ba|iii",
        4: "bon|tu|iv",
        5: "nam",
        6: "sau",
        7: "bay",
        8: "tam",
        9: "chin",
        10: "muoi",
        11: "muoi mot",
        12: "muoi hai",
        15: "muoi lam",
        20: "hai muoi",
        30: "ba muoi",
    }.items()
    for name in names.split("|")
}
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"


def value(number: str) -> int:
    """The value of what ``NUMBER`` matches."""
    return _NUMBERS.get(number) or int(number)


class Time(NamedTuple):
    """A time found in the words, by its rule. ``span`` raises ValueError for an impossible one (31/02)."""

    rule: str
    words: Mapping[str, str]
    compute: Callable[[Mapping[str, str], date], Span]

    @property
    def current(self) -> bool:
        """Whether it is the running month or quarter ("trong tháng", "trong quý")."""
        return "u" in self.words

    @property
    def short_year(self) -> bool:
        return len(self.words["y"]) == 2

    @property
    def year(self) -> int | None:
        """The year as written, two figures read as 20xx; None if none is written."""
        return int("20" + self.words["y"][-2:]) if "y" in self.words else None

    def span(self, anchor: date) -> Span:
        """First and last day in the year of ``anchor``; a current month or quarter is that of ``anchor``."""
        return self.compute(self.words, anchor)


def _day(words: Mapping[str, str], anchor: date) -> Span:
    day = date(anchor.year, value(words["m"]), int(words["d"]))
    return day, day


def _months(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _month(words: Mapping[str, str], anchor: date) -> Span:
    return _months(anchor.year, value(words.get("a", words["m"])), value(words["m"]))


def _point_of_month(words: Mapping[str, str], anchor: date) -> Span:
    first, last = _months(anchor.year, value(words["m"]), value(words["m"]))
    day = {"dau": first, "giua": first.replace(day=15), "cuoi": last}[words["p"]]
    return day, day


def _quarter(words: Mapping[str, str], anchor: date) -> Span:
    return _months(anchor.year, value(words.get("a", words["q"])) * 3 - 2, value(words["q"]) * 3)


def _months_of_year(words: Mapping[str, str], anchor: date) -> Span:
    months = value(words.get("n", "6"))
    return _months(anchor.year, 1, months) if words["p"] == "dau" else _months(anchor.year, 13 - months, 12)


def _point_of_year(words: Mapping[str, str], anchor: date) -> Span:
    month, day = {"dau": (1, 1), "giua": (6, 30), "cuoi": (12, 31)}[words["p"]]
    return date(anchor.year, month, day), date(anchor.year, month, day)


def _year(_: Mapping[str, str], anchor: date) -> Span:
    return _months(anchor.year, 1, 12)


def _current(words: Mapping[str, str], anchor: date) -> Span:
    length = {"thang": 1, "quy": 3}[words["u"]]
    first = (anchor.month - 1) // length * length + 1
    return _months(anchor.year, first, first + length - 1)


_EVERY = "(?:hang|moi|tung|theo|dinh ky|bao cao|so ket)"
_ONCE = "(?:/| mot | 0?1 )lan"
_NOT_QUARTER = r"(?! (?:dinh|che|hoach|trinh|uoc|mo|chuan|luat)\b)"  # "theo quy định" without marks


class Period(StrEnum):
    """How often a periodic task is due, or a standing one reports."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


PERIODS = {
    period: re.compile(rf"{_EVERY} {unit}\b|(?<!\w ){unit}{_ONCE}")
    for period, unit in {
        Period.MONTH: "(?:(?:0?1|mot) )?thang",
        Period.QUARTER: rf"(?:(?:(?:0?1|mot) )?qu[yi]\b{_NOT_QUARTER}|(?:0?3|ba) thang)",
        Period.HALF_YEAR: "(?:(?:0?6|sau) thang|nua nam)",
        Period.YEAR: "(?:(?:0?1|mot) )?nam",
    }.items()
}
"""How each period is written, the shortest first."""


def later(day: date, n: int, unit: str) -> date:
    """The day ``n`` units on ("ngay", "tuan", "thang", "nam"); a month without that day ends on its last.

    Source: Bộ luật Dân sự 2015, Đ.148 k.1–4.
    """
    if unit in ("ngay", "tuan"):
        return day + timedelta(n * {"ngay": 1, "tuan": 7}[unit])
    years, month = divmod(day.month - 1 + n * {"thang": 1, "nam": 12}[unit], 12)
    _, last = _months(day.year + years, month + 1, month + 1)
    return last.replace(day=min(day.day, last.day))


_Y = r"(?:[/.-]|,? )(?:nam )?(?P<y>20\d\d)"
_UP_TO = r"(?: ?[-,] ?| va | den )"
_QUARTER = "(?:iv|iii|ii|i|[1-9]|mot|hai|ba|bon|tu)"
_WITHIN = r"(?:(?<=trong )|(?<=cuoi )|(?<=het ))"
_END = r"(?: nay)?(?=$|[,;.])"

_TIMES = tuple(
    (rule, re.compile(rf"(?<![\w/.]){pattern}(?![\w/])"), compute)
    for rule, pattern, compute in (
        ("day", r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?: 00:00:00)?", _day),
        (
            "day",
            r"(?:ngay )?(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?:(?P=s)|[,/]? ?nam )(?P<y>20\d\d)",
            _day,
        ),
        ("day", r"(?:ngay )?(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d\d)", _day),
        ("day", rf"ngay (?P<d>\d{{1,2}})[,/]? ?thang (?P<m>{NUMBER})(?:{_Y})?", _day),
        ("day", rf"(?P<d>\d{{1,2}}) thang (?P<m>{NUMBER}){_Y}", _day),
        ("day", r"ngay (?P<d>\d{1,2})[/.-](?P<m>\d{1,2})", _day),
        ("day", r"(?P<d>\d{1,2})/(?P<m>\d{1,2})", _day),
        (
            "quarter",
            rf"(?:tu )?qu[yi] (?P<a>{_QUARTER}){_UP_TO}(?:qu[yi] )?(?P<q>{_QUARTER})(?:{_Y})?",
            _quarter,
        ),
        ("quarter", rf"(?:cuoi )?(?:qu[yi] |q[ .]?)(?P<q>{_QUARTER})(?:{_Y})?", _quarter),
        ("quarter", rf"{_WITHIN}(?P<u>quy){_END}", _current),
        ("month", rf"(?:tu )?thang (?P<a>\d{{1,2}}){_UP_TO}(?:thang )?(?P<m>\d{{1,2}})(?:{_Y})?", _month),
        ("month_point", rf"(?P<p>dau|giua|cuoi) thang (?P<m>{NUMBER})(?:{_Y})?", _point_of_month),
        ("month", rf"thang (?P<m>{NUMBER})(?:{_Y})?(?! lan)", _month),
        ("month", r"t?(?P<m>\d{1,2})[/.-](?P<y>20\d\d)", _month),
        ("month", rf"{_WITHIN}(?P<u>thang){_END}", _current),
        (
            "months",
            rf"(?P<n>{NUMBER}) thang (?P<p>dau|cuoi) nam(?: (?P<y>20\d\d))?",
            _months_of_year,
        ),
        ("months", r"nua (?P<p>dau|cuoi) nam(?: (?P<y>20\d\d))?", _months_of_year),
        ("year_point", r"(?P<p>dau|giua|cuoi) (?:nam )?(?P<y>20\d\d)", _point_of_year),
        ("year_point", rf"(?P<p>dau|giua|cuoi) nam{_END}", _point_of_year),
        ("year", r"(?:nam )?(?P<y>20\d\d)", _year),
        ("year", rf"{_WITHIN}nam{_END}", _year),
    )
)

_REWRITTEN = (
    (r"[\ue000-\uf8ff“”\"'’‘()\[\]]", " "),
    (r"[\u2010-\u2015\u2212]", "-"),
    (r"\s*([/-])\s*", r"\1"),
    (r"(?<=\d) ?\. ?(?=\d)", "."),
    (r"\s+", " "),
)


def plain(words: str) -> str:
    """The words as the tables here and in ``domain.deadline`` read them."""
    text = re.sub(r"(\d) \([^()\d]*\)", r"\1", fold(words))  # "30 (ba mươi) ngày"
    for pattern, replacement in _REWRITTEN:
        text = re.sub(pattern, replacement, text)
    return text.strip(" .,;:")


def marked(text: str) -> tuple[str, list[Time]]:
    """The text with a mark in place of each time, and the times in the order of their marks."""
    times: list[Time] = []
    for rule, pattern, compute in _TIMES:
        while found := pattern.search(text):
            words = {name: part for name, part in found.groupdict().items() if part}
            text = text[: found.start()] + chr(_FIRST_MARK + len(times)) + text[found.end() :]
            times.append(Time(rule, words, compute))
    return text, times


def number(mark: str) -> int:
    """The place of a mark's time among the times."""
    return ord(mark) - _FIRST_MARK
