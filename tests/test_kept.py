"""Pages that are kept: the same look twice is made once, and nobody is shown what was made for another sight."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from threading import Thread
from uuid import UUID, uuid4

import msgspec
import pytest

from dashboard import site
from dashboard.address import DEADLINES, HOME, LIST, OVERVIEW, TASK, UNIT, UNITS, Asked, OnClosing, Scope
from dashboard.components import Page
from dashboard.kept import Kept
from dashboard.look import Look
from domain.access import Viewer
from domain.account import OF_A_UNIT, Charge, Role
from domain.errors import NotFound
from domain.permissions import Switches
from tests.looks import look, viewer
from tests.province import PAST, settle
from tests.read_pages import html_of, words
from tests.scene import JAN
from tests.touches import Touches, touching
from tests.world import World

EMPTY = Page("", [])


@pytest.fixture(scope="module")
def touches(module_database: str) -> Iterator[Touches]:
    with touching(module_database) as made:
        made.world.engine.catch_up()
        yield made


@pytest.fixture(scope="module")
def world(touches: Touches) -> World:
    return touches.world


def shown(kept: Kept, this: Look) -> Page:
    """As the callback asks for it."""
    return kept.page(this, this.reader.position(), site.page)


def test_the_same_look_twice_is_made_once(world: World) -> None:
    kept = Kept()
    first = shown(kept, look(world))
    assert shown(kept, look(world, who=viewer())) is first
    assert html_of(first) == html_of(site.page(look(world)))


@pytest.mark.parametrize(
    "other",
    [
        {"asked": Asked(day=PAST)},
        {"asked": Asked(scope=Scope.FOLLOWED)},
        {"asked": Asked(year=2027)},
        {"path": HOME},
        {"who": viewer(Role.OFFICE_HEAD)},
        {"who": viewer(units=[UUID(int=7)])},
        {"who": msgspec.structs.replace(viewer(), switches=Switches(board_compares=True))},
        {"who": msgspec.structs.replace(viewer(), charges=(*viewer().charges, Charge(Role.CLERK)))},
    ],
    ids=["day", "scope", "year", "path", "role", "field", "switches", "deputy"],
)
def test_another_look_is_another_page(world: World, other: dict[str, object]) -> None:
    kept = Kept()
    made = []

    def make(this: Look) -> Page:
        made.append(this)
        return EMPTY

    for changes in ({}, other, {}, other):
        kept.page(look(world, **{"path": OVERVIEW, **changes}), 1, make)  # type: ignore[arg-type]
    assert len(made) == 2


def test_what_is_recorded_is_on_the_page_that_follows(database: str) -> None:
    world = World(database)
    made = settle(world)
    kept, past = Kept(), Asked(day=PAST)
    assert "hoàn thành 02 (28,6%)" in words(shown(kept, look(world)))
    then = words(shown(kept, look(world, past)))
    found = world.rows("SELECT assignment_id FROM assignments WHERE task_id = %s", made["chưa xong"])
    world.complete(found[0][0], date(2026, 3, 31))
    world.engine.catch_up()
    assert "hoàn thành 03 (42,9%)" in words(shown(kept, look(world)))
    assert words(shown(kept, look(world, past))) == then
    world.on(date(2026, 4, 1))
    assert "Tính đến ngày 01/4/2026" in words(shown(kept, look(world)))  # a day that begins is another page
    world.database.close()


def everybody(touches: Touches) -> list[Viewer]:
    units = (touches.mine, touches.below, touches.above, touches.other, touches.gone)
    office = [viewer(role) for role in Role if role not in OF_A_UNIT]
    own = [viewer(role, unit) for role in OF_A_UNIT for unit in units]
    fields = [viewer(Role.BOARD_MEMBER, units=[unit]) for unit in units]
    return [*office, *own, *fields]


def test_none_is_shown_what_was_made_for_another_sight(touches: Touches) -> None:
    kept, world = Kept(most=10_000), touches.world
    paths = [HOME, OVERVIEW, UNITS, DEADLINES, UNIT + str(touches.mine), UNIT + str(touches.other)]
    asked, different = 0, set()
    for who in [*everybody(touches), *reversed(everybody(touches))]:
        for path in paths:
            this = look(world, path=path, who=who)
            try:
                if not site.may_keep(this):
                    continue
                fresh = html_of(site.page(this))
            except NotFound:
                with pytest.raises(NotFound):
                    shown(kept, this)
                continue
            assert html_of(shown(kept, this)) == fresh, (who.charge, path)
            different.add(fresh)
            asked += 1
    assert len(different) > 30
    print(f"{asked} looks, {len(different)} different pages")


def test_whose_sight_changes_is_shown_what_he_sees_then(touches: Touches) -> None:
    """The same person, the same page, the same moment: charged with something else, he is somebody else."""
    kept, account = Kept(), uuid4()
    before = Viewer(account, "An", (Charge(Role.UNIT_HEAD, touches.mine),))
    after = Viewer(account, "An", (Charge(Role.UNIT_HEAD, touches.other),))
    pages = [html_of(shown(kept, look(touches.world, path=UNITS, who=who))) for who in (before, after)]
    assert "Ban Mình" in pages[0]
    assert "Ban Mình" not in pages[1]


def test_a_page_is_made_without_knowing_who_asks(world: World) -> None:
    made: list[Look] = []

    def make(this: Look) -> Page:
        made.append(this)
        return EMPTY

    for account in (uuid4(), uuid4()):
        Kept().page(look(world, who=Viewer(account, "Nguyễn Văn An", viewer().charges)), 1, make)
    assert {this.viewer.account for this in made} == {UUID(int=0)}
    assert {this.viewer.name for this in made} == {""}


@pytest.mark.parametrize(
    "ask",
    [
        lambda this: this.names(["x"]),
        lambda this: this.drafts.of_units([]),
        lambda this: this.intakes.of(this.viewer.account),
        lambda this: this.people.everybody(),
        lambda this: this.access.page(),
    ],
    ids=["names", "drafts", "uploads", "people", "access log"],
)
def test_nothing_from_beside_the_log_comes_onto_a_page_that_is_kept(
    world: World, ask: Callable[[Look], object]
) -> None:
    def make(this: Look) -> Page:
        ask(this)
        return EMPTY

    with pytest.raises(AssertionError, match="beside the log"):
        Kept().page(look(world), 1, make)


@pytest.mark.parametrize("path", [LIST, TASK + str(UUID(int=5))])
def test_other_pages_are_not_kept(world: World, path: str) -> None:
    assert not site.may_keep(look(world, path=path))


def test_a_page_that_names_who_recorded_or_closed_is_not_kept(world: World) -> None:
    on = OnClosing("Chốt tháng 01/2026", JAN[30], "Nguyễn Văn An", datetime(2026, 2, 2, tzinfo=UTC))
    for asked in (Asked(known=3), Asked(known=UUID(int=5), closing=on, day=JAN[30])):
        assert not site.may_keep(look(world, asked))
    assert site.may_keep(look(world, Asked(known=JAN[5], day=JAN[9])))


def test_the_page_that_was_not_asked_for_longest_goes(world: World) -> None:
    kept, made = Kept(most=2), []

    def make(this: Look) -> Page:
        made.append(this.path)
        return EMPTY

    for path in ("/a", "/b", "/a", "/c", "/a", "/b"):
        kept.page(look(world, path=path), 1, make)
    assert made == ["/a", "/b", "/c", "/b"]


def test_what_could_not_be_made_is_made_anew(world: World) -> None:
    kept, tries = Kept(), []

    def make(this: Look) -> Page:
        tries.append(this)
        if len(tries) == 1:
            raise NotFound
        return EMPTY

    with pytest.raises(NotFound):
        kept.page(look(world), 1, make)
    assert kept.page(look(world), 1, make) is EMPTY


def test_many_who_ask_at_once_have_it_made_once(world: World) -> None:
    kept, made = Kept(), []
    others: list[Thread] = []
    answers: list[Page] = []

    def ask() -> None:
        answers.append(kept.page(look(world), 1, make))

    def make(this: Look) -> Page:
        made.append(this)
        others.extend(Thread(target=ask) for _ in range(3))
        for other in others:
            other.start()  # while the first is still at it, or just after
        return Page("", [])

    ask()
    for other in others:
        other.join()
    assert len(made) == 1
    assert len(answers) == 4
    assert len({id(page) for page in answers}) == 1
