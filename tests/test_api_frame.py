"""The API as programs meet it: what a request may say, what every answer says, in whatever order they come."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from api.v1.clocks import When
from api.v1.problems import KINDS
from api.v1.reading import write_cursor
from domain.access import Viewer
from domain.account import Role
from domain.errors import Conflict
from domain.log import ClockAhead
from projections.engine import Broken
from tests.asking import Answer, Api, api_of
from tests.scene import JAN, Scene, scene


class Desk:
    """The head of the Office at his desk."""

    def __init__(self, stage: Scene, api: Api, head: Viewer, unit: Viewer) -> None:
        self.stage, self.api, self.head, self.unit = stage, api, head, unit

    def report(self, assignment: object, results: str = "Đã làm", **headers: str) -> Answer:
        """Sent by the head of the unit that leads."""
        self.api.asks = self.unit
        body = {"day": "2026-02-05", "report": {"as_of": "2026-02-05", "results": results}}
        answer = self.api.post(f"/assignments/{assignment}/reports", body, **headers)
        self.api.asks = self.head
        return answer


@pytest.fixture(scope="module")
def desk(module_database: str) -> Iterator[Desk]:
    with scene(module_database) as stage, api_of(stage.world) as api:
        head = api.account(Role.OFFICE_HEAD)
        yield Desk(stage, api, head, api.account(Role.UNIT_HEAD, stage.lead))


@pytest.fixture(autouse=True)
def the_head_asks(desk: Desk) -> None:
    desk.api.asks = desk.head


def problem(answer: Answer, status: int, slug: str, field: str | None = None) -> str:
    """What an RFC 9457 answer says."""
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    body = answer.body
    assert (body["status"], body["type"]) == (status, f"urn:sonq:problem:{slug}"), body
    assert body["instance"].startswith("/api/v1/")
    assert body.get("field") == field
    assert not body.get("detail", "ệ").isascii(), "nothing is said in English"
    return str(body.get("detail", ""))


def test_a_command_answers_its_position_and_the_version_that_it_made(desk: Desk) -> None:
    a = desk.stage.given["running"]
    answer = desk.report(a)
    head = desk.stage.world.log.head()
    assert answer.status == 201
    assert answer.body == {"position": head, "assignment": str(a), "version": 3}
    assert (answer.headers["x-position"], answer.headers["etag"]) == (str(head), '"3"')


def test_a_query_waits_for_the_position_and_tells_its_own(desk: Desk) -> None:
    a = desk.stage.give("running")
    position = desk.report(a, "Vừa gửi").body["position"]
    answer = desk.api.get(f"/assignments/{a}", after=position)
    assert int(answer.headers["x-position"]) >= position
    assert [r["results"] for r in answer.body["reports"]] == ["Vừa gửi"]
    assert answer.headers["etag"] == '"3"'


def test_a_position_that_is_not_there_is_not_waited_for(desk: Desk) -> None:
    said = problem(desk.api.get("/tasks", after=10**9), 422, "refused", "after")
    assert "Sổ chưa ghi đến mục 1000000000" in said


def test_the_same_request_is_carried_out_once(desk: Desk) -> None:
    a = desk.stage.give("running")
    first = desk.report(a, Idempotency_Key="k1")
    again = desk.report(a, Idempotency_Key="k1")
    assert (again.status, again.body, again.headers) == (first.status, first.body, first.headers)
    assert desk.stage.world.log.head() == first.body["position"]


def test_the_key_of_another_content_is_refused(desk: Desk) -> None:
    a = desk.stage.give("running")
    desk.report(a, Idempotency_Key="k2")
    problem(desk.report(a, "Khác", Idempotency_Key="k2"), 422, "key-reused")
    problem(desk.report(desk.stage.give("running"), Idempotency_Key="k2"), 422, "key-reused")


def test_a_key_that_is_none(desk: Desk) -> None:
    problem(desk.report(desk.stage.task, Idempotency_Key="có dấu cách"), 422, "refused", "key")


def test_what_was_decided_looking_at_something_older_is_refused(desk: Desk) -> None:
    a = desk.stage.give("running")
    version = desk.api.get(f"/assignments/{a}", after=desk.stage.world.log.head()).headers["etag"]
    assert desk.report(a, If_Match=version).status == 201
    said = problem(desk.report(a, If_Match=version), 412, "stale")
    assert "vừa được cập nhật" in said


@pytest.mark.parametrize("tag", ["3", 'W/"3"', '"3", "4"', "*", '"x"', '"0"', '"' + "9" * 30 + '"'])
def test_a_version_that_is_none(desk: Desk, tag: str) -> None:
    problem(desk.report(desk.stage.given["running"], If_Match=tag), 400, "malformed", "If-Match")


def test_a_version_where_there_is_no_aggregate(desk: Desk) -> None:
    body = {"tasks": [str(desk.stage.task)]}
    problem(desk.api.post("/tasks/approval", body, If_Match='"1"'), 400, "malformed", "If-Match")


BODIES = [
    (b"{", 400, "malformed", None, "không đúng dạng JSON"),
    (b"\xff", 400, "malformed", None, "không đúng dạng JSON"),
    (b"[]", 422, "refused", None, "cần là một nhóm các mục"),
    (b"{}", 422, "refused", "day", "Thiếu mục “Ngày”"),
    (b'{"day":"2026-02-31"}', 422, "refused", "day", "cần là một ngày"),
    (b'{"day":"5/2/2026"}', 422, "refused", "day", "cần là một ngày"),
    (b'{"day":5}', 422, "refused", "day", "cần là một ngày"),
    (b'{"day":"2026-02-05","hurry":true}', 422, "refused", "hurry", "Không có mục “hurry”"),
    (b'{"day":"2026-02-05","report":{"as_of":"2026-02-05"}}', 422, "refused", "report.results", "Thiếu mục"),
    (
        b'{"day":"2026-02-05","report":{"as_of":"2026-02-05","results":"a","percent":"x"}}',
        422,
        "refused",
        "report.percent",
        "cần là một số nguyên",
    ),
    (
        b'{"day":"2026-02-05","report":{"as_of":"2026-02-05","results":"a","step":"x"}}',
        422,
        "refused",
        "report.step",
        "không nằm trong danh mục",
    ),
]


@pytest.mark.parametrize(("raw", "status", "slug", "field", "says"), BODIES)
def test_a_body_that_cannot_be_read(
    desk: Desk, raw: bytes, status: int, slug: str, field: str | None, says: str
) -> None:
    desk.api.asks = desk.unit
    path = f"/assignments/{desk.stage.given['running']}/reports"
    answer = desk.api.send("POST", path, raw, {"content-type": "application/json"})
    assert says in problem(answer, status, slug, field)


def test_a_body_that_is_too_large_or_of_another_kind(desk: Desk) -> None:
    desk.api.asks = desk.unit
    path = f"/assignments/{desk.stage.given['running']}/reports"
    raw = b'"' + b"x" * 1_000_000 + b'"'
    problem(desk.api.send("POST", path, raw, {"content-type": "application/json"}), 413, "too-large")
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        problem(desk.api.send("POST", path, b"{}", {"content-type": kind}), 415, "not-json")


def test_a_refusal_of_the_domain_names_its_field(desk: Desk) -> None:
    said = problem(desk.report(desk.stage.given["completed"]), 422, "refused", "assignment")
    assert "đã hoàn thành" in said


@pytest.mark.parametrize(
    ("query", "status", "slug", "field"),
    [
        ("limit=0", 422, "refused", "limit"),
        ("limit=201", 422, "refused", "limit"),
        ("limit=x", 422, "refused", "limit"),
        ("limit=1&limit=2", 422, "refused", "limit"),
        ("what=1", 422, "refused", "what"),
        ("category=late", 422, "refused", "category"),
        ("document=1", 422, "refused", "document"),
        ("day=31/2/2026", 422, "refused", "day"),
        ("day=hom+nay", 422, "refused", "day"),
        ("day=11/2/2026", 422, "refused", "day"),
        ("day=1/1/1900", 422, "refused", "day"),
        ("known=11/2/2026", 422, "refused", "known"),
        ("known=999999999", 422, "refused", "known"),
        ("known=" + "9" * 30, 422, "refused", "known"),
        ("after=-1", 422, "refused", "after"),
        ("cursor=x", 400, "malformed", "cursor"),
        ("cursor=W10", 400, "malformed", "cursor"),
        ("cursor=%00", 400, "malformed", "cursor"),
    ],
)
def test_a_parameter_that_cannot_be(desk: Desk, query: str, status: int, slug: str, field: str) -> None:
    problem(desk.api.send("GET", f"/tasks?{query}"), status, slug, field)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/differences?change=given&", [-1]),
        ("/differences?change=given&", [2**63]),
        ("/units?", [0, 0, "\0", str(UUID(int=0))]),
    ],
)
def test_a_cursor_that_no_page_ended_at(desk: Desk, path: str, key: list[object]) -> None:
    problem(desk.api.send("GET", f"{path}cursor={write_cursor(key)}"), 400, "malformed", "cursor")


def test_a_path_that_leads_nowhere(desk: Desk) -> None:
    problem(desk.api.get("/tasks/approval"), 404, "not-found")
    problem(desk.api.get(f"/tasks/{desk.stage.lead}"), 404, "not-found")
    problem(desk.api.get(f"/tasks/{{{desk.stage.task}}}"), 404, "not-found")
    assert desk.api.get("/nothing").status == 404
    assert desk.api.send("DELETE", "/tasks").status == 405


def test_the_two_clocks_are_those_of_the_views(desk: Desk) -> None:
    reader = desk.stage.world.reader
    position = reader.log.head() - 5
    known, then = f"{date(2026, 2, 1):%d/%m/%Y}", date(2026, 2, 1)
    assert When().moment(reader) == reader.reviewed(date(2026, 2, 10))
    assert When(day="1/2/2026").moment(reader) == reader.reviewed(then)
    assert When(day="2026-02-01", known=known).moment(reader) == reader.reported(then)
    assert When(day="2026-01-05", known=known).moment(reader) == reader.reviewed(JAN[4], then)
    assert When(known=str(position)).moment(reader) == reader.reviewed(date(2026, 2, 10), position)


def test_the_pages_of_a_list_are_the_list(desk: Desk) -> None:
    for path in ("/assignments", "/tasks", "/documents", "/units", "/drafts", "/reports/awaiting"):
        whole = desk.api.get(path, limit=200).body
        items, cursor, turns = [], "", 0
        while turns == 0 or cursor:
            page = desk.api.get(path, limit=2, **({"cursor": cursor} if cursor else {})).body
            items, cursor, turns = items + page["items"], page["next"], turns + 1
        assert items == whole["items"], path
        assert len(items) > 2 or path in ("/documents", "/drafts"), path
        assert whole.get("total", len(items)) == len(items)


def test_every_sort_of_error_has_its_own_name() -> None:
    assert len({kind.type for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize(
    ("error", "status", "slug"),
    [
        (Conflict("Đồng chí khác vừa cập nhật."), 409, "conflict"),
        (ClockAhead(), 503, "clock"),
        (Broken("mục 7"), 503, "broken"),
    ],
)
def test_what_may_be_sent_again_says_when(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, slug: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(type(desk.stage.world.register), "receive", fail)
    desk.api.asks = desk.unit
    answer = desk.api.post(f"/assignments/{desk.stage.given['running']}/receipt", {"day": "2026-02-05"})
    problem(answer, status, slug)
    assert ("retry-after" in answer.headers) is (status == 503)
