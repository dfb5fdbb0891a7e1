"""One writer of a race: says that it is ready, waits for the word, appends, says when it began and when it ended."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice

from benchmarks.bench.racers.material import Row, rows

Write = Callable[[Sequence[Row]], object]
"""Appends rows in one transaction; returns when they are on disk."""

WARMING = 20
"""Transactions before the race: connections, plans and caches are not what is measured."""


def arguments() -> argparse.Namespace:
    """``dsn``; how many ``transactions``; how many events in each, their ``size``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("dsn")
    parser.add_argument("transactions", type=int)
    parser.add_argument("size", type=int)
    return parser.parse_args()


def race(write: Write, transactions: int, size: int) -> None:
    """The whole talk with the judge, heat after heat: ``ready`` out, a line in, two moments (monotonic s) out."""
    source = rows()
    for _ in range(WARMING):
        write(list(islice(source, size)))
    while True:
        batches = [list(islice(source, size)) for _ in range(transactions)]
        print("ready", flush=True)
        if not sys.stdin.readline():
            return
        began = time.monotonic()
        for batch in batches:
            write(batch)
        print(began, time.monotonic(), flush=True)
