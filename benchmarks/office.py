"""An office at work: clerks who give real commands at random, and note what they were answered.

Each command has a name of its own, which is its account and the key of its request: so every event in the log
tells which command made it. A command whose answer was lost is repeated under its name until it is answered.
"""

import random
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import msgspec
import psycopg2
from eventsourcing.persistence import Notification, OperationalError, Recording

from domain.app import Actor, Closing, Done, NewUnit, Register
from domain.app.assignments import Ground
from domain.app.tasks import Choice, NewTask
from domain.assignment import Assignment
from domain.assignment_facts import Deadline
from domain.errors import Refused
from domain.event import Event, concrete_facts
from domain.log import Request
from domain.paper import Authority, Paper
from domain.progress import Report
from domain.resolution import Content
from domain.task import DocumentBasis, Leads
from domain.unit import Ending
from infra.database import Database
from infra.event_store import Factory
from infra.log import VIETNAM, Log
from infra.mapper import Mapper
from projections.engine import Engine
from projections.tasks import open_assignments
from projections.views import VIEWS

UNITS = 8
YOUNG = 40
"""Assignments are mostly chosen among the last so many: histories get long."""

Entry = tuple[int, UUID, int, str, str]
"""Position, stream, version, topic, state."""

Command = Callable[[Actor], Done]


class Acknowledged(msgspec.Struct):
    """A command that was answered: where the log stood, and what was recorded, if that was heard of."""

    command: str
    position: int
    entries: list[Entry]


class NotingRegister(Register):
    """Remembers what its last command recorded."""

    noted: Sequence[Recording[UUID]] = []

    def save(self, *events: Any, **more: Any) -> list[Recording[UUID]]:
        self.noted = recorded = super().save(*events, **more)
        return recorded


def domain_mapper() -> Mapper:
    """Of the facts of the register, without those of benchmarks and tests."""
    return Mapper(facts=[fact for fact in concrete_facts() if fact.__module__.startswith("domain.")])


class Office:
    """What the clerks of one process share: the log, the units, the assignments they know of."""

    def __init__(self, database: Database, name: str, told: Callable[[Acknowledged], None]) -> None:
        """Finds the units and assignments that are there. ``name``: unique among all offices of a log."""
        self.database = database
        self.name = name
        self.told = told
        self.closed = threading.Event()
        self.engine = Engine(Log(database, domain_mapper()), database, VIEWS)
        self.units = self._streams("unit.established", "unit.ended")
        self.assignments = self._streams("assignment.issued")
        self.document = self._open()

    def _streams(self, topic: str, but_not: str = "") -> list[UUID]:
        sql = """SELECT stream FROM log WHERE topic = %s
            AND stream NOT IN (SELECT stream FROM log WHERE topic = %s) ORDER BY position"""
        while True:
            with suppress(OperationalError):
                return [stream for (stream,) in self.database.reading.rows(sql, [topic, but_not])]

    def _open(self) -> UUID:
        """Fills up the units, records the document of this office."""
        clerk = Clerk(self, "mở", random.Random(0))
        missing = [_unit() for _ in range(UNITS - len(self.units))]
        if missing:
            clerk.carry_out(lambda actor: clerk.register.establish_units(actor, missing, day=SINCE))
            self.units += [unit.id for unit in missing]
        number = f"{int(self.name)}-NQ/TU"
        content = Content(number, clerk.day(90), "NQ", "Nghị quyết", Authority.STANDING_BOARD, "XVIII")
        done = clerk.carry_out(lambda actor: clerk.register.record_resolution(actor, content))
        assert done
        return UUID(done.answer["resolution"])

    def open_assignments(self, units: Sequence[UUID], day: date) -> tuple[int, Sequence[UUID]]:
        """For reorganisations: waits until the views have seen the whole log."""
        position = self.engine.catch_up()
        with self.database.snapshot() as cursor:
            return position, open_assignments(cursor, units, day)


SINCE = date(2020, 1, 1)


def _unit() -> NewUnit:
    return NewUnit(name="Đảng ủy xã", group=6, rank=1, since=SINCE)


def _entry(n: Notification) -> Entry:
    return n.id, UUID(str(n.originator_id)), n.originator_version, n.topic, n.state.decode()


