"""Words that the papers share. On paper a day is dd/mm/yyyy, a count below ten has a zero before it."""

from datetime import date

from domain.rules import TIMELINESS_NAMES, Timeliness, days_late
from domain.unit import GROUP_NAMES, Group
from domain.vietnamese import count, paper_day
from projections.moment import ALL, Moment

NUMERALS = ("", "I", "II", "III", "IV", "V", "VI")
DONE = (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.DONE_UNDATED)


def basis(at: Moment, today: date) -> str:
    """On what the figures rest, in brackets after the day."""
    return _knowing(at, today) + (", theo quy định hiện nay" if at.by else "")


def _knowing(at: Moment, today: date) -> str:
    if at.closing:
        return f"số liệu đã chốt {at.closing}"
    if at.day == today and at.known == ALL:
        return "số liệu đang cập nhật, chưa chốt"
    if at.shown:
        return "số liệu đã báo cáo, chưa chốt"
    if at.known < ALL:
        return f"theo những gì ghi nhận đến mục {at.known} của sổ, chưa chốt"
    return "số liệu sau rà soát, chưa chốt"


def as_of(at: Moment, today: date) -> str:
    """ "Tính đến ngày 20/11/2026 (số liệu đang cập nhật, chưa chốt)"."""
    return f"Tính đến ngày {paper_day(at.day)} ({basis(at, today)})"


def made_on(at: Moment, today: date) -> date:
    """The day that a paper bears: what repeats an evening is of that day, what was reviewed is of today."""
    return at.day if at.shown else today


def change(before: int, now: int, *, same: str = "không đổi") -> str:
    """The difference of two counts: "tăng 07", "giảm 12", "không đổi"."""
    if now == before:
        return same
    return f"{'tăng' if now > before else 'giảm'} {count(abs(now - before))}"


def group_name(group: int) -> str:
    """ "III. Đảng ủy trực thuộc Tỉnh ủy"."""
    return f"{NUMERALS[group]}. {GROUP_NAMES[Group(group)]}"


def place(number: str, clause: str, document: str) -> str:
    """What a task is called by: "TT 12, Phụ lục I, 126-KL/TU"."""
    own = clause or (f"TT {number}" if number else "")
    return ", ".join(part for part in (own, document) if part)


def named(text: str, number: str, clause: str, document: str) -> str:
    """A task by its words, with its place in brackets."""
    where = place(number, clause, document)
    return f"{text} ({where})" if where else text


def standing(category: Timeliness, deadline: date | None, completed_on: date | None, day: date) -> str:
    """The category, with the day of completion or how late it is."""
    words = TIMELINESS_NAMES[category]
    if category in DONE and completed_on:
        return f"{words}, ngày {paper_day(completed_on)}"
    if category is Timeliness.OVERDUE:
        return f"{words} ({count(days_late(deadline, None, day))} ngày)"
    return words
