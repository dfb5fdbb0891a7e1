"""What comes by itself and what comes late, in Chromium: never over what somebody has begun, never before the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.address import DEADLINES, DOCUMENTS, LIST, NEW_TASK, OVERVIEW
from domain.account import Role
from tests.signed_in import SignedIn, signed_in
from tests.world import World

Open = Callable[..., Page]
CALLBACK = "**/_dash-update-component*"
NEWS = "Có nội dung mới được ghi nhận."

pytestmark = pytest.mark.usefixtures("made")


@pytest.fixture(scope="module")
def who(world: World) -> SignedIn:
    return signed_in(world, Role.SPECIALIST)


def happens(world: World) -> None:
    """Something is recorded elsewhere."""
    world.resolution(f"{world.log.head()}-NQ/TU")
    world.engine.catch_up()


def test_what_is_chosen_and_not_yet_asked_for_stays_chosen(open_page: Open, world: World) -> None:
    page = open_page(DOCUMENTS)
    choice = page.locator("form.asking select").first
    choice.select_option(index=1)
    chosen = choice.input_value()
    happens(world)
    expect(page.get_by_text(NEWS)).to_be_visible()
    expect(choice).to_have_value(chosen)
    page.get_by_role("button", name="Xem ngay").click()
    expect(choice).not_to_have_value(chosen)


def test_what_is_begun_while_the_page_is_on_its_way_is_not_taken_away(open_page: Open, world: World) -> None:
    page = open_page(NEW_TASK)
    field = page.locator("#page textarea").first
    expect(field).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(CALLBACK, hold)
    with page.expect_request(CALLBACK) as asked:
        happens(world)
    assert asked.value.post_data_json["changedPropIds"] == ["moved.data"]
    field.fill("Xây dựng đề án")
    held[0].continue_()
    expect(page.get_by_text(NEWS)).to_be_visible()
    expect(field).to_have_value("Xây dựng đề án")


def test_where_nothing_was_begun_the_page_comes_by_itself(open_page: Open, world: World) -> None:
    page = open_page(OVERVIEW)
    expect(page.locator(".sentence")).to_be_visible()
    with page.expect_response(CALLBACK) as answer:
        happens(world)
    assert answer.value.request.post_data_json["changedPropIds"] == ["moved.data"]


def test_a_page_is_asked_for_once_and_by_its_document(open_page: Open) -> None:
    page = open_page(LIST)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("/_dash-")[2]))
    page.goto(page.evaluate("location.origin") + OVERVIEW)
    expect(page.locator(".barlayer .point")).not_to_have_count(0)
    assert [one for one in asked if one and not one.startswith("component-suites")] == ["update-component"]


def test_what_a_page_does_not_show_is_not_loaded_with_it(open_page: Open) -> None:
    page = open_page(OVERVIEW)
    expect(page.get_by_label("Ngày xem số liệu: 31/03/2026")).to_have_text("31/03/2026")
    grid = "performance.getEntriesByType('resource').some(({ name }) => name.includes('dash_ag_grid'))"
    assert not page.evaluate(grid)
    page.get_by_role("link", name="Nhiệm vụ", exact=True).click()
    expect(page.locator(".ag-row")).not_to_have_count(0)
    assert page.evaluate(grid)


def test_a_second_visit_fetches_no_script_and_no_style(open_page: Open) -> None:
    page = open_page(OVERVIEW)
    clock = page.get_by_label("Ngày xem số liệu: 31/03/2026")
    expect(clock).to_have_text("31/03/2026")
    page.goto(page.evaluate("location.origin") + DEADLINES)
    expect(clock).to_have_text("31/03/2026")
    came = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => [one.name, one.transferSize])"
    )
    files = {name: size for name, size in came if name.endswith((".js", ".css"))}
    assert len(files) > 8
    assert not any(files.values()), files
