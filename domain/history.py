"""Facts of an assignment -> segments: the one fold, and what makes a history legal.

Each track (existence, lead, deadline, stage) is folded alone by (effective day, version), with one exception:
while an assignment is completed its lead and its deadline are those of the completion day; what is dated inside
that stretch takes effect on a reopening.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from uuid import UUID

import msgspec

from domain.assignment_facts import (
    ClaimWithdrawn,
    Completed,
    Corrected,
    DeadlineSet,
    Extended,
    HandedOver,
    Issued,
    MoreAsked,
    Removed,
    Reopened,
    ReportSent,
    Resumed,
    Stage,
    Suspended,
)
from domain.event import Dated, Event, Fact

FOREVER = date.max


class Segment(msgspec.Struct, frozen=True):
    """How an assignment stands, unchanged through the days of [``from_day``, ``to_day``)."""

    from_day: date
    to_day: date
    lead: UUID
    deadline: date | None
    original: date | None
    extensions: int
    stage: Stage
    completed_on: date | None

    @property
    def is_open(self) -> bool:
        """Neither completed nor removed; a suspended assignment is open."""
        return self.stage not in (Stage.COMPLETED, Stage.REMOVED)


STANDING: frozenset[type[Fact]] = frozenset(
    (
        Issued,
        HandedOver,
        DeadlineSet,
        Extended,
        ReportSent,
        ClaimWithdrawn,
        MoreAsked,
        Completed,
        Reopened,
        Suspended,
        Resumed,
        Removed,
        Corrected,
    )
)
"""The facts by which the segments may come to be others."""


class Standing(msgspec.Struct, frozen=True):
    """A fact that counts: dated, not corrected away. ``ref`` is the version that other facts know it by."""

    version: int
    ref: int
    fact: Dated

    @property
    def order(self) -> tuple[date, int, int]:
        """By effective day; on one day issued, handed over, deadline, stage; then as recorded."""
        return self.fact.day, _RANK.get(type(self.fact), 3), self.version


_RANK: dict[type, int] = {Issued: 0, HandedOver: 1, DeadlineSet: 2, Extended: 2}


class Illegal(Exception):  # noqa: N818 - an answer to a decision, which words it
    """A history that the rules do not allow: ``fact`` cannot stand because of ``in_the_way``."""

    def __init__(self, fact: Standing, in_the_way: Standing) -> None:
        super().__init__(f"{fact} cannot stand because of {in_the_way}")
        self.fact = fact
        self.in_the_way = in_the_way


def standing(events: Iterable[Event]) -> list[Standing]:
    """The facts that count, in the order in which they take effect. ``events``: of one stream, any order.

    The latest correction is heard first. One that is itself left out, or whose target a later one leaves out,
    has no force, and its replacement does not stand.
    """
    known = list(events)
    gone, stands_for = _corrections(known)
    return sorted(
        (
            Standing(e.originator_version, _root(e.originator_version, stands_for), e.fact)
            for e in known
            if isinstance(e.fact, Dated) and e.originator_version not in gone
        ),
        key=lambda s: s.order,
    )


def left_out(events: Iterable[Event]) -> set[int]:
    """The versions of what does not count: facts corrected away, and corrections of which that is true."""
    return _corrections(events)[0]


def _corrections(events: Iterable[Event]) -> tuple[set[int], dict[int, int]]:
    """What is left out, and which replacement stands for what."""
    gone: set[int] = set()
    stands_for: dict[int, int] = {}
    for event in sorted(events, key=lambda e: -e.originator_version):
        version, fact = event.originator_version, event.fact
        if not isinstance(fact, Corrected):
            continue
        if version in gone or fact.target in gone:
            gone.update({fact.replacement} if fact.replacement else ())
        else:
            gone.add(fact.target)
            if fact.replacement:
                stands_for[fact.replacement] = fact.target
    return gone, stands_for


def _root(version: int, stands_for: dict[int, int]) -> int:
    while version in stands_for:
        version = stands_for[version]
    return version


def segments(events: Iterable[Event]) -> list[Segment]:
    """The stretches of days through which the assignment stands unchanged, in order and without gaps.

    Empty for a draft. The last one runs to ``FOREVER``.
    """
    return segments_of(standing(events))


def segments_of(facts: Iterable[Standing]) -> list[Segment]:
    """The same, of the facts that count, in their order."""
    fold = _Fold()
    states: list[tuple[date, _State]] = []
    for day, of_day in groupby((s for s in facts if type(s.fact) in STANDING), key=attrgetter("fact.day")):
        for fact in of_day:
            fold.take(fact)
        state = fold.state()
        if state is not None and (not states or states[-1][1] != state):
            states.append((day, state))
    days = [day for day, _ in states] + [FOREVER]
    return [Segment(start, end, *state) for (start, state), end in zip(states, days[1:], strict=True)]


def on(segments: Sequence[Segment], day: date) -> Segment | None:
    """The segment that holds on ``day``; None before the assignment was given."""
    return next((s for s in segments if s.from_day <= day < s.to_day), None)


_State = tuple[UUID, date | None, date | None, int, Stage, date | None]


class _Fold:
    """The tracks side by side, as far as the days have been read."""

    def __init__(self) -> None:
        self.lead: UUID | None = None
        self.deadline: date | None = None
        self.original: date | None = None
        self.extensions = 0
        self.held: Stage | None = None
        self.completed: date | None = None
        self.frozen: tuple[UUID, date | None, date | None, int] | None = None
        self.started = False
        self.claims: set[int] = set()
        self.answered: set[int] = set()

    def take(self, standing: Standing) -> None:
        fact = standing.fact
        if self.lead is None and not isinstance(fact, Issued):
            return
        match fact:
            case Issued():
                self.lead = fact.lead
                self.deadline = self.original = fact.deadline.day
            case HandedOver():
                self.lead = fact.to
            case DeadlineSet():
                self.deadline = self.original = fact.deadline.day
            case Extended():
                self.deadline = fact.deadline.day
                self.extensions += 1
            case ReportSent():
                self.started = True
                if fact.claim:
                    self.claims.add(standing.ref)
            case ClaimWithdrawn():
                self.answered.add(fact.claim)
            case MoreAsked():
                self.answered.add(fact.report)
            case Completed():
                self.answered.add(fact.claim)
                self.completed, self.frozen = fact.day, None
            case Reopened():
                self.completed = None
            case Suspended():
                self.held = Stage.SUSPENDED
            case Resumed():
                self.held = None
            case Removed():
                self.held = Stage.REMOVED

    def state(self) -> _State | None:
        if self.lead is None:
            return None
        running = (self.lead, self.deadline, self.original, self.extensions)
        if self.completed is None:
            self.frozen = None
        elif self.frozen is None:
            self.frozen = running
        lead, deadline, original, extensions = self.frozen or running
        return lead, deadline, original, extensions, self._stage(), self.completed

    def _stage(self) -> Stage:
        if self.held is not None:
            return self.held
        if self.completed is not None:
            return Stage.COMPLETED
        if self.claims - self.answered:
            return Stage.AWAITING_CONFIRMATION
        return Stage.IN_PROGRESS if self.started else Stage.NOT_STARTED


def check(events: Iterable[Event]) -> None:
    """Raises ``Illegal`` unless the stage facts can stand beside each other, over the whole history.

    Only the open are completed, suspended or removed; only the suspended resumed; only the completed reopened;
    nothing follows a removal; a completion answers a claim that stands and that no other completion answers; no
    fact is dated before the day of issue.
    """
    facts = standing(events)
    issued = next((s for s in facts if isinstance(s.fact, Issued)), None)
    if issued is None:
        return
    claims = {s.ref: s for s in facts if isinstance(s.fact, ReportSent) and s.fact.claim}
    last, answered = issued, dict[int, Standing]()
    for step in facts:
        if step.fact.day < issued.fact.day and not isinstance(step.fact, HandedOver):
            raise Illegal(step, issued)
        if type(step.fact) not in _FOLLOWS:
            continue
        if type(last.fact) not in _FOLLOWS[type(step.fact)]:
            raise Illegal(step, last)
        last = step
        if isinstance(step.fact, Completed):
            if step.fact.claim not in claims:
                raise Illegal(step, step)
            if step.fact.claim in answered:
                raise Illegal(step, answered[step.fact.claim])
            answered[step.fact.claim] = step


_OPEN: tuple[type, ...] = (Issued, Resumed, Reopened)
_FOLLOWS: dict[type, tuple[type, ...]] = {
    Completed: _OPEN,
    Suspended: _OPEN,
    Removed: (*_OPEN, Suspended),
    Resumed: (Suspended,),
    Reopened: (Completed,),
}
