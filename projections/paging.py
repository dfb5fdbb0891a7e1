"""A page of a timeline ``t`` in the order of lists: the earliest deadline first, undated last, then by id.

What is overdue on a day is little of all that ever was. It is looked for month by month of the deadline, in each
only among what had not ended by that day: what has long been closed is not read.
"""

from datetime import date
from typing import Any
from uuid import UUID

Key = tuple[date | None, UUID]
"""Deadline and id of a line: the next page begins behind it."""

_MONTH = "date_trunc('month', {0}deadline::timestamp)"
_EVER_OVERDUE = "{0}stage < 3 AND {0}to_day > {0}deadline + 1"
"""Of a segment that is open for longer than its deadline."""


def indexes(table: str, key: str) -> tuple[str, ...]:
    """What pages go by: in the order of lists; what is overdue, by either way of knowing."""
    of_months, ever = f"CREATE INDEX ON {table} ({_MONTH.format('')}", _EVER_OVERDUE.format("")
    return (
        f"CREATE INDEX ON {table} (deadline, {key})",
        f"{of_months}, known_to, to_day, from_day) WHERE {ever}",
        f"{of_months}, shown_to, shown_from) WHERE {ever} AND shown_from IS NOT NULL",
    )


def page(columns: str, key: str, source: str, after: Key | None = None) -> str:
    """A SELECT of ``columns`` from ``source`` (FROM … WHERE …), for ``values``; ``key``: the column of the id."""
    return f"""SELECT {columns} {source}{behind(key, after)}
        ORDER BY t.deadline NULLS LAST, {key} OFFSET %(offset)s LIMIT %(limit)s"""


def overdue(columns: str, key: str, table: str, source: str, after: Key | None = None) -> str:
    """The same of a ``source`` that is all overdue on ``%(day)s``, rows of ``table`` itself."""
    first = f"(SELECT min({_MONTH.format('')}) FROM {table} WHERE {_EVER_OVERDUE.format('')})"
    if after:
        first = f"greatest({first}, date_trunc('month', %(after_deadline)s::timestamp))"
    # By its bare name the server would go by the deadline alone, through all that was ever due, for so few rows.
    by_day = "t.deadline + 0"
    return f"""SELECT {columns}
        FROM (SELECT * FROM generate_series({first}, %(day)s, '1 month') month ORDER BY month) m
        CROSS JOIN LATERAL (
            SELECT t.* {source}{behind(key, after)} AND {_EVER_OVERDUE.format("t.")} AND {_MONTH.format("t.")} = month
            ORDER BY {by_day}, {key} LIMIT %(offset)s + %(limit)s) t
        ORDER BY month, t.deadline, {key} OFFSET %(offset)s LIMIT %(limit)s"""


def behind(key: str, after: Key | None) -> str:
    """The condition that a row comes behind the last one of the page before."""
    if after is None:
        return ""
    return f" AND (coalesce(t.deadline, 'infinity'), {key}) > (%(after_deadline)s::date, %(after_id)s)"


def values(offset: int, after: Key | None, limit: int) -> dict[str, Any]:
    """What all of them refer to."""
    deadline, last = after or (None, None)
    return {"offset": offset, "limit": limit, "after_deadline": deadline or "infinity", "after_id": last}
