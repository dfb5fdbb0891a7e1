"""Reading the log: whole transactions, days as positions, and waiting for what comes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.event import Event
from tests.log_kit import Kit, Moments, Noted, event, events, log_kit

HERE = timezone(timedelta(hours=7))
EVENING = datetime(2026, 3, 2, 23, 59, 59, 999999, HERE)


@pytest.fixture
def kit(database: str) -> Iterator[Kit]:
    with log_kit(database) as kit:
        yield kit


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 100])
def test_a_page_never_ends_within_a_transaction(kit: Kit, size: int) -> None:
    for count in (1, 3, 1, 1, 4):
        kit.append(*events(count))
    pages = list(kit.log.pages(0, size))
    assert [r.position for page in pages for r in page] == list(range(1, 11))
    for page in pages:
        assert page[-1].position == page[-1].txn_end
        rest = [r for r in page if r.txn_end < page[-1].txn_end]
        assert len(rest) < size, "the page was full before its last transaction"


def test_pages_go_on_after_a_position_and_give_the_facts_back(kit: Kit) -> None:
    stream = uuid4()
    kit.append(*events(2))
    kit.append(event(stream, 1, "Đảng ủy xã"))
    [[recorded]] = kit.log.pages(2)
    assert recorded.position == recorded.txn_end == 3
    assert recorded.event == Event(stream, 1, Noted(by="tests", text="Đảng ủy xã"))
    assert list(kit.log.pages(3)) == []


def test_streams_are_read_each_in_order_up_to_a_position(kit: Kit) -> None:
    one, two, later = uuid4(), uuid4(), uuid4()
    kit.append(event(two), event(one), event(two, 2))
    kit.append(event(one, 2), event(later))
    found = kit.log.streams([one, two, later, uuid4()], until=3)
    positions = {stream: [r.position for r in recorded] for stream, recorded in found.items()}
    assert positions == {one: [2], two: [1, 3]}


def test_a_day_ends_at_midnight_in_vietnam(kit: Kit) -> None:
    kit.at(Moments(EVENING)).insert_events([event()])
    kit.at(Moments(EVENING + timedelta(microseconds=1))).insert_events(events(2))
    positions = {day: kit.log.position_of(date(2026, 3, day)) for day in (1, 2, 3, 4)}
    assert positions == {1: 0, 2: 1, 3: 3, 4: 3}
    assert kit.log.position_of(date.min) == 0
    assert kit.log.position_of(date.max) == 3


def test_nobody_sees_half_a_transaction(kit: Kit) -> None:
    kit.append(event())
    kit.append(*events(3))
    assert [kit.log.raise_to_txn_end(p) for p in (-1, 0, 1, 2, 3, 4, 5)] == [0, 0, 1, 4, 4, 4, 4]


def test_an_empty_log_is_at_position_nought(kit: Kit) -> None:
    assert (kit.log.head(), kit.log.position_of(date.max), kit.log.raise_to_txn_end(7)) == (0, 0, 0)
    assert list(kit.log.pages(0)) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.integers(-30, 60), st.integers(1, 4)), min_size=1, max_size=8),
    size=st.integers(1, 9),
)
def test_reading_agrees_with_a_plain_list(kit: Kit, steps: list[tuple[int, int]], size: int) -> None:
    """Each example appends to the same log: (hours the clock goes on or back, events in the transaction)."""
    before = [r for page in kit.log.pages(0) for r in page]
    clock = Moments(before[-1].recorded_at if before else datetime(2025, 7, 1, tzinfo=UTC))
    rows = [(r.position, r.txn_end, r.recorded_at) for r in before]
    latest = clock.now
    for hours, count in steps:
        clock.now += timedelta(hours=hours)
        latest = max(latest, clock.now)
        rows += [(len(rows) + n + 1, len(rows) + count, latest) for n in range(count)]
        kit.at(clock).insert_events(events(count))

    start = next(end for _, end, _ in reversed([(0, 0, latest), *rows[: len(before)]]))
    read = [r for page in kit.log.pages(start, size) for r in page]
    assert [(r.position, r.txn_end, r.recorded_at) for r in read] == rows[len(before) :]
    days = [recorded_at.astimezone(HERE).date() for _, _, recorded_at in rows]
    for day in {days[0] - timedelta(days=1), *days[len(before) :], days[-1] + timedelta(days=1)}:
        assert kit.log.position_of(day) == sum(d <= day for d in days)
    for position, end, _ in rows[len(before) :]:
        assert kit.log.raise_to_txn_end(position) == end


def test_the_listener_hears_every_append_made_since_it_last_looked(kit: Kit) -> None:
    with kit.log.listen() as listener:
        assert listener.wait(0), "what was there before is not told"
        assert not listener.wait(0)
        for _ in range(3):
            kit.append(event())
            assert listener.wait(60)
        with ThreadPoolExecutor() as threads:
            waiting = threads.submit(listener.wait, 60)
            kit.append(event())
            assert waiting.result()


def test_a_refused_append_wakes_nobody(kit: Kit) -> None:
    stream = uuid4()
    kit.append(event(stream))
    with kit.log.listen() as listener:
        listener.wait(0)
        with pytest.raises(ZeroDivisionError), kit.recorder.exclusive():
            kit.append(event(stream, 2))
            raise ZeroDivisionError
        assert not listener.wait(0)


def test_all_queries_of_a_snapshot_see_the_same_moment(kit: Kit) -> None:
    with kit.database.snapshot() as cursor:
        cursor.execute("SELECT count(*) FROM log")
        kit.append(event())
        cursor.execute("SELECT count(*) FROM log")
        assert cursor.fetchone() == (0,)
