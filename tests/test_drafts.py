"""A task on its way to the units: proposed, returned, put right, approved, issued; or dropped."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.app import Closing, NewUnit
from domain.app.tasks import AnnexTask, Choice
from domain.assignment_facts import Deadline
from domain.errors import Refused
from domain.paper import Authority
from domain.resolution import Content
from domain.task import DocumentBasis, Leads, Phase, SpokenBasis
from domain.unit import Ending
from projections import counts, story, tasks
from projections.moment import as_reviewed
from tests.scene import FEB, JAN, PAPER, new_task
from tests.world import HEAD, OFFICE, World


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(JAN[9])


def drafted(world: World, *leads: UUID, document: UUID | None = None, **changes: Any) -> UUID:
    """A new task; with ``leads``, chosen."""
    how = Leads.SINGLE if len(leads) == 1 else Leads.EACH
    new = new_task(choice=Choice(how, leads) if leads else None, **changes)
    basis = DocumentBasis(document or world.resolution(f"{world.log.head() + 1}-NQ/TU"))
    return UUID(world.register.draft_task(OFFICE, new, (basis,)).answer["task"])


def stands(world: World, task: UUID) -> tuple[str, str]:
    """Phase and note."""
    [row] = world.rows(
        "SELECT phase, note FROM tasks WHERE task_id = %s AND known_to = 2^63::numeric - 1", task
    )
    return row


def told(world: World, task: UUID) -> list[str]:
    return [
        entry.words
        for entry in world.query(story.of_task, world.log, as_reviewed(world.log, world.today()), task)
    ]


def given(world: World) -> list[tuple[UUID, date | None]]:
    """Lead and deadline of each assignment that was issued."""
    return world.rows("SELECT lead, deadline FROM assignment_timeline WHERE known_to = 2^63::numeric - 1")


def refused(world: World, says: str, act: Any, *args: Any, **more: Any) -> None:
    head = world.log.head()
    with pytest.raises(Refused, match=says):
        act(*args, **more)
    assert world.log.head() == head


def test_what_is_not_approved_does_not_reach_the_units(world: World) -> None:
    do, [unit] = world.register, world.units("Xã Tam Sơn")
    waiting, proposed = drafted(world), drafted(world, unit)
    refused(world, "chưa chọn đầu mối", do.approve_tasks, HEAD, [proposed, waiting])
    refused(world, "chưa được lãnh đạo Văn phòng duyệt", do.issue, OFFICE, [proposed])
    assert do.approve_tasks(HEAD, [proposed, proposed]).answer == {"approved": 1}
    assert stands(world, proposed) == (Phase.APPROVED, "")
    refused(world, "đã được lãnh đạo Văn phòng duyệt", do.approve_tasks, HEAD, [proposed])
    assert do.issue(OFFICE, [proposed, proposed]).answer == {"issued": 1}
    assert do.issue(OFFICE, [proposed]).answer == {"issued": 0}
    assert stands(world, proposed) == (Phase.ISSUED, "")
    refused(world, "đã chuyển tới đơn vị", do.return_tasks, HEAD, [proposed], reason="Muộn")
    assert told(world, proposed)[-3:] == [
        "Duyệt giao nhiệm vụ",
        "Chuyển tới đơn vị",
        "Giao Xã Tam Sơn, hạn ngày 21/01/2026",
    ]


def test_a_word_given_at_a_meeting_is_approved_like_a_document(world: World) -> None:
    [unit] = world.units("Xã Tam Sơn")
    new = new_task(choice=Choice(Leads.SINGLE, (unit,)))
    basis = SpokenBasis("meeting", "đồng chí Bí thư", JAN[4])
    task = UUID(world.register.draft_task(OFFICE, new, (basis,)).answer["task"])
    refused(world, "chưa được lãnh đạo Văn phòng duyệt", world.register.issue, OFFICE, [task])
    world.give([task])
    assert given(world) == [(unit, JAN[20])]


def test_what_is_returned_is_put_right_and_approved_again(world: World) -> None:
    do, [one, other] = world.register, world.units("Xã Tam Sơn", "Phường Vinh Tân")
    task = drafted(world, one)
    refused(world, "lý do trả lại", do.return_tasks, HEAD, [task], reason=" ")
    do.return_tasks(HEAD, [task], reason="Việc của phường")
    assert stands(world, task) == (Phase.RETURNED, "Việc của phường")
    refused(world, "đã trả lại", do.return_tasks, HEAD, [task], reason="Nữa")
    refused(world, "đã trả lại, chưa được lãnh đạo", do.issue, OFFICE, [task])
    refused(world, "Đầu mối không khác", do.choose_leads, OFFICE, task, Choice(Leads.SINGLE, (one,)))
    do.choose_leads(OFFICE, task, Choice(Leads.SINGLE, (other,)))
    assert stands(world, task) == (Phase.PROPOSED, "")
    do.choose_leads(OFFICE, task, Choice(Leads.EACH, (one, other)))
    do.choose_leads(OFFICE, task, Choice(Leads.SINGLE, (one,)))
    assert world.rows("SELECT draft_lead FROM assignments WHERE known_to = 2^63::numeric - 1") == [(one,)]
    world.give([task])
    assert given(world) == [(one, JAN[20])]


@pytest.mark.parametrize("change", ["choose", "reword", "edit"])
def test_an_approval_is_of_what_was_approved(world: World, change: str) -> None:
    do, [one, other] = world.register, world.units("Xã Tam Sơn", "Phường Vinh Tân")
    task = drafted(world, one)
    do.approve_tasks(HEAD, [task])
    match change:
        case "choose":
            do.choose_leads(OFFICE, task, Choice(Leads.SINGLE, (other,)))
        case "reword":
            do.reword_task(OFFICE, task, text="Lời khác", product="", reason="Nhầm")
        case "edit":
            do.edit_draft(OFFICE, task, new_task(product="Kế hoạch"))
    assert stands(world, task) == (Phase.PROPOSED, "")
    refused(world, "chưa được lãnh đạo Văn phòng duyệt", do.issue, OFFICE, [task])
    world.give([task])


def test_words_put_right_after_the_issue_need_no_approval(world: World) -> None:
    task = drafted(world, *world.units("Xã Tam Sơn"))
    world.give([task])
    world.register.reword_task(OFFICE, task, text="Lời khác", product="", reason="Nhầm")
    assert stands(world, task) == (Phase.ISSUED, "")


def test_the_assignments_follow_their_draft(world: World) -> None:
    do, [one, other, third] = world.register, world.units("A", "B", "C")
    task = drafted(world, one, other)
    later = Deadline("20/02/2026", FEB, "day")
    do.edit_draft(OFFICE, task, new_task(text="Việc khác", deadline=later, coordinating=(third,)))
    assert told(world, task)[-3:] == [
        "Sửa dự kiến, hạn ngày 20/02/2026",
        *["Sửa dự kiến giao, hạn ngày 20/02/2026"] * 2,
    ]
    do.edit_draft(OFFICE, task, new_task(text="Việc khác nữa", deadline=later, coordinating=(third,)))
    assert told(world, task)[-1] == "Sửa dự kiến, hạn ngày 20/02/2026"
    choice = Choice(Leads.SINGLE, (third,))
    do.edit_draft(OFFICE, task, new_task(text="Việc khác nữa", deadline=later, choice=choice))
    world.give([task])
    assert given(world) == [(third, FEB)]
    refused(world, "đã chuyển tới đơn vị", do.edit_draft, OFFICE, task, new_task(text="Muộn rồi"))


def test_a_draft_that_says_the_same_is_not_edited(world: World) -> None:
    [unit] = world.units("Xã Tam Sơn")
    task = drafted(world, unit)
    same = new_task(choice=Choice(Leads.SINGLE, (unit,)))
    refused(world, "không khác dự kiến", world.register.edit_draft, OFFICE, task, same)
    refused(world, "nhập tên nhiệm vụ", world.register.edit_draft, OFFICE, task, new_task(text=" "))


def test_what_is_dropped_stays_dropped_though_its_annex_comes_again(world: World) -> None:
    do, [unit] = world.register, world.units("Xã Tam Sơn")
    content = Content("3-NQ/TU", JAN[0], "NQ", "Phụ lục", Authority.STANDING_BOARD, "XVIII")
    rows = [AnnexTask(key, new_task()) for key in ("1", "2")]
    document = UUID(do.take_annex(OFFICE, content, rows).answer["resolution"])
    [(first,), (second,)] = world.rows("SELECT task_id FROM tasks WHERE document = %s", document)
    do.choose_leads(OFFICE, first, Choice(Leads.SINGLE, (unit,)))
    refused(world, "lý do bỏ", do.drop_draft, OFFICE, first, reason="")
    for task in (first, second):
        do.drop_draft(OFFICE, task, reason="Trùng nhiệm vụ")
    assert stands(world, first) == (Phase.DROPPED, "Trùng nhiệm vụ")
    assert told(world, first)[-2:] == ["Bỏ khỏi dự kiến: Trùng nhiệm vụ", "Bỏ dự kiến giao"]
    assert world.query(counts.waiting_for_leads, as_reviewed(world.log, world.today())) == 0
    assert world.query(tasks.open_assignments, [unit], JAN[0]) == []
    again = [AnnexTask(key, new_task(choice=Choice(Leads.SINGLE, (unit,)))) for key in ("1", "2")]
    assert do.take_annex(OFFICE, content, again).answer["unchanged"] == 2
    for act in (
        lambda: do.approve_tasks(HEAD, [first]),
        lambda: do.issue(OFFICE, [first]),
        lambda: do.edit_draft(OFFICE, first, new_task(text="Khác")),
        lambda: do.reword_task(OFFICE, first, text="Khác", product="", reason="Nhầm"),
        lambda: do.drop_draft(OFFICE, first, reason="Nữa"),
    ):
        refused(world, "đã bỏ khỏi dự kiến", act)


def test_a_member_is_added_only_to_what_was_given(world: World) -> None:
    do, [one, other] = world.register, world.units("A", "B")
    new = new_task(choice=Choice(Leads.EACH, (one,)))
    basis = DocumentBasis(world.resolution())
    task = UUID(do.draft_task(OFFICE, new, (basis,)).answer["task"])
    refused(world, "chưa được lãnh đạo", do.add_lead, OFFICE, task, lead=other)
    do.choose_leads(OFFICE, task, Choice(Leads.EACH, (one, other)))
    do.choose_leads(OFFICE, task, Choice(Leads.EACH, (one,)))
    world.give([task])
    do.add_lead(OFFICE, task, lead=other)
    assert {lead for lead, _ in given(world)} == {one, other}


def test_a_draft_of_a_unit_that_merged_meanwhile_goes_to_its_successor(world: World) -> None:
    old, other = world.units("A", "B")
    task = drafted(world, old)
    kept = drafted(world, other)
    world.register.drop_draft(OFFICE, kept, reason="Trùng")
    heir = NewUnit(name="C", group=6, rank=1)
    closing = [Closing(unit, Ending.MERGED, (heir.id,)) for unit in (old, other)]
    done = world.register.reorganise(OFFICE, day=JAN[9], paper=PAPER, closings=closing, establish=[heir])
    assert done.answer == {"handed_over": 1}
    world.register.edit_draft(OFFICE, task, new_task(deadline=Deadline("", FEB, "day")))
    world.give([task])
    assert given(world)[-1] == (heir.id, FEB)
