"""Who deputises: for nobody who would see more by it than his own duties let him, and not to confirm his own."""

from datetime import date
from uuid import UUID

import pytest

from dashboard.people_words import doer
from domain.access import Viewer
from domain.account import Charge, Role
from domain.act import Actor
from domain.assignment_facts import Completed, Reopened
from domain.errors import Refused
from domain.person import Person
from domain.progress import Report
from tests.asking import OPERATOR, Api
from tests.world import World

DAY = date(2026, 2, 10)


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(DAY)


def deputising(api: Api, holder: Viewer, deputy: Viewer) -> Viewer:
    api.world.register.deputise(Actor(str(holder.account)), deputy.account, day=DAY, last_day=DAY)
    return deputy


def typed_in(api: Api, sender: Viewer, *, claim: bool = False) -> tuple[UUID, int]:
    """An assignment, and the report on it that the Office typed in for its unit."""
    [unit] = api.world.units("Sở Tài chính")
    [given] = api.world.task(api.world.resolution(), [unit])
    done = api.world.register.send_report(
        Actor(str(sender.account)),
        given,
        Report(as_of=DAY, results="Đã làm", claim=claim, received=DAY),
        day=DAY,
        typed_in=True,
    )
    return given, done.answer["version"]


def confirm(api: Api, who: Viewer, given: UUID, report: int) -> int:
    api.asks = who
    return api.post(f"/assignments/{given}/confirmation", {"day": str(DAY), "report": report}).status


@pytest.mark.parametrize("becomes", [Role.ADMINISTRATOR, Role.INSPECTION])
def test_who_is_charged_anew_keeps_nothing_that_would_not_be_granted_to_him(api: Api, becomes: Role) -> None:
    head, clerk = api.account(Role.OFFICE_HEAD), api.account(Role.CLERK)
    deputising(api, head, clerk)
    api.asks = clerk
    [unit] = api.world.units("Sở Tài chính")
    called = {
        "name": "Sở Tài chính và Kế hoạch",
        "day": str(DAY),
        "paper": {"number": "1-QĐ/TU", "day": str(DAY)},
    }
    assert api.post(f"/units/{unit}/name", called).status == 200
    api.world.register.charge_account(OPERATOR, clerk.account, Charge(becomes), reason="Phân công lại")
    assert api.post(f"/units/{unit}/name", {**called, "name": "Sở Kế hoạch"}).status in (403, 404)


def test_who_goes_to_another_unit_no_longer_acts_for_the_head_of_the_first(api: Api) -> None:
    old, new = api.world.units("Sở Tài chính", "Sở Xây dựng")
    head, officer = api.account(Role.UNIT_HEAD, old), api.account(Role.UNIT_OFFICER, old)
    [given] = api.world.task(api.world.resolution(), [old])
    deputising(api, head, officer)
    api.world.register.charge_account(
        OPERATOR, officer.account, Charge(Role.UNIT_OFFICER, new), reason="Chuyển công tác"
    )
    api.asks = officer
    assert api.post(f"/assignments/{given}/receipt", {"day": str(DAY)}).status == 404


def test_what_one_typed_in_his_deputy_does_not_confirm(api: Api) -> None:
    specialist = api.account(Role.SPECIALIST)
    given, report = typed_in(api, specialist)
    deputy = deputising(api, specialist, api.account(Role.CLERK))
    assert confirm(api, deputy, given, report) == 422
    api.asks = deputy
    items = [{"assignment": str(given), "report": report}]
    assert api.post("/reports/confirmation", {"day": str(DAY), "items": items}).status == 422
    assert confirm(api, api.account(Role.SPECIALIST), given, report) == 200


