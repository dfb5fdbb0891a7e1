"""Pieces that several pages are made of: a figure that opens its list, a status with its word, a bar, a notice."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec
from dash.development.base_component import Component

from dashboard.address import WAY_NAMES, Asked, Way
from dashboard.kinds import SLUGS
from dashboard.markup import Content, Markup, tag, text
from domain.rules import TIMELINESS_NAMES, Timeliness
from domain.vietnamese import count, percent
from domain.vietnamese import day as vn_day
from projections.counts import Tally

SOON = "sap-den-han"
"""``due_soon`` has a colour of its own, though it is a part of ``IN_TIME``."""

DATED = (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.IN_TIME, Timeliness.OVERDUE)


class Page(msgspec.Struct, frozen=True):
    """What a page function gives: the title of the window and what stands under the heading of the house."""

    title: str
    content: Sequence[Component]


def figure(n: int, href: str) -> Markup:
    """A count that opens its list; nought opens nothing."""
    return tag("a", count(n), href=href, class_="n") if n else tag("span", "0", class_="n zero")


def mark(slug: str) -> Markup:
    """The colour of a status. The word always stands beside it."""
    return tag("i", class_=f"mark {slug}", aria_hidden="true")


def status(category: Timeliness) -> Markup:
    """The status: its colour and its word."""
    return text([mark(SLUGS[category]), TIMELINESS_NAMES[category]])


def bar(tally: Tally, most: int | None = None) -> Markup:
    """The dated ones as lengths, in the order of the categories; ``most`` is as long as the bar can be.

    One element with stops of colour. The numbers stand beside it, so it is not read out.
    """
    whole = most or tally.dated
    at, stops = 0, []
    in_time = tally.of(Timeliness.IN_TIME) - tally.due_soon
    parts = [(SLUGS[c], tally.of(c) if c is not Timeliness.IN_TIME else in_time) for c in DATED]
    parts.insert(3, (SOON, tally.due_soon))
    for slug, n in parts:
        if n:
            start, at = at, at + n
            stops.append(f"var(--{slug}) {_share(start, whole)} {_share(at, whole)}")
    stops.append(f"transparent {_share(at, whole)}")
    style = f"background-image:linear-gradient(90deg,{','.join(stops)})"
    return tag("span", class_="bar", style=style, aria_hidden="true")


def _share(n: int, whole: int) -> str:
    return f"{100 * n / whole:.2f}%" if whole else "0"


def rate(share: Fraction | None) -> str:
    """A rate, or a dash where nothing can be judged yet."""
    return "–" if share is None else percent(share)


def past(asked: Asked, path: str) -> Markup:
    """Over the figures of a past day: whose they are, the other way of knowing, the way back."""
    if asked.day is None:
        return Markup()
    day = vn_day(asked.day)
    if asked.way is Way.REPORTED:
        other, words = Way.REVIEWED, f"Đang xem số liệu đã báo cáo ngày {day}."
        explained = "Đúng như đã hiển thị trong ngày đó; nội dung ghi nhận sau không tính vào."
    else:
        other, words = Way.REPORTED, f"Đang xem số liệu sau rà soát, tính đến ngày {day}."
        explained = "Tình hình của ngày đó theo những gì đã ghi nhận đến nay."
    return tag(
        "div",
        tag("p", tag("strong", words), " ", explained),
        tag(
            "p",
            tag("a", f"Xem {WAY_NAMES[other].lower()}", href=asked.but(way=other).at(path)),
            tag("a", "Về hiện tại", href=asked.but(day=None).at(path)),
            class_="choices",
        ),
        class_="past",
        role="status",
    )


def basis(asked: Asked) -> str:
    """On what the figures rest, in brackets after the day."""
    if asked.day is None:
        return "số liệu đang cập nhật, chưa chốt"
    return WAY_NAMES[asked.way].lower()


def card(heading: Content, *content: Content, note: Content = None, class_: str = "") -> Markup:
    """A part of a page: its heading, what it counts, what it shows."""
    head = tag("header", tag("h2", heading), tag("p", note, class_="note") if note else None)
    return tag("section", head, content, class_=f"card {class_}".strip())


def message(heading: str, words: str, href: str, way_out: str) -> Markup:
    """In place of a page: what is the matter and what to do."""
    return tag(
        "section",
        tag("h1", heading),
        tag("p", words),
        tag("p", tag("a", way_out, href=href)),
        class_="message",
    )
