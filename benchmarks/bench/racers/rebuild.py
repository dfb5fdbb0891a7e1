"""A rebuild of all views in a process of its own: prints its seconds and its largest resident size in MiB.

The size is that of this process and of as many others as work for it, each as large as the largest of them.
"""

import resource
import sys
import time
from contextlib import closing
from pathlib import Path

from infra.database import Database
from infra.log import Log
from infra.mapper import Mapper
from projections.engine import Engine
from projections.hands import hands_for
from projections.views import VIEWS


def main() -> None:
    with closing(Database(sys.argv[1])) as database:
        began = time.monotonic()
        log = Log(database, Mapper())
        Engine(log, database, VIEWS).rebuild()
        seconds = time.monotonic() - began
        hands = hands_for(log.head())
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(seconds, (_own() + hands * largest) / 1024)


def _own() -> int:
    """In KiB. Not that of ``getrusage``, which counts what this process was before it became another program."""
    [told] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(told.split()[1])


if __name__ == "__main__":
    main()
