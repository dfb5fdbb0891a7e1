"""Chốt số liệu: units look and remark, the Office answers, the head freezes a position; what stands on it stays."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from dashboard.address import CLOSING, CLOSINGS, OVERVIEW, Asked, Way
from dashboard.look import Look
from dashboard.pages.closings import closing_list
from dashboard.pages.closings_one import one_closing
from dashboard.pages.compare import compare
from dashboard.pages.overview import overview
from dashboard.read_address import read
from domain.account import Role
from domain.act import Actor
from domain.errors import NotFound
from domain.person import Person
from projections import closings, counts
from projections.papers.weekly import weekly
from projections.papers.wording import basis
from tests.asking import Api
from tests.closing_kit import FEB_2, FEB_6, FEB_10, JAN_30, JANUARY, January
from tests.looks import beside, viewer
from tests.read_pages import words
from tests.world import HEAD, OFFICE, UNIT, World


@pytest.fixture
def world(fresh: World) -> World:
    return fresh


@pytest.fixture
def january(world: World) -> January:
    return January(world)


def test_what_is_recorded_after_the_closing_changes_nothing_of_it_and_is_listed_as_arisen_since(
    january: January,
) -> None:
    january.close()
    assert january.overdue() == 2
    january.world.complete(january.of_one, FEB_10, product=date(2026, 1, 20))
    assert january.overdue() == 2, "the closing stands as it was"
    now = january.look(Asked(day=JAN_30, way=Way.REVIEWED)).at
    assert january.world.query(counts.assignments, now).of(counts.Timeliness.OVERDUE) == 1
    said = words(january.page())
    assert "Phát sinh sau chốt" in said
    assert "01 hoàn thành, 01 không còn quá hạn" in said


def test_the_head_closes_what_he_saw_not_what_was_recorded_while_he_looked(january: January) -> None:
    seen = january.world.log.head()
    january.world.on(FEB_10).complete(january.of_one, FEB_10, product=date(2026, 1, 20))
    january.close(seen)
    assert january.overdue() == 2


def test_a_position_within_a_transaction_is_raised_to_its_end(january: January, api: Api) -> None:
    world = january.world.on(FEB_10)
    world.units("Xã Một", "Xã Hai", "Xã Ba")
    head = world.log.head()
    api.asks = api.account(Role.OFFICE_HEAD)
    answer = api.post(f"/closings/{january.id}/closure", {"position": head - 2})
    assert answer.status == 200, answer.body
    world.engine.catch_up()
    assert world.query(closings.closing, world.reader.reviewed(FEB_10), january.id).position == head
    ahead = api.post(f"/closings/{january.open(0)}/closure", {"position": 10**6})
    assert (ahead.status, ahead.body["field"]) == (422, "position")


def test_a_unit_agrees_or_remarks_is_answered_and_nothing_more_after_the_closing(
    january: January, api: Api
) -> None:
    head = api.account(Role.UNIT_HEAD, january.one)
    officer = api.account(Role.UNIT_OFFICER, january.two)
    office = api.account(Role.SPECIALIST)
    at = f"/closings/{january.id}"
    api.asks = officer
    opinion = {
        "opinion": "Đã ban hành ngày 20/01",
        "unit": str(january.two),
        "assignment": str(january.of_two),
    }
    assert api.post(f"{at}/remarks", opinion).status == 200
    refused = api.post(f"{at}/remarks", opinion | {"assignment": str(january.of_one)})
    assert (refused.status, refused.body["field"]) == (422, "assignment"), "another unit's"
    assert api.post(f"{at}/remarks", opinion | {"unit": str(january.one)}).status == 404
    assert "Ý kiến của đơn vị 01 ý kiến, 01 chưa trả lời" in words(january.page())
    assert "Xã Tam Sơn 01 01 chưa xem Phường Vinh Tân 01 01 có ý kiến" in words(january.page())
    api.asks = head
    assert api.post(f"{at}/agreements", {"unit": str(january.one)}).status == 200
    again = api.post(f"{at}/agreements", {"unit": str(january.one)})
    assert (again.status, again.body["field"]) == (422, "unit")
    api.asks = office
    assert api.post(f"{at}/answers", {"remark": 2, "answer": "Đã xác nhận"}).status == 200
    assert api.post(f"{at}/answers", {"remark": 2, "answer": "Lần nữa"}).status == 422
    assert "Xã Tam Sơn 01 01 đã xem Phường Vinh Tân 01 01 đã trả lời" in words(january.page())
    january.world.on(FEB_6 + timedelta(1))
    api.asks = officer
    assert "Đã hết thời gian cho ý kiến" in api.post(f"{at}/remarks", opinion).body["detail"]
    january.close()
    assert "Số liệu đã chốt" in api.post(f"{at}/remarks", opinion).body["detail"]


def test_the_api_lets_the_board_compare_on_a_closing_only(january: January, api: Api) -> None:
    january.world.on(FEB_10).complete(january.of_one, FEB_10, product=date(2026, 1, 20))
    january.close()
    api.asks = api.account(Role.BOARD_MEMBER)
    assert api.get("/overview/units", day="2026-01-30").status == 403
    assert api.get("/late-entries", recorded_from="2026-02-10", day="2026-02-10").body["by_unit"] == []
    late = api.get("/late-entries", recorded_from="2026-02-10", known=january.id).body
    assert [one["name"] for one in late["by_unit"]] == ["Xã Tam Sơn"]
    answer = api.get("/overview/units", known=january.id)
    assert (answer.status, answer.body["day"]) == (200, "2026-01-30")
    assert [one["name"] for one in answer.body["items"]] == ["Xã Tam Sơn", "Phường Vinh Tân"]
    [found] = api.get("/closings").body["items"]
    assert (found["name"], found["position"] is not None) == (JANUARY, True)
    assert api.get(f"/closings/{january.id}").body["closing"] == found


def test_under_way_it_is_hidden_from_the_board_and_no_page_stands_on_it(january: January, api: Api) -> None:
    january.world.engine.catch_up()
    api.asks = api.account(Role.BOARD_MEMBER)
    assert api.get("/closings").body == {"items": []}
    assert api.get(f"/closings/{january.id}").status == 404
    assert api.get("/overview", known=january.id).status == 404
    with pytest.raises(NotFound):
        january.look(read(f"biet={january.id}", january.world.today()))
    with pytest.raises(NotFound):
        january.look(read(f"biet={UUID(int=9)}", january.world.today()))


def test_the_weekly_sheet_is_printed_on_a_closing_beside_the_closing_of_a_week_before(
    january: January,
) -> None:
    done = january.world.on(FEB_2).register.open_closing(
        OFFICE, name="tuần trước", until=JAN_30 - timedelta(7), remark_days=0
    )
    january.world.register.close_figures(
        HEAD, UUID(done.answer["closing"]), position=january.world.log.head()
    )
    january.world.complete(january.of_one, FEB_2, product=date(2026, 1, 20))
    january.close()
    at = january.look(read(f"biet={january.id}", january.world.today())).at
    sheet = weekly(january.world.reader, at)
    assert sheet.basis == "số liệu đã chốt tháng 01/2026"
    assert (sheet.before.day, sheet.before.basis) == (date(2026, 1, 23), "số liệu đã chốt tuần trước")
    overdue = [tally.of(counts.Timeliness.OVERDUE) for tally in (sheet.before.tasks, sheet.tasks)]
    assert overdue == [2, 1], "what was confirmed between the two closings is no difference of the first"
    assert basis(january.world.reader.reviewed(FEB_10), FEB_10) == "số liệu đang cập nhật, chưa chốt"


def test_compared_with_a_closing_it_is_of_the_day_that_was_closed(january: January) -> None:
    january.close()
    told = words(compare(january.look(read(f"voi-biet={january.id}", january.world.today()))))
    assert "Từ ngày 30/01/2026 (số liệu đã chốt tháng 01/2026) đến ngày 10/02/2026" in told


def test_what_a_deputy_answers_and_closes_is_told_as_done_in_the_place_of_the_holder(
    january: January, api: Api
) -> None:
    world = january.world
    world.register.remark_on_figures(UNIT, january.id, unit=january.one, opinion="Sai")
    head, deputy, day = api.account(Role.OFFICE_HEAD), api.account(Role.CLERK), world.on(FEB_10).today()
    for who, name in ((head, "Vũ Thị Hoa"), (deputy, "Hoàng Văn Minh")):
        world.private.people.name([Person(who.account, who.account.hex[:12], name)])
    world.register.deputise(Actor(str(head.account)), deputy.account, day=day, last_day=day)
    api.asks, path = deputy, f"/closings/{january.id}"
    assert api.post(f"{path}/answers", {"remark": 2, "answer": "Đã xem lại"}).status == 200
    assert api.post(f"{path}/closure", {"position": world.log.head()}).status == 200

    def told(page: Callable[..., Any], path: str, *ids: UUID, asked: Asked | None = None) -> str:
        world.engine.catch_up()
        kept = beside(world, lambda by: {a: p.called for a, p in world.private.people.names(by).items()})
        return words(page(Look(world.reader, viewer(Role.OFFICE_HEAD), asked or Asked(), path, kept), *ids))

    who = "đồng chí Hoàng Văn Minh, thay đồng chí Vũ Thị Hoa theo ủy quyền"
    closed = f"{who} chốt lúc 08:00 ngày 10/02/2026"
    page = told(one_closing, f"{CLOSING}{january.id}", january.id)
    assert f"Trả lời: Đã xem lại {who}, 08:00 ngày 10/02/2026" in page
    assert closed in page
    assert closed in told(closing_list, CLOSINGS)
    assert closed in told(overview, OVERVIEW, asked=Asked(known=january.id))
    api.asks = api.account(Role.OFFICE_HEAD)
    found = api.get(path).body["closing"]
    assert (found["closed_by"], found["closed_instead_of"]) == (
        "đồng chí Hoàng Văn Minh",
        "đồng chí Vũ Thị Hoa",
    )


def test_a_rebuild_gives_the_same_closings(january: January) -> None:
    january.world.register.remark_on_figures(UNIT, january.id, unit=january.one, opinion="Sai")
    january.world.register.answer_remark(OFFICE, january.id, remark=2, answer="Đã xem lại")
    january.close()
    tables = ("closings", "closing_remarks")
    before = [january.world.rows(f"SELECT t::text FROM {table} t ORDER BY 1") for table in tables]
    january.world.engine.rebuild()
    assert [january.world.rows(f"SELECT t::text FROM {table} t ORDER BY 1") for table in tables] == before
