"""The register of units on the page, and a reorganisation step by step: looked at, gone back on, recorded at once."""

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from dashboard import site
from dashboard.address import REGISTER, REORGANISE, Asked
from dashboard.components import Page
from dashboard.pages.register import register
from dashboard.pages.register_plan import Plan, What, read_plan, review
from dashboard.pages.register_reorganise import reorganise
from dashboard.pages.register_unit import registered_unit
from dashboard.read_address import read
from domain.account import Role
from domain.app import Closing
from domain.errors import NotFound, Refused
from domain.unit import Ending
from tests.asking import Api
from tests.looks import look, viewer
from tests.province import COMMUNES, TODAY, settle
from tests.read_pages import html_of, words
from tests.scene import PAPER
from tests.world import OFFICE, World

HEAD = viewer(Role.OFFICE_HEAD)
FROM = date(2026, 4, 1)


@pytest.fixture
def world(fresh: World) -> World:
    settle(fresh)
    return fresh


@pytest.fixture
def units(world: World) -> dict[str, UUID]:
    """Their ids by their names."""
    return {name: unit for unit, name in world.rows("SELECT unit_id, name FROM unit_timeline")}


def step(world: World, **told: str) -> Page:
    """The page of a plan that was told so far."""
    asked = Asked(told=tuple((f"f.{name.replace('_', '-')}", value) for name, value in told.items()))
    return reorganise(look(world, asked, REORGANISE, HEAD))


def merge(units: dict[str, UUID], **more: str) -> dict[str, str]:
    """Two communes into a new one."""
    ending = ",".join(str(units[name]) for name in COMMUNES[:2])
    told = {"viec": "hop-nhat", "ket_thuc": ending, "moi": "Đảng ủy xã Mới", "nhom": "6", "thu_tu": "3"}
    return told | {"tu": "2026-04-01", "so": "45-TB/TU", "ngay": "2026-03-30", "buoc": "3"} | more


def body_of(page: Page) -> Any:
    """What the form of the page would send, as assets/forms.js makes it of the names."""
    body: dict[str, Any] = {}
    for given in re.findall(r"<input [^>]*>", html_of(page)):
        field = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', given)}
        *before, last = field["name"].split(".")
        at = body
        for part in before:
            at = at.setdefault(part, {})
        at[last] = int(field["value"]) if field.get("data-type") == "number" else field["value"]
    return listed(body)


def listed(part: Any) -> Any:
    """What is numbered, as a list."""
    if not isinstance(part, dict):
        return part
    inner = {name: listed(value) for name, value in part.items()}
    return list(inner.values()) if all(name.isdigit() for name in inner) else inner


def test_the_units_stand_in_protocol_order_by_group(world: World, units: dict[str, UUID]) -> None:
    page = html_of(register(look(world, who=viewer(Role.INSPECTION))))
    names = re.findall(r'<a href="/so-don-vi/[^"]+">([^<]+)</a>', page)
    assert names == ["Văn phòng Tỉnh ủy", "Ban Tổ chức Tỉnh ủy", "Sở Tài chính", *COMMUNES]
    assert "data-api" not in page, "who only reads is offered no act"
    assert "I. Cơ quan tham mưu, giúp việc Tỉnh ủy 02 đơn vị" in words(register(look(world)))


def test_who_may_open_it(world: World) -> None:
    for role, opens in ((Role.UNIT_HEAD, False), (Role.CLERK, False), (Role.SPECIALIST, True)):
        seen = look(world, path=REGISTER, who=viewer(role, UUID(int=7) if role is Role.UNIT_HEAD else None))
        if opens:
            assert "Một đơn vị thành lập mới" in words(site.page(seen))
        else:
            with pytest.raises(NotFound):
                site.page(seen)


