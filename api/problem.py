"""Errors as RFC 9457 has them."""

from collections.abc import Mapping

from fastapi.responses import JSONResponse

TITLES = {
    400: "Yêu cầu không hợp lệ",
    401: "Chưa đăng nhập",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Cách gọi không được hỗ trợ",
    413: "Nội dung gửi lên quá lớn",
    500: "Hệ thống gặp lỗi",
}


def problem(
    status: int, headers: Mapping[str, str] | None = None, *, detail: str | None = None
) -> JSONResponse:
    """The answer for a status. ``detail``: what is to be done, if there is more to say than its title."""
    content = {"type": "about:blank", "title": TITLES.get(status, "Không thực hiện được"), "status": status}
    if detail:
        content["detail"] = detail
    return JSONResponse(content, status, headers, media_type="application/problem+json")
