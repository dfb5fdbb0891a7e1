"""Chốt số liệu on the pages: each finds his own, a form for what he may do, and by what a page stands."""

from datetime import date
from uuid import UUID

import pytest

from dashboard.address import CLOSING, CLOSINGS, OVERVIEW, UNITS, WORK, Asked, Way
from dashboard.downloads import BY_UNIT, DOWNLOADS, WEEKLY
from dashboard.pages.closings import closing_list
from dashboard.pages.overview import overview
from dashboard.pages.units import units
from dashboard.pages.work import work
from dashboard.read_address import read
from domain.account import Role
from domain.app import Closing
from domain.errors import NotFound
from domain.paper import Paper
from domain.unit import Ending
from tests.asking import Api
from tests.closing_kit import FEB_2, FEB_10, JAN_30, JANUARY, January
from tests.looks import look, viewer
from tests.read_pages import html_of, words
from tests.world import HEAD, OFFICE, UNIT, World
from tests.written_forms import forms_in


@pytest.fixture
def world(fresh: World) -> World:
    return fresh


@pytest.fixture
def january(world: World) -> January:
    return January(world)


def test_a_unit_finds_its_own_figures_and_remarks_and_nothing_of_another(january: January) -> None:
    january.world.register.remark_on_figures(UNIT, january.id, unit=january.two, opinion="Của Vinh Tân")
    january.world.register.remark_on_figures(UNIT, january.id, unit=january.one, opinion="Của Tam Sơn")
    said = words(january.page(Role.UNIT_HEAD))
    assert "Tổng số 01 lượt giao đã giao" in said
    assert "Của Tam Sơn" in said
    for other in ("Của Vinh Tân", "Phường Vinh Tân"):
        assert other not in said
    desk = january.look(Asked(), viewer(Role.UNIT_HEAD, january.one), WORK)
    assert "Đối chiếu số liệu tháng 01/2026 : đề nghị xem, cho ý kiến chậm nhất ngày 06/02/2026." in words(
        work(desk)
    )


def test_who_may_do_what_finds_a_form_for_it_and_nobody_else(january: January) -> None:
    january.world.register.remark_on_figures(UNIT, january.id, unit=january.one, opinion="Sai")

    def offered(role: Role) -> set[str]:
        return {form.path.rsplit("/", 1)[1] for form in forms_in(january.page(role))}

    assert offered(Role.OFFICE_HEAD) == {"withdrawal", "answers"}
    assert "Chốt được sau ngày 06/02/2026" in words(january.page())
    assert offered(Role.OFFICE_DEPUTY) == offered(Role.SPECIALIST) == {"answers"}
    assert offered(Role.UNIT_HEAD) == offered(Role.UNIT_OFFICER) == {"agreements", "remarks"}
    for role in (Role.STANDING, Role.INSPECTION):
        assert offered(role) == set()
    with pytest.raises(NotFound):
        january.page(Role.BOARD_MEMBER)
    january.world.on(FEB_10)
    assert "Chốt được khi 01 ý kiến của đơn vị đã được trả lời." in words(january.page())
    january.world.register.answer_remark(OFFICE, january.id, remark=2, answer="Đã xem lại")
    assert offered(Role.OFFICE_HEAD) == {"closure", "withdrawal"}
    assert offered(Role.UNIT_HEAD) == set(), "the time is over"
    assert not forms_in(january.page(asked=Asked(day=FEB_2, way=Way.REVIEWED))), "a past day is looked at"


def test_what_the_form_of_the_head_sends_closes_the_figures_on_the_page(january: January, api: Api) -> None:
    january.world.on(FEB_10)
    [form] = [form for form in forms_in(january.page()) if form.path.endswith("closure")]
    assert form.body() == {"position": january.world.log.head()}
    api.asks = api.account(Role.OFFICE_HEAD)
    assert api.post(form.path, form.body()).status == 200


def test_the_board_compares_units_by_name_on_a_closing_and_not_before(january: January) -> None:
    member = viewer(Role.BOARD_MEMBER)
    january.close()
    closed = read(f"biet={january.id}", january.world.today())
    live = Asked(day=JAN_30, way=Way.REVIEWED)
    table = "Theo đơn vị Đơn vị tính: lượt giao"
    for asked, compares in ((live, False), (closed, True)):
        page = january.look(asked, member, UNITS)
        assert (table in words(units(page))) == compares
        assert DOWNLOADS[WEEKLY].open_to(page) == DOWNLOADS[BY_UNIT].open_to(page) == compares


