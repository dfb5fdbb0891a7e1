"""The course of one assignment: received, reported on, extended or not, claimed, confirmed, now and then reopened.

Every fact is one that the decisions of the domain would have returned on that day; ``tests/test_simulate.py`` holds
the histories against ``domain.history``.
"""

from datetime import date

import msgspec

from domain.assignment_facts import (
    ClaimWithdrawn,
    Completed,
    Corrected,
    Reopened,
    ReportConfirmed,
    Resumed,
    Suspended,
)
from domain.exchange import (
    CompletionProposed,
    Delegated,
    OpinionGiven,
    ReassignmentAsked,
    ReassignmentDeclined,
)
from infra.demo import phrases
from infra.simulation.case import Case, Claim
from infra.simulation.desk import STRAIN
from infra.simulation.world import Play

OUT_OF_FIELD = "Nội dung thuộc lĩnh vực của đơn vị khác; đề nghị điều chỉnh đơn vị chủ trì"
IN_FIELD = "Đơn vị đã được phân công theo chức năng, nhiệm vụ"
OPINIONS = (
    "Nhất trí với dự thảo.",
    "Nhất trí; đề nghị bổ sung nguồn kinh phí thực hiện.",
    "Đề nghị nêu rõ trách nhiệm của cơ quan phối hợp.",
)


