"""Tasks in words, and the assignments that give them."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.assignment import Assignment
from domain.event import Event
from domain.history import FOREVER
from domain.task import DocumentBasis, task
from domain.vietnamese import fold, sort_key
from projections.engine import Cursor, Page
from projections.versions import Row, Versioned, changes

TASK_WORDS = Versioned(
    "tasks",
    "task_id",
    (
        "document uuid",
        "clause text NOT NULL",
        "number text NOT NULL",
        "heading text NOT NULL",
        "task_text text NOT NULL",
        "product text NOT NULL",
        "authority text NOT NULL",
        "deadline_words text NOT NULL",
        "deadline_kind text NOT NULL",
        "lead_words text NOT NULL",
        "leads text",
        'search text NOT NULL COLLATE "C"',
        'sort text NOT NULL COLLATE "C"',
    ),
    indexes=("CREATE INDEX ON tasks (document)",),
)
GIVEN = Versioned(
    "assignments",
    "assignment_id",
    ("task_id uuid NOT NULL", "draft_lead uuid NOT NULL", "issued boolean NOT NULL"),
    indexes=(
        "CREATE INDEX ON assignments (task_id)",
        "CREATE INDEX ON assignments (draft_lead) WHERE NOT issued",
    ),
)


class Tasks:
    """``tasks``: the words of each task; ``assignments``: whose task each assignment is, drafts among them."""

    name = "tasks"
    version = 1
    tables = (TASK_WORDS.name, GIVEN.name)
    ddl = f"{TASK_WORDS.ddl}; {GIVEN.ddl}"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The words of every touched task, the state of every touched assignment."""
        for subject, table, rows in (("task", TASK_WORDS, _words), ("assignment", GIVEN, _given)):
            streams = page.streams(page.touched(subject))
            table.write(cursor, ((i, c) for i, r in streams.items() for c in changes(r, rows, page.after)))


def _words(events: Sequence[Event]) -> Iterable[Row]:
    found = task(events[0].originator_id, events)
    d = found.drafted
    main = d.bases[0]
    document, clause = (main.document, main.clause) if isinstance(main, DocumentBasis) else (None, "")
    yield (
        date.min,
        FOREVER,
        document,
        clause,
        d.number,
        d.heading,
        d.text,
        d.product,
        str(d.authority),
        d.deadline.words,
        d.deadline.kind,
        d.lead_words,
        str(found.how) if found.how else None,
        fold(f"{d.number} {d.text} {d.product}"),
        sort_key(d.number),
    )


def _given(events: Sequence[Event]) -> Iterable[Row]:
    assignment = Assignment(events[0].originator_id, events)
    yield date.min, FOREVER, assignment.task, assignment.draft_lead(FOREVER), assignment.issued
