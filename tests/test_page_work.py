"""Việc của đơn vị and the form of the report: what a unit's people find there, and nobody else."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID

import msgspec
import pytest

from dashboard.address import WORK, Asked
from dashboard.desk_kinds import DESK_KINDS
from dashboard.look import Look
from dashboard.pages.report import report
from dashboard.pages.work import work
from dashboard.read_address import read
from domain.access import Viewer
from domain.account import Role
from domain.errors import NotFound
from domain.paper import Paper
from domain.progress import Report
from projections.inbox import PAGE
from tests.looks import beside, viewer
from tests.read_pages import html_of, words
from tests.unit_people import TODAY, People, people
from tests.world import HEAD, UNIT


class Desk(msgspec.Struct):
    """Assignments of ``People.unit`` by what is the matter with them."""

    people: People
    given: dict[str, UUID]

    def look(self, who: Viewer, asked: Asked | None = None, path: str = WORK) -> Look:
        self.people.world.engine.catch_up()
        return Look(self.people.world.reader, who, asked or Asked(), path, beside(self.people.world))

    def work(self, who: Viewer, asked: Asked | None = None) -> Any:
        return work(self.look(who, asked))

    def report(self, who: Viewer, what: str, asked: Asked | None = None) -> Any:
        return report(self.look(who, asked), self.given[what])

    def draft(self, who: Viewer, what: str, command: str = "", **content: Any) -> Any:
        body = {"report": {"as_of": str(TODAY)} | content, "version": 0}
        return self.people.as_(who).post(f"/assignments/{self.given[what]}/draft{command}", body)


@pytest.fixture(scope="module")
def desk(module_database: str) -> Iterator[Desk]:
    with people(module_database) as given:
        do, world = given.world.register, given.world
        made = {"giao lại": given.assignment}
        for name, due in (
            ("mới", date(2026, 3, 31)),
            ("quá hạn", date(2026, 2, 3)),
            ("sắp đến", date(2026, 2, 12)),
            ("bổ sung", date(2026, 3, 1)),
            ("chờ xác nhận", date(2026, 3, 2)),
            ("thường xuyên", None),
        ):
            made[name] = given.task(given.unit, text=f"Việc {name}", due=due)
            if name != "mới":
                do.receive(UNIT, made[name], day=TODAY)
        do.receive(UNIT, made["giao lại"], day=TODAY)
        do.delegate(HEAD, made["giao lại"], executing=given.below, day=TODAY, inner_day=date(2026, 3, 20))
        first = Report(
            as_of=TODAY, results="Đã làm <một nửa>", percent=50, paper=Paper("7-BC/ĐU", TODAY, "Lê Na")
        )
        sent = do.send_report(UNIT, made["bổ sung"], first, day=TODAY).answer["version"]
        do.ask_for_more(HEAD, made["bổ sung"], day=TODAY, report=sent, reason="Thiếu số liệu cấp xã")
        claim = Report(as_of=TODAY, results="Xong", product=Paper("8-KH/ĐU", TODAY), claim=True)
        do.send_report(UNIT, made["chờ xác nhận"], claim, day=TODAY)
        made["của Sở"] = given.task(given.below, text="Việc của Sở")
        made["phối hợp"] = given.task(given.helping, given.unit, text="Việc phối hợp")
        given.task(given.helping, given.unit, text="Việc đã qua", due=date(2026, 2, 2))
        world.engine.catch_up()
        yield Desk(given, made)


def cards(page: Any) -> dict[str, int]:
    found = re.findall(r"<strong>(\d+)</strong><small>([^<]+)</small>", html_of(page))
    return {unescape(name): int(n) for n, name in found}


def texts(page: Any) -> list[str]:
    return [unescape(t) for t in re.findall(r'class="what"><a [^>]*>([^<]+)</a>', html_of(page))]


def test_the_cards_count_and_each_opens_what_it_counts(desk: Desk) -> None:
    page = desk.work(desk.people.head)
    assert cards(page) == {
        "Chưa tiếp nhận": 1,
        "Quá hạn": 1,
        "Đến hạn trong 05 ngày làm việc": 1,
        "Đề nghị bổ sung, chưa trả lời": 1,
        "Chờ lãnh đạo đơn vị duyệt": 0,
        "Chờ Văn phòng Tỉnh ủy xác nhận": 1,
        "Việc con đã giao đơn vị trực thuộc": 1,
        "Việc được giao lại": 0,
    }
    links = re.findall(r'href="(/viec-cua-don-vi\?can-lam=[^"]+)"><strong>(\d+)<', html_of(page))
    assert len(links) == 6
    for href, n in links:
        asked = read(href.removeprefix(WORK), TODAY)
        assert asked.desk in DESK_KINDS
        assert len(texts(desk.work(desk.people.head, asked))) == int(n)


def test_of_what_the_unit_helps_with_the_days_passed_are_folded(desk: Desk) -> None:
    page = html_of(desk.work(desk.people.head))
    places = [
        page.index(words)
        for words in ("Việc đơn vị phối hợp", ">Việc phối hợp<", "Hạn đã qua", ">Việc đã qua<")
    ]
    assert places == sorted(places)


def test_the_most_urgent_comes_first_and_each_line_says_what_to_do_next(desk: Desk) -> None:
    page = desk.work(desk.people.head)
    assert texts(page)[:2] == ["Việc quá hạn", "Việc sắp đến"]
    assert texts(page)[-2:] == ["Việc phối hợp", "Việc đã qua"]
    lines = {re.sub(r".*?<a [^>]*>([^<]+)<.*", r"\1", part): part for part in html_of(page).split("<li><div")}
    assert f"assignments/{desk.given['mới']}/receipt" in lines["Việc mới"]
    assert ">Bổ sung báo cáo<" in lines["Việc bổ sung"]
    assert ">Báo cáo<" in lines["Việc quá hạn"]
    assert "Quá hạn 07 ngày" in lines["Việc quá hạn"]
    assert "Hạn nội bộ 20/3/2026" in lines["Xây dựng đề án"]
    assert "Chờ xác nhận hoàn thành" in lines["Việc chờ xác nhận"]
    assert "Chờ Văn phòng xác nhận" not in lines["Việc chờ xác nhận"]  # said once


def test_who_executes_has_what_was_given_on_to_it_with_the_inner_day(desk: Desk) -> None:
    page = desk.work(desk.people.under)
    assert sorted(texts(page)) == ["Việc của Sở", "Xây dựng đề án"]
    assert cards(page)["Việc được giao lại"] == 1
    assert "<li>Được giao lại</li>" in html_of(page)
    assert "<li>Đã giao đơn vị trực thuộc</li>" not in html_of(page), "that is what the unit above did"
    assert "Hạn nội bộ 20/3/2026" in words(page)
    assert f"assignments/{desk.given['giao lại']}/receipt" not in html_of(page)


def test_the_head_looks_into_units_below_and_the_officer_does_not(desk: Desk) -> None:
    below = Asked(unit=desk.people.below)
    assert "Việc của Sở" in texts(desk.work(desk.people.head, below))
    assert "receipt" not in html_of(desk.work(desk.people.head, below))
    assert "Việc của Sở" not in texts(desk.work(desk.people.head))
    with pytest.raises(NotFound):
        desk.work(desk.people.officer, below)
    with pytest.raises(NotFound):
        desk.work(desk.people.head, Asked(unit=desk.people.helping))


def test_who_is_of_no_unit_has_no_such_desk(desk: Desk) -> None:
    for role in (Role.SPECIALIST, Role.STANDING, Role.INSPECTION):
        with pytest.raises(NotFound):
            desk.work(viewer(role))
        with pytest.raises(NotFound):
            desk.report(viewer(role), "mới")


def test_a_unit_with_nothing_open_is_told_what_comes_next(desk: Desk) -> None:
    said = words(desk.work(desk.people.stranger))
    assert "Nhiệm vụ mới được giao sẽ hiện ở đây để đơn vị tiếp nhận." in said
    assert texts(desk.work(desk.people.stranger)) == []


def test_drafts_show_on_the_desk_of_the_unit_only(desk: Desk) -> None:
    given = desk.people
    desk.draft(given.officer, "quá hạn", results="Đang viết")
    desk.draft(given.officer, "sắp đến", "/submission", results="Xin duyệt")
    desk.draft(given.under, "giao lại", "/submission", results="Của Sở")
    head = desk.work(given.head)
    assert cards(head)["Chờ lãnh đạo đơn vị duyệt"] == 2
    assert "Đang soạn báo cáo" in words(head)
    assert html_of(head).count(">Xem và gửi<") == 2
    officers = html_of(desk.work(given.officer))
    assert officers.count(">Soạn tiếp<") == officers.count(">Xem dự thảo<") == 1
    waiting = texts(desk.work(given.head, Asked(desk="cho-lanh-dao")))
    assert waiting == ["Việc sắp đến", "Xây dựng đề án"]
    desk.draft(given.under, "của Sở", "/submission", results="Việc nội bộ của Sở")
    assert cards(desk.work(given.head))["Chờ lãnh đạo đơn vị duyệt"] == 2
    assert "Chờ lãnh đạo" not in words(desk.work(given.head, Asked(unit=given.below)))


def test_on_a_past_day_the_desk_is_as_it_was_without_acts_and_drafts(desk: Desk) -> None:
    desk.people.world.on(date(2026, 2, 11))
    then = html_of(desk.work(desk.people.head, Asked(day=TODAY)))
    assert "data-api" not in then
    assert "/bao-cao/" not in then
    assert "lãnh đạo đơn vị" not in then


def test_the_list_goes_on_page_by_page(desk: Desk) -> None:
    given = desk.people
    [unit] = given.world.units("Xã Đông")
    head = given.api.account(Role.UNIT_HEAD, unit)
    many = [f"Việc {n:03}" for n in range(2 * PAGE + 3)]
    given.world.task(given.world.resolution("77-KL/TU"), [unit], text="Việc đầu", due=date(2026, 2, 1))
    for text in many[1:]:
        given.task(unit, text=text)
    seen: list[str] = []
    asked = Asked()
    for _ in range(3):
        page = desk.work(head, asked)
        seen += texts(page)
        following = re.search(r'href="([^"]+)">Trang sau<', html_of(page))
        if following is None:
            break
        asked = read(unescape(following[1]).removeprefix(WORK), TODAY)
    assert sorted(seen) == [*many[1:], "Việc đầu"]
    assert seen[0] == "Việc đầu"


def test_the_officer_saves_and_hands_up_the_head_sends(desk: Desk) -> None:
    path = f"/api/v1/assignments/{desk.given['mới']}"
    officer, head = (html_of(desk.report(who, "mới")) for who in (desk.people.officer, desk.people.head))
    assert f'data-api="{path}/draft/submission"' in officer
    assert f'data-api="{path}/draft"' in officer
    assert f'"{path}/reports"' not in officer
    assert f'data-api="{path}/reports"' in head
    assert ">Gửi Văn phòng Tỉnh ủy<" in head
    assert f'data-keep="bao-cao.{desk.given["mới"]}"' in head
    under = html_of(desk.report(desk.people.under, "giao lại"))
    assert ">Trình đơn vị chủ trì<" in under


def test_where_officers_send_the_officer_sends(desk: Desk) -> None:
    officer = desk.people.officer
    switches = msgspec.structs.replace(officer.switches, officers_send=True)
    page = desk.report(msgspec.structs.replace(officer, switches=switches), "mới")
    assert ">Gửi Văn phòng Tỉnh ủy<" in html_of(page)


def test_after_more_was_asked_for_the_reasons_stand_on_top_and_what_was_sent_is_there(desk: Desk) -> None:
    page = desk.report(desk.people.head, "bổ sung")
    said, html = words(page), html_of(page)
    assert said.index("Thiếu số liệu cấp xã") < said.index("Nội dung báo cáo")
    assert "Đã làm &lt;một nửa&gt;</textarea>" in html
    assert 'value="7-BC/ĐU"' in html
    assert 'value="50"' in html
    assert "Báo cáo gửi gần nhất" in said


def test_a_draft_is_found_again_and_the_head_may_give_it_back(desk: Desk) -> None:
    given = desk.people
    [unit] = given.world.units("Xã Tây")
    head, officer = (given.api.account(role, unit) for role in (Role.UNIT_HEAD, Role.UNIT_OFFICER))
    desk.given["xã"] = given.task(unit, text="Việc của xã")
    desk.draft(officer, "xã", "/submission", results="Đã xong <b>")
    page = desk.report(head, "xã")
    assert "Đã xong &lt;b&gt;</textarea>" in html_of(page)
    assert "chờ lãnh đạo đơn vị duyệt" in words(page)
    assert "/draft/return" in html_of(page)
    given.as_(head).post(f"/assignments/{desk.given['xã']}/draft/return", {"reason": "Bổ sung số liệu"})
    again = desk.report(officer, "xã")
    assert "Lãnh đạo đơn vị trả lại: Bổ sung số liệu" in words(again)
    assert 'name="version" value="2"' in html_of(again)
    assert "/draft/return" not in html_of(again)


def test_the_lead_starts_from_what_the_executing_unit_handed_up(desk: Desk) -> None:
    page = desk.report(desk.people.head, "giao lại")
    assert "Dự thảo của Sở Tài chính: chờ lãnh đạo đơn vị duyệt" in words(page)
    assert "Của Sở</textarea>" in html_of(page)
    assert 'name="version" value="0"' in html_of(page)  # his own is begun by saving


@pytest.mark.parametrize(("who", "what"), [("helper", "giao lại"), ("stranger", "mới"), ("under", "mới")])
def test_who_does_not_write_it_finds_no_form(desk: Desk, who: str, what: str) -> None:
    with pytest.raises(NotFound):
        desk.report(getattr(desk.people, who), what)


def test_the_form_is_of_today_only(desk: Desk) -> None:
    page = desk.report(desk.people.head, "mới", Asked(day=TODAY))
    assert "data-api" not in html_of(page)
    assert "Về hiện tại" in words(page)
