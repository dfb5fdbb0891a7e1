"""Files in the description of the API; what is sent and fetched is no JSON, so no table says it."""

from typing import Any

from api.v1.words import PARAMETERS, meaning
from domain.attachment import Kind
from projections.daily import Of


def file_paths() -> dict[str, Any]:
    """The paths of ``api/v1/files.py`` and ``api/v1/daily.py``."""
    sent = {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary", "description": "Tệp, nhiều nhất 20 MB"}
        },
    }
    kept = {
        "type": "object",
        "required": ["file", "name", "size"],
        "properties": {
            "file": {"type": "string", "format": "uuid", "description": "Mã tệp"},
            "name": {"type": "string", "description": "Tên dùng từ nay"},
            "size": {"type": "integer", "description": "Số byte"},
        },
    }
    content = {kind.media_type: {"schema": {"type": "string", "format": "binary"}} for kind in Kind}
    which = {"name": "file", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    begun = {
        "type": "object",
        "required": ["upload"],
        "properties": {"upload": {"type": "string", "format": "uuid", "description": "Mã phụ lục đang nhập"}},
    }
    return {
        "/annexes": {
            "post": {
                "operationId": "send_annex",
                "summary": "Gửi tệp phụ lục để xem trước, chọn đầu mối",
                "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": sent}}},
                "responses": {
                    "201": {
                        "description": "Đã đọc phụ lục, chưa ghi vào sổ",
                        "content": {"application/json": {"schema": begun}},
                    },
                    **_refusals(400, 401, 403, 404, 413, 422, 503),
                },
            }
        },
        "/overview/daily": _daily(),
        "/files": {
            "post": {
                "operationId": "send_file",
                "summary": "Tải tệp lên để gửi kèm báo cáo",
                "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": sent}}},
                "responses": {
                    "201": {
                        "description": "Đã lưu tệp",
                        "content": {"application/json": {"schema": kept}},
                    },
                    **_refusals(400, 401, 403, 404, 413, 422, 503),
                },
            }
        },
        "/files/{file}": {
            "get": {
                "operationId": "file",
                "summary": "Tải tệp về",
                "parameters": [which | {"description": "Mã tệp"}],
                "responses": {
                    "200": {"description": "Nội dung tệp", "content": content},
                    **_refusals(401, 404, 503),
                },
            }
        },
    }


def _daily() -> dict[str, Any]:
    day = {"type": "string", "format": "date"}
    unit = {"type": "array", "items": {"type": "string", "format": "uuid"}}
    asked: dict[str, Any] = {
        "of": {"type": "string", "enum": [str(of) for of in Of], "default": str(Of.ASSIGNMENTS)},
        "way": {"type": "string", "enum": ["reported", "reviewed"], "default": "reported"},
        "unit": unit,
        "since": day,
        "until": day,
    }
    return {
        "get": {
            "operationId": "daily",
            "summary": "Số liệu từng ngày, dạng nhị phân",
            "parameters": [
                {
                    "name": name,
                    "in": "query",
                    "schema": schema,
                    "description": PARAMETERS.get(name) or meaning(name),
                }
                for name, schema in asked.items()
            ],
            "responses": {
                "200": {
                    "description": "Thay đổi của từng ngày; cách đọc ở docs/api.md",
                    "content": {
                        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
                    },
                },
                "304": {"description": "Chưa có gì mới kể từ ETag đã nhận"},
                **_refusals(400, 401, 403, 404, 422, 503),
            },
        }
    }


def _refusals(*statuses: int) -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses}
