"""The views against a plain telling from the rows of the log, on as many random points as are asked for.

python -m benchmarks.oracle [--examples 2000] [--assignments 2000] [--years 3] [--seed 0]
    A tenth of the examples are asked of small registers filled by random commands, the others of a simulated province.
"""

import argparse
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from random import Random

from api.commands.bar import bar
from infra.database import prepare
from infra.embedded import embedded
from infra.simulation.book import copy
from infra.simulation.province import Size, simulated
from tests.conftest import FAST, new_database, new_folder
from tests.oracle_trials import Trials, province_of
from tests.random_acts import Acts
from tests.world import World

UNTIL = date(2026, 10, 30)
OF_COMMANDS = 40
"""Examples asked of one register that commands filled."""


def asked_of(world: World, seed: int, times: int, told: Callable[[int, int], None]) -> list[str]:
    """Where the views of a register and the plain telling differ."""
    trials = Trials(world, province_of(world), Random(seed))
    for n in range(times):
        trials.one()
        told(n + 1, times)
    return trials.wrong


def of_commands(server: str, seed: int, times: int) -> list[str]:
    """The same of small registers filled by commands."""
    wrong: list[str] = []
    with bar("Sổ ghi bằng lệnh") as told:
        for nth, begun in enumerate(range(0, times, OF_COMMANDS)):
            with new_database(server, "template0") as dsn:
                world = World(dsn)
                with closing(world.database):
                    Acts(world, Random(seed + nth)).play(60)
                    world.engine.catch_up()
                    wrong += asked_of(world, seed + nth, min(OF_COMMANDS, times - begun), lambda *_: None)
            told(begun + OF_COMMANDS, times)
    return wrong


def of_a_province(server: str, size: Size, seed: int, times: int) -> list[str]:
    """The same of a simulated province, its views rebuilt."""
    with new_database(server, "template0") as dsn:
        prepare(dsn)
        copy(dsn, simulated(size))
        world = World(dsn)
        with closing(world.database):
            world.engine.rebuild()
            with bar("Tỉnh mô phỏng") as told:
                return asked_of(world, seed, times, told)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--examples", type=int, default=2000)
    parser.add_argument("--assignments", type=int, default=2000)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the server is stopped whatever ends this
    started, small = time.monotonic(), options.examples // 10
    size = Size(options.assignments, options.years, UNTIL, options.seed)
    with new_folder() as folder, embedded(folder / "home", FAST) as server:
        wrong = of_commands(server, options.seed, small)
        wrong += of_a_province(server, size, options.seed, options.examples - small)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{options.examples} examples in {time.monotonic() - started:.0f} s, {len(wrong)} differences")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
