"""What units and the Office say to each other about an assignment: facts that change no stage and no figure."""

from datetime import date
from uuid import UUID

from domain.event import AccountId, Dated
from domain.paper import Paper


class Delegated(Dated, frozen=True, kw_only=True):
    """The lead unit gives it to a unit under it, or keeps a plan of its own (đơn vị trực tiếp thực hiện).

    Not counted above. It is the plan of ``lead`` and ends with it; the later one for the same unit replaces it.
    """

    TOPIC = "assignment.delegated"
    lead: UUID
    executing: UUID
    inner_day: date | None = None
    """Hạn nội bộ: on the day of delegating not later than the deadline; an extension does not move it."""
    text: str = ""
    officer: AccountId = ""


class DelegationEnded(Dated, frozen=True, kw_only=True):
    """The unit no longer carries it out for the lead."""

    TOPIC = "assignment.delegation_ended"
    executing: UUID
    reason: str


class CompletionProposed(Dated, frozen=True, kw_only=True):
    """A specialist proposes to confirm the claim; no answer to it. A later proposal replaces an earlier one.

    ``product`` and ``received`` put right or add to what the claim says.
    """

    TOPIC = "assignment.completion_proposed"
    claim: int
    product: Paper | None = None
    received: date | None = None
    satisfactory: bool = True
    note: str = ""


class ProposalReturned(Dated, frozen=True, kw_only=True):
    """The head does not follow the proposal (trả lại đề xuất); the claim goes on waiting."""

    TOPIC = "assignment.proposal_returned"
    claim: int
    reason: str


class ReassignmentAsked(Dated, frozen=True, kw_only=True):
    """The unit that leads asks that another does (đề nghị điều chỉnh phân công); a hand-over answers it."""

    TOPIC = "assignment.reassignment_asked"
    unit: UUID
    reason: str


class ReassignmentDeclined(Dated, frozen=True, kw_only=True):
    """The Office leaves the assignment where it is. ``asked``: the version of what it answers."""

    TOPIC = "assignment.reassignment_declined"
    asked: int
    reason: str


class OpinionGiven(Dated, frozen=True, kw_only=True):
    """A co-ordinating unit gives its opinion (ý kiến phối hợp)."""

    TOPIC = "assignment.opinion_given"
    unit: UUID
    opinion: str
