"""What was submitted (trình) and waits for an answer, assignment by assignment."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.assignment import Assignment
from domain.assignment_facts import Corrected
from domain.event import Fact
from domain.history import FOREVER
from domain.paper import Paper
from domain.submission_facts import (
    Correcting,
    HandingOver,
    Matter,
    SubmissionAgreed,
    SubmissionReturned,
    Submitted,
)
from domain.submission_words import matter_words
from projections.counts import unit_names
from projections.engine import Cursor, Page, View
from projections.moment import Moment
from projections.scope import Units, led_by
from projections.scope import values as of_units
from projections.versions import Row, Versioned

PAGE = 50

SUBMISSIONS = Versioned(
    "submissions",
    "assignment_id",
    ("matter text NOT NULL", "reason text NOT NULL", "paper text", "unit uuid", "account text NOT NULL"),
    key=("ref int",),
    indexes=("CREATE INDEX ON submissions (from_day, assignment_id)",),
)

_MATTER = msgspec.json.Decoder(Submitted.__annotations__["matter"])
_PAPER = msgspec.json.Decoder(Paper)


class Submissions(View):
    """``submissions``: each from the day it is put forward to the day it is answered."""

    name = "submissions"
    version = 1
    ddl = SUBMISSIONS.ddl

    def apply(self, cursor: Cursor, page: Page) -> None:
        """Of every touched assignment."""
        heeds: set[type[Fact]] = {Submitted, SubmissionAgreed, SubmissionReturned, Corrected}
        SUBMISSIONS.follow(cursor, page.assignments_with(Submitted), _rows, heeds)


def _rows(assignment: Assignment) -> Iterable[Row]:
    standing = assignment.standing
    answered = {
        s.fact.submission: s.fact.day
        for s in standing
        if isinstance(s.fact, SubmissionAgreed | SubmissionReturned)
    }
    for s in standing:
        if isinstance(s.fact, Submitted) and s.fact.day < (until := answered.get(s.ref, FOREVER)):
            fact = s.fact
            matter = msgspec.json.encode(fact.matter).decode()
            paper = msgspec.json.encode(fact.paper).decode() if fact.paper else None
            yield s.ref, fact.day, until, matter, fact.reason, paper, fact.unit, fact.by


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """Đã trình, chờ ý kiến. ``ref``: its version; ``account``: who submitted; ``asked``: the unit did."""

    assignment: UUID
    ref: int
    day: date
    kind: type[Matter]
    words: str
    """What is asked for: "gia hạn, hạn ngày 31/12/2026"."""
    reason: str
    paper: Paper | None
    asked: bool
    account: str
    task: UUID
    number: str
    clause: str
    text: str
    document: str
    lead: UUID
    lead_name: str
    deadline: date | None

    @property
    def correction(self) -> bool:
        """Decided by the Office's head; otherwise by the assigning authority."""
        return issubclass(self.kind, Correcting)


def submissions(
    cursor: Cursor, at: Moment, *, units: Units = None, assignment: UUID | None = None, limit: int = PAGE
) -> list[Submission]:
    """Those that wait, the oldest first."""
    mine = "" if assignment is None else " AND s.assignment_id = %(assignment)s"
    cursor.execute(
        f"""SELECT s.assignment_id, s.ref, s.from_day, s.matter, s.reason, s.paper, s.unit IS NOT NULL, s.account,
                g.task_id, w.number, w.clause, w.task_text, coalesce(d.number, ''), t.lead, t.deadline
            FROM submissions s
            JOIN assignment_timeline t ON t.assignment_id = s.assignment_id AND {at.where("t")}
            JOIN assignments g ON g.assignment_id = s.assignment_id AND {at.was_known("g")}
            JOIN tasks w ON w.task_id = g.task_id AND {at.was_known("w")}
            LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
            WHERE {at.where("s")}{mine}{led_by(units)}
            ORDER BY s.from_day, s.assignment_id, s.ref LIMIT %(limit)s""",
        {**at.values(), **of_units(units), "assignment": assignment, "limit": limit},
    )
    rows = cursor.fetchall()
    matters = [_MATTER.decode(row[3]) for row in rows]
    named = {row[13] for row in rows} | {m.to for m in matters if isinstance(m, HandingOver)}
    names = {unit: name for unit, name, *_ in unit_names(cursor, at, list(named))}
    return [_submission(row, matter, names) for row, matter in zip(rows, matters, strict=True)]


def _submission(row: tuple[Any, ...], matter: Any, names: dict[UUID, str]) -> Submission:
    (
        assignment,
        ref,
        day,
        _,
        reason,
        paper,
        asked,
        account,
        task,
        number,
        clause,
        text,
        document,
        lead,
        due,
    ) = row
    return Submission(
        assignment=assignment,
        ref=ref,
        day=day,
        kind=type(matter),
        words=matter_words(matter, lambda unit: names.get(unit, "đơn vị chưa rõ tên")),
        reason=reason,
        paper=_PAPER.decode(paper) if paper else None,
        asked=asked,
        account=account,
        task=task,
        number=number,
        clause=clause,
        text=text,
        document=document,
        lead=lead,
        lead_name=names[lead],
        deadline=due,
    )