class Clerk:
    """Gives one command after the other until the office is closed."""

    def __init__(self, office: Office, name: str, chance: random.Random) -> None:
        self.office = office
        self.name = f"{office.name}.{name}"
        self.chance = chance
        self.commands = 0
        self.register = NotingRegister(
            Factory(database=office.database),
            today=lambda: self.day(0),
            open_assignments=office.open_assignments,
        )

    def work(self) -> None:
        acts = {
            self.give: 10,
            self.report: 40,
            self.answer: 30,
            self.direct: 15,
            self.correct: 4,
            self.merge: 1,
        }
        while not self.office.closed.is_set():
            [act] = self.chance.choices(list(acts), list(acts.values()))
            act()

    def carry_out(self, command: Command) -> Done | None:
        """Repeats the command until it is answered; None if it was refused, or the office was closed."""
        self.commands += 1
        name = f"{self.name}-{self.commands}"
        actor = Actor(name, Request(name, "key", "hash"))
        self.register.noted = []
        while not self.office.closed.is_set():
            try:
                done = command(actor)
            except Refused:
                return None
            except (OperationalError, psycopg2.OperationalError):
                continue
            entries = [_entry(recording.notification) for recording in self.register.noted]
            self.office.told(Acknowledged(name, done.position, entries))
            return done
        return None

    def day(self, days_ago: int) -> date:
        return datetime.now(VIETNAM).date() - timedelta(days=days_ago)

    def lately(self) -> date:
        return self.day(self.chance.randint(0, 60))

    def give(self) -> None:
        """A task drafted and issued to one unit or three."""
        leads = tuple(self.chance.sample(self.office.units, self.chance.choice([1, 1, 3])))
        new = NewTask(
            text="Xây dựng kế hoạch, báo cáo Ban Thường vụ Tỉnh ủy",
            deadline=Deadline("", self.day(self.chance.randint(-60, 60)), "day"),
            authority=Authority.STANDING_BOARD,
            choice=Choice(Leads.SINGLE if len(leads) == 1 else Leads.EACH, leads),
        )
        bases = (DocumentBasis(self.office.document),)
        drafted = self.carry_out(lambda actor: self.register.draft_task(actor, new, bases))
        if not drafted:
            return
        task = UUID(drafted.answer["task"])
        approved = self.carry_out(lambda actor: self.register.approve_tasks(actor, [task]))
        if approved and self.carry_out(lambda actor: self.register.issue(actor, [task])):
            self.office.assignments += map(UUID, drafted.answer["assignments"])

    def chosen(self) -> Assignment | None:
        """One of the assignments, as it stands; None while there is none, or the server is away."""
        known = self.office.assignments
        if not known:
            return None
        of = known[-YOUNG:] if self.chance.random() < 0.9 else known
        stream = self.chance.choice(of)
        try:
            events = cast(Sequence[Event], list(self.register.events.get(stream)))
        except OperationalError:
            return None
        if not events:
            raise LookupError(f"Assignment {stream}, of which we were told, is gone")
        return Assignment(stream, events)

    def report(self) -> None:
        """A report, every other one with a claim."""
        if assignment := self.chosen():
            day, claim = self.lately(), self.chance.random() < 0.5
            report = Report(as_of=day, results="Đã ban hành", product=Paper("1-KH/ĐU", day), claim=claim)
            self.carry_out(lambda actor: self.register.send_report(actor, assignment.id, report, day=day))

    def answer(self) -> None:
        """An open claim is confirmed, or more is asked for."""
        if not (assignment := self.chosen()) or not (claims := assignment.open_claims()):
            return
        act_day, claim, register = self.lately(), claims[0], self.register
        if self.chance.random() < 0.7:
            self.carry_out(
                lambda actor: register.confirm_completion(actor, assignment.id, act_day=act_day, claim=claim)
            )
        else:
            self.carry_out(
                lambda actor: register.ask_for_more(
                    actor, assignment.id, day=act_day, report=claim, reason="Thiếu số liệu"
                )
            )

    def direct(self) -> None:
        """What the assigning authority decides: mostly refused, since it seldom fits."""
        if not (assignment := self.chosen()):
            return
        register, day = self.register, self.lately()
        ground = Ground("Theo ý kiến chỉ đạo", Paper("9-TB/TU", day))
        later = Deadline("", self.day(self.chance.randint(-200, 0)), "day")
        to = self.chance.choice(self.office.units)
        decisions: list[Command] = [
            lambda actor: register.extend(actor, assignment.id, deadline=later, ground=ground),
            lambda actor: register.suspend(actor, assignment.id, ground=ground),
            lambda actor: register.resume(actor, assignment.id, ground=ground),
            lambda actor: register.reopen(actor, assignment.id, ground=ground),
            lambda actor: register.hand_over(actor, assignment.id, to=to, day=day, ground=ground),
        ]
        self.carry_out(self.chance.choice(decisions))

    def correct(self) -> None:
        """One of the facts is left out."""
        if assignment := self.chosen():
            target = self.chance.randint(1, assignment.version)
            self.carry_out(
                lambda actor: self.register.leave_out(
                    actor, assignment.id, targets=[target], reason="Nhập nhầm"
                )
            )

    def merge(self) -> None:
        """A unit is merged into another, with all that is open there; a new one is established."""
        unit, successor = self.chance.sample(self.office.units, 2)
        new = _unit()
        merged = self.carry_out(
            lambda actor: self.register.reorganise(
                actor,
                day=self.day(0),
                paper=Paper("1-QĐ/TU", self.day(0)),
                closings=[Closing(unit, Ending.MERGED, (successor,))],
                establish=[new],
            )
        )
        if merged:
            self.office.units = [u for u in self.office.units if u != unit] + [new.id]
