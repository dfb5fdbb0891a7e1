"""Stepping by transaction: what was recorded, by whom, and the neighbours that touch what the page is about."""

import re
from datetime import date
from html import unescape
from uuid import UUID

import pytest

from dashboard import site
from dashboard.address import Asked
from dashboard.clocks import OF_TASK
from dashboard.read_address import read
from domain.access import Viewer
from domain.account import Charge, Role
from domain.app import Actor
from domain.motion_facts import SettingRule
from domain.ruling import Rule
from projections.papers.wording import basis
from tests.looks import look, viewer
from tests.province import COMMUNES, PAST, settle
from tests.read_pages import html_of, words
from tests.world import OFFICE, UNIT, World


@pytest.fixture(scope="module")
def made(world: World) -> dict[str, UUID]:
    made = settle(world)
    opened = world.register.open_closing(OFFICE, name="quý I/2026", until=date(2026, 3, 30), remark_days=4)
    world.register.remark_on_figures(
        UNIT, UUID(opened.answer["closing"]), unit=unit(world, "Sở Tài chính"), opinion="Nhiệm vụ đã xong"
    )
    world.register.put_forward(OFFICE, SettingRule(Rule.DUE_SOON, 7, "QC 12", date(2026, 3, 31)))
    world.register.open_account(Actor("quan-tri"), Charge(Role.CLERK))
    world.engine.catch_up()
    return made


def unit(world: World, name: str) -> UUID:
    [(found,)] = world.rows("SELECT DISTINCT unit_id FROM unit_timeline WHERE name = %s", name)
    return UUID(str(found))


def panel(world: World, path: str, asked: Asked, who: Viewer | None = None) -> str:
    html = html_of(site.page(look(world, asked, path, who)))
    found = re.search(r'<section class="card transaction".*?</section>', html)
    return found[0] if found else ""


def links(html: str) -> dict[str, Asked]:
    """Where the two ways lead, by their words."""
    found = re.findall(r'<a href="[^"?]*([^"]*)">([^<]*giao dịch[^<]*)</a>', html)
    return {text: read(unescape(href), date(2026, 4, 1)) for href, text in found}


BEFORE, BEHIND = "‹ giao dịch trước", "giao dịch sau ›"


def transactions(world: World, streams: set[UUID] | None = None) -> list[int]:
    """The ends of all transactions, or of those with an event of these streams, straight from the log."""
    everything = [r for page in world.log.pages(0, 500) for r in page]
    return sorted({r.txn_end for r in everything if streams is None or r.event.originator_id in streams})


def test_one_walks_through_all_of_the_log_and_back(world: World, made: dict[str, UUID]) -> None:
    ends = transactions(world)
    at, walked = Asked(known=ends[0]), [ends[0]]
    while behind := links(panel(world, "/tong-quan", at)).get(BEHIND):
        walked.append(behind.known)
        at = behind
    assert walked == ends
    assert links(panel(world, "/tong-quan", at))[BEFORE].known == ends[-2]
    assert BEFORE not in links(panel(world, "/tong-quan", Asked(known=ends[0])))


def streams_of(world: World, task: UUID) -> set[UUID]:
    return {task} | {
        a for (a,) in world.rows("SELECT assignment_id FROM assignments WHERE task_id = %s", task)
    }


def test_on_a_task_one_steps_through_what_touched_it(world: World, made: dict[str, UUID]) -> None:
    task = made["gia hạn"]
    ends = transactions(world, streams_of(world, task))
    path = f"/nhiem-vu/{task}"
    html = panel(world, path, Asked(known=ends[-1]))
    assert "Gia hạn từ ngày 20/3/2026 sang hạn ngày 30/6/2026" in html
    assert "Ghi lúc 08:00 ngày 12/3/2026" in html
    assert links(html)[BEFORE].known == ends[-2]
    assert BEHIND not in links(html)


def test_on_a_document_and_on_a_unit_too(world: World, made: dict[str, UUID]) -> None:
    [(document,)] = world.rows("SELECT document_id FROM documents")
    tasks = {t for (t,) in world.rows("SELECT task_id FROM tasks")}
    given = {a for (a,) in world.rows("SELECT assignment_id FROM assignments")}
    ends = transactions(world, {document} | tasks | given)
    assert links(panel(world, f"/van-ban/{document}", Asked(known=ends[3])))[BEHIND].known == ends[4]
    finance = unit(world, "Sở Tài chính")
    led = {a for (a,) in world.rows("SELECT assignment_id FROM assignment_timeline WHERE lead = %s", finance)}
    ends = transactions(world, {finance} | led)
    assert links(panel(world, f"/don-vi/{finance}", Asked(known=ends[-1])))[BEFORE].known == ends[-2]


