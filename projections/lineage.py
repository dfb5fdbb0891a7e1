"""Documents above and below a document, whether it is in force on a day, and what an end leaves open."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.assignment_facts import Stage
from domain.resolution import Relation
from projections.engine import Cursor
from projections.moment import Moment

DEEPEST = 12
"""Generations that are followed; the longest lines known have four."""


class State(StrEnum):
    """What a document is on a day."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    SUPERSEDED = "superseded"
    CONCLUDED = "concluded"


STATE_NAMES = {
    State.DRAFT: "Dự thảo, chưa có số",
    State.IN_FORCE: "Còn hiệu lực",
    State.AMENDED: "Còn hiệu lực, đã được sửa đổi, bổ sung",
    State.SUPERSEDED: "Đã được thay thế",
    State.CONCLUDED: "Đã kết thúc hiệu lực",
}


def state(at: Moment, alias: str) -> str:
    """The SQL expression of the ``State`` of a row of ``documents``."""

    def touched(relation: Relation) -> str:
        return (
            f"EXISTS (SELECT FROM document_links x WHERE x.target = {alias}.document_id"
            f" AND x.relation = '{relation}' AND NOT x.draft AND {at.where('x')})"
        )

    return f"""CASE WHEN {alias}.number = '' THEN '{State.DRAFT}'
        WHEN {alias}.concluded_on <= %(day)s THEN '{State.CONCLUDED}'
        WHEN {touched(Relation.SUPERSEDES)} THEN '{State.SUPERSEDED}'
        WHEN {touched(Relation.AMENDS)} THEN '{State.AMENDED}'
        ELSE '{State.IN_FORCE}' END"""


class Kin(msgspec.Struct, frozen=True):
    """A document above or below another: it stands in ``relation`` to ``via``, one generation nearer.

    Above, ``via`` carries it out, amends or replaces it; below, it does so to ``via``; ``since`` that day.
    """

    document: UUID
    called: str
    day: date
    title: str
    relation: Relation
    via: UUID
    since: date
    generation: int
    state: State


class Lineage(msgspec.Struct, frozen=True):
    """All documents above and below one, the nearest first, of one generation the oldest first."""

    up: list[Kin]
    down: list[Kin]


class LeftOpen(msgspec.Struct, frozen=True):
    """A document that has ended, and how many of its tasks are still open."""

    document: UUID
    called: str
    day: date
    title: str
    state: State
    tasks: int


def lineage(cursor: Cursor, at: Moment, document_id: UUID, *, drafts: bool = False) -> Lineage:
    """The documents above and below; ``drafts``: those without a number too, which only the Office knows."""
    return Lineage(
        _kin(cursor, at, document_id, "document_id", "target", drafts),
        _kin(cursor, at, document_id, "target", "document_id", drafts),
    )


def _kin(cursor: Cursor, at: Moment, document_id: UUID, near: str, far: str, drafts: bool) -> list[Kin]:
    """From ``near`` to ``far`` along the links. Depth ends a circle, should two facts ever make one."""
    seen = at.where("l") + ("" if drafts else " AND NOT l.draft")
    cursor.execute(
        f"""WITH RECURSIVE kin (document, relation, via, since, generation) AS (
                SELECT l.{far}, l.relation, l.{near}, l.from_day, 1 FROM document_links l
                WHERE l.{near} = %(id)s AND {seen}
                UNION
                SELECT l.{far}, l.relation, l.{near}, l.from_day, k.generation + 1
                FROM kin k JOIN document_links l ON l.{near} = k.document AND {seen}
                WHERE k.generation < {DEEPEST} AND l.{far} <> %(id)s)
            SELECT d.document_id, d.called, d.day, d.title, k.relation, k.via, k.since, min(k.generation),
                {state(at, "d")}
            FROM kin k JOIN documents d ON d.document_id = k.document AND {at.was_known("d")}
            GROUP BY d.document_id, d.called, d.number, d.day, d.title, d.sort, d.concluded_on,
                k.relation, k.via, k.since
            ORDER BY 8, d.day, d.sort, d.document_id, k.relation, k.via""",
        {**at.values(), "id": document_id},
    )
    return [Kin(*(*row[:4], Relation(row[4]), *row[5:8], State(row[8]))) for row in cursor.fetchall()]


def left_open(cursor: Cursor, at: Moment) -> list[LeftOpen]:
    """Việc cần rà soát: superseded or concluded documents with open tasks, for a decision on each; newest first."""
    cursor.execute(
        f"""SELECT d.document_id, d.called, d.day, d.title, d.state, count(*)
            FROM (SELECT d.*, {state(at, "d")} AS state FROM documents d WHERE {at.where("d")}) d
            JOIN task_timeline t ON t.document = d.document_id AND {at.where("t")}
            WHERE d.state = ANY(%(ended)s) AND NOT t.stage = ANY(%(closed)s)
            GROUP BY d.document_id, d.called, d.day, d.title, d.state, d.sort
            ORDER BY d.day DESC, d.sort, d.document_id""",
        {
            **at.values(),
            "ended": [State.SUPERSEDED, State.CONCLUDED],
            "closed": [int(Stage.COMPLETED), int(Stage.REMOVED)],
        },
    )
    return [LeftOpen(*(*row[:4], State(row[4]), row[5])) for row in cursor.fetchall()]
