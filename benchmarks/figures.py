"""Every figure of the pages against the events of the log, on looks drawn at random: by whom, at which moment, of what.

python -m benchmarks.figures [--home FOLDER] [--times 100] [--seed 0]
    FOLDER: of a demonstration that is not being served; by default that of ./sonq demo
"""

import argparse
import os
from contextlib import closing
from datetime import datetime, time
from pathlib import Path
from random import Random

from infra.embedded import embedded
from infra.log import VIETNAM
from infra.settings import read_settings
from tests.random_looks import tried
from tests.raw_counts import Raw
from tests.world import World


def run(dsn: str, times: int, seed: int) -> int:
    """How many figures are not as the events have them."""
    world = World(dsn)
    with closing(world.database):
        raw = Raw(r for page in world.log.pages(0) for r in page)
        last = raw.log[-1].recorded_at.astimezone(VIETNAM).date()
        world.now = datetime.combine(last, time(23), VIETNAM)
        world.engine.catch_up()
        pages = figures = wrong = 0
        for n in range(seed, seed + times):
            if trial := tried(world, raw, Random(n)):
                pages += 1
                figures += trial.checked.figures
                wrong += len(trial.checked.wrong)
                for words in trial.checked.wrong:
                    print(f"{trial.words}: {words}")
            raw.forget()
    print(f"{times} looks, {pages} pages, {figures} figures, {wrong} not as the events have them")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, default=read_settings(os.environ).home / "demo")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with embedded(options.home) as dsn:
        raise SystemExit(bool(run(dsn, options.times, options.seed)))


if __name__ == "__main__":
    main()
