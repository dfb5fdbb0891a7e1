"""Chốt số liệu: the closings there are, what units said to them, and the moment that each stands for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.closing import Agreed, Answered, Closed, Dropped, Opened, Remarked
from domain.errors import NotFound
from domain.event import Recorded
from projections.engine import TIMEZONE, Cursor, Page, View
from projections.moment import Moment


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """A closing as it was known. ``position``: that its figures are known by; None while it is under way."""

    id: UUID
    name: str
    until: date
    """Its figures are of the end of this day."""
    remarks_until: date | None
    opened_at: datetime
    opened_by: str
    position: int | None
    closed_at: datetime | None
    closed_by: str | None
    closed_instead_of: str | None
    """By whose right, where it was not his own; empty where it was."""

    @property
    def moment(self) -> Moment | None:
        """The two clocks of its figures, once it is closed."""
        return None if self.position is None else Moment(self.position, self.until, closing=self.name)


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit said; ``opinion`` is empty where it had nothing to say. ``ref``: what an answer calls it."""

    ref: int
    unit: UUID
    by: str
    recorded: datetime
    opinion: str
    assignment: UUID | None
    answer: str | None
    answered_by: str | None
    answered_instead_of: str | None
    answered: datetime | None


class Closings(View):
    """``closings`` and ``closing_remarks``. Acts on a closing hold from when they are recorded: one clock."""

    name = "closings"
    version = 2
    ddl = """
        CREATE TABLE closings (
            closing_id uuid PRIMARY KEY, name text NOT NULL, until date NOT NULL, remarks_until date,
            opened bigint NOT NULL, opened_at timestamptz NOT NULL, opened_by text NOT NULL,
            frozen bigint, closed bigint, closed_at timestamptz, closed_by text, closed_instead_of text,
            dropped bigint);
        CREATE TABLE closing_remarks (
            closing_id uuid NOT NULL, ref integer NOT NULL, unit uuid NOT NULL, by text NOT NULL,
            position bigint NOT NULL, recorded timestamptz NOT NULL, opinion text NOT NULL, assignment uuid,
            answer text, answered bigint, answered_at timestamptz, answered_by text, answered_instead_of text,
            PRIMARY KEY (closing_id, ref))"""

    def apply(self, cursor: Cursor, page: Page) -> None:
        """Every touched closing, whole: each is a few events."""
        for closing_id, recorded in page.streams(page.touched("closing")).items():
            for table in ("closings", "closing_remarks"):
                cursor.execute(f"DELETE FROM {table} WHERE closing_id = %s", [closing_id])
            _insert(cursor, "closings", (closing_id, *_closing_row(recorded)))
            for row in _remark_rows(recorded):
                _insert(cursor, "closing_remarks", (closing_id, *row))


