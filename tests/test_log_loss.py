"""The server is lost on the way: what was acknowledged stays, what was not is there once or not at all."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import psycopg2
import pytest
from eventsourcing.persistence import OperationalError, ProgrammingError, StoredEvent
from psycopg2.errors import UndefinedTable

from domain.log import Answer, Answered, Request
from infra.database import ATTEMPTS, ConnectionLost, Pool
from infra.embedded import embedded
from infra.log import Listener
from tests.log_kit import Kit, event, events, log_kit

REQUEST = Request("tests", "key", "hash of the content")


@pytest.fixture
def kit(database: str) -> Iterator[Kit]:
    with log_kit(database) as kit:
        yield kit


def lose_the_next_answer(monkeypatch: pytest.MonkeyPatch, pool: Pool, name: str) -> None:
    """The next ``connection`` or ``transaction`` of ``pool`` does all it should; only nobody hears of it."""
    whole = getattr(pool, name)

    @contextlib.contextmanager
    def lossy() -> Iterator[object]:
        monkeypatch.undo()
        with whole() as given:
            yield given
        raise ConnectionLost("the news was lost")

    monkeypatch.setattr(pool, name, lossy)


def test_after_the_loss_of_all_connections_reading_and_appending_go_on(kit: Kit) -> None:
    stream = uuid4()
    kit.append(event(stream))
    with kit.database.transaction(), contextlib.ExitStack() as many:
        for _ in range(ATTEMPTS + 1):
            many.enter_context(kit.database.reading.connection())
    assert kit.terminate() == ATTEMPTS + 3
    assert kit.log.head() == 1
    assert kit.append(event(stream, 2)) == [2]
    with pytest.raises(ConnectionLost), kit.database.transaction() as cursor:
        cursor.execute("SELECT 1")
    with kit.database.transaction() as cursor:
        cursor.execute("SELECT 1")
    assert kit.stored() == [(stream, 1), (stream, 2)]


def test_an_append_that_was_made_is_not_made_again_when_only_its_answer_was_lost(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.append(event())
    made = events(3)
    lose_the_next_answer(monkeypatch, kit.database.appending, "connection")
    assert kit.append(*made) == [2, 3, 4]
    assert kit.log.head() == 4


def test_a_request_whose_answer_was_lost_keeps_it(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_the_next_answer(monkeypatch, kit.database.appending, "connection")
    assert kit.recorder.insert_events(events(2), request=REQUEST, answer="done") == [1, 2]
    assert kit.recorder.answer_of(REQUEST) == Answer("done", 2)


def test_an_append_that_dies_in_the_queue_is_made_once(kit: Kit) -> None:
    stream = uuid4()
    with ThreadPoolExecutor() as threads:
        with kit.recorder.exclusive():
            queued = threads.submit(kit.append, *events(2, stream))
            kit.until_waiting(1)
            assert kit.terminate("wait_event_type = 'Lock'") == 1
            kit.until_waiting(1)  # it stands in the queue again, to see what became of it
        assert queued.result() == [1, 2]
    assert kit.stored() == [(stream, 1), (stream, 2)]


def test_what_was_appended_under_the_lock_stays_when_only_the_news_of_the_commit_was_lost(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_the_next_answer(monkeypatch, kit.database.appending, "transaction")
    with kit.recorder.exclusive():
        kit.append(event())
    assert kit.log.head() == 1


def test_what_was_appended_under_the_lock_is_gone_when_its_holder_dies_before_the_end(kit: Kit) -> None:
    with pytest.raises(ConnectionLost), kit.recorder.exclusive():
        kit.append(event())
        kit.terminate("state = 'idle in transaction'")
    assert kit.append(event()) == [1]


def test_a_block_that_lost_something_else_is_not_taken_for_done(kit: Kit) -> None:
    with pytest.raises(ConnectionLost, match="of the view"), kit.recorder.exclusive():
        kit.append(event())
        raise ConnectionLost("of the view")
    assert kit.log.head() == 0


def test_a_block_that_was_cut_short_is_not_taken_for_done_when_a_twin_did_the_same(kit: Kit) -> None:
    twin = event()
    with pytest.raises(ConnectionLost), kit.recorder.exclusive(), ThreadPoolExecutor() as threads:
        kit.append(twin)
        kit.terminate("state = 'idle in transaction'")
        assert threads.submit(kit.append, twin).result() == [1]
        kit.recorder.max_notification_id()


def test_the_listener_says_that_something_may_have_happened_and_hears_on(kit: Kit) -> None:
    with kit.log.listen() as listener:
        listener.wait(0)
        kit.terminate()
        assert listener.wait(60)
        while listener.wait(0):  # it listens anew, and may have missed something
            pass
        kit.append(event())
        assert listener.wait(60)


def test_who_holds_the_log_and_falls_silent_loses_it(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.recorders.SILENCE", "1ms")
    with pytest.raises(ConnectionLost), kit.recorder.exclusive(), ThreadPoolExecutor() as threads:
        assert threads.submit(kit.append, event()).result() == [1]
        kit.append(event())
    assert kit.log.head() == 1


def test_patience_with_a_server_that_is_away_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.database.PATIENCE", 0.0)
    nowhere = Pool("host=/nowhere dbname=sonq", "sonq_app", 1)
    with pytest.raises(OperationalError, match="does not answer"):
        nowhere.rows("SELECT 1")
    with Listener(nowhere) as listener:
        assert not listener.wait(0)


def test_a_pool_has_no_more_connections_than_it_should_and_none_after_its_end(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    single = Pool(kit.dsn, "sonq_app", 1)
    monkeypatch.setattr("infra.database.PATIENCE", 0.0)
    with single.connection(), pytest.raises(OperationalError, match="in use"):
        single.rows("SELECT 1")
    assert single.rows("SELECT 1") == [(1,)]
    with single.connection() as used:
        single.close()
        assert not used.closed
    assert used.closed
    with pytest.raises(ProgrammingError, match="closed"):
        single.rows("SELECT 1")


def test_a_transaction_that_fails_as_it_begins_is_over(kit: Kit) -> None:
    single = Pool(kit.dsn, "sonq_app", 1)
    with pytest.raises(UndefinedTable), single.transaction("SELECT FROM nowhere"):
        pass
    with single.transaction("SELECT 1") as cursor:
        assert cursor.fetchall() == [(1,)]
    single.close()


def test_what_another_has_in_memory_is_on_disk_before_anybody_is_told_of_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer has committed and not yet flushed; whoever finds his events must not outlive them."""

    def not_flushed(kit: Kit, made: StoredEvent, request: Request) -> None:
        with contextlib.closing(kit.database.appending.connect()) as writer, writer.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
            cursor.execute(
                "SELECT append(ARRAY[%s::uuid], '{1}', %s, %s, '{}', '{}', NULL, %s, %s, %s, 'done', NULL)",
                [
                    *(made.originator_id, made.topic, made.state.decode()),
                    *(request.account, request.key, request.hash),
                ],
            )

    def asks(kit: Kit, _: StoredEvent, request: Request) -> None:
        assert kit.recorder.answer_of(request)

    def sends_it_again(kit: Kit, _: StoredEvent, request: Request) -> None:
        with pytest.raises(Answered):
            kit.recorder.insert_events([event()], request=request, answer="done anew")

    def heard_no_answer(kit: Kit, made: StoredEvent, _: Request) -> None:
        @contextlib.contextmanager
        def lost() -> Iterator[object]:
            monkeypatch.undo()
            raise ConnectionLost
            yield

        monkeypatch.setattr(kit.database.appending, "connection", lost)
        assert kit.append(made) == [3]

    # The server itself flushes now and then: not in this time.
    with embedded(home, {"wal_writer_delay": "10s"}) as setup, log_kit(setup) as kit:
        for position, finds in enumerate((asks, sends_it_again, heard_no_answer), 1):
            made, request = event(), Request("tests", finds.__name__, "hash of the content")
            not_flushed(kit, made, request)
            finds(kit, made, request)
            crash(kit)
            assert kit.log.head() == position


