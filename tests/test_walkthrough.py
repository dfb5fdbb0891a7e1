"""The whole way on the web, as people go it: from the first account to the past day that stays as it was."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from projections.follower import Follower
from tests.chromium import Windows, chromium
from tests.province import served
from tests.signed_in import PASSWORD
from tests.world import World

DAY, NEXT = date(2026, 11, 20), date(2026, 11, 21)
PEOPLE = {
    "chuyenvien": ("Lê Thị Linh", "Chuyên viên theo dõi"),
    "chanhvp": ("Trần Văn Hòa", "Chánh Văn phòng"),
    "vanthu": ("Phạm Thị Mai", "Văn thư"),
    "btv": ("Hoàng Văn Sơn", "Ủy viên Ban Thường vụ"),
    "ubkt": ("Vũ Văn Kiểm", "Ủy ban Kiểm tra"),
}
FIRST = "Bộ Nội vụ"
"""Who leads the task that is followed to its end."""


class Office:
    """The people, each with a window of his own that stays open."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self.of: dict[str, Page] = {}
        self.one_time: dict[str, str] = {}

    def open_account(self, login: str, name: str, role: str, unit: str = "") -> None:
        """By the administrator, on the page; the one-time password is told once."""
        page = self.of["quantri"]
        self.go("quantri", "/tai-khoan")
        if not page.locator("form[data-api='/api/v1/accounts']").is_visible():
            page.get_by_text("Một tài khoản mới").click()
        form = page.locator("form[data-api='/api/v1/accounts']")
        form.locator("[name=name]").fill(name)
        form.locator("[name=login]").fill(login)
        form.locator("[name=role]").select_option(label=role)
        if unit:
            form.locator("[name=unit]").select_option(label=unit)
        form.get_by_role("button", name="Mở tài khoản").click()
        told = page.get_by_role("dialog", name="Đã cấp mật khẩu")
        self.one_time[login] = told.locator("dd").last.inner_text()
        told.get_by_role("button", name="Đã ghi lại").click()

    def sign_in(self, login: str) -> Page:
        """With the one-time password, which has to be changed at once."""
        page = self._windows.open("/")
        self.of[login] = page
        page.get_by_label("Tên đăng nhập").fill(login)
        page.get_by_label("Mật khẩu", exact=True).fill(self.one_time[login])
        page.keyboard.press("Enter")
        page.get_by_label("Mật khẩu hiện tại").fill(self.one_time[login])
        page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
        page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
        page.get_by_role("button", name="Đổi mật khẩu").click()
        expect(page.get_by_text("Đề nghị đổi mật khẩu trước khi làm việc")).to_have_count(0)
        return page

    def go(self, login: str, path: str) -> Page:
        page = self.of[login]
        parts = urlsplit(page.url)
        page.goto(f"{parts.scheme}://{parts.netloc}{path}")
        expect(page.locator("#page h1")).to_be_visible()
        return page


def done(page: Page) -> None:
    """What was sent is recorded, and the page has come back with it."""
    expect(page.locator("#said")).to_contain_text("Đã ghi nhận")


def settle_doubts(page: Page) -> int:
    """Every question of the annex, by its own small form; how many there were."""
    settled = 0
    bulk = page.locator("details.act").filter(has_text=re.compile("Lập mới .* tên đủ rõ")).first
    bulk.locator("summary").click()
    bulk.locator("[name=group]").select_option(index=5)
    bulk.get_by_role("button").click()
    expect(bulk).to_have_count(0)
    while (questions := page.locator("[data-question=open]")).count():
        question = questions.first
        words = question.get_attribute("id")
        still = questions.count()
        if question.locator("[name=how]").count():
            several = question.locator(".picker li").count() > 1
            how = (
                "each" if re.search("các|địa phương", question.locator("h3").inner_text(), re.I) else "joint"
            )
            question.locator(f"[name=how][value={how if several else 'later'}]").check()
        elif question.locator("[name=decided]").count():
            question.locator("[name=decided][value=leave]").check()
        else:
            question.locator("[type=radio]").first.check()
        question.get_by_role("button").last.click()
        expect(page.locator("[data-question=open]"), f"{words} stays open").to_have_count(still - 1)
        settled += 1
    return settled


@pytest.fixture
def office(database: str, shared_data: Path) -> Iterator[tuple[World, Office]]:
    world = World(database).on(DAY, 22)
    with (
        Follower(world.engine, world.log),
        served(world) as address,
        chromium() as browser,
        Windows(browser, address) as windows,
    ):
        yield world, Office(windows)
    world.database.close()