def test_a_page_on_a_closing_says_so_and_a_live_one_says_that_it_is_none(january: January) -> None:
    january.close()
    asked = read(f"biet={january.id}", january.world.today())
    said = words(overview(january.look(asked)))
    assert "Số liệu chốt tháng 01/2026: tính đến hết ngày 30/01/2026, do" in said
    assert "chốt lúc 08:00 ngày 10/02/2026." in said
    assert "Tính đến ngày 30/01/2026 (số liệu đã chốt tháng 01/2026)" in said
    assert "số liệu đang cập nhật, chưa chốt" in words(overview(january.look(Asked())))
    assert f'<a href="{CLOSING}{january.id}">Phát sinh sau chốt</a>' in html_of(overview(january.look(asked)))
    on = january.look(asked).asked
    assert on.at(OVERVIEW) == f"{OVERVIEW}?ngay=2026-01-30&biet={january.id}"
    assert on.now.at(OVERVIEW) == OVERVIEW


def test_the_list_tells_what_is_under_way_what_is_closed_and_forgets_what_was_dropped(
    january: January,
) -> None:
    def said(asked: Asked | None = None, role: Role = Role.OFFICE_HEAD) -> str:
        return words(closing_list(january.look(asked or Asked(), viewer(role), CLOSINGS)))

    wrong = january.open(0)
    assert said().count(JANUARY) >= 2
    january.world.register.drop_closing(HEAD, wrong, reason="Nhầm")
    assert "Đang đối chiếu tháng 01/2026 số liệu tính đến hết ngày 30/01/2026; lấy ý kiến" in said()
    january.close()
    assert "Đã chốt Số liệu đã chốt không thay đổi; nội dung sai được đính chính. tháng 01/2026" in said()
    assert "chốt lúc 08:00 ngày 10/02/2026" in said(role=Role.BOARD_MEMBER)
    then = said(Asked(day=FEB_2))
    assert "Chưa có số liệu nào của năm 2026 được chốt." in then, "nobody had closed anything on that evening"


def test_a_closing_opens_with_the_week_and_the_month_that_ended_last(world: World) -> None:
    world.on(date(2026, 11, 22)).engine.catch_up()
    page = html_of(closing_list(look(world, Asked(), CLOSINGS, viewer(Role.SPECIALIST))))
    week, month = forms_in(page)
    assert week.body() == {"name": "tuần đến ngày 20/11/2026", "until": "2026-11-20", "remark_days": 3}
    assert month.body() == {"name": "tháng 10/2026", "until": "2026-10-31", "remark_days": 3}
    assert not forms_in(html_of(closing_list(look(world, Asked(), CLOSINGS))))


def test_the_closed_are_shown_a_year_at_a_time(january: January, api: Api) -> None:
    january.close()
    in_2027 = january.world.on(date(2027, 2, 1)).register.open_closing(
        OFFICE, name="tháng 01/2027", until=date(2027, 1, 29), remark_days=0
    )
    page = words(closing_list(january.look(Asked(), path=CLOSINGS)))
    assert "Đang đối chiếu tháng 01/2027" in page
    assert "Chưa có số liệu nào của năm 2027 được chốt." in page
    assert JANUARY not in page
    api.asks = api.account(Role.OFFICE_HEAD)
    assert [one["name"] for one in api.get("/closings").body["items"]] == ["tháng 01/2027"]
    january.world.register.close_figures(
        HEAD, UUID(in_2027.answer["closing"]), position=january.world.log.head()
    )
    latest, before = (
        words(closing_list(january.look(Asked(year=year), path=CLOSINGS))) for year in (None, 2026)
    )
    assert "2026 2027 tháng 01/2027" in latest and JANUARY not in latest
    assert f"2026 2027 {JANUARY}" in before and "tháng 01/2027" not in before
    assert [one["name"] for one in api.get("/closings", year="2026").body["items"]] == [JANUARY]


def test_a_unit_that_was_merged_before_it_could_look_is_not_waited_for(january: January) -> None:
    paper = Paper("3-QĐ/TU", date(2026, 1, 31))
    merged = Closing(january.two, Ending.MERGED, (january.one,))
    january.world.register.reorganise(OFFICE, day=paper.day, paper=paper, closings=[merged])
    said = words(january.page())
    assert "Xã Tam Sơn 01 01 chưa xem Phường Vinh Tân 01 01 đã kết thúc" in said
    assert "01 chưa xem, 0 đã xem, 0 có ý kiến, 0 đã trả lời, 01 đã kết thúc." in said
