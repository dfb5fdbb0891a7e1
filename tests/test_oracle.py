"""The views against a plain telling from the rows of the log, at random points of the two clocks."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from infra.database import prepare
from infra.simulation.book import copy
from infra.simulation.province import Size, simulated
from tests import oracle, oracle_province
from tests.conftest import new_database
from tests.oracle_trials import Trials, province_of
from tests.random_acts import Acts
from tests.world import World

PARTS = {"domain", "projections", "infra", "api", "dashboard", "benchmarks", "tests", "sonq"}


@pytest.mark.parametrize("telling", [oracle, oracle_province])
def test_it_shares_no_code_with_what_it_tells_anew(telling: ModuleType) -> None:
    tree = ast.parse(Path(str(telling.__file__)).read_text(encoding="utf-8"))
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    ours = {name for name in named if name.partition(".")[0] in PARTS}
    assert ours <= {"tests.oracle"}


@pytest.fixture(scope="module")
def simulation(module_database: str) -> Iterator[World]:
    """A small simulated province, its views rebuilt."""
    prepare(module_database)
    copy(module_database, simulated(Size(150, 2, date(2026, 10, 30), seed=11)))
    world = World(module_database)
    world.engine.rebuild()
    yield world
    world.database.close()


def test_a_simulated_province_is_told_alike_at_any_point(simulation: World) -> None:
    trials = Trials(simulation, province_of(simulation), Random(1))
    for _ in range(60):
        trials.one()
    assert trials.wrong == []


@pytest.mark.parametrize("seed", range(3))
def test_what_commands_left_behind_is_told_alike_while_it_grows_and_after_a_rebuild(
    server_dsn: str, seed: int
) -> None:
    with new_database(server_dsn, "template0") as dsn:
        world = World(dsn)
        acts = Acts(world, Random(seed))
        for _ in range(3):
            acts.play(25)
            world.engine.catch_up()
            told_alike(world, seed, 15)
        assert acts.done > 15
        world.engine.rebuild()
        told_alike(world, seed + 100, 15)
        world.database.close()


def told_alike(world: World, seed: int, times: int) -> None:
    trials = Trials(world, province_of(world), Random(seed))
    for _ in range(times):
        trials.one()
    assert trials.wrong == []
