"""Sổ ghi nhận muộn: what was recorded long after it took effect, by unit and month, as the events themselves tell."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from openpyxl import load_workbook

from dashboard.address import LATE, Asked
from dashboard.app import create_dash
from dashboard.downloads import FILES, LATE_BOOK
from dashboard.pages.late import late
from dashboard.read_address import read
from domain.account import Role
from domain.assignment_facts import Completed, Suspended
from domain.errors import NotFound
from domain.event import Dated
from domain.vietnamese import day as vn_day
from projections import late_entries
from projections.engine import civil_day
from projections.moment import Moment
from tests.asking import api_of
from tests.looks import beside, look, viewer
from tests.province import COMMUNES, settle
from tests.read_pages import html_of, words
from tests.world import OFFICE, UNIT, World, ground

MAY = date(2026, 5, 20)


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    """The small province; in May two more things are recorded of April, one of the day before."""
    world = World(module_database)
    made = settle(world)
    task = made["giao đồng loạt"]
    given = dict(
        world.rows("SELECT draft_lead, assignment_id FROM assignments WHERE task_id = %s AND issued", task)
    )
    each = [given[unit_of(world, name)] for name in COMMUNES]
    world.on(date(2026, 5, 5)).register.receive(UNIT, each[2], day=date(2026, 4, 1))
    world.register.suspend(OFFICE, each[3], ground=ground(date(2026, 5, 4)))
    world.on(MAY).complete(each[4], MAY, product=date(2026, 4, 20))
    world.engine.catch_up()
    yield world
    world.database.close()


def told(world: World, days: int) -> list[tuple[str, date, int]]:
    """(topic, day of recording, days late) of the facts of assignments that were recorded later than that."""
    found = []
    for page in world.log.pages(0, 500):
        for r in page:
            fact, recorded = r.event.fact, civil_day(r)
            if isinstance(fact, Dated) and "assignment." in fact.TOPIC and (recorded - fact.day).days > days:
                found.append((fact.TOPIC, recorded, (recorded - fact.day).days))
    return found


def test_what_counts_as_late_is_told_by_the_events(world: World) -> None:
    expected = told(world, 7)
    assert Counter(topic for topic, *_ in expected)[Completed.TOPIC] == 2
    assert Suspended.TOPIC not in {topic for topic, *_ in expected}
    said = words(late(look(world, Asked(), LATE)))
    assert f"sau ngày có hiệu lực quá 07 ngày: {len(expected):02} nội dung" in said
    assert "ghi sau 24 ngày" in said  # completed on 6/2, confirmed on 2/3
    assert "Đơn vị tiếp nhận" in said
    assert "ghi sau 34 ngày" in said
    months = Counter(vn_day(recorded).partition("/")[2] for _, recorded, _ in expected)
    for month, n in months.items():
        longest = max(days for _, recorded, days in expected if vn_day(recorded).endswith(f"/{month}"))
        assert f"{month} {n:02} {longest}" in said


def test_by_unit_in_protocol_order_each_opening_its_own(world: World) -> None:
    page = late(look(world, Asked(), LATE))
    said = words(page).partition("Theo đơn vị")[2]
    assert (
        said.index("Văn phòng Tỉnh ủy 01 24") < said.index(f"{COMMUNES[2]} 01 34") < said.index(COMMUNES[4])
    )
    office = unit_of(world, "Văn phòng Tỉnh ủy")
    assert f"/ghi-nhan-muon?don-vi={office}" in html_of(page)
    own = words(late(look(world, read(f"?don-vi={office}", world.today()), LATE)))
    assert "ngày: 01 nội dung" in own
    assert COMMUNES[2] not in own


def unit_of(world: World, name: str) -> UUID:
    [(unit,)] = world.rows("SELECT DISTINCT unit_id FROM unit_timeline WHERE name = %s", name)
    return UUID(str(unit))


def test_an_entry_opens_its_task_as_it_was_known_with_it(world: World) -> None:
    html = html_of(late(look(world, Asked(), LATE)))
    [position] = [
        r.position
        for page in world.log.pages(0, 500)
        for r in page
        if isinstance(r.event.fact, Completed) and r.event.fact.day == date(2026, 4, 20)
    ]
    assert f"biet={position}&amp;luot-giao=" in html


def test_as_of_an_earlier_moment_later_entries_are_not_there(world: World) -> None:
    then = Asked(day=date(2026, 3, 31))
    assert "ngày: 01 nội dung" in words(late(look(world, then, LATE)))
    assert "Không có nội dung nào" in words(late(look(world, Asked(day=date(2026, 2, 20)), LATE)))


def test_a_period_is_asked_for(world: World) -> None:
    asked = read("?tu=2026-05-01&den=2026-05-31", world.today())
    assert "Văn phòng Tỉnh ủy" not in words(late(look(world, asked, LATE)))


def test_a_units_people_see_their_own_and_who_may_not_compare_no_table_by_unit(world: World) -> None:
    head = viewer(Role.UNIT_HEAD, unit_of(world, COMMUNES[2]))
    said = words(late(look(world, Asked(), LATE, who=head)))
    assert "ngày: 01 nội dung" in said
    assert "Văn phòng Tỉnh ủy" not in said
    with pytest.raises(NotFound):
        late(look(world, Asked(unit=unit_of(world, "Ban Tổ chức Tỉnh ủy")), LATE, who=head))
    assert "Theo đơn vị" not in words(late(look(world, Asked(), LATE, who=viewer(Role.BOARD_MEMBER))))


def test_it_is_taken_along(world: World) -> None:
    dash = create_dash(world.reader, title="Thử", viewer=viewer, beside=beside(world))
    answer = dash.server.test_client().get(f"{FILES}{LATE_BOOK}")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = [row for row in sheet.values if isinstance(row[2], int)]
    assert len(rows) == len(told(world, 7))


def test_the_api_tells_the_same(world: World) -> None:
    with api_of(world) as api:
        api.asks = viewer()
        body = api.get("/late-entries", recorded_from="2026-01-01", limit=2).body
        assert (body["late"], sum(month["n"] for month in body["by_month"])) == (7, len(told(world, 7)))
        assert [item["days"] for item in body["items"]] == [30, 34]
        rest = api.get("/late-entries", recorded_from="2026-01-01", cursor=body["next"]).body["items"]
        assert len(body["items"]) + len(rest) == len(told(world, 7))
        assert api.get("/late-entries", recorded_from="2026-05-01", recorded_until="2026-01-01").status == 422


def test_followed_and_rebuilt_it_is_the_same(world: World) -> None:
    def everything() -> list[tuple[object, ...]]:
        return world.rows("SELECT * FROM late_entries ORDER BY position")

    live = everything()
    assert len(live) == len(told(world, 0))
    world.engine.rebuild()
    assert everything() == live


def test_a_page_of_the_list_goes_on_behind_the_one_before(world: World) -> None:
    at = Moment(2**62, MAY)
    asked = late_entries.Asked(at, date(2026, 1, 1), MAY)
    whole = world.query(late_entries.listed, world.log, asked)
    first = world.query(late_entries.listed, world.log, asked, limit=1)
    rest = world.query(late_entries.listed, world.log, asked, after=first[0].entry.position)
    assert [*first, *rest] == whole
