"""The one server: signing in, what programs ask, and the pages mounted behind it. Every answer passes the gate."""

from collections.abc import Callable
from typing import Any, cast
from wsgiref.types import WSGIApplication

from a2wsgi import WSGIMiddleware
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from api import html
from api.compressed import Compressed
from api.gate import HEADERS, Gate
from api.house import House, Trial
from api.messages import messages
from api.own_account import own_account
from api.problem import problem
from api.session import read, viewer
from api.sign_in import sign_in
from api.v1.router import create_api

WORKERS = 4
"""Pages computed at a time. Each may hold two connections of the reading pool, which has sixteen."""


def create_server(
    pages: WSGIApplication,
    house: House,
    *,
    broken: Callable[[], str | None] = lambda: None,
    code: str | None = None,
    trial: Trial | None = None,
) -> ASGIApp:
    """``pages``: the WSGI application mounted at the root; ``broken``: why the views stand still, if they do.

    ``code``: what the first administrator has to show, if he may come from elsewhere; ``trial``: the accounts of
    the demonstration.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        """Answers while the process serves and reaches its log; 503 while the views stand still."""
        if why := broken():
            return JSONResponse({"status": "broken", "position": house.log.head(), "why": why}, 503)
        return JSONResponse({"status": "ok", "position": house.log.head()})

    app.include_router(sign_in(house, code=code, trial=trial))
    app.include_router(own_account(house))
    app.router.routes.append(messages(house))
    app.mount("/sign-in", StaticFiles(directory=html.STATIC))

    @app.api_route("/api/{path:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
    def unknown(path: str) -> JSONResponse:
        """Else the pages would answer."""
        return problem(404)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, error.headers)

    def failed(request: Request, error: Exception) -> JSONResponse:
        return problem(500, HEADERS)

    app.mount("/", cast(ASGIApp, WSGIMiddleware(cast(Any, pages), workers=WORKERS)))
    parts = _Parts(Mount("/api/v1", create_api(house, viewer, read)), Compressed(app))
    return ServerErrorMiddleware(Gate(parts, house), failed)


class _Parts:
    """What programs ask goes straight to the API: all that the pages need on the way would take as long again."""

    def __init__(self, api: Mount, rest: ASGIApp) -> None:
        self._api = api
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match, found = self._api.matches(scope)
        if match is Match.NONE:
            await self._rest(scope, receive, send)
        else:
            await self._api.handle({**scope, **found}, receive, send)
