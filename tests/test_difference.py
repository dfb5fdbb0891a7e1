"""The difference of two points of the two clocks: what it is called, that it balances, that the views find the same."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from domain.difference import CHANGE_NAMES, Account, Change, account, changes, pair
from domain.event import Event
from domain.history import Segment, on, segments
from projections import differences
from projections.moment import Moment, as_reported, as_reviewed
from tests.histories import (
    SELF,
    SPAN,
    UNITS,
    completed,
    corrected,
    day,
    drafted,
    extended,
    handed_over,
    issued,
    removed,
    reopened,
    report,
    resumed,
    suspended,
)
from tests.oracle import standing_on
from tests.test_timeline import TWIN, Bench, logs

Facts = Sequence[object]


def stood(facts: Facts, n: int) -> Segment | None:
    events = [Event(SELF, version, fact) for version, fact in enumerate([drafted(), *facts], 1)]
    return on(segments(events), day(n))


def between(then: Facts, a: int, now: Facts, b: int, *units: UUID) -> set[Change]:
    """What the facts known first told of day a, and those known then tell of day b."""
    return set(changes(pair(stood(then, a), stood(now, b), day(a), day(b), units or None)))


DONE = (issued(), report(3, claim=True), completed(4, 6, 3))


@pytest.mark.parametrize(
    ("then", "a", "now", "b", "became"),
    [
        ((), 0, (issued(),), 1, {Change.GIVEN}),
        ((issued(),), 1, (issued(),), 30, {Change.OVERDUE}),
        ((issued(),), 1, (issued(), report(3)), 5, {Change.STARTED}),
        ((issued(),), 1, (issued(), report(3, claim=True)), 5, {Change.STARTED, Change.CLAIMED}),
        ((issued(),), 1, DONE, 9, {Change.COMPLETED}),
        ((), 0, DONE, 9, {Change.GIVEN, Change.COMPLETED}),
        (DONE, 9, (*DONE, reopened(10)), 12, {Change.REOPENED}),
        (DONE, 9, DONE, 12, set()),
        (DONE, 9, (*DONE, corrected(4, 6), completed(5, 7, 3)), 9, {Change.REDATED}),
        ((issued(),), 1, (issued(), removed(5)), 6, {Change.REMOVED}),
        ((issued(), removed(5)), 6, (issued(), removed(5), corrected(3)), 6, {Change.RESTORED}),
        ((issued(),), 25, (issued(), extended(5, 20, 40)), 25, {Change.EXTENDED, Change.OVERDUE_ENDED}),
        ((issued(),), 5, (issued(), corrected(2, 4), issued(0, 30)), 5, {Change.RETIMED}),
        ((issued(),), 1, (issued(), suspended(5)), 6, {Change.SUSPENDED}),
        ((issued(), suspended(5)), 6, (issued(), suspended(5), resumed(8)), 9, {Change.RESUMED}),
        ((issued(), suspended(5)), 6, (issued(), suspended(5), removed(8)), 9, {Change.REMOVED}),
        ((issued(),), 1, (issued(), handed_over(5, 1)), 6, {Change.PASSED}),
        ((issued(),), 5, (issued(),), -1, {Change.GONE}),
    ],
)
def test_each_change_has_its_name(then: Facts, a: int, now: Facts, b: int, became: set[Change]) -> None:
    assert between(then, a, now, b) == became


def test_what_passes_between_units_leaves_one_and_comes_to_the_other() -> None:
    passed = (issued(), handed_over(5, 1))
    assert between((issued(),), 1, passed, 6, UNITS[0]) == {Change.HANDED_OVER}
    assert between((issued(),), 1, passed, 6, UNITS[1]) == {Change.TAKEN_OVER}
    assert between((issued(),), 1, passed, 25, UNITS[1]) == {Change.TAKEN_OVER, Change.OVERDUE}
    assert between((issued(),), 1, passed, 6, UNITS[2]) == set()
    assert between((issued(),), 1, passed, 6, *UNITS[:2]) == {Change.PASSED}


def test_every_change_is_said_in_words() -> None:
    assert set(CHANGE_NAMES) == set(Change)
    assert len(set(CHANGE_NAMES.values())) == len(Change)


@pytest.fixture(scope="module")
def bench(module_database: str) -> Iterator[Bench]:
    bench = Bench(module_database)
    yield bench
    bench.database.close()


POINTS = st.tuples(st.integers(0, 30), st.integers(-2, SPAN), st.booleans())


def moment(bench: Bench, point: tuple[int, int, bool]) -> Moment:
    position, n, as_shown = point
    if as_shown:
        return as_reported(bench.log, day(n))
    return as_reviewed(bench.log, day(n), min(position, bench.log.head()))


def told_anew(
    streams: dict[UUID, list[tuple[int, Event]]], a: Moment, b: Moment, units: list[UUID] | None
) -> Account:
    """From the events that were known at each point."""

    def stands(recorded: list[tuple[int, Event]], at: Moment) -> Segment | None:
        return on(segments(event for position, event in recorded if position <= at.known), at.day)

    return account(
        (pair(stands(recorded, a), stands(recorded, b), a.day, b.day, units), 1)
        for recorded in streams.values()
    )


def open_on(streams: dict[UUID, list[tuple[int, Event]]], at: Moment, units: list[UUID] | None) -> int:
    """By another telling than the fold."""
    told = (
        standing_on([e for position, e in recorded if position <= at.known], at.day)
        for recorded in streams.values()
    )
    return sum(s is not None and s[4] not in (3, 5) and (units is None or s[0] in units) for s in told)


@settings(max_examples=40)
@forall(logs(), POINTS, POINTS, st.none() | st.lists(st.sampled_from(UNITS), max_size=2, unique=True))
def test_the_views_find_what_the_events_tell_and_it_balances(
    bench: Bench,
    log: list[tuple[int, list[Event]]],
    first: tuple[int, int, bool],
    second: tuple[int, int, bool],
    units: list[UUID] | None,
) -> None:
    bench.empty()
    for n, events in log:
        bench.record(events, n)
    bench.engine.catch_up()
    a, b = moment(bench, first), moment(bench, second)
    streams = {
        stream: [(r.position, r.event) for r in recorded]
        for stream, recorded in bench.log.streams([SELF, TWIN], bench.log.head()).items()
    }
    asked = differences.Between(a, b, units=units)
    with bench.database.snapshot() as cursor:
        found = differences.counted(cursor, asked)
    assert found == told_anew(streams, a, b, units)
    assert found.balances
    assert (found.opening, found.closing) == (open_on(streams, a, units), open_on(streams, b, units))


def test_a_point_has_no_difference_from_itself(bench: Bench) -> None:
    at = as_reviewed(bench.log, date(2026, 2, 1))
    with bench.database.snapshot() as cursor:
        assert not differences.counted(cursor, differences.Between(at, at)).changes
