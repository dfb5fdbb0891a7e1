"""Work shared out among processes: folding is bound to a processor, and a process of Python to one of them."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import cast

from eventsourcing.persistence import OperationalError

from projections.taking import LOST, Broken

Tell = Callable[[int], None]
"""To tell of so many events done."""

ENOUGH = 20_000
"""Events that are worth a process of their own."""


class HandLost(Broken):
    """A process that worked for this one has ended before its work."""


def hands_for(events: int) -> int:
    """How many processes to share so much among."""
    return max(1, min(len(os.sched_getaffinity(0)), events // ENOUGH))


def shared(works: Iterable[Callable[[Tell], None]], tell: Tell, hands: int) -> None:
    """Does all of these, in order, so many at a time.

    What one raises ends the others: ``Broken`` and the loss of the server are raised as such, else ``HandLost``.
    """
    if hands == 1:
        for work in works:
            work(tell)
        return
    waiting = iter(works)
    running: dict[Connection, ForkProcess] = {}
    try:
        while True:
            for work in islice(waiting, hands - len(running)):
                here, process = _started(work)
                running[here] = process
            if not running:
                return
            for here in cast(list[Connection], wait(list(running))):
                _hear(here, running, tell)
    finally:
        for here, process in running.items():
            process.terminate()
            process.join()
            here.close()


def _started(work: Callable[[Tell], None]) -> tuple[Connection, ForkProcess]:
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_work, args=(work, there), daemon=True)
    process.start()
    there.close()
    return here, process


def _hear(here: Connection, running: dict[Connection, ForkProcess], tell: Tell) -> None:
    try:
        heard = here.recv()
    except EOFError:
        process = running.pop(here)
        here.close()
        process.join()
        if process.exitcode:
            raise HandLost(f"Một tiến trình tính toán đã bị dừng (mã {process.exitcode})") from None
        return
    if isinstance(heard, Exception):
        raise heard
    tell(heard)


def _work(work: Callable[[Tell], None], there: Connection) -> None:
    # Who is interrupted is the parent, who then ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        work(there.send)
    except Broken as broken:
        there.send(broken)
    except LOST as lost:
        there.send(OperationalError(str(lost)))
    except Exception as error:
        there.send(HandLost(f"Một tiến trình tính toán gặp lỗi: {error!r}"))


def end_with_parent() -> None:
    """However it ends: what goes on here is nobody's any more, and in the way of whoever goes on with it."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)
