"""Two moments compared, on the page and by the API: as plain counts over the events, each figure with its list."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from uuid import UUID

import pytest

from dashboard.address import COMPARE, Asked, Counted, Way
from dashboard.pages.compare import compare
from dashboard.pages.course import the_course
from dashboard.read_address import read
from domain.account import Role
from domain.app import NewUnit
from domain.difference import Change
from domain.errors import NotFound, Refused
from domain.paper import Paper
from domain.reorganisation import Closing
from domain.unit import Ending
from tests.asking import Api
from tests.looks import look, viewer
from tests.province import PAST, TODAY, settle
from tests.read_pages import html_of, words
from tests.world import OFFICE, World

APRIL = date(2026, 4, 10)
SINCE_PAST = "?voi-ngay=2026-02-27&dem=luot-giao"


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    """The small province; on 10/4 a commune is renamed, two are merged."""
    world = World(module_database)
    settle(world)
    world.on(APRIL)
    ids = units_of(world)
    paper = Paper("1-NQ/QH", APRIL)
    world.register.rename_unit(
        OFFICE, ids["Đảng ủy xã Đại"], day=APRIL, name="Đảng ủy phường Đại", paper=paper
    )
    new = NewUnit(name="Đảng ủy phường Mới", group=6, rank=9)
    merged = [Closing(ids[f"Đảng ủy xã {n}"], Ending.MERGED, (new.id,)) for n in ("Ái Quốc", "Ân")]
    world.register.reorganise(OFFICE, day=APRIL, paper=paper, closings=merged, establish=[new])
    world.engine.catch_up()
    yield world
    world.database.close()


def units_of(world: World) -> dict[str, UUID]:
    return {name: UUID(str(u)) for u, name in world.rows("SELECT unit_id, name FROM unit_timeline")}


def said(world: World, search: str, **who: object) -> str:
    asked = read(search, world.today())
    return words(compare(look(world, asked, COMPARE, **who)))  # type: ignore[arg-type]


def test_the_sentence_and_the_account(world: World) -> None:
    """By hand, from tests.province: 14 given by 27/02, of which 2 were done then, and what March recorded."""
    told = said(world, f"{SINCE_PAST}&ngay=2026-03-31&cach=sau-ra-soat")
    assert "Từ ngày 27/02/2026 (số liệu đã báo cáo) đến ngày 31/3/2026 (số liệu sau rà soát): " in told
    assert "02 hoàn thành, 01 được gia hạn, 06 phát sinh quá hạn, 01 đưa khỏi danh mục" in told
    assert "14 chưa hoàn thành − 02 hoàn thành − 01 đưa khỏi danh mục = 11 chưa hoàn thành" in told
    assert "01 quá hạn + 06 phát sinh quá hạn − 01 không còn quá hạn = 06 quá hạn" in told


def test_what_stayed_as_it_was_is_not_written_as_a_sum(world: World) -> None:
    told = said(world, "?ngay=2026-02-27&cach=da-bao-cao&voi-ngay=2026-02-27&dem=luot-giao")
    assert "không có gì thay đổi" in told
    assert "14 chưa hoàn thành, không thay đổi Trong đó: 01 quá hạn, không thay đổi" in told


def test_what_is_known_since_is_told_of_a_day_that_did_not_change(world: World) -> None:
    """On 2/3 it was confirmed that something had been completed on 6/2."""
    told = said(world, "?ngay=2026-02-27&cach=sau-ra-soat&voi-ngay=2026-02-27&dem=luot-giao")
    assert (
        "ngày 27/02/2026 (số liệu đã báo cáo) đến ngày 27/02/2026 (số liệu sau rà soát): 01 hoàn thành"
        in told
    )


def test_each_figure_opens_its_list_with_how_it_stood_and_stands(world: World) -> None:
    html = html_of(compare(look(world, read(SINCE_PAST, world.today()), COMPARE)))
    hrefs = re.findall(r'href="/so-sanh([^"]*thay-doi=[^"]*)"', html)
    assert len(hrefs) >= 5
    for href in hrefs:
        asked = read(href.replace("&amp;", "&"), world.today())
        page = html_of(compare(look(world, asked, COMPARE)))
        shown = re.search(r'thay-doi=[^"]*" class="n" aria-current="true">(\d+)<', page)
        assert shown, href
        assert page.count(">Diễn biến</a>") == int(shown[1]), href
    extended = said(world, f"{SINCE_PAST}&thay-doi=gia-han")
    assert "Nhiệm vụ gia hạn" in extended
    assert "Hạn: 20/3/2026 → 30/6/2026" in extended


def test_units_that_were_renamed_and_merged_are_counted(world: World) -> None:
    told = said(world, "?voi-ngay=2026-03-31&dem=luot-giao")
    assert "02 chuyển đơn vị chủ trì" in told
    assert "01 đơn vị thành lập, 01 đơn vị đổi tên, 02 đơn vị sáp nhập, hợp nhất" in told
    heir, part = units_of(world)["Đảng ủy phường Mới"], units_of(world)["Đảng ủy xã Ân"]
    assert "02 nhận chuyển giao" in said(world, f"?voi-ngay=2026-03-31&don-vi={heir}")
    assert "01 chuyển giao đi" in said(world, f"?voi-ngay=2026-03-31&don-vi={part}")


def test_each_figure_of_units_opens_what_became_of_them(world: World) -> None:
    page = html_of(compare(look(world, read("?voi-ngay=2026-03-31", world.today()), COMPARE)))
    lists = [f"?{unescape(part)}" for part in re.findall(r'"/so-sanh\?([^"]*don-vi-doi=[^"]*)"', page)]
    opened = [said(world, search) for search in lists]
    assert (
        "Đơn vị thành lập: 01 Theo thứ tự của Văn phòng Đảng ủy phường Mới Thành lập Diễn biến" in opened[0]
    )
    assert "Đảng ủy xã Đại Đổi tên thành Đảng ủy phường Đại Diễn biến" in opened[1]
    assert "Đơn vị sáp nhập, hợp nhất: 02" in opened[2]
    assert "Đảng ủy xã Ân Sáp nhập, hợp nhất Đơn vị kế thừa: Đảng ủy phường Mới Diễn biến" in opened[2]
    assert len(opened) == 3


@pytest.mark.parametrize(
    ("change", "name", "event"),
    [
        ("doi-ten", "Đảng ủy xã Đại", "Đổi tên thành Đảng ủy phường Đại"),
        ("sap-nhap", "Đảng ủy xã Ân", "đơn vị kế thừa: Đảng ủy phường Mới"),
        ("thanh-lap", "Đảng ủy phường Mới", "Thành lập Đảng ủy phường Mới"),
    ],
)
def test_from_there_one_comes_to_the_event(world: World, change: str, name: str, event: str) -> None:
    search = f"?voi-ngay=2026-03-31&don-vi-doi={change}"
    html = html_of(compare(look(world, read(search, world.today()), COMPARE)))
    [course] = re.findall(rf'<li>{name}<ul>.*?href="/dien-bien(\?[^"]*)"', html)
    told = words(the_course(look(world, read(unescape(course), world.today()), "/dien-bien")))
    assert event in told


def test_a_unit_that_is_known_no_more_is_told_of_by_what_was_known(world: World) -> None:
    """The other way round: what was established since is not there yet."""
    search = "?voi-ngay=2026-04-10&ngay=2026-03-31&cach=da-bao-cao&don-vi-doi=khong-con"
    html = html_of(compare(look(world, read(search, world.today()), COMPARE)))
    assert "Đảng ủy phường Mới" in words(html)
    [course] = re.findall(r'"/dien-bien(\?[^"]*)"', html)
    assert "Thành lập" in words(the_course(look(world, read(unescape(course), world.today()), "/dien-bien")))


def test_tasks_are_counted_as_the_headline_counts_them(world: World) -> None:
    told = said(world, "?voi-ngay=2026-02-27&ngay=2026-03-31&cach=sau-ra-soat")
    assert "Đơn vị tính: nhiệm vụ" in told
    assert "01 hoàn thành, 01 được gia hạn, 02 phát sinh quá hạn, 01 đưa khỏi danh mục" in told


def test_of_a_document_and_of_the_field_that_somebody_follows(world: World) -> None:
    [(document,)] = world.rows("SELECT document_id FROM documents")
    assert "126-KL/TU" in said(world, f"{SINCE_PAST}&van-ban={document}")
    finance = units_of(world)["Sở Tài chính"]
    member = viewer(Role.BOARD_MEMBER, units=[finance])
    told = said(world, "?voi-ngay=2026-02-27&ngay=2026-03-31", who=member)
    assert "01 phát sinh quá hạn, 01 đưa khỏi danh mục" in told
    assert " hoàn thành," not in told


def test_a_units_people_see_their_own_only(world: World) -> None:
    ids = units_of(world)
    head = viewer(Role.UNIT_HEAD, ids["Sở Tài chính"])
    told = said(world, "?voi-ngay=2026-02-27", who=head)
    assert "01 đưa khỏi danh mục" in told
    assert "sáp nhập" not in told
    assert "Đảng ủy" not in told
    with pytest.raises(NotFound):
        said(world, f"?don-vi={ids['Ban Tổ chức Tỉnh ủy']}", who=head)


def test_without_another_moment_it_is_the_week_before(world: World) -> None:
    assert f"Từ ngày 03/4/2026 (số liệu đã báo cáo) đến ngày {APRIL:%d}/4/2026" in said(world, "")


@pytest.mark.parametrize(
    ("search", "says"),
    [
        ("?voi-ngay=hom-qua", "không phải là ngày"),
        ("?voi-ngay=2027-01-01", "Chưa có số liệu ngày 01/01/2027"),
        ("?voi-biet=2027-01-01", "Chưa biết gì của ngày 01/01/2027"),
        ("?voi-cach=khac", "Cách xem số liệu không đúng"),
        ("?voi-biet=99999999", "Sổ chưa ghi đến mục 99999999"),
        ("?thay-doi=khac", "Không có thay đổi “khac”"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(world: World, search: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        said(world, search)


def test_a_comparison_can_be_sent(world: World) -> None:
    asked = Asked(
        day=TODAY, way=Way.REVIEWED, known=None, counted=Counted.ASSIGNMENTS, change=Change.EXTENDED
    )
    asked = asked.but(told=(("voi-ngay", PAST.isoformat()), ("voi-biet", "2026-03-05")))
    assert read(asked.at(COMPARE).removeprefix(COMPARE), world.today()) == asked


def test_the_api_finds_the_same(world: World, api: Api) -> None:
    api.asks = viewer()
    answer = api.get("/differences", was_day=PAST, was_known=PAST, day=TODAY, change="overdue", limit=2)
    assert answer.status == 200, answer.raw
    body = answer.body
    assert {c: n for c, n in body["changes"].items() if n} == {
        "completed": 2,
        "extended": 1,
        "overdue": 6,
        "overdue_ended": 1,
        "removed": 1,
        "started": 1,
    }
    assert (body["opening"], body["closing"], body["total"]) == (14, 11, 6)
    assert [item["was_stage"] for item in body["items"]] == ["not_started"] * 2
    rest = api.get(
        "/differences", was_day=PAST, was_known=PAST, day=TODAY, change="overdue", cursor=body["next"]
    )
    assert len(rest.body["items"]) == 4
    merged = api.get("/differences", was_day=TODAY).body["units"]
    assert [unit["changes"] for unit in merged if unit["successors"]] == [["merged"], ["merged"]]


def test_the_api_says_what_it_counted_for_a_unit_is_given_no_tasks(world: World, api: Api) -> None:
    api.asks = viewer()
    asked = {"was_day": PAST, "day": TODAY, "counted": "tasks"}
    assert api.get("/differences", **asked).body["counted"] == "tasks"
    finance = units_of(world)["Sở Tài chính"]
    assert api.get("/differences", **asked, unit=finance).body["counted"] == "assignments"
