"""Quy định, lịch on the page and by the API: what holds since when, forms for who decides, by the rules of now."""

import re
from datetime import date
from uuid import UUID

import pytest

from dashboard.address import OVERVIEW, RULES, Asked, Way
from dashboard.pages.overview import overview
from dashboard.pages.rules import rules_and_calendars
from dashboard.read_address import read
from domain.account import Role
from domain.calendar import YearCalendar
from domain.ruling import Rule
from tests.asking import Api
from tests.looks import look, viewer
from tests.read_pages import html_of, words
from tests.world import HEAD, World
from tests.written_forms import forms_in

JAN_10, FEB_1, FEB_10 = date(2026, 1, 10), date(2026, 2, 1), date(2026, 2, 10)
QC = "Quy chế 12-QC/VPTU"
DECIDED = {"day": "2026-02-01", "source": "Thông báo 1/TB"}


@pytest.fixture
def world(fresh: World) -> World:
    return fresh


def page(world: World, asked: Asked | None = None, role: Role = Role.OFFICE_HEAD) -> str:
    world.engine.catch_up()
    unit = UUID(int=9) if role in (Role.UNIT_HEAD, Role.UNIT_OFFICER) else None
    return html_of(rules_and_calendars(look(world, asked, RULES, viewer(role, unit))))


def test_the_page_says_what_holds_since_when_by_which_document_and_what_comes(world: World) -> None:
    world.on(JAN_10).register.set_rule(HEAD, Rule.DUE_SOON, 7, source=QC, day=JAN_10)
    world.register.set_rule(HEAD, Rule.DUE_SOON, 9, source="Quy chế 15-QC/VPTU", day=FEB_10)
    said = words(page(world))
    assert (
        "07 ngày làm việc từ ngày 10/01/2026, Quy chế 12-QC/VPTU từ ngày 10/02/2026: 09 ngày làm việc" in said
    )
    assert "Tuần báo cáo kết thúc vào thứ Sáu mặc định của hệ thống" in said
    assert "Các lần quy định (02)" in said
    assert "Chưa có lịch làm việc năm 2026 trong sổ" in said


def test_forms_stand_there_for_who_decides_or_carries_out_and_on_the_page_of_today_only(world: World) -> None:
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 7, source=QC, day=FEB_1)
    for role in Role:
        if role in (Role.BOARD_MEMBER, Role.CLERK):
            continue
        decides = [form for form in forms_in(page(world, role=role)) if not form.path.endswith("/submission")]
        assert bool(decides) == (role in (Role.OFFICE_HEAD, Role.ADMINISTRATOR)), role
    assert not forms_in(page(world, Asked(day=JAN_10)))


def test_every_form_of_the_page_is_a_command_that_is_carried_out(world: World, api: Api) -> None:
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 7, source=QC, day=FEB_1)
    api.asks = api.account(Role.OFFICE_HEAD)
    forms = forms_in(page(world, Asked(year=2026)))
    [year] = [form for form in forms if form.path.endswith("/calendars")]
    names = {control.name for control in year.controls}
    assert {"year", "day", "source", "days_off.0.day", "days_off.0.name", "worked_saturdays.0"} <= names
    answer = api.post(
        "/calendars", {"year": 2026, "days_off": [{"day": "2026-01-01", "name": "Tết"}]} | DECIDED
    )
    assert answer.status == 200, answer.body
    answer = api.post("/rules", {"rule": "week_end", "value": 4} | DECIDED)
    assert answer.status == 200, answer.body
    answer = api.post("/rules/taken-back", {"rule": "due_soon", "target": 1, "reason": "Nhầm"})
    assert answer.status == 200, answer.body
    world.engine.catch_up()
    found = {one["rule"]: one for one in api.send("GET", "/rules").body["items"]}
    assert (found["week_end"]["words"], found["due_soon"]["value"]) == ("thứ Năm", 5)
    assert [one["counts"] for one in found["due_soon"]["items"]] == [False]
    proposed = api.send("GET", "/calendars/proposal?year=2027").body
    assert proposed["days_off"][0]["day"] == "2027-01-01"
    refused = api.post("/rules", {"rule": "due_soon", "value": 99} | DECIDED)
    assert (refused.status, refused.body["field"]) == (422, "value")


def test_the_calendar_is_filled_in_as_proposed_and_what_differs_is_said(world: World) -> None:
    world.register.set_calendar(HEAD, YearCalendar(2026), source="1/TB", day=date(2026, 1, 1))
    said = page(world)
    assert "Gợi ý của gói dữ liệu ngày nghỉ khác lịch đang có: thêm ngày nghỉ 01/01/2026" in words(said)
    [asked] = re.findall(r'href="/quy-dinh\?([^"]+)">Điền theo gợi ý', said)
    filled = page(world, read(asked.replace("&amp;", "&"), world.today()))
    assert 'value="2026-01-01"' in filled
    assert 'value="2026-01-01"' not in said


def test_a_page_by_the_rules_of_now_says_so_and_leads_back(world: World) -> None:
    world.task(world.resolution(), world.units("Xã Tam Sơn"), due=date(2026, 1, 21))
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 10, source=QC, day=FEB_1)
    world.engine.catch_up()
    asked = read("ngay=2026-01-10&cach=sau-ra-soat&quy-dinh=hien-nay", world.today())
    assert asked == Asked(day=JAN_10, way=Way.REVIEWED, rules_now=True)
    assert asked.at("/") == "/?ngay=2026-01-10&cach=sau-ra-soat&quy-dinh=hien-nay"
    now = words(overview(look(world, asked, OVERVIEW)))
    assert "Ngưỡng và lịch làm việc: theo quy định hiện nay." in now
    assert "(đến hạn trong 10 ngày làm việc tới: 01 )" in now
    assert "Tính theo quy định của ngày đó" in now
    then = words(overview(look(world, asked.but(rules_now=False), OVERVIEW)))
    assert "(đến hạn trong 05 ngày làm việc tới: 0 )" in then
    assert "Tính theo quy định hiện nay" in then
    assert read("quy-dinh=hien-nay", world.today()) == Asked(), "today the two are one"


def test_the_api_judges_by_the_rules_of_now_where_it_is_asked_to(world: World, api: Api) -> None:
    world.task(world.resolution(), world.units("Xã Tam Sơn"), due=date(2026, 1, 21))
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 10, source=QC, day=FEB_1)
    world.engine.catch_up()
    api.asks = api.account(Role.OFFICE_HEAD)
    for asked, soon in (("", 0), ("&rules=then", 0), ("&rules=now", 1)):
        found = api.send("GET", f"/overview?day=2026-01-10{asked}").body
        assert found["assignments"]["due_soon"] == soon, asked
