"""Component files and assets, compressed once and kept: they never change while the program runs.

Compressing at each request made the first visit slower than not compressing at all.
"""

import gzip
from asyncio import to_thread
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PLACES = ("/_dash-component-suites/", "/assets/")
TYPES = ("text/javascript", "application/javascript", "text/css", "image/svg+xml", "application/json")
LEAST = 1_000
"""Bytes below which it does not pay."""
LEVEL = 6
MOST = 300
"""Files kept; there are some 120, and whoever makes names up does not fill the memory."""


class Compressed:
    """Middleware: answers from what it keeps where the browser takes gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _compressible(scope):
            await self.app(scope, receive, send)
            return
        key = scope["path"]  # the query only says which version the browser believes to have
        if key not in self._kept:
            start, parts = await self._answer(scope, receive)
            body = b"".join(parts)
            headers = MutableHeaders(raw=start["headers"])
            kind = headers.get("content-type", "").split(";")[0]
            if start["status"] != 200 or kind not in TYPES or len(body) < LEAST:
                await send(start)
                await send({"type": "http.response.body", "body": body})
                return
            packed = await to_thread(gzip.compress, body, LEVEL)
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(packed))
            headers["Vary"] = "Accept-Encoding"
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = (start, packed)
        start, packed = self._kept[key]
        await send({**start, "headers": list(start["headers"])})
        await send({"type": "http.response.body", "body": packed})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[Message, Iterable[bytes]]:
        """The whole answer of the application, asked without conditions."""
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            else:
                parts.append(message.get("body", b""))

        asked = [
            pair
            for pair in scope["headers"]
            if pair[0] not in (b"if-none-match", b"if-modified-since", b"range")
        ]
        await self.app({**scope, "headers": asked}, receive, collect)
        return start, parts


def _compressible(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(PLACES):
        return False
    headers = Headers(scope=scope)
    fresh = "if-none-match" not in headers and "range" not in headers
    return fresh and "gzip" in headers.get("accept-encoding", "")
