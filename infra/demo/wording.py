"""Deadlines in the words of documents: "trước ngày 15/12/2026", "Quý III/2026", "thường xuyên" …"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from domain.assignment_facts import Deadline
from domain.calendar import Calendar
from domain.deadline import Kind, read
from domain.paper import Authority
from domain.vietnamese import day as vn_day

Writer = Callable[[Random, date, date], str]
"""(dice, day of the document, about when) -> words."""


def _month(about: date) -> str:
    return f"{about.month:02}/{about.year}" if about.month < 3 else f"{about.month}/{about.year}"


def _quarter(about: date) -> str:
    return f"{('I', 'II', 'III', 'IV')[(about.month - 1) // 3]}/{about.year}"


def _half(about: date) -> str:
    return f"6 tháng {'đầu' if about.month < 7 else 'cuối'} năm {about.year}"


def _range(dice: Random, given: date, about: date) -> str:
    if about.year > given.year:
        return f"{given.year} - {about.year}"
    return f"Từ tháng {_month(given)} đến tháng {_month(about)}"


def _term(dice: Random, given: date, about: date) -> str:
    days = max(15, round((about - given).days / 15) * 15)
    if days >= 180:
        return f"Sau {round(days / 30):02} tháng kể từ ngày ban hành"
    return f"Trong thời hạn {days} ngày kể từ ngày ký ban hành"


WORDINGS: dict[str, Writer] = {
    "before": lambda dice, given, about: f"Trước ngày {vn_day(about)}",
    "day": lambda dice, given, about: f"{dice.choice(('Chậm nhất ngày', 'Đến hết ngày'))} {vn_day(about)}",
    "hour": lambda dice, given, about: f"17 giờ 00 ngày {vn_day(about)}",
    "month": lambda dice, given, about: f"{dice.choice(('Tháng', 'Trong tháng'))} {_month(about)}",
    "month_point": lambda dice, given, about: f"{dice.choice(('Giữa', 'Cuối'))} tháng {_month(about)}",
    "quarter": lambda dice, given, about: f"Quý {_quarter(about)}",
    "months": lambda dice, given, about: _half(about),
    "year": lambda dice, given, about: f"Năm {about.year}",
    "year_point": lambda dice, given, about: f"{dice.choice(('Giữa', 'Cuối'))} năm {about.year}",
    "range": _range,
    "years_on": lambda dice, given, about: f"Năm {about.year} và những năm tiếp theo",
    "counted": _term,
    "counted_working": lambda dice, given, about: (
        f"Trong {dice.choice((15, 20, 30))} ngày làm việc kể từ ngày ký"
    ),
    "standing": lambda dice, given, about: dice.choice(
        ("Thường xuyên", "Thường xuyên, báo cáo hằng quý", "Thường xuyên, báo cáo 6 tháng một lần")
    ),
    "periodic": lambda dice, given, about: dice.choice(("Hằng quý", "Định kỳ 6 tháng", "Hằng năm")),
    "on_event": lambda dice, given, about: dice.choice(
        (
            "Khi có hướng dẫn của Trung ương",
            "Sau khi Chính phủ ban hành nghị định",
            "Theo tiến độ phê duyệt dự án",
        )
    ),
    "blank": lambda dice, given, about: "",
}
"""How a deadline is written, by the rule that reads it (a key of ``domain.deadline.RULES``)."""

NOTICE = {
    "before": 40,
    "day": 22,
    "hour": 3,
    "month": 10,
    "month_point": 5,
    "quarter": 3,
    "counted": 9,
    "counted_working": 8,
    "on_event": 2,
    "standing": 2,
    "blank": 2,
}
PROGRAMME = {
    "before": 12,
    "day": 10,
    "month": 19,
    "month_point": 4,
    "quarter": 17,
    "months": 5,
    "year": 12,
    "year_point": 5,
    "range": 4,
    "years_on": 3,
    "counted": 2,
    "standing": 6,
    "periodic": 4,
    "on_event": 2,
    "blank": 1,
}
"""How often which wording: in a notice of conclusions, in a programme of years."""


def deadline(
    dice: Random,
    weights: dict[str, int],
    *,
    given: date,
    days: tuple[int, int],
    calendar: Calendar,
    set_by: Authority,
) -> Deadline:
    """A deadline as a document of the day ``given`` words it, so many ``days`` later, sooner rather than late."""
    [rule], (least, most) = dice.choices(list(weights), list(weights.values())), days
    while True:
        about = given + timedelta(days=least + round(dice.betavariate(1.3, 1.9) * (most - least)))
        reading = read(WORDINGS[rule](dice, given, about), given=given, calendar=calendar)
        assert reading.rule == rule, reading
        if reading.kind is not Kind.DATED or (reading.day and (reading.day - given).days >= 12):
            return Deadline(
                reading.raw, reading.day, reading.rule, str(reading.kind), reading.calendar, set_by
            )
