"""The engine: pages into views, one at a time and once; poison; rebuilds beside the live; other versions."""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import pytest
from eventsourcing.persistence import OperationalError, StoredEvent
from psycopg2.errors import DiskFull

from domain.event import Fact
from infra.database import Database
from infra.log import Log
from infra.mapper import Mapper
from projections import engine as engines
from projections import follower as followers
from projections.engine import Broken, Cursor, Engine, Page
from projections.follower import Follower
from tests.log_kit import Kit, Noted, event, events


class Unheard(Fact, frozen=True, kw_only=True):
    """A fact that the program of the day does not know."""

    TOPIC = "tests.unheard"

    text: str = "từ phiên bản sau"


class Copies:
    """A view of every event, in two tables and a function. It refuses some texts and remembers its pages."""

    name = "copies"

    def __init__(self, version: int = 1) -> None:
        self.version = version
        self.ddl = (
            "CREATE TABLE copies (position bigint PRIMARY KEY, text text NOT NULL);"
            "CREATE TABLE echoes (position bigint PRIMARY KEY, text text NOT NULL);"
            f"CREATE TABLE only_in_{version} ();"
            f"CREATE FUNCTION edition() RETURNS int LANGUAGE sql AS 'SELECT {version}'"
        )
        self.refused: set[str] = set()
        self.pages: list[list[int]] = []
        self.before: Callable[[], object] = lambda: None

    def apply(self, cursor: Cursor, page: Page) -> None:
        self.before()
        for recorded in page.recorded:
            row = recorded.position, recorded.event.fact.text
            if row[1] in self.refused:
                raise ValueError(f"{row[1]}!")
            cursor.execute("INSERT INTO copies VALUES (%s, %s); INSERT INTO echoes VALUES (%s, %s)", row * 2)
        self.pages.append([recorded.position for recorded in page.recorded])


class Desk(Kit):
    """A log with an engine, and further engines with connections of their own."""

    def __init__(self, setup: str) -> None:
        super().__init__(setup)
        self.view = Copies()
        self.engine = Engine(self.log, self.database, [self.view])
        self.opened = [self.database]

    def another(self, view: Copies, *facts: type[Fact]) -> Engine:
        """The engine of another process, which may be of another version."""
        database = Database(self.dsn)
        self.opened.append(database)
        return Engine(Log(database, Mapper(facts=[Noted, *facts])), database, [view])

    def write(self, *texts: str) -> None:
        for text in texts:
            self.append(event(text=text))

    def seen(self, of: str = "copies") -> list[str]:
        """What a reader finds in the live view."""
        with self.database.snapshot() as cursor:
            return texts(cursor, of)

    def value(self, sql: str) -> object:
        with self.database.snapshot() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]


def texts(cursor: Cursor, of: str) -> list[str]:
    cursor.execute(f"SELECT text FROM {of} ORDER BY position")
    return [text for (text,) in cursor.fetchall()]


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    desk = Desk(database)
    desk.engine.prepare()
    yield desk
    for database_of in desk.opened:
        database_of.close()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as threads:
        yield threads


def once(act: Callable[[], object]) -> Callable[..., object]:
    """``act`` at the first call, nothing at those that follow."""
    acts = [act]
    return lambda *_: acts.pop()() if acts else None


# Following


def test_processes_that_start_together_make_the_tables_once(
    database: str, threads: ThreadPoolExecutor
) -> None:
    desk = Desk(database)
    starting = [desk.another(Copies()) for _ in range(4)]
    assert list(threads.map(Engine.prepare, starting)) == [False] * 4
    assert desk.value("SELECT count(*) FROM followed") == 1
    for opened in desk.opened:
        opened.close()


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


# The follower


