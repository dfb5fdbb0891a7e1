"""The rules of appending: what ``append()`` takes, what it refuses, and what it remembers."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from eventsourcing.persistence import (
    DataError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
    StoredEvent,
)
from psycopg2.errors import UniqueViolation

from domain.log import (
    Answer,
    Answered,
    ClockAhead,
    HeadMoved,
    KeyReused,
    ReadConflict,
    Request,
    SeedingClosed,
    VersionConflict,
)
from tests.log_kit import Kit, Moments, event, events, log_kit

OLDER = "ISOLATION LEVEL REPEATABLE READ"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REQUEST = Request("tests", "key", "hash of the content")


@pytest.fixture
def kit(database: str) -> Iterator[Kit]:
    with log_kit(database) as kit:
        yield kit


def times(kit: Kit) -> list[datetime]:
    return [recorded.recorded_at for page in kit.log.pages(0) for recorded in page]


def test_positions_count_all_events_without_gaps_and_failed_appends_take_none(kit: Kit) -> None:
    first, second = uuid4(), uuid4()
    assert kit.append(*events(3, first)) == [1, 2, 3]
    for version in (3, 5):  # taken; one left out
        with pytest.raises(VersionConflict):
            kit.append(event(second, 1), event(first, version))
    assert kit.append(event(second, 1), event(first, 4), event(second, 2)) == [4, 5, 6]
    assert kit.stored()[3:] == [(second, 1), (first, 4), (second, 2)]


def test_a_stream_begins_with_nought_or_one(kit: Kit) -> None:
    assert kit.append(event(version=0), event(version=1)) == [1, 2]
    with pytest.raises(VersionConflict):
        kit.append(event(version=2))
    with pytest.raises(IntegrityError):
        kit.append(event(version=-1))


def test_every_row_knows_the_end_of_its_transaction(kit: Kit) -> None:
    kit.append(*events(2))
    kit.append(event())
    kit.append(*events(3))
    assert [r.txn_end for page in kit.log.pages(0) for r in page] == [2, 2, 3, 6, 6, 6]


def test_text_comes_back_to_the_byte(kit: Kit) -> None:
    state = '{"z": 1,  "a":"Đảng ủy \\u0000 \\\\ \' 🐈", "z":2}'.encode()
    stream = uuid4()
    kit.append(StoredEvent(stream, 1, "tests.noted", state))
    assert [stored.state for stored in kit.recorder.select_events(stream)] == [state]


def test_what_no_json_holds_is_refused_and_not_taken_for_the_end_of_an_event(kit: Kit) -> None:
    for states in ([b'"a\x1eb"'], [b'"a"', b'"b\x1ec"']):
        with pytest.raises(DataError):
            kit.append(*(StoredEvent(uuid4(), 1, "tests.noted", state) for state in states))
    assert kit.log.head() == 0


def test_a_decision_stands_only_while_the_streams_it_read_are_unchanged(kit: Kit) -> None:
    unit, absent = uuid4(), uuid4()
    kit.append(event(unit))
    kit.recorder.insert_events([event()], reads={unit: 1, absent: 0})
    kit.append(event(unit, 2))
    for reads in ({unit: 1}, {unit: 3}, {absent: 1}):
        with pytest.raises(ReadConflict):
            kit.recorder.insert_events([event()], reads=reads)
    assert kit.log.head() == 3


def test_a_list_made_at_a_position_is_good_until_something_is_recorded(kit: Kit) -> None:
    kit.append(*events(2))
    kit.recorder.insert_events([event()], if_at=2)
    with pytest.raises(HeadMoved):
        kit.recorder.insert_events([event()], if_at=2)
    assert kit.log.head() == 3


def test_a_request_is_done_once_and_its_answer_comes_back(kit: Kit) -> None:
    stream = uuid4()
    assert kit.recorder.answer_of(REQUEST) is None
    kit.recorder.insert_events(events(2, stream), request=REQUEST, answer="done")
    assert kit.recorder.answer_of(REQUEST) == Answer("done", 2)
    kit.append(event())
    with pytest.raises(Answered) as again:
        kit.recorder.insert_events(events(2, stream), request=REQUEST, answer="done anew")
    assert again.value.answer == Answer("done", 2)
    assert kit.log.head() == 3


def test_the_same_key_belongs_to_each_account_alone_and_to_one_content(kit: Kit) -> None:
    kit.recorder.insert_events([event()], request=REQUEST, answer="done")
    other_content = Request(REQUEST.account, REQUEST.key, "another hash")
    with pytest.raises(KeyReused):
        kit.recorder.answer_of(other_content)
    with pytest.raises(KeyReused):
        kit.recorder.insert_events([event()], request=other_content, answer="done")
    other_account = Request("someone else", REQUEST.key, "another hash")
    kit.recorder.insert_events([event()], request=other_account, answer="also done")
    assert kit.log.head() == 2


def test_a_refused_append_leaves_its_key_unused(kit: Kit) -> None:
    with pytest.raises(HeadMoved):
        kit.recorder.insert_events([event()], if_at=-1, request=REQUEST, answer="done")
    kit.recorder.insert_events([event()], request=REQUEST, answer="done at last")
    assert kit.recorder.answer_of(REQUEST) == Answer("done at last", 1)


def test_of_two_sendings_at_once_one_is_done_and_both_get_its_answer(kit: Kit) -> None:
    def send(name: str) -> str:
        try:
            kit.recorder.insert_events([event()], request=REQUEST, answer=name)
        except Answered as answered:
            return answered.answer.text
        return name

    with ThreadPoolExecutor() as threads:
        with kit.recorder.exclusive():
            sent = [threads.submit(send, name) for name in ("one", "two")]
            kit.until_waiting(2)
        answers = [future.result() for future in sent]
    assert answers in (["one", "one"], ["two", "two"])
    assert kit.log.head() == 1


def test_while_seeding_the_moment_of_recording_can_be_given_but_never_runs_back(kit: Kit) -> None:
    clock = Moments(NOON)
    seeding = kit.at(clock)
    seeding.insert_events([event()])
    clock.now = NOON - timedelta(days=1)
    seeding.insert_events([event()])
    clock.now = NOON + timedelta(days=400)
    seeding.insert_events([event()])
    assert times(kit) == [NOON, NOON, NOON + timedelta(days=400)]


def test_a_server_clock_set_back_records_at_the_last_moment(kit: Kit) -> None:
    ahead = datetime.now(UTC) + timedelta(hours=1)
    kit.at(Moments(ahead)).insert_events([event()])
    kit.log.close_seeding()
    kit.append(event())
    assert times(kit) == [ahead, ahead]


def test_once_seeding_is_closed_only_the_clock_of_the_server_counts(kit: Kit) -> None:
    assert kit.log.is_seeding()
    kit.log.close_seeding()
    kit.log.close_seeding()  # every start of serving says so
    assert not kit.log.is_seeding()
    with pytest.raises(SeedingClosed):
        kit.at(Moments(NOON)).insert_events([event()])
    before = datetime.now(UTC)
    kit.append(event())
    assert before - timedelta(seconds=5) < times(kit)[0] < datetime.now(UTC) + timedelta(seconds=5)


def test_while_seeding_any_leap_of_the_clock_will_do(kit: Kit) -> None:
    kit.at(Moments(datetime.now(UTC) - timedelta(days=61))).insert_events([event()])
    assert kit.append(event()) == [2]


@pytest.mark.parametrize(("days", "refused"), [(59, False), (61, True), (3_650, True)])
def test_in_use_a_leap_of_the_clock_by_more_than_sixty_days_waits_for_the_operator(
    kit: Kit, days: int, refused: bool
) -> None:
    kit.at(Moments(datetime.now(UTC) - timedelta(days=days))).insert_events([event()])
    kit.log.close_seeding()
    if refused:
        with pytest.raises(ClockAhead):
            kit.append(event())
        kit.log.confirm_clock()
    assert kit.append(event()) == [2]


def test_an_empty_log_in_use_takes_its_first_event(kit: Kit) -> None:
    kit.log.close_seeding()
    assert kit.append(event()) == [1]


def test_who_holds_the_log_appends_alone_and_the_others_wait(kit: Kit) -> None:
    with ThreadPoolExecutor() as threads:
        with kit.recorder.exclusive():
            other = threads.submit(kit.append, event())
            kit.until_waiting(1)
            assert kit.recorder.insert_events(events(2), if_at=0) == [1, 2]
        assert other.result() == [3]
    assert [r.txn_end for page in kit.log.pages(0) for r in page] == [2, 2, 3]


def test_who_holds_the_log_reads_what_he_appended_and_nobody_else_does(kit: Kit) -> None:
    stream = uuid4()
    with kit.recorder.exclusive():
        kit.recorder.insert_events([event(stream)], request=REQUEST, answer="done")
        assert len(kit.recorder.select_events(stream)) == 1
        assert kit.recorder.answer_of(REQUEST) == Answer("done", 1)
        assert kit.log.head() == 0
    assert kit.log.head() == 1


def test_what_is_given_up_under_the_lock_was_never_appended(kit: Kit) -> None:
    with pytest.raises(ZeroDivisionError), kit.recorder.exclusive():
        kit.append(event())
        raise ZeroDivisionError
    assert kit.append(event()) == [1]


def test_the_lock_is_for_one_append_and_is_not_taken_twice(kit: Kit) -> None:
    with pytest.raises(NotSupportedError), kit.recorder.exclusive():
        kit.append(event())
        kit.append(event())
    with pytest.raises(ProgrammingError), kit.recorder.exclusive(), kit.recorder.exclusive():
        pass
    assert kit.log.head() == 0


def test_the_lock_belongs_to_the_thread_that_took_it(kit: Kit) -> None:
    seen: list[int] = []
    with kit.recorder.exclusive():
        kit.append(event())
        reader = threading.Thread(target=lambda: seen.append(kit.recorder.max_notification_id() or 0))
        reader.start()
        reader.join()
    assert seen == [0]


def test_by_a_snapshot_older_than_the_lock_nothing_is_appended(kit: Kit) -> None:
    with (
        pytest.raises(UniqueViolation),
        kit.database.appending.transaction("SELECT max(position) FROM log", mode=OLDER) as cursor,
    ):
        kit.append(event())
        cursor.execute(
            "SELECT append(ARRAY[%s::uuid], '{1}', 'a', '{}', '{}', '{}', null, null, null, null, null, null)",
            [uuid4()],
        )
    assert kit.log.head() == 1


def test_an_append_without_events_only_remembers_the_answer(kit: Kit) -> None:
    kit.append(event())
    assert kit.recorder.insert_events([], request=REQUEST, answer="nothing to do") == []
    assert kit.recorder.answer_of(REQUEST) == Answer("nothing to do", 1)


def test_an_unknown_condition_is_an_error_and_not_forgotten(kit: Kit) -> None:
    with pytest.raises(TypeError):
        kit.recorder.insert_events([event()], read={uuid4(): 1})
