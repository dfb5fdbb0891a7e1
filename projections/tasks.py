"""Tasks in words, and the assignments that give them."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.assignment import Assignment
from domain.event import Event
from domain.history import FOREVER
from domain.task import DocumentBasis, task
from domain.vietnamese import fold, sort_key
from projections.engine import Cursor, Page
from projections.versions import OPEN, Row, Versioned, changes

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
        "coordinating_words text NOT NULL",
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
        d.coordinating_words,
        str(found.how) if found.how else None,
        fold(f"{d.number} {d.text} {d.product}"),
        sort_key(d.number),
    )


def _given(events: Sequence[Event]) -> Iterable[Row]:
    assignment = Assignment(events[0].originator_id, events)
    yield date.min, FOREVER, assignment.task, assignment.draft_lead(FOREVER), assignment.issued


class Words(msgspec.Struct, frozen=True):
    """The cells of a task as they were taken over."""

    text: str
    lead: str
    coordinating: str
    product: str
    deadline: str


def words_of(cursor: Cursor, document: UUID) -> dict[UUID, Words]:
    """The tasks of a document in the words of its annex, as known now."""
    cursor.execute(
        f"""SELECT task_id, task_text, lead_words, coordinating_words, product, deadline_words
            FROM tasks WHERE known_to = {OPEN} AND document = %s""",
        [document],
    )
    return {task_id: Words(*cells) for task_id, *cells in cursor.fetchall()}


def chosen_of(cursor: Cursor, document: UUID) -> list[UUID]:
    """The tasks of a document whose leads are chosen, as known now, in the order of their numbers."""
    cursor.execute(
        f"""SELECT task_id FROM tasks WHERE known_to = {OPEN} AND document = %s AND leads IS NOT NULL
            ORDER BY sort, task_id""",
        [document],
    )
    return [row[0] for row in cursor.fetchall()]