def test_the_whole_way(office: tuple[World, Office], shared_data: Path, tmp_path: Path) -> None:
    world, people = office
    administrator_makes_accounts(people)
    drafts = specialist_takes_the_annex_in(people, shared_data)
    head_approves_clerk_numbers_and_issues(people, drafts)
    people.open_account("lanhdao", "Đỗ Văn Nội", "Lãnh đạo đơn vị", FIRST)
    people.sign_in("lanhdao")
    task = unit_receives_and_reports_with_a_paper(people, tmp_path)
    specialist_asks_for_more(people)

    world.on(NEXT, 7)
    member = people.go("btv", "/")
    expect(member.locator(".sentence")).to_contain_text("đã hoàn thành 0 (0%)")
    unit_sends_again(people, task)
    specialist_proposes_head_confirms(people)
    expect(member.locator(".sentence")).to_contain_text("đã hoàn thành 01 (")  # nobody has touched the page

    member_goes_back_to_the_day_before(member)
    inspector_reads_all_and_changes_nothing(world, people, task)


def administrator_makes_accounts(people: Office) -> None:
    page = people._windows.open("/")
    people.of["quantri"] = page
    expect(page.get_by_text("Hệ thống chưa có tài khoản nào")).to_be_visible()
    page.get_by_label("Họ và tên").fill("Nguyễn Văn Quản")
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu", exact=False).first.fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tạo tài khoản quản trị").click()
    expect(page.locator("#page h1")).to_have_text("Tài khoản")
    for login, (name, role) in PEOPLE.items():
        people.open_account(login, name, role)
    for login in PEOPLE:
        people.sign_in(login)


def specialist_takes_the_annex_in(people: Office, shared_data: Path) -> str:
    page = people.go("chuyenvien", "/nhap-phu-luc")
    page.locator("input[type=file]").set_input_files(shared_data / "vn_nq03" / "phu_luc_2.docx")
    page.get_by_role("button", name="Gửi tệp").click()
    expect(page.locator("#standing")).to_contain_text("140 nhiệm vụ")
    head = page.locator("form[data-api$='/head']")
    head.locator("[name=number]").fill("")
    head.locator("[name=kind]").select_option("NQ")
    head.locator("[name=title]").fill("Chương trình hành động thực hiện Nghị quyết 57")
    head.get_by_role("button", name="Lưu phần đầu văn bản").click()
    done(page)
    assert settle_doubts(page) > 10
    expect(page.locator("#standing")).to_contain_text("Không còn chỗ cần chọn")
    page.get_by_role("button", name="Ghi 140 nhiệm vụ vào sổ").click()
    expect(page.get_by_text("Đã ghi vào sổ 140 nhiệm vụ mới")).to_be_visible()
    return page.url.split(urlsplit(page.url).netloc)[1]


def head_approves_clerk_numbers_and_issues(people: Office, drafts: str) -> None:
    drafts = re.sub("&phu-luc=.*", "", drafts)
    people.go("vanthu", drafts)
    all_pages(people.go("chanhvp", f"{drafts}&trang-thai=cho-duyet"), "Duyệt")
    clerk = people.go("vanthu", drafts)
    clerk.get_by_text("Ghi số, ngày văn bản").click()
    clerk.get_by_label("Số, ký hiệu").fill("Số: 57 - NQ/TU")
    clerk.get_by_label("Ngày văn bản").fill("2025-01-09")
    clerk.get_by_label("Nhiệm kỳ").fill("XX")
    clerk.get_by_role("button", name="Ghi số, ngày").click()
    expect(clerk.get_by_text("57-NQ/TU").first).to_be_visible()
    all_pages(people.go("vanthu", f"{drafts}&trang-thai=da-duyet"), "Chuyển tới đơn vị")


def all_pages(page: Page, act: str) -> None:
    """Page by page, until nothing waits for that act."""
    while page.locator("[data-every]").count():
        first = page.locator("[data-task]").first.get_attribute("data-task")
        page.locator("[data-every]").check()
        page.get_by_role("button", name=act, exact=True).click()
        expect(page.locator(f"[data-task='{first}']")).to_have_count(0)


def unit_receives_and_reports_with_a_paper(people: Office, folder: Path) -> str:
    page = people.go("lanhdao", "/viec-cua-don-vi")
    line = page.locator("li:has(.what)").filter(has_text="Quá hạn").first
    task = line.locator("a").first.inner_text()
    line.get_by_role("button", name="Tiếp nhận").click()
    line = page.locator("li:has(.what)").filter(has_text=task)
    expect(line.get_by_role("button", name="Tiếp nhận")).to_have_count(0)
    line.get_by_role("link", name="Báo cáo").click()
    paper = Document()
    paper.add_paragraph("Báo cáo kết quả thực hiện nhiệm vụ")
    paper.save(str(folder / "142-BC.docx"))
    page.get_by_label("Kết quả thực hiện").fill("Đã trình dự thảo, đang tiếp thu ý kiến")
    paper_fields = page.get_by_role("group", name="Văn bản báo cáo")
    paper_fields.get_by_label("Số, ký hiệu").fill("142-BC/ĐU")
    paper_fields.get_by_label("Ngày văn bản").fill(DAY.isoformat())
    page.locator("input[type=file]").set_input_files(folder / "142-BC.docx")
    expect(page.locator(".files li")).to_contain_text("đã tải lên")
    page.get_by_role("button", name="Gửi Văn phòng Tỉnh ủy").dblclick()
    expect(page.locator("#page h1")).to_contain_text("Việc của")
    return task


