"""What happens in the province: documents come, tasks are given, the calendar is set, the units are reorganised."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Literal
from uuid import UUID, uuid5

import msgspec

from domain.act import Actor
from domain.app import Closing, Register
from domain.app.tasks import AnnexTask, Choice, NewTask
from domain.paper import Authority, Paper
from domain.task import DocumentBasis, Leads, SpokenBasis, task
from domain.unit import Ending
from infra.demo import phrases
from infra.demo.calendars import decisions
from infra.demo.closings import closings, months, weeks
from infra.demo.documents import Document, all_documents
from infra.demo.life import Life
from infra.demo.people import ADMINISTRATOR, CLERK, DEPUTY, HEAD, PEOPLE, SPECIALISTS, temper
from infra.demo.stage import Play, Stage, events
from infra.demo.tasks import Planned, Planner
from infra.demo.units import GOVERNMENT, PROVINCE, REFORM, START, UNITS, under_government
from infra.log import VIETNAM

_KEYS = {unit.id: unit.key for unit in UNITS.values()}
_REFORMED_BY = Paper("1685-QĐ/TU", date(2025, 6, 27), "Ban Thường vụ Tỉnh ủy")
_SPOKEN: tuple[tuple[Literal["meeting", "paper", "telephone"], str], ...] = (
    ("meeting", "ý kiến tại hội nghị giao ban"),
    ("paper", "bút phê trên phiếu trình"),
    ("telephone", "ý kiến qua điện thoại"),
)


class Story:
    """The plays of the province. Each task's fate is thrown with dice of its own."""

    def __init__(self, register: Register, stage: Stage, planner: Planner, seed: int) -> None:
        self._register = register
        self._stage = stage
        self._planner = planner
        self._seed = seed
        self._leads: dict[UUID, str] = {}

    def plays(self) -> Iterator[tuple[str, Play]]:
        """What begins on the first day."""
        yield "accounts", self._accounts()
        yield "a calendar", self._calendars()
        yield "b units", self._units()
        yield "documents", self._documents()
        yield "spoken", self._spoken()
        yield "reform", self._reform()
        for name, kind in (("months", months()), ("weeks", weeks())):
            yield name, closings(self._register, self._stage, kind, self._seed)

    def _dice(self, *names: object) -> Random:
        return Random(" ".join(map(str, (self._seed, *names))))

    # Accounts, the calendar, the units

    def _accounts(self) -> Play:
        """Those of the Office first; of a unit's people once there is the unit."""
        yield _morning(START, minutes=-10)
        for person in PEOPLE:
            if person.unit or person.field:
                yield _morning(person.since, minutes=90)
            self._register.open_account(ADMINISTRATOR, person.charge, id=person.id)

    def _calendars(self) -> Play:
        for decision in decisions():
            yield max(_morning(decision.day), _morning(START))
            self._register.set_calendar(HEAD, decision.calendar, source=decision.source, day=decision.day)

    def _units(self) -> Play:
        yield _morning(START, minutes=10)
        first = [unit.new() for unit in UNITS.values() if unit.since == START]
        self._register.establish_units(HEAD, first, day=START)

    def _reform(self) -> Play:
        """Sắp xếp tổ chức on 01/7/2025: everything that is open goes on to the heirs."""
        yield _morning(REFORM)
        fresh = {unit.key: unit for unit in UNITS.values() if unit.since == REFORM}
        communes = [
            fresh.pop(key).new() for unit in UNITS.values() for key in unit.heirs if unit.sign == "HU"
        ]
        self._register.establish_units(HEAD, communes, day=REFORM, paper=_REFORMED_BY)
        ending: dict[tuple[str, ...], list[str]] = {}
        for unit in UNITS.values():
            if unit.ends:
                ending.setdefault(unit.heirs, []).append(unit.key)
        minutes = count(10, 7)
        for heirs, ended in ending.items():
            yield _morning(REFORM, minutes=next(minutes))
            establish = [fresh.pop(key).new() for key in heirs if key in fresh]
            taken_by = self._heirs([UNITS[key].id for key in ended], heirs)
            self._register.reorganise(
                HEAD,
                day=REFORM,
                paper=_REFORMED_BY,
                closings=[_closing(key, heirs) for key in ended],
                establish=establish,
                choices={assignment: UNITS[heir].id for assignment, heir in taken_by.items()},
            )
            self._leads |= taken_by
        yield _morning(REFORM, minutes=next(minutes))
        above = UNITS[GOVERNMENT].id
        for unit in under_government():
            self._register.place_unit(HEAD, unit.id, parent=above, day=REFORM, paper=_REFORMED_BY)
        for unit in UNITS.values():
            if unit.later_name:
                yield _morning(REFORM, minutes=next(minutes))
                self._register.rename_unit(
                    HEAD, unit.id, day=REFORM, name=unit.later_name, paper=_REFORMED_BY
                )

    def _heirs(self, ended: Sequence[UUID], heirs: Sequence[str]) -> dict[UUID, str]:
        """Which heir takes over each open assignment; the seat of a district more than the others."""
        _, open_there = self._register.open_assignments(ended, REFORM)
        weights = [len(heirs), *[1] * (len(heirs) - 1)]
        return {a: self._dice("heir", a).choices(heirs, weights)[0] for a in open_there}

    # Documents and their tasks

    def _documents(self) -> Play:
        for document in all_documents():
            yield datetime.combine(document.day, time(0), VIETNAM)
            self._stage.enter(f"document {document.id}", self._document(document))

    def _document(self, document: Document) -> Play:
        dice, register = self._dice("document", document.id), self._register
        plans = self._planner.tasks(document)
        specialist = dice.choice(SPECIALISTS)

        yield self._at(self._stage.calendar.add_working_days(document.day, document.late), dice)
        register.record_resolution(CLERK, document.content(document.mistyped), id=document.id)
        for relation, older in document.links:
            register.link_resolutions(CLERK, document.id, relation=relation, to=older)
        if document.mistyped:
            yield self._after(1, 1, dice)
            register.restate_resolution(CLERK, document.id, document.content(), reason=phrases.WRONG_NUMBER)
        if document.notice:
            for plan in plans:
                yield from self._type(plan, document, specialist, dice)
        else:
            yield self._after(0, 2, dice)
            rows = [AnnexTask(plan.number, _new(plan), f"TT {plan.number}, Phụ lục") for plan in plans]
            register.take_annex(specialist, document.content(), rows)

        ready = []
        for plan in plans:
            if plan.later and plan.chosen:
                self._enter("choice", plan, self._choose(plan, plan.chosen, document.day))
            elif plan.chosen and plan.chosen.how is Leads.SINGLE and dice.random() < 0.04:
                self._enter("held", plan, self._issue_later(plan, document.day))
            elif plan.chosen:
                ready.append(plan)
        yield self._after(1, 3, dice)
        self._issue(ready, document.day)

    def _type(self, plan: Planned, document: Document, specialist: Actor, dice: Random) -> Play:
        """Enters one task by hand; now and then its last word is forgotten and put in afterwards."""
        new, forgot = _new(plan), dice.random() < 0.1
        text = new.text.rsplit(" ", 1)[0] if forgot else new.text
        basis = DocumentBasis(document.id, f"Kết luận {plan.number}")
        yield self._at(self._stage.today, dice)
        typed = msgspec.structs.replace(new, text=text)
        self._register.draft_task(specialist, typed, (basis,), id=plan.id)
        if forgot:
            yield self._at(self._stage.today, dice)
            self._register.reword_task(
                specialist, plan.id, text=new.text, product=new.product, reason=phrases.WRONG_WORDS
            )

    def _choose(self, plan: Planned, chosen: Choice, given: date) -> Play:
        dice = self._dice("choice", plan.id)
        yield self._after(2, 25, dice)
        self._register.choose_leads(DEPUTY, plan.id, chosen)
        yield self._after(0, 2, dice)
        self._issue([plan], given)

    def _issue_later(self, plan: Planned, given: date) -> Play:
        yield self._after(20, 150, self._dice("held", plan.id))
        self._issue([plan], given)

    def _issue(self, plans: Sequence[Planned], given: date) -> None:
        """The deputy approves, the clerk issues; at the units the tasks' lives begin."""
        tasks = [plan.id for plan in plans]
        self._register.approve_tasks(DEPUTY, tasks)
        self._register.issue(CLERK, tasks)
        for plan in plans:
            given_to = task(plan.id, events(self._register, plan.id))
            for assignment, lead in zip(given_to.assignments, given_to.leads, strict=True):
                self._begin(plan, assignment, lead, given)
            if plan.added:
                self._enter("addition", plan, self._add(plan, plan.added))

    def _add(self, plan: Planned, lead: UUID) -> Play:
        yield self._after(12, 30, self._dice("addition", plan.id))
        made = self._register.add_lead(DEPUTY, plan.id, lead=lead).answer["assignment"]
        self._begin(plan, UUID(made), lead, self._stage.today)

    def _begin(self, plan: Planned, assignment: UUID, lead: UUID, given: date) -> None:
        unit = UNITS[self._leads.get(assignment, _KEYS[lead])]
        if not unit.exists_on(self._stage.today):
            unit = UNITS[unit.heirs[0]]
        self._leads[assignment] = unit.key
        life = Life(
            self._register,
            self._stage,
            self._leads,
            assignment,
            plan,
            given,
            temper(self._seed, unit.key),
            self._dice("life", assignment),
        )
        self._stage.enter(f"life {assignment}", life.play())

    def _spoken(self) -> Play:
        """A word of the Secretary or his deputy at a meeting, twice a year."""
        for nth in count():
            dice = self._dice("spoken", nth)
            yield self._at(date(2020, 5, 20) + timedelta(days=200 * nth + dice.randint(0, 20)), dice)
            authority = dice.choice((Authority.SECRETARY, Authority.DEPUTY_SECRETARY))
            day = self._stage.today - timedelta(days=dice.randint(0, 3))
            basis = SpokenBasis(*dice.choice(_SPOKEN), day)
            plan = self._planner.spoken(uuid5(PROVINCE, f"spoken {nth}"), day, authority, dice)
            self._register.draft_task(SPECIALISTS[0], _new(plan), (basis,), id=plan.id)
            yield self._after(0, 1, dice)
            self._issue([plan], day)

    def _enter(self, name: str, plan: Planned, play: Play) -> None:
        self._stage.enter(f"{name} {plan.id}", play)

    def _at(self, day: date, dice: Random) -> datetime:
        return self._stage.at_desk(day, dice)

    def _after(self, least: int, most: int, dice: Random) -> datetime:
        return self._at(self._stage.today + timedelta(days=dice.randint(least, most)), dice)


def _new(plan: Planned) -> NewTask:
    """As it comes in: with its leads, unless they are to be chosen."""
    return plan.new if plan.later else msgspec.structs.replace(plan.new, choice=plan.chosen)


def _closing(key: str, heirs: Sequence[str]) -> Closing:
    how = Ending.MERGED if len(heirs) == 1 else Ending.SPLIT
    return Closing(UNITS[key].id, how, tuple(UNITS[heir].id for heir in heirs))


def _morning(day: date, minutes: int = 0) -> datetime:
    return datetime.combine(day, time(7, 40), VIETNAM) + timedelta(minutes=minutes)
