"""Đơn vị, and the page of one: figures within a group, names over time, what is open, twelve months."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest

from dashboard import site
from dashboard.address import LIST, UNIT, UNITS, Asked, Order, Way
from dashboard.pages.list import rows
from dashboard.pages.unit import unit
from dashboard.pages.units import units as units_page
from dashboard.read_address import read
from domain.account import Role
from domain.app import Closing, NewUnit
from domain.errors import NotFound
from domain.paper import Paper
from domain.unit import Ending, Group
from tests.looks import look, viewer
from tests.page_figures import charts_of
from tests.province import COMMUNES, TODAY, settle
from tests.read_pages import html_of, request, words
from tests.world import OFFICE, World

PAPER = Paper("12-QĐ/TU", date(2026, 3, 20))


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    """The province, in which one commune has gone into a new one and a department stands under the Office."""
    world = World(module_database)
    settle(world)
    found = {name: unit for unit, name in world.rows("SELECT unit_id, name FROM unit_timeline")}
    new = NewUnit(name="Đảng ủy phường Mới", group=6, rank=9)
    world.register.reorganise(
        OFFICE,
        day=date(2026, 3, 20),
        paper=PAPER,
        establish=[new],
        closings=[Closing(found[COMMUNES[5]], Ending.MERGED, (new.id,))],
    )
    world.register.place_unit(
        OFFICE, found["Sở Tài chính"], parent=found["Văn phòng Tỉnh ủy"], day=date(2026, 1, 5)
    )
    world.register.rename_unit(
        OFFICE, found["Sở Tài chính"], name="Sở Tài chính - Kế hoạch", day=date(2026, 3, 2), paper=PAPER
    )
    world.engine.catch_up()
    yield world
    world.database.close()


@pytest.fixture(scope="module")
def ids(world: World) -> dict[str, UUID]:
    return {name: unit for unit, name in world.rows("SELECT unit_id, name FROM unit_timeline")}


def of(world: World, name: UUID, asked: Asked | None = None, **who: object):
    return unit(look(world, asked, f"{UNIT}{name}", viewer(**who) if who else None), name)


def test_each_figure_opens_a_list_of_as_many(world: World, ids: dict[str, UUID]) -> None:
    pages = [html_of(units_page(look(world, path=UNITS)))]
    pages += [html_of(of(world, ids[name])) for name in ("Sở Tài chính", "Đảng ủy phường Mới", COMMUNES[0])]
    figures = [f for page in pages for f in re.findall(r'<a href="([^"]+)" class="n">([\d.]+)</a>', page)]
    assert len(set(figures)) > 60
    for href, number in set(figures):
        opened = read(href.replace("&amp;", "&").removeprefix(LIST), TODAY)
        assert rows(look(world, opened), request())["rowCount"] == int(number), href


def test_units_without_work_are_there_too(world: World) -> None:
    said = words(units_page(look(world, Asked(group=Group.COMMUNES), UNITS)))
    assert "VI. Đảng ủy xã, phường, đặc khu 06 đơn vị" in said
    early = words(units_page(look(world, Asked(day=date(2026, 1, 2), group=Group.COMMUNES), UNITS)))
    assert f"{COMMUNES[5]} 0 – 0 0 0 0 0 0 0" in early


def test_within_a_group_units_stand_by_the_figure_asked_for(world: World) -> None:
    def order(by: Order) -> list[str]:
        said = words(units_page(look(world, Asked(group=Group.ADVISORY, order=by), UNITS)))
        return sorted(("Văn phòng Tỉnh ủy", "Ban Tổ chức Tỉnh ủy"), key=said.index)

    assert order(Order.PROTOCOL) == ["Văn phòng Tỉnh ủy", "Ban Tổ chức Tỉnh ủy"]
    assert order(Order.DATED) == ["Ban Tổ chức Tỉnh ủy", "Văn phòng Tỉnh ủy"]
    page = html_of(units_page(look(world, Asked(order=Order.OVERDUE), UNITS)))
    [column] = re.findall(r'<th scope="col" aria-sort="other">.*?</th>', page)
    assert "Quá hạn" in column


def test_who_may_not_compare_finds_the_names_without_figures(world: World) -> None:
    said = words(units_page(look(world, path=UNITS, who=viewer(Role.BOARD_MEMBER))))
    figures, _, names = said.partition("Danh sách đơn vị")
    assert "Theo nhóm đơn vị" in figures
    assert COMMUNES[1] not in figures
    assert COMMUNES[1] in names
    assert not re.search(r"\d%", names)
    assert "sau khi chốt thì có, xem ở Chốt số liệu" in names


def test_a_units_people_find_their_own_and_what_is_under_it(world: World, ids: dict[str, UUID]) -> None:
    head = viewer(Role.UNIT_HEAD, ids["Văn phòng Tỉnh ủy"])
    said = words(units_page(look(world, path=UNITS, who=head)))
    assert "Văn phòng Tỉnh ủy 01 100%" in said
    assert "Sở Tài chính - Kế hoạch 02" in said
    assert "Ban Tổ chức" not in said
    assert "Tổng cộng" not in said


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.UNIT_OFFICER])
def test_to_another_units_people_a_unit_is_not_there(world: World, ids: dict[str, UUID], role: Role) -> None:
    with pytest.raises(NotFound):
        of(world, ids["Ban Tổ chức Tỉnh ủy"], role=role, unit=ids[COMMUNES[0]])
    with pytest.raises(NotFound):
        of(world, uuid4())
    own = words(of(world, ids[COMMUNES[0]], role=role, unit=ids[COMMUNES[0]]))
    assert "01 lượt giao có thời hạn" in own


def test_who_comes_after_and_who_went_into_it(world: World, ids: dict[str, UUID]) -> None:
    gone = words(of(world, ids[COMMUNES[5]]))
    assert "Đã kết thúc hoạt động từ ngày 20/3/2026" in gone
    assert "Đơn vị kế thừa Đảng ủy phường Mới (từ ngày 20/3/2026)" in gone
    assert "0 lượt giao có thời hạn" in gone
    new = words(of(world, ids["Đảng ủy phường Mới"]))
    assert f"Tiếp nhận nhiệm vụ của {COMMUNES[5]} (từ ngày 20/3/2026)" in new
    assert "01 lượt giao có thời hạn" in new


def test_a_unit_is_told_of_by_its_names_over_time(world: World, ids: dict[str, UUID]) -> None:
    said = words(of(world, ids["Sở Tài chính"]))
    assert said.startswith("Sở Tài chính - Kế hoạch")
    assert "Trực thuộc Văn phòng Tỉnh ủy" in said
    assert (
        "Sở Tài chính - Kế hoạch: từ ngày 02/3/2026 Sở Tài chính: từ ngày 01/01/2020 đến trước ngày 02/3/2026"
    ) in said


def test_what_is_open_stands_by_urgency_and_the_overdue_by_name(world: World, ids: dict[str, UUID]) -> None:
    said = words(of(world, ids["Sở Tài chính"]))
    assert (
        "Quá hạn, chưa hoàn thành 01 Chưa hoàn thành, trong hạn 01 trong đó sắp đến hạn 01 "
        "Thường xuyên, không thời hạn 0 Tạm dừng 01 "
        "Quá hạn lâu nhất Nhiệm vụ chưa xong Hạn 10/3/2026, quá hạn 21 ngày"
    ) in said


def test_reports_that_wait_are_listed_with_how_long(world: World, ids: dict[str, UUID]) -> None:
    said = words(of(world, ids[COMMUNES[1]]))
    assert "01 báo cáo" in said
    assert "Nhiệm vụ giao đồng loạt 24/3/2026 24/3/2026 05 ngày làm việc" in said
    assert "Không còn báo cáo chờ xác nhận." in words(of(world, ids[COMMUNES[2]]))


def test_units_below_stand_with_their_figures(world: World, ids: dict[str, UUID]) -> None:
    said = words(of(world, ids["Văn phòng Tỉnh ủy"])).partition("Theo đơn vị")[2]
    assert "Sở Tài chính - Kế hoạch 02 0% 0 0 01 01 01 0 02" in said


def test_twelve_months_each_by_its_own_day(world: World, ids: dict[str, UUID]) -> None:
    page = of(world, ids["Ban Tổ chức Tỉnh ủy"])
    [trend] = [c for c in charts_of(page) if c["data"][0]["type"] == "scatter"]
    late = next(trace for trace in trend["data"] if trace["name"] == "Hoàn thành quá hạn")
    assert late["x"][-3:] == ["31/01/2026", "28/02/2026", "31/3/2026"]
    assert late["y"] == [0] * 10 + [1, 1]
    overdue = next(trace for trace in trend["data"] if trace["name"] == "Quá hạn, chưa hoàn thành")
    assert overdue["y"] == [0] * 9 + [1, 0, 0]


def test_as_it_was_reported_each_month_is_what_was_shown_then(world: World, ids: dict[str, UUID]) -> None:
    """What was done on 06/02 was heard of on 02/3 only: on 28/02 it was shown as overdue."""
    office = ids["Văn phòng Tỉnh ủy"]
    for way, shown in ((Way.REPORTED, "28/02/2026 0 0 01 0%"), (Way.REVIEWED, "28/02/2026 01 0 0 100%")):
        said = words(of(world, office, Asked(day=date(2026, 3, 30), way=way)))
        assert shown in said


def test_the_site_leads_there(world: World, ids: dict[str, UUID]) -> None:
    this = look(world, path=f"{UNIT}{ids['Sở Tài chính']}")
    assert site.page(this).title == "Sở Tài chính - Kế hoạch"
    assert UNITS in str(site.nav(this))
