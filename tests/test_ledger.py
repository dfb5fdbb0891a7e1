"""The ledger says what the timeline says: on any day, in each book, kept as events come or computed in a rebuild."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from domain.assignment_facts import Stage
from domain.rules import Timeliness, timeliness
from infra.database import Database
from projections import counts, trend
from projections.engine import Engine
from projections.ledger import ALL, NO_DOCUMENT, Book, Ledger, key_of, standing
from projections.moment import Moment, as_reported, as_reviewed
from projections.tasks import Tasks
from projections.timeline import Timeline
from projections.versions import OPEN
from tests.histories import SPAN, day
from tests.scene import JAN, Scene, scene
from tests.test_timeline import EXAMPLES, Bench, logs
from tests.world import OFFICE, World, ground

Standing = dict[date, dict[UUID, dict[Timeliness, int]]]

ROWS = {
    Book.UNITS: f"SELECT lead, from_day, to_day, stage, deadline, completed_on > deadline FROM assignment_timeline"
    f" WHERE known_to = {OPEN}",
    Book.UNITS_SHOWN: "SELECT lead, shown_from, shown_to, stage, deadline, completed_on > deadline"
    " FROM assignment_timeline WHERE shown_from IS NOT NULL",
    Book.DOCUMENTS: "SELECT document, from_day, to_day, stage, deadline, late"
    f" FROM task_timeline WHERE known_to = {OPEN}",
    Book.DOCUMENTS_SHOWN: "SELECT document, shown_from, shown_to, stage, deadline, late"
    " FROM task_timeline WHERE shown_from IS NOT NULL",
    Book.MONTHS: "SELECT deadline, from_day, to_day, stage, deadline, completed_on > deadline FROM assignment_timeline"
    f" WHERE known_to = {OPEN}",
    Book.MONTHS_SHOWN: "SELECT deadline, shown_from, shown_to, stage, deadline, completed_on > deadline"
    " FROM assignment_timeline WHERE shown_from IS NOT NULL",
}
"""What each book counts: key, first day, day after the last, stage, deadline, late."""


def counted(database: Database, book: Book, days: list[date]) -> Standing:
    """The rows of the timeline, judged one by one on each day."""
    found: dict[date, dict[UUID, Counter[Timeliness]]] = {d: {} for d in days}
    with database.snapshot() as cursor:
        cursor.execute(ROWS[book])
        for key, first, end, stage, deadline, late in cursor.fetchall():
            for d in days:
                if first <= d < end:
                    category = timeliness(Stage(stage), deadline, bool(late), d)
                    keys = [key_of(deadline)] if book >= Book.MONTHS else [key or NO_DOCUMENT, ALL]
                    for of in keys:
                        found[d].setdefault(of, Counter())[category] += 1
    return {d: {key: dict(of) for key, of in keys.items()} for d, keys in found.items()}


def kept(database: Database, book: Book, days: list[date]) -> Standing:
    """By the ledger, asked for all days at once: all of the book, and what it consists of."""
    with database.snapshot() as cursor:
        every, whole = standing(cursor, book, days), standing(cursor, book, days, [ALL])
    return {d: {**every[d], **whole[d]} for d in days}


def assert_balanced(database: Database, days: list[date]) -> None:
    for book in Book:
        assert kept(database, book, days) == counted(database, book, days), book


def openings_off(database: Database) -> list[tuple]:
    """Of each opened week: the keys whose opening is not the sum of all entries before it."""
    with database.snapshot() as cursor:
        cursor.execute(
            """WITH opened AS (SELECT DISTINCT book, opened FROM ledger_openings),
                entered AS (
                    SELECT o.book, o.opened, l.key, sum(l.in_time) AS in_time, sum(l.overdue) AS overdue,
                        sum(l.done_on_time) AS done, sum(l.removed) AS removed
                    FROM opened o JOIN ledger l ON l.book = o.book AND l.day < o.opened
                    WHERE l.book < 3 OR l.key = %s GROUP BY 1, 2, 3)
            SELECT * FROM entered FULL JOIN ledger_openings o USING (book, opened, key)
            WHERE (coalesce(entered.in_time, 0), coalesce(entered.overdue, 0), coalesce(done, 0),
                    coalesce(entered.removed, 0))
                IS DISTINCT FROM (coalesce(o.in_time, 0), coalesce(o.overdue, 0), coalesce(o.done_on_time, 0),
                    coalesce(o.removed, 0))""",
            [ALL],
        )
        return list(cursor.fetchall())


@pytest.fixture(scope="module")
def bench(module_database: str) -> Iterator[Bench]:
    bench = Bench(module_database)
    bench.engine = Engine(bench.log, bench.database, (Tasks(), Timeline(), Ledger()))
    yield bench
    bench.database.close()


@EXAMPLES
@forall(logs(), st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_followed_in_pages_of_any_size_and_rebuilt_it_is_the_timeline_on_every_day(bench, log, sizes):
    bench.empty()
    for index, (n, events) in enumerate(log):
        bench.record(events, n)
        if index % sizes[index % len(sizes)] == 0:
            bench.engine.catch_up()
    bench.engine.catch_up()
    days = [day(n) for n in range(-1, SPAN + 40)]
    assert_balanced(bench.database, days)
    assert openings_off(bench.database) == []
    live = {book: kept(bench.database, book, days) for book in Book}
    bench.engine.rebuild()
    assert {book: kept(bench.database, book, days) for book in Book} == live
    assert openings_off(bench.database) == []


@settings(EXAMPLES, max_examples=20)
@forall(logs())
def test_events_after_a_rebuild_are_entered_into_what_it_computed(bench, log):
    bench.empty()
    half = len(log) // 2
    for n, events in log[:half]:
        bench.record(events, n)
    bench.engine.rebuild()
    for n, events in log[half:]:
        bench.record(events, n)
        bench.engine.catch_up()
    assert_balanced(bench.database, [day(n) for n in range(-1, SPAN + 40)])
    assert openings_off(bench.database) == []


def test_every_figure_by_the_ledger_is_the_one_by_the_timeline(database: str) -> None:
    with scene(database) as made:
        made.world.engine.catch_up()
        assert_balanced(made.world.database, [date(2025, 12, 20) + timedelta(n) for n in range(100)])
        for n in range(-3, 45):
            on = JAN[0] + timedelta(n)
            now, then = as_reviewed(made.world.log, on), as_reported(made.world.log, on)
            assert figures(made, now) == figures(made, Moment(made.world.log.head(), on))
            assert figures(made, then) == figures(made, Moment(then.known, on))
        ends = trend.month_ends(JAN[30], 4)
        for way in (as_reviewed, as_reported):
            of_all = [made.world.query(counts.assignments, way(made.world.log, on)) for on in ends]
            assert made.world.query(trend.over, way(made.world.log, JAN[30]), ends) == of_all
            by_unit = [
                made.world.query(trend.over, way(made.world.log, JAN[30]), ends, units=[u])
                for u in (made.lead, made.other, made.ended, made.heir, made.split)
            ]
            assert [counts.sum_of(each) for each in zip(*by_unit, strict=True)] == of_all


def figures(made: Scene, at: Moment) -> list[object]:
    """All that is counted on pages, a week as soon."""
    soon, some = at.day + timedelta(7), [made.lead, made.ended]
    with made.world.database.snapshot() as cursor:
        return [
            counts.tasks(cursor, at, soon),
            counts.assignments(cursor, at, soon),
            counts.assignments(cursor, at, soon, units=some),
            counts.by_unit(cursor, at, soon),
            counts.by_unit(cursor, at, soon, units=some),
            counts.by_month(cursor, at),
            counts.by_document(cursor, at, soon),
            counts.of_documents(cursor, at, soon, documents=[made.document, made.older]),
        ]


def test_what_is_learnt_late_changes_the_past_as_it_is_known_and_not_as_it_was_shown(database: str) -> None:
    world = World(database)
    [unit] = world.units("Xã Tam Sơn")
    document = world.resolution()
    [late, gone] = [world.task(document, [unit], due=JAN[9])[0] for _ in range(2)]
    world.on(JAN[19])
    world.complete(late, JAN[19], product=JAN[7])

    def told(on: date) -> tuple[dict[Timeliness, int], dict[Timeliness, int]]:
        ways = as_reviewed(world.log, on), as_reported(world.log, on)
        now, then = (dict(world.query(counts.assignments, at).counts) for at in ways)
        return now, then

    assert told(JAN[6]) == ({Timeliness.IN_TIME: 2}, {Timeliness.IN_TIME: 2})
    assert told(JAN[7]) == ({Timeliness.IN_TIME: 1, Timeliness.DONE_ON_TIME: 1}, {Timeliness.IN_TIME: 2})
    assert told(JAN[10]) == ({Timeliness.OVERDUE: 1, Timeliness.DONE_ON_TIME: 1}, {Timeliness.OVERDUE: 2})
    assert told(JAN[19])[0] == told(JAN[19])[1] == {Timeliness.OVERDUE: 1, Timeliness.DONE_ON_TIME: 1}
    world.on(date(2026, 3, 5))
    world.register.remove(OFFICE, gone, ground=ground(date(2026, 2, 10)))
    after = {Timeliness.REMOVED: 1, Timeliness.DONE_ON_TIME: 1}
    assert told(date(2026, 3, 4)) == (after, {Timeliness.OVERDUE: 1, Timeliness.DONE_ON_TIME: 1})
    assert told(date(2026, 7, 1)) == (after, after)
    weeks = [day for (day,) in world.rows("SELECT DISTINCT opened FROM ledger_openings ORDER BY 1")]
    assert weeks == [date(2026, 1, 5) + timedelta(7 * n) for n in range(9)]
    assert openings_off(world.database) == []


def test_who_has_asked_asks_again_after_a_rebuild_and_is_told_of_what_came_since(database: str) -> None:
    world = World(database)
    [unit] = world.units("Xã Tam Sơn")
    world.task(world.resolution(), [unit], due=JAN[9])

    def told() -> list[tuple[UUID, int]]:
        found = world.query(counts.by_unit, as_reviewed(world.log, JAN[9]))
        return [(one.unit, one.tally.of(Timeliness.IN_TIME)) for one in found]

    # A plan is kept after it was made a few times.
    assert [told() for _ in range(8)] == [[(unit, 1)]] * 8
    world.engine.rebuild()
    world.task(world.resolution("6-NQ/TU"), [unit], due=JAN[9])
    assert [told() for _ in range(8)] == [[(unit, 2)]] * 8
    world.database.close()
