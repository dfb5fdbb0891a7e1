"""An annex is sent as a file, with a bar that shows how far it has come."""

from collections.abc import Callable

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.house import House
from api.v1.annexes import DRAFTS, begin
from api.v1.forms import Nothing
from api.v1.multipart import one_file
from api.v1.table import Call
from domain.access import Viewer
from domain.annex.intake import Intake
from domain.permissions import Right
from domain.vietnamese import nfc

LARGEST = 20 * 2**20
"""Bytes of a file; see ``infra.annex``, which counts again."""

AT_A_TIME = 2
"""Files held in memory and read, each of up to ``LARGEST``."""


def annex_upload(house: House, viewer: Callable[[], Viewer]) -> Route:
    """``POST /annexes``, multipart, one ``file``: answers the id under which it is kept."""
    limiter = CapacityLimiter(AT_A_TIME)

    async def send(request: Request) -> Response:
        asking = viewer()
        asking.must(Right.DRAFT_TASK, DRAFTS)
        too_large = "Tệp lớn hơn 20 MB nên chưa được đọc. Đề nghị tách phụ lục thành tệp riêng rồi gửi lại."

        def keep(name: str, data: bytes) -> Response:
            called = nfc(name, one_line=True)[:200] or "phụ lục"
            call = Call(house, asking, {}, Nothing(), house.register.today())
            done = begin(call, Intake(called, tuple(house.read_annex(data, called))))
            return Response(msgspec.json.encode(done.answer), 201, media_type="application/json")

        # Waited for outside: two that come slowly would keep everybody else's from coming at all.
        async with one_file(request, LARGEST, too_large) as (name, file), limiter:
            return await to_thread.run_sync(keep, name, await file.read())

    return Route("/annexes", send, methods=["POST"], name="send_annex")
