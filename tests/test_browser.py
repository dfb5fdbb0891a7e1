"""The pages as people see them: in Chromium, behind the server, nothing of others loaded, no error told."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import Windows, barriers
from tests.province import TITLE, WILD

Open = Callable[..., Page]

pytestmark = pytest.mark.usefixtures("made")


def test_the_overview_is_there(open_page: Open) -> None:
    page = open_page("/")
    expect(page).to_have_title(f"Tổng quan – {TITLE}")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.locator(".sentence")).to_contain_text("07 nhiệm vụ có thời hạn")
    expect(page.locator(".barlayer .point")).not_to_have_count(0)
    expect(page.locator(".modebar")).to_have_count(0)  # it would offer to send the data away


def test_a_day_is_picked_and_each_choice_is_an_address(open_page: Open, address: str) -> None:
    page = open_page("/")
    page.get_by_label("Ngày xem số liệu: 31/03/2026").click()
    expect(page.get_by_text("Tháng 3/2026")).to_be_visible()
    expect(page.locator(".mantine-DatePickerInput-weekday").first).to_have_text("T2")
    page.get_by_label("Tháng trước").click()
    page.get_by_label("27 Tháng 2 2026").click()
    expect(page).to_have_url(f"http://{address}/?ngay=2026-02-27&cach=da-bao-cao")
    expect(page.get_by_text("Đang xem số liệu đã báo cáo ngày 27/02/2026.")).to_be_visible()
    page.get_by_text("Số liệu sau rà soát", exact=True).click()
    expect(page).to_have_url(f"http://{address}/?ngay=2026-02-27&cach=sau-ra-soat")
    expect(page.get_by_text("Đang xem số liệu sau rà soát, tính đến ngày 27/02/2026.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Đang xem số liệu sau rà soát, tính đến ngày 27/02/2026.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Đang xem số liệu đã báo cáo ngày 27/02/2026.")).to_be_visible()
    page.get_by_role("link", name="Về hiện tại").click()
    expect(page).to_have_url(f"http://{address}/")
    expect(page.locator(".past")).to_have_count(0)


def test_from_a_figure_to_its_list_to_a_task(open_page: Open) -> None:
    page = open_page("/")
    page.locator(".sentence").get_by_role("link", name="02").last.click()
    expect(page.locator("h1")).to_have_text("Danh sách nhiệm vụ")
    expect(page.locator(".narrowed")).to_contain_text("02 nhiệm vụ")
    expect(page.locator(".ag-center-cols-container .ag-row")).to_have_count(2)
    row = page.locator(".ag-row").filter(has_text="Nhiệm vụ chưa xong")
    expect(row).to_contain_text("Quá hạn, chưa hoàn thành")
    expect(row).to_contain_text("quá hạn 21 ngày")
    row.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Nhiệm vụ chưa xong")
    expect(page.locator(".history")).to_contain_text("Giao Sở Tài chính, hạn ngày 10/3/2026")
    expect(page.locator("#page")).to_be_focused()
    page.go_back()
    row.get_by_role("link").press("Enter")
    expect(page.locator("h1")).to_have_text("Nhiệm vụ chưa xong")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Danh sách nhiệm vụ")


def test_a_column_of_the_chart_opens_its_list(open_page: Open, address: str) -> None:
    page = open_page("/")
    column = page.locator(".barlayer .trace").first.locator(".point").nth(1)
    box = column.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hoverlayer")).to_contain_text("Hoàn thành đúng hạn : 1")
    page.mouse.down()
    page.mouse.up()
    expect(page).to_have_url(f"http://{address}/danh-sach?dem=luot-giao&loai=dung-han&thang=2026-02")
    expect(page.locator(".ag-center-cols-container .ag-row")).to_have_count(1)


def test_the_rows_of_a_list_are_as_high_as_the_window_asks_for(open_page: Open) -> None:
    page = open_page("/danh-sach?loai=qua-han&dem=luot-giao")
    row = page.locator(".ag-center-cols-container .ag-row").first
    expect(row).to_have_css("height", "68px")
    page.set_viewport_size({"width": 360, "height": 740})
    expect(row).to_have_css("height", "140px")


def test_a_list_that_opens_another_shows_the_rows_of_the_other(open_page: Open) -> None:
    page = open_page("/danh-sach?loai=qua-han&dem=luot-giao")
    expect(page.locator(".ag-center-cols-container .ag-row")).to_have_count(6)
    page.get_by_label("Bỏ lọc: Quá hạn, chưa hoàn thành").click()
    expect(page.locator(".narrowed")).to_contain_text("16 lượt giao")
    expect(page.locator(".ag-row").filter(has_text="Nhiệm vụ đúng hạn")).to_have_count(1)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/?ngay=2026-02-30", "Không có ngày 30/02/2026 trong lịch."),
        ("/danh-sach?loai=khac", "Không có loại “khac”."),
        (f"/nhiem-vu/{UUID(int=5)}", "Không tìm thấy nội dung, hoặc đồng chí chưa được phân quyền xem."),
    ],
)
def test_an_address_that_cannot_be_is_answered_in_words(open_page: Open, path: str, words: str) -> None:
    page = open_page(path)
    expect(page.locator("#page")).to_contain_text(words)
    page.get_by_role("link", name="Về trang đầu").click()
    expect(page.locator(".sentence")).to_be_visible()


def test_the_text_of_a_task_is_text(open_page: Open, made: dict[str, UUID]) -> None:
    page = open_page(f"/nhiem-vu/{made['chưa chọn']}")
    expect(page.locator("h1")).to_have_text(WILD)
    page.goto(page.url.split("/nhiem-vu")[0] + "/danh-sach?loai=chua-chon-dau-moi")
    expect(page.locator(".ag-row").get_by_role("link")).to_have_text(WILD)


def test_dark_is_chosen_once_and_the_chart_follows(open_page: Open) -> None:
    page = open_page("/")
    ink = page.locator(".ytick text").first
    light = ink.evaluate("e => getComputedStyle(e).fill")
    page.get_by_label("Đổi nền sáng, nền tối").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    assert ink.evaluate("e => getComputedStyle(e).fill") != light
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


@pytest.mark.parametrize("width", [360, 1920])
@pytest.mark.parametrize("path", ["/?ngay=2026-02-27", "/danh-sach?dem=luot-giao", "/nhiem-vu/"])
def test_nothing_runs_over_the_edge(open_page: Open, made: dict[str, UUID], path: str, width: int) -> None:
    if path == "/nhiem-vu/":
        path += str(made["giao đồng loạt"])
    page = open_page(path, width, "dark")
    if "danh-sach" in path:
        expect(page.locator(".ag-row").filter(has_text="Nhiệm vụ quá hạn").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_on_a_telephone_a_row_tells_all_in_one_column(open_page: Open) -> None:
    page = open_page("/danh-sach?dem=luot-giao&loai=hoan-thanh-qua-han", 360)
    row = page.locator(".ag-row")
    expect(row.locator(".ag-cell")).to_have_count(1)
    for words in ("Ban Tổ chức Tỉnh ủy", "Hạn: 30/01/2026", "Hoàn thành quá hạn · quá hạn 07 ngày"):
        expect(row.get_by_text(words)).to_be_visible()


def test_the_keyboard_reaches_everything(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Biểu theo dõi tuần")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".sentence a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".narrowed")).to_have_text(re.compile("07 nhiệm vụ *Có thời hạn"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tải Excel")).to_be_focused()
    for way in page.get_by_label("Lọc theo tình trạng").get_by_role("link").all():
        page.keyboard.press("Tab")
        expect(way).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".chip")).to_be_focused()
    expect(page.locator(".ag-row")).to_have_count(7)
    page.keyboard.press("Tab")
    expect(page.locator(".ag-row").first.locator(".ag-cell").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Nhiệm vụ đúng hạn")


def test_no_english_on_any_screen(open_page: Open, windows: Windows, made: dict[str, UUID]) -> None:
    english = re.compile(
        r"\b(the|of|and|no|loading|rows?|page|month|day|today|select|share|error|next)\b", re.I
    )
    page = open_page("/")
    for path in ("/", "/danh-sach", "/danh-sach?loai=sap-den-han&dem=luot-giao", "/?ngay=x"):
        windows.go(page, path)
        if "danh-sach" in path:
            expect(page.locator(".ag-row").first).to_contain_text("Nhiệm vụ")
        seen = page.locator("body").inner_text()
        labels = page.locator("[aria-label]").evaluate_all("all => all.map(e => e.ariaLabel).join(' ')")
        assert not english.findall(f"{seen} {labels}")


def test_when_the_server_is_gone_the_page_says_so(open_page: Open, windows: Windows) -> None:
    page = open_page("/")
    page.route("**/_dash-update-component*", lambda route: route.abort())
    page.get_by_role("link", name="Nhiệm vụ", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Mất kết nối với hệ thống")
    page.unroute("**/_dash-update-component*")
    page.get_by_role("link", name="Tổng quan").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    windows.faults.clear()


def test_a_few_letters_find_a_task_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("chua xong")
    found = page.locator("#palette li a")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Nhiệm vụ chưa xong")
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Nhiệm vụ chưa xong")
    expect(page.locator("#palette")).not_to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_in_a_list_nor_in_the_search(open_page: Open, scheme: str) -> None:
    page = open_page("/danh-sach?dem=luot-giao", scheme=scheme)
    expect(page.locator(".ag-row").filter(has_text="Nhiệm vụ quá hạn").first).to_be_visible()
    assert barriers(page) == []
    page.keyboard.press("Control+k")
    page.keyboard.type("nhiem vu")
    expect(page.locator("#palette li a")).not_to_have_count(0)
    assert barriers(page) == []