def test_ended_and_coming_units_are_told_apart(world: World, units: dict[str, UUID]) -> None:
    world.units("Đảng ủy xã Mai Sau", since=date(2027, 1, 1))
    world.register.reorganise(
        OFFICE,
        day=date(2026, 3, 1),
        paper=PAPER,
        closings=[Closing(units[COMMUNES[0]], Ending.MERGED, (units[COMMUNES[1]],))],
    )
    world.engine.catch_up()
    now = words(register(look(world)))
    assert COMMUNES[0] not in now
    assert "Đảng ủy xã Mai Sau hoạt động từ ngày 01/01/2027" in now
    assert "08 đơn vị, theo thứ tự" in now, "neither the ended nor the coming one is counted"
    whole = words(register(look(world, Asked(ended=True))))
    assert f"{COMMUNES[0]} đã kết thúc từ ngày 01/3/2026" in whole
    before = words(register(look(world, read("ngay=2026-02-27&cach=sau-ra-soat", TODAY))))
    assert f"{COMMUNES[0]} sẽ kết thúc từ ngày 01/3/2026" in before
    reported = words(register(look(world, read("ngay=2026-02-27", TODAY))))
    assert f"{COMMUNES[0]} sẽ" not in reported, "nobody knew on that evening"
    assert COMMUNES[0] in reported
    ended = html_of(registered_unit(look(world, who=HEAD), units[COMMUNES[0]]))
    assert "data-api" not in ended


def test_a_unit_tells_its_names_and_offers_what_may_change(world: World, units: dict[str, UUID]) -> None:
    unit = units["Sở Tài chính"]
    world.register.rename_unit(OFFICE, unit, day=date(2026, 3, 1), name="Sở Tài chính mới", paper=PAPER)
    world.engine.catch_up()
    page = registered_unit(look(world, who=HEAD), unit)
    said = words(page)
    assert "từ ngày 01/01/2020 đến trước ngày 01/3/2026 Sở Tài chính" in said
    assert "Đổi tên thành Sở Tài chính mới theo 9-TB/TU ngày 10/01/2026" in said
    for command in ("name", "parent", "rank"):
        assert f'data-api="/api/v1/units/{unit}/{command}" data-method="POST" data-version="2"' in html_of(
            page
        )
    with pytest.raises(NotFound):
        registered_unit(look(world), UUID(int=5))


def test_a_plan_is_told_step_by_step_and_comes_back(world: World, units: dict[str, UUID]) -> None:
    first = html_of(step(world))
    assert "Đơn vị nào kết thúc hoạt động" in first
    second = html_of(step(world, **merge(units, buoc="2")))
    assert "Đảng ủy xã Mới</textarea>" in second, "what was told stands there again"
    back = re.search(r'<a href="(/sap-xep\?[^"]+)">1\. Đơn vị kết thúc', second)
    assert back
    asked = read(urlsplit(unescape(back[1])).query, TODAY)
    again = html_of(reorganise(look(world, asked, REORGANISE, HEAD)))
    assert len(re.findall(r'type="checkbox" name="f.ket-thuc" value="[^"]+" checked', again)) == 2
    assert read_plan(asked.told).new == ("Đảng ủy xã Mới",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"viec": ""}, "Đề nghị chọn hình thức sắp xếp."),
        ({"ket_thuc": ""}, "Đề nghị chọn đơn vị kết thúc hoạt động."),
        ({"viec": "chia-tach"}, "Đề nghị chia tách từng đơn vị một."),
        ({"moi": ""}, "Đề nghị nêu đúng 01 đơn vị tiếp nhận; đang có 0."),
        ({"viec": "giai-the", "moi": ""}, "Đề nghị nêu đơn vị tiếp nhận nhiệm vụ."),
        ({"so": ""}, "Đề nghị nhập số và ngày văn bản quyết định."),
        ({"tu": ""}, "Đề nghị chọn ngày sắp xếp có hiệu lực."),
    ],
)
def test_a_step_that_lacks_something_says_what(
    world: World, units: dict[str, UUID], change: dict[str, str], says: str
) -> None:
    told = {name: value for name, value in (merge(units) | change).items() if value}
    said = step(world, **told)
    assert says in words(said)
    assert "data-api" not in html_of(said), "nothing can be recorded yet"


def test_who_ends_does_not_take_over(world: World, units: dict[str, UUID]) -> None:
    one = str(units[COMMUNES[0]])
    told = merge(units, viec="sap-nhap", ke_thua=one)
    assert "Một đơn vị không thể vừa kết thúc vừa tiếp nhận." in words(step(world, **told))


@pytest.mark.parametrize(
    "told",
    [
        {"viec": "khac"},
        {"ket_thuc": "x"},
        {"tu": "30/02/2026"},
        {"nhom": "sáu"},
        {"ket_thuc": str(UUID(int=5))},
    ],
)
def test_an_address_that_cannot_be_is_refused(world: World, told: dict[str, str]) -> None:
    with pytest.raises(Refused):
        step(world, **told)


