"""One task with its history in words: what was recorded about it, when, and from which day it holds."""

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.assignment_facts import Drafted, Dropped, HandedOver, Issued, Redrafted
from domain.errors import NotFound
from domain.event import Dated, Event, Recorded
from domain.exchange import (
    CompletionProposed,
    Delegated,
    DelegationEnded,
    OpinionGiven,
    ProposalReturned,
    ReassignmentAsked,
)
from domain.history import standing
from domain.paper import Authority
from domain.submission_facts import HandingOver, SubmissionAgreed, SubmissionReturned, Submitted
from domain.task import LeadAdded, Leads, LeadsChosen, Reworded, task
from domain.words import told
from projections.counts import unit_names
from projections.engine import TIMEZONE, Cursor, Log
from projections.moment import Moment


class Entry(msgspec.Struct, frozen=True):
    """One fact in words. ``version``: what a correction calls it; ``counts``: not corrected away."""

    recorded: datetime
    position: int
    by: str
    assignment: UUID | None
    unit: str
    version: int
    day: date | None
    words: str
    counts: bool
    instead_of: str = ""
    """The holder by whose right it was done, where not by one's own."""
    task: UUID | None = None


class Head(msgspec.Struct, frozen=True):
    """A task as it was given. ``how``: see ``domain.task.Leads``; None while "chưa chọn đầu mối"."""

    document: UUID | None
    document_number: str
    document_day: date | None
    document_title: str
    clause: str
    number: str
    heading: str
    text: str
    product: str
    authority: Authority
    deadline_words: str
    lead_words: str
    how: Leads | None


def head_of(cursor: Cursor, at: Moment, task_id: UUID) -> Head:
    """The words of the task as they were known at that moment. Raises ``NotFound``."""
    cursor.execute(
        f"""SELECT w.document, coalesce(d.called, ''), d.day, coalesce(d.title, ''), w.clause, w.number, w.heading,
                w.task_text, w.product, w.authority, w.deadline_words, w.lead_words, w.leads
            FROM tasks w LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            WHERE w.task_id = %(task)s AND {at.was_known("w")}""",
        {**at.values(), "task": task_id},
    )
    row = cursor.fetchone()
    if row is None:
        raise NotFound
    return Head(*(*row[:9], Authority(row[9]), *row[10:12], Leads(row[12]) if row[12] else None))


def of_task(
    cursor: Cursor, log: Log, at: Moment, task_id: UUID, *, only: Container[UUID] | None = None
) -> list[Entry]:
    """All that was known of the task at that moment, in the order of recording. Raises ``NotFound``.

    ``only``: what the units may know of these assignments, not what the Office prepares; None: all.
    """
    streams = log.streams([task_id], at.known)
    if task_id not in streams:
        raise NotFound
    given = task(task_id, [r.event for r in streams[task_id]])
    assignments = log.streams(given.assignments, at.known)
    events = [*streams[task_id], *(r for recorded in assignments.values() for r in recorded)]
    if only is not None:
        events = [r for r in events if open_to_units(r.event, only)]
    return entries_of(cursor, at, events, assignments)


def entries_of(
    cursor: Cursor, at: Moment, events: Iterable[Recorded], assignments: Mapping[UUID, Sequence[Recorded]]
) -> list[Entry]:
    """Facts of tasks and assignments in words, in the order of recording.

    ``assignments``: the whole streams of those that ``events`` are of.
    """
    told_of = sorted(events, key=lambda r: r.position)
    drafts = {i: fact for i, rs in assignments.items() if isinstance(fact := rs[0].event.fact, Drafted)}
    units = {*_units(told_of), *(draft.lead for draft in drafts.values())}
    called = {u: name for u, name, _, _ in unit_names(cursor, at, list(units))}
    counting = {(s, x.version) for s, rs in assignments.items() for x in standing(r.event for r in rs)}
    return [_entry(r, called, drafts.get(r.event.originator_id), counting) for r in told_of]


def _entry(
    recorded: Recorded, called: Mapping[UUID, str], draft: Drafted | None, counting: Set[tuple[UUID, int]]
) -> Entry:
    event, fact = recorded.event, recorded.event.fact
    dated = fact.day if isinstance(fact, Dated) else None
    return Entry(
        recorded=recorded.recorded_at.astimezone(TIMEZONE),
        position=recorded.position,
        by=fact.by,
        assignment=event.originator_id if draft else None,
        unit=called.get(draft.lead, "") if draft else "",
        version=event.originator_version,
        day=dated,
        words=told(fact, lambda unit: called.get(unit, "đơn vị chưa rõ tên")),
        counts=dated is None or (event.originator_id, event.originator_version) in counting,
        instead_of=fact.instead_of,
        task=draft.task if draft else event.originator_id,
    )


def open_to_units(event: Event, assignments: Container[UUID]) -> bool:
    """Whether units are told of it that have to do with these assignments."""
    if event.originator_id in assignments:
        fact = event.fact
        if isinstance(fact, Submitted | SubmissionAgreed | SubmissionReturned):
            return fact.unit is not None
        return not isinstance(fact, _OF_THE_OFFICE)
    return isinstance(event.fact, Reworded)


_OF_THE_OFFICE = (Drafted, Redrafted, Dropped, CompletionProposed, ProposalReturned)


def _units(events: Iterable[Recorded]) -> list[UUID]:
    named: set[UUID] = set()
    for recorded in events:
        match recorded.event.fact:
            case Drafted(lead=unit) | Issued(lead=unit) | LeadAdded(lead=unit) | HandedOver(to=unit):
                named.add(unit)
            case LeadsChosen(leads=units):
                named.update(units)
            case Delegated(executing=unit) | DelegationEnded(executing=unit):
                named.add(unit)
            case ReassignmentAsked(unit=unit) | OpinionGiven(unit=unit):
                named.add(unit)
            case Submitted(unit=asking, matter=matter):
                named.update({asking} if asking else ())
                named.update({matter.to} if isinstance(matter, HandingOver) else ())
    return list(named)
