"""Completion is confirmed by two: a specialist proposes, the Office's head confirms or returns the proposal."""

from datetime import date

from domain.assignment import Assignment
from domain.assignment_facts import Completed, Completion
from domain.door import needed, not_in_future
from domain.errors import Refused
from domain.event import AccountId
from domain.exchange import CompletionProposed, ProposalReturned
from domain.paper import Paper
from domain.progress import confirm_completion
from domain.vietnamese import day as vn_day


def standing_proposal(assignment: Assignment, claim: int) -> CompletionProposed | None:
    """What is proposed for the claim, as known now; None where nothing is, or where it was returned."""
    last = _last(assignment, claim)
    return last if isinstance(last, CompletionProposed) else None


def propose_completion(
    assignment: Assignment,
    *,
    by: AccountId,
    day: date,
    today: date,
    claim: int,
    rule: Completion,
    product: Paper | None = None,
    received: date | None = None,
    satisfactory: bool = True,
    note: str = "",
) -> CompletionProposed:
    """Proposes what the head could confirm on the same day; whatever would refuse him refuses the proposal.

    Nobody proposes what he sent. It answers no claim and changes no stage.
    """
    confirmed = confirm_completion(
        assignment,
        by=by,
        act_day=day,
        today=today,
        claim=claim,
        rule=rule,
        product=product,
        received=received,
        satisfactory=satisfactory,
    )
    assignment.let_in(confirmed)
    _in_order(assignment, claim, day)
    return CompletionProposed(
        by=by,
        day=day,
        claim=claim,
        product=product,
        received=received,
        satisfactory=satisfactory,
        note=note,
    )


def return_proposal(
    assignment: Assignment, *, by: AccountId, day: date, today: date, claim: int, reason: str
) -> ProposalReturned:
    """The head returns what is proposed for a claim that still waits."""
    not_in_future(day, today)
    if standing_proposal(assignment, claim) is None or claim not in assignment.open_claims():
        raise Refused("Không có đề xuất xác nhận hoàn thành đang chờ ở báo cáo này.", field="claim")
    _in_order(assignment, claim, day)
    why = needed(reason, "Đề nghị nêu lý do trả lại đề xuất.")
    return ProposalReturned(by=by, day=day, claim=claim, reason=why)


def confirm_proposed(
    assignment: Assignment,
    *,
    by: AccountId,
    act_day: date,
    today: date,
    claim: int,
    rule: Completion,
    product: Paper | None = None,
    received: date | None = None,
    satisfactory: bool | None = None,
) -> Completed:
    """Completion; what the confirming person leaves open is as the standing proposal has it, if there is one."""
    proposed = standing_proposal(assignment, claim)
    if proposed:
        product, received = product or proposed.product, received or proposed.received
        satisfactory = proposed.satisfactory if satisfactory is None else satisfactory
    return confirm_completion(
        assignment,
        by=by,
        act_day=act_day,
        today=today,
        claim=claim,
        rule=rule,
        product=product,
        received=received,
        satisfactory=satisfactory is not False,
    )


def _last(assignment: Assignment, claim: int) -> CompletionProposed | ProposalReturned | None:
    said = [
        s.fact
        for s in assignment.standing
        if isinstance(s.fact, CompletionProposed | ProposalReturned) and s.fact.claim == claim
    ]
    return said[-1] if said else None


def _in_order(assignment: Assignment, claim: int, day: date) -> None:
    last = _last(assignment, claim)
    if last and day < last.day:
        raise Refused(f"Ngày {vn_day(day)} sớm hơn ngày đề xuất gần nhất {vn_day(last.day)}.", field="day")
