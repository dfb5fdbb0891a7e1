"""Đề xuất of accounts, units and rules: put forward by who may only propose, followed as it is or returned."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import OperationalError

from dashboard.address import ACCOUNTS, CONFIRM, REGISTER, RULES, Asked
from dashboard.look import Look
from dashboard.pages.accounts import account_list
from dashboard.pages.accounts_one import one_account
from dashboard.pages.confirm import confirm
from dashboard.pages.register import register
from dashboard.pages.rules import rules_and_calendars
from domain.access import Viewer
from domain.account import Role
from domain.app import NewUnit
from domain.event import Event
from domain.motion_facts import MotionAgreed, MotionReturned, MotionSubmitted
from domain.unit import Renamed
from tests.asking import Answer, Api
from tests.looks import beside, look
from tests.read_pages import html_of, words
from tests.world import World

DAY = date(2026, 2, 10)
PAPER = {"number": "45-TB/TU", "day": "2026-02-09"}
PERSON = {"login": "linhtt", "name": "Trần Thị Linh", "office": "Chuyên viên"}
RULE = {"rule": "due_soon", "value": 7, "source": "Quy chế 12-QC/VPTU", "day": "2026-03-01"}
YEAR = {
    "year": 2027,
    "days_off": [{"day": "2027-01-01", "name": "Tết Dương lịch"}],
    "source": "TB 12",
    "day": str(DAY),
}


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(DAY)


@pytest.fixture
def deputy(api: Api) -> Viewer:
    return api.account(Role.OFFICE_DEPUTY)


@pytest.fixture
def head(api: Api) -> Viewer:
    return api.account(Role.OFFICE_HEAD)


def post(api: Api, who: Viewer, path: str, **body: Any) -> Answer:
    api.asks = who
    return api.post(path, body)


def put(api: Api, who: Viewer, path: str, **body: Any) -> int:
    """Put forward, and its number."""
    answer = post(api, who, f"{path}/submission", **body)
    assert answer.status == 200, answer.body
    api.world.engine.catch_up()
    return int(answer.body["submission"])


def new_events(api: Api, since: int) -> list[Event]:
    return [recorded.event for page in api.world.log.pages(since) for recorded in page]


def shown(api: Api, page: Any, path: str, who: Viewer, *ids: UUID) -> Any:
    """The page, with the names of the people."""
    world = api.world
    world.engine.catch_up()

    def names(accounts: Any) -> dict[str, str]:
        return {account: person.called for account, person in world.private.people.names(accounts).items()}

    return page(Look(world.reader, who, Asked(), path, beside(world, names)), *ids)


def test_what_is_followed_is_the_act_as_it_was_put_forward_in_one_transaction(
    api: Api, deputy: Viewer, head: Viewer
) -> None:
    [unit] = api.world.units("Đảng ủy xã Một")
    naming = {"name": "Đảng ủy phường Một", "day": str(DAY), "paper": PAPER}
    assert post(api, deputy, f"/units/{unit}/name", **naming).status == 403
    ref = put(api, deputy, f"/units/{unit}/name", **naming)
    since = api.world.log.head()
    assert post(api, deputy, "/units/submissions/agreement", submission=ref).status == 403
    assert post(api, head, "/units/submissions/agreement", submission=ref).status == 200
    agreed, renamed = (event.fact for event in new_events(api, since))
    assert isinstance(agreed, MotionAgreed)
    assert isinstance(renamed, Renamed)
    assert (renamed.name, renamed.day, renamed.by) == ("Đảng ủy phường Một", DAY, str(head.account))
    again = post(api, head, "/units/submissions/agreement", submission=ref)
    assert (again.status, again.body["field"]) == (422, "submission")


@pytest.mark.parametrize(
    ("path", "book", "body"),
    [
        ("/rules", "rules", RULE),
        ("/calendars", "rules", YEAR),
        ("/units", "units", {"units": [{"name": "Sở Mới", "group": 5, "rank": 90}], "day": str(DAY)}),
        ("/units/{unit}/parent", "units", {"parent": "{other}", "day": str(DAY)}),
        ("/units/{unit}/rank", "units", {"group": 6, "rank": 77, "day": str(DAY)}),
        (
            "/units/reorganisation",
            "units",
            {
                "day": str(DAY),
                "paper": PAPER,
                "closings": [{"unit": "{unit}", "how": "merged", "successors": ["{other}"]}],
            },
        ),
        ("/accounts/{account}/charge", "accounts", {"role": "clerk", "reason": "Phân công lại"}),
        ("/accounts/{account}/closing", "accounts", {"reason": "Chuyển công tác"}),
        ("/accounts", "accounts", {"role": "specialist", **PERSON}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_act_that_may_be_put_forward_is_told_in_words_and_followed(
    api: Api, deputy: Viewer, head: Viewer, path: str, book: str, body: dict[str, Any]
) -> None:
    one, other = api.world.units("Đảng ủy xã Một", "Đảng ủy xã Hai")
    ids = {"unit": one, "other": other, "account": api.account(Role.SPECIALIST).account}

    def filled(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: filled(value) for name, value in part.items()}
        if isinstance(part, list):
            return [filled(value) for value in part]
        return part.format_map(ids) if isinstance(part, str) else part

    ref = put(api, deputy, filled(path), **filled(body))
    api.asks = head
    [told] = api.get(f"/{book}/submissions").body["items"]
    assert (told["ref"], told["answered"]) == (ref, None)
    assert "chưa rõ tên" not in told["words"]
    assert "None" not in told["words"]
    answer = post(api, head, f"/{book}/submissions/agreement", submission=ref)
    assert answer.status == 200, answer.body
    api.world.engine.catch_up()
    [told] = api.get(f"/{book}/submissions").body["items"]
    assert (told["answered"], told["reason"]) == (str(DAY), "")


def test_what_was_recorded_by_mistake_is_put_forward_to_be_taken_back(api: Api, head: Viewer) -> None:
    specialist = api.account(Role.SPECIALIST)
    assert post(api, head, "/rules", **RULE).status == 200
    assert post(api, head, "/calendars", **YEAR).status == 200
    for path, which in (
        ("/rules/taken-back", {"rule": "due_soon"}),
        ("/calendars/taken-back", {"year": 2027}),
    ):
        ref = put(api, specialist, path, target=1, reason="Ghi nhầm", **which)
        assert post(api, head, "/rules/submissions/agreement", submission=ref).status == 200
    api.world.engine.catch_up()
    assert api.get("/calendars").body["items"] == []


def test_what_would_be_refused_of_the_act_is_refused_at_once_and_nothing_is_recorded(
    api: Api, deputy: Viewer
) -> None:
    [unit] = api.world.units("Đảng ủy xã Một")
    since = api.world.log.head()
    tried = (
        ("/rules/submission", RULE | {"value": 5}, "value"),
        ("/rules/submission", RULE | {"source": " "}, "source"),
        (f"/units/{unit}/parent/submission", {"parent": str(unit), "day": str(DAY)}, None),
        ("/accounts/submission", {"role": "unit_head", **PERSON}, "unit"),
    )
    for path, body, field in tried:
        refused = post(api, deputy, path, **body)
        assert (refused.status, refused.body.get("field") if field else None) == (422, field), path
    assert api.world.log.head() == since
    assert api.world.private.people.everybody() == []


def test_the_same_does_not_wait_twice_and_what_is_returned_may_be_put_forward_anew(
    api: Api, deputy: Viewer, head: Viewer
) -> None:
    ref = put(api, deputy, "/rules", **RULE)
    assert "đang chờ ý kiến (mục 1)" in post(api, deputy, "/rules/submission", **RULE).body["detail"]
    without = post(api, head, "/rules/submissions/return", submission=ref, reason=" ")
    assert (without.status, without.body["field"]) == (422, "reason")
    assert post(api, head, "/rules/submissions/return", submission=ref, reason="Để cuối năm").status == 200
    assert put(api, deputy, "/rules", **RULE) == 3


def test_what_changed_meanwhile_is_refused_in_the_words_of_the_act_and_still_waits(
    api: Api, deputy: Viewer, head: Viewer
) -> None:
    ref = put(api, deputy, "/rules", **RULE)
    assert post(api, head, "/rules", **RULE).status == 200
    refused = post(api, head, "/rules/submissions/agreement", submission=ref)
    assert (refused.status, "không có gì thay đổi" in refused.body["detail"]) == (422, True)
    assert post(api, head, "/rules/submissions/return", submission=ref, reason="Đã ghi rồi").status == 200


def test_the_person_of_an_account_waits_beside_the_log_and_gets_a_password_when_it_is_followed(
    api: Api, deputy: Viewer, head: Viewer
) -> None:
    ref = put(api, deputy, "/accounts", role="specialist", **PERSON)
    waiting = shown(api, account_list, ACCOUNTS, head)
    assert "đồng chí Trần Thị Linh (Chuyên viên): mở tài khoản: Chuyên viên theo dõi" in words(waiting)
    assert "<table" not in html_of(waiting), "there is no account yet"
    done = post(api, head, "/accounts/submissions/agreement", submission=ref).body
    people = api.world.private.people
    found = people.authenticate("linhtt", done["one_time_password"], address="x")
    assert found is not None
    assert (str(found.account), done["login"]) == (done["account"], "linhtt")
    kept = api.world.rows("SELECT state FROM sonq.log") + api.world.rows("SELECT answer FROM sonq.requests")
    assert all(done["one_time_password"] not in text and "Linh" not in text for (text,) in kept)


def test_the_person_of_an_account_that_is_not_opened_is_forgotten(
    api: Api, deputy: Viewer, head: Viewer
) -> None:
    ref = put(api, deputy, "/accounts", role="specialist", **PERSON)
    assert post(api, head, "/accounts/submissions/return", submission=ref, reason="Chưa cần").status == 200
    assert api.world.private.people.everybody() == []
    assert "Tài khoản đã xóa tên: mở tài khoản" in words(shown(api, account_list, ACCOUNTS, head))
    assert put(api, deputy, "/accounts", role="specialist", **PERSON)


def test_a_return_that_was_cut_off_behind_the_log_is_made_up_by_the_same_request(
    api: Api, deputy: Viewer, head: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = api.world.private.people
    back = {"submission": put(api, deputy, "/accounts", role="specialist", **PERSON), "reason": "Chưa cần"}
    api.asks = head

    def send_back() -> int:
        return api.post("/accounts/submissions/return", back, idempotency_key="tra-lai-1").status

    with monkeypatch.context() as patched:
        patched.setattr(people, "erase", lost)
        assert send_back() == 503
    assert [person.login for person in people.everybody()] == ["linhtt"]
    assert [send_back(), send_back()] == [200, 200]
    assert people.everybody() == []
    assert put(api, deputy, "/accounts", role="specialist", **PERSON), "the name is free again"


def lost(account: UUID) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def test_officers_of_units_are_the_affair_of_their_heads_and_nobody_puts_himself_forward(
    api: Api, deputy: Viewer
) -> None:
    [unit] = api.world.units("Đảng ủy xã Một")
    officer = api.account(Role.UNIT_OFFICER, unit)
    why = {"reason": "Chuyển công tác"}
    assert post(api, deputy, f"/accounts/{officer.account}/closing/submission", **why).status == 403
    own = post(api, deputy, f"/accounts/{deputy.account}/closing/submission", **why)
    assert (own.status, own.body["field"]) == (422, "account")


def test_pages_offer_the_act_to_who_decides_and_to_who_proposes_the_same_form_to_put_it_forward(
    api: Api, deputy: Viewer, head: Viewer
) -> None:
    api.world.units("Đảng ủy xã Một")
    clerk = api.account(Role.CLERK)
    api.world.private.people.add(clerk.account, "vanthu", "Lê Thị Mơ")

    def sends(page: Any, path: str, who: Viewer, *ids: UUID) -> set[str]:
        return set(re.findall(r'data-api="/api/v1([^"]+)"', html_of(shown(api, page, path, who, *ids))))

    for page, path, ids in (
        (rules_and_calendars, RULES, ()),
        (register, REGISTER, ()),
        (account_list, ACCOUNTS, ()),
        (one_account, ACCOUNTS, (clerk.account,)),
    ):
        acts, proposals = sends(page, path, head, *ids), sends(page, path, deputy, *ids)
        assert proposals
        assert all(to.endswith("/submission") for to in proposals)
        assert {to.removesuffix("/submission") for to in proposals} <= acts


def test_a_calendar_put_forward_tells_what_it_changes(api: Api, head: Viewer, deputy: Viewer) -> None:
    assert post(api, head, "/calendars", **YEAR).status == 200
    moved = {"day": "2027-02-05", "name": "Tết Nguyên đán"}
    ref = put(api, deputy, "/calendars", **YEAR | {"days_off": [moved], "worked_saturdays": ["2027-02-13"]})
    changes = (
        "Sửa lịch làm việc năm 2027: thêm ngày nghỉ 05/02/2027 Tết Nguyên đán; bớt ngày nghỉ 01/01/2027 "
        "Tết Dương lịch; thêm thứ Bảy làm bù 13/02/2027, theo TB 12 ngày 10/02/2026"
    )
    assert changes in words(shown(api, rules_and_calendars, RULES, head))
    assert post(api, head, "/rules/submissions/agreement", submission=ref).status == 200
    assert changes in words(shown(api, rules_and_calendars, RULES, head)), "as it was when it was agreed to"


def test_who_decides_finds_it_on_his_desk_and_on_its_page_who_proposed_what_became_of_it(
    api: Api, deputy: Viewer, head: Viewer
) -> None:
    ref = put(api, deputy, "/rules", **RULE)
    assert "Quy định, lịch: 01 nội dung" in words(shown(api, confirm, CONFIRM, head))
    assert "Đề xuất chờ quyết định" not in words(shown(api, confirm, CONFIRM, deputy))
    there = html_of(shown(api, rules_and_calendars, RULES, head))
    assert 'data-api="/api/v1/rules/submissions/agreement"' in there
    there = html_of(shown(api, rules_and_calendars, RULES, deputy))
    assert "/rules/submissions/" not in there
    assert post(api, head, "/rules/submissions/return", submission=ref, reason="Để cuối năm").status == 200
    told = words(shown(api, rules_and_calendars, RULES, deputy))
    assert "Không có nội dung nào đang chờ ý kiến" in told
    assert "trả lại: Để cuối năm" in told
    assert "Đề xuất chờ quyết định" not in words(shown(api, confirm, CONFIRM, head))


def test_a_past_day_shows_what_waited_then_and_offers_no_answer(
    api: Api, deputy: Viewer, head: Viewer
) -> None:
    ref = put(api, deputy, "/rules", **RULE)
    api.world.on(date(2026, 2, 12))
    assert post(api, head, "/rules/submissions/agreement", submission=ref).status == 200
    api.asks = head
    [then] = api.get("/rules/submissions", day="2026-02-11").body["items"]
    assert then["answered"] is None
    api.world.engine.catch_up()
    page = rules_and_calendars(look(api.world, Asked(day=date(2026, 2, 11)), RULES, head))
    assert "Quy định sắp đến hạn: trước hạn 07 ngày làm việc" in words(page)
    assert "data-api" not in html_of(page)


def test_units_are_told_nothing_of_what_the_office_puts_forward(api: Api, deputy: Viewer) -> None:
    [unit] = api.world.units("Đảng ủy xã Một")
    put(api, deputy, "/rules", **RULE)
    chief = api.account(Role.UNIT_HEAD, unit)
    api.asks = chief
    assert [api.get(f"/{book}/submissions").status for book in ("rules", "units", "accounts")] == [404] * 3
    assert "Đã trình" not in words(shown(api, rules_and_calendars, RULES, chief))
    assert "Đã trình" not in words(shown(api, account_list, ACCOUNTS, chief))


def test_new_units_keep_the_id_that_was_put_forward(api: Api, deputy: Viewer, head: Viewer) -> None:
    new = NewUnit(name="Sở Mới", group=5, rank=90)
    body = {"units": [{"name": new.name, "group": 5, "rank": 90, "id": str(new.id)}], "day": str(DAY)}
    ref = put(api, deputy, "/units", **body)
    assert post(api, head, "/units/submissions/agreement", submission=ref).status == 200
    assert api.world.register.look(lambda act: act.unit(new.id)).on(DAY) is not None


def test_the_log_tells_who_put_forward_and_who_answered(api: Api, deputy: Viewer, head: Viewer) -> None:
    since = api.world.log.head()
    ref = put(api, deputy, "/rules", **RULE)
    post(api, head, "/rules/submissions/return", submission=ref, reason="Chưa rõ")
    submitted, returned = (event.fact for event in new_events(api, since))
    assert isinstance(submitted, MotionSubmitted)
    assert isinstance(returned, MotionReturned)
    assert (submitted.by, returned.by) == (str(deputy.account), str(head.account))
