"""The two clocks of a page: in words, which day, by what was known when; and the way to choose both."""

from datetime import date
from uuid import UUID

from dashboard.address import COMPARE, COURSE, TOLD, Asked, OnClosing, Way
from dashboard.markup import Markup, tag
from domain.vietnamese import day as vn_day
from projections import known

KNOWN = tag(
    "details",
    tag("summary", "Biết đến…"),
    tag(
        "form",
        tag("p", "Xem một ngày theo những gì sổ đã ghi đến một lúc nào đó.", class_="note whole"),
        tag(
            "label",
            tag("span", "Biết đến"),
            tag("input", type="text", name="biet", autocomplete="off", required=True),
            tag("small", "31/3/2026, 17:00 31/3/2026, hoặc mục của sổ: #12345"),
            class_="field whole",
        ),
        tag(
            "label",
            tag("span", "Tính đến ngày"),
            tag("input", type="date", name="ngay", required=True),
            tag("small", "Có thể sau lúc biết, để xem trước"),
            class_="field whole",
        ),
        tag("p", tag("button", "Xem", type="submit", class_="main"), class_="submit"),
    ),
    id="known",
)
"""Beside the day of the header; assets/known.js fills it in and follows it."""

OF_TASK = f"{TOLD}nhiem-vu"
AHEAD = "Ngày xem ở sau lúc biết: như thể từ đó không ghi nhận thêm nội dung nào."


def course_of_task(asked: Asked, task_id: UUID) -> str:
    """The address of a task's course at the same moment."""
    return asked.when.but(told=((OF_TASK, str(task_id)),)).at(COURSE)


def beyond(asked: Asked, course: str | None = None) -> Markup:
    """The ways from a page to what differs from another moment, and to what happened between two days (``course``)."""
    return tag(
        "p",
        tag("a", "So với thời điểm khác", href=asked.at(COMPARE)),
        tag("a", "Diễn biến giữa hai ngày", href=course) if course else None,
        class_="exports",
    )


def told(asked: Asked) -> tuple[str, str]:
    """What is looked at, and what that means; not of now."""
    if asked.closing:
        return _closed(asked.closing, asked.day)
    if asked.known is not None:
        of = f"tính đến ngày {vn_day(asked.day)}" if asked.day else "tính đến hôm nay"
        words = f"Đang xem số liệu {of}, theo những gì biết đến {known.told(asked.known)}."
        return words, _ahead(asked.day, known.day_of(asked.known))
    day = vn_day(asked.day) if asked.day else ""
    if asked.way is Way.REPORTED:
        explained = "Đúng như đã hiển thị trong ngày đó; nội dung ghi nhận sau không tính vào."
        return f"Đang xem số liệu đã báo cáo ngày {day}.", explained
    explained = "Tình hình của ngày đó theo những gì đã ghi nhận đến nay."
    return f"Đang xem số liệu sau rà soát, tính đến ngày {day}.", explained


def _ahead(day: date | None, knew: date | None) -> str:
    if knew is None:
        return "Nội dung ghi nhận sau mục đó không tính vào."
    if day is None or day > knew:
        return AHEAD
    return "Nội dung ghi nhận sau lúc đó không tính vào."


def _closed(on: OnClosing, day: date | None) -> tuple[str, str]:
    of = f"tính đến hết ngày {vn_day(on.until)}"
    words = f"Số liệu chốt {on.name}: {of}, do {on.by} chốt lúc {on.at:%H:%M} ngày {vn_day(on.at.date())}."
    if day and day != on.until:
        return words, f"Đang xem ngày {vn_day(day)} theo những gì đã ghi khi chốt."
    return words, "Nội dung ghi nhận sau khi chốt không tính vào."
