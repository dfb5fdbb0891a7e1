"""Clients of a server: what they ask, how long each answer takes, what goes wrong."""

import http.client
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import msgspec


class Client:
    """One connection that is kept open."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._headers = {**headers, "Content-Type": "application/json"}

    def close(self) -> None:
        self._connection.close()

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        """Status and what came back."""
        sent = None if body is None else json.dumps(body).encode()
        self._connection.request(method, path, sent, self._headers)
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())


class Load(msgspec.Struct):
    """What came of many clients at once."""

    done: int
    errors: list[str]
    seconds: float

    @property
    def rate(self) -> float:
        return self.done / self.seconds

    def __add__(self, other: "Load") -> "Load":
        return Load(self.done + other.done, self.errors + other.errors, self.seconds + other.seconds)


def load(
    clients: Sequence[Client], command: Callable[[Client, int], tuple[int, Any]], seconds: float
) -> Load:
    """All clients give one command after the other for so long; ``command`` is told whose it is."""
    together = Barrier(len(clients))

    def works(nth: int) -> tuple[int, list[str], float, float]:
        done, errors = 0, []
        clients[nth].close()  # a server ends what was silent for some seconds; the next request connects anew
        together.wait()
        began = time.monotonic()
        while time.monotonic() < began + seconds:
            try:
                status, answer = command(clients[nth], nth)
            except (OSError, http.client.HTTPException) as error:
                errors.append(repr(error))
                break
            if status in (200, 201):
                done += 1
            else:
                errors.append(f"{status} {answer}")
        return done, errors, began, time.monotonic()

    with ThreadPoolExecutor(len(clients)) as threads:
        came = list(threads.map(works, range(len(clients))))
    return Load(
        sum(done for done, *_ in came),
        [words for _, errors, *_ in came for words in errors],
        max(ended for *_, ended in came) - min(began for *_, began, _ in came),
    )
