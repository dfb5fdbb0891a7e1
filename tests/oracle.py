"""A plain second telling of how an assignment stands: day by day, straight from the words of the rules.

Shares nothing with the fold but the classes of the facts. Slow on purpose.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from domain import assignment_facts as f
from domain.assignment_facts import Stage
from domain.event import Event

LATER = {f.Issued: 0, f.HandedOver: 1, f.DeadlineSet: 2, f.Extended: 2}


def counting(events: Iterable[Event]) -> list[tuple[int, int, object]]:
    """(version, version that others know it by, fact) of the facts that no correction in force leaves out."""
    events = list(events)
    corrections = [(e.originator_version, e.fact) for e in events if isinstance(e.fact, f.Corrected)]

    def in_force(version: int) -> bool:
        hit = any(c.target == version and in_force(v) for v, c in corrections if v > version)
        own = [c for v, c in corrections if v == version]
        later = (
            any(v > version and c.target == own[0].target and in_force(v) for v, c in corrections)
            if own
            else False
        )
        orphan = any(c.replacement == version and not in_force(v) for v, c in corrections)
        return not hit and not orphan and not later

    def known_as(version: int) -> int:
        for v, c in corrections:
            if c.replacement == version and in_force(v):
                return known_as(c.target)
        return version

    return [
        (e.originator_version, known_as(e.originator_version), e.fact)
        for e in events
        if not isinstance(e.fact, f.Corrected | f.Drafted) and in_force(e.originator_version)
    ]


def latest(facts: Sequence, kinds: tuple[type, ...], day: date):
    """The last fact of these kinds effective on or before the day; of one day, the one booked last."""
    found = [
        (x.day, LATER.get(type(x), 3), v, x) for v, _, x in facts if isinstance(x, kinds) and x.day <= day
    ]
    return max(found, key=lambda t: t[:3])[3] if found else None


def standing_on(events: Iterable[Event], day: date):
    """(lead, deadline, original, extensions, stage, completion day) on ``day``; None before the issue."""
    facts = counting(events)
    issued = latest(facts, (f.Issued,), date.max)
    if issued is None or issued.day > day:
        return None
    done = latest(facts, (f.Completed, f.Reopened), day)
    completed = done.day if isinstance(done, f.Completed) else None
    as_of = completed or day
    after_issue = [(v, r, x) for v, r, x in facts if x.day >= issued.day]
    lead = latest(after_issue, (f.Issued, f.HandedOver), as_of)
    deadline = latest(after_issue, (f.Issued, f.DeadlineSet, f.Extended), as_of)
    original = latest(after_issue, (f.Issued, f.DeadlineSet), as_of)
    extensions = sum(isinstance(x, f.Extended) and x.day <= as_of for _, _, x in after_issue)
    return (
        lead.to if isinstance(lead, f.HandedOver) else lead.lead,
        deadline.deadline.day,
        original.deadline.day,
        extensions,
        _stage(facts, day, completed),
        completed,
    )


def _stage(facts, day: date, completed: date | None) -> Stage:
    held = latest(facts, (f.Suspended, f.Resumed, f.Removed), day)
    if isinstance(held, f.Removed):
        return Stage.REMOVED
    if isinstance(held, f.Suspended):
        return Stage.SUSPENDED
    if completed:
        return Stage.COMPLETED
    reports = [(r, x) for _, r, x in facts if isinstance(x, f.ReportSent) and x.day <= day]
    for ref, report in reports:
        if report.claim and not any(
            (isinstance(x, f.MoreAsked) and x.report == ref and x.day <= day)
            or (isinstance(x, f.ClaimWithdrawn | f.Completed) and x.claim == ref and x.day <= day)
            for _, _, x in facts
        ):
            return Stage.AWAITING_CONFIRMATION
    return Stage.IN_PROGRESS if reports else Stage.NOT_STARTED


def legal(events: Iterable[Event]) -> bool:
    """Whether the stage facts can stand beside each other, walked as a story."""
    facts = counting(events)
    issued = next((x for _, _, x in facts if isinstance(x, f.Issued)), None)
    if issued is None:
        return True
    if any(x.day < issued.day for _, _, x in facts if not isinstance(x, f.HandedOver)):
        return False
    claims = {r for _, r, x in facts if isinstance(x, f.ReportSent) and x.claim}
    answered = [x.claim for _, _, x in facts if isinstance(x, f.Completed)]
    if len(set(answered)) < len(answered) or not set(answered) <= claims:
        return False
    state = "open"
    steps = [(x.day, v, x) for v, _, x in facts]
    for _, _, x in sorted(steps, key=lambda t: t[:2]):
        match x, state:
            case f.Completed(), "open":
                state = "completed"
            case f.Reopened(), "completed":
                state = "open"
            case f.Suspended(), "open":
                state = "suspended"
            case f.Resumed(), "suspended":
                state = "open"
            case f.Removed(), "open" | "suspended":
                state = "removed"
            case ((f.Completed() | f.Reopened() | f.Suspended() | f.Resumed() | f.Removed()), _):
                return False
    return True


def days(start: date, end: date) -> Iterable[date]:
    """Every day from ``start`` to ``end``, both included."""
    return (start + timedelta(days=n) for n in range((end - start).days + 1))
