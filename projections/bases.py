"""On what a task rests: all its bases, the main one first."""

from uuid import UUID

from domain.task import Basis, task
from projections.engine import Cursor, Log
from projections.moment import Moment


def bases_of(log: Log, at: Moment, task_id: UUID) -> tuple[Basis, ...]:
    """As known at that moment; nothing where there is no such task."""
    recorded = log.streams([task_id], at.known).get(task_id, [])
    return task(task_id, [r.event for r in recorded]).drafted.bases if recorded else ()


def called(cursor: Cursor, at: Moment, documents: list[UUID]) -> dict[UUID, str]:
    """What documents are called: "126-KL/TU"."""
    cursor.execute(
        f"SELECT d.document_id, d.called FROM documents d WHERE d.document_id = ANY(%(ids)s) AND {at.was_known('d')}",
        {**at.values(), "ids": documents},
    )
    return dict(cursor.fetchall())