def specialist_asks_for_more(people: Office) -> None:
    page = people.go("chuyenvien", "/cho-xac-nhan")
    [report] = page.locator("article, li").filter(has_text="142-BC/ĐU").filter(has=page.locator("h2")).all()
    expect(report.get_by_role("link", name="142-BC.docx")).to_be_visible()
    ask = report.locator("details.act").filter(has_text="Đề nghị bổ sung")
    ask.locator("summary").click()
    ask.get_by_label("Nội dung cần bổ sung").fill("Đề nghị nêu rõ số, ngày ban hành sản phẩm")
    ask.get_by_role("button", name="Đề nghị bổ sung").click()
    expect(page.get_by_text("Không còn báo cáo chờ xác nhận")).to_be_visible()


def unit_sends_again(people: Office, task: str) -> None:
    page = people.go("lanhdao", "/viec-cua-don-vi")
    line = page.locator("li:has(.what)").filter(has_text=task)
    line.get_by_role("link", name="Bổ sung báo cáo").click()
    expect(page.get_by_text("Đề nghị nêu rõ số, ngày ban hành sản phẩm").first).to_be_visible()
    expect(page.get_by_label("Kết quả thực hiện")).to_have_value("Đã trình dự thảo, đang tiếp thu ý kiến")
    page.get_by_label("Kết quả thực hiện").fill("Đã ban hành kế hoạch")
    product = page.get_by_role("group", name="Sản phẩm")
    product.get_by_label("Số, ký hiệu").fill("15-KH/ĐU")
    product.get_by_label("Ngày văn bản").fill(DAY.isoformat())
    page.get_by_label("Đề nghị xác nhận hoàn thành").check()
    page.get_by_role("button", name="Gửi Văn phòng Tỉnh ủy").click()
    expect(page.locator("#page h1")).to_contain_text("Việc của")


def specialist_proposes_head_confirms(people: Office) -> None:
    for login, summary, act in (
        ("chuyenvien", "Đề xuất hoàn thành", "Gửi đề xuất"),
        ("chanhvp", "Xác nhận hoàn thành", "Xác nhận hoàn thành"),
    ):
        page = people.go(login, "/cho-xac-nhan")
        form = page.locator("details.act").filter(has=page.locator("summary", has_text=summary)).first
        form.locator("summary").click()
        expect(form.get_by_label("Số, ký hiệu sản phẩm")).to_have_value("15-KH/ĐU")
        form.get_by_role("button", name=act, exact=True).click()
        done(page)


def member_goes_back_to_the_day_before(page: Page) -> None:
    page.goto(f"{page.url.split('?')[0]}?ngay={DAY}&cach=da-bao-cao")
    expect(page.get_by_text("Đang xem số liệu đã báo cáo ngày 20/11/2026.")).to_be_visible()
    expect(page.locator(".sentence")).to_contain_text("đã hoàn thành 0 (0%)")
    page.get_by_role("link", name="Xem số liệu sau rà soát").click()
    expect(page.locator(".sentence")).to_contain_text("đã hoàn thành 01 (")


def inspector_reads_all_and_changes_nothing(world: World, people: Office, task: str) -> None:
    page = people.go("ubkt", "/danh-sach?loai=da-hoan-thanh")
    page.locator(".ag-row").get_by_role("link").first.click()
    expect(page.locator("#page h1")).to_have_text(task)
    history = page.locator(".history")
    for words in (
        "Đỗ Văn Nội",
        "Đề nghị bổ sung báo cáo: Đề nghị nêu rõ số, ngày ban hành sản phẩm",
        "Xác nhận hoàn thành, ngày hoàn thành 20/11/2026",
        "Trần Văn Hòa",
    ):
        expect(history).to_contain_text(words)
    expect(page.locator("form[data-api]")).to_have_count(0)
    head = world.log.head()
    origin = f"http://{urlsplit(page.url).netloc}"
    answer = page.request.post(
        f"{origin}/api/v1/tasks/approval",
        data={"tasks": [page.url.split("/")[-1].split("?")[0]]},
        headers={"Origin": origin},
    )
    assert answer.status == 403
    assert "chưa được phân quyền" in answer.json()["detail"]
    assert world.log.head() == head
    read = world.rows("SELECT what FROM private.access_log WHERE kind = 'read' ORDER BY id DESC LIMIT 1")
    assert "/nhiem-vu/" in read[0][0]
