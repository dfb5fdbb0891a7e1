"""Views computed anew beside the live ones, of this version or another, and put in their place."""

from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import cast
from uuid import UUID

import pytest
from eventsourcing.persistence import OperationalError

from api.commands import rebuild
from api.house import House
from projections import bulk, copying
from projections.copying import copied
from projections.engine import Broken, Cursor, Page
from tests.engine_kit import Copies, Desk, once, open_desk, texts


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    with open_desk(database) as desk:
        desk.engine.prepare()
        yield desk


class Copied(Copies):
    """The same by COPY."""

    def apply(self, cursor: Cursor, page: Page) -> None:
        for table in ("copies", "echoes"):
            copied(cursor, table, [(r.position, r.event.fact.text) for r in page.recorded])


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as threads:
        yield threads


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
    monkeypatch.setattr(bulk, "PART", 1)
    desk.write("a", "b")
    live = desk.another(Copies())

    def meanwhile(position: int, head: int) -> None:
        desk.write(f"trong lúc {position}")
        live.catch_up()

    assert desk.engine.rebuild(meanwhile) == 5
    assert desk.seen() == ["a", "b", "trong lúc 1", "trong lúc 2", "trong lúc 4"]


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
        if position > 1:
            desk.view.before = once(replacing)

    assert desk.engine.rebuild(meanwhile) == 3
    assert waiting[0].result() == 3
    assert desk.seen() == ["a", "b", "b"]


def test_an_interrupted_rebuild_leaves_nothing_that_matters(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PART", 1)
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


@pytest.mark.parametrize("reads", [1, 2])
def test_when_the_server_goes_in_the_middle_of_a_copy_that_is_said_and_the_next_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reads: int
) -> None:
    class Lines(BytesIO):
        """Of a text that comes in pieces; the server goes before one of them."""

        def read(self, size: int | None = -1) -> bytes:
            left.append(None)
            if len(left) == reads:
                desk.terminate("query LIKE 'COPY%'")
            return super().read(1000)

    left: list[None] = []
    monkeypatch.setattr(bulk, "PART", 1)
    monkeypatch.setattr(copying, "FEW", 0)
    texts = ["a" * 5000, "b" * 5000]
    desk.write(*texts)
    engine = desk.another(Copied())
    with monkeypatch.context() as patched:
        patched.setattr(copying, "BytesIO", Lines)
        house = cast(House, SimpleNamespace(engine=engine))
        assert rebuild.run(Namespace(), house) == 1
    said = capsys.readouterr().err
    assert "Việc tính lại bị dừng giữa chừng" in said
    assert "chạy lại ./sonq rebuild để tính tiếp" in said
    assert desk.seen() == []
    assert engine.rebuild() == 2
    assert desk.seen() == texts


@pytest.mark.parametrize("few", [0, 100])
def test_what_is_copied_is_what_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(copying, "FEW", few)
    texts = [
        "",
        "null",
        '"',
        "\\",
        "\\n",
        "\n",
        "a\r\n\tb\\",
        "\\.",
        "a,b]\n[c",
        "\x01\x7f\u2028",
        "đã “xong”",
        '\\"\\\n"',
    ]
    rows = [
        (n, text, None if n % 2 else text, bool(n % 2), date(9999, 12, 31), UUID(int=n))
        for n, text in enumerate(texts)
    ]
    with desk.database.transaction() as cursor:
        cursor.execute("CREATE TEMP TABLE told (n int, text text, more text, odd boolean, day date, id uuid)")
        copied(cursor, "told", [])
        copied(cursor, "told", rows)
        cursor.execute("SELECT * FROM told ORDER BY n")
        assert cursor.fetchall() == rows


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


def test_after_a_rebuild_all_of_the_old_version_is_gone_and_all_of_the_new_is_there(desk: Desk) -> None:
    assert desk.value("SELECT edition()") == 1
    desk.another(Copies(version=2)).rebuild()
    assert desk.value("SELECT edition()") == 2
    assert desk.value("SELECT to_regclass('only_in_1')") is None
    assert desk.value("SELECT to_regclass('only_in_2')") is not None
    assert desk.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'views_next'::regnamespace") == 0
    assert desk.value("SELECT to_regclass('progress')") is not None
