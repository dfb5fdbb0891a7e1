"""Rules and calendars with a history: decided, taken back; a past screen is judged by those of then."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from uuid import UUID

import pytest

from dashboard.address import OVERVIEW, RULES, Asked, Way
from dashboard.pages.overview import overview
from dashboard.pages.rules import rules_and_calendars
from dashboard.read_address import read
from domain import ruling
from domain.account import Role
from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Deadline
from domain.calendar import DayOff, YearCalendar
from domain.calendar import stream_id as calendar_stream
from domain.deadline import read as read_deadline
from domain.errors import Refused
from domain.event import Event
from domain.paper import Authority
from domain.ruling import Rule, Rules, RuleSet, set_rule, take_back_rule
from domain.task import DocumentBasis, Leads
from domain.words import told
from projections import counts
from projections.calendars import calendar
from projections.ruling import decisions, rules
from projections.waiting import awaiting
from tests.asking import Api, api_of
from tests.looks import look, viewer
from tests.office_scene import Desk, office_desk
from tests.test_page import html_of
from tests.world import HEAD, OFFICE, World
from tests.written_forms import forms_in

JAN_10, FEB_1, FEB_10 = date(2026, 1, 10), date(2026, 2, 1), date(2026, 2, 10)
QC = "Quy chế 12-QC/VPTU"


@pytest.fixture
def world(database: str) -> Iterator[World]:
    world = World(database)
    yield world
    world.database.close()


@pytest.fixture
def api(world: World) -> Iterator[Api]:
    with api_of(world) as api:
        yield api


def decided(rule: Rule, value: int, *before: RuleSet, day: date = FEB_1, source: str = QC) -> RuleSet:
    return set_rule(stream(rule, *before), rule, value, source=source, day=day, by="cvp")


def stream(rule: Rule, *facts: RuleSet) -> list[Event]:
    return [Event(ruling.stream_id(rule), version, fact) for version, fact in enumerate(facts, 1)]


def held(world: World, day: date, **more: object) -> Rules:
    return world.query(rules, world.reader.reviewed(day, **more))


def due_soon(world: World, at: object) -> int:
    world.engine.catch_up()
    with world.reader.snapshot() as cursor:
        return counts.assignments(cursor, at, world.reader.soon(cursor, at)).due_soon


def test_a_rule_is_decided_from_a_day_on_by_a_document() -> None:
    assert decided(Rule.DUE_SOON, 7) == RuleSet(by="cvp", day=FEB_1, rule=Rule.DUE_SOON, value=7, source=QC)


@pytest.mark.parametrize(
    ("rule", "value", "source", "message"),
    [
        (Rule.DUE_SOON, 0, QC, "đề nghị nhập số từ 1 đến 60; đã nhập 0"),
        (Rule.DUE_SOON, 61, QC, "đã nhập 61"),
        (Rule.WEEK_END, 8, QC, "từ 1 đến 7"),
        (Rule.DUE_SOON, 7, " ", "Đề nghị nêu văn bản quyết định"),
        (Rule.DUE_SOON, 5, QC, "quy định này đã là 05 ngày làm việc; không có gì thay đổi"),
        (Rule.WEEK_END, 5, QC, "đã là thứ Sáu"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(rule: Rule, value: int, source: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        decided(rule, value, source=source)


def test_what_was_decided_again_for_the_same_day_counts_as_recorded_last() -> None:
    first = decided(Rule.DUE_SOON, 7)
    with pytest.raises(Refused, match="đã là 07 ngày làm việc"):
        decided(Rule.DUE_SOON, 7, first)
    assert decided(Rule.DUE_SOON, 9, first).value == 9


def test_a_value_recorded_wrongly_is_taken_back_once_and_with_a_reason() -> None:
    first = decided(Rule.DUE_SOON, 50)
    gone = take_back_rule(stream(Rule.DUE_SOON, first), target=1, reason="Nhầm 50 với 5", by="cvp")
    events = [*stream(Rule.DUE_SOON, first), Event(ruling.stream_id(Rule.DUE_SOON), 2, gone)]
    with pytest.raises(Refused, match="Mục 1 không phải là quy định đang ghi nhận"):
        take_back_rule(events, target=1, reason="Lần nữa", by="cvp")
    with pytest.raises(Refused, match="Đề nghị nêu lý do"):
        take_back_rule(stream(Rule.DUE_SOON, first), target=1, reason="", by="cvp")


def test_every_rule_has_a_field_a_default_within_its_bounds_and_words() -> None:
    assert [rule.value for rule in Rule] == list(Rules.__struct_fields__)
    for rule, said in ruling.DEFINITIONS.items():
        default = getattr(Rules(), rule)
        assert said.least <= default <= said.most
        fact = RuleSet(by="x", day=FEB_1, rule=rule, value=default, source=QC)
        assert ruling.value_words(rule, default) in told(fact, str)


def test_the_week_and_the_month_of_the_figures_end_as_decided() -> None:
    assert Rules().week_of(date(2026, 11, 22)) == date(2026, 11, 20), "a Friday"
    assert Rules().week_of(date(2026, 11, 20)) == date(2026, 11, 20)
    assert Rules(week_end=4).week_of(date(2026, 11, 20)) == date(2026, 11, 19)


def test_a_rule_holds_from_its_day_on_and_may_be_decided_ahead(world: World) -> None:
    world.on(JAN_10).register.set_rule(HEAD, Rule.QUIET, 45, source=QC, day=FEB_10)
    world.register.set_rule(HEAD, Rule.DUE_SOON, 7, source=QC, day=JAN_10)
    assert held(world, date(2026, 1, 9)) == Rules()
    assert held(world, JAN_10) == Rules(due_soon=7)
    assert held(world, FEB_10) == Rules(due_soon=7, quiet=45)


def test_taken_back_the_rule_before_holds_again_and_the_screen_of_then_keeps_what_it_showed(
    world: World,
) -> None:
    world.on(JAN_10).register.set_rule(HEAD, Rule.DUE_SOON, 50, source=QC, day=JAN_10)
    world.on(FEB_1).register.take_back_rule(HEAD, Rule.DUE_SOON, target=1, reason="Nhầm 50 với 5")
    assert held(world, JAN_10) == Rules()
    assert world.query(rules, world.reader.reported(JAN_10)) == Rules(due_soon=50)
    at = world.reader.reviewed(FEB_1)
    assert [(one.value, one.stands) for one in decisions(world.log, at, [Rule.DUE_SOON])] == [(50, False)]


def test_a_past_screen_is_judged_by_the_rules_of_then_and_on_request_by_those_of_now(world: World) -> None:
    """Due on 21/01: on 10/01 that is seven working days ahead."""
    world.task(world.resolution(), world.units("Xã Tam Sơn"), due=date(2026, 1, 21))
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 10, source=QC, day=FEB_1)
    for then in (world.reader.reported(JAN_10), world.reader.reviewed(JAN_10)):
        assert due_soon(world, then) == 0, "five working days, as it was decided then"
        assert due_soon(world, world.reader.judged_now(then)) == 1


def test_a_rule_recorded_late_is_in_the_reviewed_figures_and_not_in_those_that_were_shown(
    world: World,
) -> None:
    world.task(world.resolution(), world.units("Xã Tam Sơn"), due=date(2026, 1, 21))
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 10, source=QC, day=date(2026, 1, 5))
    assert due_soon(world, world.reader.reported(JAN_10)) == 0
    assert due_soon(world, world.reader.reviewed(JAN_10)) == 1


def test_a_past_screen_counts_by_the_calendar_of_then_and_on_request_by_that_of_now(world: World) -> None:
    tet = tuple(DayOff(date(2026, 1, day), "Nghỉ") for day in (12, 13, 14))
    world.on(FEB_1).register.set_calendar(HEAD, YearCalendar(2026, tet), source="1/TB", day=FEB_1)
    then = world.reader.reviewed(JAN_10)
    assert world.query(calendar, then).is_working(date(2026, 1, 12))
    assert not world.query(calendar, world.reader.judged_now(then)).is_working(date(2026, 1, 12))


def test_what_waits_too_long_and_what_lies_far_apart_follow_their_rules(world: World) -> None:
    desk: Desk = office_desk(world)
    at = world.reader.reviewed(world.today())
    before = world.query(awaiting, at)
    assert {line.late for line in before} == {line.far_apart for line in before} == {True, False}
    for rule in (Rule.PATIENCE, Rule.GAP):
        desk.world.register.set_rule(HEAD, rule, 60, source=QC, day=world.today())
    assert not any(line.late or line.far_apart for line in world.query(awaiting, at))


def test_what_the_operator_set_is_recorded_once_and_decided_by_nobody_else_after(world: World) -> None:
    world.register.begin_with(Rule.DUE_SOON, 5, "Thiết lập")
    assert world.log.head() == 0, "the default needs no saying"
    world.on(JAN_10).register.begin_with(Rule.DUE_SOON, 9, "Thiết lập SONQ_DUE_SOON_DAYS")
    world.on(FEB_1).register.begin_with(Rule.DUE_SOON, 12, "Thiết lập SONQ_DUE_SOON_DAYS")
    assert world.log.head() == 1
    assert held(world, date(2026, 1, 9)).due_soon == 5, "no past screen follows a setting"
    assert held(world, FEB_1).due_soon == 9


class Counted:
    """Tasks whose deadline is ten working days after 05/01/2026: Monday 19/01, by weekends alone."""

    def __init__(self, world: World) -> None:
        self.world = world
        [self.unit] = world.units("Xã Tam Sơn")
        self.document = world.on(JAN_10).resolution(day=date(2026, 1, 5))

    def give(self, raw: str = "trong 10 ngày làm việc kể từ ngày ký", moved: date | None = None) -> UUID:
        at = self.world.reader.reviewed(date(2026, 1, 5))
        reading = read_deadline(raw, given=date(2026, 1, 5), calendar=self.world.query(calendar, at))
        deadline = Deadline(raw, moved or reading.day, reading.rule, reading.kind, reading.calendar)
        new = NewTask(
            text="Việc",
            deadline=deadline,
            authority=Authority.STANDING_BOARD,
            choice=Choice(Leads.SINGLE, (self.unit,)),
        )
        made = self.world.register.draft_task(OFFICE, new, (DocumentBasis(self.document),)).answer
        self.world.give([UUID(made["task"])])
        return UUID(made["assignments"][0])

    def restate(self, *days: int, day: date = FEB_1) -> int:
        off = tuple(DayOff(date(2026, 1, one), "Nghỉ") for one in days)
        done = self.world.on(day).register.set_calendar(
            HEAD, YearCalendar(2026, off), source="Thông báo 1/TB", day=day
        )
        return int(done.answer["restated"])

    def deadline(self, assignment: UUID) -> tuple[date, date, int]:
        [row] = self.world.rows(
            "SELECT deadline, original, extensions FROM assignment_timeline WHERE assignment_id = %s"
            " AND known_to > 2^62 AND to_day = '9999-12-31'",
            assignment,
        )
        return row


def test_a_restated_calendar_moves_the_open_deadlines_that_it_counted_and_that_is_no_extension(
    world: World,
) -> None:
    counted = Counted(world)
    given, other = counted.give(), counted.give("trước ngày 20/01/2026")
    assert counted.deadline(given)[0] == date(2026, 1, 19)
    assert counted.restate(12, 13) == 1
    assert counted.deadline(given) == (date(2026, 1, 21), date(2026, 1, 21), 0)
    assert counted.deadline(other)[0] == date(2026, 1, 19), "no working day was counted for it"
    recorded = [one.event.fact.TOPIC for part in world.log.pages(0) for one in part]
    assert recorded[-3:] == ["calendar.set", "assignment.corrected", "assignment.issued"]


def test_what_is_completed_is_not_judged_anew(world: World) -> None:
    counted = Counted(world)
    given = counted.give()
    world.on(date(2026, 1, 20)).complete(given, date(2026, 1, 20))
    assert counted.restate(12, 13) == 0
    assert counted.deadline(given)[0] == date(2026, 1, 19)


def test_a_day_that_a_person_chose_otherwise_stays(world: World) -> None:
    counted = Counted(world)
    given = counted.give(moved=date(2026, 1, 30))
    assert counted.restate(12, 13) == 0
    assert counted.deadline(given)[0] == date(2026, 1, 30)


def test_a_calendar_restated_again_and_taken_back_moves_them_again(world: World) -> None:
    counted = Counted(world)
    given = counted.give()
    counted.restate(12, 13)
    assert counted.restate(12, day=FEB_10) == 1
    assert counted.deadline(given)[0] == date(2026, 1, 20)
    done = world.register.take_back_calendar(HEAD, 2026, target=2, reason="Ghi nhầm")
    assert done.answer["restated"] == 1
    assert counted.deadline(given)[0] == date(2026, 1, 21)
    world.register.take_back_calendar(HEAD, 2026, target=1, reason="Ghi nhầm năm")
    assert counted.deadline(given)[0] == date(2026, 1, 19)


def words(html: str) -> str:
    """What a person reads."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def page(world: World, asked: Asked | None = None, role: Role = Role.OFFICE_HEAD) -> str:
    world.engine.catch_up()
    unit = UUID(int=9) if role in (Role.UNIT_HEAD, Role.UNIT_OFFICER) else None
    return html_of(rules_and_calendars(look(world, asked, RULES, viewer(role, unit))))


