"""A task (nhiệm vụ) rolled up from its assignments: how it stands on each day, kept up as they change."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

import msgspec

from domain.assignment_facts import Stage
from domain.history import FOREVER, Segment
from domain.rules import late

T = TypeVar("T")

Part = tuple[date, date, Stage, date | None, date | None]
"""Of a segment what is rolled up: from which day to which, stage, deadline, completion day."""

Held = tuple[Stage, date | None, date | None]
"""Of an assignment, on a day: stage, deadline, completion day."""

Open = tuple[Stage, date | None]
"""Stage and deadline of an assignment that is neither completed nor removed."""

Done = tuple[date | None, date | None]
"""Deadline and completion day of a completed one."""

Stood = tuple[Stage, date | None, bool, date | None]
"""Of a task: stage, deadline, whether late, completion day."""


class TaskSegment(msgspec.Struct, frozen=True):
    """How a task stands, rolled up from its assignments, through the days of [``from_day``, ``to_day``)."""

    from_day: date
    to_day: date
    stage: Stage
    deadline: date | None
    late: bool
    completed_on: date | None


def roll_up(open_: Collection[Open], done: Collection[Done]) -> Stood:
    """How a task stands whose assignments stand so; the removed are left aside.

    None left: removed. All completed: late if any is late, else on time if any is dated, else undated;
    completion day the last. Otherwise from the open ones: dated before undated before suspended; deadline the
    earliest of the open ones that have one and are not suspended.
    """
    if len(open_) == 1 and not done:
        [(stage, deadline)] = open_
        return stage, None if stage is Stage.SUSPENDED else deadline, False, None
    if open_:
        running = [deadline for stage, deadline in open_ if stage is not Stage.SUSPENDED]
        if not running:
            return Stage.SUSPENDED, None, False, None
        stages = {Stage.IN_PROGRESS} if done else {stage for stage, _ in open_}
        stage = stages.pop() if len(stages) == 1 else Stage.IN_PROGRESS
        return stage, min(filter(None, running), default=None), False, None
    if not done:
        return Stage.REMOVED, None, False, None
    return (
        Stage.COMPLETED,
        max((deadline for deadline, _ in done if deadline), default=None),
        any(late(deadline, completed_on) for deadline, completed_on in done),
        max(completed_on for _, completed_on in done if completed_on),
    )


class RollUp:
    """The roll-up of a task, by the days on which an assignment begins to stand differently.

    A change costs as many steps as there are such days from the first on which something changed, however many
    assignments the task has. ``parts``: what it begins with, each so many times.
    """

    def __init__(self, parts: Mapping[Part, int] = MappingProxyType({})) -> None:
        self._days = sorted({day for part in parts for day in part[:2]} - {FOREVER})
        self._parts: dict[date, _Parts] = {}
        begin, end = defaultdict[date, list[Part]](list), defaultdict[date, list[Part]](list)
        for part in parts:
            begin[part[0]].append(part)
            end[part[1]].append(part)
        running = _Parts()
        for day in self._days:
            for part in end[day]:
                running.count(part[2:], -parts[part])
            for part in begin[day]:
                running.count(part[2:], parts[part])
            self._parts[day] = running.copy()
        self._stood: list[tuple[date, Stood]] = []
        self._stand(date.min)

    def replace(self, before: Sequence[Segment], after: Sequence[Segment]) -> bool:
        """One assignment, whose segments were ``before`` (none: it is new), has now those of ``after``.

        Tells whether the task stands otherwise then.
        """
        differences = list(_differences(before, after))
        for start, end, was, now in differences:
            first, last = self._index(start), self._index(end)
            for day in self._days[first:last]:
                self._parts[day].change(was, now)
        return bool(differences) and self._stand(differences[0][0])

    def segments(self) -> list[TaskSegment]:
        """The task, in order, equal neighbours joined; the last one runs to ``FOREVER``."""
        return _segments(self._stood)

    def _stand(self, since: date) -> bool:
        """Works out how it stands from that day on; whether otherwise than before."""
        first = bisect_left(self._stood, (since,))
        before = self._stood[first:]
        del self._stood[first:]
        days = self._days[bisect_left(self._days, since) :]
        _join(self._stood, ((day, parts.stood()) for day in days if (parts := self._parts[day]).total))
        return self._stood[first:] != before

    def _index(self, day: date) -> int:
        if day == FOREVER:
            return len(self._days)
        index = bisect_left(self._days, day)
        if day not in self._parts:
            self._parts[day] = self._parts[self._days[index - 1]].copy() if index else _Parts()
            insort(self._days, day)
        return index


class _Parts:
    """How many assignments of a task stand how, from one day on."""

    def __init__(self) -> None:
        self.total = 0
        self.open: dict[Open, int] = {}
        self.done: dict[Done, int] = {}
        self._stood: Stood | None = None

    def copy(self) -> "_Parts":
        made = _Parts()
        made.total, made.open, made.done, made._stood = (
            self.total,
            self.open.copy(),
            self.done.copy(),
            self._stood,
        )
        return made

    def change(self, was: Held | None, now: Held | None) -> None:
        if was:
            self.count(was, -1)
        if now:
            self.count(now, 1)

    def count(self, held: Held, step: int) -> None:
        self.total += step
        stage, deadline, completed_on = held
        if stage is Stage.COMPLETED:
            self._add(self.done, (deadline, completed_on), step)
        elif stage is not Stage.REMOVED:
            self._add(self.open, (stage, deadline), step)

    def _add(self, counts: dict[T, int], key: T, step: int) -> None:
        before = counts.get(key, 0)
        if after := before + step:
            counts[key] = after
        else:
            del counts[key]
        if not (before and after):  # how many stand alike is nothing to the task
            self._stood = None

    def stood(self) -> Stood:
        if self._stood is None:
            self._stood = roll_up(self.open, self.done)
        return self._stood


def alone(segments: Iterable[Segment]) -> list[TaskSegment]:
    """The task of a single assignment that has these segments."""
    stood: list[tuple[date, Stood]] = []
    _join(stood, ((s.from_day, _stood_alone(*_held(s))) for s in segments))
    return _segments(stood)


def _stood_alone(stage: Stage, deadline: date | None, completed_on: date | None) -> Stood:
    if stage is Stage.COMPLETED:
        return roll_up((), ((deadline, completed_on),))
    return roll_up(() if stage is Stage.REMOVED else ((stage, deadline),), ())


def _join(stood: list[tuple[date, Stood]], more: Iterable[tuple[date, Stood]]) -> None:
    """Adds the days on which it stands unlike before."""
    for day, stands in more:
        if not stood or stood[-1][1] != stands:
            stood.append((day, stands))


def _segments(stood: Sequence[tuple[date, Stood]]) -> list[TaskSegment]:
    days = [day for day, _ in stood] + [FOREVER]
    return [TaskSegment(day, end, *stands) for (day, stands), end in zip(stood, days[1:], strict=True)]


def _held(segment: Segment) -> Held:
    return segment.stage, segment.deadline, segment.completed_on


def _differences(
    before: Sequence[Segment], after: Sequence[Segment]
) -> Iterator[tuple[date, date, Held | None, Held | None]]:
    """The stretches of days on which an assignment is held otherwise: from, to, as it was, as it is now."""
    gone, come = {s.from_day: _held(s) for s in before}, {s.from_day: _held(s) for s in after}
    was = now = None
    for start, end in pairwise([*sorted({*gone, *come}), FOREVER]):
        was, now = gone.get(start, was), come.get(start, now)
        if was != now:
            yield start, end, was, now


def part_of(segment: Segment) -> Part:
    """What is rolled up of a segment."""
    return segment.from_day, segment.to_day, segment.stage, segment.deadline, segment.completed_on


def task_segments(assignments: Iterable[Sequence[Segment]]) -> list[TaskSegment]:
    """A task from the segments of its assignments: see ``RollUp.segments``."""
    task = RollUp()
    for segments in assignments:
        task.replace((), segments)
    return task.segments()
