"""The door of the register: whatever a fact is about, its texts, days and values are seen to here.

A fact in the log is there for ever, so nothing may enter that cannot be read back, shown or put in order:
a NUL or half a surrogate in a name, a text of a megabyte, the year 1, a number where a word belongs.
"""

import re
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from domain.errors import Refused
from domain.event import Fact
from domain.vietnamese import count, nfc
from domain.vietnamese import day as vn_day

FIRST_DAY = date(1930, 2, 3)
"""The Party was founded on it; no document of it is older."""
LAST_DAY = date(2099, 12, 31)

LONGEST_TEXT = 20_000
LONGEST_LINE = 1_000
_TEXTS = {
    "text": "tên nhiệm vụ",
    "product": "sản phẩm",
    "results": "kết quả thực hiện",
    "difficulties": "khó khăn, vướng mắc",
    "proposals": "đề xuất, kiến nghị",
    "reason": "lý do",
    "note": "ghi chú",
    "opinion": "ý kiến",
    "answer": "trả lời",
    "lead_words": "cơ quan chủ trì",
    "coordinating_words": "cơ quan phối hợp",
}
_LINES = {
    "title": "trích yếu",
    "number": "số",
    "name": "tên",
    "short": "tên viết tắt",
    "issuer": "nơi ban hành",
    "arrival": "số đến",
    "words": "thời hạn",
    "heading": "tiêu đề nhóm",
    "clause": "vị trí trong văn bản",
    "source": "văn bản quyết định",
    "series": "nhiệm kỳ",
    "who": "người cho ý kiến",
}

AnyFact = TypeVar("AnyFact", bound=Fact)


def admitted(fact: AnyFact) -> AnyFact:
    """The fact as it enters the log: texts NFC without unseen characters, all but long ones in one line.

    Refuses, by the name of the field, a text too long, a day before ``FIRST_DAY`` or after ``LAST_DAY``, and
    a value that is not of its type, which could be written but never read again.
    """
    parts = msgspec.to_builtins(fact, builtin_types=(date, UUID))
    try:
        return msgspec.convert(_seen_to(parts), type(fact), builtin_types=(date, UUID))
    except msgspec.ValidationError as error:
        found = re.search(r"`\$\.([^`]+)`", str(error))
        field = found[1] if found else None
        raise Refused(f"Giá trị ở mục “{field}” không đúng dạng; đề nghị nhập lại.", field=field) from None


def needed(text: str, otherwise: str, field: str = "reason") -> str:
    """The text, trimmed and NFC; refuses with ``otherwise`` where there is none."""
    clean = nfc(text)
    if not clean:
        raise Refused(otherwise, field=field)
    return clean


def not_in_future(day: date, today: date, field: str = "day") -> None:
    """Refuses an act that is dated later than today."""
    if day > today:
        raise Refused(f"Ngày {vn_day(day)} muộn hơn hôm nay ({vn_day(today)}).", field=field)


def _seen_to(part: Any, field: str = "") -> Any:
    match part:
        case str():
            return _text(part, field)
        case date() if not FIRST_DAY <= part <= LAST_DAY:
            raise Refused(
                f"Ngày {vn_day(part)} nằm ngoài khoảng sổ theo dõi ({vn_day(FIRST_DAY)} đến {vn_day(LAST_DAY)}); "
                "đề nghị kiểm tra lại năm.",
                field=field,
            )
        case dict():
            return {name: _seen_to(value, name) for name, value in part.items()}
        case list() | tuple():
            return [_seen_to(value, field) for value in part]
    return part


def _text(text: str, field: str) -> str:
    clean = nfc(text, one_line=field not in _TEXTS)
    longest = LONGEST_TEXT if field in _TEXTS else LONGEST_LINE
    if len(clean) > longest:
        named = (_TEXTS | _LINES).get(field, field)
        raise Refused(
            f"Nội dung mục “{named}” dài {count(len(clean))} ký tự, nhiều nhất là {count(longest)}; "
            "đề nghị rút gọn hoặc gửi kèm tệp.",
            field=field,
        )
    return clean