class Course(Case):
    """What happens to an assignment, as its unit's punctuality and the dice have it."""

    __slots__ = ()

    def play(self) -> Play:
        """From the issue to the end."""
        world = self._world
        yield world.after(1, 1 + self.body.silence)
        if world.random() < 0.95:
            self._receive()
        yield from self._arranged()
        kind = self.given.deadline.kind
        if self.due is None and kind in ("on_event", "none") and world.random() < 0.85:
            yield world.after(15, 240)
            self._set_deadline()
        if self.due is None:
            yield from self._go_on()
        else:
            yield from self._work()

    def _arranged(self) -> Play:
        """What a few do: give it to a unit under them, ask that another unit leads, hear who co-ordinates."""
        world, lead, fate = self._world, self.body, self._world.random()
        today = date.fromordinal(world.today)
        if fate < 0.004:
            yield world.after(1, 3)
            asked = ReassignmentAsked(by=lead.head_by, day=self._day(), unit=lead.id, reason=OUT_OF_FIELD)
            self._put(asked)
            version = self.version
            yield world.after(2, 8)
            if self.body is lead:
                no = ReassignmentDeclined(by=world.deputy, day=self._day(), asked=version, reason=IN_FIELD)
                self._put(no)
        elif fate < 0.6 and (units := world.bodies.under(lead, reformed=world.reformed)):
            inner = self.due - 5 if self.due and self.due - 5 > world.today else None
            self._put(
                Delegated(
                    by=lead.head_by,
                    day=today,
                    lead=lead.id,
                    executing=world.pick(units).id,
                    inner_day=date.fromordinal(inner) if inner else None,
                )
            )
        elif fate < 0.03:
            for other in self.given.coordinating:
                if not (world.reformed and other.heir_key):
                    opinion = world.pick(OPINIONS)
                    self._put(OpinionGiven(by=other.officer_by, day=today, unit=other.id, opinion=opinion))

    def _work(self) -> Play:
        """Towards a deadline: reports on the way, now and then a decision of the assigning authority."""
        world = self._world
        assert self.due is not None
        start, self.finish = world.today, self._foreseen(self.due)
        length, fate = self.finish - start, world.random()
        asks = self.finish > self.due and world.random() < self.body.asks
        ask_on = self.due - world.between(4, 15)
        other_on = start + length // 2
        gap = max(75, length // 2)
        report_on = start + world.between(gap * 2 // 3, gap)
        while True:
            day = min(report_on, ask_on if asks else report_on, other_on if fate < 0.06 else report_on)
            if day > self.finish - 8:
                break
            yield world.at(day)
            if day == ask_on and asks:
                asks = False
                self.due = self._extend()
                self.finish = self._foreseen(self.due)
            elif day == other_on and fate < 0.06:
                if fate < 0.02:
                    yield from self._suspend()
                    if fate < 0.006:
                        return
                elif fate < 0.035:
                    self._put(self._remove(world.decision(self.floor)))
                    self._let_go()
                    return
                else:
                    self._correct_deadline()
                fate = 1.0
            else:
                report_on = day + gap
                yield from self._report(
                    max(0.0, 1 - (self.finish - world.today) / max(1, self.finish - start))
                )
        yield from self._complete()

    def _go_on(self) -> Play:
        """Without a deadline: reports period by period, until the list is gone through and it is closed."""
        world = self._world
        gap = 91 if "quý" in self.given.deadline.words else 182
        while True:
            for _ in range(world.between(1, 4)):
                yield world.after(gap * 4 // 5, gap)
                yield from self._report(None)
            if (fate := world.random()) < 0.5:
                yield world.after(10, 60)
                if fate < 0.15:
                    self._put(self._remove(world.decision(self.floor)))
                    self._let_go()
                else:
                    self.finish = world.today
                    yield from self._complete()
                return

    def _foreseen(self, due: int) -> int:
        """The day of the product, as the unit's punctuality and the season have it."""
        world, body = self._world, self.body
        late = (1 - body.on_time) * STRAIN[date.fromordinal(due).month - 1]
        if world.random() >= min(0.9, late):
            early = min((due - world.today) * 0.4, world.dice.expovariate(1 / 12))
            return due - max(0, int(early))
        if world.random() < 0.06:
            return due + world.between(250, 1500)
        return due + 1 + int(world.dice.expovariate(1 / body.delay))

    def _report(self, way: float | None) -> Play:
        """A report on the way; confirmed as a rule, now and then sent back, put right or left out."""
        world = self._world
        step: phrases.Step
        if way is None:
            step, results = "", world.pick(phrases.STANDING)
        else:
            step, results = phrases.progress(min(way, 0.999), self.given.asked.product)
        difficulties = ""
        if world.random() < 0.2:
            difficulties = world.pick(phrases.DIFFICULTIES)
        report = self._send(results, step=step, difficulties=difficulties)
        yield world.after(1, 6)
        fate = world.random()
        if fate < 0.05:
            self._put(self._more(report, phrases.MORE))
            yield world.after(2, 6 + self.body.silence)
            report = self._send(results, step=step, difficulties=difficulties)
            yield world.after(1, 5)
        elif fate < 0.07:
            self._correct_report(report)
            yield world.after(1, 4)
        elif fate < 0.08:
            self._put(Corrected(by=world.specialist(), target=report, reason=phrases.NOT_THIS_TASK))
            return
        elif fate > 0.93:
            return
        self._put(ReportConfirmed(by=world.deputy, day=self._day(), report=report))

    def _complete(self) -> Play:
        """The product, the claim, its confirmation some days after the product; one in a hundred on its day."""
        world = self._world
        at_once = world.random() < 0.01
        made = max(self.finish, self.since)
        yield world.at(made + (0 if at_once else world.between(0, 6)))
        made = world.today if at_once else min(made, world.today)
        claim = self._claim(made)
        if at_once:
            yield world.soon()
        else:
            if world.random() < 0.01:
                yield world.after(1, 2)
                withdrawn = ClaimWithdrawn(
                    by=self.body.head_by, day=self._day(), claim=claim.version, reason=phrases.WITHDRAWAL
                )
                self._put(withdrawn)
                yield world.after(6, 20)
                claim = self._claim(max(self.since, world.today - 2))
            yield world.after(2, 9)
            while world.random() < 0.08:
                self._put(self._more(claim.version, phrases.MORE_OF_PRODUCT))
                yield world.after(3, 8 + self.body.silence)
                claim = self._claim(made if world.random() < 0.7 else max(self.since, world.today - 2))
                yield world.after(2, 7)
            if world.random() < 0.05:
                another = next(by for by in world.specialists if by != self.sender)
                self._put(CompletionProposed(by=another, day=self._day(), claim=claim.version))
                yield world.soon()
        yield from self._looked_at_again(claim, self._confirm(claim))

    def _looked_at_again(self, claim: Claim, confirmed: Completed) -> Play:
        """The day put right, the confirmation left out as mistaken, or the assignment reopened."""
        world, fate, version = self._world, self._world.random(), self.version
        if fate < 0.025:
            yield world.after(3, 20)
            right = date.fromordinal(max(self.since, confirmed.day.toordinal() - world.between(1, 4)))
            product = msgspec.structs.replace(claim.product, day=right)
            fact = msgspec.structs.replace(
                confirmed, by=world.head, day=right, product=product, received=right
            )
            self._replace(version, fact, world.head, phrases.WRONG_DAY)
        elif fate < 0.03:
            yield world.after(1, 9)
            left_out = Corrected(by=world.head, target=version, reason=phrases.NOT_THIS_TASK)
            self._open_again(left_out)
            yield world.after(5, 20)
            self._confirm(claim)
        elif fate < 0.045:
            yield world.after(20, 120)
            paper = world.decision(self.floor)
            reason = world.pick(phrases.REOPENING)
            self.floor = self.since = paper.day.toordinal()
            self._open_again(Reopened(by=world.head, day=paper.day, reason=reason, paper=paper))
            self.finish = world.today + world.between(15, 90)
            yield from self._complete()

    def _suspend(self) -> Play:
        world = self._world
        paper = world.decision(self.floor)
        self.floor = paper.day.toordinal()
        reason = world.pick(phrases.SUSPENSION)
        self._put(Suspended(by=world.head, day=paper.day, reason=reason, paper=paper))
        yield world.after(45, 200)
        paper = world.decision(max(self.floor, world.today - 2))
        self.floor = self.since = paper.day.toordinal()
        self._put(Resumed(by=world.head, day=paper.day, reason=phrases.RESUMPTION, paper=paper))
        self.finish = max(self.finish, world.today + world.between(10, 60))
