"""A unit's people at work in Chromium: take note, write, lose the line, hand up, send once; on a telephone too."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import msgspec
import pytest
from playwright.sync_api import expect

from domain.account import Role
from domain.paper import Paper
from domain.progress import Report
from projections.follower import Follower
from tests.chromium import Windows, barriers
from tests.province import served
from tests.sent_files import pdf
from tests.signed_in import SignedIn, signed_in
from tests.unit_people import TODAY, People, people
from tests.world import HEAD, UNIT

PHONE = 360


class Office(msgspec.Struct):
    """``People`` with people who can sign in."""

    given: People
    head: SignedIn
    officer: SignedIn
    helper: SignedIn
    specialist: SignedIn
    assignments: dict[str, UUID]


@pytest.fixture(scope="module")
def office(module_database: str) -> Iterator[Office]:
    with people(module_database) as given:
        world = given.world
        made = {
            "mới": given.task(
                given.unit, given.helping, text="Xây dựng đề án sắp xếp bộ máy", due=date(2026, 3, 20)
            ),
            "quá hạn": given.task(given.unit, text="Rà soát quy hoạch cán bộ", due=date(2026, 2, 3)),
            "bổ sung": given.task(
                given.unit, text="Tổng kết 5 năm thực hiện nghị quyết", due=date(2026, 2, 13)
            ),
        }
        report = Report(
            as_of=TODAY,
            results="Đã tổng hợp\ncủa 12 đơn vị",
            percent=70,
            paper=Paper("7-BC/ĐU", TODAY, "Lê Na"),
        )
        sent = world.register.send_report(UNIT, made["bổ sung"], report, day=TODAY).answer["version"]
        world.register.ask_for_more(
            HEAD, made["bổ sung"], day=TODAY, report=sent, reason="Thiếu số liệu cấp xã"
        )
        world.register.delegate(HEAD, made["quá hạn"], executing=given.below, day=TODAY, text="Dự thảo")
        given.assignment = made["mới"]
        yield Office(
            given=given,
            head=signed_in(world, Role.UNIT_HEAD, given.unit),
            officer=signed_in(world, Role.UNIT_OFFICER, given.unit),
            helper=signed_in(world, Role.UNIT_HEAD, given.helping),
            specialist=signed_in(world, Role.SPECIALIST),
            assignments=made,
        )


@pytest.fixture(scope="module")
def address(office: Office) -> Iterator[str]:
    world = office.given.world
    with Follower(world.engine, world.log), served(world) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, PHONE])
@pytest.mark.parametrize("what", ["/", "/bao-cao/{bổ sung}", "/nhiem-vu/{}"])
def test_no_barrier_and_nothing_wider_than_the_window(
    windows: Windows, office: Office, what: str, width: int, scheme: str
) -> None:
    task = office.given.world.rows(
        "SELECT task_id FROM assignments WHERE assignment_id = %s", office.assignments["bổ sung"]
    )[0][0]
    path = what.replace("{bổ sung}", str(office.assignments["bổ sung"])).replace("{}", str(task))
    page = windows.open(path, width, scheme, who=office.head)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_the_desk_to_the_report_that_is_sent_once(windows: Windows, office: Office) -> None:
    head = windows.open("/", who=office.head)
    expect(head.locator("h1")).to_have_text("Việc của đơn vị")
    line = head.locator(".desk > li").filter(has_text="Xây dựng đề án sắp xếp")
    line.get_by_role("button", name="Tiếp nhận").click()
    expect(line.get_by_role("button", name="Tiếp nhận")).to_have_count(0)
    expect(line.get_by_role("link", name="Báo cáo")).to_be_focused()  # it stands there now

    officer = windows.open(f"/bao-cao/{office.assignments['mới']}", PHONE, who=office.officer)
    officer.get_by_role("button", name="Trình lãnh đạo duyệt").click()
    expect(officer.get_by_role("alert").filter(has_text="Đề nghị nhập kết quả thực hiện.")).to_be_visible()
    windows.faults.clear()  # the browser tells of the refusal
    officer.get_by_label("Kết quả thực hiện").fill("Đã lấy ý kiến 05 cơ quan")
    day = officer.locator("[name='report.as_of']")
    day.fill("")
    officer.get_by_role("button", name="Trình lãnh đạo duyệt").click()
    expect(officer.get_by_role("alert").filter(has_text="Đề nghị chọn số liệu đến ngày.")).to_be_visible()
    day.press_sequentially("10")
    officer.get_by_role("button", name="Lưu dự thảo").click()
    expect(officer.get_by_role("alert").filter(has_text="Đề nghị nhập đủ ngày, tháng, năm.")).to_be_visible()
    day.fill(TODAY.isoformat())
    files = {"name": "Báo cáo ký số.pdf", "mimeType": "application/pdf", "buffer": pdf("BAO CAO")}
    officer.locator("input[type=file]").set_input_files(files)
    expect(officer.locator(".files li")).to_contain_text("đã tải lên")
    officer.get_by_role("button", name="Lưu dự thảo").click()
    expect(officer.get_by_text(re.compile("Dự thảo: đang soạn; lưu lúc"))).to_be_visible()
    expect(officer.get_by_role("link", name="Báo cáo ký số.pdf")).to_be_visible()
    expect(officer.get_by_role("button", name="Lưu dự thảo")).to_be_focused()
    officer.get_by_role("button", name="Trình lãnh đạo duyệt").click()
    expect(officer.locator("h1")).to_have_text("Việc của đơn vị")
    expect(officer.locator(".desk > li").filter(has_text="Xây dựng đề án sắp xếp")).to_contain_text(
        "Chờ lãnh đạo"
    )

    head.reload()
    line = head.locator(".desk > li").filter(has_text="Xây dựng đề án sắp xếp")
    line.get_by_role("link", name="Xem và gửi").click()
    expect(head.get_by_label("Kết quả thực hiện")).to_have_value("Đã lấy ý kiến 05 cơ quan")
    head.get_by_role("button", name="Gửi Văn phòng Tỉnh ủy").dblclick()
    expect(head.locator("h1")).to_have_text("Việc của đơn vị")
    expect(line).to_contain_text("Chờ Văn phòng xác nhận")
    facts = [e.fact.TOPIC for e in office.given.world.register.events.get(office.assignments["mới"])]
    assert facts.count("assignment.report_sent") == 1
    assert office.given.world.private.drafts.of(office.assignments["mới"]) == []

    line.get_by_role("link", name="Xây dựng đề án sắp xếp bộ máy", exact=True).click()
    with head.expect_download() as download:
        head.get_by_role("link", name="Báo cáo ký số.pdf").click()
    assert download.value.suggested_filename == "Báo cáo ký số.pdf"
    head.get_by_role("link", name="Việc của đơn vị").click()
    with head.expect_download() as download:
        head.get_by_role("link", name="Tải Excel việc chưa xong").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_text_and_photo_are_there_again_after_the_line_dropped(windows: Windows, office: Office) -> None:
    page = windows.open(f"/bao-cao/{office.assignments['quá hạn']}", PHONE, who=office.head)
    page.get_by_label("Kết quả thực hiện").fill("Đang rà soát tại 03 xã")
    page.route("**/api/v1/**", lambda route: route.abort())
    photo = {"name": "ảnh.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 a photo"}
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.locator(".files li")).to_contain_text("Tệp đã được giữ trên máy này")
    page.get_by_role("button", name="Gửi Văn phòng Tỉnh ủy").click()
    expect(page.locator(".refused")).to_contain_text("Mất kết nối. Nội dung đã được giữ trên máy này lúc")
    page.unroute("**/api/v1/**")
    windows.faults.clear()  # that the line was down
    page.reload()
    expect(page.get_by_label("Kết quả thực hiện")).to_have_value("Đang rà soát tại 03 xã")
    expect(page.locator(".refused")).to_contain_text("được giữ trên máy này lúc")
    expect(page.locator(".files li")).to_contain_text("ảnh.jpg đã tải lên")
    page.get_by_role("button", name="Gửi Văn phòng Tỉnh ủy").click()
    expect(page.locator("h1")).to_have_text("Việc của đơn vị")
    [sent] = [
        e.fact
        for e in office.given.world.register.events.get(office.assignments["quá hạn"])
        if e.fact.TOPIC == "assignment.report_sent"
    ]
    assert [file.name for file in sent.files] == ["ảnh.jpg"]
    page.goto(page.url)
    expect(page.locator("h1")).to_have_text("Việc của đơn vị")
    page.goto(page.url.replace("/viec-cua-don-vi", f"/bao-cao/{office.assignments['quá hạn']}"))
    expect(page.locator("input[type=file]")).to_be_visible()
    expect(page.locator(".files li[data-added]")).to_have_count(0)


def test_a_file_is_taken_out_again_and_a_secret_one_never_comes_in(windows: Windows, office: Office) -> None:
    page = windows.open(f"/bao-cao/{office.assignments['bổ sung']}", who=office.head)
    secret = {"name": "CV 31.pdf", "mimeType": "application/pdf", "buffer": pdf("TỈNH ỦY", "MẬT")}
    page.locator("input[type=file]").set_input_files(secret)
    expect(page.locator(".files li")).to_contain_text("có dấu chỉ độ mật ở phần đầu nên chưa được lưu")
    windows.faults.clear()  # the browser tells of the refusal
    page.get_by_role("button", name="Bỏ tệp CV 31.pdf").click()
    expect(page.locator(".files li")).to_have_count(0)
    expect(page.locator("input[type=file]")).to_be_focused()


def test_who_co_ordinates_says_his_opinion(windows: Windows, office: Office) -> None:
    page = windows.open("/", who=office.helper)
    page.get_by_role("link", name="Xây dựng đề án sắp xếp").click()
    page.get_by_text("Cho ý kiến phối hợp").click()
    page.get_by_label("Ý kiến của đơn vị").fill("Thống nhất")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator(".reported")).to_contain_text("Thống nhất")
