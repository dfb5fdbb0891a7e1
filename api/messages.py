"""Live messages: "the log is at n", to every page that is open, as server-sent events.

One thread listens to the log for all of them, while there is anybody to tell.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress

from anyio import to_thread
from eventsourcing.persistence import OperationalError, ProgrammingError
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from api.house import House, RegisterLog
from api.session import resolve

HEARTBEAT = 15.0
"""Seconds without news after which it is said that there is none. Before each word: is he still signed in?"""

PULSE = 1.0
"""Seconds in which the listening thread notices that nobody is left."""


class Messages:
    """Who is told of the log, and how far it is."""

    def __init__(self, log: RegisterLog) -> None:
        self.position = 0
        self._log = log
        self._loops: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @contextmanager
    def subscribed(self) -> Iterator[asyncio.Event]:
        """An event of the running loop that is set whenever the log has moved."""
        moved = asyncio.Event()
        with self._lock:
            self._loops[moved] = asyncio.get_running_loop()
            if self.position:
                moved.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._listen, name="messages", daemon=True)
                self._thread.start()
        try:
            yield moved
        finally:
            with self._lock:
                del self._loops[moved]

    def _listen(self) -> None:
        missed = False
        with suppress(ProgrammingError), self._log.listen() as listener:  # until the program ends
            while self._wanted():
                if listener.wait(PULSE) or missed:
                    missed = not self._tell()

    def _wanted(self) -> bool:
        with self._lock:
            if self._loops:
                return True
            self._thread = None
            return False

    def _tell(self) -> bool:
        """Whether it could be told: what was heard while the database was away, nobody tells again."""
        try:
            position = self._log.head()
        except OperationalError:
            return False
        with self._lock:
            self.position = position
            for moved, loop in self._loops.items():
                loop.call_soon_threadsafe(moved.set)
        return True


def messages(house: House) -> Route:
    """``GET /events``: "data: n" as it opens and whenever the log has moved; it ends with the session."""
    said = Messages(house.log)

    def still_there(request: Request) -> bool:
        return resolve(house, request.url.path, request.headers) is not None

    async def endpoint(request: Request) -> Response:
        stream = _told(said, lambda: still_there(request))
        return StreamingResponse(
            stream, headers={"Cache-Control": "no-store"}, media_type="text/event-stream"
        )

    return Route("/events", endpoint)


async def _told(said: Messages, still_there: Callable[[], bool]) -> AsyncIterator[str]:
    with said.subscribed() as moved:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(moved.wait(), HEARTBEAT)
            if not await to_thread.run_sync(still_there):
                return
            news = moved.is_set()
            moved.clear()
            yield f"data: {said.position}\n\n" if news else ": \n\n"
