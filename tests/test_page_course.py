"""Diễn biến thực hiện between two days: what happened, in words, by the day of effect and as it was recorded."""

import io
import re
from datetime import date
from uuid import UUID

import pytest
from openpyxl import load_workbook

from dashboard.address import COURSE, Asked
from dashboard.app import create_dash
from dashboard.clocks import course_of_task
from dashboard.downloads import COURSE_BOOK, FILES
from dashboard.pages.course import the_course
from dashboard.read_address import read
from domain.account import Role
from domain.errors import NotFound
from domain.event import Dated
from projections.engine import civil_day
from tests.asking import api_of
from tests.looks import beside, look, viewer
from tests.province import COMMUNES, settle
from tests.read_pages import html_of, words
from tests.world import OFFICE, World, ground

APRIL = date(2026, 4, 8)
MARCH = "tu=2026-03-01&den=2026-03-31"


@pytest.fixture(scope="module")
def made(world: World) -> dict[str, UUID]:
    """The small province; on 8/4 one commune's work goes over to another."""
    made = settle(world)
    ids = units_of(world)
    moved = assignment_of(world, made["giao đồng loạt"], ids[COMMUNES[2]])
    world.on(APRIL).register.hand_over(
        OFFICE, moved, to=ids[COMMUNES[3]], day=APRIL, ground=ground(APRIL, "Điều chỉnh")
    )
    world.engine.catch_up()
    return made


def units_of(world: World) -> dict[str, UUID]:
    return {name: UUID(str(unit)) for unit, name in world.rows("SELECT unit_id, name FROM unit_timeline")}


def assignment_of(world: World, task: UUID, lead: UUID) -> UUID:
    sql = "SELECT assignment_id FROM assignments WHERE task_id = %s AND draft_lead = %s LIMIT 1"
    return UUID(str(world.rows(sql, task, lead)[0][0]))


def said(world: World, search: str, **who: object) -> str:
    return words(the_course(look(world, read(search, world.today()), COURSE, **who)))  # type: ignore[arg-type]


def test_a_task_from_its_giving_on_with_what_was_recorded_late(world: World, made: dict[str, UUID]) -> None:
    address = course_of_task(Asked(), made["đúng hạn"]).removeprefix(COURSE)
    told = said(world, address)
    assert told.index("Ngày 05/01/2026") < told.index("Ngày 06/02/2026") < told.index("Ngày 02/3/2026")
    assert "Xác nhận hoàn thành, ngày hoàn thành 06/02/2026" in told
    assert "Ghi nhận muộn 24 ngày" in told
    as_recorded = said(world, f"{address}&f.xep=ghi")
    assert "Ngày 06/02/2026 " not in as_recorded.partition("nội dung")[2].replace("hoàn thành 06/02/2026", "")
    assert "có hiệu lực ngày 06/02/2026" in as_recorded


def raw(world: World, streams: set[UUID], start: date, until: date, *, by_recording: bool) -> int:
    """How many events of these streams there are, straight from the log."""
    n = 0
    for page in world.log.pages(0, 500):
        for r in page:
            fact = r.event.fact
            day = civil_day(r) if by_recording or not isinstance(fact, Dated) else fact.day
            n += r.event.originator_id in streams and start <= day <= until
    return n


@pytest.mark.parametrize(("order", "by_recording"), [("", False), ("&f.xep=ghi", True)])
def test_a_document_with_its_tasks(
    world: World, made: dict[str, UUID], order: str, by_recording: bool
) -> None:
    [(document,)] = world.rows("SELECT document_id FROM documents")
    streams = {document} | {u for (u,) in world.rows("SELECT task_id FROM tasks")}
    streams |= {u for (u,) in world.rows("SELECT assignment_id FROM assignments")}
    n = raw(world, streams, date(2026, 3, 1), date(2026, 3, 31), by_recording=by_recording)
    assert f" {n:02} nội dung" in said(world, f"?van-ban={document}&{MARCH}{order}")


def test_a_unit_while_it_leads(world: World, made: dict[str, UUID]) -> None:
    ids = units_of(world)
    gave, took = (said(world, f"?don-vi={ids[COMMUNES[n]]}&tu=2026-01-01&den=2026-12-31") for n in (2, 3))
    assert f"Chuyển đơn vị chủ trì sang {COMMUNES[3]}" in gave
    assert "Nhiệm vụ giao đồng loạt" in gave
    assert took.count("Giao Đảng ủy") == 1, "what happened before it took over is the other unit's"
    assert f"Chuyển đơn vị chủ trì sang {COMMUNES[3]}" in took