def test_nor_does_his_deputy_propose_or_confirm_completion(api: Api) -> None:
    specialist = api.account(Role.SPECIALIST)
    given, claim = typed_in(api, specialist, claim=True)
    api.asks = deputising(api, specialist, api.account(Role.OFFICE_HEAD))
    product = {"number": "1-QĐ/TU", "day": str(DAY)}
    of_claim = {"claim": claim, "product": product}
    path = f"/assignments/{given}/completion"
    assert api.post(path, {"act_day": str(DAY), **of_claim}).status == 422
    assert api.post(f"{path}/proposal", {"day": str(DAY), **of_claim}).status == 422
    items = [{"assignment": str(given), "report": claim}]
    assert api.post("/completions", {"act_day": str(DAY), "items": items}).status == 422
    api.asks = api.account(Role.OFFICE_HEAD)
    assert api.post(path, {"act_day": str(DAY), **of_claim}).status == 200


def test_what_only_the_holder_may_is_recorded_and_told_as_done_in_his_place(api: Api) -> None:
    head, deputy = api.account(Role.OFFICE_HEAD), api.account(Role.OFFICE_DEPUTY)
    specialist = api.account(Role.SPECIALIST)
    given, claim = typed_in(api, specialist, claim=True)
    api.asks = deputising(api, head, deputy)
    removal = {"reason": "Trùng", "paper": {"number": "9-TB/TU", "day": str(DAY)}}
    done = {"act_day": str(DAY), "claim": claim, "product": {"number": "1-QĐ/TU", "day": str(DAY)}}
    assert api.post(f"/assignments/{given}/completion", done).status == 200  # he may that himself
    assert api.post(f"/assignments/{given}/reopening", removal).status == 200
    facts = {type(e.fact): e.fact for e in api.world.register.events.get(given)}
    assert facts[Completed].instead_of == ""
    assert (facts[Reopened].by, facts[Reopened].instead_of) == (str(deputy.account), str(head.account))
    for who, name in ((head, "Vũ Thị Thanh Hoa"), (deputy, "Hoàng Văn Minh")):
        api.world.private.people.name([Person(who.account, who.account.hex[:12], name)])
    [[task]] = api.world.rows("SELECT DISTINCT task_id FROM assignments WHERE assignment_id = %s", given)
    told = api.get(f"/tasks/{task}/history").body["items"]
    [reopened] = [entry for entry in told if entry["words"].startswith("Mở lại")]
    assert (reopened["by"], reopened["instead_of"]) == (
        "đồng chí Hoàng Văn Minh",
        "đồng chí Vũ Thị Thanh Hoa",
    )
    names = {str(head.account): "đồng chí Hoa", str(deputy.account): "đồng chí Minh"}
    assert doer(names, reopened_by := str(deputy.account), "") == names[reopened_by]
    assert doer(names, reopened_by, str(head.account)) == "đồng chí Minh, thay đồng chí Hoa theo ủy quyền"


def test_a_report_that_another_put_right_is_still_not_confirmed_by_its_sender(api: Api) -> None:
    specialist, head = api.account(Role.SPECIALIST), api.account(Role.OFFICE_HEAD)
    given, report = typed_in(api, specialist)
    right = Report(as_of=DAY, results="Đã làm một nửa")
    by = Actor(str(head.account))
    api.world.register.correct_report(by, given, target=report, day=DAY, report=right, reason="Nhầm số liệu")
    with pytest.raises(Refused, match="không được tự xác nhận"):
        api.world.register.confirm_report(Actor(str(specialist.account)), given, day=DAY, report=report)
    assert confirm(api, head, given, report) == 422
    assert confirm(api, api.account(Role.SPECIALIST), given, report) == 200


def test_a_head_does_not_take_over_the_officers_of_a_unit_below(api: Api) -> None:
    above, below = api.world.units("Đảng ủy UBND tỉnh", "Sở Tài chính")
    api.world.register.place_unit(OPERATOR, below, parent=above, day=DAY)
    officer, head = api.account(Role.UNIT_OFFICER, below), api.account(Role.UNIT_HEAD, above)
    api.asks = head
    body = {"role": "unit_officer", "unit": str(above), "reason": "Điều động"}
    assert api.post(f"/accounts/{officer.account}/charge", body).status in (403, 404)
