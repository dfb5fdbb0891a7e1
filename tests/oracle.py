"""A plain second telling of the register, from the rows of the log alone: positions, topics, JSON, days of recording.

Shares no code with domain or projections: it reads days as "2026-06-30" and walks the facts anew for every day that
it is asked about, by the words of the rules. Slow on purpose.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

NOT_STARTED, IN_PROGRESS, AWAITING, COMPLETED, SUSPENDED, REMOVED = range(6)
ON_TIME, LATE, DONE_UNDATED, IN_TIME, OVERDUE, UNDATED, HELD, GONE = range(8)

Stored = tuple[int, str, dict[str, Any]]
"""Version, topic and payload."""

Point = tuple[int, str]
"""What is known, up to a position; and the day that is asked about."""

_LATER = {"issued": 0, "handed_over": 1, "deadline_set": 2, "extended": 2}
"""The order of one day; all the rest comes after."""
_STEPS = ("completed", "suspended", "resumed", "removed", "reopened")


class Stood(NamedTuple):
    """How an assignment stood on a day. Days are dates, ``stage`` a number."""

    lead: UUID
    deadline: date | None
    original: date | None
    extensions: int
    stage: int
    completed: date | None

    @property
    def is_open(self) -> bool:
        return self.stage not in (COMPLETED, REMOVED)

    def category(self, day: date) -> int:
        """The table of timeliness, row by row."""
        if self.stage in (REMOVED, SUSPENDED):
            return GONE if self.stage == REMOVED else HELD
        if self.completed:
            return DONE_UNDATED if not self.deadline else LATE if self.completed > self.deadline else ON_TIME
        return UNDATED if not self.deadline else OVERDUE if day > self.deadline else IN_TIME


class Fact(NamedTuple):
    """A fact that counts: ``ref`` is the version that others know it by."""

    day: str
    order: int
    version: int
    ref: int
    kind: str
    payload: dict[str, Any]


def as_stored(events: Iterable[Any]) -> list[Stored]:
    """Rows of the log as they are; events of the program as the log stores them."""
    return [
        e if isinstance(e, tuple) else (e.originator_version, e.fact.TOPIC, msgspec.to_builtins(e.fact))
        for e in events
    ]


def in_force(corrections: Collection[tuple[int, int, int | None]]) -> tuple[Callable, Callable]:
    """Of (version, target, replacement): which versions count, and by which version others know one."""

    @cache
    def counts(version: int) -> bool:
        hit = any(target == version and counts(v) for v, target, _ in corrections if v > version)
        own = [target for v, target, _ in corrections if v == version]
        again = bool(own) and any(
            v > version and target == own[0] and counts(v) for v, target, _ in corrections
        )
        orphan = any(replacement == version and not counts(v) for v, _, replacement in corrections)
        return not (hit or again or orphan)

    def known_as(version: int) -> int:
        for v, target, replacement in corrections:
            if replacement == version and counts(v):
                return known_as(target)
        return version

    return counts, known_as


def counting(events: Iterable[Any]) -> list[Fact]:
    """The dated facts that no correction in force leaves out, in the order in which they take effect."""
    stored = as_stored(events)
    counts, known_as = in_force(
        tuple(
            (v, f["target"], f.get("replacement"))
            for v, topic, f in stored
            if topic == "assignment.corrected"
        )
    )
    return sorted(
        Fact(f["day"], _LATER.get(kind, 3), v, known_as(v), kind, f)
        for v, topic, f in stored
        if "day" in f and counts(v)
        for kind in [topic.partition(".")[2]]
    )


def standing_on(events: Iterable[Any], day: date) -> Stood | None:
    """How it stood on ``day``; None before the issue."""
    return stood(counting(events), day.isoformat())


def stood(facts: list[Fact], day: str) -> Stood | None:
    """The same of facts that count."""
    issue = next((f for f in facts if f.kind == "issued"), None)
    if issue is None or issue.day > day:
        return None

    def last(until: str, *kinds: str) -> Fact | None:
        return next((f for f in reversed(facts) if f.kind in kinds and issue.day <= f.day <= until), None)

    done = last(day, "completed", "reopened")
    completed = done.day if done and done.kind == "completed" else None
    # Whatever is dated inside the completed stretch waits for a reopening.
    as_of = completed or day
    lead = last(as_of, "issued", "handed_over")
    deadline, original = (
        last(as_of, "issued", "deadline_set", "extended"),
        last(as_of, "issued", "deadline_set"),
    )
    assert lead and deadline and original
    return Stood(
        UUID(lead.payload["lead" if lead.kind == "issued" else "to"]),
        _due(deadline),
        _due(original),
        sum(f.kind == "extended" and f.day <= as_of for f in facts),
        _stage(facts, day, completed, last(day, "suspended", "resumed", "removed")),
        date.fromisoformat(completed) if completed else None,
    )


def _due(fact: Fact) -> date | None:
    due = fact.payload["deadline"]["day"]
    return date.fromisoformat(due) if due else None


def _stage(facts: list[Fact], day: str, completed: str | None, held: Fact | None) -> int:
    if held and held.kind != "resumed":
        return REMOVED if held.kind == "removed" else SUSPENDED
    if completed:
        return COMPLETED
    now = [f for f in facts if f.day <= day]
    sent = [f for f in now if f.kind == "report_sent"]
    answered = {f.payload["report"] for f in now if f.kind == "more_asked"}
    answered |= {f.payload["claim"] for f in now if f.kind in ("claim_withdrawn", "completed")}
    if any(f.payload.get("claim") and f.ref not in answered for f in sent):
        return AWAITING
    return IN_PROGRESS if sent else NOT_STARTED


def legal(events: Iterable[Any]) -> bool:
    """Whether the stage facts can stand beside each other, walked as a story."""
    facts = counting(events)
    issue = next((f for f in facts if f.kind == "issued"), None)
    if issue is None:
        return True
    if any(f.day < issue.day for f in facts if f.kind != "handed_over"):
        return False
    claims = {f.ref for f in facts if f.kind == "report_sent" and f.payload.get("claim")}
    answered = [f.payload["claim"] for f in facts if f.kind == "completed"]
    if len(set(answered)) < len(answered) or not set(answered) <= claims:
        return False
    state = "open"
    follows = {
        ("open", "completed"): "completed",
        ("completed", "reopened"): "open",
        ("open", "suspended"): "suspended",
        ("suspended", "resumed"): "open",
        ("open", "removed"): "removed",
        ("suspended", "removed"): "removed",
    }
    for fact in facts:
        if fact.kind in _STEPS:
            if (state, fact.kind) not in follows:
                return False
            state = follows[state, fact.kind]
    return True


def days(start: date, end: date) -> Iterable[date]:
    """Every day from ``start`` to ``end``, both included."""
    return (start + timedelta(days=n) for n in range((end - start).days + 1))


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
