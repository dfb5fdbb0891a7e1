"""Deadlines as they are written: the words, the day they mean, by which rule, and why a person should look.

Sources: Bộ luật Dân sự 2015, Đ.146 (points of a month and a year), Đ.147 (the first day does not count),
Đ.148 (a term ends with its last day; a day of rest moves it: an office's choice, see ``shifted``). A quarter
or a year ends on its last day, "trước ngày 10" on the 9th: working practice of the offices.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from domain.calendar import WEEKENDS_ONLY, Calendar
from domain.deadline_words import (
    MARK,
    NUMBER,
    PERIODS,
    Period,
    Span,
    Time,
    later,
    marked,
    number,
    plain,
    value,
)
from domain.door import LAST_DAY
from domain.vietnamese import day as vn_day

__all__ = ["RULES", "Kind", "Period", "Reading", "read", "shifted"]


class Kind(StrEnum):
    """What sort of task the words make: only ``DATED`` has a day."""

    DATED = "dated"
    STANDING = "standing"
    PERIODIC = "periodic"
    ON_EVENT = "on_event"
    NONE = "none"


RULES = {
    "day": "Đến hết ngày ghi trong văn bản (Bộ luật Dân sự 2015, Điều 148).",
    "hour": "Có ghi giờ: tính đến hết ngày đó.",
    "before": "“Trước” một mốc thời gian: đến hết ngày liền trước mốc đó.",
    "month": "Ghi tháng: đến hết ngày cuối cùng của tháng.",
    "month_point": "Đầu, giữa, cuối tháng: ngày 01, ngày 15, ngày cuối cùng (Bộ luật Dân sự 2015, Điều 146).",
    "quarter": "Ghi quý: đến hết ngày cuối cùng của quý.",
    "months": "Ghi số tháng đầu năm, cuối năm: đến hết ngày cuối cùng của khoảng đó.",
    "year": "Ghi năm: đến hết ngày 31/12.",
    "year_point": "Đầu, giữa, cuối năm: ngày 01/01, 30/6, 31/12 (Bộ luật Dân sự 2015, Điều 146).",
    "range": "Ghi khoảng thời gian: đến hết ngày cuối cùng của mốc sau.",
    "years_on": "Ghi một năm và các năm tiếp theo: đến hết năm ghi đầu tiên.",
    "list": "Ghi nhiều mốc thời gian: đến hết mốc ghi sau cùng.",
    "counted": "Đếm từ ngày liền sau mốc tính (Bộ luật Dân sự 2015, Điều 147, Điều 148).",
    "counted_working": "Đếm ngày làm việc từ ngày liền sau mốc tính.",
    "standing": "Thường xuyên: không có hạn, báo cáo theo kỳ.",
    "periodic": "Định kỳ: mỗi kỳ là một lần thực hiện, có hạn riêng.",
    "on_event": "Theo sự kiện: chưa có hạn cho đến khi Văn phòng xác định ngày.",
    "chosen": "Ngày do đồng chí chuyên viên xác định khi nhập.",
    "start_only": "Chỉ có mốc bắt đầu, không có mốc hoàn thành.",
    "impossible": "Ngày, tháng hoặc quý không có trong lịch.",
    "no_origin": "Thiếu năm hoặc mốc tính.",
    "blank": "Không ghi thời hạn.",
    "unreadable": "Chưa đọc được thời hạn từ nội dung ghi.",
}
"""Each rule's code, kept with the deadline for ever, and the sentence that explains it."""


class Reading(msgspec.Struct, frozen=True):
    """What the words of a deadline mean.

    ``raw`` is the words as they came; ``day`` the last day in time (only of a dated one); ``rule`` a key of
    ``RULES``; ``doubt`` why a person should look, None if nobody need; ``calendar`` the calendars used, as by
    ``Calendar.versions``.
    """

    raw: str
    kind: Kind
    rule: str
    day: date | None = None
    period: Period | None = None
    doubt: str | None = None
    calendar: str = ""


