"""The documents that give the tasks, and the tasks on their way to the units."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Literal
from uuid import UUID, uuid5

import msgspec

from domain.calendar import Calendar
from domain.document import NumberClaimed, claim_stream, kind_name
from domain.event import AccountId
from domain.paper import AUTHORITY_NAMES, Authority
from domain.resolution import Content, Linked, Recorded, Relation
from domain.task import (
    Approved,
    Basis,
    DocumentBasis,
    Drafted,
    Issued,
    LeadAdded,
    Leads,
    LeadsChosen,
    Reworded,
    SpokenBasis,
)
from domain.unit import Group
from infra.demo import phrases
from infra.demo.fields import ASKED, FIELDS
from infra.demo.wording import NOTICE, PROGRAMME, deadline
from infra.simulation.bodies import Body
from infra.simulation.book import Entry
from infra.simulation.case import Given
from infra.simulation.course import Course
from infra.simulation.world import Play, World

KINDS = (
    ("TB", Authority.STANDING, 40),
    ("KL", Authority.STANDING_BOARD, 22),
    ("KH", Authority.STANDING_BOARD, 16),
    ("NQ", Authority.COMMITTEE, 7),
    ("CT", Authority.STANDING_BOARD, 6),
    ("CTr", Authority.COMMITTEE, 5),
    ("TB", Authority.SECRETARY, 4),
)
"""Kind, who issues it, how often."""
SPOKEN: tuple[tuple[Literal["meeting", "paper", "telephone"], str], ...] = (
    ("meeting", "ý kiến tại hội nghị giao ban"),
    ("paper", "bút phê trên phiếu trình"),
    ("telephone", "ý kiến qua điện thoại"),
)
FIRST_CONGRESS = 1995
GROUPS = {
    Group.COMMUNES: "Các đảng ủy xã, phường",
    Group.DEPARTMENTS: "Các sở, ban, ngành",
    Group.FRONT: "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
    Group.PARTY_COMMITTEES: "Các đảng ủy trực thuộc Tỉnh ủy",
    Group.ADVISORY: "Các ban, cơ quan tham mưu, giúp việc Tỉnh ủy",
}


class Documents:
    """Issues one document after the other until so many assignments have been given."""

    def __init__(
        self, world: World, calendar: Calendar, first: int, shares: list[float], assignments: int
    ) -> None:
        """``shares``: of each day from ``first`` on, how much of all is given before its evening."""
        self._world = world
        self._calendar = calendar
        self._first = first
        self._shares = shares
        self._wanted = assignments
        units = list(world.bodies.all.values())
        self._units = (
            [unit for unit in units if unit.since < world.reform],
            [unit for unit in units if not unit.heir_key],
        )
        """Before the reorganisation and since."""
        self._given = 0
        self._numbers: dict[tuple[str, str], Iterator[int]] = {}
        self._older: list[tuple[UUID, date]] = []
        self._matters = [
            (field, asked, matter) for field in FIELDS.values() for asked in ASKED for matter in field.matters
        ]

    def play(self) -> Play:
        """Every document on its day."""
        world, day = self._world, self._first
        for nth in count(1):
            while self._shares[day - self._first] * self._wanted <= self._given:
                day += 1
                if day - self._first == len(self._shares):
                    return
            if self._given >= self._wanted:
                return
            yield world.at(day)
            world.enter(self._document(nth) if world.random() > 0.06 else self._spoken(nth))

    def _document(self, nth: int) -> Play:
        world = self._world
        late = world.random() < 0.03
        given = world.today - (min(world.between(15, 75), world.today - self._first) if late else 0)
        [(kind, issuer, _)] = world.dice.choices(KINDS, [often for *_, often in KINDS])
        document = uuid5(world.root, f"document {nth}")
        content = self._head(kind, issuer, given)
        tasks = [
            self._task(
                content,
                DocumentBasis(document, f"TT {number}, Phụ lục"),
                uuid5(document, str(number)),
                str(number),
            )
            for number in range(1, (3 + int(world.random() * 5)) * (1 if kind == "TB" else 3))
            if self._given < self._wanted
        ]
        yield world.after(1, 2)
        claimed = NumberClaimed(by=world.clerk, document=document)
        recorded = Recorded(by=world.clerk, day=content.day, content=content)
        stream = claim_stream(content.number, content.series)
        world.record((stream, 1, claimed), (document, 1, recorded))
        self._link(document, content)
        yield from self._give(tasks)

    def _spoken(self, nth: int) -> Play:
        """A word of the Secretary or of his deputy."""
        world = self._world
        authority = world.pick((Authority.SECRETARY, Authority.DEPUTY_SECRETARY))
        word = Content("", date.fromordinal(world.today), "TB", "", authority)
        how, who = world.pick(SPOKEN)
        basis = SpokenBasis(how, f"{AUTHORITY_NAMES[authority]}, {who}", word.day)
        yield from self._give([self._task(word, basis, uuid5(world.root, f"spoken {nth}"), "")])

    def _give(self, tasks: list["Task"]) -> Play:
        """Entered by a specialist, approved by the deputy, issued by the clerk; at the units their courses begin."""
        world = self._world
        yield world.after(0, 1)
        specialist = world.specialist()
        world.record(*(entry for task in tasks for entry in task.drafted(specialist)))
        yield world.after(1, 2)
        world.record(*((task.id, 3, Approved(by=world.deputy)) for task in tasks))
        yield world.after(0, 1)
        world.record(*(entry for task in tasks for entry in task.issued(world.clerk)))
        for task in tasks:
            for course in task.courses:
                world.enter(course.play())
            if task.how is Leads.EACH and world.random() < 0.2:
                world.enter(self._add(task))
            elif world.random() < 0.01:
                world.enter(self._reword(task))

    def _head(self, kind: str, issuer: Authority, given: int) -> Content:
        """Number, day, title; numbers begin anew with each term."""
        day = date.fromordinal(given)
        term = _term(day)
        number = next(self._numbers.setdefault((kind, term), count(1)))
        field, _, matter = self._world.pick(self._matters)
        title = f"{kind_name(kind).capitalize()} về {matter} ({field.heading})"
        return Content(f"{number:02}-{kind}/TU", day, kind, title, issuer, term)

    def _link(self, document: UUID, content: Content) -> None:
        """Now and then it carries out an older one."""
        world = self._world
        older = [id for id, day in self._older if day < content.day]
        if older and world.random() < 0.15:
            to = world.pick(older)
            linked = Linked(by=world.clerk, relation=Relation.IMPLEMENTS, to=to)
            world.record((document, 2, linked))
        if content.kind in ("NQ", "CTr", "KL"):
            self._older = [*self._older, (document, content.day)][-40:]

    def _task(self, content: Content, basis: Basis, id: UUID, number: str) -> "Task":
        """One task: to a single lead as a rule, to several together, or to every unit of a group."""
        world, fate = self._world, self._world.random()
        field, asked, matter = world.pick(self._matters)
        how, words, leads = self._leads(fate, content.day.toordinal())
        leads = leads[: self._wanted - self._given]
        if how is not Leads.EACH and len(leads) == 1:
            how = Leads.SINGLE
        self._given += len(leads)
        weights = (
            {"before": 2, "day": 1} if how is Leads.EACH else NOTICE if content.kind == "TB" else PROGRAMME
        )
        near = content.day.toordinal() > self._first + len(self._shares) - 60
        due = deadline(
            world.dice,
            weights,
            given=content.day,
            days=(40, 150) if near or how is Leads.EACH else (20, 240 if content.kind == "TB" else 480),
            calendar=self._calendar,
            set_by=content.issuer,
        )
        others = [
            b for b in self._leads(0.0, content.day.toordinal())[2] if world.random() < 0.3 and b not in leads
        ]
        given = Given(id, content.day.toordinal(), due, asked, content.issuer, tuple(others))
        return Task(
            Drafted(
                by="",
                bases=(basis,),
                text=asked.words.format(matter),
                deadline=due,
                authority=content.issuer,
                product=asked.product,
                completion=asked.completion,
                number=number,
                heading=field.heading,
                lead_words=words or "; ".join(body.name for body in leads),
                coordinating_words="; ".join(body.name for body in others),
                coordinating=tuple(body.id for body in others),
            ),
            how,
            [Course(world, uuid5(id, str(body.id)), given, body) for body in leads],
        )

    def _leads(self, fate: float, day: int) -> tuple[Leads, str, list[Body]]:
        """How it is given, in which words, and to whom of the units of that day."""
        world = self._world
        there = self._there(day)
        if fate < 0.88:
            # The square has a few units lead most of what is given to one.
            return Leads.SINGLE, "", [there[int(world.random() ** 2 * len(there))]]
        if fate < 0.92:
            return Leads.JOINT, "", world.dice.sample(there, 2 + int(world.random() * 2))
        group = world.dice.choices(list(GROUPS), (50, 20, 10, 10, 10))[0]
        members = [body for body in there if body.group is group]
        most = max(3, self._wanted // 40)
        return Leads.EACH, GROUPS[group], members[:most]

    def _there(self, day: int) -> list[Body]:
        """The units of that day, in protocol order."""
        return self._units[day >= self._world.reform]

    def _add(self, task: "Task") -> Play:
        """A member that was forgotten is given the task too, as of the day of the act."""
        world = self._world
        yield world.after(10, 40)
        had = {course.body.id for course in task.courses}
        left = [
            body for body in self._there(world.today) if body.id not in had and body.group is Group.COMMUNES
        ]
        if not left or self._given >= self._wanted:
            return
        self._given += 1
        body = world.pick(left)
        given = task.courses[0].given._replace(day=world.today, coordinating=())
        course = Course(world, uuid5(task.id, str(body.id)), given, body)
        added = LeadAdded(by=world.deputy, lead=body.id, assignment=course.id)
        entries = [(task.id, 5, added), course.drafted(world.deputy, True)]
        world.record(*entries, *course.issued(world.deputy, addition=True))
        world.enter(course.play())

    def _reword(self, task: "Task") -> Play:
        world = self._world
        yield world.after(2, 30)
        words = task.wording.text + " trên địa bàn tỉnh"
        fact = Reworded(
            by=world.specialist(), text=words, product=task.wording.product, reason=phrases.WRONG_WORDS
        )
        world.record((task.id, 5, fact))


class Task:
    """A task with the courses of its assignments. ``wording``: what its draft says, whoever enters it."""

    def __init__(self, wording: Drafted, how: Leads, courses: list[Course]) -> None:
        self.id = courses[0].given.task
        self.wording = wording
        self.how = how
        self.courses = courses

    def drafted(self, by: AccountId) -> Iterator[Entry]:
        """It is entered, its leads are chosen, the drafts of its assignments follow."""
        yield self.id, 1, msgspec.structs.replace(self.wording, by=by)
        yield (
            self.id,
            2,
            LeadsChosen(
                by=by,
                how=self.how,
                leads=tuple(course.body.id for course in self.courses),
                assignments=tuple(course.id for course in self.courses),
            ),
        )
        for nth, course in enumerate(self.courses):
            yield course.drafted(by, self.how is not Leads.JOINT or nth == 0)

    def issued(self, by: AccountId) -> Iterator[Entry]:
        """The clerk gives it to its units."""
        yield self.id, 4, Issued(by=by)
        for course in self.courses:
            yield from course.issued(by)


def _term(day: date) -> str:
    """The term of the committee; its congresses meet in the October of every fifth year."""
    nth = (day.year - FIRST_CONGRESS - (day < date(day.year, 10, 20))) // 5
    return ("XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII")[nth]
