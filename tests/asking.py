"""Asks the API without a network: the application itself, called as a server would call it."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import msgspec
from starlette.applications import Starlette
from starlette.routing import Mount

from api.session import SignedOut
from api.v1.router import create_api
from domain.access import Viewer
from domain.account import Charge, Role
from domain.app import Actor
from tests.world import World, house

OPERATOR = Actor("quan-tri")


class Answer(msgspec.Struct):
    """What came back."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)


class Api:
    """The API of a world, asked by whoever ``asks``."""

    def __init__(self, world: World, loop: asyncio.AbstractEventLoop) -> None:
        self.world = world
        self.asks: Viewer | None = None
        self._loop = loop
        self.app = Starlette(routes=[Mount("/api/v1", create_api(house(world), self._viewer))])

    def _viewer(self) -> Viewer:
        if self.asks is None:
            raise SignedOut
        return self.asks

    def account(self, role: Role, unit: UUID | None = None, *units: UUID) -> Viewer:
        """Somebody new of this role."""
        charge, account = Charge(role, unit, units), uuid4()
        self.world.register.open_account(OPERATOR, charge, id=account)
        return Viewer(account, role.value, (charge,))

    def get(self, path: str, **params: Any) -> Answer:
        query = urlencode({name: str(value) for name, value in params.items()})
        return self.send("GET", f"{path}?{query}" if query else path)

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send(
            "POST", path, msgspec.json.encode(body), {"content-type": "application/json", **told}
        )

    def send(
        self, method: str, path: str, raw: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        return self._loop.run_until_complete(_send(self.app, method, f"/api/v1{path}", raw, headers or {}))


async def _send(
    app: Callable[..., Any], method: str, path: str, raw: bytes, headers: Mapping[str, str]
) -> Answer:
    address, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": address,
        "raw_path": address.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }
    parts: list[dict[str, Any]] = [{"type": "http.request", "body": raw, "more_body": False}]
    came: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        came.append(message)

    await app(scope, receive, send)
    told = {name.decode(): value.decode() for name, value in came[0]["headers"]}
    return Answer(came[0]["status"], told, b"".join(message.get("body", b"") for message in came[1:]))


@contextmanager
def api_of(world: World) -> Iterator[Api]:
    """The API of ``world`` while the block runs."""
    loop = asyncio.new_event_loop()
    try:
        yield Api(world, loop)
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
