"""What a log and its views must be after whatever has happened: judged by what was acknowledged."""

import time
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import msgspec

from benchmarks.office import Acknowledged, Entry
from domain.event import Event
from domain.history import segments
from infra.database import Database
from infra.log import Log
from projections.engine import LIVE, Engine
from projections.versions import OPEN, Row
from projections.views import VIEWS


class Figures(msgspec.Struct):
    """First the faults, which must be 0."""

    lost: int
    """Acknowledged events, or commands, that are not in the log where they were acknowledged, as they were."""
    twice: int
    """Commands that were carried out more than once."""
    gaps: int
    rows_unlike_rebuild: int
    assignments_unlike_fold: int

    commands: int
    acknowledged: int
    events: int
    transactions: int
    rows: int
    assignments: int
    rebuild: float
    """Seconds."""

    @property
    def faults(self) -> int:
        return self.lost + self.twice + self.gaps + self.rows_unlike_rebuild + self.assignments_unlike_fold

    def __str__(self) -> str:
        return (
            f"acknowledged: {self.commands} commands, {self.acknowledged} events; in the log:"
            f" {self.transactions} commands, {self.events} events\n"
            f"lost {self.lost}, twice {self.twice}, gaps {self.gaps}\n"
            f"{self.rows} rows of views, {self.rows_unlike_rebuild} unlike a rebuild;"
            f" {self.assignments} assignments, {self.assignments_unlike_fold} unlike their fold\n"
            f"rebuild in {self.rebuild:.1f} s: {self.events / self.rebuild:.0f} events/s"
        )


def judge(
    log: Log, database: Database, engine: Engine, acknowledged: Sequence[Acknowledged], visitor: str = ""
) -> Figures:
    """Nobody appends meanwhile, and the views have followed to the head.

    ``visitor``: the account that gives many commands, each a report with a text of its own.
    """
    recorded = database.reading.rows(
        "SELECT position, stream, version, topic, state, txn_end FROM log ORDER BY position"
    )
    entries: set[Entry] = {row[:5] for row in recorded}
    transactions: dict[str, set[int]] = {}
    for *_, state, txn_end in recorded:
        named = msgspec.json.decode(state, type=_Named)
        command = named.results if named.by == visitor else named.by
        transactions.setdefault(command, set()).add(txn_end)
    heard = [entry for command in acknowledged for entry in command.entries]
    told, stored = segments_told(log), segments_stored(database)
    live = dump(database)
    started = time.monotonic()
    engine.rebuild()
    rebuild = time.monotonic() - started
    anew = dump(database)
    return Figures(
        lost=len(set(heard) - entries)
        + sum(c.position not in transactions.get(c.command, ()) for c in acknowledged),
        twice=sum(len(ends) - 1 for ends in transactions.values()),
        gaps=sum(row[0] != n for n, row in enumerate(recorded, 1)),
        rows_unlike_rebuild=((live - anew) + (anew - live)).total(),
        assignments_unlike_fold=sum(told.get(a) != stored.get(a) for a in told.keys() | stored),
        commands=len(acknowledged),
        acknowledged=len(heard),
        events=len(recorded),
        transactions=len(transactions),
        rows=live.total(),
        assignments=len(stored),
        rebuild=rebuild,
    )


class _Named(msgspec.Struct):
    """Of a stored event only which command made it."""

    by: str
    results: str = ""


def dump(database: Database) -> Counter[tuple[str, str]]:
    """Every row of every view with all its columns, how often; without those that say nothing."""
    found: Counter[tuple[str, str]] = Counter()
    silent = {table: said for view in VIEWS for table, said in view.left_out.items()}
    with database.snapshot() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [LIVE])
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT t::text FROM {LIVE}.{table} t WHERE NOT ({silent.get(table, 'false')})")
            found.update((table, text) for (text,) in cursor.fetchall())
    return found


def segments_told(log: Log) -> dict[UUID, set[Row]]:
    """The segments of each assignment, straight from the log."""
    streams: dict[UUID, list[Event]] = {}
    for page in log.pages(0):
        for recorded in page:
            if recorded.event.fact.TOPIC.startswith("assignment."):
                streams.setdefault(recorded.event.originator_id, []).append(recorded.event)
    return {
        stream: {msgspec.structs.astuple(segment) for segment in found}
        for stream, events in streams.items()
        if (found := segments(events))
    }


def segments_stored(database: Database) -> dict[UUID, set[Row]]:
    """The segments of each assignment that hold now, as they are stored."""
    stored: dict[UUID, set[Row]] = {}
    for assignment, *segment in database.reading.rows(
        """SELECT assignment_id, from_day, to_day, lead, deadline, original, extensions, stage, completed_on
            FROM assignment_timeline WHERE known_to = %s""",
        [OPEN],
    ):
        stored.setdefault(assignment, set()).add(tuple(segment))
    return stored
