"""Chờ xác nhận: what waits for the Office, what each may do with it, what is to be looked at again."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import msgspec
import pytest

from dashboard import site
from dashboard.address import CONFIRM, Asked, Awaits, Scope
from dashboard.pages import confirm as page_module
from dashboard.pages.confirm import confirm
from dashboard.read_address import read
from domain.access import Viewer
from domain.account import OF_A_UNIT, Role
from domain.assignment import Assignment
from domain.assignment_facts import ReportSent, Stage
from domain.errors import NotFound
from domain.permissions import ROLES
from domain.progress import Report
from domain.ruling import Rules
from projections import office_desk as desk_view
from projections.office_desk import Review
from projections.waiting import awaiting
from tests.asking import Api, api_of
from tests.looks import look, viewer
from tests.office_scene import GIVEN, TODAY, UNITS, Desk, office_desk
from tests.read_pages import html_of, words
from tests.world import HEAD, OFFICE, UNIT, World, ground
from tests.written_forms import Form, forms_in

SPECIALIST = viewer(Role.SPECIALIST)


@pytest.fixture
def world(fresh: World) -> World:
    return fresh


@pytest.fixture
def desk(world: World) -> Desk:
    return office_desk(world)


def page(world: World, asked: Asked | None = None, who: Viewer = SPECIALIST) -> Any:
    world.engine.catch_up()
    return confirm(look(world, asked, CONFIRM, who))


def rows(html: str) -> list[str]:
    """The rows of the desk, as HTML."""
    return re.findall(r'<li class="awaited card".*?(?=<li class="awaited card"|</ol><|</ol></)', html, re.S)


def waiting_reports(world: World, day: date) -> list[tuple[UUID, int, bool]]:
    """Counted from the events alone: (assignment, report, claim) of reports that nothing has answered."""
    found = []
    for (stream,) in world.rows("SELECT DISTINCT assignment_id FROM assignment_timeline"):
        assignment = Assignment(stream, list(world.register.events.get(stream)))
        if assignment.on(day).stage in (Stage.REMOVED, Stage.COMPLETED):
            continue
        for s in assignment.standing:
            if isinstance(s.fact, ReportSent) and s.fact.day <= day:
                answers = [a for a in assignment.answers(s.ref) if a.fact.day <= day]
                if not answers:
                    found.append((stream, s.ref, s.fact.claim))
    return found


def test_what_is_counted_is_what_the_events_say_and_each_figure_opens_as_many(desk: Desk) -> None:
    world = desk.world
    events = waiting_reports(world, TODAY)
    assert len(events) == 7
    html = html_of(page(world))
    assert len(rows(html)) == 7
    said = words(page(world))
    assert "07 báo cáo chờ xác nhận, trong đó 04 đề nghị xác nhận hoàn thành (đã được đề xuất: 0 )" in said
    assert sum(claim for _, _, claim in events) == 4
    for href, number in re.findall(r'href="([^"]*cho-xac-nhan[^"]*)"[^>]*>[^<]*\((\d+)\)</a>', html):
        asked = read(unescape(href).removeprefix(CONFIRM), TODAY)
        assert len(rows(html_of(page(world, asked)))) == int(number), href
    by_unit = re.findall(r'<li><a href="([^"]*)">([^<]*)</a> (\d+)</li>', html)
    assert [(name, int(n)) for _, name, n in by_unit] == [(UNITS[0], 2), (UNITS[1], 3), (UNITS[2], 2)]
    for href, name, number in by_unit:
        shown = rows(html_of(page(world, read(unescape(href).removeprefix(CONFIRM), TODAY))))
        assert len(shown) == int(number)
        assert all(name in row for row in shown)


def test_one_claim_two_rules_and_the_days_that_lie_far_apart(desk: Desk) -> None:
    """Due 13/11, product of 10/11, received and sent on 23/11."""
    shown = told(desk.world)
    issued, submitted = shown["Ban hành kế hoạch (ban hành)"], shown["Trình kế hoạch (trình)"]
    assert "Ngày hoàn thành 10/11/2026, đúng hạn (tính theo ngày ban hành sản phẩm)" in issued
    assert "Ngày hoàn thành 23/11/2026, quá hạn 10 ngày (tính theo ngày văn thư nhận sản phẩm)" in submitted
    flag = "Các ngày cách nhau 09 ngày làm việc: sản phẩm ngày 10/11/2026, văn thư nhận ngày 23/11/2026, gửi ngày"
    assert flag in issued and flag in submitted
    assert "Các ngày cách nhau" not in shown["Ban hành chương trình hành động"]
    missing = shown["Báo cáo chưa nêu sản phẩm"]
    assert "chưa tính được: thiếu số, ngày văn bản sản phẩm" in missing


def test_a_row_says_what_the_unit_says(desk: Desk) -> None:
    shown = told(desk.world)
    periodic = shown["Báo cáo định kỳ quý IV"]
    for part in ("Đã thực hiện: báo cáo định kỳ quý iv", "Thiếu kinh phí", "Lấy ý kiến, 60%", "126-KL/TU"):
        assert part in periodic
    typed = shown["Tổng kết mô hình tổ chức"]
    assert "nhập thay" in typed and "142-BC/ĐU ngày 20/11/2026" in typed
    assert "chờ 01 ngày làm việc" in typed
    assert "chờ 04 ngày làm việc" in shown["Kiểm tra việc thực hiện nghị quyết"]


@pytest.mark.parametrize("role", ROLES)
def test_each_finds_the_acts_of_his_role_and_who_only_sees_finds_none(desk: Desk, role: Role) -> None:
    world = desk.world
    unit = desk.units[UNITS[0]] if role in OF_A_UNIT else None
    if role in (*OF_A_UNIT, Role.CLERK, Role.ADMINISTRATOR):
        with pytest.raises(NotFound):
            site.page(look(world, path=CONFIRM, who=viewer(role, unit)))
        return
    html = html_of(site.page(look(world, path=CONFIRM, who=viewer(role))))
    commands = {form.path.rsplit("/", 1)[-1] for form in forms_in(html)}
    ticks = set(re.findall(r'data-tick="(\w+)"', html))
    if role is Role.SPECIALIST:
        assert commands == {"confirmation", "more", "proposal"}
        assert ticks == {"reports"}
    elif role in (Role.OFFICE_HEAD, Role.OFFICE_DEPUTY):
        assert commands == {"confirmation", "more", "completion", "completions"}
        assert ticks == {"reports", "completions"}
    else:
        assert (commands, ticks) == (set(), set())
        assert len(rows(html)) == 7


def test_what_he_typed_in_himself_is_not_his_to_confirm(desk: Desk) -> None:
    who = msgspec.structs.replace(SPECIALIST, account=UUID(int=7))
    given = desk.give("Việc nhập thay", UNITS[0])
    actor = msgspec.structs.replace(UNIT, account=str(who.account))
    report = Report(as_of=TODAY, results="Đã làm")
    desk.world.register.send_report(actor, given, report, day=TODAY, typed_in=True)
    [mine] = [row for row in rows(html_of(page(desk.world, who=who))) if "Việc nhập thay" in row]
    assert "Đồng chí là người gửi báo cáo này" in mine
    assert not forms_in(mine) and "data-tick" not in mine


def test_a_specialist_begins_with_his_own_units_and_may_look_at_all(desk: Desk) -> None:
    world, mine = desk.world, desk.units[UNITS[1]]
    who = viewer(Role.SPECIALIST, units=[mine])
    own = rows(html_of(page(world, who=who)))
    assert len(own) == 3 and all(UNITS[1] in row for row in own)
    every = rows(html_of(page(world, Asked(scope=Scope.ALL), who)))
    assert len(every) == 7
    assert all(bool(forms_in(row)) == (UNITS[1] in row) for row in every)
    assert rows(html_of(page(world, Asked(unit=desk.units[UNITS[0]]), who))) == []


def test_the_list_goes_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "LINES", 3)
    keys, asked = [], Asked()
    while True:
        html = html_of(page(desk.world, asked))
        keys += re.findall(r'data-key="([^"]*)"', html)
        onward = re.search(r'href="([^"]*)" rel="next"', html)
        if onward is None:
            break
        asked = read(unescape(onward[1]).removeprefix(CONFIRM), TODAY)
    assert sorted(keys) == sorted(f"{a}.{ref}" for a, ref, _ in waiting_reports(desk.world, TODAY))


def test_empty_it_says_what_still_waits_for_the_units(world: World) -> None:
    said = words(page(world))
    assert "Không còn báo cáo chờ xác nhận." in said
    assert "đã đề nghị bổ sung, chưa có phản hồi." not in said
    [unit] = world.on(GIVEN).units("Xã Á")
    [given] = world.task(world.resolution(), [unit], due=TODAY)
    ref = world.register.send_report(UNIT, given, Report(as_of=GIVEN, results="Đã làm"), day=GIVEN).answer
    world.register.ask_for_more(HEAD, given, day=GIVEN, report=ref["version"], reason="Thiếu")
    shown = page(world)
    assert "Không còn báo cáo chờ xác nhận. 01 báo cáo đã đề nghị bổ sung, chưa có phản hồi. Xem" in words(
        shown
    )
    assert f"{CONFIRM}?cho=da-de-nghi-bo-sung" in html_of(shown)


def test_what_risks_being_forgotten_is_counted_and_each_count_opens_its_list(desk: Desk) -> None:
    html = html_of(page(desk.world))
    counted = re.findall(r"<li><span>([^<]*)</span><a href=\"([^\"]*)\" class=\"n\">(\d+)</a><small>", html)
    assert [(name, int(n)) for name, _, n in counted] == [
        ("Báo cáo chờ xác nhận quá 02 ngày làm việc", 2),
        ("Chưa tiếp nhận sau 02 ngày làm việc", 1),
        ("Chưa hoàn thành, không có báo cáo trong 30 ngày", 3),
        ("Đã đề nghị bổ sung, chưa có phản hồi", 1),
        ("Đề nghị điều chỉnh phân công, chưa trả lời", 1),
    ]
    expected = {
        Awaits.NOT_RECEIVED: ["Xây dựng đề án sắp xếp tổ chức"],
        Awaits.NO_REPORT: [
            "Rà soát quy chế làm việc",
            "Xây dựng đề án sắp xếp tổ chức",
            "Quản lý quy hoạch cán bộ",
        ],
        Awaits.MORE_ASKED: ["Chuyển đổi số trong cơ quan Đảng", "Đề nghị nêu rõ số liệu"],
        Awaits.REASSIGNMENT: ["Quản lý quy hoạch cán bộ", "Thuộc chức năng cơ quan khác"],
    }
    for _, href, number in counted:
        asked = read(unescape(href).removeprefix(CONFIRM), TODAY)
        shown = html_of(page(desk.world, asked))
        if asked.awaits in expected:
            table = re.search(r"<tbody>.*?</tbody>", shown, re.S)
            assert table and table[0].count("<tr>") == int(number)
            assert all(part in table[0] for part in expected[asked.awaits])
        else:
            assert len(rows(shown)) == int(number)


@pytest.mark.parametrize("n", range(12))
def test_impatience_is_the_same_day_by_day_as_the_days_that_each_waited(desk: Desk, n: int) -> None:
    """Sent before that day, and longer than two working days ago, are one; 24/11 is a holiday."""
    at = desk.world.reader.reviewed(date(2026, 11, 20) + timedelta(n))
    before = desk.world.query(desk_view.impatient, at)
    lines = desk.world.query(awaiting, at)
    assert [line.report.sent < before for line in lines] == [line.waited > Rules().patience for line in lines]
    late = desk.world.query(desk_view.awaited, at)
    assert sum(of.awaited.late for of in late) == sum(line.waited > Rules().patience for line in lines)


def test_neither_a_back_dated_document_nor_a_hand_over_makes_a_unit_late(desk: Desk) -> None:
    world = desk.world
    [given] = world.task(
        world.resolution("7-NQ/TU", GIVEN), [desk.units[UNITS[0]]], text="Ghi muộn", due=None
    )
    moved = desk.given["Rà soát quy chế làm việc"]
    world.register.hand_over(
        OFFICE, moved, to=desk.units[UNITS[3]], day=date(2026, 11, 2), ground=ground(GIVEN)
    )
    at = world.reader.reviewed(TODAY)
    for review in Review:
        found = {line.assignment for line in world.query(desk_view.to_review, at, review)}
        assert not found & {given, moved}


def test_a_past_day_is_as_it_was_and_without_acts(desk: Desk) -> None:
    for day in (date(2026, 11, 12), date(2026, 11, 17), date(2026, 11, 20)):
        html = html_of(page(desk.world, Asked(day=day), viewer(Role.OFFICE_HEAD)))
        assert len(rows(html)) == len(waiting_reports(desk.world, day)), day
        assert not forms_in(html)


def test_many_at_once_are_one_command_and_one_transaction(desk: Desk) -> None:
    world = desk.world
    with api_of(world) as api:
        specialist, head = api.account(Role.SPECIALIST), api.account(Role.OFFICE_HEAD)
        claims = [(a, ref) for a, ref, claim in waiting_reports(world, TODAY) if claim]
        for row in rows(html_of(page(world, who=specialist))):
            [form] = [f for f in forms_in(row) if f.path.endswith("/proposal")] or [None]
            if form:
                send(api, specialist, form, {"product.number": "5-KH/ĐU", "product.day": "2026-11-10"})
        assert "(đã được đề xuất: 04 )" in words(page(world))
        html = html_of(page(world, who=head))
        assert html.count('data-tick="completions" data-of-all') == 4
        [many] = [form for form in forms_in(html) if form.path == "/completions"]
        before = world.log.head()
        items = [{"assignment": str(a), "report": ref} for a, ref in claims]
        send(api, head, many, {"items": items})
    assert world.log.head() == before + 4
    assert len({r.txn_end for page in world.log.pages(before) for r in page}) == 1
    assert "03 báo cáo chờ xác nhận, trong đó 0 đề nghị" in words(page(world))


def test_a_form_of_an_older_screen_is_told_so(desk: Desk) -> None:
    world = desk.world
    with api_of(world) as api:
        specialist = api.account(Role.SPECIALIST)
        row = next(
            row for row in rows(html_of(page(world, who=specialist))) if "Báo cáo định kỳ quý IV" in row
        )
        confirmation, more = (
            next(f for f in forms_in(row) if f.path.endswith(command))
            for command in ("/confirmation", "/more")
        )
        assert send(api, specialist, confirmation, {}).status == 200
        assert send(api, specialist, more, {"reason": "Thiếu"}, fails=True).status == 412


def send(api: Api, who: Viewer, form: Form, typed: dict[str, Any], *, fails: bool = False) -> Any:
    api.asks = who
    told = {"If_Match": f'"{form.version}"'} if form.version else {}
    answer = api.post(
        form.path, form.body(typed), Idempotency_Key=UUID(int=api.world.log.head() + 1).hex, **told
    )
    assert fails or answer.status < 300, answer.body
    return answer


def told(world: World) -> dict[str, str]:
    """The words of each row, by its task."""
    found = [words(row) for row in rows(html_of(page(world)))]
    tasks = re.findall(r"data-open>([^<]*)<", html_of(page(world)))
    return dict(zip(tasks, found, strict=True))