def test_as_of_an_earlier_moment_nothing_later_is_told(world: World, made: dict[str, UUID]) -> None:
    unit = units_of(world)[COMMUNES[2]]
    then = said(world, f"?don-vi={unit}&tu=2026-01-01&den=2026-12-31&ngay=2026-04-01")
    assert "Giao Đảng ủy" in then
    assert "Chuyển đơn vị chủ trì" not in then


def test_a_units_people_are_told_of_their_own(world: World, made: dict[str, UUID]) -> None:
    ids = units_of(world)
    head = viewer(Role.UNIT_HEAD, ids[COMMUNES[1]])
    told = said(world, course_of_task(Asked(), made["giao đồng loạt"]).removeprefix(COURSE), who=head)
    assert "Đang lấy ý kiến" in told
    assert not [name for name in COMMUNES if name in told.replace(COMMUNES[1], "")]
    for search in (
        f"?don-vi={ids['Sở Tài chính']}",
        f"?f.nhiem-vu={made['chưa xong']}",
        "",
        f"?van-ban={UUID(int=5)}",
    ):
        with pytest.raises(NotFound):
            said(world, search, who=head)


def test_steps_open_their_task_and_the_file_has_them_all(world: World, made: dict[str, UUID]) -> None:
    [(document,)] = world.rows("SELECT document_id FROM documents")
    asked = read(f"?van-ban={document}&{MARCH}", world.today())
    page = the_course(look(world, asked, COURSE))
    assert f"/nhiem-vu/{made['gia hạn']}" in html_of(page)
    dash = create_dash(world.reader, title="Thử", viewer=viewer, beside=beside(world))
    answer = dash.server.test_client().get(asked.at(FILES + COURSE_BOOK))
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    n = len([row for row in sheet.values if isinstance(row[2], int)])
    assert f" {n:02} nội dung" in words(page)


@pytest.mark.parametrize("order", ["effect", "recording"])
def test_the_api_tells_the_same(world: World, made: dict[str, UUID], order: str) -> None:
    [(document,)] = world.rows("SELECT document_id FROM documents")
    of = {
        f"/tasks/{made['gia hạn']}": f"?f.nhiem-vu={made['gia hạn']}",
        f"/documents/{document}": f"?van-ban={document}",
        f"/units/{units_of(world)['Sở Tài chính']}": f"?don-vi={units_of(world)['Sở Tài chính']}",
    }
    span = {"since": "2026-03-01", "until": "2026-03-31", "order": order}
    with api_of(world) as api:
        api.asks = viewer(Role.OFFICE_HEAD)
        for path, search in of.items():
            page = said(world, f"{search}&{MARCH}" + ("&f.xep=ghi" if order == "recording" else ""))
            first = api.get(f"{path}/course", **span, limit=2).body
            rest = api.get(f"{path}/course", **span, cursor=first["next"]).body if first["next"] else None
            items = first["items"] + (rest["items"] if rest else [])
            assert f" {first['total']:02} nội dung" in page
            assert len(items) == first["total"] > 0
            assert [item["entry"]["words"] for item in items if item["entry"]["words"] not in page] == []
            assert api.get(f"{path}/course", since="2026-03-31", until="2026-03-01").status == 422
        api.asks = viewer(Role.UNIT_HEAD, units_of(world)[COMMUNES[1]])
        assert api.get(f"/tasks/{made['chưa xong']}/course").status == 404
        assert api.get(f"/units/{units_of(world)['Sở Tài chính']}/course").status == 404


def test_what_happened_while_another_led_is_told_of_the_other_also_when_it_came_back(
    world: World, made: dict[str, UUID]
) -> None:
    ids = units_of(world)
    moved = assignment_of(world, made["giao đồng loạt"], ids[COMMUNES[2]])
    register = world.on(date(2026, 4, 12)).register
    register.suspend(OFFICE, moved, ground=ground(date(2026, 4, 9), "Tạm dừng ở nơi khác"))
    register.resume(OFFICE, moved, ground=ground(date(2026, 4, 10), "Tiếp tục ở nơi khác"))
    back = ground(date(2026, 4, 11), "Điều chỉnh lại")
    register.hand_over(OFFICE, moved, to=ids[COMMUNES[2]], day=date(2026, 4, 11), ground=back)
    world.engine.catch_up()
    gave, took = (said(world, f"?don-vi={ids[COMMUNES[n]]}&tu=2026-04-01&den=2026-04-30") for n in (2, 3))
    assert [len(re.findall("ở nơi khác", told)) for told in (gave, took)] == [0, 2]
    assert [told.count("Chuyển đơn vị chủ trì") for told in (gave, took)] == [2, 2]
