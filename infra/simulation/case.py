"""What the Office and a unit do with one simulated assignment: facts as the decisions of the domain return them."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.assignment_facts import (
    Completed,
    Completion,
    Corrected,
    Deadline,
    DeadlineSet,
    Drafted,
    Extended,
    HandedOver,
    Issued,
    MoreAsked,
    Received,
    Removed,
    ReportSent,
)
from domain.event import AccountId, Fact
from domain.paper import Authority, Paper
from domain.unit import Group
from domain.vietnamese import day as vn_day
from infra.demo import phrases
from infra.demo.fields import Asked
from infra.simulation.bodies import Body
from infra.simulation.book import Entry
from infra.simulation.world import World


class Given(NamedTuple):
    """What the assignments of one task have in common. ``day``: of the document that gives it."""

    task: UUID
    day: int
    deadline: Deadline
    asked: Asked
    authority: Authority
    coordinating: tuple[Body, ...] = ()


class Claim(NamedTuple):
    """A report that asks for confirmation: its version, the product and the day of its receipt."""

    version: int
    product: Paper
    received: date


class Case:
    """An assignment at one unit.

    ``floor``: nothing further is dated earlier; ``since``: no completion is. Days are ordinals.
    """

    __slots__ = (
        "_world",
        "body",
        "due",
        "finish",
        "first",
        "floor",
        "given",
        "id",
        "issue",
        "sender",
        "since",
        "taken",
        "version",
    )

    def __init__(self, world: World, id: UUID, given: Given, body: Body) -> None:
        self._world = world
        self.id = id
        self.given = given
        self.body = self.first = body
        """Who leads, and whom the document names."""
        self.version = 0
        self.issue = 0
        """The version of the fact that gives it."""
        self.floor = self.since = given.day
        self.due = given.deadline.day.toordinal() if given.deadline.day else None
        self.finish = 0
        """The day of the product, as it is foreseen."""
        self.sender = ""
        """Of the last report."""
        self.taken = False
        """The unit that leads has taken note."""

    # On its way to the unit, in transactions of many

    def drafted(self, by: AccountId, compiles: bool) -> Entry:
        """The Office prepares it."""
        self._hold()
        given = self.given
        return self.entry(
            Drafted(
                by=by,
                task=given.task,
                lead=self.body.id,
                deadline=given.deadline,
                coordinating=tuple(body.id for body in given.coordinating),
                compiles=compiles,
            )
        )

    def issued(self, by: AccountId, *, addition: bool = False) -> list[Entry]:
        """The clerk gives it; what an ended unit is given goes on to its heir in the same transaction."""
        given, world = self.given, self._world
        if given.day >= world.reform:
            self.first = self.body
        fact = Issued(
            by=by,
            day=date.fromordinal(given.day),
            task=given.task,
            lead=self.first.id,
            deadline=given.deadline,
            addition=addition,
        )
        entries = [self.entry(fact)]
        self.issue = self.version
        return entries + self._settled(by)

    def handed_over(self, to: Body, by: AccountId, day: int, reason: str, paper: Paper) -> Entry:
        """Another unit leads from ``day`` on."""
        self.body, self.taken = to, False
        self.floor = max(self.floor, day)
        return self.entry(HandedOver(by=by, day=date.fromordinal(day), to=to.id, reason=reason, paper=paper))

    def entry(self, fact: Fact) -> Entry:
        """The next fact of its stream."""
        self.version += 1
        return self.id, self.version, fact

    # What the unit sends and the Office says to it

    def _receive(self) -> None:
        self.taken = True
        self._put(Received(by=self.body.officer_by, day=self._day(), unit=self.body.id))

    def _send(
        self,
        results: str,
        *,
        step: phrases.Step = "",
        difficulties: str = "",
        product: Paper | None = None,
        received: int | None = None,
        claim: bool = False,
    ) -> int:
        """Sends a report, or the Office types it in from paper, perhaps weeks later; its version."""
        world, body = self._world, self.body
        if not self.taken and world.random() < 0.7:
            self._receive()
        typed = world.random() < 0.1
        day = world.today
        if typed and world.random() < 0.9:
            day = max(self.floor, received or 0, day - world.between(12, 50))
        self.floor = day
        self.sender = world.specialist() if typed else body.head_by
        sent = date.fromordinal(day)
        self._put(
            ReportSent(
                by=self.sender,
                day=sent,
                as_of=sent,
                results=results,
                step=step,
                difficulties=difficulties,
                paper=Paper(self._number("BC"), sent, body.name) if typed else None,
                product=product,
                received=date.fromordinal(received) if received else None,
                claim=claim,
                typed_in=typed,
            )
        )
        return self.version

    def _more(self, report: int, reasons: tuple[str, ...]) -> MoreAsked:
        world = self._world
        reason = world.pick(reasons)
        return MoreAsked(by=world.specialist(), day=self._day(), report=report, reason=reason)

    def _claim(self, made: int) -> Claim:
        """Sends the report with the product of the day ``made``."""
        world, asked = self._world, self.given.asked
        product = Paper(self._number(asked.code), date.fromordinal(made), self.body.name)
        received = min(world.today, made + world.between(0, 2))
        results = world.pick(phrases.DONE).format(product=f"{asked.product} số {product.number}")
        version = self._send(results, step="issued", product=product, received=received, claim=True)
        return Claim(version, product, date.fromordinal(received))

    def _confirm(self, claim: Claim) -> Completed:
        """Completion, counted from the day that the rule of the task names."""
        world, rule = self._world, self.given.asked.completion
        confirmed = Completed(
            by=world.head if world.random() < 0.5 else world.deputy,
            day=claim.product.day if rule is Completion.ISSUED else claim.received,
            act_day=self._day(),
            claim=claim.version,
            rule=rule,
            product=claim.product,
            received=claim.received,
            satisfactory=world.random() < 0.97,
        )
        self._put(confirmed)
        self._let_go()
        return confirmed

    def _correct_report(self, report: int) -> None:
        world = self._world
        by, sent = self.sender, date.fromordinal(self.floor)
        typed = by in world.specialists
        fact = ReportSent(by=by, day=sent, as_of=sent, results=world.pick(phrases.STANDING), typed_in=typed)
        self._replace(report, fact, by, phrases.WRONG_REPORT)

    # What the assigning authority decides, and what was recorded wrongly

    def _extend(self) -> int:
        """Gia hạn; the new day."""
        world = self._world
        assert self.due is not None
        new = self.due + world.between(2, 8) * 15
        paper = world.decision(self.floor)
        self.floor = paper.day.toordinal()
        self._put(
            Extended(
                by=world.specialist(),
                day=paper.day,
                old=date.fromordinal(self.due),
                deadline=_deadline(new, self.given.authority),
                reason=world.pick(phrases.EXTENSION),
                paper=paper,
            )
        )
        return new

    def _remove(self, paper: Paper) -> Removed:
        world = self._world
        reason = world.pick(phrases.REMOVAL)
        return Removed(by=world.head, day=paper.day, reason=reason, paper=paper)

    def _set_deadline(self) -> None:
        world = self._world
        self.due = world.today + world.between(40, 150)
        self.floor = world.today
        self._put(
            DeadlineSet(
                by=world.specialist(),
                day=date.fromordinal(world.today),
                deadline=_deadline(self.due, Authority.OFFICE),
            )
        )

    def _correct_deadline(self) -> None:
        """Typed a few days too early or late: no extension, the original changes."""
        world, given = self._world, self.given
        by = world.specialist()
        assert self.due is not None
        if given.deadline.day is None or self.due != given.deadline.day.toordinal():
            return
        self.due += world.pick((-3, 1, 10, 31))
        issued = Issued(
            by=by,
            day=date.fromordinal(given.day),
            task=given.task,
            lead=self.first.id,
            deadline=_deadline(self.due, given.authority),
        )
        self._replace(self.issue, issued, by, phrases.WRONG_DEADLINE)

    def _open_again(self, fact: Fact) -> None:
        """What is open again at a unit that has ended goes on to its heir in the same transaction."""
        world = self._world
        self._hold()
        world.record(self.entry(fact), *self._settled(fact.by))

    def _replace(self, target: int, fact: Fact, by: AccountId, reason: str) -> None:
        """``fact`` stands in the place of the one of version ``target``."""
        corrected = Corrected(by=by, target=target, reason=reason, replacement=self.version + 2)
        self._world.record(self.entry(corrected), self.entry(fact))

    # Small steps

    def _put(self, fact: Fact) -> None:
        self._world.record(self.entry(fact))

    def _day(self) -> date:
        """Today, as the day of an act."""
        self.floor = self._world.today
        return date.fromordinal(self.floor)

    def _hold(self) -> None:
        if self.body.heir_key:
            self.body.running[self] = None

    def _let_go(self) -> None:
        self.body.running.pop(self, None)

    def _settled(self, by: AccountId) -> list[Entry]:
        """The hand-over from a unit that has ended, if it leads."""
        world, body = self._world, self.body
        if not (world.reformed and body.heir):
            return []
        self._let_go()
        day, reason = max(world.reform, self.since), f"{body.name} kết thúc hoạt động"
        return [self.handed_over(body.heir, by, day, reason, world.reformed_by)]

    def _number(self, kind: str) -> str:
        number, body = self._world.between(5, 480), self.body
        if body.group in (Group.FRONT, Group.DEPARTMENTS):
            return f"{number:02}/{kind}-{body.sign}"
        return f"{number:02}-{kind}/{body.sign}"


def _deadline(day: int, set_by: Authority) -> Deadline:
    on = date.fromordinal(day)
    return Deadline(f"Đến hết ngày {vn_day(on)}", on, "day", set_by=set_by)
