"""How assignments and tasks stand: the stored segments, for any known position and any day.

Rows hold dates, never "overdue": timeliness is computed for the day asked, by ``timeliness.sql``.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from uuid import UUID

from domain.assignment_facts import Drafted
from domain.event import Event, Recorded
from domain.history import Segment, segments
from domain.roll_up import TaskSegment, task_segments
from domain.task import DocumentBasis, task
from projections.engine import Cursor, Page, View
from projections.versions import Change, Row, Versioned, changes

ASSIGNMENTS = Versioned(
    "assignment_timeline",
    "assignment_id",
    (
        "lead uuid NOT NULL",
        "deadline date",
        "original date",
        "extensions smallint NOT NULL",
        "stage smallint NOT NULL",
        "completed_on date",
    ),
    indexes=(
        "CREATE INDEX ON assignment_timeline (lead, deadline, assignment_id) INCLUDE"
        " (from_day, to_day, known_from, known_to, shown_from, shown_to)",
        "CREATE INDEX ON assignment_timeline (shown_from, shown_to) WHERE shown_from IS NOT NULL",
    ),
)
TASKS = Versioned(
    "task_timeline",
    "task_id",
    (
        "document uuid",
        "stage smallint NOT NULL",
        "deadline date",
        "late boolean NOT NULL",
        "completed_on date",
    ),
    indexes=(
        "CREATE INDEX ON task_timeline (document, deadline, task_id)",
        "CREATE INDEX ON task_timeline (shown_from, shown_to) WHERE shown_from IS NOT NULL",
    ),
)


class Timeline(View):
    """``assignment_timeline`` and ``task_timeline``, written together with the same bounds.

    ``page.written`` holds under their names what the page changed in them.
    """

    name = "timeline"
    version = 1
    ddl = f"{ASSIGNMENTS.ddl}; {TASKS.ddl}; {Path(__file__).with_name('timeliness.sql').read_text('utf-8')}"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """Segments of every touched assignment, and of every task that one of them belongs to."""
        touched = page.streams(page.touched("assignment"))
        page.written[ASSIGNMENTS.name] = ASSIGNMENTS.write(
            cursor,
            (
                (assignment_id, change)
                for assignment_id, recorded in touched.items()
                for change in changes(recorded, _assignment_rows, page.after)
            ),
        )
        task_ids = {_task_of(recorded) for recorded in touched.values()}
        page.written[TASKS.name] = TASKS.write(
            cursor, ((task_id, c) for task_id in task_ids for c in _task_changes(page, task_id))
        )


def _task_of(recorded: Sequence[Recorded]) -> UUID:
    fact = recorded[0].event.fact
    assert isinstance(fact, Drafted)
    return fact.task


def _assignment_rows(events: Sequence[Event]) -> Iterable[Row]:
    return (_assignment_row(s) for s in segments(events))


def _assignment_row(s: Segment) -> Row:
    return (
        s.from_day,
        s.to_day,
        s.lead,
        s.deadline,
        s.original,
        s.extensions,
        int(s.stage),
        s.completed_on,
    )


def _task_changes(page: Page, task_id: UUID) -> Iterable[Change]:
    stream = page.streams([task_id])[task_id]
    given = task(task_id, [r.event for r in stream])
    main = given.drafted.bases[0]
    document = main.document if isinstance(main, DocumentBasis) else None
    of_assignments = page.streams(given.assignments).values()
    merged = sorted((r for recorded in of_assignments for r in recorded), key=lambda r: r.position)
    return changes(merged, _task_fold(document), page.after)


def _task_fold(document: UUID | None) -> Callable[[Sequence[Event]], Iterable[Row]]:
    streams: dict[UUID, list[Event]] = {}
    folded: dict[UUID, list[Segment]] = {}
    taken = 0

    def fold(events: Sequence[Event]) -> Iterable[Row]:
        """Each call knows more than the one before: only what has grown is folded again."""
        nonlocal taken
        grown = {event.originator_id for event in events[taken:]}
        for event in events[taken:]:
            streams.setdefault(event.originator_id, []).append(event)
        taken = len(events)
        folded.update((stream, segments(streams[stream])) for stream in grown)
        return [_task_row(document, s) for s in task_segments(folded.values())]

    return fold


def _task_row(document: UUID | None, s: TaskSegment) -> Row:
    return s.from_day, s.to_day, document, int(s.stage), s.deadline, s.late, s.completed_on
