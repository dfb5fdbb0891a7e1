"""The gate: every request passes it, and whoever is not known goes no further.

Outside everything else: it looks at the name that the request calls the server by, so that a page of others whose
name was made to lead here is turned away; at where a change comes from; and at who asks.
"""

from asyncio import to_thread
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.house import House
from api.problem import problem
from api.session import API, Asking, current, resolve

HOSTS = ("127.0.0.1", "localhost", "[::1]")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""On every answer that does not say otherwise."""
_RAW_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

SAFE = ("GET", "HEAD", "OPTIONS")

LOGIN, FIRST, ACCOUNT, LOGOUT = "/login", "/first", "/account", "/logout"

PUBLIC = ("/_dash-component-suites/", "/assets/", "/sign-in/")
"""Code and style, the same for everybody."""

OPEN = (LOGIN, FIRST, "/healthz", "/favicon.ico")

SCRIPTS = (API, "/_dash-", "/events")
"""Asked by a program or a script, which can do nothing with a page to sign in at."""

LONGEST_FORM = 20_000
"""Bytes that somebody unknown may send."""


class Gate:
    """Who is let in, and the headers that go with every answer."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self.app = app
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message["headers"]}
                more = [header for header in _RAW_HEADERS if header[0] not in said]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        answer, asking = await self._let_in(scope)
        token = current.set(asking)
        try:
            await answer(scope, receive, send_guarded)
        finally:
            current.reset(token)

    async def _let_in(self, scope: Scope) -> tuple[ASGIApp, Asking | None]:
        """What answers, and who asks."""
        method, path, headers = scope["method"], scope["path"], Headers(scope=scope)
        if status := _turned_away(self._house.origin, scope, headers):
            return problem(status), None
        if path.startswith(PUBLIC):
            return self.app, None
        if path in OPEN:
            too_long = method not in SAFE and not 0 <= _length(headers) <= LONGEST_FORM
            return problem(413) if too_long else self.app, None
        asking = await to_thread(resolve, self._house, path, headers)
        if asking is None:
            return await to_thread(self._unknown, scope, headers), None
        if asking.person.must_change and asking.session and not _own(path):
            words = "Đề nghị đổi mật khẩu được cấp trước khi làm việc."
            return (problem(403, detail=words) if path.startswith(SCRIPTS) else _to(ACCOUNT)), None
        return self.app, asking

    def _unknown(self, scope: Scope, headers: Headers) -> ASGIApp:
        """To the page where one signs in, and from there on to where one wanted to go."""
        path, reads = scope["path"], scope["method"] in SAFE
        if path.startswith(SCRIPTS) or not (reads or "text/html" in headers.get("accept", "")):
            return problem(401, {"WWW-Authenticate": "Bearer"} if path.startswith(API) else None)
        if not self._house.private.people.anybody():
            return _to(FIRST)
        wanted = path + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
        return _to(LOGIN if not reads or wanted == "/" else f"{LOGIN}?next={quote(wanted, safe='/')}")


def _to(location: str) -> RedirectResponse:
    return RedirectResponse(location, 303, {"Cache-Control": "no-store"})


def _own(path: str) -> bool:
    return path in (ACCOUNT, LOGOUT) or path.startswith(f"{ACCOUNT}/")


def _length(headers: Headers) -> int:
    """The bytes that follow, as told; -1: not told."""
    told = headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else -1


def _turned_away(origin: str, scope: Scope, headers: Headers) -> int | None:
    """The status to answer with instead; None: let in. Changes come from our own pages or from programs."""
    host = headers.get("host", "").lower()
    name, _, port = host.rpartition(":")
    if (name if port.isdecimal() else host) not in HOSTS and (not origin or host != urlsplit(origin).netloc):
        return 403
    if not scope["query_string"].isascii():
        return 400
    if scope["method"] in SAFE:
        return None
    by_token = scope["path"].startswith(API) and headers.get("authorization", "").lower().startswith(
        "bearer "
    )
    if by_token:  # no page of others can send one along
        return None
    came_from = headers.get("origin")
    site = headers.get("sec-fetch-site", "none")
    same = came_from is None or came_from.split("://")[-1] == host
    return None if same and site in ("same-origin", "none") else 403
