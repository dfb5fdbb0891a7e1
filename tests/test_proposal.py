"""A specialist proposes, the head confirms: no answer before the head's, and nobody judges what he sent."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.app import Actor
from domain.assignment_facts import Completed, Completion, Stage
from domain.errors import NotFound, Refused
from domain.paper import Paper
from domain.progress import Report
from domain.proposal import confirm_proposed, propose_completion, return_proposal, standing_proposal
from projections.moment import as_reviewed
from projections.waiting import awaiting, reports_of
from tests.histories import completed, day, given, issued, more_asked, proposed, removed, report, returned
from tests.world import HEAD, OFFICE, UNIT, World

CLAIM = 3
KINDS = {"rule": Completion.ISSUED, "claim": CLAIM, "today": day(30)}
STORY = given(issued(), report(5, claim=True, product=4))


def propose(story: Any = STORY, n: int = 6, by: str = "cv", **more: Any) -> Any:
    return propose_completion(story, by=by, day=day(n), **KINDS | more)


def confirm(story: Any, n: int = 10, by: str = "cvp", **more: Any) -> Completed:
    return confirm_proposed(story, by=by, act_day=day(n), **KINDS | more)


def test_a_proposal_answers_nothing_and_changes_no_stage() -> None:
    after = STORY.let_in(propose(note="Đủ hồ sơ"))
    assert (after.segments, after.open_claims()) == (STORY.segments, [CLAIM])
    assert after.last.stage is Stage.AWAITING_CONFIRMATION
    found = standing_proposal(after, CLAIM)
    assert found is not None
    assert found.note == "Đủ hồ sơ"


def test_who_sent_the_claim_does_not_propose_it() -> None:
    with pytest.raises(Refused, match="không được tự xác nhận"):
        propose(by="dv")


@pytest.mark.parametrize(
    ("story", "more", "says"),
    [
        (given(issued(), report(5, claim=True, product=4), completed(4, 6, 3)), {}, "đã được trả lời"),
        (given(issued(), report(5, claim=True, product=4), more_asked(6, 3)), {}, "đã được trả lời"),
        (given(issued(), report(5, product=4)), {}, "không đề nghị xác nhận hoàn thành"),
        (given(issued(), report(5, claim=True)), {}, "thiếu số, ngày văn bản sản phẩm"),
        (given(issued(), report(5, claim=True, product=4), removed(5)), {}, "trái với mục 4"),
        (STORY, {"n": 4}, "sớm hơn ngày gửi báo cáo"),
        (STORY, {"n": 31}, "muộn hơn hôm nay"),
        (STORY.let_in(proposed(9, CLAIM)), {"n": 8}, "sớm hơn ngày đề xuất gần nhất"),
    ],
)
def test_what_the_head_could_not_confirm_is_not_proposed(story: Any, more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        propose(story, **{"n": 7} | more)


def test_the_head_takes_over_what_was_proposed_where_he_says_nothing() -> None:
    other = Paper("8-KH/ĐU", day(3))
    story = STORY.let_in(proposed(6, CLAIM, product=other, received=day(5), satisfactory=False))
    done = confirm(story)
    assert (done.day, done.product, done.received, done.satisfactory) == (day(3), other, day(5), False)


def test_what_the_head_says_himself_counts() -> None:
    mine = Paper("9-KH/ĐU", day(2))
    story = STORY.let_in(proposed(6, CLAIM, product=Paper("8-KH/ĐU", day(3)), satisfactory=False))
    done = confirm(story, product=mine, satisfactory=True)
    assert (done.product, done.satisfactory) == (mine, True)


def test_a_later_proposal_replaces_the_earlier_and_a_returned_one_says_nothing() -> None:
    first, second = Paper("1-KH/ĐU", day(2)), Paper("2-KH/ĐU", day(3))
    story = STORY.let_in(proposed(6, CLAIM, product=first), proposed(7, CLAIM, product=second))
    assert confirm(story).product == second
    back = story.let_in(returned(8, CLAIM))
    assert standing_proposal(back, CLAIM) is None
    assert confirm(back).product == STORY.report(CLAIM).product


def test_only_what_is_proposed_is_returned_and_with_a_reason() -> None:
    returning = {"by": "cvp", "today": day(30), "claim": CLAIM}
    with pytest.raises(Refused, match="Không có đề xuất"):
        return_proposal(STORY, day=day(8), reason="Thiếu", **returning)
    story = STORY.let_in(proposed(7, CLAIM))
    with pytest.raises(Refused, match="nêu lý do trả lại đề xuất"):
        return_proposal(story, day=day(8), reason=" ", **returning)
    with pytest.raises(Refused, match="sớm hơn ngày đề xuất gần nhất"):
        return_proposal(story, day=day(6), reason="Thiếu", **returning)
    assert return_proposal(story, day=day(8), reason="Thiếu", **returning).reason == "Thiếu"
    with pytest.raises(Refused, match="Không có đề xuất"):
        return_proposal(story.let_in(completed(4, 9, CLAIM)), day=day(9), reason="Thiếu", **returning)


JAN = [date(2026, 1, 1 + n) for n in range(31)]
SECOND = Actor("cv2")


@pytest.fixture
def world(database: str) -> Iterator[World]:
    world = World(database)
    world.on(JAN[20])
    yield world
    world.database.close()


def claims(world: World, n: int, *, claim: bool = True, by: Actor = UNIT) -> list[tuple[UUID, int]]:
    """``n`` tasks of one unit, each reported on JAN[9]."""
    [lead] = world.units("Xã Tam Sơn")
    document = world.resolution()
    made = []
    for nth in range(n):
        [a] = world.task(document, [lead], text=f"Việc {nth + 1}")
        filled = Report(as_of=JAN[9], results="Xong", product=Paper("1-KH/ĐU", JAN[8]), claim=claim)
        made.append((a, world.register.send_report(by, a, filled, day=JAN[9]).answer["version"]))
    return made


def stages(world: World, items: list[tuple[UUID, int]]) -> set[int]:
    ids = [a for a, _ in items]
    sql = "SELECT stage FROM assignment_timeline t WHERE assignment_id = ANY(%(ids)s::uuid[])"
    at = as_reviewed(world.log, JAN[20])
    values = {**at.values(), "ids": ids}
    rows = world.query(lambda c: (c.execute(f"{sql} AND {at.where('t')}", values), c.fetchall())[1])
    return {stage for (stage,) in rows}


def test_four_are_proposed_and_the_head_confirms_them_at_once(world: World) -> None:
    items = claims(world, 4)
    for a, claim in items:
        world.register.propose_completion(OFFICE, a, day=JAN[12], claim=claim, note="Đủ")
    assert stages(world, items) == {Stage.AWAITING_CONFIRMATION}
    at = as_reviewed(world.log, JAN[20])
    assert [w.report.proposal.by for w in world.query(awaiting, at)] == ["cv"] * 4
    head = world.log.head()
    done = world.register.confirm_completions(HEAD, items, JAN[20])
    assert (done.answer, done.position) == ({"confirmed": 4}, head + 4)
    assert stages(world, items) == {Stage.COMPLETED}
    assert world.query(awaiting, as_reviewed(world.log, JAN[20])) == []


def test_of_many_one_that_cannot_be_confirmed_holds_all_and_is_named(world: World) -> None:
    items = claims(world, 3)
    world.register.confirm_completion(HEAD, items[1][0], act_day=JAN[12], claim=items[1][1])
    head = world.log.head()
    with pytest.raises(Refused, match=r"“Việc 2” \(Xã Tam Sơn\): .*đã được trả lời"):
        world.register.confirm_completions(HEAD, items, JAN[20])
    with pytest.raises(Refused, match=r"“Việc 1”.*đã được trả lời"):
        world.register.confirm_completions(HEAD, [items[0], items[0]], JAN[20])
    with pytest.raises(NotFound):
        world.register.confirm_completions(HEAD, [items[0], (UUID(int=7), 3)], JAN[20])
    with pytest.raises(Refused, match="chọn ít nhất một báo cáo"):
        world.register.confirm_completions(HEAD, [], JAN[20])
    assert world.log.head() == head


def test_periodic_reports_are_confirmed_many_at_once_but_none_of_ones_own(world: World) -> None:
    items = claims(world, 2, claim=False, by=SECOND)
    with pytest.raises(Refused, match=r"“Việc 1”.*không được tự xác nhận"):
        world.register.confirm_reports(SECOND, items, JAN[12])
    assert world.register.confirm_reports(OFFICE, items, JAN[12]).answer == {"confirmed": 2}
    found = world.query(reports_of, as_reviewed(world.log, JAN[20]), items[0][0])
    assert [(r.status, r.answered, r.answered_by) for r in found] == [(1, JAN[12], "cv")]


def test_a_returned_proposal_stays_on_the_desk_with_its_reason(world: World) -> None:
    [(a, claim)] = claims(world, 1)
    world.register.propose_completion(OFFICE, a, day=JAN[10], claim=claim, satisfactory=False, note="Chậm")
    world.register.return_proposal(HEAD, a, day=JAN[12], claim=claim, reason="Thiếu phụ lục")

    def proposal(n: int) -> tuple[Any, ...]:
        [line] = world.query(awaiting, as_reviewed(world.log, JAN[n]))
        found = line.report.proposal
        return found and (found.day, found.satisfactory, found.note, found.returned_by, found.returned)

    assert proposal(9) is None
    assert proposal(11) == (JAN[10], False, "Chậm", "", "")
    assert proposal(12) == (JAN[10], False, "Chậm", "cvp", "Thiếu phụ lục")
    world.register.propose_completion(SECOND, a, day=JAN[14], claim=claim)
    assert proposal(14) == (JAN[14], True, "", "", "")