def _insert(cursor: Cursor, table: str, row: Sequence[Any]) -> None:
    cursor.execute(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", row)


def _closing_row(recorded: Sequence[Recorded]) -> Sequence[Any]:
    first, opened = recorded[0], recorded[0].event.fact
    assert isinstance(opened, Opened)
    closed = next((r for r in recorded if isinstance(r.event.fact, Closed)), None)
    dropped = next((r.position for r in recorded if isinstance(r.event.fact, Dropped)), None)
    head = (opened.name, opened.until, opened.remarks_until, first.position, first.recorded_at, opened.by)
    if closed is None or not isinstance(fact := closed.event.fact, Closed):
        return (*head, *[None] * 5, dropped)
    return (*head, fact.position, closed.position, closed.recorded_at, fact.by, fact.instead_of, dropped)


def _remark_rows(recorded: Sequence[Recorded]) -> Iterable[Sequence[Any]]:
    answers = {r.event.fact.remark: r for r in recorded if isinstance(r.event.fact, Answered)}
    for r in recorded:
        fact, ref = r.event.fact, r.event.originator_version
        if not isinstance(fact, Agreed | Remarked):
            continue
        said = (fact.opinion, fact.assignment) if isinstance(fact, Remarked) else ("", None)
        answered = answers.get(ref)
        told = answered.event.fact if answered else None
        assert told is None or isinstance(told, Answered)
        yield (
            *(ref, fact.unit, fact.by, r.position, r.recorded_at, *said),
            *(
                (told.answer, answered.position, answered.recorded_at, told.by, told.instead_of)
                if answered and told
                else [None] * 5
            ),
        )


_COLUMNS = """c.closing_id, c.name, c.until, c.remarks_until, c.opened_at, c.opened_by,
    CASE WHEN c.closed <= %(known)s THEN c.frozen END, CASE WHEN c.closed <= %(known)s THEN c.closed_at END,
    CASE WHEN c.closed <= %(known)s THEN c.closed_by END,
    CASE WHEN c.closed <= %(known)s THEN c.closed_instead_of END"""
_THERE = "c.opened <= %(known)s AND coalesce(c.dropped > %(known)s, true)"


def closings(
    cursor: Cursor, at: Moment, *, closed: bool | None = None, year: int | None = None
) -> list[Closing]:
    """Those that were opened by that moment and not dropped, the latest day first.

    ``closed``: only the closed, or (False) only those under way; ``year``: whose figures end in it.
    """
    cursor.execute(
        f"""SELECT {_COLUMNS} FROM closings c WHERE {_THERE}
            AND (%(closed)s IS NULL OR coalesce(c.closed <= %(known)s, false) = %(closed)s)
            AND (%(year)s IS NULL OR extract(year FROM c.until) = %(year)s)
            ORDER BY c.until DESC, c.opened DESC""",
        {**at.values(), "closed": closed, "year": year},
    )
    return [_closing(row) for row in cursor.fetchall()]


def years_closed(cursor: Cursor, at: Moment) -> list[int]:
    """The years in which figures end that were closed by that moment, the first first."""
    cursor.execute(
        f"SELECT DISTINCT extract(year FROM c.until)::integer FROM closings c WHERE {_THERE} "
        "AND c.closed <= %(known)s ORDER BY 1",
        at.values(),
    )
    return [year for (year,) in cursor.fetchall()]


def closing(cursor: Cursor, at: Moment, closing_id: UUID) -> Closing:
    """One of them. Raises ``NotFound``."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM closings c WHERE c.closing_id = %(id)s AND {_THERE}",
        {**at.values(), "id": closing_id},
    )
    row = cursor.fetchone()
    if row is None:
        raise NotFound
    return _closing(row)


def remarks(
    cursor: Cursor, at: Moment, closing_id: UUID, *, units: Sequence[UUID] | None = None
) -> list[Remark]:
    """What was said to it by these units (None: by all), in the order of recording."""
    cursor.execute(
        """SELECT r.ref, r.unit, r.by, r.recorded, r.opinion, r.assignment,
            CASE WHEN r.answered <= %(known)s THEN r.answer END,
            CASE WHEN r.answered <= %(known)s THEN r.answered_by END,
            CASE WHEN r.answered <= %(known)s THEN r.answered_instead_of END,
            CASE WHEN r.answered <= %(known)s THEN r.answered_at END
            FROM closing_remarks r WHERE r.closing_id = %(id)s AND r.position <= %(known)s
            AND (%(units)s::uuid[] IS NULL OR r.unit = ANY(%(units)s::uuid[])) ORDER BY r.ref""",
        {**at.values(), "id": closing_id, "units": None if units is None else list(units)},
    )
    names = Remark.__struct_fields__
    return [Remark(**dict(zip(names, map(_here, row), strict=True))) for row in cursor.fetchall()]


def _closing(row: Sequence[Any]) -> Closing:
    return Closing(**dict(zip(Closing.__struct_fields__, map(_here, row), strict=True)))


def _here(value: Any) -> Any:
    """A moment as the Office's clock has it."""
    return value.astimezone(TIMEZONE) if isinstance(value, datetime) else value
