"""The two clocks in Chromium: "Biết đến…" by keyboard, two moments compared, stepping, for everybody."""

import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from dashboard.address import COMPARE, COURSE, LATE, OVERVIEW, TASK
from tests.chromium import barriers

Open = Callable[..., Page]

COMPARED = f"{COMPARE}?voi-ngay=2026-02-27&dem=luot-giao&thay-doi=gia-han"

pytestmark = pytest.mark.usefixtures("made")


def paths(made: dict[str, UUID]) -> dict[str, str]:
    task = made["gia hạn"]
    return {
        "compared": COMPARED,
        "late": LATE,
        "course": f"{COURSE}?f.nhiem-vu={task}",
        "step": f"{TASK}{task}?ngay=2026-03-20&biet=90",
        "ahead": f"{OVERVIEW}?ngay=2026-06-30&biet=2026-02-27",
    }


def test_a_moment_of_knowing_is_chosen_by_keyboard_and_given_up(open_page: Open) -> None:
    page = open_page(OVERVIEW)
    expect(page.locator(".sentence")).to_be_visible()
    page.locator("#known summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#known [name=biet]")).to_be_focused()
    expect(page.locator("#known .field", has=page.locator("[name=ngay]"))).to_have_attribute(
        "data-read", "Thứ Ba, ngày 31/3/2026"
    )
    page.keyboard.type("17:00 27/2/2026")
    page.keyboard.press("Enter")
    expect(page.locator(".past")).to_contain_text("theo những gì biết đến 17 giờ 00 ngày 27/02/2026")
    expect(page.locator(".past")).to_contain_text("như thể từ đó không ghi nhận thêm")
    assert "biet=" in page.url
    page.get_by_text("Số liệu sau rà soát", exact=True).click()
    expect(page.locator(".past")).to_have_count(0)
    assert "biet=" not in page.url


def test_what_cannot_be_known_is_said_in_its_place(open_page: Open) -> None:
    page = open_page(OVERVIEW)
    page.locator("#known summary").click()
    page.locator("#known [name=biet]").fill("hôm qua")
    page.keyboard.press("Enter")
    expect(page.locator("#page")).to_contain_text("không phải là ngày, thời điểm hay mục của sổ")
    page.locator("#known summary").click()
    page.keyboard.press("Escape")
    expect(page.locator("#known summary")).to_be_focused()


def test_two_moments_are_chosen_and_a_figure_opens_its_list(open_page: Open) -> None:
    page = open_page(COMPARE)
    page.locator("[name=voi-ngay]").fill("2026-02-27")
    page.get_by_role("button", name="So sánh").click()
    expect(page.locator(".difference")).to_contain_text("Từ ngày 27/02/2026 (số liệu đã báo cáo)")
    page.locator(".difference .n").first.click()
    expect(page.locator(".changed")).to_contain_text("Hoàn thành")
    expect(page.locator(".changed li a").first).to_be_visible()


def test_one_steps_to_the_transaction_before(open_page: Open, made: dict[str, UUID]) -> None:
    page = open_page(paths(made)["step"])
    before = page.locator(".transaction").inner_text()
    page.get_by_role("link", name="giao dịch trước").click()
    expect(page.locator(".transaction")).not_to_have_text(before)
    expect(page.locator(".transaction li").first).to_be_visible()


@pytest.mark.parametrize("name", ["compared", "late", "course", "step", "ahead"])
def test_everybody_can_use_them_and_they_fit_a_telephone(
    open_page: Open, made: dict[str, UUID], name: str
) -> None:
    path = paths(made)[name]
    for scheme in ("light", "dark"):
        page = open_page(path, 1440, scheme)
        expect(page.locator("#page")).not_to_be_empty()
        assert not barriers(page)
        seen(page, f"{name}-{scheme}")
    page.set_viewport_size({"width": 360, "height": 900})
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    seen(page, f"{name}-360")


def seen(page: Page, name: str) -> None:
    """A picture for who wants to look."""
    if folder := os.environ.get("SONQ_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
