"""From the tables to routes: each request is read, asked of the matrix, carried out and answered in one way."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import anyio
import msgspec
from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from api.house import House
from api.session import Streams
from api.v1.annex_upload import annex_upload
from api.v1.clocks import When
from api.v1.commands import COMMANDS
from api.v1.daily import daily_route
from api.v1.files import file_routes
from api.v1.forms import Form
from api.v1.openapi import description
from api.v1.problems import HANDLERS, Behind, Malformed, NotJson, TooLarge
from api.v1.queries import QUERIES
from api.v1.reading import read_body, read_id, read_query, read_request, read_version, single
from api.v1.table import Ask, Call, Command, Query
from domain.access import Viewer, open_account, permit
from domain.access_log import AccessKind
from domain.account import Role
from domain.act import Act
from domain.app import Actor, Done
from domain.errors import Refused
from domain.permissions import Touch, granted, require
from projections.sight import sight

LARGEST = 1_000_000
"""Bytes of a body; a list of five hundred tasks is a tenth of it."""

WORKERS = 4
"""Requests carried out at a time, beside the pages; as many may wait for the views. Each may hold two connections of
the reading pool."""

PATIENCE = 10.0
"""Seconds that a query waits for the views to come to its position."""

JSON = "application/json"


def create_api(house: House, viewer: Callable[[], Viewer], read: Callable[[], Streams] = dict) -> Starlette:
    """The API, to be mounted at ``/api/v1``. ``viewer``: who asks; raises ``SignedOut``.

    ``read``: the streams that were read to know it, which a command need not read again.
    """
    workers, waiting = anyio.CapacityLimiter(WORKERS), anyio.CapacityLimiter(WORKERS)
    told = msgspec.json.encode(description(COMMANDS, QUERIES))

    def told_of(request: Request) -> Response:
        viewer()
        return Response(told, media_type=JSON)

    def of_command(command: Command) -> Route:
        async def endpoint(request: Request) -> Response:
            asking, raw = viewer(), await _body(request)
            return await to_thread.run_sync(
                lambda: _carry_out(house, asking, read(), command, request, raw), limiter=workers
            )

        return Route(command.path, endpoint, methods=[command.method], name=command.name)

    def of_query(query: Query) -> Route:
        async def endpoint(request: Request) -> Response:
            asking = viewer()
            _must(asking, query)
            params = read_query(query.params, request.query_params.multi_items())
            after = params.after if isinstance(params, When) else 0
            with anyio.move_on_after(PATIENCE if after else None):
                return await to_thread.run_sync(
                    lambda: _look_up(house, asking, query, request, params, after),
                    abandon_on_cancel=bool(after),
                    limiter=waiting if after else workers,
                )
            raise Behind

        return Route(query.path, endpoint, methods=[query.method], name=query.name)

    # What is written out comes before what has an id in its place.
    routes = [
        *map(of_command, COMMANDS),
        *map(of_query, QUERIES),
        *file_routes(house, viewer),
        annex_upload(house, viewer),
        daily_route(house, viewer),
    ]
    routes.sort(key=lambda route: route.path.replace("{", "~"))
    api = Starlette(exception_handlers=HANDLERS)
    api.router = _Routes([Route("/openapi.json", told_of), *routes])
    return api


class _Routes(Router):
    """Looks for the route of a path only among those that begin like it and are as long: of some 160 a handful."""

    def __init__(self, routes: Sequence[Route]) -> None:
        super().__init__(routes)
        alike: dict[tuple[str, int], list[Route]] = {}
        for route in routes:
            alike.setdefault(_beginning(route.path), []).append(route)
        self._alike = {beginning: Router(some) for beginning, some in alike.items()}

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        among = self._alike.get(_beginning(path))
        await (among.app if among else super().app)(scope, receive, send)


def _beginning(path: str) -> tuple[str, int]:
    parts = path.split("/", 2)
    return parts[1] if len(parts) > 1 else "", path.count("/")


def _carry_out(
    house: House, viewer: Viewer, read: Streams, command: Command, request: Request, raw: bytes
) -> Response:
    ids = _ids(request)
    aggregate = ids[command.aggregate] if command.aggregate else None
    try:
        call = Call(house, viewer, ids, _read_body(command, request, raw), house.register.today())
        actor = Actor(
            str(viewer.account),
            request=read_request(
                request.headers, str(viewer.account), command.method, request.scope["path"], raw
            ),
            permit=_permit(command, call),
            seen=_read_seen(request, aggregate),
            read=read,
        )
    except Refused:
        _must_somewhere(viewer, command)
        raise
    done = command.run(call, actor)
    headers = {"X-Position": str(done.position), "Cache-Control": "no-store"}
    if aggregate and (version := _version(house, done, aggregate)):
        headers["ETag"] = f'"{version}"'
    answer = {"position": done.position, **done.answer}
    return Response(msgspec.json.encode(answer), 201 if command.makes else 200, headers, JSON)


def _read_body(command: Command, request: Request, raw: bytes) -> Form:
    if single(request.headers, "content-type") != JSON:
        raise NotJson
    return read_body(command.body, raw)


def _read_seen(request: Request, aggregate: UUID | None) -> dict[UUID, int]:
    seen = read_version(request.headers)
    if seen is None:
        return {}
    if aggregate is None:
        raise Malformed("Lệnh này không nhận If-Match.", field="If-Match")
    return {aggregate: seen}


def _must_somewhere(viewer: Viewer, command: Command) -> None:
    """Who may do it to no subject at all is told that, and not what his request lacks."""
    if command.right is not None:
        grants = [
            granted(c, command.right, t, switches=viewer.switches) for c in viewer.charges for t in Touch
        ]
        require(grants, command.needed, seen=False)


def _version(house: House, done: Done, stream: UUID) -> int:
    """That of a stream behind the command; 0: there is none. Of what was done before, only the log knows it."""
    if stream in done.versions:
        return done.versions[stream]
    return house.log.version(stream, done.position)


def _permit(command: Command, call: Call) -> Callable[[Act], None]:
    if command.right is None:

        def anybody(act: Act) -> None:
            open_account(act, act.by)

        return anybody
    return permit(
        command.right,
        command.needed,
        command.subject(call),
        today=call.today,
        switches=call.viewer.switches,
    )


def _must(viewer: Viewer, query: Query) -> None:
    """Asked before anything else is looked at."""
    switches = viewer.switches
    grants = [granted(c, r, query.touch, switches=switches) for c in viewer.charges for r in query.rights]
    require(grants, query.needed, seen=False)


def _look_up(
    house: House, viewer: Viewer, query: Query, request: Request, params: Any, after: int
) -> Response:
    """The answer, once the views have come to position ``after``: this request itself has them follow, if need be."""
    ids = _ids(request)
    with house.reader.standing(after) as (cursor, position):
        if position < after:
            raise Refused(f"Sổ chưa ghi đến mục {after}.", field="after")
        at = (
            params.moment(house.reader)
            if isinstance(params, When)
            else house.reader.reviewed(house.reader.today())
        )
        seen = sight(cursor, viewer, house.reader.today())
        found = query.run(Ask(cursor, house, viewer, ids, params, at, seen, position))
    if any(charge.role is Role.INSPECTION for charge in viewer.charges):  # its reading is logged
        house.private.access.note(viewer.account, AccessKind.READ, request.url.path, at.day)
    headers = {"X-Position": str(position), "Cache-Control": "no-store"}
    if query.tag:
        headers["ETag"] = f'"{query.tag(found)}"'
    return Response(msgspec.json.encode(found), 200, headers, JSON)


async def _body(request: Request) -> bytes:
    """The body, as far as it is no larger than any command's."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > LARGEST:
            raise TooLarge("Nội dung gửi lên lớn hơn 1 MB; đề nghị chia nhỏ hoặc gửi kèm tệp.")
    return bytes(parts)


def _ids(request: Request) -> dict[str, Any]:
    return {name: read_id(text) for name, text in request.path_params.items()}
