"""A register on which something of each kind stands, so that a command meets whatever may be in its way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.app import Closing, NewUnit
from domain.app.tasks import NewTask
from domain.assignment_facts import Completion, Deadline
from domain.paper import Authority, Paper
from domain.progress import Report
from domain.resolution import Content, Relation
from domain.task import DocumentBasis, Leads
from domain.unit import Ending
from projections.views import VIEWS
from tests.world import HEAD, OFFICE, UNIT, World, ground

JAN = [date(2026, 1, 1 + n) for n in range(31)]
FEB = date(2026, 2, 20)
PAPER = Paper("9-TB/TU", JAN[9])

STANDINGS = {
    "draft": "not issued",
    "running": "issued on JAN[0] by version 2, due on JAN[20]",
    "received": "3: on JAN[1]",
    "reported": "3: a report of JAN[4] sent by UNIT",
    "confirmed": "4: that report confirmed",
    "claimed": "3: a claim of JAN[4] sent by UNIT, for a product of that day",
    "submitted": "as claimed, to be completed on the day of receipt",
    "completed": "3: a claim, 4: its confirmation on JAN[20] for JAN[14]",
    "suspended": "3: on JAN[9]",
    "removed": "3: a claim, 4: removed on JAN[10]",
    "undated": "without deadline",
    "extended": "3: to FEB, on JAN[9]",
    "corrected": "3: a report, 4: left out",
}
"""How an assignment can stand, with the versions of its facts."""


class Scene(msgspec.Struct):
    """Ids by what they stand for; today is 10/02/2026. An assignment for each of ``STANDINGS``."""

    world: World
    document: UUID
    older: UUID
    """A document of 2025."""
    lead: UUID
    other: UUID
    ended: UUID
    heir: UUID
    """Into which ``ended`` went on JAN[24]."""
    split: UUID
    future: UUID
    """A unit from 2027 on."""
    task: UUID = UUID(int=0)
    """Of one assignment, issued."""
    waiting: UUID = UUID(int=0)
    """A task without leads."""
    group: UUID = UUID(int=0)
    """A task given at once to ``lead`` and ``other``."""
    of_split: UUID = UUID(int=0)
    """An assignment completed at the unit that was split."""
    given: dict[str, UUID] = {}

    @property
    def ids(self) -> list[UUID]:
        """Of every subject."""
        fields = msgspec.structs.asdict(self).values()
        return [*(value for value in fields if isinstance(value, UUID)), *self.given.values()]

    def give(self, standing: str, lead: UUID | None = None) -> UUID:
        """A new assignment that stands so."""
        do, world = self.world.register, self.world
        [a] = world.task(
            self.document,
            [lead or self.lead],
            due=None if standing == "undated" else JAN[20],
            completion=Completion.SUBMITTED if standing == "submitted" else Completion.ISSUED,
            issue=standing != "draft",
        )
        claim = standing in ("claimed", "submitted", "removed")
        if claim or standing in ("reported", "confirmed", "corrected"):
            product = Paper("1-KH/ĐU", JAN[4]) if claim else None
            report = Report(as_of=JAN[4], results="Đã làm", product=product, claim=claim)
            do.send_report(UNIT, a, report, day=JAN[4])
        match standing:
            case "received":
                do.receive(UNIT, a, day=JAN[1])
            case "confirmed":
                do.confirm_report(HEAD, a, day=JAN[5], report=3)
            case "completed":
                world.complete(a, JAN[20], product=JAN[14])
            case "suspended":
                do.suspend(OFFICE, a, ground=ground(JAN[9]))
            case "removed":
                do.remove(OFFICE, a, ground=ground(JAN[10]))
            case "extended":
                do.extend(OFFICE, a, deadline=Deadline("", FEB, "day"), ground=ground(JAN[9]))
            case "corrected":
                do.leave_out(OFFICE, a, targets=(3,), reason="Gửi nhầm")
        return a

    def to_choose(self) -> UUID:
        """A new task without leads."""
        made = self.world.register.draft_task(OFFICE, new_task(), (DocumentBasis(self.document),))
        return UUID(made.answer["task"])

    def approved(self) -> UUID:
        """A new task that may be issued."""
        task = self.task_of(self.give("draft"))
        self.world.register.approve_tasks(HEAD, [task])
        return task

    def unsigned(self) -> UUID:
        """A new document without a number."""
        head = Content("", JAN[1], "NQ", "Dự thảo", Authority.STANDING_BOARD, "XVIII")
        return UUID(self.world.register.record_resolution(OFFICE, head).answer["resolution"])

    def linked(self) -> UUID:
        """A new document that carries out ``older``."""
        document = self.unsigned()
        self.world.register.link_resolutions(OFFICE, document, relation=Relation.IMPLEMENTS, to=self.older)
        return document

    def concluded(self) -> UUID:
        """A new document that has ended."""
        document = self.world.resolution(f"{self.world.log.head()}-KL/TU")
        self.world.register.conclude_resolution(OFFICE, document, day=JAN[9], reason="Hết hạn", paper=PAPER)
        return document

    def task_of(self, assignment: UUID) -> UUID:
        return self._draft(assignment).task

    def lead_of(self, assignment: UUID) -> UUID:
        return self._draft(assignment).lead

    def _draft(self, assignment: UUID) -> Any:
        return next(iter(self.world.register.events.get(assignment))).fact


def new_task(**changes: Any) -> NewTask:
    given = {"text": "Việc", "deadline": Deadline("", JAN[20], "day"), "authority": Authority.STANDING_BOARD}
    return NewTask(**given | changes)


@contextmanager
def scene(dsn: str) -> Iterator[Scene]:
    """The log is still being seeded."""
    world = World(dsn).on(date(2026, 2, 10))
    lead, other, ended, split = world.units("Xã Tam Sơn", "Phường Vinh Tân", "Ban Dân vận", "Sở Lớn")
    [future] = world.units("Xã Mai Sau", since=date(2027, 1, 1))
    new = [NewUnit(name=name, group=6, rank=n) for n, name in enumerate(("Ban Mới", "Sở Một", "Sở Hai"))]
    heir, one, two = (unit.id for unit in new)
    made = Scene(
        world=world,
        document=world.resolution(),
        older=world.resolution("57-NQ/TU", date(2025, 3, 3)),
        lead=lead,
        other=other,
        heir=heir,
        ended=ended,
        split=split,
        future=future,
    )
    made.task = made.task_of(made.give("running"))
    made.waiting = made.to_choose()
    made.group = made.task_of(world.task(made.document, [lead, other], how=Leads.EACH)[0])
    made.of_split = made.give("completed", split)
    world.register.reorganise(
        OFFICE,
        day=JAN[24],
        paper=PAPER,
        establish=new,
        closings=[Closing(ended, Ending.MERGED, (heir,)), Closing(split, Ending.SPLIT, (one, two))],
    )
    made.given = {standing: made.give(standing) for standing in STANDINGS}
    yield made
    world.database.close()


def state(world: World) -> tuple[int, dict[str, list[Any]]]:
    """The head of the log and every row of every view that says something."""
    silent = {table: said for view in VIEWS for table, said in view.left_out.items()}
    tables = world.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'views' ORDER BY 1")
    return world.log.head(), {
        t: world.rows(f"SELECT t::text FROM views.{t} t WHERE NOT ({silent.get(t, 'false')}) ORDER BY 1")
        for (t,) in tables
    }
