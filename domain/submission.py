"""Decisions on what is submitted (trình): put it forward, follow it, return it.

Source: the practice of the offices. A unit's head asks, a specialist or deputy head examines and submits; what the
assigning authority decides is recorded with its document, a correction is the decision of the Office's head.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from domain import direction
from domain.assignment import Assignment
from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId
from domain.history import Standing
from domain.paper import Authority, Paper, readable, required
from domain.submission_facts import (
    Correcting,
    CorrectingCompletion,
    CorrectingDeadline,
    Directing,
    Extending,
    HandingOver,
    LeavingOut,
    Removing,
    Reopening,
    Resuming,
    SubmissionAgreed,
    SubmissionReturned,
    Submitted,
    Suspending,
)
from domain.succession import settle
from domain.unit import Unit

Units = Callable[[UUID], Unit]

_GROUNDED = {
    Suspending: direction.suspend,
    Resuming: direction.resume,
    Removing: direction.remove,
    Reopening: direction.reopen,
}


def waiting(assignment: Assignment) -> list[tuple[Standing, Submitted]]:
    """What is submitted and not answered, as known now."""
    answered = {
        s.fact.submission
        for s in assignment.standing
        if isinstance(s.fact, SubmissionAgreed | SubmissionReturned)
    }
    return [
        (s, s.fact) for s in assignment.standing if isinstance(s.fact, Submitted) and s.ref not in answered
    ]


def submit(
    assignment: Assignment,
    matter: Directing | Correcting,
    *,
    by: AccountId,
    today: date,
    reason: str,
    paper: Paper | None,
    authority: Authority,
    units: Units,
    asked: bool,
) -> Submitted:
    """Puts it forward; whatever would refuse the act itself refuses it, but for a document still to come.

    ``asked``: by the unit that leads. One of a kind waits at a time.
    """
    lead = assignment.on(today).lead
    for s, earlier in waiting(assignment):
        if type(earlier.matter) is type(matter):
            raise Refused(f"Nội dung này đã được trình, đang chờ ý kiến (mục {s.ref}).", field="assignment")
    readable(paper, today)
    fact = Submitted(
        by=by,
        day=today,
        matter=matter,
        reason=needed(reason, "Đề nghị nêu lý do."),
        paper=paper,
        unit=lead if asked else None,
    )
    expected = paper or Paper("chờ văn bản", today)
    carried_out(assignment, fact, by=by, today=today, paper=expected, authority=authority, units=units)
    return fact


def agree(
    assignment: Assignment,
    submission: int,
    *,
    corrections: bool,
    by: AccountId,
    today: date,
    paper: Paper | None,
    authority: Authority,
    units: Units,
) -> Assignment:
    """Follows it: the act, as it was put forward, on ``paper`` or on the document that came with it."""
    fact = _waiting(assignment, submission, corrections=corrections)
    agreed = assignment.with_facts(
        [SubmissionAgreed(by=by, day=today, submission=submission, unit=fact.unit)]
    )
    return carried_out(
        agreed, fact, by=by, today=today, paper=paper or fact.paper, authority=authority, units=units
    )


def send_back(
    assignment: Assignment, submission: int, *, corrections: bool, by: AccountId, today: date, reason: str
) -> SubmissionReturned:
    """Returns it, with a reason."""
    fact = _waiting(assignment, submission, corrections=corrections)
    why = needed(reason, "Đề nghị nêu lý do trả lại nội dung trình.")
    return SubmissionReturned(by=by, day=today, submission=submission, reason=why, unit=fact.unit)


def carried_out(
    assignment: Assignment,
    fact: Submitted,
    *,
    by: AccountId,
    today: date,
    paper: Paper | None,
    authority: Authority,
    units: Units,
) -> Assignment:
    """The assignment after the act that was submitted; nothing is left at a unit that is gone."""
    matter, reason, hand_to = fact.matter, fact.reason, None
    match matter:
        case Extending():
            after = assignment.let_in(
                direction.extend(
                    assignment,
                    by=by,
                    deadline=matter.deadline,
                    reason=reason,
                    paper=paper,
                    authority=authority,
                    today=today,
                )
            )
        case HandingOver():
            deciding = required(paper, "chuyển đơn vị", authority)
            readable(deciding, today)
            after = assignment.let_in(
                direction.hand_over(
                    assignment, units(matter.to), by=by, day=matter.since, reason=reason, paper=deciding
                )
            )
        case LeavingOut():
            hand_to = matter.hand_to
            after = direction.leave_out(assignment, by=by, targets=matter.targets, reason=reason)
        case CorrectingDeadline():
            after = direction.correct_deadline(
                assignment, by=by, target=matter.target, deadline=matter.deadline, reason=reason
            )
        case CorrectingCompletion():
            after = direction.correct_completion(
                assignment,
                by=by,
                today=today,
                target=matter.target,
                product=matter.product,
                received=matter.received,
                reason=reason,
            )
        case _:
            hand_to = matter.hand_to if isinstance(matter, Reopening) else None
            decide = _GROUNDED[type(matter)]
            decided = decide(assignment, by=by, reason=reason, paper=paper, authority=authority, today=today)
            after = assignment.let_in(decided)
    return settle(after, units, by=by, hand_to=hand_to)


def _waiting(assignment: Assignment, submission: int, *, corrections: bool) -> Submitted:
    for s, fact in waiting(assignment):
        if s.ref == submission and isinstance(fact.matter, Correcting) is corrections:
            return fact
    raise Refused("Không có nội dung trình đang chờ ý kiến ở mục này.", field="submission")
