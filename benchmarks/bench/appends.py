"""Appending: writers in processes of their own, in turn with the library's recorder and with a bare INSERT."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from typing import IO, Self

import psycopg2

from benchmarks import append_follow
from benchmarks.bench.line import Line
from benchmarks.bench.place import PROJECT, Place
from infra.database import prepare

BARE = """
    CREATE TABLE bare (LIKE sonq.log INCLUDING INDEXES INCLUDING DEFAULTS);
    ALTER TABLE bare ALTER position ADD GENERATED ALWAYS AS IDENTITY"""

Contender = tuple[str, str, str]
"""Python, racer, DSN."""

LIBRARY, INSERT = "eventsourcing.postgres, as shipped", "a bare INSERT"

HEATS = 15
"""Short ones in turn: a machine that is shared is twice as fast in one minute as in the next."""

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
            run_racer(*contenders[LIBRARY], 0, 1)
        for writers, size, of_library, of_insert in RACES:
            transactions = max(writers, place.size.transactions * min(writers, 3) // (10 if size > 1 else 1))
            rates: dict[str, list[float]] = {name: [] for name in contenders}
            with ExitStack() as racing:
                teams = {
                    name: racing.enter_context(Team(contender, writers, transactions // writers, size))
                    for name, contender in contenders.items()
                }
                for _ in range(HEATS):
                    for name, team in teams.items():
                        rates[name].append(team.heat())
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


class Team:
    """So many writers of one kind, each in a process of its own, that wait for the word."""

    def __init__(self, contender: Contender, writers: int, transactions: int, size: int) -> None:
        self._events = writers * transactions * size
        self._writers = [_started(*contender, transactions, size) for _ in range(writers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._writers:
            with suppress(BrokenPipeError):
                _pipe(writer.stdin).close()
            writer.wait()
            _pipe(writer.stdout).close()

    def heat(self) -> float:
        """Events a second of all together."""
        for writer in self._writers:
            if _heard(writer) != "ready":
                raise RuntimeError("a writer has given up")
        for writer in self._writers:
            _pipe(writer.stdin).write("go\n")
            _pipe(writer.stdin).flush()
        moments = [tuple(map(float, _heard(writer).split())) for writer in self._writers]
        return self._events / (max(ended for _, ended in moments) - min(began for began, _ in moments))


def run_racer(python: str, name: str, *arguments: object) -> list[float]:
    """Runs one to its end; the figures that it prints."""
    racer = _started(python, name, *arguments)
    said, _ = racer.communicate()
    if racer.returncode:
        raise RuntimeError(f"{name} has given up")
    return [float(word) for word in said.split()]


def _started(python: str, name: str, *arguments: object) -> subprocess.Popen[str]:
    command = [python, "-m", f"benchmarks.bench.racers.{name}", *map(str, arguments)]
    around = {**os.environ, "PYTHONPATH": str(PROJECT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd="/", env=around, stdin=pipe, stdout=pipe, text=True)


def _heard(writer: subprocess.Popen[str]) -> str:
    return _pipe(writer.stdout).readline().strip()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe
    return pipe
