"""Keeps the views up with the log while the program serves, and says so when it cannot."""

import logging
import threading
import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self

from projections.engine import Broken, Engine

PULSE = 1.0
"""Seconds after which the log is looked at even without news, and it is asked anew who follows."""

BREATH = 0.1
REST = 3.0
"""Seconds between one look and the next at most, and how many times as long as the look took: where more than one
event has come meanwhile, a page of many costs little more than one of a few, and leaves the processor to those who
ask. A single one is followed at once: somebody waits to see what he did."""

logger = logging.getLogger("sonq")


class Listener(Protocol):
    """Waits for the log to grow."""

    def wait(self, timeout: float) -> bool:
        """Whether the log may have grown."""


class Listens(Protocol):
    """A log that tells of its growth."""

    def listen(self) -> AbstractContextManager[Listener]:
        """To be used in a ``with`` block."""


class Follower:
    """A thread that follows. ``broken``: where and why it stopped before its time, if it did.

    The views stand still then, and can still be read. What else fails (the server is away, the disk is full) it
    logs and tries again. Of several followers, of whatever processes, one is active; the others stand by, and one
    takes over when it goes.
    """

    def __init__(self, engine: Engine, log: Listens) -> None:
        self.broken: str | None = None
        self._engine = engine
        self._log = log
        self._at = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="follower", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def wait(self) -> None:
        """Returns when it has stopped."""
        self._thread.join()

    def _follow(self) -> None:
        with self._log.listen() as listener:
            while not self._ended.is_set():
                try:
                    with self._engine.watch() as mine:
                        while not self._ended.is_set():
                            if mine():
                                self._keep_up(listener)
                            else:
                                self._ended.wait(PULSE)
                except Broken as error:
                    self.broken = str(error)
                    logger.error(self.broken)
                    return
                except Exception:
                    logger.exception("Chưa theo kịp sổ; sẽ thử lại")
                    self._ended.wait(PULSE)

    def _keep_up(self, listener: Listener) -> None:
        """Follows until it is time to ask again whether it is still for this one to do so."""
        until = time.monotonic() + PULSE
        while not self._ended.is_set() and (left := until - time.monotonic()) > 0:
            # Also without news: what was heard and then failed, nobody tells again.
            listener.wait(left)
            began = time.monotonic()
            before, self._at = self._at, self._engine.catch_up()
            if self._at > before + 1:
                self._ended.wait(min(BREATH, REST * (time.monotonic() - began)))
