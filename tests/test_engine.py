"""The engine: whole transactions into views, one page at a time and once; what stops it."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import uuid4

import pytest
from eventsourcing.persistence import OperationalError, StoredEvent
from psycopg2.errors import DiskFull

from projections import engine as engines
from projections.engine import Broken, Cursor, Engine, Page
from tests.engine_kit import Copies, Desk, Unheard, once, open_desk
from tests.log_kit import event, events


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    with open_desk(database) as desk:
        desk.engine.prepare()
        yield desk


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as threads:
        yield threads


# Following


def test_processes_that_start_together_make_the_tables_once(
    database: str, threads: ThreadPoolExecutor
) -> None:
    with open_desk(database) as desk:
        starting = [desk.another(Copies()) for _ in range(4)]
        assert list(threads.map(Engine.prepare, starting)) == [False] * 4
        assert desk.value("SELECT count(*) FROM followed") == 1


def test_a_page_holds_whole_transactions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "PAGE", 3)
    for size in (1, 2, 5, 1, 1, 4):
        desk.append(*events(size))
    assert desk.engine.catch_up() == 14
    assert desk.view.pages == [[1, 2, 3], [4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14]]
    assert desk.value("SELECT array_agg(position ORDER BY position) FROM copies") == list(range(1, 15))


def test_two_followers_take_turns_and_neither_does_the_page_of_the_other(
    desk: Desk, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "PAGE", 1)
    desk.write("a", "b", "c")
    second = Copies()
    other = desk.another(second)
    following: list[Future[int]] = []

    def meanwhile() -> None:
        following.append(threads.submit(other.catch_up))
        desk.until_waiting(1)

    desk.view.before = once(meanwhile)
    assert desk.engine.catch_up() == 3
    assert following[0].result() == 3
    assert sorted(desk.view.pages + second.pages) == [[1], [2], [3]]
    assert second.pages, "the other never had a turn"


# Poison


def test_an_event_that_a_view_refuses_stops_right_before_it_and_is_named(desk: Desk) -> None:
    desk.view.refused = {"độc"}
    desk.write("a", "b", "độc", "c")
    for _ in range(2):
        with pytest.raises(Broken, match=r"Mục 3 \(tests\.noted\).*copies.*độc!"):
            desk.engine.catch_up()
        assert desk.seen() == ["a", "b"]
        assert desk.engine.position() == 2
    desk.view.refused.clear()
    assert desk.engine.catch_up() == 4
    assert desk.seen() == desk.seen("echoes") == ["a", "b", "độc", "c"]


def test_of_a_transaction_with_poison_nothing_is_taken(desk: Desk) -> None:
    desk.view.refused = {"độc"}
    desk.write("a")
    desk.append(event(text="b"), event(text="độc"), event(text="c"))
    with pytest.raises(Broken, match=r"Mục 2–4"):
        desk.engine.catch_up()
    assert desk.seen() == ["a"]


def test_an_event_that_the_program_cannot_read_stops_right_before_it_and_is_named(desk: Desk) -> None:
    desk.write("a")
    desk.append(StoredEvent(uuid4(), 1, Unheard.TOPIC, b'{"by": "tests"}'))
    desk.write("b")
    with pytest.raises(Broken, match=r"Từ mục 2 sổ không đọc được: .*tests\.unheard"):
        desk.engine.catch_up()
    assert desk.seen() == ["a"]
    assert desk.another(Copies(), Unheard).catch_up() == 3
    assert desk.seen() == ["a", "từ phiên bản sau", "b"]


def test_a_rebuild_stops_at_poison_and_the_live_views_stay(desk: Desk) -> None:
    desk.write("a", "b", "c")
    desk.engine.catch_up()
    desk.view.refused = {"b"}
    with pytest.raises(Broken, match="Mục 2 "):
        desk.engine.rebuild()
    assert desk.seen() == ["a", "b", "c"]


def test_a_rebuild_too_names_the_event_that_the_program_cannot_read_and_why(desk: Desk) -> None:
    desk.write("a", "b")
    desk.append(StoredEvent(uuid4(), 1, Unheard.TOPIC, b'{"by": "tests"}'))
    with pytest.raises(Broken, match=r"Sổ không đọc được: .*mục 3: .*'tests\.unheard': KeyError"):
        desk.engine.rebuild()
    assert desk.another(Copies(), Unheard).rebuild() == 3
    assert desk.seen() == ["a", "b", "từ phiên bản sau"]


def test_the_loss_of_the_server_in_the_middle_of_a_page_is_not_the_fault_of_an_event(desk: Desk) -> None:
    desk.write("a", "b")
    desk.view.before = once(lambda: desk.terminate("state = 'idle in transaction'"))
    with pytest.raises(OperationalError):
        desk.engine.catch_up()
    assert desk.engine.position() == 0
    assert desk.engine.catch_up() == 2
    assert desk.seen() == ["a", "b"]


def test_what_the_database_cannot_do_now_is_not_the_fault_of_an_event_either(desk: Desk) -> None:
    class Full(Copies):
        def apply(self, cursor: Cursor, page: Page) -> None:
            cursor.execute("DO $$ BEGIN RAISE 'no space left' USING ERRCODE = 'disk_full'; END $$")

    def busy() -> None:
        raise OperationalError("All connections to the database are in use")

    desk.write("a", "b")
    with pytest.raises(DiskFull):
        desk.another(Full()).catch_up()
    desk.view.before = once(busy)
    with pytest.raises(OperationalError):
        desk.engine.catch_up()
    assert desk.engine.catch_up() == 2
