"""How the counts went, day by day, in a form of its own: a page of JSON would be ten times as long and as slow.

What is sent: the length of a head in bytes (four bytes, the lowest first; a multiple of four), the head in JSON, then
for each of its series numbers of four bytes, the lowest first: how many stood in each of the eight categories on the
eve of the first day; the days on which something changed, counted from 1970-01-01; and category by category by how
much it changed on each of these days. It is the same until the log goes on: its ``ETag`` is the position.
"""

import gzip
import hashlib
import sys
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.house import House
from api.v1.reading import read_query
from domain.access import Viewer
from domain.access_log import AccessKind
from domain.account import Role
from domain.errors import NotFound
from domain.permissions import SEEN, Forbidden, Right, Touch
from projections.daily import Of, Series, daily
from projections.scope import Units
from projections.sight import Sight, sight

AT_A_TIME = 1
"""Ten years of 150 units are eight megabytes until they are packed."""

KEPT = 12
LEVEL = 5
EARLIEST = date(1900, 1, 1)
MEDIA_TYPE = "application/octet-stream"


class Daily(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which series: from ``since`` to ``until`` (none: today), each day as shown then or as known now."""

    of: Of = Of.ASSIGNMENTS
    way: Literal["reported", "reviewed"] = "reported"
    unit: tuple[UUID, ...] = ()
    """Only what these lead."""
    since: date = EARLIEST
    until: date | None = None


class Head(msgspec.Struct, frozen=True):
    """``lines``: the days of a series on which something changed."""

    unit: UUID | None
    name: str
    group: int
    lines: int


def daily_route(house: House, viewer: Callable[[], Viewer]) -> Route:
    """``GET /overview/daily``."""
    limiter = CapacityLimiter(AT_A_TIME)
    kept: OrderedDict[str, bytes] = OrderedDict()

    def answer(request: Request, asking: Viewer, asked: Daily) -> Response:
        reader, today = house.reader, house.reader.today()
        since, day = max(asked.since, EARLIEST), min(asked.until or today, today)
        at = reader.reported(day) if asked.way == "reported" else reader.reviewed(day)
        with reader.snapshot() as cursor:
            seen = sight(cursor, asking, today)
            units = _within(asking, seen, asked)
            what = (reader.position_in(cursor), asked.of, asked.way, units, since, day, seen)
            tag = hashlib.sha256(repr(what).encode()).hexdigest()[:32]
            headers = {
                "ETag": f'"{tag}"',
                "Cache-Control": "private, no-cache",
                "Vary": "Accept-Encoding, Cookie",
            }
            if f'"{tag}"' in request.headers.get("if-none-match", ""):
                return Response(None, 304, headers)
            if tag not in kept:
                found = daily(cursor, at, asked.of, since, sight=seen, units=units)
                kept[tag] = gzip.compress(packed(found), LEVEL)
        while len(kept) > KEPT:
            kept.popitem(last=False)
        if any(charge.role is Role.INSPECTION for charge in asking.charges):  # its reading is logged
            house.private.access.note(asking.account, AccessKind.READ, request.url.path, day)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(kept[tag], 200, {**headers, "Content-Encoding": "gzip"}, MEDIA_TYPE)
        return Response(gzip.decompress(kept[tag]), 200, headers, MEDIA_TYPE)

    async def endpoint(request: Request) -> Response:
        asking = viewer()
        asking.must(Right.SEE_TASKS, SEEN, Touch.OWN)
        asked = read_query(Daily, request.query_params.multi_items())
        return await to_thread.run_sync(answer, request, asking, asked, limiter=limiter)

    return Route("/overview/daily", endpoint, methods=["GET"], name="daily")


def _within(viewer: Viewer, seen: Sight | None, asked: Daily) -> Units:
    """The units that may be told of. A unit's people are never told of another by name."""
    wanted = asked.unit or None
    if seen is None:
        if asked.of is Of.UNITS and wanted is None and not viewer.may(Right.COMPARE_UNITS):
            raise Forbidden
        return wanted
    theirs = (*seen.own, *seen.below)
    if wanted and not set(wanted) <= set(theirs):
        raise NotFound
    return wanted or (theirs if asked.of is Of.UNITS else None)


def packed(found: Sequence[Series]) -> bytes:
    """As it is sent."""
    head = msgspec.json.encode([Head(s.unit, s.name, s.group, len(s.days) // 4) for s in found])
    head += b" " * (-len(head) % 4)
    numbers = array("i")
    for series in found:
        numbers.extend(series.opening)
        for blob in (series.days, *series.changes):
            told = array("i", blob)
            if sys.byteorder == "little":
                told.byteswap()
            numbers.extend(told)
    if sys.byteorder == "big":
        numbers.byteswap()
    return len(head).to_bytes(4, "little") + head + numbers.tobytes()
