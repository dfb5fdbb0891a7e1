"""A plain second telling of one assignment, from the rows of the log alone: positions, topics, JSON, days of recording.

Shares no code with domain or projections: it reads days as "2026-06-30" and walks the facts anew for every day that
it is asked about, by the words of the rules. Slow on purpose.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

NOT_STARTED, IN_PROGRESS, AWAITING, COMPLETED, SUSPENDED, REMOVED = range(6)
ON_TIME, LATE, DONE_UNDATED, IN_TIME, OVERDUE, UNDATED, HELD, GONE = range(8)

Stored = tuple[int, str, dict[str, Any]]
"""Version, topic and payload."""

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
