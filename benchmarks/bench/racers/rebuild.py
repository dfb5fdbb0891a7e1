"""A rebuild of all views in a process of its own: prints its seconds and its largest resident size in MiB."""

import resource
import sys
import time
from contextlib import closing

from infra.database import Database
from infra.log import Log
from infra.mapper import Mapper
from projections.engine import Engine
from projections.views import VIEWS


def main() -> None:
    with closing(Database(sys.argv[1])) as database:
        began = time.monotonic()
        Engine(Log(database, Mapper()), database, VIEWS).rebuild()
        seconds = time.monotonic() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
