"""The Office's desk in Chromium: worked off by keyboard alone, seen anew while somebody types, for everybody."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.address import CONFIRM
from domain.account import Role
from domain.rules import Timeliness
from projections import counts
from tests.chromium import Windows, barriers, chromium
from tests.office_scene import TODAY, UNITS, Desk, office_desk
from tests.province import served
from tests.signed_in import SignedIn, signed_in
from tests.world import World

Open = Callable[..., Page]
ROW, FOCUSED = ".waits > li", ".waits > li:focus"


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    world = World(database)
    yield office_desk(world)
    world.database.close()


@pytest.fixture
def specialist(desk: Desk) -> SignedIn:
    return signed_in(desk.world, Role.SPECIALIST)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    with served(desk.world) as address:
        yield address


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    """Of one test, as its register is."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_page(windows: Windows) -> Open:
    return windows.open


def completed(world: World) -> int:
    at = world.reader.reviewed(TODAY)
    tally = world.query(counts.assignments, at)
    return int(tally.of(Timeliness.DONE_ON_TIME) + tally.of(Timeliness.DONE_LATE))


def test_a_morning_by_keyboard_alone(open_page: Open, desk: Desk, specialist: SignedIn) -> None:
    """Confirms two reports, asks for more on one, proposes four; the head confirms the four at once."""
    page = open_page(CONFIRM, who=specialist)
    press = page.keyboard.press
    expect(page.locator(ROW)).to_have_count(7)
    press("j")
    confirmed = proposed = 0
    while (
        (page.locator(FOCUSED).count() and confirmed < 2)
        or proposed < 4
        or page.locator(".waits .typed").count()
    ):
        row = page.locator(FOCUSED)
        there = page.locator(ROW).count()
        words = row.inner_text()
        if "Đề nghị xác nhận hoàn thành" in words:
            press("d")
            if "chưa nêu" in words:
                page.keyboard.type("7-KH/ĐU")
                press("Tab")
                page.keyboard.type("10112026")
                press("Control+Enter")
            else:
                press("Enter")
            proposed += 1
            expect(row.get_by_text("Đề xuất xác nhận hoàn thành ngày 23/11/2026")).to_be_visible()
            press("j")
        elif "nhập thay" in words:
            press("b")
            page.keyboard.type("xin nêu rõ: jkxcbdt")
            press("Control+Enter")
            expect(page.locator(ROW)).to_have_count(there - 1)
        else:
            press("c")
            press("Enter")
            confirmed += 1
            expect(page.locator(ROW)).to_have_count(there - 1)
    expect(page.get_by_role("link", name="Đã được đề xuất (04)")).to_be_visible()
    expect(page.get_by_text("xin nêu rõ: jkxcbdt")).to_be_visible()
    assert completed(desk.world) == 0

    head = open_page(CONFIRM, who=signed_in(desk.world, Role.OFFICE_HEAD))
    before = desk.world.log.head()
    choose = head.get_by_role("button", name="Chọn tất cả đã được đề xuất (04)")
    choose.focus()
    head.keyboard.press("Enter")
    head.keyboard.press("Tab")
    expect(head.get_by_role("button", name="Xác nhận hoàn thành: 04 mục đã chọn")).to_be_focused()
    head.keyboard.press("Enter")
    expect(head.get_by_text("Không còn báo cáo chờ xác nhận. 02 báo cáo đã đề nghị bổ sung")).to_be_visible()
    assert completed(desk.world) == 4
    assert desk.world.log.head() == before + 4
    expect(page.get_by_text("Không còn báo cáo chờ xác nhận.")).to_be_visible()  # by itself


def test_a_report_comes_in_and_neither_ticks_nor_what_is_typed_are_lost(
    open_page: Open, desk: Desk, specialist: SignedIn
) -> None:
    page = open_page(CONFIRM, who=specialist)
    ticks = page.locator("[data-tick]")
    ticks.first.check()
    send(desk, "Việc mới một")
    expect(page.locator(ROW)).to_have_count(8)
    expect(ticks.first).to_be_checked()
    expect(page.get_by_role("button", name="Xác nhận báo cáo định kỳ: 01 mục đã chọn")).to_be_visible()

    row = page.locator(ROW).nth(1)
    row.locator("summary", has_text="Đề nghị bổ sung").click()
    row.get_by_label("Nội dung cần bổ sung").fill("Đề nghị nêu rõ")
    send(desk, "Việc mới hai")
    expect(page.get_by_text("Có nội dung mới được ghi nhận.")).to_be_visible()
    expect(page.locator(ROW)).to_have_count(8)
    expect(row.get_by_label("Nội dung cần bổ sung")).to_have_value("Đề nghị nêu rõ")
    page.get_by_role("button", name="Xem ngay").click()
    expect(page.locator(ROW)).to_have_count(9)
    expect(row.get_by_label("Nội dung cần bổ sung")).to_have_value("Đề nghị nêu rõ")
    expect(ticks.first).to_be_checked()

    row.get_by_label("Nội dung cần bổ sung").focus()
    page.evaluate("document.querySelector('.waits').id = 'before'; window.sonq.show()")
    expect(page.locator("#before")).to_have_count(0)
    page.keyboard.type(" số liệu")
    expect(row.get_by_label("Nội dung cần bổ sung")).to_have_value("Đề nghị nêu rõ số liệu")


def test_the_keys_move_tick_open_and_can_be_switched_off(open_page: Open, specialist: SignedIn) -> None:
    page = open_page(CONFIRM, who=specialist)
    press = page.keyboard.press
    rows = page.locator(ROW)
    press("j")
    expect(rows.nth(0)).to_be_focused()
    press("j")
    expect(rows.nth(1)).to_be_focused()
    press("k")
    press("k")
    expect(rows.nth(0)).to_be_focused()
    while not page.locator(f"{FOCUSED} [data-tick]").count():
        press("j")
    press("x")
    expect(page.locator(f"{FOCUSED} [data-tick]")).to_be_checked()
    press("g")
    expect(page.get_by_role("button", name="Xác nhận báo cáo định kỳ: 01 mục đã chọn")).to_be_focused()
    page.locator(ROW, has=page.locator("[data-tick]:checked")).focus()
    press("b")
    expect(page.locator("textarea:focus")).to_have_count(1)
    press("Escape")
    expect(page.locator(FOCUSED)).to_have_count(1)
    task = page.locator(f"{FOCUSED} [data-open]").inner_text()
    press("Enter")
    expect(page.locator("h1")).to_have_text(task)
    page.go_back()
    page.get_by_label("Dùng phím tắt").uncheck()
    page.locator("#page").focus()
    press("j")
    expect(page.locator(FOCUSED)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_no_barriers_and_no_wider_than_the_screen(
    windows: Windows, specialist: SignedIn, width: int, scheme: str
) -> None:
    page = windows.open(CONFIRM, width, scheme, who=specialist)
    for path in (CONFIRM, f"{CONFIRM}?cho=chua-bao-cao", f"{CONFIRM}?cho=dieu-chinh-phan-cong"):
        windows.go(page, path)
        for act in page.locator(".waits .act").all()[:4]:
            act.evaluate("act => { act.open = true }")
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def send(desk: Desk, text: str) -> None:
    """A unit sends a report on something new, at the other end."""
    desk.send(text, UNITS[2], TODAY)
    desk.world.engine.catch_up()