def read(
    words: str, *, given: date | None, year: int | None = None, calendar: Calendar = WEEKENDS_ONLY
) -> Reading:
    """Reads the words of a deadline; never fails.

    ``given`` is the day of the document that gives the task: terms are counted from it, and it tells the year
    where none is written, unless ``year`` does (an annex headed by its year).
    """
    text = plain(words)
    if _BLANK.fullmatch(text):
        return Reading(words, Kind.NONE, "blank", doubt="Không ghi thời hạn; đề nghị xác định thời hạn.")
    if len(text) <= _LONGEST:
        sentence = _Sentence(words, text, given, year, calendar)
        for pattern, understood in _FORMS:
            if found := pattern.search(sentence.text):
                try:
                    return understood(sentence, found)
                except _NoDay as none:
                    return Reading(words, Kind.NONE, none.rule, doubt=none.doubt)
                except (ValueError, OverflowError):
                    doubt = f"“{words}” không có trong lịch; đề nghị kiểm tra lại."
                    return Reading(words, Kind.NONE, "impossible", doubt=doubt)
    return Reading(words, Kind.NONE, "unreadable", doubt="Chưa đọc được thời hạn; đề nghị nhập ngày.")


def shifted(reading: Reading, calendar: Calendar) -> date | None:
    """The day moved off a day of rest to the next working day, for an office that has chosen so.

    Only a day written as such moves, never "trước ngày", a month, a quarter or a year. Source: Bộ luật Dân sự
    2015, Đ.148 k.5; its limit to written days is a default of the register.
    """
    return calendar.next_working_day(reading.day) if reading.day and reading.rule == "day" else reading.day


