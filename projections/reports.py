"""Progress reports, how each stands with the Office, and what a specialist proposes to confirm."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

import msgspec

from domain.assignment import Assignment
from domain.assignment_facts import (
    ClaimWithdrawn,
    Completed,
    Corrected,
    MoreAsked,
    ReportConfirmed,
    ReportSent,
    answered,
)
from domain.event import Fact
from domain.exchange import CompletionProposed, ProposalReturned
from domain.history import FOREVER, Standing
from projections.engine import Cursor, Page, View
from projections.versions import OPEN, Row, Versioned

SENT, CONFIRMED, MORE_ASKED, WITHDRAWN, SUPPLEMENTED = range(5)
"""How a report stands. ``SUPPLEMENTED``: more was asked for, and a later report was sent."""
_WAITS = f"status IN ({SENT}, {MORE_ASKED})"

REPORTS = Versioned(
    "reports",
    "assignment_id",
    (
        "sent date NOT NULL",
        "as_of date NOT NULL",
        "claim boolean NOT NULL",
        "step text NOT NULL",
        "percent smallint",
        "results text NOT NULL",
        "difficulties text NOT NULL",
        "proposals text NOT NULL",
        "paper text",
        "product text",
        "received date",
        "files text NOT NULL",
        "sender text NOT NULL",
        "typed_in boolean NOT NULL",
        "status smallint NOT NULL",
        "answered date",
        "answered_by text NOT NULL",
        "reason text NOT NULL",
    ),
    key=("ref int",),
    indexes=(
        # What waits on a day, for the Office or for the unit, is little of what ever did.
        f"CREATE INDEX ON reports (status, to_day, from_day) WHERE known_to = {OPEN} AND {_WAITS}",
        f"CREATE INDEX ON reports (status, shown_to, shown_from) WHERE shown_from IS NOT NULL AND {_WAITS}",
        "CREATE INDEX ON reports USING gin ((files::jsonb) jsonb_path_ops) WHERE files <> '[]'",
    ),
)
PROPOSALS = Versioned(
    "proposals",
    "assignment_id",
    (
        "proposed date NOT NULL",
        "proposed_by text NOT NULL",
        "product text",
        "received date",
        "satisfactory boolean NOT NULL",
        "note text NOT NULL",
        "returned_by text NOT NULL",
        "returned text NOT NULL",
    ),
    key=("claim int",),
)

_STATUS: dict[type[Fact], int] = {
    ReportConfirmed: CONFIRMED,
    MoreAsked: MORE_ASKED,
    ClaimWithdrawn: WITHDRAWN,
    Completed: CONFIRMED,
}


class Reports(View):
    """``reports``: the content of each report from its day on; ``ref`` is the version others know it by.

    ``proposals``: what was last proposed for a claim; ``returned``: why it was returned, empty while it stands.
    """

    name = "reports"
    version = 4
    ddl = f"{REPORTS.ddl}; {PROPOSALS.ddl}"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The reports of every touched assignment, and what is proposed for them."""
        sent = page.assignments_with(ReportSent)
        REPORTS.follow(cursor, sent, _reports, {ReportSent, *_STATUS, Corrected})
        proposed = page.assignments_with(CompletionProposed)
        PROPOSALS.follow(cursor, proposed, _proposals, {CompletionProposed, ProposalReturned, Corrected})


def _reports(assignment: Assignment) -> Iterable[Row]:
    sent: list[tuple[Standing, ReportSent]] = []
    answers: dict[int, Standing] = {}
    for s in assignment.standing:
        if isinstance(s.fact, ReportSent):
            sent.append((s, s.fact))
        elif ref := answered(s.fact):
            answers[ref] = s
    for s, fact in sent:
        content = _content(fact)
        turns = _turns(s, answers.get(s.ref), sent)
        for start, end in pairwise([*sorted(turns), FOREVER]):
            yield s.ref, start, end, *content, *turns[start]


def _turns(
    sent: Standing, answer: Standing | None, reports: Sequence[tuple[Standing, ReportSent]]
) -> dict[date, tuple[object, ...]]:
    """From which day on the report stands how: (status, day of the answer, by whom, why)."""
    turns: dict[date, tuple[object, ...]] = {sent.fact.day: (SENT, None, "", "")}
    if answer:
        fact = answer.fact
        acted = max(sent.fact.day, fact.act_day if isinstance(fact, Completed) else fact.day)
        how = acted, fact.by, getattr(fact, "reason", "")
        turns[acted] = (_STATUS[type(fact)], *how)
        if isinstance(fact, MoreAsked):
            later = (sent.day for r, sent in reports if (sent.day, r.ref) > (fact.day, answer.ref))
            if following := next(later, None):
                turns[following] = (SUPPLEMENTED, *how)
    return turns


@lru_cache(maxsize=1024)
def _content(fact: ReportSent) -> tuple[object, ...]:
    return (
        fact.day,
        fact.as_of,
        fact.claim,
        fact.step,
        fact.percent,
        fact.results,
        fact.difficulties,
        fact.proposals,
        _kept(fact.paper),
        _kept(fact.product),
        fact.received,
        _kept(fact.files),
        fact.by,
        fact.typed_in,
    )


def _kept(value: object) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _proposals(assignment: Assignment) -> Iterable[Row]:
    claims: dict[int, dict[date, tuple[object, ...]]] = {}
    for s in assignment.standing:
        match s.fact:
            case CompletionProposed() as fact:
                content = fact.day, fact.by, _kept(fact.product), fact.received, fact.satisfactory, fact.note
                claims.setdefault(fact.claim, {})[fact.day] = (*content, "", "")
            case ProposalReturned() as back if back.claim in claims:
                turns = claims[back.claim]
                turns[back.day] = (*turns[max(turns)][:-2], back.by, back.reason)
    for claim, turns in claims.items():
        for start, end in pairwise([*sorted(turns), FOREVER]):
            yield claim, start, end, *turns[start]
