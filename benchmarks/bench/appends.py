"""Appending: writers in processes of their own, in turn with the library's recorder and with a bare INSERT."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg2

from benchmarks import append_follow
from benchmarks.bench.line import TIMES, Line
from benchmarks.bench.place import PROJECT, Place
from infra.database import prepare

BARE = """
    CREATE TABLE bare (LIKE sonq.log INCLUDING INDEXES INCLUDING DEFAULTS);
    ALTER TABLE bare ALTER position ADD GENERATED ALWAYS AS IDENTITY"""

LIBRARY, INSERT = "eventsourcing.postgres, as shipped", "a bare INSERT"

RACES = (
    # writers, events in a transaction, what is to be reached against the library and against a bare INSERT
    (1, 1, 2.8, 0.65),
    (8, 1, 3.5, None),
    (1, 100, 2.2, 0.85),
    (8, 100, 2.2, 0.85),
)


def lines(place: Place) -> Iterator[Line]:
    """One writer and eight, one event and a hundred; then eight writers with two readers behind them."""
    with place.database() as setup:
        dsn = prepare(setup)
        with closing(psycopg2.connect(setup)) as opened, opened, opened.cursor() as cursor:
            cursor.execute(BARE)
        contenders = {"ours": (sys.executable, "ours", dsn), INSERT: (sys.executable, "bare", setup)}
        if place.peers:
            contenders[LIBRARY] = (str(place.peers), "library", setup)
            race(contenders[LIBRARY], 1, 0, 1)
        for writers, size, of_library, of_insert in RACES:
            transactions = max(2, place.size.transactions * min(writers, 3) // (10 if size > 1 else 1))
            rates: dict[str, list[float]] = {name: [] for name in contenders}
            for _ in range(TIMES):
                for name, contender in contenders.items():
                    rates[name] += race(contender, writers, transactions // writers, size)
            medians = {name: statistics.median(found) for name, found in rates.items()}
            what = (
                f"append, {size} event{'s' * (size > 1)} a transaction, {writers} writer{'s' * (writers > 1)}"
            )
            for peer, least in ((LIBRARY, of_library), (INSERT, of_insert)):
                if peer in medians:
                    yield Line(
                        what=what,
                        against=peer,
                        ours=medians["ours"],
                        peer=medians[peer],
                        unit="events/s",
                        least=least,
                    )
    with place.database() as setup:
        figures = append_follow.run(prepare(setup), place.size.followed, writers=8, readers=2)
    yield Line(
        what=f"{figures.events:,} events by 8 writers, 2 readers following: lost, twice, out of order, gaps",
        ours=figures.lost + figures.twice + figures.out_of_order + figures.gaps,
        unit="events",
        most=0,
        note=f"{figures.events / figures.seconds:,.0f} events/s",
    )


def race(contender: tuple[str, str, str], writers: int, transactions: int, size: int) -> Sequence[float]:
    """Events a second of so many writers together; nothing, if there was no transaction to make."""
    python, module, dsn = contender
    command = [python, "-m", f"benchmarks.bench.racers.{module}", dsn, str(transactions), str(size)]
    with ExitStack() as running:
        racing = [running.enter_context(_started(command)) for _ in range(writers)]
        if not transactions:
            return []
        for racer in racing:
            assert _heard(racer) == "ready"
        for racer in racing:
            assert racer.stdin
            racer.stdin.write("go\n")
            racer.stdin.flush()
        moments = [tuple(map(float, _heard(racer).split())) for racer in racing]
    seconds = max(ended for _, ended in moments) - min(began for began, _ in moments)
    return [writers * transactions * size / seconds]


def _started(command: Sequence[str | Path]) -> subprocess.Popen[str]:
    around = {**os.environ, "PYTHONPATH": str(PROJECT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd="/", env=around, stdin=pipe, stdout=pipe, text=True)


def _heard(racer: subprocess.Popen[str]) -> str:
    assert racer.stdout
    return racer.stdout.readline().strip()