def test_the_page_says_what_holds_since_when_by_which_document_and_what_comes(world: World) -> None:
    world.on(JAN_10).register.set_rule(HEAD, Rule.DUE_SOON, 7, source=QC, day=JAN_10)
    world.register.set_rule(HEAD, Rule.DUE_SOON, 9, source="Quy chế 15-QC/VPTU", day=FEB_10)
    said = words(page(world))
    assert (
        "07 ngày làm việc từ ngày 10/01/2026, Quy chế 12-QC/VPTU từ ngày 10/02/2026: 09 ngày làm việc" in said
    )
    assert "Tuần báo cáo kết thúc vào thứ Sáu mặc định của hệ thống" in said
    assert "Các lần quy định (2)" in said
    assert "Chưa có lịch làm việc năm 2026 trong sổ" in said


def test_forms_stand_there_for_who_decides_or_carries_out_and_on_the_page_of_today_only(world: World) -> None:
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 7, source=QC, day=FEB_1)
    for role in Role:
        if role in (Role.BOARD_MEMBER, Role.CLERK):
            continue
        decides = role in (Role.OFFICE_HEAD, Role.ADMINISTRATOR)
        assert bool(forms_in(page(world, role=role))) == decides, role
    assert not forms_in(page(world, Asked(day=JAN_10)))