def test_on_its_course_and_in_a_comparison_one_steps_through_the_same(
    world: World, made: dict[str, UUID]
) -> None:
    task = made["gia hạn"]
    ends = transactions(world, streams_of(world, task))
    of_task = Asked(known=ends[-1], told=((OF_TASK, str(task)),))
    assert links(panel(world, "/dien-bien", of_task))[BEFORE].known == ends[-2]
    finance = unit(world, "Sở Tài chính")
    [(document,)] = world.rows("SELECT document_id FROM documents")
    for path, one in (
        (f"/don-vi/{finance}", Asked(unit=finance)),
        (f"/van-ban/{document}", Asked(document=document)),
    ):
        at = Asked(known=world.log.head())
        before = links(panel(world, path, at))[BEFORE].known
        for told in ("/dien-bien", "/so-sanh"):
            assert links(panel(world, told, one.but(known=at.known)))[BEFORE].known == before


def test_paper_calls_a_position_as_the_page_does(world: World, made: dict[str, UUID]) -> None:
    at = Asked(known=world.log.head() - 1)
    [called] = re.findall(r"mục \d+ của sổ", panel(world, "/tong-quan", at))
    assert called in basis(at.moment(world.reader), world.today())


def test_the_clerk_steps_through_the_documents(world: World, made: dict[str, UUID]) -> None:
    [(document,)] = world.rows("SELECT document_id FROM documents")
    ends = transactions(world, {document})
    clerk = viewer(Role.CLERK)
    assert "Ghi nhận" in panel(world, "/van-ban", Asked(known=ends[0]), clerk)
    last = panel(world, "/van-ban", Asked(known=world.log.head()), clerk)
    assert links(last)[BEFORE].known == ends[-1]


def test_the_day_goes_along_where_each_is_seen_on_its_own_evening(
    world: World, made: dict[str, UUID]
) -> None:
    ends = transactions(world, streams_of(world, made["tạm dừng"]))
    path = f"/nhiem-vu/{made['tạm dừng']}"
    assert links(panel(world, path, Asked(day=PAST, known=ends[-1])))[BEFORE].day == date(2026, 1, 5)
    assert links(panel(world, path, Asked(day=date(2026, 3, 3), known=ends[-1])))[BEFORE].day == date(
        2026, 3, 3
    )
    assert "như thể từ đó" in panel(world, path, Asked(day=date(2026, 3, 3), known=ends[-1]))


def test_a_units_people_step_through_their_own_only(world: World, made: dict[str, UUID]) -> None:
    lead = unit(world, COMMUNES[1])
    head = viewer(Role.UNIT_HEAD, lead)
    [(own,)] = world.rows("SELECT DISTINCT assignment_id FROM assignment_timeline WHERE lead = %s", lead)
    ends = transactions(world, {own})
    html = panel(world, "/tong-quan", Asked(known=ends[-1]), head)
    assert "Gửi báo cáo" in html
    assert links(html)[BEFORE].known == ends[-2]
    issuing = panel(world, f"/nhiem-vu/{made['giao đồng loạt']}", Asked(known=ends[-2]), head)
    assert issuing.count("Giao Đảng ủy") == 1
    elsewhere = panel(world, "/tong-quan", Asked(known=world.log.head()), head)
    assert "nội dung ngoài trang này" in elsewhere


def test_accounts_are_told_of_only_to_who_sees_accounts(world: World, made: dict[str, UUID]) -> None:
    last = Asked(known=world.log.head())
    assert "Mở tài khoản: Văn thư" in panel(world, "/tong-quan", last, viewer(Role.OFFICE_HEAD))
    assert "Mở tài khoản" not in panel(world, "/tong-quan", last, viewer(Role.STANDING))


def test_of_a_closing_under_way_nothing_is_told_to_who_does_not_see_it(
    world: World, made: dict[str, UUID]
) -> None:
    [*_, remarked, _, _] = transactions(world)
    at = Asked(known=remarked)
    assert "Nhiệm vụ đã xong" in panel(world, "/tong-quan", at, viewer(Role.OFFICE_HEAD))
    told = panel(world, "/tong-quan", at, viewer(Role.BOARD_MEMBER))
    assert "Nhiệm vụ đã xong" not in told
    assert "01 nội dung ngoài trang này" in told


def test_what_is_put_forward_is_told_to_who_sees_the_book(world: World, made: dict[str, UUID]) -> None:
    [*_, submitted, _] = transactions(world)
    at = Asked(known=submitted)
    assert "Trình quy định" in panel(world, "/tong-quan", at, viewer(Role.OFFICE_DEPUTY))
    assert "Trình quy định" not in panel(world, "/tong-quan", at, viewer(Role.BOARD_MEMBER))


def test_the_history_leads_to_the_page_as_it_was_then(world: World, made: dict[str, UUID]) -> None:
    task = made["gia hạn"]
    page = html_of(site.page(look(world, Asked(), f"/nhiem-vu/{task}")))
    positions = [int(n) for n in re.findall(r"ngay=2026-03-12&amp;biet=(\d+)", page)]
    assert len(positions) == 1
    then = words(
        site.page(look(world, Asked(day=date(2026, 3, 12), known=positions[0]), f"/nhiem-vu/{task}"))
    )
    assert "Hạn điều chỉnh 30/6/2026" in then


def test_pages_of_now_have_none(world: World, made: dict[str, UUID]) -> None:
    assert not panel(world, "/tong-quan", Asked())
    assert not panel(world, "/tong-quan", Asked(day=PAST))