class _NoDay(Exception):  # noqa: N818 - an outcome, not a fault
    """The words name a time, but no day comes of it."""

    def __init__(self, rule: str, doubt: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.doubt = doubt


class _Sentence:
    """The words with their times marked, what is known beside them, and the doubts met on the way."""

    def __init__(self, raw: str, text: str, given: date | None, year: int | None, calendar: Calendar) -> None:
        self.raw, self.given, self.year, self.calendar = raw, given, year, calendar
        self.text, self.times = marked(text)
        self.doubts: list[str] = []

    def time(self, mark: str) -> Time:
        return self.times[number(mark)]

    def span(self, mark: str) -> Span:
        time = self.time(mark)
        if time.year is None:
            return self._of_assumed_year(time)
        if time.short_year:
            self.doubts.append(f"Năm ghi hai chữ số; đã hiểu là năm {time.year}.")
        return time.span(date(time.year, 1, 1))

    def _of_assumed_year(self, time: Time) -> Span:
        if self.year and not time.current:
            span = time.span(date(self.year, 1, 1))
        else:
            span = time.span(self.origin().replace(day=1))
            if span[1] < self.origin():
                span = time.span(date(self.origin().year + 1, 1, 1))
        self.doubts.append(f"Không ghi năm; đã tính theo năm {span[1].year}.")
        return span

    def origin(self) -> date:
        """The day that a term is counted from where the words mean the giving document."""
        if self.given is None:
            raise _NoDay("no_origin", "Chưa có ngày văn bản giao để tính thời hạn; đề nghị nhập ngày.")
        return self.given

    def dated(
        self, found: re.Match[str], rule: str, day: date, *, exact: bool = False, calendar: str = ""
    ) -> Reading:
        """``exact``: the words name this very day, or count to it, so that a day of rest is worth a look."""
        if day > LAST_DAY:
            raise ValueError
        left = self.text[: found.start()] + " " + self.text[found.end() :]
        if re.search(rf"\w|{MARK}", _USUAL.sub(" ", left)):
            self.doubts.append("Ngoài mốc thời gian còn nội dung khác; đề nghị xem lại.")
        if exact and (rest := self.calendar.rest(day)):
            self.doubts.append(f"Hạn {vn_day(day)} rơi vào ngày nghỉ ({rest}).")
        if self.given and day < self.given:
            self.doubts.append(f"Hạn {vn_day(day)} sớm hơn ngày văn bản giao ({vn_day(self.given)}).")
        doubt = " ".join(self.doubts) or None
        return Reading(self.raw, Kind.DATED, rule, day=day, doubt=doubt, calendar=calendar)

    def recurrent(self, kind: Kind) -> Reading:
        """Standing or periodic work, with its shortest period."""
        periods = [period for period, pattern in PERIODS.items() if pattern.search(self.text)]
        left = self.text
        for pattern in PERIODS.values():
            left = pattern.sub(" ", left)
        if len(periods) > 1:
            self.doubts.append("Ghi nhiều kỳ; đã lấy kỳ ngắn nhất.")
        if re.search(rf"\d|{MARK}", left):
            self.doubts.append("Có ghi kèm mốc thời gian; đề nghị xem lại.")
        doubt = " ".join(self.doubts) or None
        return Reading(self.raw, kind, str(kind), period=next(iter(periods), None), doubt=doubt)


def _time(sentence: _Sentence, found: re.Match[str]) -> Reading:
    rule = sentence.time(found["t"]).rule
    return sentence.dated(found, rule, sentence.span(found["t"])[1], exact=rule == "day")


def _hour(sentence: _Sentence, found: re.Match[str]) -> Reading:
    sentence.doubts.append("Có ghi giờ; hạn được theo dõi đến hết ngày.")
    return sentence.dated(found, "hour", sentence.span(found["t"])[1], exact=True)


def _before(sentence: _Sentence, found: re.Match[str]) -> Reading:
    day = sentence.span(found["t"])[0] - timedelta(1)
    return sentence.dated(found, "before", day, exact=sentence.time(found["t"]).rule == "day")


def _range(sentence: _Sentence, found: re.Match[str]) -> Reading:
    last = sentence.span(found["t"])[1]
    start = found["a"]
    if start and sentence.time(start).year and sentence.span(start)[0] > last:
        sentence.doubts.append("Mốc đầu muộn hơn mốc cuối; đề nghị kiểm tra lại.")
    return sentence.dated(found, "range", last)


def _list(sentence: _Sentence, found: re.Match[str]) -> Reading:
    sentence.doubts.append("Ghi nhiều mốc thời gian; đã lấy mốc ghi sau cùng.")
    return sentence.dated(found, "list", sentence.span(found["t"])[1])


def _years_on(sentence: _Sentence, found: re.Match[str]) -> Reading:
    day = sentence.span(found["t"])[1]
    sentence.doubts.append(f"Đã tính hạn {vn_day(day)}; các năm tiếp theo cần có quyết định.")
    return sentence.dated(found, "years_on", day)


def _start_only(sentence: _Sentence, found: re.Match[str]) -> Reading:
    raise _NoDay("start_only", "Chỉ ghi mốc bắt đầu; đề nghị xác định mốc hoàn thành.")


def _on_event(sentence: _Sentence, found: re.Match[str]) -> Reading:
    doubt = "Thời hạn theo sự kiện; đề nghị xác định ngày khi sự kiện diễn ra."
    return Reading(sentence.raw, Kind.ON_EVENT, "on_event", doubt=doubt)


def _counted(sentence: _Sentence, found: re.Match[str]) -> Reading:
    since = found.groupdict().get("since")
    if since is None:
        origin = sentence.origin()
        sentence.doubts.append("Không ghi mốc tính; đã tính từ ngày văn bản giao.")
    elif re.match(MARK, since):
        origin = sentence.span(since[0])[1]
    elif giving := _GIVING.match(since):
        origin = sentence.origin()
        if not _THIS_PAPER.fullmatch(since, giving.end()):
            sentence.doubts.append("Đã tính từ ngày văn bản giao; đề nghị kiểm tra mốc tính.")
    else:
        return _on_event(sentence, found)
    n = value(found["n"])
    if found["unit"] == "ngay lam viec":
        day = sentence.calendar.add_working_days(origin, n)
        if missing := sentence.calendar.missing(origin, day):
            years = ", ".join(map(str, missing))
            sentence.doubts.append(f"Chưa có lịch làm việc năm {years}; mới trừ thứ Bảy, Chủ nhật.")
        return sentence.dated(found, "counted_working", day, calendar=sentence.calendar.versions(origin, day))
    return sentence.dated(found, "counted", later(origin, n, found["unit"]), exact=True)


_TERM = rf"(?P<n>{NUMBER}) (?P<unit>ngay lam viec|ngay|tuan|thang|nam)"
_GIVING = re.compile(r"(?:duoc )?(?:ky ban hanh|ban hanh|ky|giao nhiem vu|giao)\b")
_THIS_PAPER = re.compile(r"(?: van ban)?|.* nay")
_HOUR = r"\d{1,2} ?(?:gio|h|g|:) ?(?:\d{2})?(?: ?phut)?"
_UNTIL = "(?:(?:cham nhat|muon nhat|khong qua|khong muon hon|la|cho|den|toi|vao|trong|het|cuoi|ngay) )"

_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Sentence, re.Match[str]], Reading]], ...] = tuple(
    (re.compile(pattern), understood)
    for pattern, understood in (
        (
            rf"(?:(?:sau|trong|vong|thoi han|khong qua|cham nhat|toi da|la) )*\b{_TERM},? "
            r"(?:(?:ke |tinh )?tu|sau)(?: ngay| khi| thoi diem)* (?P<since>.*)",
            _counted,
        ),
        (rf"^(?:\w+ )*?(?:sau|trong|vong|thoi han|khong qua|toi da) {_TERM}$", _counted),
        (r"\b(?:thuong xuyen|lien tuc)\b", lambda sentence, _: sentence.recurrent(Kind.STANDING)),
        (
            rf"(?:tu )?(?P<t>{MARK})(?:,| va)? (?:nhung|cac|moi) nam (?:tiep|sau|toi|ke tiep)(?: theo)?",
            _years_on,
        ),
        (
            "|".join(p.pattern for p in PERIODS.values()),
            lambda sentence, _: sentence.recurrent(Kind.PERIODIC),
        ),
        (rf"(?:truoc )?{_UNTIL}*{_HOUR},? ?(?:ngay )?(?P<t>{MARK})", _hour),
        (rf"(?:(?:tu )?(?:nay|{MARK}) ?(?:den|toi|-) ?)?truoc (?:thoi diem )?(?P<t>{MARK})", _before),
        (rf"(?:tu )?(?:nay|(?P<a>{MARK})) ?(?:den|toi|-) ?(?:het )?(?P<t>{MARK})", _range),
        (rf"{_UNTIL}*{MARK}(?:(?:[,;/]| va| hoac) ?(?P<t>{MARK}))+", _list),
        (rf"{_UNTIL}+(?P<t>{MARK})", _time),
        (r"\b(?:khi|theo|neu|ngay sau)\b", _on_event),
        (rf"\b(?:tu|sau) (?:ngay )?{MARK}", _start_only),
        (rf"(?P<t>{MARK})", _time),
    )
)

_BLANK = re.compile(r"[\W_]*|(?:khong|chua)(?: (?:co|ghi|ro|xac dinh|quy dinh|thoi han|han))*|n/a")
_USUAL = re.compile(
    r"\b(?:hoan thanh|thuc hien|trien khai|bao cao|trinh|gui|nop|xong|ban hanh|thoi (?:gian|han)|giai doan)\b"
)
_LONGEST = 1000  # a cell that gives a deadline is a line or two; longer is a text about something else
