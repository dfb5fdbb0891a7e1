"""Tasks in words, and the assignments that give them."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

import msgspec

from domain.assignment import Assignment
from domain.assignment_facts import Corrected, Drafted, Dropped, HandedOver, Issued, Redrafted
from domain.event import Event, Fact
from domain.history import FOREVER
from domain.task import DocumentBasis, Phase, task
from domain.vietnamese import fold, sort_key
from projections.engine import Cursor, Page, View
from projections.versions import OPEN, Row, Versioned

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
        "deadline date",
        "deadline_words text NOT NULL",
        "deadline_kind text NOT NULL",
        "completion text NOT NULL",
        "lead_words text NOT NULL",
        "coordinating_words text NOT NULL",
        "leads text",
        "phase text NOT NULL",
        "note text NOT NULL",
        'search text NOT NULL COLLATE "C"',
        'sort text NOT NULL COLLATE "C"',
    ),
    indexes=(
        "CREATE INDEX ON tasks (document)",
        "CREATE INDEX ON tasks (phase) WHERE phase <> 'issued'",
    ),
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


class Tasks(View):
    """``tasks``: the words of each task; ``assignments``: whose task each assignment is, drafts among them.

    The draft of an assignment that was taken back has no row.
    """

    name = "tasks"
    version = 4
    ddl = f"{TASK_WORDS.ddl}; {GIVEN.ddl}"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The words of every touched task, the state of every touched assignment."""
        TASK_WORDS.follow(cursor, page.turns("task"), _words)
        heeds: set[type[Fact]] = {Drafted, Redrafted, Dropped, Issued, HandedOver, Corrected}
        GIVEN.follow(cursor, page.assignments, _given, heeds)


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
        d.deadline.day,
        d.deadline.words,
        d.deadline.kind,
        str(d.completion),
        d.lead_words,
        d.coordinating_words,
        str(found.how) if found.how else None,
        str(found.phase),
        found.note,
        _search_key(f"{d.number} {d.text} {d.product}"),
        sort_key(d.number),
    )


_search_key = lru_cache(maxsize=1024)(fold)
"""Kept: of all that becomes known of a task, few words change it."""


def _given(assignment: Assignment) -> Iterable[Row]:
    if not assignment.dropped:
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


def of_phase(cursor: Cursor, document: UUID, *phases: Phase) -> list[UUID]:
    """The tasks of a document that have come so far, as known now, in the order of their numbers."""
    cursor.execute(
        f"""SELECT task_id FROM tasks WHERE known_to = {OPEN} AND document = %s AND phase = ANY(%s)
            ORDER BY sort, task_id""",
        [document, list(phases)],
    )
    return [row[0] for row in cursor.fetchall()]


def open_assignments(cursor: Cursor, units: Sequence[UUID], day: date) -> list[UUID]:
    """Drafts of these units, and what was open there on ``day`` or later, as known now; in a stable order."""
    cursor.execute(
        f"""SELECT assignment_id FROM assignment_timeline
            WHERE lead = ANY(%(units)s::uuid[]) AND to_day > %(day)s AND stage NOT IN (3, 5) AND known_to = {OPEN}
            UNION
            SELECT assignment_id FROM assignments
            WHERE draft_lead = ANY(%(units)s::uuid[]) AND NOT issued AND known_to = {OPEN}
            ORDER BY 1""",
        {"units": list(units), "day": day},
    )
    return [row[0] for row in cursor.fetchall()]


def dated_drafts(cursor: Cursor) -> list[UUID]:
    """Tasks that were not given yet and have a day, as known now, in a stable order."""
    cursor.execute(
        f"""SELECT task_id FROM tasks WHERE known_to = {OPEN} AND phase <> 'issued' AND phase <> 'dropped'
            AND deadline IS NOT NULL ORDER BY 1"""
    )
    return [row[0] for row in cursor.fetchall()]