def test_crashes_of_the_server_lose_nothing_acknowledged_and_double_nothing(home: Path) -> None:
    """A killed session makes PostgreSQL drop all others and recover, while four threads go on appending."""
    acknowledged: list[tuple[UUID, int, int]] = []
    enough = threading.Event()

    def write(kit: Kit) -> None:
        stream, version = uuid4(), 0
        while not enough.is_set():
            version += 1
            [position] = kit.append(event(stream, version))
            acknowledged.append((stream, version, position))

    with embedded(home) as setup, log_kit(setup) as kit, ThreadPoolExecutor() as threads:
        writers = [threads.submit(write, kit) for _ in range(4)]
        try:
            for _ in range(3):
                seen = len(acknowledged)
                while len(acknowledged) < seen + 50:
                    for writer in writers:
                        assert not writer.done() or writer.result()
                crash(kit)
        finally:
            enough.set()
        for writer in writers:
            writer.result()
        assert sorted(position for _, _, position in acknowledged) == list(range(1, len(acknowledged) + 1))
        stored = kit.stored()
        assert all(stored[position - 1] == (stream, version) for stream, version, position in acknowledged)
        assert len(stored) == len(acknowledged)


def crash(kit: Kit) -> None:
    """Kills a session, one that is at work if there is any; returns when the server has noticed."""
    sql = "SELECT pid FROM pg_stat_activity WHERE usename = 'sonq_serve' ORDER BY state <> 'active' LIMIT 1"
    with kit.superuser() as opened, opened.cursor() as cursor:
        cursor.execute(sql)
        [(pid,)] = cursor.fetchall()
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(psycopg2.DatabaseError):  # or its OperationalError, as the end meets the answer
            while True:
                cursor.execute("SELECT 1")
