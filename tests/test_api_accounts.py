"""Accounts over the API: opened with a person and a password told once, deputies with days."""

from datetime import date

import pytest

from domain.account import Role
from tests.asking import Api
from tests.world import World

PERSON = {"login": "linhtt", "name": "Trần Thị Linh", "office": "Chuyên viên"}


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(date(2026, 2, 10))


@pytest.fixture
def api(api: Api) -> Api:
    api.asks = api.account(Role.ADMINISTRATOR)
    return api


def test_an_account_is_opened_with_its_person_and_its_password_is_in_no_log(api: Api) -> None:
    opened = api.post("/accounts", {"role": "specialist", **PERSON}, Idempotency_Key="k")
    assert opened.status == 201
    password = opened.body["one_time_password"]
    people = api.world.private.people
    assert str(people.authenticate("linhtt", password, address="x").account) == opened.body["account"]
    kept = api.world.rows("SELECT state FROM sonq.log") + api.world.rows("SELECT answer FROM sonq.requests")
    assert all(password not in text and "Linh" not in text for (text,) in kept)


def test_the_same_request_opens_one_account_and_tells_no_password_again(api: Api) -> None:
    first = api.post("/accounts", {"role": "specialist", **PERSON}, Idempotency_Key="k")
    again = api.post("/accounts", {"role": "specialist", **PERSON}, Idempotency_Key="k")
    assert (again.status, again.body["account"]) == (201, first.body["account"])
    assert "one_time_password" not in again.body


def test_a_sign_in_name_that_is_taken_opens_no_account(api: Api) -> None:
    api.post("/accounts", {"role": "specialist", **PERSON})
    head = api.world.log.head()
    refused = api.post("/accounts", {"role": "clerk", **PERSON})
    assert (refused.status, refused.body["field"]) == (422, "login")
    assert api.world.log.head() == head


def test_an_account_that_the_log_refuses_leaves_no_person(api: Api) -> None:
    refused = api.post("/accounts", {"role": "unit_head", **PERSON})
    assert (refused.status, refused.body["field"]) == (422, "unit")
    assert api.world.private.people.everybody() == []


def test_the_list_of_accounts_and_the_history_of_one(api: Api) -> None:
    account = api.post("/accounts", {"role": "specialist", **PERSON}).body["account"]
    api.post(f"/accounts/{account}/closing", {"reason": "Chuyển công tác"})
    [line] = api.get("/accounts", after=api.world.log.head()).body["items"]
    assert (line["login"], line["role"], line["open"], line["version"]) == ("linhtt", "specialist", False, 2)
    words = [entry["words"] for entry in api.get(f"/accounts/{account}/history").body["items"]]
    assert words == ["Mở tài khoản: Chuyên viên theo dõi", "Khóa tài khoản: Chuyển công tác"]


def test_who_is_closed_is_nobody_at_once(api: Api) -> None:
    specialist = api.account(Role.SPECIALIST)
    api.post(f"/accounts/{specialist.account}/closing", {"reason": "Nghỉ"})
    api.asks = specialist
    assert api.post("/tasks/approval", {"tasks": [str(specialist.account)]}).status == 404


def test_a_deputy_does_what_the_holder_may_on_his_days(api: Api) -> None:
    head, deputy = api.account(Role.OFFICE_HEAD), api.account(Role.SPECIALIST)
    body = {"year": 2027, "source": "Thông báo 1/TB", "day": "2026-02-10"}
    api.asks = deputy
    assert api.post("/calendars", body).status == 403
    api.asks = head
    days = {"day": "2026-02-10", "last_day": "2026-02-11"}
    assert api.post(f"/deputies/{deputy.account}", days).status == 200
    api.asks = deputy
    assert api.post("/calendars", body).status == 200
    api.world.on(date(2026, 2, 12))
    assert api.post("/calendars", {**body, "year": 2028}).status == 403
