"""The second telling of the whole log: every assignment, counted and compared, at any point of the two clocks.

Like ``tests.oracle``, by which each is told, it shares no code with domain or projections.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from tests.oracle import (
    AWAITING,
    COMPLETED,
    DONE_UNDATED,
    GONE,
    HELD,
    IN_PROGRESS,
    IN_TIME,
    LATE,
    NOT_STARTED,
    ON_TIME,
    OVERDUE,
    SUSPENDED,
    UNDATED,
    Fact,
    Stood,
    Stored,
    counting,
    stood,
)

Point = tuple[int, str]
"""What is known, up to a position; and the day that is asked about."""


class Row(NamedTuple):
    """A row of the log; ``recorded``: the civil day of recording in Vietnam."""

    position: int
    txn_end: int
    recorded: str
    stream: UUID
    version: int
    topic: str
    payload: dict[str, Any]


class Province:
    """The whole log, asked about any point of the two clocks."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self._positions: dict[UUID, list[int]] = {}
        self._stored: dict[UUID, list[Stored]] = {}
        self.task_of: dict[UUID, UUID] = {}
        self.document_of: dict[UUID, UUID | None] = {}
        for row in self.rows:
            self._stored.setdefault(row.stream, []).append((row.version, row.topic, row.payload))
            self._positions.setdefault(row.stream, []).append(row.position)
            if row.topic == "assignment.drafted":
                self.task_of[row.stream] = UUID(row.payload["task"])
            elif row.topic == "task.drafted":
                main = row.payload["bases"][0].get("document")
                self.document_of[row.stream] = UUID(main) if main else None
        self._facts = cache(self._counting)
        self.standing = cache(self._standing)
        self._ends = [(row.recorded, row.txn_end) for row in self.rows]

    def evening(self, day: str) -> int:
        """The position known on the evening of ``day``."""
        return max((end for recorded, end in self._ends if recorded <= day), default=0)

    def whole(self, position: int) -> int:
        """The position, raised to the end of its transaction."""
        return self.rows[position - 1].txn_end if position else 0

    def assignment(self, stream: UUID, point: Point) -> Stood | None:
        """How one stands; None where it was not given, or not known to be."""
        known, day = point
        n = sum(position <= known for position in self._positions[stream])
        return stood(self._facts(stream, n), day)

    def _counting(self, stream: UUID, n: int) -> list[Fact]:
        return counting(self._stored[stream][:n])

    def _standing(self, point: Point) -> Mapping[UUID, Stood]:
        """Every assignment that had been given."""
        return {s: found for s in self.task_of if (found := self.assignment(s, point))}

    def forget(self) -> None:
        """Points are told anew; what was told before would fill the memory."""
        self.standing.cache_clear()

    def by_unit(self, point: Point) -> dict[UUID, Counter[int]]:
        """Assignments by lead unit and category."""
        found: dict[UUID, Counter[int]] = {}
        for one in self.standing(point).values():
            found.setdefault(one.lead, Counter())[one.category(date.fromisoformat(point[1]))] += 1
        return found

    def by_month(self, point: Point) -> dict[date | None, Counter[int]]:
        """Assignments by the month of their deadline (its first day) and category."""
        found: dict[date | None, Counter[int]] = {}
        for one in self.standing(point).values():
            month = one.deadline and one.deadline.replace(day=1)
            found.setdefault(month, Counter())[one.category(date.fromisoformat(point[1]))] += 1
        return found

    def by_document(self, point: Point) -> dict[UUID | None, Counter[int]]:
        """Tasks by the document of their main basis and category."""
        found: dict[UUID | None, Counter[int]] = {}
        for task, category in self.tasks(point).items():
            found.setdefault(self.document_of[task], Counter())[category] += 1
        return found

    def tasks(self, point: Point) -> dict[UUID, int]:
        """The category of each task, rolled up from its assignments."""
        parts: dict[UUID, list[int]] = {}
        for stream, one in self.standing(point).items():
            category = one.category(date.fromisoformat(point[1]))
            parts.setdefault(self.task_of[stream], []).append(category)
        return {task: _rolled_up(categories) for task, categories in parts.items()}

    def differences(
        self, then: Point, now: Point, units: Collection[UUID] | None = None
    ) -> dict[str, set[UUID]]:
        """Which assignments became what between two points, for the units asked about; None: for all.

        "was_open", "open", "was_overdue", "overdue": how they stand at the two.
        """
        was, stands = self.standing(then), self.standing(now)
        was_day, day = date.fromisoformat(then[1]), date.fromisoformat(now[1])
        found: dict[str, set[UUID]] = {}
        for stream in was.keys() | stands.keys():
            for word in became(was.get(stream), stands.get(stream), was_day, day, units):
                found.setdefault(word, set()).add(stream)
        return found


def became(
    was: Stood | None, now: Stood | None, was_day: date, day: date, units: Collection[UUID] | None
) -> Iterator[str]:
    """What became of one. It closes from being open and goes on from being open, so that what is open balances."""
    there = was if was and (units is None or was.lead in units) else None
    here = now if now and (units is None or now.lead in units) else None
    overdue = [bool(one) and one.category(on) == OVERDUE for one, on in ((there, was_day), (here, day))]
    yield from (word for word, so in zip(("was_overdue", "overdue"), overdue, strict=True) if so)
    yield from (word for word, one in (("was_open", there), ("open", here)) if one and one.is_open)
    if overdue[0] != overdue[1]:
        yield "OVERDUE" if overdue[1] else "OVERDUE_ENDED"
    if not (there and here and (there.stage, there.lead) == (here.stage, here.lead)):
        if there and not there.is_open:
            yield "REOPENED" if there.stage == COMPLETED else "RESTORED"
        if there and here:
            yield from ["PASSED"] if there.lead != here.lead else []
        elif there:
            yield "HANDED_OVER" if now else "GONE"
        elif here:
            yield "TAKEN_OVER" if was else "GIVEN"
        if here and not here.is_open:
            yield "COMPLETED" if here.stage == COMPLETED else "REMOVED"
    if not here:
        return
    if here.extensions > (was.extensions if was else 0):
        yield "EXTENDED"
    elif was and was.deadline != here.deadline:
        yield "RETIMED"
    if was and was.completed and here.completed and was.completed != here.completed:
        yield "REDATED"
    if here.stage in (IN_PROGRESS, AWAITING) and (was is None or was.stage == NOT_STARTED):
        yield "STARTED"
    if here.stage == AWAITING and (was is None or was.stage != AWAITING):
        yield "CLAIMED"
    if here.stage == SUSPENDED and (there is None or there.stage != SUSPENDED):
        yield "SUSPENDED"
    if there and there.stage == SUSPENDED and here.stage in (NOT_STARTED, IN_PROGRESS, AWAITING):
        yield "RESUMED"


def _rolled_up(categories: Collection[int]) -> int:
    """Removed ones are left aside; all completed: late if any is; else by the worst of the open ones."""
    left = [c for c in categories if c != GONE]
    still = [c for c in (OVERDUE, IN_TIME, UNDATED, HELD) if c in left]
    done = [c for c in (LATE, ON_TIME, DONE_UNDATED) if c in left]
    return still[0] if still else done[0] if done else GONE
