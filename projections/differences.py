"""The difference of any two points of the two clocks, from the rows of both: counted, and listed one by one."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.assignment_facts import Stage
from domain.difference import Account, Change, Pair, account, changes
from projections.counts import unit_names
from projections.engine import Cursor
from projections.moment import Moment
from projections.scope import Units
from projections.sight import Sight

PAGE = 50


class Between(msgspec.Struct, frozen=True):
    """Between which points, of what. ``sight``: only what is seen so; None: all.

    ``units``: what these lead at one of the points; None: whoever leads. ``tasks``: the tasks as they are rolled up,
    in place of their assignments; then neither ``sight`` nor ``units`` narrows.
    """

    before: Moment
    at: Moment
    units: Units = None
    document: UUID | None = None
    sight: Sight | None = None
    tasks: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """What ``pairs`` refers to."""
        return {
            **self.at.values(),
            "was_day": self.before.day,
            "was_known": self.before.known,
            "units": None if self.units is None else list(self.units),
            "document": self.document,
            **(self.sight.values() if self.sight else {}),
        }

    @property
    def pairs(self) -> str:
        """SQL of the pairs: the id, how it stood and stands, and ``_PAIR``."""
        table, key, columns = _TASKS if self.tasks else _ASSIGNMENTS
        was = ", ".join(f"{expression} AS was_{c}" for c, expression in columns.items())
        now = ", ".join(f"{expression} AS {c}" for c, expression in columns.items())
        both = ", ".join([f"b.was_{c}" for c in columns] + [f"n.{c}" for c in columns])
        # What is closed at both points by the same row, most of a long log, makes no difference.
        return f"""WITH t AS MATERIALIZED (
                SELECT t.*, {self._then} IS TRUE AS stood, ({self.at.where("t")}) IS TRUE AS stands FROM {table} t
                WHERE ({self._then} OR {self.at.where("t")})
                    AND (t.stage NOT IN (3, 5) OR {self._then} IS DISTINCT FROM ({self.at.where("t")}))
                    {self._narrowed(key)}),
            pairs AS (
                SELECT t.{key} AS id, {was}, {now} FROM t WHERE stood AND stands
                UNION ALL
                SELECT coalesce(b.id, n.id), {both}
                FROM (SELECT t.{key} AS id, {was} FROM t WHERE stood AND NOT stands) b
                FULL JOIN (SELECT t.{key} AS id, {now} FROM t WHERE stands AND NOT stood) n ON n.id = b.id),
            compared AS (SELECT p.*, {self._compared} FROM pairs p)"""

    @property
    def _compared(self) -> str:
        told = _PAIR | ({"extended": self._task_extended, "retimed": "false"} if self.tasks else {})
        return ", ".join(f"{expression} AS {name}_" for name, expression in told.items())

    @property
    def _task_extended(self) -> str:
        """A task is extended when one of its assignments is; its deadline moves with what is done, too."""
        then = self.before.where("b", "%(was_day)s", "%(was_known)s")
        return f"""p.stage IS NOT NULL AND p.id IN (SELECT g.task_id FROM assignment_timeline n
            JOIN assignments g ON g.assignment_id = n.assignment_id
            LEFT JOIN assignment_timeline b ON b.assignment_id = n.assignment_id AND {then}
            WHERE {self.at.where("n")} AND n.extensions > coalesce(b.extensions, 0))"""

    @property
    def _then(self) -> str:
        return f"({self.before.where('t', '%(was_day)s', '%(was_known)s')})"

    def _narrowed(self, key: str) -> str:
        conditions = []
        if self.document:
            tasks = f"""SELECT w.task_id FROM tasks w WHERE w.document = %(document)s
                AND ({self.at.was_known("w")} OR {self.before.was_known("w", "%(was_known)s")})"""
            if self.tasks:
                conditions.append(f"t.task_id IN ({tasks})")
            else:
                given = f"SELECT g.assignment_id FROM assignments g WHERE g.task_id IN ({tasks})"
                conditions.append(f"t.assignment_id IN ({given})")
        if self.units is not None:
            led = "SELECT l.assignment_id FROM assignment_timeline l WHERE l.lead = ANY(%(units)s::uuid[])"
            conditions.append(f"t.{key} IN ({led})")
        if self.sight:
            conditions.append(self.sight.whole("t"))
        return "".join(f" AND {condition}" for condition in conditions)


_ASSIGNMENTS = (
    "assignment_timeline",
    "assignment_id",
    {c: f"t.{c}" for c in ("stage", "deadline", "completed_on", "lead", "extensions")},
)
_TASKS = (
    "task_timeline",
    "task_id",
    {c: f"t.{c}" for c in ("stage", "deadline", "completed_on")}
    | {"lead": "NULL::uuid", "extensions": "0::smallint"},
)

_BOTH = "p.was_stage IS NOT NULL AND p.stage IS NOT NULL"
_EXTENDED = "coalesce(p.extensions > coalesce(p.was_extensions, 0), false)"
_PAIR = {
    "was": "p.was_stage",
    "now": "p.stage",
    "was_overdue": "coalesce(p.was_stage < 3 AND p.was_deadline < %(was_day)s, false)",
    "overdue": "coalesce(p.stage < 3 AND p.deadline < %(day)s, false)",
    "was_within": "p.was_stage IS NOT NULL AND (%(units)s::uuid[] IS NULL OR p.was_lead = ANY(%(units)s::uuid[]))",
    "within": "p.stage IS NOT NULL AND (%(units)s::uuid[] IS NULL OR p.lead = ANY(%(units)s::uuid[]))",
    "passed": f"{_BOTH} AND p.was_lead IS DISTINCT FROM p.lead",
    "extended": _EXTENDED,
    "retimed": f"{_BOTH} AND NOT {_EXTENDED} AND p.was_deadline IS DISTINCT FROM p.deadline",
    "redated": "coalesce(p.was_completed_on <> p.completed_on, false)",
}
"""The fields of ``domain.difference.Pair``, by the same rule."""
_KEYS = ", ".join(f"c.{name}_" for name in _PAIR)


class Line(msgspec.Struct, frozen=True):
    """One of a change: how it stood and stands. ``assignment`` is None where tasks are listed."""

    assignment: UUID | None
    task: UUID
    number: str
    clause: str
    text: str
    document: str
    was_lead: str
    lead: str
    was_deadline: date | None
    deadline: date | None
    was_stage: Stage | None
    stage: Stage | None
    was_completed_on: date | None
    completed_on: date | None
    changes: frozenset[Change]


def counted(cursor: Cursor, asked: Between) -> Account:
    """How many there are of each change; what is closed at both points is passed over."""
    return account(_grouped(cursor, asked))


def _grouped(cursor: Cursor, asked: Between) -> list[tuple[Pair, int]]:
    cursor.execute(f"{asked.pairs} SELECT {_KEYS}, count(*) FROM compared c GROUP BY {_KEYS}", asked.values)
    return [(_pair(row), row[-1]) for row in cursor.fetchall()]


def _pair(row: Sequence[Any]) -> Pair:
    was, now, *rest = row[: len(_PAIR)]
    return Pair(None if was is None else Stage(was), None if now is None else Stage(now), *rest)


def listed(
    cursor: Cursor, asked: Between, change: Change, *, offset: int = 0, limit: int = PAGE
) -> tuple[list[Line], int]:
    """A page of those of a change, the earliest deadline first; and how many there are in all.

    Words are those of the later point, or of the earlier one where there is nothing later.
    """
    wanted = [(pair, n) for pair, n in _grouped(cursor, asked) if change in changes(pair)]
    total = sum(n for _, n in wanted)
    if not wanted:
        return [], 0
    # Stages may be absent: rows are compared whole, as IS NOT DISTINCT FROM.
    shapes = " OR ".join(
        "("
        + " AND ".join(f"c.{name}_ IS NOT DISTINCT FROM {_literal(value)}" for name, value in _cells(pair))
        + ")"
        for pair, _ in wanted
    )
    task = "c.id" if asked.tasks else "g.task_id"
    given = (
        ""
        if asked.tasks
        else "JOIN LATERAL (SELECT task_id FROM assignments g WHERE g.assignment_id = c.id LIMIT 1) g ON true"
    )
    cursor.execute(
        f"""{asked.pairs}, page AS (SELECT * FROM compared c WHERE {shapes}
                ORDER BY coalesce(c.deadline, c.was_deadline) NULLS LAST, c.id OFFSET %(offset)s LIMIT %(limit)s)
            SELECT c.id, {task}, w.number, w.clause, w.task_text, coalesce(d.number, ''), c.was_lead, c.lead,
                c.was_deadline, c.deadline, c.was_completed_on, c.completed_on, {_KEYS}
            FROM page c {given}
            JOIN LATERAL (SELECT * FROM tasks w WHERE w.task_id = {task}
                AND ({asked.at.was_known("w")} OR {asked.before.was_known("w", "%(was_known)s")})
                ORDER BY ({asked.at.was_known("w")}) DESC LIMIT 1) w ON true
            LEFT JOIN documents d ON d.document_id = w.document AND {asked.at.was_known("d")}
            ORDER BY coalesce(c.deadline, c.was_deadline) NULLS LAST, c.id""",
        {**asked.values, "offset": offset, "limit": limit},
    )
    rows = cursor.fetchall()
    was = _names(cursor, asked.before, {row[6] for row in rows if row[6]})
    now = _names(cursor, asked.at, {row[7] for row in rows if row[7]})
    return [_line(row, was, now, asked.tasks) for row in rows], total


def _line(row: Sequence[Any], was: dict[UUID, str], now: dict[UUID, str], tasks: bool) -> Line:
    assignment, task, number, clause, text, document, was_lead, lead = row[:8]
    pair = _pair(row[12:])
    return Line(
        assignment=None if tasks else assignment,
        task=task,
        number=number,
        clause=clause,
        text=text,
        document=document,
        was_lead=was.get(was_lead, ""),
        lead=now.get(lead, ""),
        was_deadline=row[8],
        deadline=row[9],
        was_stage=pair.was,
        stage=pair.now,
        was_completed_on=row[10],
        completed_on=row[11],
        changes=changes(pair),
    )


def _names(cursor: Cursor, at: Moment, units: set[UUID]) -> dict[UUID, str]:
    return {unit: name for unit, name, *_ in unit_names(cursor, at, list(units))}


def _cells(pair: Pair) -> list[tuple[str, Any]]:
    return [(name, getattr(pair, name)) for name in _PAIR]


def _literal(value: Any) -> str:
    return "NULL" if value is None else str(int(value)) if isinstance(value, Stage) else str(value).lower()
