"""No page keeps anybody out: each of ``site.PAGES`` and those beside them, light and dark, wide and narrow, by axe."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import site
from dashboard.address import (
    ACCOUNT,
    ANNEX,
    CLOSING,
    COURSE,
    DOCUMENT,
    DRAFT,
    REGISTERED,
    REPORT,
    TASK,
    UNIT,
)
from domain.access import Viewer
from domain.account import Charge, Role
from domain.app import Actor
from domain.motion_facts import ClosingAccount, Renaming, SettingRule
from domain.paper import Paper
from domain.ruling import Rule
from domain.submission_facts import Suspending
from tests.asking import api_of
from tests.chromium import Windows, barriers
from tests.signed_in import SignedIn, signed_in
from tests.world import World

BESIDE = {"/login": False, "/account": True}
"""Served beside the pages: whether somebody has to be signed in."""


class There(msgspec.Struct, frozen=True):
    """A small province: who looks, and what goes behind the address of each page that takes something."""

    address: str
    head: SignedIn
    """Of the Office."""
    unit_head: SignedIn
    of_unit: UUID
    more: dict[str, UUID | str]

    def who(self, entry: site.Entry) -> SignedIn:
        office = Viewer(self.head.account, "", (Charge(Role.OFFICE_HEAD),))
        return self.head if entry.open_to(office) else self.unit_head

    def path(self, entry: site.Entry) -> str:
        return f"{entry.path}{self.more.get(entry.path, '')}"


@pytest.fixture(scope="module")
def there(world: World, made: dict[str, UUID], address: str) -> There:
    [[unit]] = world.rows("SELECT DISTINCT unit_id FROM unit_timeline WHERE name = 'Sở Tài chính'")
    [[document]] = world.rows("SELECT DISTINCT document_id FROM documents")
    [[assignment]] = world.rows(
        "SELECT DISTINCT assignment_id FROM assignments WHERE task_id = %s", made["chưa xong"]
    )
    head, unit_head = signed_in(world, Role.OFFICE_HEAD), signed_in(world, Role.UNIT_HEAD, unit)
    with api_of(world) as api:
        api.asks = Viewer(head.account, "", (Charge(Role.OFFICE_HEAD),))
        sent = api.post(
            "/annexes/text", {"text": "1. Sở Tài chính xây dựng phương án, trước ngày 15/12/2026."}
        )
        upload = UUID(sent.body["upload"])
    closing = world.register.open_closing(
        head.actor, name="Quý I/2026", until=world.today() - timedelta(days=1), remark_days=3
    )
    world.register.submit(
        Actor(str(unit_head.account)), assignment, Suspending(), reason="Chờ kinh phí", asked=True
    )
    for matter in (
        ClosingAccount(unit_head.account, "Chuyển công tác"),
        Renaming(unit, "Sở Tài chính tỉnh", world.today(), Paper("45-TB/TU", world.today())),
        SettingRule(Rule.DUE_SOON, 7, "Quy chế 12-QC/VPTU", world.today()),
    ):
        world.register.put_forward(Actor("pcvp"), matter)
    world.engine.catch_up()
    more: dict[str, UUID | str] = {
        UNIT: unit,
        COURSE: f"?don-vi={unit}",
        DOCUMENT: document,
        TASK: made["chưa xong"],
        REPORT: assignment,
        DRAFT: made["chưa chọn"],
        ANNEX: upload,
        REGISTERED: unit,
        ACCOUNT: unit_head.account,
        CLOSING: UUID(closing.answer["closing"]),
    }
    return There(address, head, unit_head, unit, more)


@pytest.fixture(scope="module")
def opened(there: There, browser: Browser) -> Iterator[Callable[[SignedIn | None, str], Page]]:
    """The same window for one person, from page to page."""
    pages = dict[SignedIn | None, Page]()

    def opened(who: SignedIn | None, path: str) -> Page:
        if who not in pages:
            pages[who] = windows.open(path, who=who)
        else:
            pages[who].goto(f"http://{there.address}{path}")
        return pages[who]

    with Windows(browser, there.address) as windows:
        yield opened


def found(page: Page) -> list[str]:
    """What keeps somebody out, with everything unfolded: on a screen in the light, on a telephone in the dark."""
    expect(page.locator("h1").first).to_be_visible()
    page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    told = [f"light, wide: {barrier}" for barrier in barriers(page)]
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 800})
    told += [f"dark, narrow: {barrier}" for barrier in barriers(page)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    return told


@pytest.mark.parametrize("entry", site.PAGES, ids=lambda entry: entry.path)
def test_no_page_of_the_site_keeps_anybody_out(
    there: There, opened: Callable[[SignedIn | None, str], Page], entry: site.Entry
) -> None:
    page = opened(there.who(entry), there.path(entry))
    assert page.locator("main .message h1").count() == 0, "the page did not open"
    assert found(page) == []


@pytest.mark.parametrize("path", BESIDE)
def test_nor_do_those_beside_it(
    there: There, opened: Callable[[SignedIn | None, str], Page], path: str
) -> None:
    assert found(opened(there.head if BESIDE[path] else None, path)) == []
