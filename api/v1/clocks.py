"""The two clocks of a query, and the position that it waits for."""

from typing import Annotated, Literal

import msgspec

from domain.errors import Refused
from domain.vietnamese import day as vn_day
from projections.known import not_ahead, read, read_day
from projections.moment import Moment
from projections.reader import Reader


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Thời điểm của số liệu: ngày nào, theo những gì đã ghi đến lúc nào."""

    known: str = ""
    day: str = ""
    rules: Literal["then", "now"] = "then"
    after: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0

    def moment(self, reader: Reader) -> Moment:
        """The two clocks: now and today where nothing is said; a day as it was reported then, or as known since.

        ``known``: a day, a moment of one, a position. ``day`` alone is as reviewed now; with the same day for
        ``known``, as reported on it. Refuses a ``known`` that lies ahead, and a ``day`` that does unless it is
        said by what it shall be told. ``rules``: by those of then, or by those of now.
        """
        at = self._moment(reader)
        return reader.judged_now(at) if self.rules == "now" else at

    def _moment(self, reader: Reader) -> Moment:
        today = reader.today()
        day = read_day(self.day) if self.day else None
        if self.known:
            known = read(self.known)
            not_ahead(known, today)
            return reader.known(day, known)
        day = day or today
        if day > today:
            raise Refused(
                f"Chưa có số liệu ngày {vn_day(day)}: hôm nay là ngày {vn_day(today)}; "
                "để xem trước theo những gì đã biết, đề nghị ghi cả known.",
                field="day",
            )
        return reader.reviewed(day)


class Page(When, frozen=True, kw_only=True):
    """Một trang của danh sách."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50
    cursor: str = ""
