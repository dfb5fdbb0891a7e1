"""Pieces that several pages are made of: a figure that opens its list, a status with its word, a bar, a notice."""

from collections.abc import Sequence
from fractions import Fraction
from html import escape

import msgspec
from dash.development.base_component import Component

from dashboard.address import CLOSING, WAY_NAMES, Asked, Way
from dashboard.clocks import told
from dashboard.kinds import SLUGS
from dashboard.markup import Content, Markup, tag, text
from domain.rules import TIMELINESS_NAMES, Timeliness
from domain.vietnamese import count, percent
from projections import known
from projections.counts import Tally

SOON = "sap-den-han"
"""``due_soon`` has a colour of its own, though it is a part of ``IN_TIME``."""

DATED = (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.IN_TIME, Timeliness.OVERDUE)


class Page(msgspec.Struct, frozen=True):
    """What a page function gives: the title of the window and what stands under the heading of the house."""

    title: str
    content: Sequence[Component]


NOUGHT = tag("span", "0", class_="n zero")


def opening(words: str) -> str:
    """Words as they stand at the beginning of a line: "một đầu mối" is "Một đầu mối"."""
    return words[:1].upper() + words[1:]


def figure(n: int, href: str) -> Markup:
    """A count that opens its list; nought opens nothing."""
    # Written out: a page of 200 units has 2,000 of them.
    return Markup(f'<a href="{escape(href)}" class="n">{count(n)}</a>') if n else NOUGHT


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
    """Over the figures of another moment than now: whose they are, the other ways of knowing, the way back."""
    if asked.live:
        return Markup()
    words, explained = told(asked)
    ways = [way for way in Way if asked.day and (asked.known is not None or way is not asked.way)]
    return tag(
        "div",
        tag("p", tag("strong", words), " ", explained, BY_RULES_OF_NOW if asked.rules_now else None),
        tag(
            "p",
            (
                tag("a", f"Xem {WAY_NAMES[way].lower()}", href=asked.but(way=way, known=None).at(path))
                for way in ways
            ),
            tag("a", "Phát sinh sau chốt", href=f"{CLOSING}{asked.known}") if asked.closing else None,
            tag("a", "Về hiện tại", href=asked.now.at(path)),
            _rules(asked, path),
            class_="choices",
        ),
        class_="past",
        role="status",
    )


BY_RULES_OF_NOW = " Ngưỡng và lịch làm việc: theo quy định hiện nay."


def _rules(asked: Asked, path: str) -> Markup:
    words = "Tính theo quy định của ngày đó" if asked.rules_now else "Tính theo quy định hiện nay"
    return tag("a", words, href=asked.but(rules_now=not asked.rules_now).at(path))


def basis(asked: Asked) -> str:
    """On what the figures rest, in brackets after the day."""
    return _knowing(asked) + (", theo quy định hiện nay" if asked.rules_now else "")


def _knowing(asked: Asked) -> str:
    if asked.live:
        return "số liệu đang cập nhật, chưa chốt"
    if asked.closing:
        return f"số liệu đã chốt {asked.closing.name}"
    if asked.known is not None:
        return f"theo những gì biết đến {known.told(asked.known)}"
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
