"""The follower in its thread: what stops it, what does not."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from eventsourcing.persistence import OperationalError

from infra.log import Log
from projections import follower as followers
from projections.engine import Broken, Engine
from projections.follower import Follower
from tests.engine_kit import Copies, Desk, once, open_desk


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    with open_desk(database) as desk:
        desk.engine.prepare()
        yield desk


class Watched:
    """An engine that tells what came of each time it was asked to catch up."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.told: queue.Queue[int | Exception] = queue.Queue()

    def watch(self) -> AbstractContextManager[Callable[[], bool]]:
        return self.engine.watch()

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


def test_the_follower_of_an_old_program_does_not_write_into_the_views_of_the_new(desk: Desk) -> None:
    newer = desk.another(Copies(version=2))
    newer.rebuild()
    desk.write("a")
    watched = Watched(desk.engine)
    with Follower(watched, desk.log) as follower:
        watched.until(lambda told: isinstance(told, Broken))
    assert "phiên bản" in str(follower.broken)
    assert desk.seen() == []
    assert newer.catch_up() == 1


def test_of_two_followers_one_follows_and_the_other_takes_over_when_it_goes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followers, "PULSE", 0.01)
    first, second = Watched(desk.engine), Watched(desk.another(Copies()))
    with Follower(first, desk.log):
        first.until(lambda told: told == 0)
        with Follower(second, desk.log):
            desk.write("a")
            first.until(lambda told: told == 1)
            assert second.told.empty()
            with desk.engine.watch() as third:
                assert not third()
    with Follower(second, desk.log):
        desk.write("b")
        second.until(lambda told: told == 2)
    assert desk.seen() == ["a", "b"]


def test_who_follows_and_loses_the_server_is_followed_by_another(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followers, "PULSE", 0.01)
    with desk.engine.watch() as lost, desk.another(Copies()).watch() as other:
        assert lost()
        assert lost(), "it goes on to be so"
        assert not other()
