"""Documents: a list to leaf through, and all that the page of one document says."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.document import kind_name, number_search_key
from domain.errors import NotFound
from domain.lineage import RELATION_NAMES
from domain.paper import AUTHORITY_NAMES, Authority
from domain.resolution import Relation
from domain.task import Phase
from domain.vietnamese import day as vn_day
from domain.vietnamese import fold
from projections.engine import Cursor
from projections.lineage import STATE_NAMES, Kin, State, lineage, state
from projections.moment import Moment

PAGE = 50

Key = tuple[date, str, UUID]
"""Day, sort key and id of a line, by which the list is ordered: the next page begins behind it."""


class Filter(msgspec.Struct, frozen=True):
    """Which documents; what is empty is not asked for. ``kinds``: codes. ``drafts``: those without a number too.

    ``text``: a number ("nq 26"), or the beginnings of words that all stand in the title, marks or no marks.
    """

    kinds: tuple[str, ...] = ()
    issuers: tuple[Authority, ...] = ()
    text: str = ""
    states: tuple[State, ...] = ()
    drafts: bool = False

    def where(self) -> str:
        """The SQL conditions on documents ``d`` with their ``state``."""
        conditions = {
            "kinds": "d.kind = ANY(%(kinds)s)",
            "issuers": "d.issuer = ANY(%(issuers)s)",
            "text": "(strpos(d.number_key, %(number_key)s) > 0 OR"
            " (SELECT bool_and(strpos(' ' || d.search, ' ' || word) > 0) FROM unnest(%(words)s::text[]) word))",
            "states": "d.state = ANY(%(states)s)",
        }
        asked = [condition for name, condition in conditions.items() if getattr(self, name)]
        return " AND ".join([*asked, "true" if self.drafts else "d.number <> ''"])

    def values(self) -> dict[str, Any]:
        """What ``where`` refers to."""
        return {
            "kinds": list(self.kinds),
            "issuers": list(self.issuers),
            "number_key": number_search_key(self.text),
            "words": fold(self.text).split(),
            "states": list(self.states),
        }


class Counts(msgspec.Struct, frozen=True):
    """The tasks of a document by how far they have come; dropped ones are not counted."""

    unchosen: int
    proposed: int
    returned: int
    approved: int
    issued: int


class Line(msgspec.Struct, frozen=True):
    """A document in the list. ``called``: its number, or "Dự thảo nghị quyết (chưa có số)"."""

    document: UUID
    number: str
    called: str
    day: date
    kind: str
    title: str
    issuer: Authority
    state: State
    sort: str
    tasks: Counts

    @property
    def key(self) -> Key:
        """Its place in the order."""
        return self.day, self.sort, self.document


class Card(msgspec.Struct, frozen=True):
    """All that the page of one document says of it; its tasks and its history are asked for apart.

    ``state_words``: "đã được thay thế bởi 12-NQ/TU từ ngày 01/02/2026". ``concluded_on`` may lie ahead.
    """

    document: UUID
    number: str
    called: str
    day: date
    kind: str
    kind_name: str
    title: str
    series: str
    issuer: Authority
    issuer_name: str
    state: State
    state_words: str
    concluded_on: date | None
    up: list[Kin]
    down: list[Kin]
    tasks: Counts


def documents(
    cursor: Cursor, at: Moment, wanted: Filter, *, after: Key | None = None, limit: int = PAGE
) -> tuple[list[Line], int]:
    """A page of the documents, the newest first, of one day by number; and how many there are in all."""
    source = f"""FROM (SELECT d.*, {state(at, "d")} AS state FROM documents d WHERE {at.where("d")}) d
        WHERE {wanted.where()}"""
    day, sort, last = after or (None, None, None)
    values = {**at.values(), **wanted.values(), "limit": limit, "a_day": day, "a_sort": sort, "a_id": last}
    cursor.execute(f"SELECT count(*) {source}", values)
    total = cursor.fetchone()[0]
    behind = (
        " AND (d.day < %(a_day)s OR d.day = %(a_day)s AND (d.sort, d.document_id) > (%(a_sort)s, %(a_id)s))"
    )
    cursor.execute(
        f"""WITH page AS (
                SELECT d.* {source}{behind if after else ""}
                ORDER BY d.day DESC, d.sort, d.document_id LIMIT %(limit)s)
            SELECT p.document_id, p.number, p.called, p.day, p.kind, p.title, p.issuer, p.state, p.sort,
                {_counts()}
            FROM page p {_of_tasks(at, "p")} ORDER BY p.day DESC, p.sort, p.document_id""",
        values,
    )
    lines = [
        Line(*(*row[:6], Authority(row[6]), State(row[7]), row[8], Counts(*row[9:])))
        for row in cursor.fetchall()
    ]
    return lines, total


def key_of(cursor: Cursor, at: Moment, document_id: UUID) -> Key:
    """The place of a document in the order. Raises ``NotFound``."""
    cursor.execute(
        f"SELECT d.day, d.sort, d.document_id FROM documents d WHERE d.document_id = %(id)s AND {at.was_known('d')}",
        {**at.values(), "id": document_id},
    )
    row = cursor.fetchone()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2]


def document_card(cursor: Cursor, at: Moment, document_id: UUID, *, drafts: bool = False) -> Card:
    """One document. ``drafts``: also if it has no number yet. Raises ``NotFound``."""
    cursor.execute(
        f"""SELECT d.document_id, d.number, d.called, d.day, d.kind, d.title, d.series, d.issuer, d.concluded_on,
                {state(at, "d")}, {_counts()}
            FROM documents d {_of_tasks(at, "d")}
            WHERE d.document_id = %(id)s AND {at.was_known("d")}{"" if drafts else " AND d.number <> ''"}""",
        {**at.values(), "id": document_id},
    )
    row = cursor.fetchone()
    if row is None:
        raise NotFound
    kin = lineage(cursor, at, document_id, drafts=drafts)
    issuer, concluded_on, standing = Authority(row[7]), row[8], State(row[9])
    return Card(
        document=row[0],
        number=row[1],
        called=row[2],
        day=row[3],
        kind=row[4],
        kind_name=kind_name(row[4]),
        title=row[5],
        series=row[6],
        issuer=issuer,
        issuer_name=AUTHORITY_NAMES[issuer],
        state=standing,
        state_words=_words(standing, concluded_on, kin.down),
        concluded_on=concluded_on,
        up=kin.up,
        down=kin.down,
        tasks=Counts(*row[10:]),
    )


def _words(standing: State, concluded_on: date | None, below: list[Kin]) -> str:
    match standing:
        case State.CONCLUDED if concluded_on:
            return f"đã kết thúc hiệu lực từ ngày {vn_day(concluded_on)}"
        case State.SUPERSEDED:
            relation, verb = Relation.SUPERSEDES, "đã được"
        case State.AMENDED:
            relation, verb = Relation.AMENDS, "còn hiệu lực, được"
        case _:
            return STATE_NAMES[standing].lower()
    by = [
        f"{k.called} từ ngày {vn_day(k.since)}"
        for k in below
        if (k.relation, k.generation) == (relation, 1) and k.state is not State.DRAFT
    ]
    return f"{verb} {RELATION_NAMES[relation]} bởi {'; '.join(by)}"


_COUNTED = (Phase.UNCHOSEN, Phase.PROPOSED, Phase.RETURNED, Phase.APPROVED, Phase.ISSUED)


def _counts() -> str:
    return ", ".join(f"c.{phase}" for phase in _COUNTED)


def _of_tasks(at: Moment, alias: str) -> str:
    counted = ", ".join(f"count(*) FILTER (WHERE w.phase = '{phase}') AS {phase}" for phase in _COUNTED)
    return (
        f"CROSS JOIN LATERAL (SELECT {counted} FROM tasks w"
        f" WHERE w.document = {alias}.document_id AND {at.where('w')}) c"
    )
