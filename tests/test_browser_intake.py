"""How the Office takes tasks in, in Chromium: an annex settled by the keyboard alone, drafts approved and issued."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domain.account import Role
from tests.annex_files import with_table, word_file
from tests.chromium import Windows, barriers
from tests.signed_in import SignedIn, signed_in
from tests.world import World

ANNEX = word_file(
    lambda document: (
        document.add_paragraph("(Kèm theo Thông báo số 03/NQ-CP ngày 09/01/2026)"),
        with_table(
            document,
            ("1", "Việc một", "Sở Tài chính", "12/2026"),
            ("2", "Việc hai", "Sở Tài chính, Ban Tổ chức Tỉnh ủy", "khi có hướng dẫn"),
            ("3", "Việc ba", "Các đảng ủy xã, phường", "trước ngày 15/12/2026"),
            ("4", "Việc bốn", "Sở Y tế", "2026"),
        ),
    )
)

pytestmark = pytest.mark.usefixtures("made")


@pytest.fixture(scope="module")
def specialist(world: World) -> SignedIn:
    return signed_in(world, Role.SPECIALIST)


def sent(page: Page, tmp_path: Path) -> None:
    """The annex is chosen and sent."""
    file = tmp_path / "phụ lục.docx"
    file.write_bytes(ANNEX)
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Gửi tệp").press("Enter")
    expect(page.locator("#standing")).to_be_visible()


def reach(page: Page, within: str, name: str) -> None:
    """Goes on by Tab until the control is reached."""
    for _ in range(200):
        found = page.evaluate(
            "([within, name]) => document.activeElement.name === name && !!document.activeElement.closest(within)",
            [within, name],
        )
        if found:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached")


def test_a_file_stays_chosen_when_the_page_comes_anew(
    windows: Windows, specialist: SignedIn, tmp_path: Path
) -> None:
    page = windows.open("/nhap-phu-luc", who=specialist)
    file = tmp_path / "phụ lục.docx"
    file.write_bytes(ANNEX)
    page.set_input_files("input[type=file]", file)
    page.evaluate("document.querySelector('form[data-upload]').id = 'before'; window.sonq.show()")
    expect(page.locator("#before")).to_have_count(0)
    expect(page.locator("form[data-upload] output")).to_have_text("phụ lục.docx")
    page.get_by_role("button", name="Gửi tệp").press("Enter")
    expect(page.locator("#standing")).to_be_visible()


def test_an_annex_is_settled_by_the_keyboard_alone_and_goes_to_the_units(
    windows: Windows, world: World, specialist: SignedIn, tmp_path: Path
) -> None:
    page = windows.open("/nhap-phu-luc", who=specialist)
    sent(page, tmp_path)
    standing = page.locator("#standing")
    expect(standing).to_contain_text("Còn 04 chỗ cần chọn: 01 tên đơn vị, 02 đầu mối, 01 thời hạn.")

    reach(page, "#q-0", "decided")  # the name that is new
    for key in ("Space", "ArrowRight", "Tab"):
        page.keyboard.press(key)
    reach(page, "#q-0", "group")
    page.keyboard.press("End")
    reach(page, "#q-0", "called")
    page.keyboard.press("Enter")
    expect(standing).to_contain_text("Còn 03 chỗ cần chọn")

    reach(page, "#q-1", "how")  # the focus has gone on to the next question
    for key in ("Space", "ArrowRight", "Enter"):  # joint leads, as the cell names them
        page.keyboard.press(key)
    expect(standing).to_contain_text("Còn 02 chỗ cần chọn")

    expect(page.locator("#q-2 input[name=how]").first).to_be_focused()
    for key in ("Space", "ArrowRight", "ArrowRight", "Enter"):  # to each of the group
        page.keyboard.press(key)
    expect(standing).to_contain_text("Còn 01 chỗ cần chọn")

    expect(page.locator("#q-3 input[name=kind]").first).to_be_focused()
    for key in ("Space", "Enter"):  # as it was read
        page.keyboard.press(key)
    expect(standing).to_contain_text("Không còn chỗ cần chọn.")
    page.reload()
    expect(standing).to_contain_text("Không còn chỗ cần chọn.")

    page.get_by_role("button", name="Ghi 04 nhiệm vụ vào sổ").press("Enter")
    expect(page.locator(".done")).to_have_text("Đã ghi vào sổ 04 nhiệm vụ mới.")
    expect(page.locator("h1")).to_have_text("Dự kiến giao: 03/NQ-CP")
    drafts = page.url.split("//")[1].partition("/")[2]

    page = windows.open(f"/{drafts}", who=signed_in(world, Role.OFFICE_HEAD))
    expect(page.get_by_role("button", name="Duyệt")).to_be_disabled()
    page.get_by_label("Chọn tất cả trên trang").check()
    page.get_by_role("button", name="Duyệt").click()
    expect(page.locator(".draft-tabs")).to_contain_text("Chờ duyệt 0")

    page = windows.open(f"/{drafts}", who=signed_in(world, Role.CLERK))
    page.get_by_label("Chọn tất cả trên trang").check()
    page.get_by_role("button", name="Chuyển tới đơn vị").click()
    expect(page.get_by_text("Văn bản này không có nhiệm vụ nào chờ giao")).to_be_visible()


def test_a_task_is_entered_with_its_deadline_understood_while_it_is_typed(
    windows: Windows, specialist: SignedIn
) -> None:
    page = windows.open("/nhap-nhiem-vu", who=specialist)
    form = page.locator("form[data-api='/api/v1/tasks']")
    form.get_by_label("Nhiệm vụ", exact=True).fill("Xây dựng đề án thử")
    form.get_by_label("Thời hạn (nguyên văn)").press_sequentially("trước ngày 15/12/2026")
    expect(form.locator(".reading")).to_contain_text("Hạn 14/12/2026.")
    expect(form.get_by_label("Ngày hạn", exact=True)).to_have_value("2026-12-14")
    expect(form.locator("[data-read^='Thứ Hai, ngày 14/12/2026']")).to_be_visible()
    form.get_by_label("một đầu mối").check()
    line = form.get_by_label("Đơn vị chủ trì: thêm")
    line.fill("Ban Không Có")
    line.press("Enter")
    expect(form.locator(".picker .error")).to_contain_text("Chưa có đơn vị “Ban Không Có”.")
    line.fill("so tai chinh")
    line.press("Enter")
    page.reload()
    expect(form.locator(".refused")).to_contain_text("Nội dung đã nhập được giữ trên máy này")
    expect(form.locator(".picker li").first).to_contain_text("Sở Tài chính")
    expect(form.get_by_label("một đầu mối")).to_be_checked()
    expect(form.get_by_label("Ngày hạn", exact=True)).to_have_value("2026-12-14")
    form.get_by_label("ý kiến chỉ đạo").check()
    form.locator("[name='bases.0.how']").select_option("meeting")
    form.get_by_label("Đồng chí cho ý kiến").fill("Đồng chí Bí thư")
    form.get_by_label("Ngày cho ý kiến").fill("2026-03-30")
    form.get_by_role("button", name="Ghi vào dự kiến giao").click()
    row = page.get_by_role("row").filter(has_text="Xây dựng đề án thử")
    expect(row).to_contain_text("Sở Tài chính")
    expect(row).to_contain_text("14/12/2026")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_anybody_s_way(
    windows: Windows, specialist: SignedIn, tmp_path: Path, scheme: str
) -> None:
    page = windows.open("/nhap-phu-luc", scheme=scheme, who=specialist)
    assert barriers(page) == []
    sent(page, tmp_path)
    assert barriers(page) == []
    for path in ("/nhap-nhiem-vu", "/van-ban-moi", "/du-kien"):
        assert barriers(windows.open(path, scheme=scheme, who=specialist)) == []
    page.get_by_role("link", name="Dự kiến giao").click()
    page.locator(".annex-rows th[scope=row] a").first.click()
    expect(page.get_by_role("button", name="Lưu")).to_be_visible()
    assert barriers(page) == []
