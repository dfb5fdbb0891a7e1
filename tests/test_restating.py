"""A restated calendar: the open deadlines that were counted by it move, as corrections; nothing else does."""

from datetime import date
from uuid import UUID

import pytest

from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Deadline
from domain.calendar import DayOff, YearCalendar
from domain.deadline import read
from domain.paper import Authority
from domain.task import DocumentBasis, Leads
from projections.calendars import calendar
from tests.world import HEAD, OFFICE, World

JAN_10, FEB_1, FEB_10 = date(2026, 1, 10), date(2026, 2, 1), date(2026, 2, 10)


@pytest.fixture
def world(fresh: World) -> World:
    return fresh


RAW = "trong 10 ngày làm việc kể từ ngày ký"


class Counted:
    """Tasks whose deadline is ten working days after 05/01/2026: Monday 19/01, by weekends alone."""

    def __init__(self, world: World) -> None:
        self.world = world
        [self.unit] = world.units("Xã Tam Sơn")
        self.document = world.on(JAN_10).resolution(day=date(2026, 1, 5))

    def draft(self, raw: str = RAW, moved: date | None = None) -> tuple[UUID, UUID]:
        """A task, proposed, and its assignment."""
        at = self.world.reader.reviewed(date(2026, 1, 5))
        reading = read(raw, given=date(2026, 1, 5), calendar=self.world.query(calendar, at))
        deadline = Deadline(raw, moved or reading.day, reading.rule, reading.kind, reading.calendar)
        new = NewTask(
            text="Việc",
            deadline=deadline,
            authority=Authority.STANDING_BOARD,
            choice=Choice(Leads.SINGLE, (self.unit,)),
        )
        made = self.world.register.draft_task(OFFICE, new, (DocumentBasis(self.document),)).answer
        return UUID(made["task"]), UUID(made["assignments"][0])

    def give(self, raw: str = RAW, moved: date | None = None) -> UUID:
        task, assignment = self.draft(raw, moved)
        self.world.give([task])
        return assignment

    def restate(self, *days: int, day: date = FEB_1) -> int:
        off = tuple(DayOff(date(2026, 1, one), "Nghỉ") for one in days)
        done = self.world.on(day).register.set_calendar(
            HEAD, YearCalendar(2026, off), source="Thông báo 1/TB", day=day
        )
        return int(done.answer["restated"])

    def deadline(self, assignment: UUID) -> tuple[date, date, int]:
        [row] = self.world.rows(
            "SELECT deadline, original, extensions FROM assignment_timeline WHERE assignment_id = %s"
            " AND known_to > 2^62 AND to_day = '9999-12-31'",
            assignment,
        )
        return row


def test_a_restated_calendar_moves_the_open_deadlines_that_it_counted_and_that_is_no_extension(
    world: World,
) -> None:
    counted = Counted(world)
    given, other = counted.give(), counted.give("trước ngày 20/01/2026")
    assert counted.deadline(given)[0] == date(2026, 1, 19)
    assert counted.restate(12, 13) == 1
    assert counted.deadline(given) == (date(2026, 1, 21), date(2026, 1, 21), 0)
    assert counted.deadline(other)[0] == date(2026, 1, 19), "no working day was counted for it"
    recorded = [one.event.fact.TOPIC for part in world.log.pages(0) for one in part]
    assert recorded[-3:] == ["calendar.set", "assignment.corrected", "assignment.issued"]


def test_what_is_completed_is_not_judged_anew(world: World) -> None:
    counted = Counted(world)
    given = counted.give()
    world.on(date(2026, 1, 20)).complete(given, date(2026, 1, 20))
    assert counted.restate(12, 13) == 0
    assert counted.deadline(given)[0] == date(2026, 1, 19)


def test_a_day_that_a_person_chose_otherwise_stays(world: World) -> None:
    counted = Counted(world)
    given = counted.give(moved=date(2026, 1, 30))
    assert counted.restate(12, 13) == 0
    assert counted.deadline(given)[0] == date(2026, 1, 30)


def test_a_draft_follows_and_waits_to_be_approved_again(world: World) -> None:
    counted = Counted(world)
    task, assignment = counted.draft()
    chosen, _ = counted.draft(moved=date(2026, 1, 30))
    world.register.approve_tasks(HEAD, [task, chosen])
    assert counted.restate(12, 13) == 0, "nothing was given yet"
    drafts = "SELECT task_id, deadline, phase FROM tasks WHERE known_to > 2^62"
    assert {row[0]: row[1:] for row in world.rows(drafts)} == {
        task: (date(2026, 1, 21), "proposed"),
        chosen: (date(2026, 1, 30), "approved"),
    }
    world.give([task])
    assert counted.deadline(assignment) == (date(2026, 1, 21), date(2026, 1, 21), 0)


def test_a_calendar_restated_again_and_taken_back_moves_them_again(world: World) -> None:
    counted = Counted(world)
    given = counted.give()
    counted.restate(12, 13)
    assert counted.restate(12, day=FEB_10) == 1
    assert counted.deadline(given)[0] == date(2026, 1, 20)
    done = world.register.take_back_calendar(HEAD, 2026, target=2, reason="Ghi nhầm")
    assert done.answer["restated"] == 1
    assert counted.deadline(given)[0] == date(2026, 1, 21)
    world.register.take_back_calendar(HEAD, 2026, target=1, reason="Ghi nhầm năm")
    assert counted.deadline(given)[0] == date(2026, 1, 19)
