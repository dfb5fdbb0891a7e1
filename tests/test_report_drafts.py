"""Reports while a unit writes them: saved, handed up, given back, sent; nobody else sees them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from domain.access import Viewer
from domain.account import Role
from domain.report_draft import State
from tests.asking import Answer
from tests.sent_files import uploaded
from tests.unit_people import TODAY, People, people
from tests.world import HEAD


@pytest.fixture(scope="module")
def shared(module_database: str) -> Iterator[People]:
    with people(module_database) as made:
        yield made


@pytest.fixture
def given(shared: People) -> People:
    """With an assignment of this test's own."""
    shared.assignment = shared.task(shared.unit, shared.helping)
    shared.world.register.delegate(HEAD, shared.assignment, executing=shared.below, day=TODAY)
    return shared


def draft(given: People, who: Viewer, what: str = "", *, version: int = 0, **report: Any) -> Answer:
    path = f"/assignments/{given.assignment}/draft{what}"
    return given.as_(who).post(path, {"report": {"as_of": str(TODAY)} | report, "version": version})


def kept(given: People) -> list[tuple[UUID, State, str]]:
    found = given.world.private.drafts.of(given.assignment)
    return [(d.unit, d.state, d.report.results) for d in found]


def test_half_a_report_is_kept_beside_the_log(given: People) -> None:
    before = given.world.log.head()
    answer = draft(given, given.officer, results="Đang lấy ý", paper={"number": "12-BC/ĐU"})
    assert (answer.status, answer.body["draft"]) == (200, 1)
    assert draft(given, given.officer, version=1, results="Đang lấy ý kiến").body["draft"] == 2
    assert kept(given) == [(given.unit, State.WRITING, "Đang lấy ý kiến")]
    assert given.world.log.head() == before


def test_of_two_who_write_at_once_the_second_is_told(given: People) -> None:
    draft(given, given.officer, results="Của đồng chí thứ nhất")
    other = given.api.account(Role.UNIT_OFFICER, given.unit)
    answer = draft(given, other, results="Của đồng chí thứ hai")
    assert answer.status == 412
    assert "vừa được cập nhật" in answer.body["detail"]
    assert kept(given) == [(given.unit, State.WRITING, "Của đồng chí thứ nhất")]


def test_the_officer_hands_up_the_head_gives_back_with_a_reason(given: People) -> None:
    assert draft(given, given.officer, "/submission").body["field"] == "report.results"
    assert draft(given, given.officer, "/submission", results="Xong").status == 200
    path = f"/assignments/{given.assignment}/draft/return"
    assert given.as_(given.officer).post(path, {"reason": "x"}).status == 403
    assert given.as_(given.head).post(path, {"reason": " "}).body["field"] == "reason"
    assert given.as_(given.head).post(path, {"reason": "Thiếu số liệu"}).status == 200
    [found] = given.world.private.drafts.of(given.assignment)
    assert (found.state, found.note, found.version) == (State.WRITING, "Thiếu số liệu", 2)
    assert given.as_(given.head).post(path, {"reason": "Lần nữa"}).status == 404


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"percent": 200}, "report.percent"),
        ({"as_of": "2027-01-31"}, "report.as_of"),
        ({"as_of": None}, "report.as_of"),
        ({"difficulties": "x" * 20_001}, "difficulties"),
        ({"paper": {"number": "12-BC/ĐU"}}, "report.paper.day"),
        ({"product": {"number": "12-QĐ/ĐU", "day": "2027-01-31"}}, "product"),
    ],
)
def test_what_no_report_can_say_does_not_come_to_the_head(
    given: People, said: dict[str, Any], field: str
) -> None:
    answer = draft(given, given.officer, "/submission", results="Xong", **said)
    assert (answer.status, answer.body["field"]) == (422, field)
    assert draft(given, given.officer, results="Xong", **said).status == 200  # half written it may stand


def test_what_the_head_sends_is_in_the_log_and_the_draft_is_gone(given: People) -> None:
    file = {"id": uploaded(given, given.officer), "name": "a.pdf"}
    draft(given, given.officer, "/submission", results="Đã ban hành", files=[file])
    assert given.send(given.officer, results="Đã ban hành").status == 403
    assert kept(given) == [(given.unit, State.WITH_HEAD, "Đã ban hành")]
    assert given.send(given.head, results="Đã ban hành", files=[file]).status == 201
    assert kept(given) == []


def test_a_report_that_is_refused_leaves_the_draft_where_it_is(given: People) -> None:
    draft(given, given.officer, "/submission", results="Đã ban hành")
    assert given.send(given.head, results="").status == 422
    assert len(kept(given)) == 1


def test_what_the_office_types_in_takes_nothing_from_the_unit(given: People) -> None:
    draft(given, given.officer, results="Đang viết")
    assert given.send(given.specialist, results="Theo công văn giấy").status == 201
    assert len(kept(given)) == 1


def test_who_executes_writes_a_draft_of_his_own_and_hands_it_up_to_the_lead(given: People) -> None:
    draft(given, given.officer, results="Của đơn vị chủ trì")
    draft(given, given.under, "/submission", results="Của Sở")
    lead = given.unit
    drafts = given.world.private.drafts.of(given.assignment)
    assert {d.unit for d in drafts if d.seen_by([given.unit], lead)} == {given.below, given.unit}
    assert [d.unit for d in drafts if d.seen_by([given.below], lead)] == [given.below]
    assert not [d for d in drafts if d.seen_by([given.helping], lead)]
    back = {"unit": given.below, "reason": "Bổ sung biểu"}
    assert given.as_(given.head).post(f"/assignments/{given.assignment}/draft/return", back).status == 200
    assert given.send(given.head).status == 201
    assert kept(given) == [(given.below, State.WRITING, "Của Sở")]


def test_a_file_of_a_draft_is_the_units_and_of_nobody_else(given: People) -> None:
    file = uploaded(given, given.officer)
    draft(given, given.officer, results="Kèm tệp", files=[{"id": file, "name": "a.pdf"}])
    statuses = {
        name: given.as_(getattr(given, name)).get(f"/files/{file}").status
        for name in ("head", "officer", "under", "helper", "stranger", "specialist")
    }
    assert {name for name, status in statuses.items() if status == 200} == {"head", "officer"}


def test_a_draft_is_thrown_away_by_the_unit(given: People) -> None:
    draft(given, given.officer, results="Nháp")
    assert given.as_(given.under).post(f"/assignments/{given.assignment}/draft/removal", {}).status == 200
    assert len(kept(given)) == 1  # his own, of which there was none
    assert given.as_(given.head).post(f"/assignments/{given.assignment}/draft/removal", {}).status == 200
    assert kept(given) == []


@pytest.mark.parametrize("who", ["helper", "stranger", "specialist"])
@pytest.mark.parametrize("what", ["", "/submission", "/removal"])
def test_others_have_no_draft_here(given: People, who: str, what: str) -> None:
    body = {} if what == "/removal" else {"report": {"results": "x"}}
    answer = given.as_(getattr(given, who)).post(f"/assignments/{given.assignment}/draft{what}", body)
    assert answer.status == (404 if who == "stranger" else 403)
    assert kept(given) == []


def test_a_draft_longer_than_any_report_is_refused(given: People) -> None:
    answer = draft(given, given.officer, results="x" * 100_001)
    assert (answer.status, answer.body["field"]) == (422, "report.results")
