"""An annex on its way in, beside what the register knows: its units, its calendar, the tasks of the same document."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID, uuid5

import msgspec

from domain import annex
from domain.annex import Annex, Comparison, Decisions, Known, Register
from domain.annex.intake import Head, Intake, new_units, rows
from domain.annex.questions import Question, fitting, questions
from domain.annex.table import Table
from domain.app.tasks import AnnexTask
from domain.calendar import Calendar
from domain.errors import Refused
from domain.reorganisation import NewUnit
from domain.resolution import Content
from domain.unit import GROUP_WORDS, Group
from projections import calendars, documents, tasks, units
from projections.engine import Cursor
from projections.moment import Moment
from projections.versions import OPEN

Reviewed = Callable[[date], Moment]
"""``Reader.reviewed``."""


class Understood(msgspec.Struct, frozen=True):
    """An annex read against the register of now.

    ``content``: None while the head says too little, and ``lacks`` why. ``document``: the one of the register that
    bears the number, or the draft that the annex belongs to.
    """

    head: Head
    annex: Annex
    register: Register
    calendar: Calendar
    decisions: Decisions
    compared: Sequence[Comparison]
    questions: list[Question]
    content: Content | None
    lacks: Refused | None
    document: UUID | None

    @property
    def label(self) -> str:
        """The annex's name."""
        return self.head.called(self.annex)

    @property
    def open(self) -> list[Question]:
        """What is still to be chosen."""
        return [question for question in self.questions if question.open]


def names(cursor: Cursor) -> Register:
    """The units by all names they have and had, and the groups, as known now."""
    known = (Known(u.unit, u.names, u.short) for u in units.all_names(cursor))
    return Register(list(known), GROUP_WORDS)


def read(
    cursor: Cursor, tables: Sequence[Table], day: date | None, *, reviewed: Reviewed, today: date
) -> tuple[Annex, Register, Calendar]:
    """The annex of these tables, given on ``day``, and what it was read by."""
    known, calendar = names(cursor), calendars.calendar(cursor, reviewed(day or today))
    return annex.read(tables, known, given=day, calendar=calendar), known, calendar


def understood(cursor: Cursor, intake: Intake, *, reviewed: Reviewed, today: date) -> Understood:
    """All that its page shows. Refuses choices that go against each other."""
    head = intake.head
    found, known, calendar = read(cursor, intake.tables, head.day, reviewed=reviewed, today=today)
    choices = fitting(intake.choices, found, known)
    content, lacks = None, None
    try:
        content = head.content(found, today)
    except Refused as refused:
        lacks = refused
    document = head.document
    if content and content.number:
        document = documents.holder(cursor, content.number, content.series)
    return Understood(
        head=head,
        annex=found,
        register=known,
        calendar=calendar,
        decisions=annex.apply_choices(found, choices, known),
        compared=compared(cursor, document, found, head.called(found)),
        questions=questions(found, choices),
        content=content,
        lacks=lacks,
        document=document,
    )


def compared(cursor: Cursor, document: UUID | None, found: Annex, label: str) -> Sequence[Comparison]:
    """Each row beside what was taken over from the same document before."""
    taken = tasks.words_of(cursor, document) if document else {}
    places = {
        uuid5(document, key): key for d in found.drafts if document and (key := annex.row_key(label, d))
    }
    known = {
        places.get(task, str(task)): annex.Words(*msgspec.structs.astuple(cells))
        for task, cells in taken.items()
    }
    return annex.compare(found, known, label=label)


def to_take(
    cursor: Cursor,
    head: Head,
    day: date,
    decisions: Decisions,
    seen: Sequence[Comparison],
    label: str,
    *,
    shift: Calendar | None = None,
) -> tuple[list[AnnexTask], list[NewUnit]]:
    """What ``Register.take_annex`` is given: the tasks, and the units to establish first."""
    new = new_units(decisions, len(units.all_names(cursor)))
    taken = rows(
        decisions,
        seen,
        head=head,
        label=label,
        new=new,
        members=lambda group: units.members(cursor, group, day),
        shift=shift,
    )
    return taken, list(new.values())


class Choosable(msgspec.Struct, frozen=True):
    """A unit that may be given a task."""

    unit: UUID
    name: str
    group: Group


def choosable(cursor: Cursor, day: date) -> list[Choosable]:
    """The units that exist on a day, as known now, in protocol order."""
    cursor.execute(
        f"""SELECT unit_id, name, unit_group FROM unit_timeline
            WHERE known_to = {OPEN} AND from_day <= %(day)s AND to_day > %(day)s ORDER BY unit_group, rank, sort""",
        {"day": day},
    )
    return [Choosable(unit, name, Group(group)) for unit, name, group in cursor.fetchall()]
