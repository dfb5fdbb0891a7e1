"""Thanh thời gian in Chromium: dragged, by keyboard, on a telephone; the page follows when one lets go."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.address import DOCUMENTS, OVERVIEW, UNITS
from domain.rules import Timeliness
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections import counts
from tests.chromium import barriers
from tests.world import World

Open = Callable[..., Page]

pytestmark = pytest.mark.usefixtures("made")


def track(page: Page) -> Locator:
    """Once the counts of the days are there."""
    expect(page.locator(".slider .told b").first).not_to_have_text("–")
    return page.locator(".slider .track")


def told(page: Page) -> tuple[str, list[str]]:
    """The day and the counts beside the slider."""
    slider = page.locator(".slider .told")
    return slider.locator(".day").inner_text(), slider.locator("b").all_inner_texts()


def counted(world: World, day: date) -> tuple[str, list[str]]:
    """What stands there for that day: assignments, as they were shown."""
    tally = world.query(counts.assignments, world.reader.reported(day))
    return f"Ngày {vn_day(day)}", [count(tally.of(c)) if tally.of(c) else "0" for c in Timeliness]


def read_day(words: str) -> date:
    """The day of "Ngày 25/02/2026"."""
    return datetime.strptime(words, "Ngày %d/%m/%Y").date()  # noqa: DTZ007 - a civil day


def move(page: Page, share: float) -> None:
    """To so much of the time; what is drawn there is waited for."""
    box = track(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + 10 + (box["width"] - 20) * share, box["y"] + 40, steps=4)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def drag(page: Page, *shares: float) -> None:
    """With the button held from the first on."""
    track(page).scroll_into_view_if_needed()
    for n, share in enumerate(shares):
        move(page, share)
        if not n:
            page.mouse.down()


def test_the_counts_follow_the_hand_and_the_page_follows_when_it_lets_go(
    open_page: Open, world: World
) -> None:
    page = open_page(UNITS)
    drag(page, 0.9)
    seen = set()
    for share in (0.3, 0.7, 0.61):
        move(page, share)
        day = read_day(told(page)[0])
        assert told(page) == counted(world, day)
        seen.add(day)
    assert len(seen) == 3
    expect(page.locator("canvas.units")).to_be_visible()
    before = page.url
    assert "ngay" not in before
    page.mouse.up()
    expect(page.locator("h1 + .note")).to_contain_text(f"Tính đến ngày {vn_day(day)} (số liệu đã báo cáo)")
    assert page.url.endswith(f"?ngay={day}&cach=da-bao-cao")
    expect(page.locator("canvas.units")).to_be_hidden()
    assert read_day(told(page)[0]) == day
    drag(page, 0.5, 1.2)
    page.mouse.up()
    expect(page.locator("h1 + .note")).to_contain_text("số liệu đang cập nhật")
    assert page.url == before


def test_by_keyboard_it_goes_by_days_and_months_and_is_read_out(open_page: Open, world: World) -> None:
    page = open_page(OVERVIEW)
    at = track(page)
    at.focus()
    for key, day in (
        ("ArrowLeft", date(2026, 3, 30)),
        ("PageDown", date(2026, 2, 28)),
        ("ArrowRight", date(2026, 3, 1)),
        ("PageUp", date(2026, 4, 1)),
        ("End", date(2026, 3, 31)),
        ("ArrowDown", date(2026, 3, 30)),
    ):
        at.press(key)
        wanted = min(day, date(2026, 3, 31))
        expect(at).to_have_attribute("aria-valuenow", str((wanted - date(1970, 1, 1)).days))
        expect(at).to_have_attribute(
            "aria-valuetext", re.compile(f"^Ngày {vn_day(wanted)}: Hoàn thành đúng hạn")
        )
    at.press("Escape")
    expect(page.locator(".slider .day")).to_have_text("Ngày 31/3/2026")
    at.press("Home")
    at.press("Enter")
    expect(page.locator(".past")).to_be_visible()
    expect(track(page)).to_be_focused()


@pytest.mark.parametrize("path", [OVERVIEW, UNITS, DOCUMENTS])
def test_it_stands_on_the_pages_of_figures_for_everybody(open_page: Open, path: str) -> None:
    page = open_page(path, 360, "dark")
    track(page)
    expect(page.locator("#day")).to_contain_text("31/03/2026")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert barriers(page) == []
    page.emulate_media(media="print")
    expect(page.locator("time-slider")).to_be_hidden()


def test_on_figures_of_another_clock_there_is_none(open_page: Open) -> None:
    page = open_page(f"{OVERVIEW}?ngay=2026-02-27&biet=2026-03-10")
    expect(page.locator(".sentence")).to_be_visible()
    expect(page.locator("time-slider")).to_have_count(0)
