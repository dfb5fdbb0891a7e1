"""Tổng quan as each sees it: the field and area of a member, a unit beside its group, names for who may compare."""

from datetime import date
from uuid import UUID

import pytest

from dashboard.address import Asked, Counted, Scope, Way
from dashboard.pages.list import rows
from dashboard.pages.overview import overview
from domain.account import Role
from tests.looks import look, viewer
from tests.province import COMMUNES, PAST
from tests.read_pages import html_of, request, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("made")


@pytest.fixture(scope="module")
def units(world: World) -> dict[str, UUID]:
    return {name: unit for unit, name in world.rows("SELECT unit_id, name FROM unit_timeline")}


def test_a_member_of_the_committee_opens_on_his_own_field_and_area(
    world: World, units: dict[str, UUID]
) -> None:
    member = viewer(Role.BOARD_MEMBER, units=[units["Sở Tài chính"]])
    said = words(overview(look(world, who=member)))
    assert "Lĩnh vực, địa bàn đồng chí phụ trách Toàn tỉnh" in said
    assert "02 lượt giao có thời hạn; đã hoàn thành 0 (0%)" in said
    assert "Tổng số 04 lượt giao đã giao" in said
    assert "Chưa chọn đầu mối" not in said
    whole = words(overview(look(world, Asked(scope=Scope.ALL), who=member)))
    assert "07 nhiệm vụ có thời hạn" in whole


def test_who_works_for_all_opens_on_all_and_can_narrow(world: World, units: dict[str, UUID]) -> None:
    deputy = viewer(Role.OFFICE_DEPUTY, units=[units["Sở Tài chính"]])
    assert "07 nhiệm vụ có thời hạn" in words(overview(look(world, who=deputy)))
    narrowed = words(overview(look(world, Asked(scope=Scope.FOLLOWED), who=deputy)))
    assert "02 lượt giao có thời hạn" in narrowed
    assert "Toàn tỉnh" not in words(overview(look(world)))


def test_the_lists_of_a_field_keep_to_it(world: World, units: dict[str, UUID]) -> None:
    member = viewer(Role.BOARD_MEMBER, units=[units["Sở Tài chính"]])
    assert "pham-vi=phu-trach" in html_of(overview(look(world, who=member)))
    asked = Asked(scope=Scope.FOLLOWED, counted=Counted.ASSIGNMENTS)
    listed = rows(look(world, asked, who=member), request())
    assert [row["unit"] for row in listed["rowData"]] == ["Sở Tài chính"] * 4


def test_units_are_named_beside_their_figures_only_to_who_may_compare(
    world: World, units: dict[str, UUID]
) -> None:
    for role in (Role.STANDING, Role.OFFICE_HEAD, Role.OFFICE_DEPUTY, Role.SPECIALIST, Role.INSPECTION):
        assert COMMUNES[5] in words(overview(look(world, who=viewer(role)))).partition("Theo đơn vị")[2]
    said = words(overview(look(world, who=viewer(Role.BOARD_MEMBER)))).partition("Theo nhóm đơn vị")[2]
    assert "VI. Đảng ủy xã, phường, đặc khu 06 đơn vị 06 16,7%" in said
    assert not [name for name in units if name in said]


def test_a_units_people_see_their_own_figures_and_no_name_of_another(
    world: World, units: dict[str, UUID]
) -> None:
    officer = viewer(Role.UNIT_OFFICER, units[COMMUNES[1]])
    for asked in (Asked(), Asked(day=PAST), Asked(day=PAST, way=Way.REVIEWED), Asked(scope=Scope.FOLLOWED)):
        page = overview(look(world, asked, who=officer))
        said = words(page)
        assert "01 nhiệm vụ có thời hạn" in said
        assert not [name for name in units if name != COMMUNES[1] and f"{name} " in said]


def test_a_unit_stands_beside_the_mean_of_its_group(world: World, units: dict[str, UUID]) -> None:
    said = words(overview(look(world, who=viewer(Role.UNIT_HEAD, units[COMMUNES[1]]))))
    assert f"{COMMUNES[1]} 01 0% 0% 01 Bình quân của nhóm (06 đơn vị) 1 16,7% 16,7% 0,8" in said


def test_of_two_units_a_mean_would_tell_the_other(world: World, units: dict[str, UUID]) -> None:
    said = words(overview(look(world, who=viewer(Role.UNIT_HEAD, units["Văn phòng Tỉnh ủy"]))))
    assert "Nhóm có dưới 03 đơn vị được giao nên không nêu bình quân." in said
    assert "Bình quân của nhóm (" not in said


def test_to_whom_nothing_was_given_it_is_said(world: World, units: dict[str, UUID]) -> None:
    early = look(world, Asked(day=date(2026, 1, 2)), who=viewer(Role.UNIT_HEAD, units[COMMUNES[1]]))
    assert "chưa có nhiệm vụ nào được giao cho đơn vị của đồng chí" in words(overview(early))


def test_what_came_within_a_week_is_what_the_screen_of_then_did_not_show(world: World) -> None:
    """Two assignments fell due on 25/3; on the 24th one was completed and one reported on."""
    assert (
        "Phát sinh từ sau ngày 24/3/2026 (lượt giao): hoàn thành 0 , giao mới 0 , gia hạn 0 , phát sinh quá hạn 05"
    ) in words(overview(look(world)))
    in_march = Asked(day=date(2026, 3, 8))
    assert "hoàn thành 01 , giao mới 0 , gia hạn 0 , phát sinh quá hạn 0" in words(
        overview(look(world, in_march))
    )
    # Afterwards it is known that this one was completed in February already.
    later = in_march.but(way=Way.REVIEWED)
    assert "(lượt giao): hoàn thành 0 , giao mới 0" in words(overview(look(world, later)))


def test_the_longest_overdue_stand_by_name_with_their_days(world: World) -> None:
    said = words(overview(look(world)))
    assert "Quá hạn lâu nhất Nhiệm vụ chưa xong Sở Tài chính · 21 ngày" in said
    assert "Chờ xác nhận hoàn thành 0" in said