def test_every_form_of_the_page_is_a_command_that_is_carried_out(world: World, api: Api) -> None:
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 7, source=QC, day=FEB_1)
    api.asks = api.account(Role.OFFICE_HEAD)
    forms = forms_in(page(world, Asked(year=2026)))
    [year] = [form for form in forms if form.path.endswith("/calendars")]
    names = {control.name for control in year.controls}
    assert {"year", "day", "source", "days_off.0.day", "days_off.0.name", "worked_saturdays.0"} <= names
    answer = api.post(
        "/calendars", {"year": 2026, "days_off": [{"day": "2026-01-01", "name": "Tết"}]} | DECIDED
    )
    assert answer.status == 200, answer.body
    answer = api.post("/rules", {"rule": "week_end", "value": 4} | DECIDED)
    assert answer.status == 200, answer.body
    answer = api.post("/rules/taken-back", {"rule": "due_soon", "target": 1, "reason": "Nhầm"})
    assert answer.status == 200, answer.body
    world.engine.catch_up()
    found = {one["rule"]: one for one in api.send("GET", "/rules").body["items"]}
    assert (found["week_end"]["words"], found["due_soon"]["value"]) == ("thứ Năm", 5)
    assert [one["counts"] for one in found["due_soon"]["items"]] == [False]
    proposed = api.send("GET", "/calendars/proposal?year=2027").body
    assert proposed["days_off"][0]["day"] == "2027-01-01"
    refused = api.post("/rules", {"rule": "due_soon", "value": 99} | DECIDED)
    assert (refused.status, refused.body["field"]) == (422, "value")


