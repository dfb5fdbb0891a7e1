"""What the Office and a unit do with one assignment at the moment that is being played: reports, papers, days."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from domain.act import Actor
from domain.app import Register
from domain.app.assignments import Ground
from domain.assignment_facts import Deadline
from domain.deadline import read
from domain.paper import Authority, Paper
from domain.progress import Report
from domain.unit import Group
from domain.vietnamese import day as vn_day
from infra.demo import phrases
from infra.demo.people import SPECIALISTS, Temper
from infra.demo.stage import Stage
from infra.demo.tasks import Planned
from infra.demo.units import UNITS, Unit


class Case:
    """One assignment in the hands of its unit. ``leads`` says whose it is, also after a reorganisation."""

    def __init__(
        self,
        register: Register,
        stage: Stage,
        leads: dict[UUID, str],
        assignment: UUID,
        plan: Planned,
        given: date,
        temper: Temper,
        dice: Random,
    ) -> None:
        self._register = register
        self._stage = stage
        self._leads = leads
        self._id = assignment
        self._plan = plan
        self._floor = given
        """No fact may be dated earlier: the day of issue, of the last resumption, of the reopening."""
        self._temper = temper
        self._dice = dice
        self._specialist = dice.choice(SPECIALISTS)
        self._due = plan.new.deadline.day
        self._noted = ""
        """The unit that has taken note last."""

    @property
    def _today(self) -> date:
        return self._stage.today

    @property
    def _unit(self) -> Unit:
        return UNITS[self._leads[self._id]]

    @property
    def _head(self) -> Actor:
        return Actor(str(self._unit.head))

    @property
    def _officer(self) -> Actor:
        return Actor(str(self._unit.officer))

    def _after(self, least: int, most: int) -> datetime:
        return self._at(self._today + timedelta(days=self._dice.randint(least, max(least, most))))

    def _at(self, day: date) -> datetime:
        return self._stage.at_desk(day, self._dice)

    def _lately(self, most: int) -> date:
        """A day shortly ago that a fact may bear."""
        return max(self._floor, self._today - timedelta(days=self._dice.randint(0, most)))

    def _worked(self, day: date) -> date:
        """The last working day until ``day``: a paper is not dated on a Sunday."""
        return max(self._floor, self._stage.calendar.add_working_days(day + timedelta(days=1), -1))

    def _note(self) -> None:
        """Takes note, if the unit has not: after a hand-over the new one does with its first report."""
        if self._noted != self._unit.key:
            self._register.receive(self._officer, self._id, day=self._today)
            self._noted = self._unit.key

    def _sent(
        self,
        results: str,
        *,
        step: phrases.Step = "",
        percent: int | None = None,
        product: Paper | None = None,
        received: date | None = None,
        claim: bool = False,
    ) -> int:
        """Sends a report, or the Office types it in from paper; its version."""
        dice = self._dice
        typed_in = dice.random() < 0.08
        report = Report(
            as_of=self._lately(6),
            results=results,
            step=step,
            percent=percent,
            difficulties=dice.choice(phrases.DIFFICULTIES) if dice.random() < 0.25 and not claim else "",
            proposals=dice.choice(phrases.PROPOSALS) if dice.random() < 0.08 and not claim else "",
            paper=Paper(self._number("BC"), self._worked(self._lately(2)), self._unit.name_on(self._today))
            if typed_in
            else None,
            product=product,
            received=received,
            claim=claim,
        )
        by = self._specialist if typed_in else self._head
        if not typed_in:
            self._note()
        return int(
            self._register.send_report(by, self._id, report, day=self._today, typed_in=typed_in).answer[
                "version"
            ]
        )

    def _product(self, day: date) -> Paper:
        return Paper(self._number(self._plan.asked.code), day, self._unit.name_on(self._today))

    def _number(self, kind: str) -> str:
        number, unit = self._dice.randint(5, 480), self._unit
        if unit.group in (Group.FRONT, Group.DEPARTMENTS):
            return f"{number:02}/{kind}-{unit.sign}"
        return f"{number:02}-{kind}/{unit.sign}"

    def _decision(self, reason: str, most: int = 4) -> Ground:
        return Ground(reason, self._paper(self._worked(self._lately(most))))

    def _paper(self, day: date) -> Paper:
        return Paper(f"{self._dice.randint(100, 1900)}-TB/TU", day)

    def _worded(self, due: date, set_by: Authority) -> Deadline:
        reading = read(f"Đến hết ngày {vn_day(due)}", given=self._today)
        return Deadline(reading.raw, due, reading.rule, str(reading.kind), set_by=set_by)
