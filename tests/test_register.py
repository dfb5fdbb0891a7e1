"""The use cases on a real log: from a document to a figure, corrected, raced for and retold."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from domain.app.steps import Also
from domain.app.tasks import AnnexTask, Choice, NewTask
from domain.assignment_facts import Completion, Deadline, Stage
from domain.errors import NotFound, Refused
from domain.paper import Authority, Paper
from domain.progress import Report
from domain.resolution import Content
from domain.rules import Timeliness
from domain.task import Leads
from projections import counts, lists
from projections.moment import as_reported, as_reviewed
from tests.world import HEAD, OFFICE, UNIT, World, ground

JAN = [date(2026, 1, 1 + n) for n in range(31)]


@pytest.fixture
def world(database: str) -> Iterator[World]:
    world = World(database)
    yield world
    world.database.close()


def standing(world: World, assignment: UUID, day: date) -> tuple:
    at = as_reviewed(world.log, day)
    sql = f"SELECT lead, stage, deadline, completed_on FROM assignment_timeline t WHERE {at.where('t')}"
    rows = world.query(
        lambda c: (
            c.execute(f"{sql} AND assignment_id = %(id)s", {**at.values(), "id": assignment}),
            c.fetchall(),
        )[1]
    )
    assert len(rows) <= 1
    return rows[0] if rows else ()


def test_from_a_document_to_a_figure(world: World) -> None:
    lead, _ = world.units("Xã Tam Sơn", "Phường Trường Sơn")
    [first] = world.task(world.resolution(), [lead], due=JAN[20])
    world.on(JAN[14]).complete(first, JAN[14], product=JAN[9])
    tally = world.query(counts.assignments, as_reviewed(world.log, JAN[14]))
    assert tally.counts == {Timeliness.DONE_ON_TIME: 1}
    assert world.query(counts.assignments, as_reported(world.log, JAN[12])).counts == {Timeliness.IN_TIME: 1}
    assert world.query(counts.assignments, as_reviewed(world.log, JAN[12])).counts == {
        Timeliness.DONE_ON_TIME: 1
    }
    [line], total = world.query(lists.assignments, as_reviewed(world.log, JAN[14]), lists.Filter(unit=lead))
    assert (total, line.lead, line.document, line.completed_on) == (1, "Xã Tam Sơn", "05-NQ/TU", JAN[9])


def test_a_draft_is_in_no_figure(world: World) -> None:
    [lead] = world.units("Xã Tam Sơn")
    world.task(world.resolution(), [lead], issue=False)
    assert world.query(counts.assignments, as_reviewed(world.log, JAN[5])).total == 0


def test_the_headline_counts_tasks_and_the_units_count_assignments(world: World) -> None:
    members = world.units("A", "B", "C")
    world.task(world.resolution(), members)
    at = as_reviewed(world.log, JAN[3])
    assert world.query(counts.tasks, at).total == 1
    assert [u.tally.total for u in world.query(counts.by_unit, at)] == [1, 1, 1]
    assert [d.tally.total for d in world.query(counts.by_document, at)] == [1]


def test_nobody_confirms_what_he_sent(world: World) -> None:
    [lead] = world.units("A")
    [given] = world.task(world.resolution(), [lead])
    report = Report(as_of=JAN[3], results="Xong", product=Paper("1-KH/ĐU", JAN[3]), claim=True)
    claim = world.on(JAN[4]).register.send_report(OFFICE, given, report, day=JAN[4], typed_in=True)
    with pytest.raises(Refused, match="không được tự xác nhận"):
        world.register.confirm_completion(OFFICE, given, act_day=JAN[4], claim=claim.answer["version"])


def test_the_completion_rule_decides_the_day(world: World) -> None:
    [lead] = world.units("A")
    document = world.resolution()
    [issued] = world.task(document, [lead], due=JAN[12])
    [submitted] = world.task(document, [lead], due=JAN[12], completion=Completion.SUBMITTED)
    world.on(JAN[23])
    for given in (issued, submitted):
        report = Report(
            as_of=JAN[22], results="Xong", product=Paper("1-KH/ĐU", JAN[9]), received=JAN[22], claim=True
        )
        claim = world.register.send_report(UNIT, given, report, day=JAN[22]).answer["version"]
        world.register.confirm_completion(HEAD, given, act_day=JAN[23], claim=claim)
    assert standing(world, issued, JAN[23])[3] == JAN[9]
    assert standing(world, submitted, JAN[23])[3] == JAN[22]


def test_an_extension_without_its_document_is_refused_and_nothing_is_written(world: World) -> None:
    [lead] = world.units("A")
    [given] = world.task(world.resolution(), [lead])
    head = world.log.head()
    with pytest.raises(Refused, match="thiếu số, ngày văn bản đồng ý của Ban Thường vụ Tỉnh ủy"):
        world.on(JAN[10]).register.extend(
            OFFICE,
            given,
            deadline=Deadline("", JAN[28], "day"),
            ground=ground(JAN[9]).__class__("Chậm", None),
        )
    assert world.log.head() == head
    world.register.extend(OFFICE, given, deadline=Deadline("", JAN[28], "day"), ground=ground(JAN[9]))
    assert standing(world, given, JAN[10])[2] == JAN[28]


def test_what_stands_in_the_way_is_corrected_in_the_same_transaction(world: World) -> None:
    [lead] = world.units("A")
    [given] = world.task(world.resolution(), [lead])
    report = Report(as_of=JAN[5], results="Xong", product=Paper("1-KH/ĐU", JAN[5]), claim=True)
    world.on(JAN[6]).register.send_report(UNIT, given, report, day=JAN[5])
    world.on(JAN[12]).register.remove(OFFICE, given, ground=ground(JAN[10]))
    with pytest.raises(Refused, match="mục 4"):
        world.register.confirm_completion(HEAD, given, act_day=JAN[12], claim=3)
    world.register.confirm_completion(
        HEAD, given, act_day=JAN[12], claim=3, also=Also((4,), "Đưa ra nhầm nhiệm vụ")
    )
    assert standing(world, given, JAN[12])[1] == Stage.COMPLETED


def test_a_number_is_claimed_once_in_its_series(world: World) -> None:
    world.resolution("215-TB/TU")
    again = Content("215-TB/TU", JAN[0], "TB", "Kết luận khác", Authority.STANDING, "XVIII")
    with pytest.raises(Refused, match="215-TB/TU"):
        world.register.record_resolution(OFFICE, again)
    world.register.record_resolution(OFFICE, again, override=True)
    later = Content("215-TB/TU", JAN[0], "TB", "Nhiệm kỳ sau", Authority.STANDING, "XIX")
    world.register.record_resolution(OFFICE, later)


def test_a_mistyped_number_is_released(world: World) -> None:
    wrong = world.resolution("251-TB/TU")
    right = Content("215-TB/TU", JAN[0], "TB", "Kết luận", Authority.STANDING, "XVIII")
    world.register.restate_resolution(OFFICE, wrong, right, reason="Gõ nhầm số")
    world.resolution("251-TB/TU")
    with pytest.raises(Refused):
        world.resolution("215-TB/TU")


def test_the_same_annex_again_adds_nothing_and_a_choice_is_taken(world: World) -> None:
    units = world.units("A", "B")
    content = Content("3-NQ/TU", JAN[0], "NQ", "Phụ lục", Authority.STANDING_BOARD, "XVIII")

    def row(choice: Choice | None) -> AnnexTask:
        return AnnexTask(
            "1",
            NewTask(
                text="Việc một",
                deadline=Deadline("", JAN[9], "day"),
                authority=Authority.STANDING_BOARD,
                choice=choice,
            ),
        )

    first = world.register.take_annex(OFFICE, content, [row(None)]).answer
    assert (first["added"], first["chosen"]) == (1, 0)
    head = world.log.head()
    assert world.register.take_annex(OFFICE, content, [row(None)]).answer["unchanged"] == 1
    assert world.log.head() == head
    chosen = world.register.take_annex(OFFICE, content, [row(Choice(Leads.JOINT, tuple(units)))]).answer
    assert chosen["chosen"] == 1
    assert chosen["resolution"] == first["resolution"]


def test_two_officers_at_once_and_neither_is_lost(world: World) -> None:
    [lead] = world.units("A")
    [given] = world.task(world.resolution(), [lead])
    world.on(JAN[5])
    other = world.another_register()
    original = world.register.events.get

    def raced(*args, **kwargs):
        events = list(original(*args, **kwargs))
        if raced.first:
            raced.first = False
            other.receive(UNIT, given, day=JAN[4])
        return iter(events)

    raced.first = True
    world.register.events.get = raced
    done = world.register.send_report(UNIT, given, Report(as_of=JAN[4], results="Đang làm"), day=JAN[4])
    assert done.answer["version"] == 4


def test_what_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound, match="Không tìm thấy nội dung"):
        world.register.receive(UNIT, UUID(int=5), day=JAN[0])
