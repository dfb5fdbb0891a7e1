"""The stored segments: of every known position and every day, live, rebuilt, as of the head, as shown."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time
from uuid import UUID

import psycopg2
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.assignment import Assignment
from domain.assignment_facts import Stage
from domain.event import Event, concrete_facts
from domain.history import on, segments
from domain.paper import Authority
from domain.plan import plans_on
from domain.relation import relations
from domain.rules import late, timeliness
from domain.task import Drafted as TaskDrafted
from domain.task import Leads, LeadsChosen, SpokenBasis
from infra.database import Database, prepare
from infra.log import VIETNAM, Log
from infra.mapper import Mapper
from infra.recorders import ApplicationRecorder
from projections import counts, schemas
from projections.engine import Engine
from projections.inbox import Inbox
from projections.moment import as_reported, as_reviewed
from projections.plans import Plans, plans_of
from projections.relations import Relations, related
from projections.reports import Reports
from projections.tasks import Tasks
from projections.timeline import Timeline
from tests import oracle
from tests.histories import SELF, SPAN, TASK, day, due, histories

TWIN = UUID(int=101)
OF_ASSIGNMENTS = Tasks(), Timeline(), Reports(), Plans(), Relations(), Inbox()


class Bench:
    """A log and its views, emptied for each example."""

    def __init__(self, dsn: str) -> None:
        self.setup = dsn
        self.database = Database(prepare(dsn))
        self.mapper = Mapper(facts=[c for c in concrete_facts() if c.__module__.startswith("domain.")])
        self.log = Log(self.database, self.mapper)
        self.engine = Engine(self.log, self.database, OF_ASSIGNMENTS)

    def empty(self) -> None:
        """Past the guards of the log, which only a superuser can lift."""
        with contextlib.closing(psycopg2.connect(self.setup)) as opened, opened, opened.cursor() as cursor:
            cursor.execute("ALTER TABLE sonq.log DISABLE TRIGGER append_only")
            cursor.execute("TRUNCATE sonq.log")
            cursor.execute("ALTER TABLE sonq.log ENABLE ALWAYS TRIGGER append_only")
        with self.database.transaction() as cursor:
            schemas.drop(cursor, "views")
        self.engine.prepare()

    def record(self, events: list[Event], n: int) -> None:
        moment = datetime.combine(day(n), time(9), VIETNAM)
        recorder = ApplicationRecorder(self.database, lambda: moment)
        recorder.insert_events([self.mapper.to_stored_event(e) for e in events])

    def dump(self, schema: str = "views") -> dict[str, list[tuple]]:
        with self.database.transaction() as cursor:
            tables = {}
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
            for (table,) in cursor.fetchall():
                cursor.execute(f"SELECT * FROM {schema}.{table}")
                tables[table] = sorted(cursor.fetchall(), key=repr)
        return tables


@pytest.fixture(scope="module")
def bench(module_database: str) -> Iterator[Bench]:
    bench = Bench(module_database)
    yield bench
    bench.database.close()


def renamed(events: list[Event], stream: UUID) -> list[Event]:
    return [Event(stream, e.originator_version, e.fact) for e in events]


@st.composite
def logs(draw: st.DrawFn) -> list[tuple[int, list[Event]]]:
    """Two assignments of one task: (day of recording, events) of each transaction, in order."""
    first = draw(histories(longest=7))
    second = [renamed(t, TWIN) for t in draw(histories(longest=5))]
    task = [
        Event(
            TASK,
            1,
            TaskDrafted(
                by="cv",
                text="Việc",
                bases=(SpokenBasis("meeting", "Bí thư", day(0)),),
                authority=Authority.SECRETARY,
                deadline=due(20),
            ),
        ),
        Event(
            TASK,
            2,
            LeadsChosen(
                by="cv", how=Leads.EACH, leads=(UUID(int=11), UUID(int=12)), assignments=(SELF, TWIN)
            ),
        ),
    ]
    start = task + first.pop(0) + second.pop(0)
    mixed, recorded = [(0, start)], 0
    while first or second:
        source = first if first and (not second or draw(st.booleans())) else second
        recorded += draw(st.integers(0, 9))
        mixed.append((recorded, source.pop(0)))
    return mixed


def fill(bench: Bench, log: list[tuple[int, list[Event]]]) -> None:
    bench.empty()
    for n, events in log:
        bench.record(events, n)


EXAMPLES = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@EXAMPLES
@forall(logs(), st.data())
def test_stored_segments_are_the_fold_and_the_plain_telling_for_any_known_and_any_day(bench, log, data):
    fill(bench, log)
    bench.engine.catch_up()
    head = bench.log.head()
    everything = [r for page in bench.log.pages(0) for r in page]
    for _ in range(12):
        known = bench.log.raise_to_txn_end(data.draw(st.integers(1, head)))
        on_day = day(data.draw(st.integers(-1, SPAN + 30)))
        shown = data.draw(st.booleans())
        at = as_reported(bench.log, on_day) if shown else as_reviewed(bench.log, on_day, known)
        so_far = [r.event for r in everything if r.position <= at.known]
        of = {s: [e for e in so_far if e.originator_id == s] for s in (SELF, TWIN)}
        assert stored(bench, at) == {s: told for s in of if (told := oracle.standing_on(of[s], on_day))}
        assert stored(bench, at) == {s: told for s in of if (told := folded(of[s], on_day))}
        assert stored_task(bench, at) == rolled_up(of, on_day)
        told = {s: Assignment(s, of[s]) for s in of}
        assert stored_beside(bench, at) == {
            s: (relations(a, on_day), {u: p.inner_day for u, p in plans_on(a, on_day).items()})
            for s, a in told.items()
        }


def stored(bench: Bench, at) -> dict:
    with bench.database.snapshot() as cursor:
        cursor.execute(
            "SELECT assignment_id, lead, deadline, original, extensions, stage, completed_on"
            f" FROM assignment_timeline t WHERE {at.where('t')}",
            at.values(),
        )
        rows = cursor.fetchall()
    assert len({r[0] for r in rows}) == len(rows)
    return {r[0]: (*r[1:5], Stage(r[5]), r[6]) for r in rows}


def stored_beside(bench: Bench, at) -> dict:
    """Relations and plans by assignment."""
    with bench.database.snapshot() as cursor:
        return {
            stream: (
                related(cursor, at, stream),
                {plan.executing: plan.inner_day for plan in plans_of(cursor, at, stream)},
            )
            for stream in (SELF, TWIN)
        }


def folded(events: list[Event], on_day) -> tuple | None:
    s = on(segments(events), on_day)
    return s and (s.lead, s.deadline, s.original, s.extensions, s.stage, s.completed_on)


def stored_task(bench: Bench, at) -> list:
    with bench.database.snapshot() as cursor:
        cursor.execute(
            "SELECT timeliness(stage, deadline, late, %(day)s), completed_on"
            f" FROM task_timeline t WHERE {at.where('t')}",
            at.values(),
        )
        return cursor.fetchall()


def rolled_up(of: dict, on_day) -> list:
    """The category of the task, in the words of the rule."""
    standing = [told for events in of.values() if (told := oracle.standing_on(events, on_day))]
    if not standing:
        return []
    left = [x for x in standing if x[4] != Stage.REMOVED]
    if not left:
        return [(7, None)]
    if all(x[4] == Stage.COMPLETED for x in left):
        done = [(x[1], x[5]) for x in left]
        category = 1 if any(d and c > d for d, c in done) else 0 if any(d for d, _ in done) else 2
        return [(category, max(c for _, c in done))]
    categories = set()
    for _, deadline, _, _, stage, _ in left:
        if stage == Stage.SUSPENDED:
            categories.add("suspended")
        elif stage != Stage.COMPLETED:
            categories.add("undated" if deadline is None else "overdue" if on_day > deadline else "in_time")
    first = next(c for c in ("overdue", "in_time", "undated", "suspended") if c in categories)
    return [({"overdue": 4, "in_time": 3, "undated": 5, "suspended": 6}[first], None)]


@EXAMPLES
@forall(logs(), st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_live_in_pages_of_any_size_equals_a_rebuild(bench, log, sizes):
    bench.empty()
    for index, (n, events) in enumerate(log):
        bench.record(events, n)
        if index % sizes[index % len(sizes)] == 0:
            bench.engine.catch_up()
    bench.engine.catch_up()
    live = bench.dump()
    bench.engine.rebuild()
    assert bench.dump() == live


@EXAMPLES
@forall(logs(), st.integers(0, SPAN))
def test_what_was_shown_on_a_day_never_changes_by_what_is_recorded_on_a_later_day(bench, log, n):
    bench.empty()
    then = None
    for recorded, events in log:
        if recorded > n and then is None:
            bench.engine.catch_up()
            then = stored(bench, as_reported(bench.log, day(n)))
        bench.record(events, recorded)
    bench.engine.catch_up()
    if then is not None:
        assert stored(bench, as_reported(bench.log, day(n))) == then


@EXAMPLES
@forall(logs())
def test_shown_bounds_are_the_definition(bench, log):
    fill(bench, log)
    bench.engine.catch_up()
    recorded = {r.txn_end: r.recorded_at.astimezone(VIETNAM).date() for p in bench.log.pages(0) for r in p}
    with bench.database.snapshot() as cursor:
        cursor.execute(
            "SELECT from_day, to_day, known_from, known_to, shown_from, shown_to FROM assignment_timeline"
        )
        for from_day, to_day, known_from, known_to, shown_from, shown_to in cursor.fetchall():
            first = max(from_day, recorded[known_from])
            last = min(to_day, recorded.get(known_to, to_day))
            assert (shown_from, shown_to) == ((first, last) if first < last else (None, None))


@EXAMPLES
@forall(logs(), st.integers(0, SPAN + 30))
def test_timeliness_in_sql_is_timeliness_in_python_and_the_categories_add_up(bench, log, n):
    fill(bench, log)
    bench.engine.catch_up()
    at = as_reviewed(bench.log, day(n), bench.log.head())
    with bench.database.snapshot() as cursor:
        cursor.execute(
            "SELECT stage, deadline, completed_on, timeliness(stage, deadline, completed_on > deadline, %(day)s)"
            f" FROM assignment_timeline t WHERE {at.where('t')}",
            at.values(),
        )
        plain = Counter()
        for stage, deadline, completed_on, category in cursor.fetchall():
            plain[timeliness(Stage(stage), deadline, late(deadline, completed_on), day(n))] += 1
            assert category == timeliness(Stage(stage), deadline, late(deadline, completed_on), day(n))
        tally = counts.assignments(cursor, at)
        assert tally.counts == plain
        events = [r.event for page in bench.log.pages(0) for r in page]
        of = [[e for e in events if e.originator_id == s] for s in (SELF, TWIN)]
        assert tally.total == sum(oracle.standing_on(one, day(n)) is not None for one in of)
        assert sum(m.tally.total for m in counts.by_month(cursor, at)) == tally.total
