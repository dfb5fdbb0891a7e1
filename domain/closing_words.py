"""Closings in words."""

from datetime import date

from domain.closing import Agreed, Answered, Closed, Dropped, Opened, Remarked
from domain.event import Fact
from domain.unit_words import Names
from domain.vietnamese import count
from domain.vietnamese import day as vn_day


def told_of_closings(fact: Fact, names: Names) -> str | None:
    """The fact as a phrase, as ``words.told``; None for a fact of another subject."""
    match fact:
        case Opened():
            asked = remarks_asked(fact.remarks_until)
            return f"Mở đợt chốt số liệu {fact.name}, tính đến hết ngày {vn_day(fact.until)}, {asked}"
        case Agreed():
            return f"{names(fact.unit)} đã xem số liệu, không có ý kiến"
        case Remarked():
            return f"{names(fact.unit)} có ý kiến về số liệu: {fact.opinion}"
        case Answered():
            return f"Trả lời ý kiến ở mục {fact.remark}: {fact.answer}"
        case Closed():
            return f"Chốt số liệu theo nội dung ghi đến mục {count(fact.position)} của sổ"
        case Dropped():
            return f"Bỏ đợt chốt số liệu: {fact.reason}"
    return None


def remarks_asked(until: date | None) -> str:
    """Whether the units are asked, and until when."""
    return f"lấy ý kiến đơn vị đến hết ngày {vn_day(until)}" if until else "không lấy ý kiến đơn vị"
