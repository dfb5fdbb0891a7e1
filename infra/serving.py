"""Who serves from a home: one process at most, which the others find by its address."""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from infra.home import lock_file, open_home, take


class Serving(msgspec.Struct, frozen=True):
    """The process that serves, and where."""

    pid: int
    url: str


class AlreadyServing(Exception):  # noqa: N818 - the second start is no error: it says where the first is
    def __init__(self, serving: Serving) -> None:
        super().__init__(serving.url)
        self.serving = serving


@contextlib.contextmanager
def serving(home: Path) -> Iterator[Callable[[str], None]]:
    """Be the one that serves from ``home``; gives the function to tell the others the address by.

    Tell it as soon as the port is taken: a second start waits for it, then raises ``AlreadyServing``.
    """
    with lock_file(open_home(home), "serving") as lock:
        while not take(lock):
            if other := who_serves(home):
                raise AlreadyServing(other)
            time.sleep(0.05)
        lock.truncate(0)

        def announce(url: str) -> None:
            lock.write(msgspec.json.encode(Serving(os.getpid(), url)))
            lock.flush()

        yield announce


def who_serves(home: Path) -> Serving | None:
    """Believed only while the lock is held: what a killed process wrote is still there."""
    if not os.access(home, os.F_OK):
        return None
    with lock_file(open_home(home), "serving") as lock:
        if take(lock, fcntl.LOCK_SH):
            return None
        try:
            return msgspec.json.decode(lock.read(), type=Serving)
        except msgspec.DecodeError:  # not yet told
            return None
