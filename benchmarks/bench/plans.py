"""How the measured queries, and all of the pages of figures, are carried out: ``docs/plans.md``."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.bench import lists
from benchmarks.bench.days import past
from benchmarks.bench.pages import WAYS, makers
from benchmarks.bench.place import EVENING, UNTIL, Place, Register
from dashboard.address import Asked
from projections import counts, trend
from projections.lists import assignments
from projections.reader import Reader
from projections.view import Cursor

HEAD = """# Query plans

What PostgreSQL does for the queries that are measured and for the pages of figures, on {day} at size *{size}*
({events:,} events): written by `./sonq bench --size {size} --plans docs/plans.md`. Of each step: what is read, how
many rows come of it (all times together), how many were passed over. A query that is carried out as one above is
left out. None reads the log.
"""
_SHOWN = frozenset({"Limit", "Sort", "Incremental Sort", "Aggregate", "WindowAgg", "Unique"})


class Plan(msgspec.Struct):
    """One query as it was carried out: the steps, indented; the rows read of each index and table."""

    steps: list[str]
    read: Counter[str]

    @classmethod
    def of(cls, root: Mapping[str, Any]) -> "Plan":
        """Of what EXPLAIN says in JSON."""
        plan = cls([], Counter())
        plan.take(root, 0)
        return plan

    def take(self, node: Mapping[str, Any], depth: int) -> None:
        """A step and those under it; one that only hands on is left out."""
        kind, table = node["Node Type"], node.get("Relation Name")
        rows, removed = (
            round(node.get(name, 0) * node["Actual Loops"])
            for name in ("Actual Rows", "Rows Removed by Filter")
        )
        if table or kind in _SHOWN or "Join" in kind or kind == "Nested Loop":
            where = f" {node['Index Name']}" if "Index Name" in node else f" {table}" if table else ""
            more = f", {removed:,} passed over" if removed else ""
            times = f" in {node['Actual Loops']:,} times" if table and node["Actual Loops"] > 1 else ""
            self.steps.append(f"{'  ' * depth}{kind}{where}: {rows:,}{times}{more}")
            depth += 1
        if table:
            self.read[table] += rows + removed
        for part in node.get("Plans", ()):
            self.take(part, depth)


class _Explaining:
    """A cursor that also asks how each query was carried out."""

    def __init__(self, cursor: Cursor, plans: list[Plan]) -> None:
        self._cursor = cursor
        self._plans = plans

    def execute(self, sql: str, values: Any = None) -> None:
        if re.match(r"\s*(SELECT|WITH|EXECUTE)\b", sql):
            self._cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, FORMAT JSON) {sql}", values)
            [[found]] = self._cursor.fetchall()
            told = json.loads(found) if isinstance(found, str) else found
            self._plans.append(Plan.of(told[0]["Plan"]))
        self._cursor.execute(sql, values)

    def planned(self, sql: str, values: Any = ()) -> None:
        self._cursor.planned(sql, values)
        self.execute(self._cursor.connection.planned[sql], values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


class _Reader(Reader):
    """A reader all of whose queries are explained."""

    def __init__(self, register: Register) -> None:
        super().__init__(register.log, register.database, register.engine, now=lambda: EVENING)
        self.plans: list[Plan] = []

    @contextmanager
    def snapshot(self) -> Iterator[Cursor]:
        with super().snapshot() as cursor:
            yield _Explaining(cursor, self.plans)


def write(place: Place, file: Path) -> list[str]:
    """Writes them all into ``file``; those that read the log, of which there are to be none."""
    day = past(place.size)[0]
    with place.register() as register:
        found = dict(_queries(place, register))
        pages = dict(_pages(place, register))
        parts = [HEAD.format(size=place.size.name, events=register.log.head(), day=day)]
    told: set[str] = set()
    for what, plans in found.items():
        for plan in plans:
            steps = "\n".join(plan.steps)
            if (shape := re.sub(r"[\d,]+", "", steps)) not in told:
                told.add(shape)
                parts.append(f"**{what}**\n\n```\n{steps}\n```\n")
    parts.append("## All queries of a page\n\n| page | queries | rows read of |\n|---|---|---|")
    parts += [f"| {page} | {len(plans)} | {_read(plans)} |" for page, plans in pages.items()]
    file.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return [what for what, plans in (found | pages).items() if any("log" in plan.read for plan in plans)]


def _read(plans: Sequence[Plan]) -> str:
    read = sum((plan.read for plan in plans), Counter[str]())
    return ", ".join(f"{table} {rows:,}" for table, rows in read.most_common() if table != "followed")


def _queries(place: Place, register: Register) -> Iterator[tuple[str, list[Plan]]]:
    day, months = past(place.size)[0], trend.month_ends(UNTIL, 12 * place.size.years)
    reader = _Reader(register)
    ways = {"as reported then": reader.reported(day), "as known now": reader.reviewed(day)}

    def asked(ask: Callable[[Cursor], object]) -> list[Plan]:
        reader.plans = []
        with reader.snapshot() as cursor:
            ask(cursor)
        return reader.plans

    for way, at in ways.items():
        yield f"Counts by unit, {way}", asked(partial(counts.by_unit, at=at))
        with register.reader.snapshot() as cursor:
            wanted_of = lists.wanted_of(cursor)
        for what, wanted, _ in wanted_of:
            told = f"{what[0].upper()}{what[1:].removesuffix(' on a random past day')}, {way}"
            yield told, asked(partial(assignments, at=at, wanted=wanted))
        told = f"Trend of {place.size.years} years by month, {way}"
        yield told, asked(partial(trend.over, at=at, days=months))


def _pages(place: Place, register: Register) -> Iterator[tuple[str, list[Plan]]]:
    """For a past day."""
    reader, day = _Reader(register), past(place.size)[0]
    for name, make in makers(register).items():
        for way, told in WAYS.items():
            reader.plans = []
            make(reader, Asked(day=day, way=way))
            yield f"{name}, {told}", reader.plans
