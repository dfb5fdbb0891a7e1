"""A rebuild shared out among processes."""

import multiprocessing
import os
import signal
from collections.abc import Iterator

import pytest

from projections import bulk, hands
from projections.engine import Broken, Cursor, Page
from projections.hands import HandLost, hands_for, shared
from tests.engine_kit import Copies, Desk, open_desk

TEXTS = [f"việc {n}" for n in range(24)]


@pytest.fixture
def desk(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(hands, "ENOUGH", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    monkeypatch.setattr(bulk, "PART", 2)
    with open_desk(database) as desk:
        desk.engine.prepare()
        yield desk


class ByHands(Copies):
    """Tells which process wrote a row, and may end it."""

    def __init__(self, deadly: str = "") -> None:
        super().__init__()
        self.ddl += "; CREATE TABLE hands (position bigint PRIMARY KEY, pid int NOT NULL)"
        self.deadly = deadly

    def apply(self, cursor: Cursor, page: Page) -> None:
        super().apply(cursor, page)
        for recorded in page.recorded:
            if recorded.event.fact.text == self.deadly:
                os.kill(os.getpid(), signal.SIGKILL)
            cursor.execute("INSERT INTO hands VALUES (%s, %s)", [recorded.position, os.getpid()])


def test_each_event_is_taken_by_one_of_several_processes(desk: Desk) -> None:
    desk.write(*TEXTS)
    told: list[int] = []
    assert desk.another(ByHands()).rebuild(lambda done, of: told.append(done)) == len(TEXTS)
    assert desk.seen() == desk.seen("echoes") == TEXTS
    assert desk.value("SELECT count(DISTINCT pid) FROM hands") == 3
    assert desk.value(f"SELECT count(*) FROM hands WHERE pid = {os.getpid()}") == 0
    assert told == sorted(told)
    assert told[-1] == len(TEXTS)


def test_poison_in_any_of_them_is_named(desk: Desk) -> None:
    desk.write(*TEXTS)
    desk.view.refused = {TEXTS[16]}
    with pytest.raises(Broken, match=r"Mục 17 \(tests\.noted\) của sổ: khung nhìn copies"):
        desk.engine.rebuild()
    assert desk.seen() == []


def test_when_one_is_killed_the_rebuild_breaks_off_and_is_gone_on_with(desk: Desk) -> None:
    desk.write(*TEXTS)
    with pytest.raises(HandLost):
        desk.another(ByHands(deadly=TEXTS[9])).rebuild()
    assert desk.seen() == []
    assert desk.another(ByHands()).rebuild() == len(TEXTS)
    assert desk.seen() == desk.seen("echoes") == TEXTS


def test_when_who_asked_for_it_is_killed_those_who_work_for_him_end_and_the_next_goes_on(desk: Desk) -> None:
    desk.write(*TEXTS)
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)

    class Endless(Copies):
        def apply(self, cursor: Cursor, page: Page) -> None:
            super().apply(cursor, page)
            there.send(os.getpid())
            signal.pause()

    asking = fork.Process(target=desk.another(Endless()).rebuild)
    asking.start()
    there.close()
    assert len({here.recv() for _ in range(3)}) == 3
    asking.kill()
    asking.join()
    assert here.poll(60)
    with pytest.raises(EOFError):  # the last of them has gone
        here.recv()
    assert desk.seen() == []
    assert desk.another(Copies()).rebuild() == len(TEXTS)
    assert desk.seen() == desk.seen("echoes") == TEXTS


def test_what_is_broken_off_leaves_no_process_behind(desk: Desk) -> None:
    def interrupted(done: int, of: int) -> None:
        raise KeyboardInterrupt

    desk.write(*TEXTS)
    with pytest.raises(KeyboardInterrupt):
        desk.engine.rebuild(interrupted)
    assert multiprocessing.active_children() == []


def test_a_short_log_is_not_shared_out() -> None:
    assert hands_for(hands.ENOUGH - 1) == 1
    here: list[int] = []
    shared([lambda tell: here.append(os.getpid())], lambda more: None, 1)
    assert here == [os.getpid()]
