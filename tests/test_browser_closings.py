"""Figures are closed in Chromium: a unit remarks, the Office answers, the head closes; the rules beside it."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from dashboard.address import CLOSING, CLOSINGS, RULES, WORK
from domain.account import Role
from domain.ruling import Rule
from tests.chromium import Windows, barriers
from tests.province import COMMUNES, TODAY
from tests.signed_in import SignedIn, signed_in
from tests.world import HEAD, OFFICE, World

Open = Callable[..., Page]

pytestmark = pytest.mark.usefixtures("made")


@pytest.fixture(scope="module")
def people(world: World) -> dict[Role, SignedIn]:
    world.register.set_rule(HEAD, Rule.DUE_SOON, 7, source="Quy chế 12-QC/VPTU", day=date(2026, 2, 1))
    [(unit,)] = world.rows("SELECT unit_id FROM unit_timeline WHERE name = %s", COMMUNES[1])
    return {
        Role.OFFICE_HEAD: signed_in(world, Role.OFFICE_HEAD),
        Role.SPECIALIST: signed_in(world, Role.SPECIALIST),
        Role.UNIT_HEAD: signed_in(world, Role.UNIT_HEAD, unit),
    }


@pytest.fixture
def open_page(windows: Windows, people: dict[Role, SignedIn]) -> Open:
    def opened(path: str, role: Role, width: int = 1440, scheme: str = "light") -> Page:
        return windows.open(path, width, scheme, who=people[role])

    return opened


def test_figures_go_to_the_unit_are_answered_and_closed(
    world: World, people: dict[Role, SignedIn], open_page: Open
) -> None:
    office = open_page(CLOSINGS, Role.SPECIALIST)
    form = office.locator("details.act", has=office.get_by_text("Tháng", exact=True))
    form.locator("summary").click()
    form.get_by_label("Tên kỳ số liệu").fill("tháng 3/2026")
    form.get_by_label("Số liệu tính đến hết ngày").fill(TODAY.isoformat())
    form.get_by_role("button", name="Mở đợt chốt").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Chốt số liệu tháng 3/2026")

    unit = open_page(WORK, Role.UNIT_HEAD, 360)
    unit.locator(".to-reconcile a").click()
    unit.get_by_label("Ý kiến").fill("Đã gửi báo cáo ngày 24/3")
    unit.get_by_role("button", name="Gửi ý kiến").click()
    expect(unit.locator(".remarks")).to_contain_text("Đã gửi báo cáo ngày 24/3")
    assert unit.evaluate("document.documentElement.scrollWidth") <= 360

    office.reload()
    office.get_by_label("Trả lời của Văn phòng").fill("Đã nhận, đang xác nhận")
    office.get_by_role("button", name="Ghi trả lời").click()
    expect(office.locator(".closing-units")).to_contain_text("đã trả lời")

    closing = urlsplit(office.url).path
    for window in (office, unit):  # sessions do not last until then
        window.close()
    world.on(TODAY + timedelta(4))
    people[Role.OFFICE_HEAD] = signed_in(world, Role.OFFICE_HEAD)
    head = open_page(closing, Role.OFFICE_HEAD)
    head.get_by_role("button", name="Chốt số liệu").click()
    head.get_by_role("link", name="Tổng quan theo số liệu chốt").click()
    expect(head.locator(".past")).to_contain_text("Số liệu chốt tháng 3/2026: tính đến hết ngày 31/3/2026")
    expect(head.locator(".sentence")).to_contain_text("số liệu đã chốt tháng 3/2026")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier_and_nothing_is_wider_than_a_telephone(
    windows: Windows, world: World, open_page: Open, scheme: str
) -> None:
    done = world.register.open_closing(OFFICE, name="tuần", until=TODAY - timedelta(4), remark_days=0)
    closing = UUID(done.answer["closing"])
    world.register.close_figures(HEAD, closing, position=world.log.head())
    world.engine.catch_up()
    page = open_page(CLOSINGS, Role.OFFICE_HEAD, 360, scheme)
    for path in (CLOSINGS, f"{CLOSING}{closing}", RULES):
        windows.go(page, path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert barriers(page) == [], path
