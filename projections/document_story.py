"""One document with its history in words: its number, its corrections, what it came to stand by, its end."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.document_words import told_from_below
from domain.errors import NotFound
from domain.event import Dated, Recorded
from domain.resolution import Concluded, Linked, Unlinked
from domain.words import told
from projections.engine import TIMEZONE, Cursor, Log
from projections.moment import Moment
from projections.story import Entry


def of_document(cursor: Cursor, log: Log, at: Moment, document_id: UUID) -> list[Entry]:
    """All that was known of the document at that moment, in the order of recording. Raises ``NotFound``.

    That another carries it out, amends or replaces it is its history too.
    """
    cursor.execute(
        "SELECT DISTINCT l.document_id FROM document_links l WHERE l.target = %(id)s AND l.known_from <= %(known)s",
        {**at.values(), "id": document_id},
    )
    below = [row[0] for row in cursor.fetchall()]
    streams = log.streams([document_id, *below], at.known)
    if document_id not in streams:
        raise NotFound
    events = [
        r
        for stream, recorded in streams.items()
        for r in recorded
        if stream == document_id or _leads_to(r) == document_id
    ]
    called = _called(cursor, at, events)
    return [_entry(r, document_id, called) for r in sorted(events, key=lambda r: r.position)]


def _entry(recorded: Recorded, document_id: UUID, called: Mapping[UUID, str]) -> Entry:
    event, fact = recorded.event, recorded.event.fact

    def name(document: UUID) -> str:
        return called.get(document, "văn bản khác")

    if event.originator_id != document_id and isinstance(fact, Linked | Unlinked):
        words = told_from_below(fact, name(event.originator_id))
    else:
        words = told(fact, name)
    return Entry(
        recorded=recorded.recorded_at.astimezone(TIMEZONE),
        position=recorded.position,
        by=fact.by,
        assignment=None,
        unit="",
        version=event.originator_version,
        day=fact.day if isinstance(fact, Dated) else None,
        words=words,
        counts=True,
        instead_of=fact.instead_of,
    )


def _leads_to(recorded: Recorded) -> UUID | None:
    fact = recorded.event.fact
    return fact.to if isinstance(fact, Linked | Unlinked) else None


def _ended_by(recorded: Recorded) -> UUID | None:
    fact = recorded.event.fact
    return fact.document if isinstance(fact, Concluded) else None


def _called(cursor: Cursor, at: Moment, events: Sequence[Recorded]) -> dict[UUID, str]:
    """What the documents that ``events`` speak of were called at that moment."""
    named = {i for r in events for i in (r.event.originator_id, _leads_to(r), _ended_by(r)) if i}
    cursor.execute(
        f"SELECT d.document_id, d.called FROM documents d WHERE d.document_id = ANY(%(ids)s) AND {at.was_known('d')}",
        {**at.values(), "ids": list(named)},
    )
    return dict(cursor.fetchall())
