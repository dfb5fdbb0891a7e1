"""The plans of the queries that are measured, for ``docs/plans.md``: what is scanned, and that the log is not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.bench import lists
from benchmarks.bench.days import past
from benchmarks.bench.place import UNTIL, Place, Register, Size
from projections import counts, trend
from projections.lists import assignments
from projections.view import Cursor

HEAD = """# Query plans

What PostgreSQL does for the pages that are measured, at size *{size}* ({events:,} events): written by
`./sonq bench --size {size} --plans docs/plans.md`. Rows are those of one execution. None scans the log.
"""


class _Explaining:
    """A cursor that also asks how each query was carried out."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.plans: list[tuple[str, str]] = []

    def execute(self, sql: str, values: Any = None) -> None:
        self._cursor.execute(
            f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) {sql}", values
        )
        plan = "\n".join(row[0] for row in self._cursor.fetchall())
        self.plans.append((re.sub(r"\s+", " ", sql).strip(), plan))
        self._cursor.execute(sql, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def write(place: Place, file: Path) -> list[str]:
    """Writes them all into ``file``; those that scan the log, of which there are to be none."""
    parts, of_log = [], []
    with place.register() as register:
        parts.append(HEAD.format(size=place.size.name, events=register.log.head()))
        for what, plans in _plans(place.size, register):
            parts.append(f"## {what}\n")
            for sql, plan in plans:
                parts.append(f"```sql\n{sql}\n```\n```\n{plan}\n```\n")
                if re.search(r"(Scan|using \S+) on log\b", plan):
                    of_log.append(what)
    file.write_text("\n".join(parts), encoding="utf-8")
    return of_log


def _plans(size: Size, register: Register) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    day = past(size)[0]
    months = trend.month_ends(UNTIL, 12 * size.years)
    with register.reader.snapshot() as cursor:
        moments = {
            "as reported then": register.reader.reported(day),
            "as known now": register.reader.reviewed(day),
        }
        for way, at in moments.items():
            explaining = _Explaining(cursor)
            counts.by_unit(explaining, at)
            yield f"Counts by unit on a past day, {way}", explaining.plans
            for what, wanted, _ in lists.wanted_of(cursor):
                explaining = _Explaining(cursor)
                assignments(explaining, at, wanted)
                yield f"{what[0].upper()}{what[1:]}, {way}", explaining.plans
            explaining = _Explaining(cursor)
            trend.over(explaining, at, months)
            yield f"Trend of {size.years} years by month, {way}", explaining.plans
