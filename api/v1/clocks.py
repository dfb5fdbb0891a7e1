"""The two clocks of a query, and the position that it waits for."""

import re
from datetime import date
from typing import Annotated

import msgspec

from domain.door import FIRST_DAY, LAST_DAY
from domain.errors import Refused
from domain.vietnamese import day as vn_day
from projections.moment import Moment
from projections.reader import Reader


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Thời điểm của số liệu: ngày nào, theo những gì đã ghi đến lúc nào."""

    known: str = ""
    day: str = ""
    after: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0

    def moment(self, reader: Reader) -> Moment:
        """The two clocks: now and today where nothing is said; a day as it was reported then, or as known since.

        ``day`` alone is as reviewed now; with the same day for ``known``, as reported on it. Refuses what lies
        ahead: nobody knows it yet.
        """
        today = reader.today()
        day = _day(self.day, "day", today) if self.day else today
        if not self.known:
            return reader.reviewed(day)
        if re.fullmatch(r"[0-9]{1,18}", self.known):
            position = int(self.known)
            if position > reader.log.head():
                raise Refused(f"Sổ chưa ghi đến mục {position}.", field="known")
            return reader.reviewed(day, position)
        known = _day(self.known, "known", today)
        return reader.reported(day) if known == day else reader.reviewed(day, known)


def _day(text: str, field: str, today: date) -> date:
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
        day, month, year = map(int, found.groups())
    else:
        raise Refused("Ngày ghi chưa đúng; đề nghị ghi như 30/6/2026 hoặc 2026-06-30.", field=field)
    try:
        asked = date(year, month, day)
    except ValueError:
        raise Refused(f"Không có ngày {day}/{month}/{year} trong lịch.", field=field) from None
    if not FIRST_DAY <= asked <= LAST_DAY:
        raise Refused(f"Ngày {vn_day(asked)} nằm ngoài khoảng sổ theo dõi.", field=field)
    if asked > today:
        raise Refused(f"Chưa có số liệu ngày {vn_day(asked)}: hôm nay là ngày {vn_day(today)}.", field=field)
    return asked


class Page(When, frozen=True, kw_only=True):
    """Một trang của danh sách."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50
    cursor: str = ""
