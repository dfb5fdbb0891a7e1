"""Rules of judging: timeliness, days late, the three rates, carry-over.

Pure functions of (state, day). Timeliness is never stored: SQL computes it for the day asked by the same rule
(``projections/timeliness.sql``), and a test holds the two equal.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import IntEnum
from fractions import Fraction
from uuid import UUID

import msgspec

from domain.assignment_facts import Stage
from domain.history import Segment


class Timeliness(IntEnum):
    """How a deadline is kept on a day: the seven categories that add up to the total, in their order."""

    DONE_ON_TIME = 0
    DONE_LATE = 1
    DONE_UNDATED = 2
    IN_TIME = 3
    OVERDUE = 4
    UNDATED = 5
    SUSPENDED = 6
    REMOVED = 7


TIMELINESS_NAMES = {
    Timeliness.DONE_ON_TIME: "Hoàn thành đúng hạn",
    Timeliness.DONE_LATE: "Hoàn thành quá hạn",
    Timeliness.DONE_UNDATED: "Hoàn thành (không thời hạn)",
    Timeliness.IN_TIME: "Chưa hoàn thành, trong hạn",
    Timeliness.OVERDUE: "Quá hạn, chưa hoàn thành",
    Timeliness.UNDATED: "Thường xuyên, không thời hạn",
    Timeliness.SUSPENDED: "Tạm dừng",
    Timeliness.REMOVED: "Đã đưa ra khỏi danh mục",
}


def timeliness(stage: Stage, deadline: date | None, late: bool, day: date) -> Timeliness:
    """The category on ``day``. Due today is not overdue; completed late stays late for ever.

    ``late``: completed after the deadline. Source: working practice of the offices.
    """
    if stage is Stage.REMOVED:
        return Timeliness.REMOVED
    if stage is Stage.SUSPENDED:
        return Timeliness.SUSPENDED
    if stage is Stage.COMPLETED:
        if deadline is None:
            return Timeliness.DONE_UNDATED
        return Timeliness.DONE_LATE if late else Timeliness.DONE_ON_TIME
    if deadline is None:
        return Timeliness.UNDATED
    return Timeliness.OVERDUE if day > deadline else Timeliness.IN_TIME


def late(deadline: date | None, completed_on: date | None) -> bool:
    """Completed after the deadline."""
    return deadline is not None and completed_on is not None and completed_on > deadline


def days_late(deadline: date | None, completed_on: date | None, day: date) -> int:
    """Calendar days past the deadline: up to the completion, or up to ``day`` while open. 0: not late."""
    if deadline is None:
        return 0
    return max(0, ((completed_on or day) - deadline).days)


class Rates(msgspec.Struct, frozen=True):
    """The three rates, each with its denominator; None where the denominator is 0."""

    on_time: int
    completed: int
    judged: int
    """completed + overdue"""
    dated: int
    """all with a deadline"""

    @property
    def on_time_of_judged(self) -> Fraction | None:
        """Hoàn thành đúng hạn = on time / (completed + overdue); shown first."""
        return _ratio(self.on_time, self.judged)

    @property
    def completed_of_judged(self) -> Fraction | None:
        """Hoàn thành trên số đã hoàn thành và quá hạn = completed / (completed + overdue)."""
        return _ratio(self.completed, self.judged)

    @property
    def completed_of_dated(self) -> Fraction | None:
        """Hoàn thành trên tổng số = completed / all."""
        return _ratio(self.completed, self.dated)


def rates(counts: Mapping[Timeliness, int]) -> Rates:
    """The rates of what has a deadline; suspended and removed stand apart.

    Source: báo cáo 1270/BC-TCTTTg (2017), whose figures are the test.
    """
    on_time = counts.get(Timeliness.DONE_ON_TIME, 0)
    completed = on_time + counts.get(Timeliness.DONE_LATE, 0)
    judged = completed + counts.get(Timeliness.OVERDUE, 0)
    return Rates(on_time, completed, judged, judged + counts.get(Timeliness.IN_TIME, 0))


def _ratio(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


class CarryOver(msgspec.Struct, frozen=True, kw_only=True):
    """Tồn đầu kỳ + … = tồn cuối kỳ; open assignments, suspended ones among them.

    ``opening``: as known on its own evening. ``late_entries``: what is known now of the opening day less what
    was known then. The flows and ``closing`` are as known at the closing.
    """

    opening: int
    late_entries: int
    given: int
    taken_over: int
    reopened: int
    completed: int
    removed: int
    handed_over: int
    closing: int

    @property
    def balances(self) -> bool:
        """Whether the account adds up; it always must."""
        return self.closing == (
            self.opening
            + self.late_entries
            + self.given
            + self.taken_over
            + self.reopened
            - self.completed
            - self.removed
            - self.handed_over
        )


def carry_over(
    then: Iterable[Sequence[Segment]],
    now: Iterable[Sequence[Segment]],
    *,
    unit: UUID | None,
    from_day: date,
    to_day: date,
) -> CarryOver:
    """The account of one unit (None: of all) over the days ``from_day`` to ``to_day``, both included.

    ``then``: the segments of each assignment as known on the evening before ``from_day``; ``now``: as known at
    the closing. Changes of one day are booked in the order issued, handed over, stage.
    """
    eve = from_day - timedelta(days=1)
    opening = sum(_open_at(segments, eve, unit) for segments in then)
    revised = closing = 0
    flow = dict.fromkeys(("given", "taken_over", "reopened", "completed", "removed", "handed_over"), 0)
    for segments in now:
        revised += _open_at(segments, eve, unit)
        closing += _open_at(segments, to_day, unit)
        for before, after in _steps(segments):
            if from_day <= after.from_day <= to_day:
                for name, lead in _flows(before, after):
                    if unit is None or lead == unit:
                        flow[name] += 1
    return CarryOver(opening=opening, late_entries=revised - opening, closing=closing, **flow)


def _steps(segments: Sequence[Segment]) -> Iterable[tuple[Segment | None, Segment]]:
    return zip([None, *segments[:-1]], segments, strict=True)


def _flows(before: Segment | None, after: Segment) -> Iterable[tuple[str, UUID]]:
    was_open = before is not None and before.is_open
    if before is None:
        yield "given", after.lead
    elif was_open and before.lead != after.lead:
        yield "handed_over", before.lead
        yield "taken_over", after.lead
    elif not was_open and (after.is_open or before.completed_on != after.completed_on):
        yield "reopened", after.lead
    if after.stage is Stage.REMOVED and (before is None or was_open):
        yield "removed", after.lead
    if after.stage is Stage.COMPLETED and (
        before is None or was_open or before.completed_on != after.completed_on
    ):
        yield "completed", after.lead


def _open_at(segments: Sequence[Segment], day: date, unit: UUID | None) -> bool:
    return any(
        s.from_day <= day < s.to_day and s.is_open and (unit is None or s.lead == unit) for s in segments
    )