class Watched:
    """An engine that tells what came of each time it was asked to catch up."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.told: queue.Queue[int | Exception] = queue.Queue()

    def catch_up(self) -> int:
        try:
            position = self.engine.catch_up()
        except Exception as error:
            self.told.put(error)
            raise
        self.told.put(position)
        return position

    def until(self, wanted: Callable[[int | Exception], bool]) -> None:
        while not wanted(self.told.get(timeout=60)):
            pass


def test_the_follower_stops_at_poison_and_says_where_and_why(desk: Desk) -> None:
    watched = Watched(desk.engine)
    desk.view.refused = {"độc"}
    with Follower(watched, desk.log) as follower:
        desk.write("a", "độc")
        watched.until(lambda told: isinstance(told, Broken))
    assert (
        follower.broken == "Mục 2 (tests.noted) của sổ: khung nhìn copies không nhận được: ValueError('độc!')"
    )
    assert desk.seen() == ["a"]


def test_the_follower_survives_the_loss_of_the_server(desk: Desk) -> None:
    watched = Watched(desk.engine)
    desk.view.before = once(desk.terminate)
    with Follower(watched, desk.log) as follower:
        desk.write("a")
        watched.until(lambda told: isinstance(told, OperationalError))
        watched.until(lambda told: told == 1)
    assert follower.broken is None
    assert desk.seen() == ["a"]


class OnlyNews:
    """A line on which nothing but news is heard, until it is hung up."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.hung_up = threading.Event()

    @contextmanager
    def listen(self) -> Iterator["OnlyNews"]:
        with self.log.listen() as self.line:
            yield self

    def wait(self, timeout: float) -> bool:
        while not self.hung_up.is_set():
            if self.line.wait(0.01):
                return True
        return False


def test_the_follower_that_loses_its_line_listens_anew(desk: Desk) -> None:
    watched, line = Watched(desk.engine), OnlyNews(desk.log)
    with Follower(watched, line):
        watched.until(lambda told: told == 0)
        assert desk.terminate("query = 'LISTEN sonq_log'") == 1
        desk.write("a")
        watched.until(lambda told: told == 1)
        desk.write("b")
        watched.until(lambda told: told == 2)
        line.hung_up.set()


