"""The life of one assignment: received, reported on, extended or not, claimed, confirmed, now and then reopened."""

from collections.abc import Callable
from datetime import date, timedelta

from domain.assignment_facts import Issued
from domain.paper import Authority
from domain.progress import Report
from infra.demo import phrases
from infra.demo.case import Case
from infra.demo.people import DEPUTY, HEAD
from infra.demo.stage import Play, events
from infra.demo.units import REFORM, UNITS

REVIEWS = (date(2020, 12, 1), date(2025, 12, 1))
"""After each congress what has no deadline is gone through: goes on, is closed, is taken off the list."""


class Life(Case):
    """What happens to an assignment, as its unit's temper and the dice have it."""

    _start: date
    _finish: date
    """The day of the product, as it is foreseen."""
    _over = False

    def play(self) -> Play:
        """From the issue to the end."""
        yield self._after(1, 1 + self._temper.silence)
        if self._dice.random() < 0.96:
            self._note()
        kind = self._plan.new.deadline.kind
        if self._due is None and kind in ("on_event", "none"):
            yield from self._wait_for_a_day(at_once=kind == "none")
        if self._due is None:
            yield from self._go_on()
        else:
            yield from self._work_towards(self._due)

    # With a deadline

    def _work_towards(self, due: date) -> Play:
        self._due, self._start = due, self._today
        self._finish = self._finish_by(due)
        for day, happens in sorted(self._foreseen(due), key=lambda plan: plan[0]):
            if day > self._finish - timedelta(days=10) or (happens == self._report and day < self._today):
                continue
            yield self._at(day)
            yield from happens()
            if self._over:
                return
        yield from self._complete()

    def _foreseen(self, due: date) -> list[tuple[date, Callable[[], Play]]]:
        dice, length = self._dice, (self._finish - self._today).days
        gap = max(60, length // 4)
        day, plans = self._today, list[tuple[date, Callable[[], Play]]]()
        while (day := day + timedelta(days=round(gap * dice.uniform(0.7, 1.2)))) < self._finish:
            plans.append((day, self._report))
        chance, middle = dice.random(), self._today + timedelta(days=length // 2)
        if self._finish > due and dice.random() < self._temper.asks:
            plans.append((due - timedelta(days=dice.randint(4, 15)), self._extend))
        elif chance < 0.02:
            plans.append((middle, self._suspend))
        elif chance < 0.035:
            plans.append((middle, self._remove))
        elif chance < 0.045:
            plans.append((self._today + timedelta(days=dice.randint(2, 8)), self._correct_deadline))
        return plans

    def _finish_by(self, due: date) -> date:
        """The day of the product, as the unit's temper has it; around Tết and since the reform more is late."""
        dice, left = self._dice, (due - self._today).days
        strain = 2.0 if due >= REFORM else 1.25 if due.month in (1, 2) else 1.0
        if dice.random() >= min(0.75, (1 - self._temper.on_time) * strain):
            early = min(max(0, left * 0.5), dice.expovariate(1 / 12))
            return due - timedelta(days=round(early))
        if dice.random() < self._temper.stuck:
            return due + timedelta(days=dice.randint(250, 1200))
        return due + timedelta(days=1 + round(dice.expovariate(1 / self._temper.delay)))

    def _report(self) -> Play:
        """A report on the way; confirmed as a rule, now and then sent back or put right."""
        way = (self._today - self._start) / max(timedelta(1), self._finish - self._start)
        step, results = phrases.progress(way, self._plan.asked.product)
        percent = self._dice.choice((None, round(way * 18) * 5))
        yield from self._answered(self._sent(results, step=step, percent=percent))

    def _answered(self, report: int) -> Play:
        dice = self._dice
        yield self._after(1, 6)
        fate = dice.random()
        if fate < 0.06:
            self._register.ask_for_more(
                self._specialist, self._id, day=self._today, report=report, reason=dice.choice(phrases.MORE)
            )
            return
        if fate < 0.065:
            self._register.leave_out(
                self._specialist, self._id, targets=[report], reason=phrases.NOT_THIS_TASK
            )
            return
        if fate < 0.08:
            self._register.correct_report(
                self._head,
                self._id,
                target=report,
                day=self._today,
                report=Report(as_of=self._lately(5), results=dice.choice(phrases.STANDING)),
                reason=phrases.WRONG_REPORT,
            )
        if fate < 0.08 or fate > 0.9:
            yield self._after(2, 12)
        self._register.confirm_report(DEPUTY, self._id, day=self._today, report=report)

    # Done

    def _complete(self) -> Play:
        """The product, the claim, its confirmation some days after the product."""
        made = self._worked(self._finish)
        yield self._at(made + timedelta(days=self._dice.choice((0, 1, 1, 2, 3, 4, 6))))
        claim = self._claimed(made)
        if self._dice.random() < 0.01:
            yield self._after(1, 2)
            self._register.withdraw_claim(
                self._head, self._id, day=self._today, claim=claim, reason=phrases.WITHDRAWAL
            )
            yield self._after(6, 20)
            claim = self._claimed(made := self._worked(self._lately(3)))
        yield self._after(2, 9)
        if self._dice.random() < 0.08:
            self._register.ask_for_more(
                self._specialist,
                self._id,
                day=self._today,
                report=claim,
                reason=self._dice.choice(phrases.MORE_OF_PRODUCT),
            )
            yield self._after(3, 8 + self._temper.silence)
            made = made if self._dice.random() < 0.7 else self._worked(self._lately(3))
            claim = self._claimed(made)
            yield self._after(2, 7)
        version = self._register.confirm_completion(
            self._dice.choice((HEAD, DEPUTY)),
            self._id,
            act_day=self._today,
            claim=claim,
            satisfactory=self._dice.random() < 0.97,
        ).answer["version"]
        yield from self._looked_at_again(version, made)

    def _claimed(self, made: date) -> int:
        product = self._product(made)
        received = min(self._today, made + timedelta(days=self._dice.choice((0, 1, 1, 2))))
        return self._sent(
            phrases.done(self._dice, f"{self._plan.asked.product} số {product.number}"),
            step="issued",
            product=product,
            received=received,
            claim=True,
        )

    def _looked_at_again(self, completion: int, made: date) -> Play:
        fate = self._dice.random()
        if fate < 0.015:
            yield self._after(3, 20)
            right = self._worked(made - timedelta(days=self._dice.randint(1, 3)))
            self._register.correct_completion(
                HEAD,
                self._id,
                target=completion,
                product=self._product(right),
                received=right,
                reason=phrases.WRONG_DAY,
            )
        elif fate < 0.03:
            yield self._after(20, 90)
            yield from self._reopen()

    def _reopen(self) -> Play:
        ground = self._decision(self._dice.choice(phrases.REOPENING), most=1)
        heir = self._dice.choice(self._unit.heirs) if not self._unit.exists_on(self._today) else ""
        self._register.reopen(HEAD, self._id, ground=ground, hand_to=UNITS[heir].id if heir else None)
        assert ground.paper
        self._floor = ground.paper.day
        self._leads[self._id] = heir or self._unit.key
        self._finish = self._today + timedelta(days=self._dice.randint(15, 70))
        yield from self._complete()

    # Without a deadline

    def _wait_for_a_day(self, *, at_once: bool) -> Play:
        """The event comes, or the Office sees that the document names no day: it sets one."""
        yield self._after(10, 30) if at_once else self._after(60, 420)
        if self._dice.random() < 0.75:
            due = self._today + timedelta(days=self._dice.randint(40, 150))
            self._register.set_deadline(
                self._specialist,
                self._id,
                day=self._today,
                deadline=self._worded(due, Authority.OFFICE),
                paper=None if at_once else self._paper(self._today),
            )
            self._due = due

    def _go_on(self) -> Play:
        """Reports period by period, until a new term looks through what is still there."""
        words = self._plan.new.deadline.words
        gap = 91 if "quý" in words else 365 if "năm" in words else 182
        for end in (*REVIEWS, date.max):
            while (day := self._today + timedelta(days=round(gap * self._dice.uniform(0.85, 1.1)))) < end:
                yield self._at(day)
                yield from self._answered(self._sent(self._dice.choice(phrases.STANDING)))
            if end > self._floor + timedelta(days=90):
                yield self._at(end + timedelta(days=self._dice.randint(0, 45)))
                if (fate := self._dice.random()) < 0.7:
                    self._finish = self._today
                    yield from self._complete() if fate < 0.45 else self._remove()
                    return

    # What the assigning authority decides

    def _extend(self) -> Play:
        """Gia hạn; then the work goes on towards the new day."""
        assert self._due
        authority = self._plan.new.authority
        due = self._due + timedelta(days=self._dice.choice((30, 45, 60, 90, 120)))
        self._register.extend(
            self._specialist,
            self._id,
            deadline=self._worded(due, authority),
            ground=self._decision(self._dice.choice(phrases.EXTENSION)),
        )
        self._due, self._finish = due, self._finish_by(due)
        yield from ()

    def _suspend(self) -> Play:
        ground = self._decision(self._dice.choice(phrases.SUSPENSION))
        self._register.suspend(HEAD, self._id, ground=ground)
        if self._dice.random() < 0.35:
            self._over = True
            return
        yield self._after(45, 160)
        ground = self._decision(phrases.RESUMPTION, most=2)
        self._register.resume(HEAD, self._id, ground=ground)
        assert ground.paper and self._due
        self._floor = ground.paper.day
        if self._due < self._today + timedelta(days=30):
            yield self._after(1, 10)
            yield from self._extend()
        self._finish = max(self._finish, self._today + timedelta(days=10))

    def _remove(self) -> Play:
        ground = self._decision(self._dice.choice(phrases.REMOVAL))
        self._register.remove(HEAD, self._id, ground=ground)
        self._over = True
        yield from ()

    def _correct_deadline(self) -> Play:
        """Typed a few days too early or late: no extension, the original changes."""
        assert self._due
        due = self._due + timedelta(days=self._dice.choice((-3, 1, 10, 31)))
        facts = events(self._register, self._id)
        self._register.correct_deadline(
            self._specialist,
            self._id,
            target=next(e.originator_version for e in facts if isinstance(e.fact, Issued)),
            deadline=self._worded(due, self._plan.new.authority),
            reason=phrases.WRONG_DEADLINE,
        )
        self._due = due
        yield from ()
