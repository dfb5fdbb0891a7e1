"""The same thing sent twice, by two officers, or to a log that says no: all of it gets in, or none, and it is said."""

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.access import open_account
from domain.account import Charge, Role
from domain.act import Act
from domain.app import Actor, Closing, NewUnit, Register
from domain.assignment_facts import ReportSent
from domain.errors import Conflict, NotFound, Refused
from domain.log import ClockAhead, KeyReused, Request, SeedingClosed
from domain.paper import Paper
from domain.progress import Report
from domain.task import Leads
from domain.unit import Ending
from infra.event_store import Factory
from infra.log import VIETNAM
from tests.scene import JAN
from tests.world import HEAD, OFFICE, UNIT, World, ground


@pytest.fixture
def world(fresh: World) -> World:
    return fresh


@pytest.fixture
def given(world: World) -> UUID:
    [lead] = world.units("Xã Tam Sơn")
    [assignment] = world.task(world.resolution(), [lead])
    world.on(JAN[30])
    return assignment


def report(n: int = 4, **changes: Any) -> Report:
    return Report(**{"as_of": JAN[n], "results": f"Kết quả {n}"} | changes)


def results(world: World, assignment: UUID) -> list[str]:
    facts = (event.fact for event in world.register.events.get(assignment))
    return [fact.results for fact in facts if isinstance(fact, ReportSent)]


def raced(register: Register, meanwhile: Callable[[], object], times: int, *, at: UUID | None = None) -> None:
    """Whenever ``register`` has read (the stream ``at``, or any), somebody else acts, so many times."""
    read, left = register.events.get, [None] * times

    def get(stream: UUID, **kwargs: Any) -> Iterator[Any]:
        events = list(read(stream, **kwargs))
        if left and at in (None, stream):
            left.pop()
            meanwhile()
        return iter(events)

    register.events.get = get  # type: ignore[method-assign]


def test_who_is_overtaken_every_time_is_told_so_and_nothing_of_the_others_is_lost(
    world: World, given: UUID
) -> None:
    slow, quick = world.another_register(), iter(range(5, 25))
    raced(slow, lambda: world.register.send_report(UNIT, given, report(next(quick)), day=JAN[29]), 20)
    with pytest.raises(Conflict, match="Đề nghị xem nội dung mới"):
        slow.send_report(UNIT, given, report(), day=JAN[29])
    sent = results(world, given)
    assert sent == [f"Kết quả {n}" for n in range(5, 5 + len(sent))]


def test_two_confirm_at_once_and_one_is_told_that_it_is_done(world: World, given: UUID) -> None:
    claim = report(claim=True, product=Paper("1-KH/ĐU", JAN[4]))
    world.register.send_report(UNIT, given, claim, day=JAN[5])
    start, said = threading.Barrier(2), list[str]()

    def confirm(by: Actor, register: Register) -> None:
        start.wait()
        try:
            register.confirm_completion(by, given, act_day=JAN[29], claim=3)
        except Refused as refused:
            said.append(refused.message)

    officers = [
        threading.Thread(target=confirm, args=(by, world.another_register())) for by in (HEAD, OFFICE)
    ]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    assert said == ["Đề nghị xác nhận hoàn thành này đã được trả lời."]
    assert len(list(world.register.events.get(given))) == 4


def test_what_rested_on_a_state_that_is_gone_is_decided_anew(world: World, given: UUID) -> None:
    other = world.another_register()
    raced(other, lambda: world.register.remove(OFFICE, given, ground=ground(JAN[9])), 1)
    with pytest.raises(Refused, match="Nhiệm vụ đã đưa ra khỏi danh mục"):
        other.send_report(UNIT, given, report(), day=JAN[29])
    assert results(world, given) == []


