"""Which units have to do with which assignments, and what the co-ordinating ones said."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.assignment import Assignment
from domain.assignment_facts import LEADING, Corrected, Redrafted
from domain.event import Fact
from domain.exchange import Delegated, DelegationEnded, OpinionGiven
from domain.history import FOREVER
from domain.relation import Relation, relations, turns
from projections.engine import Cursor, Page, View
from projections.moment import Moment
from projections.versions import Row, Versioned

RELATIONS = Versioned(
    "relations",
    "assignment_id",
    ("relation smallint NOT NULL",),
    key=("unit uuid",),
    indexes=("CREATE INDEX ON relations (unit, relation)",),
)
OPINIONS = Versioned(
    "opinions",
    "assignment_id",
    ("unit uuid NOT NULL", "opinion text NOT NULL", "author text NOT NULL"),
    key=("ref int",),
)


class Relations(View):
    """``relations``: see ``domain.relation``; ``opinions``: of co-ordinating units, from their day on."""

    name = "relations"
    version = 1
    ddl = f"{RELATIONS.ddl}; {OPINIONS.ddl}"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The units and the opinions of every touched assignment."""
        heeds: set[type[Fact]] = {*LEADING, Redrafted, Delegated, DelegationEnded}
        RELATIONS.follow(cursor, page.assignments, _relations, heeds)
        given = page.assignments_with(OpinionGiven)
        OPINIONS.follow(cursor, given, _opinions, {OpinionGiven, Corrected})


def _relations(assignment: Assignment) -> Iterable[Row]:
    held: dict[UUID, tuple[date, Relation]] = {}
    for day in turns(assignment):
        found = relations(assignment, day)
        for unit, (since, relation) in list(held.items()):
            if found.get(unit) is not relation:
                yield unit, since, day, int(relation)
                del held[unit]
        for unit, relation in found.items():
            held.setdefault(unit, (day, relation))
    for unit, (since, relation) in held.items():
        yield unit, since, FOREVER, int(relation)


def _opinions(assignment: Assignment) -> Iterable[Row]:
    for s in assignment.standing:
        if isinstance(s.fact, OpinionGiven):
            yield s.ref, s.fact.day, FOREVER, s.fact.unit, s.fact.opinion, s.fact.by


class Opinion(msgspec.Struct, frozen=True):
    """What a co-ordinating unit said; ``author``: the account that sent it."""

    ref: int
    day: date
    unit: UUID
    opinion: str
    author: str


def related(cursor: Cursor, at: Moment, assignment_id: UUID) -> dict[UUID, Relation]:
    """The units that have to do with an assignment."""
    cursor.planned(
        f"SELECT r.unit, r.relation FROM relations r WHERE r.assignment_id = %(id)s AND {at.where('r')}",
        {**at.values(), "id": assignment_id},
    )
    return {unit: Relation(relation) for unit, relation in cursor.fetchall()}


def coordinated_by(cursor: Cursor, at: Moment, units: Sequence[UUID]) -> list[UUID]:
    """The assignments that one of these units co-ordinates, in a stable order."""
    cursor.execute(
        f"""SELECT DISTINCT r.assignment_id FROM relations r
            WHERE r.unit = ANY(%(units)s::uuid[]) AND r.relation = %(coordinating)s AND {at.where("r")}
            ORDER BY 1""",
        {**at.values(), "units": list(units), "coordinating": int(Relation.COORDINATING)},
    )
    return [row[0] for row in cursor.fetchall()]


def opinions_of(cursor: Cursor, at: Moment, assignment_id: UUID) -> list[Opinion]:
    """The opinions given on an assignment, in the order of their days."""
    cursor.planned(
        f"""SELECT o.ref, o.from_day, o.unit, o.opinion, o.author FROM opinions o
            WHERE o.assignment_id = %(id)s AND {at.where("o")} ORDER BY o.from_day, o.ref""",
        {**at.values(), "id": assignment_id},
    )
    return [Opinion(*row) for row in cursor.fetchall()]
