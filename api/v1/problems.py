"""Which refusal is answered by which status: one table, as RFC 9457 has errors, in Vietnamese."""

from collections.abc import Mapping

import msgspec
from eventsourcing.persistence import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.problem import TITLES
from api.session import SignedOut
from domain.errors import Conflict, NotFound, Refused, Stale
from domain.log import ClockAhead, KeyReused
from domain.permissions import Forbidden
from projections.engine import Broken

MEDIA_TYPE = "application/problem+json"


class Problem(msgspec.Struct, omit_defaults=True):
    """Nội dung lỗi theo RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = ""
    field: str = ""
    instance: str = ""


class Malformed(Refused):
    """What was sent cannot be read as a request at all."""


class TooLarge(Refused):
    """More was sent than any command needs."""


class NotJson(Refused):
    """A command came in another form than JSON."""

    def __init__(self) -> None:
        super().__init__("Nội dung gửi lên cần ở dạng application/json.")


class Behind(Refused):
    """The views have not come so far yet."""

    def __init__(self) -> None:
        super().__init__(
            "Số liệu đang được cập nhật, chưa kịp nội dung vừa ghi. Đề nghị thử lại sau ít giây."
        )


class Kind(msgspec.Struct, frozen=True):
    """One sort of error. Its ``type`` is a name for ever: ``urn:sonq:problem:`` and the slug."""

    slug: str
    status: int
    title: str

    @property
    def type(self) -> str:
        """What a program tells it by."""
        return f"urn:sonq:problem:{self.slug}"


KINDS: Mapping[type[Exception], Kind] = {
    Malformed: Kind("malformed", 400, "Yêu cầu không hợp lệ"),
    SignedOut: Kind("signed-out", 401, "Chưa đăng nhập"),
    Forbidden: Kind("forbidden", 403, "Chưa được phân quyền"),
    NotFound: Kind("not-found", 404, "Không tìm thấy"),
    Conflict: Kind("conflict", 409, "Nội dung vừa thay đổi"),
    Stale: Kind("stale", 412, "Nội dung đã được cập nhật"),
    TooLarge: Kind("too-large", 413, "Nội dung quá lớn"),
    NotJson: Kind("not-json", 415, "Không đúng dạng nội dung"),
    Refused: Kind("refused", 422, "Chưa thực hiện được"),
    KeyReused: Kind("key-reused", 422, "Mã yêu cầu đã dùng"),
    # The operator has to look at the clock: nothing is wrong with the request, and it may be sent again.
    ClockAhead: Kind("clock", 503, "Đồng hồ máy chủ cần kiểm tra"),
    Behind: Kind("behind", 503, "Số liệu đang cập nhật"),
    Broken: Kind("broken", 503, "Số liệu tạm dừng cập nhật"),
    OperationalError: Kind("database", 503, "Chưa kết nối được cơ sở dữ liệu"),
}
"""Of the classes of an error the nearest decides."""

RETRY_AFTER = "2"
"""Seconds after which what could not be answered now may be asked again."""


def kind_of(error: Exception) -> Kind:
    """Its line of the table."""
    return next(KINDS[cls] for cls in type(error).__mro__ if cls in KINDS)


def refused(request: Request, error: Exception) -> Response:
    """The answer to a refusal, or to what keeps the server from answering."""
    kind = kind_of(error)
    said = error if isinstance(error, Refused) else Refused("")
    headers = {"Cache-Control": "no-store"}
    if kind.status == 503:
        headers["Retry-After"] = RETRY_AFTER
    if kind.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    problem = Problem(kind.type, kind.title, kind.status, said.message, said.field or "", _address(request))
    return Response(msgspec.json.encode(problem), kind.status, headers, MEDIA_TYPE)


def unanswered(request: Request, error: Exception) -> Response:
    """What HTTP itself says no with: no such path, no such method."""
    assert isinstance(error, HTTPException)
    return _plain(request, error.status_code, error.headers)


def failed(request: Request, error: Exception) -> Response:
    """A fault of the program, which is in its log and not in the answer."""
    return _plain(request, 500, None)


HANDLERS = {**dict.fromkeys(KINDS, refused), HTTPException: unanswered, Exception: failed}


def _plain(request: Request, status: int, headers: Mapping[str, str] | None) -> Response:
    content = Problem(
        "about:blank", TITLES.get(status, "Không thực hiện được"), status, instance=_address(request)
    )
    return Response(msgspec.json.encode(content), status, headers, MEDIA_TYPE)


def _address(request: Request) -> str:
    return request.url.path
