"""Trình: who may only propose puts a decision forward; who may take it follows it in one transaction, or returns it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from dashboard.address import CONFIRM, TASK, Asked
from dashboard.pages.confirm import confirm
from dashboard.pages.task import task
from domain import submission_facts as s
from domain.access import Viewer
from domain.account import Role
from domain.assignment_facts import Deadline, Extended, Stage, Suspended
from domain.errors import Refused
from domain.event import Event
from domain.paper import Authority, Paper
from domain.submission import agree, send_back, submit, waiting
from domain.unit import Established, Group, Unit, unit
from projections.moment import as_reviewed
from projections.submissions import submissions
from tests.asking import Api
from tests.histories import (
    UNITS,
    completed,
    corrected,
    day,
    due,
    given,
    handed_over,
    issued,
    report,
    suspended,
)
from tests.looks import look
from tests.read_pages import html_of, words
from tests.world import OFFICE, World, ground

PAPER = Paper("217-TB/TU", day(8))
STORY = given(issued(), report(5))
LATER = s.Extending(Deadline("", day(40), "day"))
MATTERS: list[tuple[Any, Any]] = [
    (STORY, LATER),
    (STORY, s.Suspending()),
    (given(issued(), suspended(6)), s.Resuming()),
    (STORY, s.Removing()),
    (given(issued(), report(5, claim=True, product=4), completed(4, 6, 3)), s.Reopening()),
    (STORY, s.HandingOver(UNITS[1], day(9))),
    (STORY, s.LeavingOut((3,))),
    (STORY, s.CorrectingDeadline(2, due(25))),
    (
        given(issued(), report(5, claim=True, product=4), completed(4, 6, 3)),
        s.CorrectingCompletion(4, Paper("8-KH/TU", day(3))),
    ),
]


def units(unit_id: UUID) -> Unit:
    """Each exists all the time."""
    fact = Established(by="cv", day=date(2020, 1, 1), name="Xã Tam Sơn", group=Group.COMMUNES, rank=1)
    return unit(unit_id, [Event(unit_id, 1, fact)])


def submitting(story: Any, matter: Any, **more: Any) -> s.Submitted:
    asking = {"by": "pcvp", "today": day(10), "reason": "Chờ hướng dẫn", "paper": None, "asked": False}
    asking |= {"authority": Authority.STANDING_BOARD, "units": units}
    return submit(story, matter, **asking | more)


def agreeing(story: Any, ref: int, **more: Any) -> Any:
    asking = {"by": "cvp", "today": day(12), "paper": PAPER, "corrections": False}
    return agree(story, ref, **asking | {"authority": Authority.STANDING_BOARD, "units": units} | more)


@pytest.mark.parametrize(("story", "matter"), MATTERS, ids=lambda m: type(m).__name__)
def test_what_is_submitted_changes_nothing_until_it_is_followed_and_then_is_the_act(
    story: Any, matter: Any
) -> None:
    before = story.with_facts([submitting(story, matter)])
    assert before.segments == story.segments
    [(s_, _)] = waiting(before)
    corrections = isinstance(matter, s.Correcting)
    after = agreeing(before, s_.ref, corrections=corrections)
    agreed, *acts = [e.fact for e in after.events[before.version :]]
    assert (type(agreed), agreed.submission, agreed.by) == (s.SubmissionAgreed, s_.ref, "cvp")
    assert acts
    assert {act.by for act in acts} == {"cvp"}
    assert after.segments != story.segments
    assert waiting(after) == []
    with pytest.raises(Refused, match="Không có nội dung trình"):
        agreeing(after, s_.ref, corrections=corrections)
    with pytest.raises(Refused, match="Không có nội dung trình"):
        agreeing(before, s_.ref, corrections=not corrections)


def test_the_document_that_came_with_it_is_the_ground_and_without_any_nothing_is_followed() -> None:
    without = STORY.with_facts([submitting(STORY, LATER)])
    with pytest.raises(Refused, match="thiếu số, ngày văn bản đồng ý của Ban Thường vụ Tỉnh ủy"):
        agreeing(without, 4, paper=None)
    story = STORY.with_facts([submitting(STORY, LATER, paper=PAPER)])
    extended = agreeing(story, 4, paper=None).events[-1].fact
    assert isinstance(extended, Extended)
    assert (extended.paper, extended.reason, extended.day) == (PAPER, "Chờ hướng dẫn", PAPER.day)


@pytest.mark.parametrize(
    ("story", "matter", "more", "says"),
    [
        (STORY, s.Extending(Deadline("", day(15), "day")), {}, "không muộn hơn hạn đang có"),
        (STORY, s.Resuming(), {}, "không ở trạng thái tạm dừng"),
        (STORY, s.HandingOver(UNITS[0], day(9)), {}, "đang là đơn vị chủ trì"),
        (STORY, s.LeavingOut((9,)), {}, "Không có mục 9"),
        (STORY, s.LeavingOut(()), {}, "chọn nội dung cần đính chính"),
        (STORY, LATER, {"reason": " "}, "nêu lý do"),
        (STORY, LATER, {"paper": Paper("9-TB/TU", day(11))}, "muộn hơn hôm nay"),
    ],
)
def test_what_could_not_be_done_is_not_submitted(
    story: Any, matter: Any, more: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        submitting(story, matter, **more)


def test_one_of_a_kind_waits_at_a_time_and_what_is_returned_may_be_submitted_anew() -> None:
    story = STORY.with_facts([submitting(STORY, LATER)])
    with pytest.raises(Refused, match=r"đã được trình, đang chờ ý kiến \(mục 4\)"):
        submitting(story, LATER)
    assert submitting(story, s.Suspending())
    with pytest.raises(Refused, match="nêu lý do trả lại"):
        send_back(story, 4, corrections=False, by="cvp", today=day(11), reason=" ")
    back = story.with_facts(
        [send_back(story, 4, corrections=False, by="cvp", today=day(11), reason="Chưa rõ")]
    )
    assert waiting(back) == []
    assert submitting(back, LATER)


def test_a_submission_that_was_put_right_away_no_longer_waits() -> None:
    story = STORY.with_facts([submitting(STORY, LATER)])
    assert waiting(story.with_facts([corrected(4)])) == []


def test_what_has_changed_since_is_refused_in_words_and_can_be_returned() -> None:
    story = STORY.with_facts([submitting(STORY, s.HandingOver(UNITS[1], day(9)))])
    story = story.let_in(handed_over(9, 1))
    with pytest.raises(Refused, match="đang là đơn vị chủ trì"):
        agreeing(story, 4)


DAY = date(2026, 1, 12)


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(DAY)


@pytest.fixture
def on(api: Api) -> tuple[UUID, UUID]:
    """An assignment due on 21/01/2026, and its unit."""
    [unit_id] = api.world.units("Xã Tam Sơn")
    [given_] = api.world.task(api.world.resolution(), [unit_id])
    return given_, unit_id


def post(api: Api, who: Viewer, path: str, **body: Any) -> Any:
    api.asks = who
    return api.post(path, body)


def page(api: Api, who: Viewer, given_: UUID) -> tuple[str, str]:
    """The desk and the page of the task, as words."""
    world = api.world
    world.engine.catch_up()
    [[task_id]] = world.rows("SELECT DISTINCT task_id FROM assignments WHERE assignment_id = %s", given_)
    desk = "" if who.charge.unit else words(confirm(look(world, Asked(), CONFIRM, who)))
    return desk, words(task(look(world, Asked(), f"{TASK}{task_id}", who), task_id))


def test_a_deputy_head_submits_an_extension_and_the_head_records_it_with_the_document(
    api: Api, on: tuple[UUID, UUID]
) -> None:
    given_, _ = on
    deputy, head = api.account(Role.OFFICE_DEPUTY), api.account(Role.OFFICE_HEAD)
    asked = {"deadline": {"day": "2026-01-31"}, "reason": "Chờ hướng dẫn"}
    assert post(api, deputy, f"/assignments/{given_}/extension", **asked).status == 403
    done = post(api, deputy, f"/assignments/{given_}/extension/submission", **asked)
    assert done.status == 200, done.body
    ref = done.body["version"]
    assert post(api, deputy, f"/assignments/{given_}/submissions/agreement", submission=ref).status == 403
    [one] = api.world.query(submissions, as_reviewed(api.world.log, DAY))
    assert (one.assignment, one.words, one.asked) == (given_, "gia hạn, hạn ngày 31/01/2026", False)
    desk, told = page(api, head, given_)
    assert "Đã trình, chờ ý kiến" in desk
    assert "Đồng ý: gia hạn, hạn ngày 31/01/2026" in desk
    assert "Trình gia hạn, hạn ngày 31/01/2026, chờ ý kiến: Chờ hướng dẫn" in told
    desk, told = page(api, deputy, given_)
    assert "Đã trình, chờ ý kiến" in desk
    assert "Đồng ý:" not in desk + told
    assert "Trình tạm dừng" in told
    agreed = {"submission": ref, "paper": {"number": "217-TB/TU", "day": "2026-01-12"}}
    assert post(api, head, f"/assignments/{given_}/submissions/agreement", **agreed).status == 200
    facts = [e.fact for e in api.world.register.events.get(given_)]
    assert [type(f) for f in facts[-2:]] == [s.SubmissionAgreed, Extended]
    desk, told = page(api, head, given_)
    assert "Đã trình, chờ ý kiến" not in desk
    assert "Đồng ý nội dung trình (mục" in told


def test_a_units_head_asks_and_sees_what_becomes_of_it_his_officer_does_not(
    api: Api, on: tuple[UUID, UUID]
) -> None:
    given_, unit_id = on
    head, officer = api.account(Role.UNIT_HEAD, unit_id), api.account(Role.UNIT_OFFICER, unit_id)
    office, deputy = api.account(Role.OFFICE_HEAD), api.account(Role.OFFICE_DEPUTY)
    other = api.account(Role.UNIT_HEAD, api.world.units("Xã Khác")[0])
    path, why = f"/assignments/{given_}/suspension/submission", {"reason": "Chờ kinh phí"}
    assert [post(api, who, path, **why).status for who in (officer, other)] == [403, 404]
    _, told = page(api, head, given_)
    assert "Đề nghị tạm dừng" in told
    ref = post(api, head, path, **why).body["version"]
    assert post(api, deputy, f"/assignments/{given_}/removal/submission", **why).status == 200
    _, told = page(api, head, given_)
    assert "Xã Tam Sơn đề nghị tạm dừng, chờ ý kiến: Chờ kinh phí" in told
    assert "đưa ra khỏi danh mục, chờ ý kiến" not in told
    assert "Đề nghị tạm dừng" not in told
    back = {"submission": ref, "reason": "Chưa đủ căn cứ"}
    assert post(api, office, f"/assignments/{given_}/submissions/return", **back).status == 200
    _, told = page(api, head, given_)
    assert f"Trả lại nội dung trình (mục {ref}): Chưa đủ căn cứ" in told


def test_a_correction_is_submitted_by_a_specialist_and_decided_by_the_head(
    api: Api, on: tuple[UUID, UUID]
) -> None:
    given_, _ = on
    specialist, head = api.account(Role.SPECIALIST), api.account(Role.OFFICE_HEAD)
    api.world.register.suspend(OFFICE, given_, ground=ground(DAY))
    facts = list(api.world.register.events.get(given_))
    wrong = next(e.originator_version for e in facts if isinstance(e.fact, Suspended))
    body = {"targets": [wrong], "reason": "Ghi nhầm nhiệm vụ"}
    assert post(api, specialist, f"/assignments/{given_}/corrections", **body).status == 403
    done = post(api, specialist, f"/assignments/{given_}/corrections/submission", **body)
    ref = done.body["version"]
    answer = {"submission": ref}
    assert post(api, specialist, f"/assignments/{given_}/submissions/agreement", **answer).status == 422
    under = f"/assignments/{given_}/corrections/submissions"
    assert post(api, specialist, f"{under}/agreement", **answer).status == 403
    assert f"đính chính: bỏ mục {wrong}" in page(api, head, given_)[0]
    assert post(api, head, f"{under}/agreement", **answer).status == 200
    assert api.world.register.look(lambda act: act.assignment(given_)).last.stage is Stage.NOT_STARTED


def test_the_form_of_a_decision_saves_it_as_submitted_before_its_document_is_there(
    api: Api, on: tuple[UUID, UUID]
) -> None:
    given_, _ = on
    head = api.account(Role.OFFICE_HEAD)
    world = api.world
    world.engine.catch_up()
    [[task_id]] = world.rows("SELECT DISTINCT task_id FROM assignments WHERE assignment_id = %s", given_)
    html = html_of(task(look(world, Asked(), f"{TASK}{task_id}", head), task_id))
    assert f'data-api="/api/v1/assignments/{given_}/extension/submission"' in html
    assert "Lưu: đã trình, chờ ý kiến" in html
