"""Documents, units and accounts as somebody works with them: in Chromium, by keyboard, on the API; no barrier found."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from playwright.sync_api import expect

from domain.account import Role
from domain.paper import Authority
from domain.resolution import Content
from tests.chromium import Windows, barriers
from tests.province import settle
from tests.signed_in import signed_in
from tests.world import OFFICE, World


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    world = World(module_database)
    settle(world)
    older = Content("57-NQ/TW", date(2025, 12, 22), "NQ", "Nghị quyết về khoa học", Authority.CENTRE, "XIII")
    world.register.record_resolution(OFFICE, older)
    world.engine.catch_up()
    yield world
    world.database.close()


def document(world: World) -> UUID:
    """126-KL/TU."""
    return UUID(str(world.rows("SELECT document_id FROM documents WHERE number = '126-KL/TU'")[0][0]))


def unit(world: World, name: str) -> UUID:
    return UUID(str(world.rows("SELECT unit_id FROM unit_timeline WHERE name = %s", name)[0][0]))


def test_a_document_is_found_and_gets_what_it_rests_on(windows: Windows, world: World) -> None:
    page = windows.open("/van-ban", who=signed_in(world, Role.SPECIALIST))
    page.get_by_label("Số, ký hiệu hoặc trích yếu").fill("126")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/van-ban\?tim=126$"))
    page.get_by_role("link", name="126-KL/TU").click()
    page.get_by_text("Gắn căn cứ, sửa đổi, thay thế").click()
    page.get_by_label("Tìm văn bản liên quan").fill("khoa học")
    page.keyboard.press("Enter")
    page.get_by_label(re.compile("57-NQ/TW")).check()
    page.get_by_role("button", name="Ghi quan hệ").click()
    expect(page.locator(".kin")).to_contain_text(
        "cụ thể hóa 57-NQ/TW ngày 22/12/2025: Nghị quyết về khoa học"
    )
    expect(page.locator(".told")).to_contain_text("đồng chí Nguyễn Văn An")


def test_a_password_is_told_once(windows: Windows, world: World) -> None:
    page = windows.open("/", who=signed_in(world, Role.ADMINISTRATOR))
    expect(page.locator("h1")).to_have_text("Tài khoản")
    page.get_by_text("Một tài khoản mới").click()
    page.get_by_label("Họ và tên").fill("Trần Thị Linh")
    page.locator("input[name=login]").fill("linhtt")
    page.get_by_label("Vai trò").last.select_option(label="Chuyên viên theo dõi")
    page.get_by_role("button", name="Mở tài khoản").click()
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("linhtt")
    password = told.locator("dd").last.inner_text()
    assert world.private.people.authenticate("linhtt", password, address="127.0.0.1")
    page.keyboard.press("Enter")
    expect(told).to_have_count(0)
    expect(page.locator(".people")).to_contain_text("Trần Thị Linh")
    assert password not in page.content()


def test_a_unit_is_split_by_keyboard_alone(windows: Windows, world: World) -> None:
    page = windows.open("/sap-xep", who=signed_in(world, Role.OFFICE_HEAD))
    page.get_by_label("Chia tách thành nhiều đơn vị").focus()
    page.keyboard.press("Space")
    page.locator("summary").filter(has_text="Sở, ban, ngành").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_label("Đơn vị mới, mỗi dòng một tên").focus()
    page.keyboard.type("Sở Một\nSở Hai")
    page.get_by_label("Có hiệu lực từ ngày").fill("2026-04-01")
    page.get_by_label("Số, ký hiệu văn bản quyết định").fill("45-TB/TU")
    page.get_by_label("Ngày văn bản").fill("2026-03-30")
    page.keyboard.press("Enter")
    taken = page.locator(".taken")
    expect(taken).to_have_text("Sở Một: 0; Sở Hai: 0; chưa chọn: 03")
    page.get_by_role("button", name="Sở Hai").press("Enter")
    expect(taken).to_have_text("Sở Một: 0; Sở Hai: 03; chưa chọn: 0")
    page.locator("select").first.select_option(label="Sở Một")
    expect(taken).to_have_text("Sở Một: 01; Sở Hai: 02; chưa chọn: 0")
    page.get_by_role("link", name="2. Đơn vị tiếp nhận").press("Enter")
    expect(page.get_by_label("Đơn vị mới, mỗi dòng một tên")).to_have_value("Sở Một\nSở Hai")
    page.get_by_role("button", name="Tiếp tục").press("Enter")
    expect(taken).to_have_text("Sở Một: 01; Sở Hai: 02; chưa chọn: 0")
    page.get_by_role("button", name="Ghi nhận sắp xếp tổ chức").press("Enter")
    expect(page.locator("h1")).to_have_text("Sổ đăng ký đơn vị")
    new = page.get_by_role("rowheader").filter(has_text="Sở Một")
    expect(new).to_contain_text("hoạt động từ ngày 01/4/2026")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_on_any_of_the_pages(windows: Windows, world: World, scheme: str) -> None:
    head = signed_in(world, Role.OFFICE_HEAD)
    finance = unit(world, "Ban Tổ chức Tỉnh ủy")
    told = (
        f"f.viec=chia-tach&f.ket-thuc={finance}&f.moi=A%0AB&f.nhom=1&f.thu-tu=3&f.tu=2026-04-01&f.so=1-TB/TU"
    )
    paths = (
        "/van-ban",
        f"/van-ban/{document(world)}?tim=57",
        "/so-don-vi?ca-da-ket-thuc=1",
        f"/so-don-vi/{finance}",
        "/sap-xep?f.buoc=2",
        f"/sap-xep?f.buoc=2&{told}",
        f"/sap-xep?f.buoc=3&{told}&f.ngay=2026-03-30",
        "/tai-khoan",
        f"/tai-khoan/{head.account}",
        "/nhat-ky",
    )
    found: dict[str, list[str]] = {}
    for width in (1440, 360):
        page = windows.open("/", width, scheme, who=head)
        for path in paths:
            windows.go(page, path)
            page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
            if barrier := barriers(page):
                found[path] = barrier
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found[path] = [*found.get(path, []), f"wider than {width}"]
    assert found == {}
