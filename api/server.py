"""The one server: what programs ask, and the pages mounted behind it. Every answer passes one gate.

Until there are accounts the gate lets in this machine only, under the names it has for itself: a page of others
whose name was made to lead here is turned away by its ``Host``.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast
from wsgiref.types import WSGIApplication

from a2wsgi import WSGIMiddleware
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.compressed import Compressed

WORKERS = 4
"""Pages computed at a time. Each may hold two connections of the reading pool, which has eight."""

HOSTS = ("127.0.0.1", "localhost", "[::1]")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""On every answer that does not say otherwise."""

SAFE = ("GET", "HEAD", "OPTIONS")

PROBLEMS = {
    400: "Yêu cầu không hợp lệ",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Cách gọi không được hỗ trợ",
    500: "Hệ thống gặp lỗi",
}


def create_server(
    pages: WSGIApplication, *, head: Callable[[], int], broken: Callable[[], str | None] = lambda: None
) -> FastAPI:
    """``pages``: the WSGI application mounted at the root; ``head``: the last position of the log.

    ``broken``: why the views stand still, if they do.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        """Answers while the process serves and reaches its log; 503 while the views stand still."""
        if why := broken():
            return JSONResponse({"status": "broken", "position": head(), "why": why}, 503)
        return JSONResponse({"status": "ok", "position": head()})

    @app.api_route("/api/{path:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
    def unknown(path: str) -> JSONResponse:
        """Else the pages would answer."""
        return problem(404)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, error.headers)

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> JSONResponse:
        return problem(500, HEADERS)

    app.mount("/", cast(ASGIApp, WSGIMiddleware(cast(Any, pages), workers=WORKERS)))
    app.add_middleware(Compressed)
    app.add_middleware(Gate)
    return app


def problem(status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An error as RFC 9457 has it."""
    content = {"type": "about:blank", "title": PROBLEMS.get(status, "Không thực hiện được"), "status": status}
    return JSONResponse(content, status, headers, media_type="application/problem+json")


class Gate:
    """Who is let in, and the headers that go with every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        status = _turned_away(scope["method"], Headers(scope=scope), scope["query_string"])
        answer = problem(status) if status else self.app
        await answer(scope, receive, send_guarded)


def _turned_away(method: str, headers: Headers, query: bytes) -> int | None:
    """The status to answer with instead; None: let in. Changes come from our own pages only."""
    host = headers.get("host", "")
    name, _, port = host.rpartition(":")
    if (name if port.isdecimal() else host) not in HOSTS:
        return 403
    if not query.isascii():
        return 400
    if method in SAFE:
        return None
    origin = headers.get("origin")
    site = headers.get("sec-fetch-site", "none")
    same = origin is None or origin.split("://")[-1] == host
    return None if same and site in ("same-origin", "none") else 403
