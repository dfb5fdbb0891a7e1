"""Stories of one assignment: given facts, and random legal histories with back-dated facts."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import strategies as st

from domain import assignment_facts as f
from domain import exchange as x
from domain.assignment import Assignment
from domain.assignment_facts import Completion, Deadline
from domain.errors import Refused
from domain.event import Event, Fact
from domain.paper import Paper

TASK = UUID(int=1)
SELF = UUID(int=100)
UNITS = [UUID(int=n) for n in (11, 12, 13)]
START = date(2026, 1, 1)
SPAN = 40


def day(n: int) -> date:
    """The n-th day of the story; the task is given on day 0."""
    return START + timedelta(days=n)


def due(n: int | None) -> Deadline:
    return Deadline(words="", day=None if n is None else day(n), rule="day")


def paper(n: int) -> Paper:
    return Paper(f"{n}-TB/TU", day(n))


def drafted(deadline: int | None = 20) -> f.Drafted:
    return f.Drafted(by="cv", task=TASK, lead=UNITS[0], deadline=due(deadline))


def issued(n: int = 0, deadline: int | None = 20) -> f.Issued:
    return f.Issued(by="vt", day=day(n), task=TASK, lead=UNITS[0], deadline=due(deadline))


def report(n: int, claim: bool = False, product: int | None = None) -> f.ReportSent:
    return f.ReportSent(
        by="dv",
        day=day(n),
        as_of=day(n),
        results="Đã làm",
        claim=claim,
        product=None if product is None else Paper("7-KH/TU", day(product)),
    )


def completed(n: int, act: int, claim: int) -> f.Completed:
    return f.Completed(by="cvp", day=day(n), act_day=day(act), claim=claim, rule=Completion.ISSUED)


def extended(n: int, old: int, new: int) -> f.Extended:
    return f.Extended(by="cv", day=day(n), old=day(old), deadline=due(new), reason="x", paper=paper(n))


def handed_over(n: int, to: int) -> f.HandedOver:
    return f.HandedOver(by="cv", day=day(n), to=UNITS[to], reason="x", paper=paper(n))


def suspended(n: int) -> f.Suspended:
    return f.Suspended(by="cv", day=day(n), reason="x", paper=paper(n))


def resumed(n: int) -> f.Resumed:
    return f.Resumed(by="cv", day=day(n), reason="x", paper=paper(n))


def removed(n: int) -> f.Removed:
    return f.Removed(by="cv", day=day(n), reason="x", paper=paper(n))


def reopened(n: int) -> f.Reopened:
    return f.Reopened(by="cv", day=day(n), reason="x", paper=paper(n))


def more_asked(n: int, ref: int) -> f.MoreAsked:
    return f.MoreAsked(by="cv", day=day(n), report=ref, reason="x")


def received(n: int, unit: UUID | None = None) -> f.Received:
    return f.Received(by="dv", day=day(n), unit=unit)


def delegated(n: int, to: int, inner: int | None = None, lead: int = 0) -> x.Delegated:
    return x.Delegated(
        by="dv",
        day=day(n),
        lead=UNITS[lead],
        executing=UNITS[to],
        inner_day=None if inner is None else day(inner),
    )


def delegation_ended(n: int, to: int) -> x.DelegationEnded:
    return x.DelegationEnded(by="dv", day=day(n), executing=UNITS[to], reason="x")


def proposed(n: int, claim: int, **more: Any) -> x.CompletionProposed:
    return x.CompletionProposed(by="cv", day=day(n), claim=claim, **more)


def returned(n: int, claim: int) -> x.ProposalReturned:
    return x.ProposalReturned(by="cvp", day=day(n), claim=claim, reason="Thiếu")


def reassignment_asked(n: int, unit: int = 0) -> x.ReassignmentAsked:
    return x.ReassignmentAsked(by="dv", day=day(n), unit=UNITS[unit], reason="x")


def reassignment_declined(n: int, asked: int) -> x.ReassignmentDeclined:
    return x.ReassignmentDeclined(by="cv", day=day(n), asked=asked, reason="x")


def opinion(n: int, unit: int) -> x.OpinionGiven:
    return x.OpinionGiven(by="dv", day=day(n), unit=UNITS[unit], opinion="Nhất trí")


def corrected(target: int, replacement: int | None = None) -> f.Corrected:
    return f.Corrected(by="cv", target=target, replacement=replacement, reason="x")


def given(*facts: Fact) -> Assignment:
    """An assignment with these facts behind its draft; the first has version 2."""
    return Assignment(SELF, [Event(SELF, n, fact) for n, fact in enumerate([drafted(), *facts], 1)])


def _proposals(known: Sequence[Event]) -> st.SearchStrategy[list[Fact]]:
    """What might be recorded next; most of it legal, not all."""
    n, u = st.integers(0, SPAN), st.integers(0, 2)
    claims = [e.originator_version for e in known if getattr(e.fact, "claim", None) is True]
    asked = [e.originator_version for e in known if isinstance(e.fact, x.ReassignmentAsked)]
    reports = [e.originator_version for e in known if isinstance(e.fact, f.ReportSent)]
    dated = [e for e in known if not isinstance(e.fact, f.Drafted)]
    one = [
        st.builds(report, n, st.booleans()),
        st.builds(handed_over, n, st.integers(0, 2)),
        st.builds(extended, n, st.just(20), st.integers(5, 60)),
        st.builds(suspended, n),
        st.builds(resumed, n),
        st.builds(reopened, n),
        st.builds(removed, n),
        st.builds(lambda d, m: f.DeadlineSet(by="cv", day=day(d), deadline=due(m)), n, n),
        st.one_of(
            st.builds(received, n, st.sampled_from([None, *UNITS])),
            st.builds(delegated, n, u, n, u),
            st.builds(delegation_ended, n, u),
            st.builds(reassignment_asked, n, u),
            st.builds(opinion, n, u),
        ),
    ]
    if reports:
        one.append(st.builds(more_asked, n, st.sampled_from(reports)))
    if claims:
        done = st.builds(completed, n, st.just(SPAN), st.sampled_from(claims))
        one += [done, done, done]
        of = st.sampled_from(claims)
        one.append(st.one_of(st.builds(proposed, n, of), st.builds(returned, n, of)))
        one.append(
            st.builds(
                lambda d, c: f.ClaimWithdrawn(by="dv", day=day(d), claim=c, reason="x"),
                n,
                st.sampled_from(claims),
            )
        )
    if asked:
        one.append(st.builds(reassignment_declined, n, st.sampled_from(asked)))
    lone = st.one_of(one).map(lambda fact: [fact])
    if not dated:
        return lone
    target = st.sampled_from(dated)
    left_out = target.filter(lambda e: not isinstance(e.fact, f.Issued)).map(
        lambda e: [corrected(e.originator_version)]
    )
    replaced = st.builds(_replacement(len(known)), target.filter(lambda e: hasattr(e.fact, "day")), n)
    return st.one_of(lone, lone, lone, left_out, replaced) if len(dated) > 1 else st.one_of(lone, replaced)


def _replacement(version: int):
    def build(event: Event, n: int) -> list[Fact]:
        anew = msgspec.structs.replace(event.fact, day=day(n))
        if isinstance(anew, f.Extended | f.Issued):
            anew = msgspec.structs.replace(anew, deadline=due(n + 15))
        return [corrected(event.originator_version, version + 2), anew]

    return build


@st.composite
def histories(draw: st.DrawFn, longest: int = 14) -> list[list[Event]]:
    """A legal history as the transactions that recorded it, in order; the first drafts and issues."""
    assignment = Assignment(SELF, []).with_facts(
        [drafted(20), issued(0, draw(st.sampled_from([20, None, 8])))]
    )
    transactions = [list(assignment.events)]
    for _ in range(draw(st.integers(0, longest))):
        facts = draw(_proposals(assignment.events))
        try:
            after = assignment.let_in(*facts)
        except Refused:
            continue
        transactions.append(list(after.events[assignment.version :]))
        assignment = after
    return transactions
