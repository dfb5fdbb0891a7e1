"""A small register filled by commands drawn at random: most acts back-dated, many refused, some corrected again."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from uuid import UUID

from domain.app import Closing, NewUnit
from domain.app.assignments import Ground
from domain.assignment import Assignment
from domain.assignment_facts import Completed, Completion, Deadline, Extended, Issued, ReportSent
from domain.errors import Refused
from domain.event import Event
from domain.paper import Paper
from domain.progress import Report
from domain.task import Leads
from domain.unit import Ending
from tests.world import HEAD, OFFICE, UNIT, World

FIRST = date(2026, 1, 5)


class Acts:
    """Draws the acts. ``done`` of them were recorded, the others refused."""

    def __init__(self, world: World, dice: Random) -> None:
        self._world = world
        self._dice = dice
        self.done = 0
        self._units = world.on(FIRST).units("Một", "Hai", "Ba", "Bốn")
        documents = [world.resolution(f"{n}-NQ/TU", FIRST) for n in (1, 2)]
        self._assignments: list[UUID] = []
        for n in range(8):
            leads = dice.sample(self._units, dice.choice((1, 1, 2, 3)))
            self._assignments += world.task(
                dice.choice(documents),
                leads,
                due=dice.choice((None, *(FIRST + timedelta(dice.randint(5, 90)) for _ in range(3)))),
                text=f"Việc {n}",
                how=Leads.SINGLE if len(leads) == 1 else dice.choice((Leads.EACH, Leads.JOINT)),
                completion=dice.choice(list(Completion)),
                issue=dice.random() < 0.9,
            )

    def play(self, times: int) -> None:
        """That many acts, each some days after the one before."""
        acts: list[Callable[[UUID], object]] = [
            *[self._report, self._claim, self._claim, self._confirm, self._confirm, self._ask, self._extend],
            *[self._suspend, self._resume, self._reopen, self._leave_out, self._hand_over, self._redate],
            *[self._retime, self._set_deadline, self._rewrite],
        ]
        for n in range(times):
            self._world.on(self._world.today() + timedelta(self._dice.choice((0, 0, 1, 3, 6))))
            act = self._merge if n == times * 2 // 3 else self._dice.choice(acts)
            if self._dice.random() < 0.02:
                act = self._remove
            try:
                act(self._dice.choice(self._assignments))
                self.done += 1
            except Refused:
                continue

    def _day(self) -> date:
        return max(FIRST, self._world.today() - timedelta(self._dice.choice((0, 0, 1, 4, 12, 40))))

    def _ground(self) -> Ground:
        return Ground("Lý do", Paper("9-TB/TU", self._day()))

    def _facts(self, assignment: UUID, kind: type | tuple[type, ...]) -> list[Event]:
        events: list[Event] = list(self._world.register.events.get(assignment))  # type: ignore[arg-type]
        found = [e for e in events if isinstance(e.fact, kind)]
        if not found:
            raise Refused("Không có gì.")
        return found

    def _version(self, assignment: UUID, kind: type | tuple[type, ...]) -> int:
        return self._dice.choice(self._facts(assignment, kind)).originator_version

    def _due(self) -> Deadline:
        return Deadline("", self._world.today() + timedelta(self._dice.randint(-10, 60)), "day")

    def _written(self, *, claim: bool, day: date) -> Report:
        product = Paper("1-KH/ĐU", self._day()) if claim else None
        received = self._day() if claim and self._dice.random() < 0.5 else None
        return Report(as_of=day, results="Đã làm", claim=claim, product=product, received=received)

    def _report(self, a: UUID, *, claim: bool = False) -> None:
        day = self._day()
        self._world.register.send_report(UNIT, a, self._written(claim=claim, day=day), day=day)

    def _claim(self, a: UUID) -> None:
        self._report(a, claim=True)

    def _confirm(self, a: UUID) -> None:
        claims = Assignment(a, self._facts(a, object)).open_claims()
        if claims:
            self._world.register.confirm_completion(HEAD, a, act_day=self._day(), claim=claims[0])

    def _ask(self, a: UUID) -> None:
        report = self._version(a, ReportSent)
        self._world.register.ask_for_more(OFFICE, a, day=self._day(), report=report, reason="Thiếu")

    def _extend(self, a: UUID) -> None:
        self._world.register.extend(OFFICE, a, deadline=self._due(), ground=self._ground())

    def _set_deadline(self, a: UUID) -> None:
        self._world.register.set_deadline(OFFICE, a, day=self._day(), deadline=self._due())

    def _suspend(self, a: UUID) -> None:
        self._world.register.suspend(OFFICE, a, ground=self._ground())

    def _resume(self, a: UUID) -> None:
        self._world.register.resume(OFFICE, a, ground=self._ground())

    def _reopen(self, a: UUID) -> None:
        self._world.register.reopen(HEAD, a, ground=self._ground())

    def _remove(self, a: UUID) -> None:
        self._world.register.remove(HEAD, a, ground=self._ground())

    def _hand_over(self, a: UUID) -> None:
        to = self._dice.choice(self._units)
        self._world.register.hand_over(OFFICE, a, to=to, day=self._day(), ground=self._ground())

    def _leave_out(self, a: UUID) -> None:
        self._world.register.leave_out(OFFICE, a, targets=[self._version(a, object)], reason="Nhầm")

    def _redate(self, a: UUID) -> None:
        target = self._version(a, Completed)
        product, received = Paper("2-KH/ĐU", self._day()), self._day()
        self._world.register.correct_completion(
            HEAD, a, target=target, product=product, received=received, reason="Nhầm"
        )

    def _retime(self, a: UUID) -> None:
        target = self._version(a, (Issued, Extended))
        self._world.register.correct_deadline(OFFICE, a, target=target, deadline=self._due(), reason="Nhầm")

    def _rewrite(self, a: UUID) -> None:
        target, day = self._version(a, ReportSent), self._day()
        report = self._written(claim=self._dice.random() < 0.5, day=day)
        self._world.register.correct_report(UNIT, a, target=target, day=day, report=report, reason="Nhầm")

    def _merge(self, _: UUID) -> None:
        """Two units become a new one, with whatever is open there."""
        day, heir = self._day(), NewUnit(name="Năm", group=6, rank=9)
        closings = [Closing(unit, Ending.MERGED, (heir.id,)) for unit in self._units[:2]]
        self._world.register.reorganise(
            OFFICE, day=day, paper=Paper("3-QĐ/TU", day), closings=closings, establish=[heir]
        )
        self._units = [*self._units[2:], heir.id]
