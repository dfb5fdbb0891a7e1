"""What units ask and say beside their reports: taking note, another assignment of the work, an opinion, files."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.app import Closing
from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Deadline
from domain.coordination import ask_reassignment, askings, decline_reassignment
from domain.errors import Refused
from domain.paper import Authority, FileRef, Paper
from domain.progress import Report, receive, report_fact
from domain.relation import Relation
from domain.task import DocumentBasis, Leads
from domain.unit import Ending
from projections.inbox import reassignments
from projections.moment import as_reviewed
from projections.relations import coordinated_by, opinions_of, related
from projections.waiting import reports_of
from tests.histories import (
    UNITS,
    corrected,
    day,
    given,
    handed_over,
    issued,
    reassignment_asked,
    reassignment_declined,
    received,
)
from tests.world import OFFICE, UNIT, World, ground

BY: dict[str, Any] = {"by": "dv", "today": day(30)}
STORY = given(issued(), reassignment_asked(5))


def waiting(story: Any, n: int) -> list[int]:
    return [a.version for a in askings(story) if a.from_day <= day(n) < a.to_day]


def test_after_a_hand_over_the_new_unit_takes_note_for_itself() -> None:
    story = given(issued(), received(2, UNITS[0]), handed_over(5, 1))
    assert receive(story, day=day(6), **BY).unit == UNITS[1]
    with pytest.raises(Refused, match="Đơn vị đã tiếp nhận"):
        receive(story.let_in(received(6, UNITS[1])), day=day(7), **BY)
    with pytest.raises(Refused, match="Đơn vị đã tiếp nhận"):
        receive(story, day=day(4), **BY)


def test_a_receipt_without_its_unit_is_that_of_whoever_led() -> None:
    with pytest.raises(Refused, match="Đơn vị đã tiếp nhận"):
        receive(given(issued(), received(2)), day=day(6), **BY)
    assert receive(given(issued(), received(2), handed_over(5, 1)), day=day(6), **BY).unit == UNITS[1]


def test_a_hand_over_told_late_leaves_the_receipt_with_the_unit_that_gave_it() -> None:
    story = given(issued(), received(4, UNITS[0]), handed_over(2, 1))
    assert receive(story, day=day(6), **BY).unit == UNITS[1]


def test_the_unit_that_leads_asks_once_and_says_why() -> None:
    fact = ask_reassignment(given(issued()), day=day(5), reason="Không đúng chức năng", **BY)
    assert (fact.unit, waiting(STORY, 4), waiting(STORY, 5)) == (UNITS[0], [], [3])
    with pytest.raises(Refused, match=r"chưa được trả lời .mục 3"):
        ask_reassignment(STORY, day=day(6), reason="Nhắc lại", **BY)
    with pytest.raises(Refused, match="nêu lý do điều chỉnh phân công"):
        ask_reassignment(given(issued()), day=day(6), reason=" ", **BY)


def test_the_office_declines_by_name_and_the_unit_may_ask_again() -> None:
    fact = decline_reassignment(STORY, day=day(8), reason="Đúng chức năng", **BY)
    story = STORY.let_in(fact)
    assert (fact.asked, waiting(story, 7), waiting(story, 8)) == (3, [3], [])
    assert ask_reassignment(story, day=day(9), reason="Xin xem lại", **BY)
    with pytest.raises(Refused, match="Không có đề nghị điều chỉnh phân công đang chờ"):
        decline_reassignment(story, day=day(9), reason="Như trên", **BY)
    with pytest.raises(Refused, match="sớm hơn ngày đề nghị"):
        decline_reassignment(STORY, day=day(4), reason="Như trên", **BY)


def test_a_hand_over_answers_the_request_for_good() -> None:
    story = given(issued(), reassignment_asked(5), handed_over(8, 1))
    assert (waiting(story, 7), waiting(story, 8)) == ([3], [])
    back = story.let_in(handed_over(12, 0))
    assert waiting(back, 13) == []
    assert waiting(given(issued(), reassignment_asked(5), handed_over(3, 1)), 6) == []


def test_an_answer_corrected_away_lets_the_request_wait_again() -> None:
    declined = given(issued(), reassignment_asked(5), reassignment_declined(8, asked=3))
    assert waiting(declined, 9) == []
    assert waiting(declined.let_in(corrected(4)), 9) == [3]


def test_twenty_files_and_no_more_each_with_a_name() -> None:
    def sent(*files: FileRef) -> Any:
        report = Report(as_of=day(1), results="Xong", files=files)
        return report_fact(report, day=day(2), typed_in=False, **BY)

    twenty = tuple(FileRef(uuid4(), f"{n}.pdf") for n in range(20))
    assert sent(*twenty).files == twenty
    with pytest.raises(Refused, match="Báo cáo kèm 21 tệp, nhiều nhất là 20"):
        sent(*twenty, FileRef(uuid4(), "21.pdf"))
    with pytest.raises(Refused, match="tệp đính kèm chưa có tên"):
        sent(FileRef(uuid4(), " \u200b"))


JAN = [date(2026, 1, 1 + n) for n in range(31)]


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(JAN[20])


def co_ordinated(world: World, lead: UUID, *coordinating: UUID) -> UUID:
    new = NewTask(
        text="Việc",
        deadline=Deadline("", JAN[28], "day"),
        authority=Authority.STANDING_BOARD,
        coordinating=coordinating,
        choice=Choice(Leads.SINGLE, (lead,)),
    )
    made = world.register.draft_task(OFFICE, new, (DocumentBasis(world.resolution()),)).answer
    assert world.query(related, as_reviewed(world.log, JAN[20]), UUID(made["assignments"][0])) == {}
    world.give([UUID(made["task"])])
    return UUID(made["assignments"][0])


def test_a_co_ordinating_unit_gives_its_opinion_and_no_other_does(world: World) -> None:
    lead, partner, stranger = world.units("A", "B", "C")
    a = co_ordinated(world, lead, partner)
    now = as_reviewed(world.log, JAN[20])
    assert world.query(related, now, a) == {lead: Relation.LEAD, partner: Relation.COORDINATING}
    assert (world.query(coordinated_by, now, [partner]), world.query(coordinated_by, now, [lead])) == (
        [a],
        [],
    )
    for other in (lead, stranger):
        with pytest.raises(Refused, match="không phải là đơn vị phối hợp"):
            world.register.give_opinion(UNIT, a, unit=other, text="Ý kiến", day=JAN[9])
    with pytest.raises(Refused, match="Đề nghị nhập ý kiến phối hợp"):
        world.register.give_opinion(UNIT, a, unit=partner, text="\n", day=JAN[9])
    world.register.give_opinion(UNIT, a, unit=partner, text="Nhất trí\nbổ sung mục 2", day=JAN[9])
    [said] = world.query(opinions_of, now, a)
    assert (said.day, said.unit, said.opinion, said.author) == (
        JAN[9],
        partner,
        "Nhất trí\nbổ sung mục 2",
        "dv",
    )
    assert world.query(opinions_of, as_reviewed(world.log, JAN[8]), a) == []


def test_who_took_over_from_a_co_ordinating_unit_speaks_for_it(world: World) -> None:
    lead, partner, heir = world.units("A", "B", "C")
    a = co_ordinated(world, lead, partner)
    closing = Closing(partner, Ending.MERGED, (heir,))
    world.register.reorganise(OFFICE, day=JAN[8], paper=Paper("1-QĐ/TU", JAN[1]), closings=[closing])
    world.register.give_opinion(UNIT, a, unit=heir, text="Nhất trí", day=JAN[9])
    with pytest.raises(Refused, match="B đã kết thúc hoạt động"):
        world.register.give_opinion(UNIT, a, unit=partner, text="Nhất trí", day=JAN[9])


def test_a_request_waits_for_the_office_until_it_is_answered(world: World) -> None:
    lead, other = world.units("A", "B")
    [a], [b] = world.task(world.resolution(), [lead]), world.task(world.resolution("6-NQ/TU"), [lead])
    for one in (a, b):
        world.register.ask_reassignment(UNIT, one, day=JAN[9], reason="Không đúng chức năng")

    def found(n: int, units: list[UUID] | None = None) -> list[UUID]:
        return [r.assignment for r in world.query(reassignments, as_reviewed(world.log, JAN[n]), units=units)]

    assert (found(8), set(found(9)), set(found(9, [lead])), found(9, [other])) == ([], {a, b}, {a, b}, [])
    world.register.decline_reassignment(OFFICE, a, day=JAN[11], reason="Đúng chức năng")
    world.register.hand_over(OFFICE, b, to=other, day=JAN[12], ground=ground(JAN[12]))
    assert (set(found(10)), found(11), found(12)) == ({a, b}, [b], [])
    world.register.receive(UNIT, b, day=JAN[13])
    with pytest.raises(Refused, match="đã tiếp nhận"):
        world.register.receive(UNIT, b, day=JAN[14])
    assert world.query(related, as_reviewed(world.log, JAN[14]), b) == {
        lead: Relation.FORMER,
        other: Relation.LEAD,
    }


def test_files_and_papers_are_read_as_they_were_sent(world: World) -> None:
    [lead] = world.units("A")
    [a] = world.task(world.resolution(), [lead])
    files = (FileRef(uuid4(), 'Báo cáo "quý I", ký số.pdf'), FileRef(uuid4(), "ảnh.jpg"))
    paper = Paper("142-BC/ĐU", JAN[3], "Đảng ủy")
    world.register.send_report(
        UNIT, a, Report(as_of=JAN[4], results="Đã làm", paper=paper, files=files), day=JAN[5]
    )
    [report] = world.query(reports_of, as_reviewed(world.log, JAN[9]), a)
    assert (report.files, report.paper, report.product, report.proposal) == (files, paper, None, None)
