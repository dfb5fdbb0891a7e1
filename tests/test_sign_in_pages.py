"""The pages of signing in as people see them: by keyboard, on a telephone, in the dark, without a barrier."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from api.house import Trial
from domain.account import Role
from tests.chromium import Windows, barriers
from tests.province import served
from tests.signed_in import PASSWORD, open_account, signed_in
from tests.world import World

LOOKS = [(1440, "light"), (1440, "dark"), (360, "light"), (360, "dark")]


@pytest.fixture(scope="module")
def login(world: World) -> str:
    """Of a specialist."""
    return open_account(world, Role.SPECIALIST, name="Trần Thị Linh")[1]


@pytest.fixture(scope="module")
def address(world: World, login: str) -> Iterator[str]:
    with served(world, trial=Trial(PASSWORD, [(login, "Chuyên viên theo dõi")])) as address:
        yield address


@pytest.fixture
def windows(browser: Browser, address: str, world: World) -> Iterator[Windows]:
    world.now += timedelta(days=2)  # what was typed wrong before is forgotten
    with Windows(browser, address) as windows:
        yield windows


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert barriers(page) == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_signing_in_has_no_barrier_also_when_something_is_wrong(
    windows: Windows, width: int, scheme: str
) -> None:
    page = windows.open("/login", width, scheme)
    fits(page, width)
    page.get_by_label("Tên đăng nhập").fill("khong-co")
    page.get_by_label("Mật khẩu", exact=True).fill("không phải")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Tài khoản hoặc mật khẩu chưa đúng.")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("khong-co")
    expect(page.get_by_label("Mật khẩu", exact=True)).to_be_focused()
    fits(page, width)
    windows.faults[:] = [told for told in windows.faults if "401" not in told]


def test_by_keyboard_alone_in_out_and_in_again(windows: Windows, login: str) -> None:
    page = windows.open("/danh-sach?loai=qua-han")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(page.url.split("/login")[0].split("/danh-sach")[0] + "/danh-sach?loai=qua-han")
    page.goto(page.url.split("/danh-sach")[0] + "/account")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    page.get_by_role("button", name="Đăng xuất").press("Enter")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def test_an_account_of_the_demonstration_is_one_tap_and_a_button(windows: Windows, login: str) -> None:
    page = windows.open("/login", 360)
    page.get_by_role("link", name=login).click()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value(login)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("#page h1")).to_be_visible()
    assert "/login" not in page.url


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_ones_own_account_has_no_barrier(windows: Windows, world: World, width: int, scheme: str) -> None:
    who = signed_in(world, Role.OFFICE_HEAD)
    world.private.sessions.open(who.account)
    world.private.tokens.make(who.account, "Trang tổng hợp của tỉnh", 30)
    page = windows.open("/account", width, scheme, who=who)
    fits(page, width)
    page.get_by_label("Mật khẩu hiện tại").fill("không phải")
    page.get_by_label("Mật khẩu mới", exact=True).fill("gió núi mưa nguồn")
    page.get_by_label("Nhập lại mật khẩu mới").fill("gió núi mưa nguồn")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    field = page.get_by_label("Mật khẩu hiện tại")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Mật khẩu hiện tại chưa đúng.")
    fits(page, width)
    windows.faults[:] = [told for told in windows.faults if "422" not in told]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_first_start_has_no_barrier(browser: Browser, database: str, width: int, scheme: str) -> None:
    world = World(database)
    try:
        with served(world, code="k7mp-2x9d-hw4t") as address, Windows(browser, address) as windows:
            page = windows.open("/", width, scheme)
            expect(page.get_by_label("Mã mở lần đầu")).to_be_focused()
            fits(page, width)
            for label, typed in (
                ("Mã mở lần đầu", "k7mp-2x9d-hw4t"),
                ("Họ và tên", "Lê Văn Quản"),
                ("Tên đăng nhập", "quantri"),
                ("Mật khẩu", PASSWORD),
                ("Nhập lại mật khẩu", PASSWORD),
            ):
                page.get_by_label(label, exact=True).fill(typed)
            page.keyboard.press("Enter")
            expect(page).not_to_have_url(f"http://{address}/first")
            assert world.private.people.anybody()
    finally:
        world.database.close()


def test_dark_as_chosen_on_the_other_pages(windows: Windows) -> None:
    page = windows.open("/login")
    page.evaluate("localStorage.setItem('mantine-color-scheme-value', 'dark')")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
