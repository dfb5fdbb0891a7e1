"""Every figure of a page beside a count straight from the events.

A figure is checked by the address that it opens: what the address asks for is counted anew, by ``tests.raw_counts``.
Noughts open nothing on a page; here they are made to, so that none goes unchecked.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

import msgspec

from dashboard.components import Page
from dashboard.markup import Markup, tag
from dashboard.pages import (
    deadlines,
    deadlines_days,
    overview_figures,
    overview_matters,
    overview_months,
    overview_units,
    unit_parts,
    unit_trend,
)
from domain.assignment_facts import Stage
from tests.raw_counts import (
    DONE_UNDATED,
    GONE,
    HELD,
    IN_TIME,
    LATE,
    ON_TIME,
    OVERDUE,
    UNDATED,
    Raw,
    Stood,
    When,
)
from tests.read_pages import html_of

MODULES = (
    deadlines,
    deadlines_days,
    overview_figures,
    overview_matters,
    overview_months,
    overview_units,
    unit_parts,
    unit_trend,
)

KINDS: dict[str, set[int]] = {
    "co-thoi-han": {ON_TIME, LATE, IN_TIME, OVERDUE},
    "da-hoan-thanh": {ON_TIME, LATE},
    "da-hoan-thanh-va-qua-han": {ON_TIME, LATE, OVERDUE},
    "khong-thoi-han": {DONE_UNDATED, UNDATED},
    "tam-dung-dua-ra": {HELD, GONE},
    "dung-han": {ON_TIME},
    "hoan-thanh-qua-han": {LATE},
    "hoan-thanh-khong-thoi-han": {DONE_UNDATED},
    "trong-han": {IN_TIME},
    "qua-han": {OVERDUE},
    "thuong-xuyen": {UNDATED},
    "tam-dung": {HELD},
    "dua-ra": {GONE},
}


class Asker(msgspec.Struct):
    """Who looks, and from where: what an independent count must know of the look."""

    raw: Raw
    when: When
    before: When
    """A week ago, by the same way of knowing."""
    today: When
    """By which rights are judged."""
    soon_days: int
    shown: bool = False
    """Each day as it was shown in its evening."""
    followed: frozenset[UUID] | None = None
    """The units of the own field and area."""
    own: frozenset[UUID] | None = None
    """The unit of who looks, with all that went into it; None: he sees all."""
    told: dict[When, tuple[dict[UUID, Stood], dict[UUID, Stood]]] = {}

    def count(self, href: str) -> int:
        """How many there are of what the address asks for."""
        asked = dict(parse_qsl(unescape(href).partition("?")[2]))
        if asked.get("loai") == "chua-chon-dau-moi":
            return self.raw.unchosen(self.when[0])
        return len(self.found(href))

    def found(self, href: str) -> dict[UUID, Stood]:
        """What the address asks for, on the day that it names."""
        asked = dict(parse_qsl(unescape(href).partition("?")[2]))
        raw, when = self.raw, self.when
        if (day := date.fromisoformat(asked.get("ngay", str(when[1])))) != when[1]:
            when = (raw.known_on(day) if self.shown else when[0], day)
        assignments, tasks = self._given(when)
        given = tasks
        if asked.get("dem") == "luot-giao":
            given = {a: s for a, s in assignments.items() if self._led(asked, s, when)}
        kind = asked.get("loai", "")
        return {i: s for i, s in given.items() if _due(asked, s.deadline) and self._of_kind(kind, i, s, when)}

    def _given(self, when: When) -> tuple[dict[UUID, Stood], dict[UUID, Stood]]:
        """The assignments that are seen, and their tasks."""
        if when not in self.told:
            mine = {a: s for a, s in self.raw.stood(when).items() if self._sees(a)}
            self.told[when] = mine, self.raw.rolled_up(mine, when)
        return self.told[when]

    def _sees(self, assignment: UUID) -> bool:
        if self.own is None:
            return True
        now = self.raw.stood(self.today).get(assignment)
        return now is not None and now.lead in self.own

    def _led(self, asked: dict[str, str], s: Stood, when: When) -> bool:
        assert s.lead is not None
        if "don-vi" in asked and s.lead != UUID(asked["don-vi"]):
            return False
        if "nhom" in asked and self.raw.group_of(s.lead, when) != int(asked["nhom"]):
            return False
        return asked.get("pham-vi") != "phu-trach" or self.followed is None or s.lead in self.followed

    def _of_kind(self, kind: str, i: UUID, s: Stood, when: When) -> bool:
        raw, day = self.raw, when[1]
        category = s.category(day)
        runs = s.stage not in (Stage.COMPLETED, Stage.SUSPENDED, Stage.REMOVED)
        match kind:
            case "":
                return True
            case "sap-den-han":
                return category == IN_TIME and bool(
                    s.deadline and s.deadline <= raw.soon(when, self.soon_days)
                )
            case "khong-ngay-han":
                return s.deadline is None
            case "qua-han-lau":
                return runs and s.deadline is not None and (day - s.deadline).days > 30
            case "cho-xac-nhan":
                return s.stage is Stage.AWAITING_CONFIRMATION
            case "chua-bo-sung":
                return s.stage not in (Stage.COMPLETED, Stage.REMOVED) and raw.more_asked(i, when)
            case "de-nghi-dieu-chinh":
                return s.stage not in (Stage.COMPLETED, Stage.REMOVED) and raw.asked_elsewhere(i, when)
        if kind in KINDS:
            return category in KINDS[kind]
        then = raw.stood(self.before).get(i)
        match kind:
            case "giao-moi-trong-tuan":
                return then is None
            case "hoan-thanh-trong-tuan":
                return s.stage is Stage.COMPLETED and not (then and then.stage is Stage.COMPLETED)
            case "gia-han-trong-tuan":
                return s.extensions > (then.extensions if then else 0)
            case "phat-sinh-qua-han":
                return category == OVERDUE and not (then and then.category(self.before[1]) == OVERDUE)
        raise AssertionError(f"an address asks for what nobody counts: {kind}")


def _due(asked: dict[str, str], deadline: date | None) -> bool:
    if "han" in asked:
        return deadline == date.fromisoformat(asked["han"])
    return "thang" not in asked or (deadline is not None and f"{deadline:%Y-%m}" == asked["thang"])


@contextmanager
def all_linked() -> Iterator[None]:
    """Noughts open a list too."""
    with ExitStack() as patched:
        for module in MODULES:
            patched.enter_context(patch.object(module, "figure", linked))
        yield


def linked(n: int, href: str) -> Markup:
    """A figure without signs between its digits, whatever it is."""
    return tag("a", str(n), href=href, class_="n")


def charts_of(part: Any) -> list[dict[str, Any]]:
    """The figures of Plotly in a page."""
    if isinstance(part, Page):
        return charts_of(part.content)
    if isinstance(part, list | tuple):
        return [chart for p in part for chart in charts_of(p)]
    if chart := getattr(part, "figure", None):
        return [chart]
    return charts_of(getattr(part, "children", None) or ())


class Checked:
    """The figures of one page, each held to the events."""

    def __init__(self, page: Page, asker: Asker) -> None:
        self.asker = asker
        self.html = html_of(page)
        self.figures = 0
        self.wrong: list[str] = []
        self._counted: dict[str, int] = {}
        for href, n in re.findall(r'<a href="([^"]+)" class="n">(\d+)</a>', self.html):
            self._expect(n, self.count(href), href)
        for chart in charts_of(page):
            for trace in chart["data"]:
                for n, href in zip(trace["y"], trace.get("customdata", ()), strict=False):
                    self._expect(n, self.count(href), href)
        for row in re.findall("<tr.*?</tr>", self.html):
            self._row(row)
        for part in re.findall(r'<div class="summary">.*', self.html):
            self._summary(re.search(r'<a href="([^"]+)" class="n">', part)[1])
        for unit in re.findall(r"Báo cáo chờ xác nhận</h2>.*", self.html):
            self._reports(unit)

    def count(self, href: str) -> int:
        if href not in self._counted:
            self._counted[href] = self.asker.count(href)
        return self._counted[href]

    def _expect(self, said: object, counted: object, of_what: str) -> None:
        self.figures += 1
        if str(said) != str(counted):
            self.wrong.append(f"{said}, but {counted} by the events: {unescape(of_what)}")

    def _rate(self, said: str, href: str, part: str, whole: str) -> None:
        counted = percent(self.count(_kind(href, part)), self.count(_kind(href, whole)))
        self._expect(said, counted, f"{part} / {whole} of {href}")

    def _row(self, row: str) -> None:
        """The first rate, of what the row opens."""
        href = re.search(r'<a href="([^"]+)" class="n">', row)
        if href and (said := re.search(r'<td class="rate">([^<]*)</td>', row)):
            self._rate(said[1], href[1], "dung-han", JUDGED)

    def _summary(self, href: str) -> None:
        """The three rates, the total, the days of the longest overdue."""
        on_time, of_judged, of_dated = re.findall(r'<dd class="rate">([^<]*)</dd>', self.html)
        self._rate(on_time, href, "dung-han", JUDGED)
        self._rate(of_judged, href, "da-hoan-thanh", JUDGED)
        self._rate(of_dated, href, "da-hoan-thanh", "co-thoi-han")
        total = re.search(r"Tổng số ([\d.]+) (?:nhiệm vụ|lượt giao) đã giao", self.html)[1]
        self._expect(int(total.replace(".", "")), self.count(_kind(href, "")), f"total of {href}")
        days = [int(n.replace(".", "")) for n in re.findall(r"<b>([\d.]+) ngày</b>", self.html)]
        overdue = self.asker.found(f"{_kind(href, 'qua-han')}&amp;dem=luot-giao").values()
        late = sorted(((self.asker.when[1] - s.deadline).days for s in overdue), reverse=True)
        self._expect(days, late[: len(days) or 1], f"days overdue of {href}")

    def _reports(self, part: str) -> None:
        said = re.match(r'Báo cáo chờ xác nhận</h2><p class="note">(\d+) báo cáo', part)
        href = re.search(r'<a href="([^"]+)" class="n">', self.html)[1]
        stood = self.asker.found(_kind(href, "")).items()
        raw, when = self.asker.raw, self.asker.when
        waits = sum(raw.waits(a, when) for a, s in stood if s.stage not in (Stage.REMOVED, Stage.COMPLETED))
        self._expect(int(said[1]) if said else 0, min(waits, 50), f"reports that wait of {href}")


JUDGED = "da-hoan-thanh-va-qua-han"


def percent(part: int, whole: int) -> str:
    """One decimal, halves up; a dash where nothing can be judged."""
    if not whole:
        return "–"
    exact = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{exact}%".replace(".0%", "%").replace(".", ",")


def _kind(href: str, kind: str) -> str:
    """The address with another kind, or with none."""
    path, _, query = unescape(href).partition("?")
    asked = {k: v for k, v in parse_qsl(query) if k != "loai"} | ({"loai": kind} if kind else {})
    return f"{path}?{urlencode(asked)}"
