"""The lists a desk works from: reports that wait for the Office or for the unit, a unit's own open work."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.app import NewUnit
from domain.assignment_facts import Stage
from domain.paper import Paper
from domain.progress import Report
from infra.holidays import propose
from projections.inbox import Flag, Urgency, desk, desk_counts
from projections.moment import as_reported, as_reviewed
from projections.plans import delegated_to, plans_of
from projections.reports import CONFIRMED, MORE_ASKED, SUPPLEMENTED
from projections.waiting import asked_more, awaiting, reports_of
from tests.world import HEAD, OFFICE, UNIT, World, ground

JAN = [date(2026, 1, 1 + n) for n in range(31)]
"""JAN[0] is a Thursday and a holiday."""
TODAY = JAN[19]


@pytest.fixture
def world(fresh: World) -> World:
    fresh.register.set_calendar(OFFICE, propose(2026), source="Thông báo 1/TB", day=JAN[0])
    return fresh


def send(world: World, a: UUID, n: int, **more: Any) -> int:
    report = Report(as_of=JAN[n], results=f"Kết quả {n}", **more)
    return int(world.on(JAN[n]).register.send_report(UNIT, a, report, day=JAN[n]).answer["version"])


def at(world: World, n: int = 19) -> Any:
    return as_reviewed(world.log, JAN[n])


def texts(lines: list[Any]) -> list[str]:
    return [line.text for line in lines]


def test_what_waits_for_the_office_tells_all_that_the_page_needs(world: World) -> None:
    [lead] = world.units("Xã Tam Sơn")
    [a] = world.task(world.resolution(), [lead], text="Xây dựng đề án", due=JAN[12])
    product = Paper("1-KH/ĐU", JAN[6])
    ref = send(world, a, 18, claim=True, product=product, received=JAN[13])
    [line] = world.query(awaiting, at(world))
    assert (line.unit_name, line.text, line.document, line.deadline) == (
        "Xã Tam Sơn",
        "Xây dựng đề án",
        "05-NQ/TU",
        JAN[12],
    )
    report = line.report
    assert (report.assignment, report.ref, report.sent, report.sender) == (a, ref, JAN[18], "dv")
    assert (report.product, report.received, report.results, report.typed_in) == (
        product,
        JAN[13],
        "Kết quả 18",
        False,
    )
    assert (line.stage, line.waited) == (Stage.AWAITING_CONFIRMATION, 1)


@pytest.mark.parametrize(
    ("product", "received", "gap"),
    [(12, None, 4), (11, None, 5), (8, None, 6), (12, 11, 5), (12, 8, 6), (None, None, 0)],
)
def test_more_than_five_working_days_between_product_receipt_and_sending_are_flagged(
    world: World, product: int | None, received: int | None, gap: int
) -> None:
    [lead] = world.units("A")
    [a] = world.task(world.resolution(), [lead])
    paper = None if product is None else Paper("1-KH", JAN[product])
    send(world, a, 18, product=paper, received=None if received is None else JAN[received])
    [line] = world.query(awaiting, at(world))
    assert (line.gap, line.far_apart) == (gap, gap > 5)


def test_days_that_lie_far_apart_are_flagged_however_they_came(world: World) -> None:
    [lead] = world.units("A")
    [a] = world.task(world.resolution(), [lead])
    claim = send(world, a, 18, claim=True)
    world.register.propose_completion(
        OFFICE, a, day=world.today(), claim=claim, product=Paper("1-KH", JAN[8]), received=JAN[18]
    )
    [line] = world.query(awaiting, at(world))
    assert (line.gap, line.far_apart) == (6, True)


def test_the_list_goes_page_by_page_the_oldest_first_and_by_unit_and_claim(world: World) -> None:
    lead, other = world.units("A", "B")
    document = world.resolution()
    given = [world.task(document, [unit], text=f"Việc {n}")[0] for n, unit in enumerate([lead] * 4 + [other])]
    for n in (3, 1, 4, 0, 2):
        send(world, given[n], 5 + n // 2 if n < 4 else 5, claim=n % 2 == 1)
    whole = world.query(awaiting, at(world))
    assert [line.report.sent for line in whole] == sorted(line.report.sent for line in whole)
    assert sorted(texts(whole)) == [f"Việc {n}" for n in range(5)]
    paged, after = [], None
    while page := world.query(awaiting, at(world), limit=2, after=after):
        assert len(page) <= 2
        paged += page
        after = page[-1].key
    assert paged == whole
    assert texts(world.query(awaiting, at(world), units=[other])) == ["Việc 4"]
    assert sorted(texts(world.query(awaiting, at(world), claims=True))) == ["Việc 1", "Việc 3"]
    assert sorted(texts(world.query(awaiting, at(world), claims=False))) == ["Việc 0", "Việc 2", "Việc 4"]
    assert world.query(awaiting, at(world), units=[]) == []


def test_asked_for_more_waits_for_the_unit_until_it_sends_again(world: World) -> None:
    [lead] = world.units("A")
    [a] = world.task(world.resolution(), [lead])
    first = send(world, a, 5)
    world.on(JAN[7]).register.ask_for_more(OFFICE, a, day=JAN[7], report=first, reason="Thiếu số liệu")
    send(world, a, 9)
    assert [len(world.query(awaiting, at(world, n))) for n in (5, 6, 7, 8, 9)] == [1, 1, 0, 0, 1]
    assert [len(world.query(asked_more, at(world, n))) for n in (6, 7, 8, 9)] == [0, 1, 1, 0]
    [line] = world.query(asked_more, at(world, 8))
    assert (line.report.reason, line.report.answered_by, line.waited) == ("Thiếu số liệu", "cv", 1)
    statuses = [[r.status for r in world.query(reports_of, at(world, n), a)] for n in (8, 9)]
    assert statuses == [[MORE_ASKED], [SUPPLEMENTED, 0]]


def test_a_report_of_before_the_request_is_no_answer_to_it(world: World) -> None:
    [lead] = world.units("A")
    [a] = world.task(world.resolution(), [lead])
    first = send(world, a, 5)
    world.on(JAN[9]).register.ask_for_more(OFFICE, a, day=JAN[9], report=first, reason="Thiếu")
    late = Report(as_of=JAN[6], results="Gửi qua bưu điện")
    world.register.send_report(UNIT, a, late, day=JAN[7])
    assert [r.status for r in world.query(reports_of, at(world), a)] == [MORE_ASKED, 0]


def test_nothing_waits_on_what_is_removed_or_completed(world: World) -> None:
    [lead] = world.units("A")
    [a], [b] = (world.task(world.resolution(n), [lead]) for n in ("5-NQ/TU", "6-NQ/TU"))
    send(world, a, 5)
    world.on(JAN[7]).register.remove(OFFICE, a, ground=ground(JAN[7]))
    assert [len(world.query(awaiting, at(world, n))) for n in (6, 7)] == [1, 0]
    ref = send(world, b, 8)
    world.register.ask_for_more(OFFICE, b, day=JAN[8], report=ref, reason="Thiếu")
    world.register.send_report(UNIT, b, Report(as_of=JAN[8], results="Định kỳ"), day=JAN[8])
    assert [line.report.claim for line in world.query(awaiting, at(world, 8))] == [False]
    world.on(JAN[10]).complete(b, JAN[10])
    assert world.query(asked_more, at(world)) == []
    assert world.query(awaiting, at(world)) == []


def test_what_was_shown_as_waiting_stays_shown(world: World) -> None:
    [lead] = world.units("A")
    [a] = world.task(world.resolution(), [lead])
    ref = send(world, a, 5)
    world.on(JAN[9]).register.confirm_report(HEAD, a, day=JAN[6], report=ref)
    assert [len(world.query(awaiting, as_reported(world.log, JAN[n]))) for n in (6, 8, 9)] == [1, 1, 0]
    assert [len(world.query(awaiting, at(world, n))) for n in (5, 6)] == [1, 0]
    [report] = world.query(reports_of, at(world), a)
    assert (report.status, report.answered, report.answered_by) == (CONFIRMED, JAN[6], "cvp")


@pytest.fixture
def office(world: World) -> tuple[World, UUID, UUID, UUID, dict[str, UUID]]:
    """A committee with a department under it and one of each kind of work; another unit; today is TODAY."""
    top, stranger = world.units("Đảng ủy UBND tỉnh", "Xã Tam Sơn", group=3)
    under = NewUnit(name="Sở Tài chính", group=5, rank=1, parent=top, since=date(2020, 1, 1))
    world.register.establish_units(OFFICE, [under], day=JAN[0])
    document = world.resolution()
    kinds = {
        "quá hạn": JAN[10],
        "sắp đến": JAN[22],
        "còn lâu": date(2026, 6, 30),
        "thường xuyên": None,
        "tạm dừng": JAN[28],
        "đưa ra": JAN[28],
        "xong": JAN[28],
    }
    made = {text: world.task(document, [top], text=text, due=due)[0] for text, due in kinds.items()}
    made["của xã"] = world.task(document, [stranger], text="của xã")[0]
    do = world.on(JAN[8]).register
    do.receive(UNIT, made["quá hạn"], day=JAN[5])
    do.suspend(OFFICE, made["tạm dừng"], ground=ground(JAN[7]))
    do.remove(OFFICE, made["đưa ra"], ground=ground(JAN[7]))
    world.complete(made["xong"], JAN[8])
    do.delegate(UNIT, made["sắp đến"], executing=under.id, day=JAN[8], inner_day=JAN[20])
    do.ask_for_more(
        OFFICE, made["quá hạn"], day=JAN[8], report=send(world, made["quá hạn"], 8), reason="Thiếu"
    )
    send(world, made["còn lâu"], 9, claim=True, product=Paper("1-KH", JAN[9]))
    do.ask_reassignment(UNIT, made["thường xuyên"], day=JAN[9], reason="Không đúng chức năng")
    world.on(TODAY)
    return world, top, under.id, stranger, made


def open_work(world: World, *units: UUID, **more: Any) -> list[Any]:
    return world.query(desk, at(world), units, soon=JAN[26], **more)


def test_a_units_work_by_urgency_with_what_waits(office: Any) -> None:
    world, top, under, _, _ = office
    lines = open_work(world, top, under)
    assert [(line.text, line.urgency) for line in lines] == [
        ("quá hạn", Urgency.OVERDUE),
        ("sắp đến", Urgency.DUE_SOON),
        ("còn lâu", Urgency.IN_TIME),
        ("thường xuyên", Urgency.UNDATED),
        ("tạm dừng", Urgency.SUSPENDED),
    ]
    unseen = Flag.NOT_RECEIVED
    assert [set(line.flags) for line in lines] == [
        {Flag.MORE_ASKED},
        {unseen, Flag.DELEGATED},
        {unseen, Flag.CLAIM_WAITING, Flag.REPORT_WAITING},
        {unseen, Flag.REASSIGNMENT_ASKED},
        {unseen},
    ]
    assert [line.inner_day for line in lines] == [None, JAN[20], None, None, None]


def test_the_counts_are_those_of_the_list(office: Any) -> None:
    world, top, under, _, _ = office
    counts = world.query(desk_counts, at(world), [top, under], soon=JAN[26])
    lines = open_work(world, top, under)
    assert counts.total == len(lines) == sum(counts.urgency.values())
    for urgency in Urgency:
        assert open_work(world, top, urgency=urgency) == [x for x in lines if x.urgency is urgency]
        assert counts.urgency[urgency] == sum(x.urgency is urgency for x in lines)
    for flag in Flag:
        assert open_work(world, top, under, flag=flag) == [x for x in lines if flag in x.flags]
        assert counts.flags[flag] == sum(flag in x.flags for x in lines)


def test_the_desk_goes_page_by_page(office: Any) -> None:
    world, top, _, _, _ = office
    paged, after = [], None
    while page := open_work(world, top, limit=2, after=after):
        paged += page
        after = page[-1].key
    assert paged == open_work(world, top)


def test_an_executing_unit_sees_what_it_carries_out_and_nothing_else(office: Any) -> None:
    world, top, under, stranger, made = office
    [line] = open_work(world, under)
    assert (line.text, line.lead, line.inner_day) == ("sắp đến", "Đảng ủy UBND tỉnh", JAN[20])
    assert Flag.EXECUTING in line.flags
    assert texts(open_work(world, stranger)) == ["của xã"]
    [plan] = world.query(delegated_to, at(world), [under])
    assert (plan.assignment, plan.executing, plan.since, plan.inner_day) == (
        made["sắp đến"],
        under,
        JAN[8],
        JAN[20],
    )
    assert world.query(plans_of, at(world), made["sắp đến"]) == [plan]
    assert world.query(plans_of, at(world, 7), made["sắp đến"]) == []
    assert world.query(delegated_to, at(world), [top]) == []


def test_after_a_hand_over_the_work_is_on_the_other_desk_not_taken_note_of(office: Any) -> None:
    world, top, under, stranger, made = office
    world.register.hand_over(OFFICE, made["sắp đến"], to=stranger, day=JAN[18], ground=ground(JAN[18]))
    assert open_work(world, under) == []
    assert "sắp đến" not in texts(open_work(world, top, under))
    line = next(x for x in open_work(world, stranger) if x.text == "sắp đến")
    assert (line.flags, line.inner_day) == ({Flag.NOT_RECEIVED}, None)