def test_the_follower_looks_even_without_news(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may fail after its news was heard; nobody tells of it again."""
    monkeypatch.setattr(followers, "PULSE", 0.01)
    watched = Watched(desk.engine)
    desk.view.before = once(lambda: desk.terminate("state = 'idle in transaction'"))
    with Follower(watched, desk.log):
        desk.write("a")
        watched.until(lambda told: told == 1)


# Rebuilding


def tamper(desk: Desk) -> None:
    """Makes the live view tell of itself."""
    with desk.database.transaction() as cursor:
        cursor.execute("UPDATE copies SET text = 'cũ'; UPDATE echoes SET text = 'cũ'")


def test_a_rebuild_leaves_the_live_views_alone_until_it_takes_their_place(desk: Desk) -> None:
    desk.write("a", "b")
    desk.engine.catch_up()
    tamper(desk)
    met: list[list[str]] = []
    assert desk.engine.rebuild(lambda position, head: met.append(desk.seen())) == 2
    assert met == [["cũ", "cũ"]]
    assert desk.seen() == desk.seen("echoes") == ["a", "b"]
    desk.write("c")
    assert desk.engine.catch_up() == 3
    assert desk.seen() == ["a", "b", "c"]


def test_a_reader_who_takes_his_time_sees_one_state_and_keeps_nobody_waiting(
    desk: Desk, threads: ThreadPoolExecutor
) -> None:
    desk.write("a")
    desk.engine.catch_up()
    tamper(desk)
    with desk.database.snapshot() as slow:
        slow.execute("SET LOCAL statement_timeout = '30s'")
        assert texts(slow, "copies") == ["cũ"]
        rebuilding = threads.submit(desk.engine.rebuild)
        at_the_door(desk)
        assert texts(slow, "echoes") == ["cũ"]
        with desk.database.snapshot() as quick:
            quick.execute("SET LOCAL statement_timeout = '30s'")
            assert texts(quick, "echoes") == texts(quick, "copies") == ["cũ"]
        assert not rebuilding.done()
    assert rebuilding.result() == 1
    assert desk.seen() == ["a"]


def at_the_door(desk: Desk) -> None:
    """Returns when somebody waits to have a table for himself."""
    with desk.superuser() as opened, opened.cursor() as cursor:
        waiting = 0
        while not waiting:
            cursor.execute(
                "SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            waiting = cursor.rowcount


def test_what_is_recorded_during_a_rebuild_is_in_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "REBUILD_PAGE", 1)
    desk.write("a", "b")
    live = desk.another(Copies())

    def meanwhile(position: int, head: int) -> None:
        desk.write(f"trong lúc {position}")
        live.catch_up()

    assert desk.engine.rebuild(meanwhile) == 4
    assert desk.seen() == ["a", "b", "trong lúc 1", "trong lúc 2"]


def test_nobody_follows_into_the_live_views_while_they_are_replaced(
    desk: Desk, threads: ThreadPoolExecutor
) -> None:
    desk.write("a")
    live = desk.another(Copies())
    waiting: list[Future[int]] = []

    def replacing() -> None:
        following = threads.submit(live.catch_up)
        desk.until_waiting(1)
        waiting.append(following)

    def meanwhile(position: int, head: int) -> None:
        desk.write("b")
        desk.view.before = once(replacing)

    assert desk.engine.rebuild(meanwhile) == 2
    assert waiting[0].result() == 2
    assert desk.seen() == ["a", "b"]


def test_an_interrupted_rebuild_leaves_nothing_that_matters(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "REBUILD_PAGE", 1)
    desk.write("a", "b")
    desk.engine.catch_up()

    def interrupted(position: int, head: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.engine.rebuild(interrupted)
    assert desk.value("SELECT count(*) FROM views_next.copies") == 1
    desk.write("c")
    assert desk.engine.catch_up() == 3
    assert desk.seen() == ["a", "b", "c"]
    tamper(desk)
    with pytest.raises(OperationalError):
        desk.engine.rebuild(lambda position, head: desk.terminate("state = 'idle in transaction'"))
    assert desk.seen() == ["cũ"] * 3
    assert desk.engine.rebuild() == 3
    assert desk.seen() == ["a", "b", "c"]


def test_of_two_rebuilds_one_waits_for_the_other(desk: Desk, threads: ThreadPoolExecutor) -> None:
    desk.write("a", "b")
    other = desk.another(Copies())
    rebuilding: list[Future[int]] = []

    def meanwhile() -> None:
        rebuilding.append(threads.submit(other.rebuild))
        desk.until_waiting(1)

    assert desk.engine.rebuild(once(meanwhile)) == 2
    assert rebuilding[0].result() == 2
    assert desk.seen() == ["a", "b"]


# Versions


def test_views_of_another_version_ask_for_a_rebuild_and_take_nothing_before(desk: Desk) -> None:
    desk.write("a")
    desk.engine.catch_up()
    desk.write("b")
    newer = desk.another(Copies(version=2))
    assert newer.prepare()
    with pytest.raises(Broken, match="phiên bản"):
        newer.catch_up()
    assert desk.seen() == ["a"]
    assert desk.engine.catch_up() == 2
    assert newer.rebuild() == 2
    assert not newer.prepare()
    assert desk.seen() == ["a", "b"]


def test_a_program_of_the_old_version_does_not_write_into_the_views_of_the_new(desk: Desk) -> None:
    newer = desk.another(Copies(version=2))
    newer.rebuild()
    desk.write("a")
    with Follower(watched := Watched(desk.engine), desk.log) as follower:
        watched.until(lambda told: isinstance(told, Broken))
    assert "phiên bản" in str(follower.broken)
    assert desk.seen() == []
    assert newer.catch_up() == 1


def test_after_a_rebuild_all_of_the_old_version_is_gone_and_all_of_the_new_is_there(desk: Desk) -> None:
    assert desk.value("SELECT edition()") == 1
    desk.another(Copies(version=2)).rebuild()
    assert desk.value("SELECT edition()") == 2
    assert desk.value("SELECT to_regclass('only_in_1')") is None
    assert desk.value("SELECT to_regclass('only_in_2')") is not None
    assert desk.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'views_next'::regnamespace") == 0
    assert desk.value("SELECT to_regclass('progress')") is not None