DECIDED = {"day": "2026-02-01", "source": "Thông báo 1/TB"}


def test_the_calendar_is_filled_in_as_proposed_and_what_differs_is_said(world: World) -> None:
    world.register.set_calendar(HEAD, YearCalendar(2026), source="1/TB", day=date(2026, 1, 1))
    said = page(world)
    assert "Gợi ý của gói dữ liệu ngày nghỉ khác lịch đang có: thêm ngày nghỉ 01/01/2026" in words(said)
    [asked] = re.findall(r'href="/quy-dinh\?([^"]+)">Điền theo gợi ý', said)
    filled = page(world, read(asked.replace("&amp;", "&"), world.today()))
    assert 'value="2026-01-01"' in filled
    assert 'value="2026-01-01"' not in said


def test_a_page_by_the_rules_of_now_says_so_and_leads_back(world: World) -> None:
    world.task(world.resolution(), world.units("Xã Tam Sơn"), due=date(2026, 1, 21))
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 10, source=QC, day=FEB_1)
    world.engine.catch_up()
    asked = read("ngay=2026-01-10&cach=sau-ra-soat&quy-dinh=hien-nay", world.today())
    assert asked == Asked(day=JAN_10, way=Way.REVIEWED, rules_now=True)
    assert asked.at("/") == "/?ngay=2026-01-10&cach=sau-ra-soat&quy-dinh=hien-nay"
    now = words(html_of(overview(look(world, asked, OVERVIEW))))
    assert "Ngưỡng và lịch làm việc: theo quy định hiện nay." in now
    assert "(đến hạn trong 10 ngày làm việc tới: 01 )" in now
    assert "Tính theo quy định của ngày đó" in now
    then = words(html_of(overview(look(world, asked.but(rules_now=False), OVERVIEW))))
    assert "(đến hạn trong 05 ngày làm việc tới: 0 )" in then
    assert "Tính theo quy định hiện nay" in then
    assert read("quy-dinh=hien-nay", world.today()) == Asked(), "today the two are one"


def test_the_api_judges_by_the_rules_of_now_where_it_is_asked_to(world: World, api: Api) -> None:
    world.task(world.resolution(), world.units("Xã Tam Sơn"), due=date(2026, 1, 21))
    world.on(FEB_1).register.set_rule(HEAD, Rule.DUE_SOON, 10, source=QC, day=FEB_1)
    world.engine.catch_up()
    api.asks = api.account(Role.OFFICE_HEAD)
    for asked, soon in (("", 0), ("&rules=then", 0), ("&rules=now", 1)):
        found = api.send("GET", f"/overview?day=2026-01-10{asked}").body
        assert found["assignments"]["due_soon"] == soon, asked


def test_the_streams_of_rules_and_years_never_meet() -> None:
    streams = [*map(ruling.stream_id, Rule), *map(calendar_stream, range(2020, 2030))]
    assert len(set(streams)) == len(streams)