def test_two_units_become_one_in_one_transaction(world: World, units: dict[str, UUID], api: Api) -> None:
    page = step(world, **merge(units))
    said = words(page)
    assert f"02 đơn vị kết thúc hoạt động: {COMMUNES[0]}; {COMMUNES[1]}." in said
    assert "01 đơn vị mới: Đảng ủy xã Mới." in said
    assert "01 lượt giao chưa hoàn thành chuyển sang Đảng ủy xã Mới, hạn giữ nguyên." in said, (
        "one is completed"
    )
    assert "Nhiệm vụ giao đồng loạt" in said
    api.asks = api.account(Role.OFFICE_HEAD)
    answer = api.post("/units/reorganisation", body_of(page))
    assert (answer.status, answer.body["handed_over"]) == (200, 1)
    world.engine.catch_up()
    now = words(register(look(world, Asked(), REGISTER)))
    assert COMMUNES[0] in now, "until the day"
    assert "Đảng ủy xã Mới hoạt động từ ngày 01/4/2026" in now


def test_after_a_split_each_assignment_is_chosen_for(world: World, units: dict[str, UUID], api: Api) -> None:
    split = units["Sở Tài chính"]
    told = {"viec": "chia-tach", "ket_thuc": str(split), "moi": "Sở Một\nSở Hai", "nhom": "5", "thu_tu": "4"}
    page = step(world, **told, tu="2026-04-01", so="45-TB/TU", ngay="2026-03-30", buoc="3")
    offered = re.findall(r'<select name="choices\.([^"]+)"', html_of(page))
    left = world.open_assignments([split], FROM)[1]
    assert sorted(offered) == sorted(map(str, left))
    assert len(left) == 3
    body = body_of(page)
    one, two = (new["id"] for new in body["establish"])
    assert [new["rank"] for new in body["establish"]] == [4, 5]
    api.asks = api.account(Role.OFFICE_HEAD)
    undecided = api.post("/units/reorganisation", {**body, "choices": {offered[0]: one}})
    assert (undecided.status, undecided.body["field"]) == (422, "choices")
    assert "Còn 02 lượt giao chưa chọn" in undecided.body["detail"]
    chosen = {offered[0]: one, offered[1]: two, offered[2]: two}
    answer = api.post("/units/reorganisation", {**body, "choices": chosen})
    assert (answer.status, answer.body["handed_over"]) == (200, 3)
    assert not world.open_assignments([split], FROM)[1]
    leads = dict(world.rows("SELECT assignment_id, lead FROM assignment_timeline WHERE from_day = %s", FROM))
    assert leads == {UUID(assignment): UUID(unit) for assignment, unit in chosen.items()}


def test_drafts_go_along(world: World, units: dict[str, UUID]) -> None:
    [(document,)] = world.rows("SELECT document_id FROM documents")
    world.task(document, [units[COMMUNES[0]]], text="Việc dự kiến", issue=False)
    world.engine.catch_up()
    assert "Việc dự kiến 126-KL/TU; dự kiến, chưa giao" in words(step(world, **merge(units)))


def test_a_review_says_what_will_be(world: World) -> None:
    one, heir = UUID(int=1), UUID(int=2)
    plan = Plan(what=What.DISSOLVED, ending=(one,), heirs=(heir,))
    said = review(plan, {one: "Ban Cũ", heir: "Ban Mới"}, 37)
    assert said == [
        "01 đơn vị kết thúc hoạt động: Ban Cũ.",
        "37 lượt giao chưa hoàn thành chuyển sang Ban Mới, hạn giữ nguyên.",
    ]
    assert review(plan, {one: "Ban Cũ", heir: "Ban Mới"}, 0)[-1] == (
        "Không có lượt giao nào chưa hoàn thành phải chuyển."
    )


def test_a_past_day_is_only_looked_at(world: World, units: dict[str, UUID]) -> None:
    then = read("ngay=2026-02-27", TODAY)
    page = reorganise(look(world, then, REORGANISE, HEAD))
    assert "data-api" not in html_of(page)
    assert 'class="asking"' not in html_of(page)
    assert "data-api" not in html_of(registered_unit(look(world, then, who=HEAD), units["Sở Tài chính"]))
