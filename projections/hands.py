"""Work shared out among processes: folding is bound to a processor, and a process of Python to one of them."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import cast

from projections.taking import Poison

Tell = Callable[[int], None]
"""To tell of so many events done."""

ENOUGH = 20_000
"""Events that are worth a process of their own."""


class HandLost(Exception):  # noqa: N818 - like the loss of the server
    """A process that worked for this one has ended before its work."""


def hands_for(events: int) -> int:
    """How many processes to share so much among."""
    return max(1, min(len(os.sched_getaffinity(0)), events // ENOUGH))


def shared(works: Sequence[Callable[[Tell], None]], tell: Tell) -> None:
    """Does all of these, side by side. What one raises ends the others; ``Poison`` is raised as it is."""
    if len(works) == 1:
        works[0](tell)
        return
    fork = multiprocessing.get_context("fork")
    running = []
    try:
        for work in works:
            here, there = fork.Pipe(duplex=False)
            process = fork.Process(target=_work, args=(work, there), daemon=True)
            process.start()
            there.close()
            running.append((process, here))
        listening = {here: process for process, here in running}
        while listening:
            for here in cast(list[Connection], wait(list(listening))):
                try:
                    heard = here.recv()
                except EOFError:
                    process = listening.pop(here)
                    process.join()
                    if process.exitcode:
                        raise HandLost(f"exit code {process.exitcode}") from None
                    continue
                if isinstance(heard, Exception):
                    raise heard
                tell(heard)
    finally:
        for process, here in running:
            process.terminate()
            process.join()
            here.close()


def _work(work: Callable[[Tell], None], there: Connection) -> None:
    # Who is interrupted is the parent, who then ends this; when it is gone, there is nobody to tell.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        work(there.send)
    except Poison as poison:
        there.send(poison)
    except Exception as error:
        there.send(HandLost(repr(error)))
