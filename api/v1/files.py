"""Files that go with reports: sent, fetched, and who may do either."""

from collections.abc import Callable, Sequence, Set
from functools import partial
from typing import TypeVar
from urllib.parse import quote
from uuid import UUID

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.house import House
from api.v1.multipart import one_file
from api.v1.reading import read_id
from api.v1.table import Call
from domain.access import Viewer
from domain.access_log import AccessKind
from domain.attachment import LARGEST, WAITS, Attachment
from domain.errors import NotFound, Refused
from domain.paper import FileRef
from domain.permissions import DONE, RECORDS, Right, Touch
from domain.progress import Report
from domain.report_draft import HalfReport
from projections import attachments
from projections.sight import Sight, sight

AnyReport = TypeVar("AnyReport", Report, HalfReport)

AT_A_TIME = 2
"""Files held in memory, each of up to ``LARGEST``."""

SENDERS = (
    (Right.WRITE_REPORT, DONE, Touch.OWN),
    (Right.SEND_REPORT, DONE | RECORDS, Touch.OWN),
    (Right.RECORD_DOCUMENT, DONE, Touch.NONE),
)
"""Whoever may do one of these may upload: (right, what of it, as what)."""

# A file is never shown in place: whatever is in it would speak in our name.
_GUARDED = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


class Uploaded(msgspec.Struct, frozen=True):
    """Tệp đã lưu: mã, tên dùng từ nay, số byte."""

    file: str
    name: str
    size: int


def _keep(house: House, account: UUID, name: str, data: bytes) -> Attachment:
    """Keeps it; throws away what nobody ever sent."""
    files = house.private.files
    files.clear(partial(ever_sent, house))
    return files.keep(account, name, data)


def ever_sent(house: House, files: Sequence[UUID]) -> Set[UUID]:
    """Which of them were ever sent; all, as long as the views do not know the last reports."""
    with house.reader.snapshot() as cursor:
        if house.reader.position_in(cursor) < house.reader.log.head():
            return set(files)
        return attachments.sent(cursor, files)


def file_routes(house: House, viewer: Callable[[], Viewer]) -> Sequence[Route]:
    """``POST /files``, multipart, one ``file``; ``GET /files/{file}``."""
    limiter = CapacityLimiter(AT_A_TIME)

    async def send(request: Request) -> Response:
        asking = viewer()
        if not any(asking.may(*sender) for sender in SENDERS):
            asking.must(Right.WRITE_REPORT, DONE, Touch.OWN)
        too_large = f"Tệp lớn hơn {LARGEST >> 20} MB nên chưa được lưu. Đề nghị tách thành nhiều tệp."
        # Waited for outside: two that come slowly would keep everybody else's from coming at all.
        async with one_file(request, LARGEST, too_large) as (name, file), limiter:
            data = await file.read()
            kept = await to_thread.run_sync(_keep, house, asking.account, name, data)
        answer = Uploaded(str(kept.id), kept.name, kept.size)
        return Response(msgspec.json.encode(answer), 201, media_type="application/json")

    async def fetch(request: Request) -> Response:
        asking, file = viewer(), read_id(request.path_params["file"])

        def read() -> tuple[Attachment, bytes]:
            found = readable(house, asking, house.private.files.found([file]).get(file))
            content = house.private.files.content(file)
            house.private.access.note(asking.account, AccessKind.EXPORT, request.url.path)
            return found, content

        async with limiter:
            found, content = await to_thread.run_sync(read)
        disposition = (
            f"attachment; filename=\"tep.{found.kind}\"; filename*=UTF-8''{quote(found.name, safe='')}"
        )
        headers = {**_GUARDED, "Content-Disposition": disposition}
        return Response(content, 200, headers, found.kind.media_type)

    return (
        Route("/files", send, methods=["POST"], name="send_file"),
        Route("/files/{file}", fetch, methods=["GET"], name="file"),
    )


def readable(house: House, viewer: Viewer, found: Attachment | None) -> Attachment:
    """The file, if he may read it; raises ``NotFound`` otherwise, as where there is none.

    Sent: with a report that he sees. Not yet: his own, or one that goes with a draft that he sees.
    """
    if found is None:
        raise NotFound
    with house.reader.snapshot() as cursor:
        sees = sight(cursor, viewer, house.reader.today())
        sent = attachments.carried(cursor, found.id)
        if viewer.may(Right.SEE_TASKS, touch=Touch.OWN) and attachments.seen(cursor, found.id, sees):
            return found
    if (not sent and found.account == viewer.account) or (sees and _in_a_draft(house, found, sees)):
        return found
    raise NotFound


def attached(call: Call, report: AnyReport) -> AnyReport:
    """The report for the assignment of the path, its files under the names that they were kept under.

    Refuses a file that is not there, and one that has not come to this assignment in a draft or a report, unless it
    is his own and of late.
    """
    found = call.house.private.files.found(file.id for file in report.files) if report.files else {}
    refs = []
    for file in report.files:
        kept = found.get(file.id)
        if kept is None or not (_own(call, kept) or _came(call, kept)):
            raise Refused(
                f"Không có tệp “{file.name}” trong hệ thống, hoặc tệp do đồng chí khác tải lên, hoặc tải lên đã quá "
                f"{WAITS.days} ngày mà chưa gửi. "
                "Đề nghị tải tệp lên lại.",
                field="report.files",
            )
        refs.append(FileRef(kept.id, kept.name))
    return msgspec.structs.replace(report, files=tuple(refs))


def _own(call: Call, found: Attachment) -> bool:
    return found.account == call.viewer.account and found.waits(call.today)


def _came(call: Call, found: Attachment) -> bool:
    """Whether it has come to the assignment of the path, in a report or in a draft that he sees."""
    house, assignment = call.house, call.ids["assignment"]
    with house.reader.snapshot() as cursor:
        sees = sight(cursor, call.viewer, call.today)
        if assignment in attachments.carried(cursor, found.id):
            return True
    return sees is not None and _in_a_draft(house, found, sees, assignment)


def _in_a_draft(house: House, found: Attachment, sees: Sight, only: UUID | None = None) -> bool:
    return any(
        draft.seen_by(sees.own, _lead(house, draft.assignment))
        for draft in house.private.drafts.with_file(found.id)
        if only in (None, draft.assignment)
    )


def _lead(house: House, assignment: UUID) -> UUID:
    """The unit that leads it now."""
    return house.register.look(lambda act: act.assignment(assignment).last.lead)


def drop_sent(call: Call) -> None:
    """Once its head has sent the report: the unit's draft is gone, and what was handed up to it."""
    assignment, unit = call.ids["assignment"], call.viewer.charge.unit
    if unit is None:
        return
    lead = _lead(call.house, assignment)
    drafts = call.house.private.drafts
    drafts.drop(assignment, [d.unit for d in drafts.of(assignment) if d.seen_by([unit], lead)])
