"""Thanh thời gian: drag through the days, the counts follow; let go, the page follows.

What moves is in assets/slider.js. It draws what ``GET /api/v1/overview/daily`` tells.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from dashboard.address import Way
from dashboard.components import status
from dashboard.look import Look
from dashboard.markup import Markup, tag
from domain.permissions import Right
from domain.rules import Timeliness
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.closings import closings
from projections.daily import Of
from projections.engine import Cursor
from projections.sight import Sight
from projections.unit_card import ended

WAYS = {Way.REPORTED: "reported", Way.REVIEWED: "reviewed"}
WHAT = {Of.TASKS: "Nhiệm vụ", Of.ASSIGNMENTS: "Lượt giao"}


EPOCH = date(1970, 1, 1)


class Mark(msgspec.Struct, frozen=True):
    """A day to find again."""

    day: date
    words: str
    closing: bool = False


def time_slider(
    look: Look,
    cursor: Cursor,
    seen: Sight | None,
    of: Of,
    units: Sequence[UUID] | None = None,
    *,
    bars: bool = False,
) -> Markup | None:
    """Under the figures of a page; None where it stands on what was known at some other time.

    ``units``: only what these lead; ``bars``: the units beside each other while it moves.
    """
    asked = look.asked
    if asked.known is not None:
        return None
    if seen is not None:
        of = Of.ASSIGNMENTS
    today = look.reader.today()
    marks = _marks(look, cursor)
    by = "những gì đã ghi nhận đến nay" if asked.way is Way.REVIEWED else "số liệu đã báo cáo"
    heading = tag(
        "header",
        tag("h2", "Thanh thời gian"),
        tag(
            "p",
            f"{WHAT[of]}, theo {by}. Kéo (hoặc dùng phím mũi tên) để xem từng ngày, thả ra (hoặc nhấn Enter) để mở "
            "trang của ngày đó.",
            class_="note",
        ),
    )
    told = tag(
        "p",
        tag("strong", f"Ngày {vn_day(look.at.day)}", class_="day"),
        (tag("span", status(category), " ", tag("b", "–")) for category in Timeliness),
        class_="told",
    )
    track = tag(
        "div",
        tag("canvas"),
        tag("i", class_="needle"),
        class_="track",
        role="slider",
        tabindex=0,
        aria_label="Ngày xem số liệu",
        aria_valuenow=(look.at.day - EPOCH).days,
        aria_valuetext=f"Ngày {vn_day(look.at.day)}",
    )
    return tag(
        "time-slider",
        heading,
        told,
        tag(
            "div", track, tag("canvas", class_="units", aria_hidden="true") if bars else None, class_="stage"
        ),
        _list(look, marks),
        class_="card slider",
        data_of=str(of),
        data_way=WAYS[asked.way],
        data_slug=str(asked.way),
        data_units=",".join(map(str, units or ())) or None,
        data_day=look.at.day.isoformat(),
        data_today=today.isoformat(),
        data_position=look.reader.position_in(cursor),
        data_marks=msgspec.json.encode(marks).decode(),
    )


def _marks(look: Look, cursor: Cursor) -> list[Mark]:
    """Closings, for who is told of them, and the days on which units were reorganised."""
    now = look.reader.reviewed(look.reader.today())
    found = [Mark(day, f"Sắp xếp {count(n)} đơn vị") for day, n in ended(cursor, now)]
    if look.viewer.may(Right.CLOSE):
        found += [
            Mark(closing.until, closing.name, closing=True) for closing in closings(cursor, now, closed=True)
        ]
    return sorted(found, key=lambda mark: mark.day)


def _list(look: Look, marks: Sequence[Mark]) -> Markup | None:
    if not marks:
        return None
    here = look.asked

    def one(mark: Mark) -> Markup:
        day = tag("a", vn_day(mark.day), href=here.but(day=mark.day).at(look.path))
        return tag("li", day, f" {mark.words}")

    return tag("details", tag("summary", "Các mốc"), tag("ul", map(one, reversed(marks))), class_="marks")
