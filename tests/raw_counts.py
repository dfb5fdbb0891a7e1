"""Counts straight from the events, for what a page may ask: a second telling that shares no code with the views.

Slow on purpose: for each moment every assignment is told anew, by ``tests.oracle``.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache
from uuid import UUID

import msgspec

from domain import assignment_facts as f
from domain import exchange as x
from domain import task as t
from domain import unit as u
from domain.assignment_facts import Stage
from domain.calendar import CalendarSet
from domain.event import Event, Fact, Recorded
from infra.log import VIETNAM
from tests.oracle import in_force, standing_on

ON_TIME, LATE, DONE_UNDATED, IN_TIME, OVERDUE, UNDATED, HELD, GONE = range(8)

When = tuple[int, date]
"""The last position known, and the day asked about."""


class Stood(msgspec.Struct, frozen=True):
    """An assignment or a task on a day."""

    lead: UUID | None
    deadline: date | None
    extensions: int
    stage: Stage
    late: bool
    completed: date | None

    def category(self, day: date) -> int:
        """The rule in its own words: what is done stays judged, what is open is judged by the day."""
        match self.stage:
            case Stage.REMOVED:
                return GONE
            case Stage.SUSPENDED:
                return HELD
            case Stage.COMPLETED if self.deadline is None:
                return DONE_UNDATED
            case Stage.COMPLETED:
                return LATE if self.late else ON_TIME
        if self.deadline is None:
            return UNDATED
        return IN_TIME if day <= self.deadline else OVERDUE


class Raw:
    """The whole log, by streams."""

    def __init__(self, recorded: Iterable[Recorded]) -> None:
        self.log = list(recorded)
        self.streams: dict[UUID, list[Recorded]] = {}
        for r in self.log:
            self.streams.setdefault(r.event.originator_id, []).append(r)
        first = {stream: rs[0].event.fact for stream, rs in self.streams.items()}
        self.task_of = {s: fact.task for s, fact in first.items() if isinstance(fact, f.Drafted)}
        self.tasks = [s for s, fact in first.items() if isinstance(fact, t.Drafted)]
        self.units = [s for s, fact in first.items() if isinstance(fact, u.Established)]
        self.years = [s for s, fact in first.items() if isinstance(fact, CalendarSet)]
        self.stood = cache(self._stood)
        self.group_of = cache(self._group_of)
        self.soon = cache(self._soon)
        told = {r.recorded_at.astimezone(VIETNAM).date() for r in self.log}
        due = {
            fact.deadline.day
            for r in self.log
            if isinstance(fact := r.event.fact, f.Issued | f.Extended | f.DeadlineSet) and fact.deadline.day
        }
        self.days = sorted(told | due)
        """On which something was recorded or falls due."""

    def known_on(self, day: date) -> int:
        """The position of the evening of ``day``."""
        return max(
            (r.txn_end for r in self.log if r.recorded_at.astimezone(VIETNAM).date() <= day), default=0
        )

    def events(self, stream: UUID, known: int) -> list[Event]:
        return [r.event for r in self.streams[stream] if r.position <= known]

    def forget(self) -> None:
        """Moments are told anew; what was told before would fill the memory."""
        for told in (self.stood, self.group_of, self.soon):
            told.cache_clear()

    def _stood(self, when: When) -> dict[UUID, Stood]:
        """Every assignment that had been given."""
        return {a: s for a in self.task_of if (s := self.assignment(a, when))}

    def assignment(self, assignment: UUID, when: When) -> Stood | None:
        known, day = when
        if (told := standing_on(self.events(assignment, known), day)) is None:
            return None
        lead, deadline, _, extensions, stage, completed = told
        after = completed is not None and deadline is not None and completed > deadline
        return Stood(lead, deadline, extensions, Stage(stage), after, completed)

    def rolled_up(self, assignments: Iterable[UUID], when: When) -> dict[UUID, Stood]:
        """Their tasks, each of these assignments alone."""
        parts: dict[UUID, list[Stood]] = {}
        for a in assignments:
            parts.setdefault(self.task_of[a], []).append(self.stood(when)[a])
        return {task: _roll_up(stood) for task, stood in parts.items()}

    def unchosen(self, known: int) -> int:
        """Tasks without a lead that are neither returned nor dropped."""
        found = 0
        for task in self.tasks:
            facts = [e.fact for e in self.events(task, known)]
            turns = [
                fact for fact in facts if isinstance(fact, t.Worded | t.Reworded | t.Returned | t.Dropped)
            ]
            chosen = any(isinstance(fact, t.LeadsChosen) for fact in facts)
            found += bool(turns) and not chosen and not isinstance(turns[-1], t.Returned | t.Dropped)
        return found

    def _group_of(self, unit: UUID, when: When) -> int:
        """On the day; of a unit that came later, the first one it had."""
        known, day = when
        facts = [e.fact for e in self.events(unit, known) if isinstance(e.fact, u.Established | u.Ranked)]
        held = [fact for fact in facts if fact.day <= day] or facts[:1]
        return int(max(enumerate(held), key=lambda nth: (nth[1].day, nth[0]))[1].group)

    def went_into(self, unit: UUID) -> set[UUID]:
        """The unit and all that was merged into it, in however many steps."""
        found = {unit}
        while (
            more := {
                s
                for s in self.units
                for r in self.streams[s]
                if isinstance(r.event.fact, u.Ended) and found & set(r.event.fact.successors)
            }
            - found
        ):
            found |= more
        return found

    def _soon(self, when: When, days: int) -> date:
        """The ``days``-th working day after the day."""
        known, day = when
        off, on = set(), set()
        for year in self.years:
            facts = [e.fact for e in self.events(year, known) if e.fact.day <= day]
            if facts:
                last = max(enumerate(facts), key=lambda nth: (nth[1].day, nth[0]))[1].calendar
                off |= {d.day for d in last.days_off}
                on |= set(last.worked_saturdays)
        while days:
            day += timedelta(1)
            days -= (day.weekday() < 5 or day in on) and day not in off
        return day

    def more_asked(self, assignment: UUID, when: When) -> bool:
        """Whether the Office asked for more on a report and nothing was sent since."""
        return any(how == "more" for how in self._reports(assignment, when))

    def waits(self, assignment: UUID, when: When) -> int:
        """How many reports wait for the Office."""
        return sum(how == "sent" for how in self._reports(assignment, when))

    def _reports(self, assignment: UUID, when: When) -> Iterable[str]:
        known, day = when
        facts = counting(self.events(assignment, known))
        sent = sorted((fact.day, ref) for _, ref, fact in facts if isinstance(fact, f.ReportSent))
        for on, ref in sent:
            answers = [
                (fact.day, known_as, fact)
                for _, known_as, fact in facts
                if (isinstance(fact, f.MoreAsked | f.ReportConfirmed) and fact.report == ref)
                or (isinstance(fact, f.ClaimWithdrawn | f.Completed) and fact.claim == ref)
            ]
            if on > day:
                continue
            answered, at, last = max(answers, key=lambda a: a[:2], default=(date.max, 0, None))
            if max(on, getattr(last, "act_day", answered)) > day:
                yield "sent"
            elif isinstance(last, f.MoreAsked) and not any(
                later <= day and (later, r) > (answered, at) for later, r in sent
            ):
                yield "more"

    def asked_elsewhere(self, assignment: UUID, when: When) -> bool:
        """Whether the unit that leads asked that another should, and was not answered."""
        known, day = when
        facts = counting(self.events(assignment, known))
        declined = {
            fact.asked for _, _, fact in facts if isinstance(fact, x.ReassignmentDeclined) and fact.day <= day
        }
        return any(
            isinstance(fact, x.ReassignmentAsked)
            and fact.day <= day
            and ref not in declined
            and all(
                (stood := self.assignment(assignment, (known, on))) and stood.lead == fact.unit
                for on in {fact.day, day, *(g.day for _, _, g in facts if fact.day <= g.day <= day)}
            )
            for _, ref, fact in facts
        )


def counting(events: Iterable[Event]) -> list[tuple[int, int, Fact]]:
    """(version, version that others know it by, fact) of the facts that no correction in force leaves out."""
    known = list(events)
    corrections = [(e.originator_version, e.fact) for e in known if isinstance(e.fact, f.Corrected)]
    counts, known_as = in_force([(v, c.target, c.replacement) for v, c in corrections])
    return [
        (e.originator_version, known_as(e.originator_version), e.fact)
        for e in known
        if not isinstance(e.fact, f.Corrected | f.Drafted) and counts(e.originator_version)
    ]


def _roll_up(parts: Collection[Stood]) -> Stood:
    left = [s for s in parts if s.stage is not Stage.REMOVED]
    done = [s for s in left if s.stage is Stage.COMPLETED]
    runs = [s for s in left if s.stage not in (Stage.COMPLETED, Stage.SUSPENDED)]
    if not left:
        return Stood(None, None, 0, Stage.REMOVED, False, None)
    if len(done) == len(left):
        dated = [s.deadline for s in done if s.deadline]
        last = max(s.completed for s in done if s.completed)
        return Stood(None, max(dated, default=None), 0, Stage.COMPLETED, any(s.late for s in done), last)
    if not runs:
        return Stood(None, None, 0, Stage.SUSPENDED, False, None)
    dated = [s.deadline for s in runs if s.deadline]
    return Stood(None, min(dated, default=None), 0, Stage.IN_PROGRESS, False, None)
