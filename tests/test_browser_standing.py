"""The pages of the Standing Committee in Chromium: on one screen, on a telephone, by keyboard, for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.address import DEADLINES, OVERVIEW, UNIT, UNITS
from tests.chromium import Windows, barriers
from tests.signed_in import SignedIn
from tests.world import World

Open = Callable[..., Page]

pytestmark = pytest.mark.usefixtures("made")

PATHS = {
    "overview": OVERVIEW,
    "past": f"{OVERVIEW}?ngay=2026-02-27&cach=da-bao-cao",
    "units": f"{UNITS}?xep=qua-han",
    "unit": UNIT,
    "month": DEADLINES,
    "week": f"{DEADLINES}?xem=tuan&tu=2026-03-25",
}


@pytest.fixture
def open_page(windows: Windows, world: World, who: SignedIn) -> Open:
    """A path, or that of a unit: of one."""
    [(finance,)] = world.rows("SELECT unit_id FROM unit_timeline WHERE name = 'Sở Tài chính'")

    def opened(path: str, width: int = 1440, scheme: str = "light") -> Page:
        return windows.open(f"{path}{finance}" if path == UNIT else path, width, scheme, who=who)

    return opened


def test_five_blocks_stand_on_one_screen(open_page: Open) -> None:
    page = open_page(OVERVIEW, 1024)
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(page.locator(".barlayer .point")).not_to_have_count(0)
    for block in (".sentence", ".week", ".rates", ".standing", ".matters", ".months"):
        box = page.locator(block).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 768, block


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_on_a_telephone_nothing_is_wider_than_the_page(open_page: Open, path: str) -> None:
    page = open_page(path, 360)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_nobody_meets_a_barrier(open_page: Open, path: str, scheme: str) -> None:
    page = open_page(path, scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert barriers(page) == []


def test_by_keyboard_one_goes_through_the_months_and_into_a_day(open_page: Open) -> None:
    page = open_page(DEADLINES)
    page.get_by_role("link", name="Tháng trước").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thời hạn, tháng 2/2026")
    page.get_by_role("link", name="Hôm nay").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thời hạn, tháng 3/2026")
    page.locator("td", has_text="25").locator(".total a").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".narrowed")).to_contain_text("06 lượt giao")
    expect(page.get_by_label("Bỏ lọc: Hạn ngày 25/3/2026")).to_be_visible()


def test_a_column_of_the_units_is_chosen_by_a_link(open_page: Open) -> None:
    page = open_page(UNITS)
    page.get_by_role("columnheader").get_by_role("link", name="Hoàn thành đúng hạn").click()
    expect(page.get_by_role("columnheader", name="Hoàn thành đúng hạn")).to_have_attribute(
        "aria-sort", "other"
    )
    page.get_by_role("link", name="Sở Tài chính").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sở Tài chính")
    expect(page.get_by_role("heading", name="Diễn biến 12 tháng")).to_be_visible()
