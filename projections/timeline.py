"""How assignments and tasks stand: the stored segments, for any known position and any day.

Rows hold dates, never "overdue": timeliness is computed for the day asked, by ``timeliness.sql``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from uuid import UUID

from domain.assignment import Assignment
from domain.assignment_facts import Stage
from domain.event import Recorded
from domain.history import STANDING, Segment
from domain.roll_up import Part, RollUp, TaskSegment, alone
from domain.task import DocumentBasis, Drafted
from projections import paging
from projections.versions import OPEN, Row, Versioned
from projections.view import Cursor, Page, Turn, View

_BOUNDS = "from_day, to_day, known_from, known_to, shown_from, shown_to"

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
        f"CREATE INDEX ON assignment_timeline (lead, deadline, assignment_id)"
        f" INCLUDE ({_BOUNDS}, stage, completed_on)",
        "CREATE INDEX ON assignment_timeline (shown_from, shown_to) WHERE shown_from IS NOT NULL",
        # What is open on a day is little of what ever was.
        f"CREATE INDEX ON assignment_timeline (to_day, from_day) WHERE known_to = {OPEN} AND stage NOT IN (3, 5)",
        "CREATE INDEX ON assignment_timeline (shown_to, shown_from)"
        " WHERE shown_from IS NOT NULL AND stage NOT IN (3, 5)",
        *paging.indexes("assignment_timeline", "assignment_id"),
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
        *paging.indexes("task_timeline", "task_id"),
    ),
)


class Timeline(View):
    """``assignment_timeline`` and ``task_timeline``, written together with the same bounds.

    ``page.written`` holds under their names what the page changed in them.
    """

    name = "timeline"
    version = 4
    ddl = f"{ASSIGNMENTS.ddl}; {TASKS.ddl}; {Path(__file__).with_name('timeliness.sql').read_text('utf-8')}"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """Segments of every touched assignment, and of every task that one that changed belongs to."""
        written = ASSIGNMENTS.follow(cursor, page.assignments, _assignment_rows, STANDING)
        page.written[ASSIGNMENTS.name] = written
        # Most reports move nothing: how a task stands follows from how its assignments do.
        of_task: dict[UUID, list[Sequence[Turn[Assignment]]]] = {}
        for assignment_id in dict.fromkeys(subject for subject, _ in written):
            turns = page.assignments[assignment_id]
            of_task.setdefault(turns[-1].known.task, []).append(turns)
        others = {} if page.whole else _others(cursor, of_task)
        page.written[TASKS.name] = TASKS.follow(
            cursor,
            {
                task_id: _task_turns(_document(recorded), others.get(task_id, {}), of_task[task_id])
                for task_id, recorded in page.streams(of_task).items()
            },
            _task_rows,
        )


def _assignment_rows(assignment: Assignment) -> Iterable[Row]:
    return (_assignment_row(s) for s in assignment.segments)


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


def _document(recorded: Sequence[Recorded]) -> UUID | None:
    """That of a task's main basis, which stays what it was when the task was drafted."""
    fact = recorded[0].event.fact
    assert isinstance(fact, Drafted)
    main = fact.bases[0]
    return main.document if isinstance(main, DocumentBasis) else None


def _others(
    cursor: Cursor, of_task: Mapping[UUID, Sequence[Sequence[Turn[Assignment]]]]
) -> dict[UUID, dict[Part, int]]:
    """By task, how many times which segment is found among the assignments that are not rolled up from the page."""
    if not of_task:
        return {}
    cursor.planned(
        f"""SELECT g.task_id, t.from_day, t.to_day, t.stage, t.deadline, t.completed_on, count(*)
            FROM assignments g JOIN assignment_timeline t USING (assignment_id)
            WHERE g.task_id = ANY(%s::uuid[]) AND g.known_to = {OPEN} AND t.known_to = {OPEN}
                AND t.assignment_id <> ALL(%s::uuid[])
            GROUP BY 1, 2, 3, 4, 5, 6""",
        [list(of_task), [turns[-1].known.id for given in of_task.values() for turns in given]],
    )
    found: dict[UUID, dict[Part, int]] = {}
    for task_id, start, end, stage, deadline, completed_on, times in cursor.fetchall():
        found.setdefault(task_id, {})[start, end, Stage(stage), deadline, completed_on] = times
    return found


_Task = tuple[UUID | None, Sequence[TaskSegment]]
"""Its document and how it stands."""


def _task_turns(
    document: UUID | None, others: Mapping[Part, int], assignments: Sequence[Sequence[Turn[Assignment]]]
) -> Iterator[Turn[_Task]]:
    """A task, turn after turn of its assignments; ``others``: of those without a turn."""
    if len(assignments) == 1 and not others:
        segments: Sequence[Segment] = ()
        for turn in assignments[0]:
            if segments != (segments := turn.known.segments):
                yield Turn((document, alone(segments)), turn.position, turn.day)
        return
    task = RollUp(others)
    held: dict[UUID, Sequence[Segment]] = {}

    def take(known: Assignment) -> bool:
        changed = task.replace(held.get(known.id, ()), known.segments)
        held[known.id] = known.segments
        return changed

    for turns in assignments:
        if turns[0].position is None:
            take(turns[0].known)
    yield Turn((document, task.segments()))
    heeded = [t for turns in assignments for t in turns if not t.facts.isdisjoint(STANDING)]
    for position, together in groupby(sorted(heeded, key=_position), _position):
        changed = [turn.day for turn in together if take(turn.known)]
        if changed:
            yield Turn((document, task.segments()), position, changed[0])


def _position(turn: Turn[Assignment]) -> int:
    assert turn.position is not None
    return turn.position


def _task_rows(known: _Task) -> Iterable[Row]:
    document, segments = known
    for s in segments:
        yield s.from_day, s.to_day, document, int(s.stage), s.deadline, s.late, s.completed_on
