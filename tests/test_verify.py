"""The live views held against the same computed anew: ``./sonq verify``, and a rebuild that was broken off."""

from collections.abc import Iterator
from types import MappingProxyType

import pytest

from api.commands.verify import said
from projections import bulk
from projections.verdict import Difference, Verdict
from tests.engine_kit import Copies, Desk, open_desk


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    with open_desk(database) as desk:
        desk.engine.prepare()
        yield desk


def tamper(desk: Desk, sql: str) -> None:
    with desk.database.transaction() as cursor:
        cursor.execute(sql)


def left(desk: Desk) -> object:
    """How many tables there are beside the live ones."""
    return desk.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'views_next'::regnamespace")


def test_what_is_the_same_is_counted_and_nothing_is_left_behind(desk: Desk) -> None:
    desk.write("a", "b", "c")
    desk.engine.catch_up()
    assert desk.engine.verify() == Verdict(rows=6, difference=None)
    assert left(desk) == 0
    assert desk.seen() == ["a", "b", "c"]


def test_the_first_row_that_differs_is_shown_as_it_is_and_as_it_should_be(desk: Desk) -> None:
    desk.write("a", "b", "c")
    desk.engine.catch_up()
    tamper(desk, "UPDATE copies SET text = 'B' WHERE position = 2; DELETE FROM copies WHERE position = 3")
    difference = desk.engine.verify().difference
    assert difference == Difference(
        "copies", "copies", {"position": 2}, {"position": 2, "text": "B"}, {"position": 2, "text": "b"}
    )
    assert said(difference).splitlines()[1:4] == [
        "dòng position = 2:",
        "  đang dùng: text = B",
        "  tính lại:  text = b",
    ]
    assert desk.seen() == ["a", "B"], "the live views are left as they are"
    desk.engine.rebuild()
    assert desk.engine.verify().difference is None


@pytest.mark.parametrize(
    ("sql", "live", "anew"),
    [
        ("DELETE FROM copies WHERE position = 1", "không có dòng này", "position = 1, text = a"),
        ("INSERT INTO copies VALUES (7, 'thừa')", "position = 7, text = thừa", "không có dòng này"),
    ],
)
def test_a_row_that_is_missing_or_too_many_is_a_difference(
    desk: Desk, sql: str, live: str, anew: str
) -> None:
    desk.write("a")
    desk.engine.catch_up()
    tamper(desk, sql)
    difference = desk.engine.verify().difference
    assert difference
    assert said(difference).splitlines()[2:4] == [f"  đang dùng: {live}", f"  tính lại:  {anew}"]


def test_rows_that_say_nothing_are_not_compared(desk: Desk) -> None:
    class Quiet(Copies):
        left_out = MappingProxyType({"copies": "text = ''", "echoes": "true"})

    quiet = desk.another(Quiet())
    desk.write("a")
    quiet.catch_up()
    tamper(desk, "INSERT INTO copies VALUES (7, ''); DELETE FROM echoes")
    assert quiet.verify() == Verdict(rows=1, difference=None)


def test_views_that_lag_behind_are_first_brought_up(desk: Desk) -> None:
    desk.write("a", "b")
    assert desk.engine.verify() == Verdict(rows=4, difference=None)
    assert desk.engine.position() == 2


def test_what_is_recorded_meanwhile_is_no_difference(desk: Desk) -> None:
    desk.write("a")
    desk.engine.catch_up()
    met: list[int] = []

    def meanwhile(position: int, head: int) -> None:
        met.append(position)
        if len(met) < 3:
            desk.write("b")

    assert desk.engine.verify(meanwhile).difference is None


def test_a_rebuild_that_was_broken_off_goes_on_where_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PART", 1)
    desk.write("a", "b", "c")

    def interrupted(position: int, head: int) -> None:
        if position == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.engine.rebuild(interrupted)
    told: list[tuple[int, int]] = []
    later = desk.another(Copies())
    desk.write("d")
    assert later.rebuild(lambda *how_far: told.append(how_far)) == 4
    assert told == [(3, 3), (4, 4)]
    assert desk.seen() == desk.seen("echoes") == ["a", "b", "c", "d"]


def test_a_rebuild_broken_off_by_another_version_begins_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PART", 1)
    desk.write("a", "b")

    def interrupted(position: int, head: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.engine.rebuild(interrupted)
    newer = desk.another(Copies(version=2))
    assert newer.rebuild() == 2
    assert desk.seen() == ["a", "b"]
    assert desk.value("SELECT edition()") == 2


def test_the_indexes_are_there_when_the_views_are(desk: Desk) -> None:
    def indexes() -> object:
        return desk.value(
            "SELECT array_agg(indexdef ORDER BY indexdef) FROM pg_indexes WHERE schemaname = 'views'"
        )

    before = indexes()
    desk.write("a")
    desk.engine.rebuild()
    assert indexes() == before


def test_after_a_rebuild_the_server_knows_what_all_may_see_and_looks_after_the_tables(desk: Desk) -> None:
    desk.write("a", "b")
    desk.engine.rebuild()
    of_copies = "FROM pg_class WHERE oid = 'views.copies'::regclass"
    assert desk.value(f"SELECT relallvisible = relpages AND reltuples = 2 {of_copies}") is True
    assert desk.value(f"SELECT reloptions {of_copies}") is None
