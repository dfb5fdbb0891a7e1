"""A register on a database of its own: the use cases, the views behind them, and a clock that is told."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from api.house import House
from api.private import Private
from domain.app import Actor, NewUnit, Register
from domain.app.assignments import Ground
from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Completion, Deadline
from domain.event import concrete_facts
from domain.paper import Authority, Paper
from domain.progress import Report
from domain.resolution import Content
from domain.task import DocumentBasis, Leads
from infra.annex import read_annex
from infra.database import Database, prepare
from infra.event_store import Factory
from infra.holidays import propose
from infra.log import VIETNAM, Log
from infra.mapper import Mapper
from infra.paper.excel import workbook
from infra.paper.layout import Letterhead
from infra.paper.word import paper
from infra.private import AccessLog, Drafts, Files, People, Sessions, Tokens, Uploads
from projections.calendars import open_counted
from projections.engine import Engine
from projections.reader import Reader
from projections.tasks import dated_drafts, open_assignments
from projections.views import VIEWS

LETTERHEAD = Letterhead("Sông Lam", "Sông Lam")

OFFICE, HEAD, UNIT = Actor("cv"), Actor("cvp"), Actor("dv")


def facts() -> list[type]:
    """The facts of the register, without those of other tests."""
    return [cls for cls in concrete_facts() if cls.__module__.startswith("domain.")]


class World:
    """Everything composed on one database, kept in seeding mode; ``now`` is the moment of recording."""

    def __init__(self, dsn: str) -> None:
        self.database = Database(prepare(dsn))
        self.now = datetime.combine(date(2026, 1, 1), time(8), VIETNAM)
        self.mapper = Mapper(facts=facts())
        self.log = Log(self.database, self.mapper)
        self.engine = Engine(self.log, self.database, VIEWS)
        self.engine.prepare()
        self.reader = Reader(self.log, self.database, self.engine, now=lambda: self.now)
        self.register = self.another_register()
        self.private = self._private()

    def another_register(self, *, told: bool = True) -> Register:
        """The application of another officer, on the same log; not ``told``: by the clock of the server."""
        factory = Factory(database=self.database, clock=(lambda: self.now) if told else None)
        return Register(
            factory,
            today=self.today,
            open_assignments=self.open_assignments,
            counted_deadlines=self.counted_deadlines,
        )

    def _private(self) -> Private:
        pool, now = self.database.private, lambda: self.now
        parts = (People, Sessions, Tokens, AccessLog, Uploads, Files, Drafts)
        return Private(*(part(pool, now) for part in parts))

    def today(self) -> date:
        return self.now.date()

    def open_assignments(self, units: Sequence[UUID], day: date) -> tuple[int, list[UUID]]:
        position = self.engine.catch_up()
        return position, self.query(open_assignments, units, day)

    def counted_deadlines(self) -> tuple[int, list[UUID], list[UUID]]:
        position = self.engine.catch_up()
        return position, self.query(open_counted), self.query(dated_drafts)

    def query(self, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """The rows of a query on the live views, caught up."""
        self.engine.catch_up()
        with self.database.snapshot() as cursor:
            return query(cursor, *args, **more)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.query(lambda cursor: (cursor.execute(sql, values), cursor.fetchall())[1])

    def on(self, day: date, hour: int = 8) -> "World":
        """From now on things are recorded on this day."""
        self.now = max(self.now, datetime.combine(day, time(hour), VIETNAM))
        return self

    def units(self, *names: str, since: date = date(2020, 1, 1), group: int = 6) -> list[UUID]:
        """New units in this order."""
        new = [NewUnit(name=name, group=group, rank=n) for n, name in enumerate(names, 1)]
        self.register.establish_units(OFFICE, new, day=since)
        return [u.id for u in new]

    def resolution(self, number: str = "5-NQ/TU", day: date = date(2026, 1, 1)) -> UUID:
        """A recorded document."""
        content = Content(number, day, "NQ", "Nghị quyết về việc thử", Authority.STANDING_BOARD, "XVIII")
        return UUID(self.register.record_resolution(OFFICE, content).answer["resolution"])

    def task(
        self,
        document: UUID,
        leads: Sequence[UUID],
        *,
        due: date | None = date(2026, 1, 21),
        text: str = "Xây dựng kế hoạch",
        how: Leads | None = None,
        completion: Completion = Completion.ISSUED,
        issue: bool = True,
    ) -> list[UUID]:
        """The assignments of a new task given to ``leads``."""
        how = how or (Leads.SINGLE if len(leads) == 1 else Leads.EACH)
        new = NewTask(
            text=text,
            deadline=Deadline("", due, "day"),
            authority=Authority.STANDING_BOARD,
            completion=completion,
            choice=Choice(how, tuple(leads)),
        )
        made = self.register.draft_task(OFFICE, new, (DocumentBasis(document),)).answer
        if issue:
            self.give([UUID(made["task"])])
        return [UUID(a) for a in made["assignments"]]

    def give(self, tasks: Sequence[UUID]) -> None:
        """Approved by the head and issued."""
        self.register.approve_tasks(HEAD, tasks)
        self.register.issue(HEAD, tasks)

    def complete(self, assignment: UUID, day: date, *, product: date | None = None) -> None:
        """Reports with a claim and confirms, both on ``day``, for a product of ``product``."""
        report = Report(
            as_of=day, results="Đã ban hành", product=Paper("1-KH/ĐU", product or day), claim=True
        )
        claim = self.register.send_report(UNIT, assignment, report, day=day).answer["version"]
        self.register.confirm_completion(HEAD, assignment, act_day=day, claim=claim)


def ground(day: date, reason: str = "Lý do") -> Ground:
    return Ground(reason, Paper("9-TB/TU", day))


def days_after(day: date, n: int) -> date:
    return day + timedelta(days=n)


def house(world: World, **changes: Any) -> House:
    """The commands' view of this world."""
    given = {
        "title": "Thử",
        "shift_deadlines": False,
        "read_annex": read_annex,
        "paper": lambda sheet: paper(sheet, LETTERHEAD),
        "workbook": workbook,
        "propose_calendar": propose,
    } | changes
    return House(
        register=world.register,
        reader=world.reader,
        engine=world.engine,
        log=world.log,
        private=world.private,
        **given,
    )


def command(world: World, module: Any, *words: str, **changes: Any) -> int:
    """Runs a command of the command line in this world, as if it had been typed."""
    parser = argparse.ArgumentParser()
    module.arguments(parser)
    return int(module.run(parser.parse_args(words), house(world, **changes)))