def test_what_was_only_read_and_has_changed_since_makes_the_act_decide_anew(world: World) -> None:
    old, new, other = world.units("Xã Cũ", "Xã Mới", "Xã Khác")
    document = world.resolution()
    [given] = world.task(document, [other], how=Leads.EACH)
    [(task,)] = world.rows("SELECT DISTINCT task_id FROM assignments WHERE assignment_id = %s", given)
    world.on(JAN[30])
    slow, merged = world.another_register(), Closing(old, Ending.MERGED, (new,))

    def ends() -> None:
        paper = Paper("3-QĐ/TU", JAN[20])
        world.register.reorganise(OFFICE, day=JAN[20], paper=paper, closings=[merged])

    raced(slow, ends, 1, at=old)
    with pytest.raises(Refused, match="Xã Cũ đã kết thúc hoạt động"):
        slow.add_lead(OFFICE, task, lead=old)


def test_a_request_sent_twice_is_done_once_and_its_key_serves_nothing_else(world: World, given: UUID) -> None:
    actor = Actor("dv", Request("dv", "8d1f", "of the first content"))
    first = world.register.send_report(actor, given, report(4), day=JAN[29])
    again = world.register.send_report(actor, given, report(4), day=JAN[29])
    assert (again.position, again.answer) == (first.position, first.answer)
    reused = Actor("dv", Request("dv", "8d1f", "of another content"))
    with pytest.raises(KeyReused, match="Mã yêu cầu này đã được dùng cho một nội dung khác"):
        world.register.send_report(reused, given, report(5), day=JAN[29])
    assert results(world, given) == ["Kết quả 4"]


def test_a_refused_request_may_be_sent_again_put_right(world: World, given: UUID) -> None:
    wrong, right = (Actor("dv", Request("dv", "8d1f", content)) for content in ("wrong", "right"))
    with pytest.raises(Refused, match="105%"):
        world.register.send_report(wrong, given, report(percent=105), day=JAN[29])
    world.register.send_report(right, given, report(), day=JAN[29])
    assert results(world, given) == ["Kết quả 4"]


@pytest.mark.parametrize("key", ["", "có dấu cách", "\x00", "k" * 201])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(Refused, match="Mã yêu cầu không hợp lệ"):
        Request("dv", key, "hash")


def test_once_in_use_the_log_takes_no_moment_from_outside(world: World, given: UUID) -> None:
    head = world.log.head()
    world.log.close_seeding()
    with pytest.raises(SeedingClosed, match="không nhận thời điểm ghi sổ cho trước"):
        world.register.send_report(UNIT, given, report(), day=JAN[29])
    assert world.log.head() == head


def test_a_clock_far_ahead_is_asked_about_before_it_stamps_anything(world: World) -> None:
    world.now = datetime(2000, 1, 1, tzinfo=VIETNAM)
    world.units("Xã Tam Sơn", since=date(1999, 1, 1))
    world.log.close_seeding()
    serving = Register(
        Factory(database=world.database), today=lambda: JAN[0], open_assignments=world.open_assignments
    )
    with pytest.raises(ClockAhead, match="đồng hồ của máy chủ chạy trước lần ghi sổ cuối cùng hơn 60 ngày"):
        serving.establish_units(OFFICE, [NewUnit(name="Xã Mới", group=6, rank=2)], day=JAN[0])
    assert world.log.head() == 1


def test_what_was_read_to_know_who_asks_and_has_changed_since_makes_the_act_decide_anew(
    world: World, given: UUID
) -> None:
    account = uuid4()
    world.register.open_account(OFFICE, Charge(Role.SPECIALIST), id=account)
    [opened] = list(world.register.events.get(account))
    world.register.close_account(OFFICE, account, reason="Chuyển công tác")

    def permit(act: Act) -> None:
        open_account(act, act.by)

    actor = Actor(str(account), permit=permit, read={account: [opened]})
    with pytest.raises(NotFound):
        world.register.send_report(actor, given, report(), day=JAN[29])
    assert results(world, given) == []
