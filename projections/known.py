"""What was known: how a day, a moment of it or a position of the log is written, read and told.

One grammar for addresses of pages, the API and the command line. A day means its evening.
"""

import re
from datetime import date, datetime
from uuid import UUID

from domain.door import FIRST_DAY, LAST_DAY
from domain.errors import Refused
from domain.vietnamese import day as vn_day
from projections.moment import Known
from projections.view import TIMEZONE

_TIME = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
_WRITTEN = (
    re.compile(
        rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})(?:[T ]{_TIME})?", re.ASCII
    ),
    re.compile(rf"(?:{_TIME} )?(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})/(?P<year>[0-9]{{4}})", re.ASCII),
)


def read(text: str, field: str = "known") -> Known:
    """What "2026-03-31", "31/3/2026", "2026-03-31T17:00", "17:00 31/3/2026", "#12345", "12345" stand for.

    The id of a closing stands for what it froze.

    Raises ``Refused`` naming ``field``.
    """
    if found := re.fullmatch(r"#?([0-9]{1,18})", text, re.ASCII):
        return int(found[1])
    if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text, re.ASCII):
        return UUID(text)
    known = _moment(text, field)
    if known is None:
        raise Refused(
            f"“{_short(text)}” không phải là ngày, thời điểm hay mục của sổ; đề nghị ghi như 31/3/2026, "
            "17:00 31/3/2026 hoặc #12345.",
            field=field,
        )
    return known


def read_day(text: str, field: str = "day") -> date:
    """What "2026-03-31" and "31/3/2026" stand for. Raises ``Refused`` naming ``field``."""
    known = _moment(text, field)
    if known is None or isinstance(known, datetime):
        raise Refused(
            f"“{_short(text)}” không phải là ngày; đề nghị ghi như 30/6/2026 hoặc 2026-06-30.", field=field
        )
    return known


def _moment(text: str, field: str) -> date | None:
    found = next((found for pattern in _WRITTEN if (found := pattern.fullmatch(text))), None)
    if found is None:
        return None
    parts = {name: int(value) for name, value in found.groupdict().items() if value is not None}
    try:
        day = date(parts["year"], parts["month"], parts["day"])
    except ValueError:
        asked = f"{parts['day']}/{parts['month']}/{parts['year']}"
        raise Refused(f"Không có ngày {asked} trong lịch.", field=field) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refused(
            f"Ngày {vn_day(day)} nằm ngoài khoảng sổ theo dõi ({vn_day(FIRST_DAY)} đến {vn_day(LAST_DAY)}).",
            field=field,
        )
    if "hour" not in parts:
        return day
    try:
        return datetime(
            day.year, day.month, day.day, parts["hour"], parts["minute"], parts.get("second", 0), 0, TIMEZONE
        )
    except ValueError:
        raise Refused(f"“{_short(text)}” không có trong ngày; giờ ghi như 17:00.", field=field) from None


def write(known: Known) -> str:
    """As an address has it: ``read(write(known)) == known``."""
    if isinstance(known, int | UUID):
        return str(known)
    if isinstance(known, datetime):
        at = known.astimezone(TIMEZONE)
        return f"{at:%Y-%m-%dT%H:%M:%S}" if at.second else f"{at:%Y-%m-%dT%H:%M}"
    return known.isoformat()


def told(known: Known) -> str:
    """In words, to follow "biết đến": "hết ngày 31/3/2026", "17 giờ 00 ngày 31/3/2026", "mục 12345 của sổ"."""
    if isinstance(known, UUID):
        return "khi chốt số liệu"
    if isinstance(known, int):
        return f"mục {known} của sổ"
    if isinstance(known, datetime):
        at = known.astimezone(TIMEZONE)
        seconds = f" {at:%S} giây" if at.second else ""
        return f"{at:%H} giờ {at:%M}{seconds} ngày {vn_day(at.date())}"
    return f"hết ngày {vn_day(known)}"


def not_ahead(known: Known, today: date, field: str = "known") -> None:
    """Refuses a day or moment that has not come: nobody knows yet what will be known."""
    day = day_of(known)
    if day is not None and day > today:
        raise Refused(
            f"Chưa biết gì của ngày {vn_day(day)}: hôm nay là ngày {vn_day(today)}. "
            "Đề nghị chọn ngày không muộn hơn hôm nay.",
            field=field,
        )


def day_of(known: Known) -> date | None:
    """The civil day that it lies on; None for a position or a closing, which only the log can tell."""
    if isinstance(known, int | UUID):
        return None
    return known.astimezone(TIMEZONE).date() if isinstance(known, datetime) else known


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"
