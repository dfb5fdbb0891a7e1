"""The description of the API (OpenAPI 3.1), made from the same tables as its routes."""

from collections.abc import Sequence
from typing import Any

import msgspec

from api.v1.file_words import file_paths
from api.v1.problems import KINDS, MEDIA_TYPE, Problem
from api.v1.table import Command, Query, ids_of
from api.v1.words import PARAMETERS, VALUES, meaning

JSON = "application/json"
REF = "#/components/schemas/{name}"

ABOUT = """Sổ theo dõi, đôn đốc thực hiện nhiệm vụ. Lệnh (POST) ghi vào sổ; truy vấn (GET) chỉ đọc.

Mỗi lệnh trả lời vị trí đã ghi (`position`, `X-Position`); truy vấn ghi `after=` vị trí đó thì số liệu trả về đã gồm
nội dung vừa ghi. Gửi lại cùng `Idempotency-Key` với cùng nội dung chỉ được ghi sổ một lần và nhận đúng câu trả lời cũ;
việc không ghi sổ (bản nháp báo cáo, cấp lại mật khẩu) thì được làm lại.
`If-Match` ghi phiên bản lấy từ `ETag`: nội dung đã thay đổi từ khi xem thì lệnh bị từ chối (412).

Hai mốc thời gian: `day` là ngày của số liệu, `known` là lúc đã biết. Không ghi: hiện nay. Chỉ ghi `day`: số liệu sau rà
soát, tính đến ngày đó. `known` cùng ngày với `day`: số liệu đã báo cáo ngày đó. Không tìm thấy và chưa được phân quyền
xem được trả lời như nhau."""


class Done(msgspec.Struct, omit_defaults=True):
    """Đã ghi vào sổ."""

    position: int
    version: int = 0
    assignment: str = ""
    assignments: tuple[str, ...] = ()
    task: str = ""
    resolution: str = ""
    units: tuple[str, ...] = ()
    account: str = ""
    login: str = ""
    submission: int = 0
    one_time_password: str | None = None
    issued: int = 0
    approved: int = 0
    returned: int = 0
    confirmed: int = 0
    handed_over: int = 0
    draft: int = 0
    upload: str = ""
    added: int = 0
    chosen: int = 0
    unchanged: int = 0


def description(commands: Sequence[Command], queries: Sequence[Query]) -> dict[str, Any]:
    """The whole document."""
    types = [
        Done,
        Problem,
        *(c.body for c in commands),
        *(q.found for q in queries),
        *(q.params for q in queries),
    ]
    schemas, components = msgspec.json.schema_components(types, ref_template=REF)
    of = dict(zip(types, schemas, strict=True))
    _in_vietnamese(components)
    paths: dict[str, dict[str, Any]] = {}
    for command in commands:
        paths.setdefault(command.path, {})["post"] = _command(command, of)
    for query in queries:
        paths.setdefault(query.path, {})["get"] = _query(query, of, components)
    paths |= file_paths()
    for query in queries:
        components.pop(query.params.__name__, None)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sổ theo dõi thực hiện nghị quyết", "version": "1", "description": ABOUT},
        "servers": [{"url": "/api/v1"}],
        "security": [{"session": []}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": _problems(),
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "sonq"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _command(command: Command, of: dict[Any, Any]) -> dict[str, Any]:
    headers = {
        "Idempotency-Key": {"type": "string", "pattern": "^[!-~]{1,200}$"},
        **({"If-Match": {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$'}} if command.aggregate else {}),
    }
    answers = {
        "X-Position": {"type": "integer"},
        **({"ETag": {"type": "string"}} if command.aggregate else {}),
    }
    return {
        "operationId": command.name,
        "summary": command.summary,
        "description": command.body.__doc__,
        "parameters": [*_in_path(command.path), *(_parameter(n, "header", s) for n, s in headers.items())],
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": of[command.body], "example": msgspec.to_builtins(command.example)}},
        },
        "responses": {
            "201" if command.makes else "200": _answer(of[Done], "Đã ghi vào sổ", answers),
            **_refusals(400, 401, 403, 404, 409, 412, 413, 415, 422, 503),
        },
    }


def _query(query: Query, of: dict[Any, Any], components: dict[str, Any]) -> dict[str, Any]:
    shape = components[query.params.__name__]
    needed = shape.get("required", [])
    answers = {"X-Position": {"type": "integer"}, **({"ETag": {"type": "string"}} if query.tag else {})}
    return {
        "operationId": query.name,
        "summary": query.summary,
        "description": (query.params.__doc__ or "").strip(),
        "parameters": [
            *_in_path(query.path),
            *(
                _parameter(name, "query", _of_query(schema), required=name in needed)
                for name, schema in shape["properties"].items()
            ),
        ],
        "responses": {
            "200": _answer(of[query.found], query.summary, answers),
            **_refusals(400, 401, 403, 404, 422, 503),
        },
    }


def _of_query(schema: dict[str, Any]) -> dict[str, Any]:
    """In an address what is not asked for is left out, never null."""
    kinds = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default", "description")}
    return {**rest, **kinds[0]} if kinds else rest


def _in_path(path: str) -> list[dict[str, Any]]:
    return [
        _parameter(name, "path", {"type": "string", "format": "uuid"}, required=True) for name in ids_of(path)
    ]


def _parameter(name: str, where: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    told = {"name": name, "in": where, "required": required, "schema": schema}
    return {**told, "description": PARAMETERS.get(name) or meaning(name)}


def _answer(schema: dict[str, Any], words: str, headers: dict[str, Any]) -> dict[str, Any]:
    told = {name: {"schema": kind, "description": PARAMETERS[name]} for name, kind in headers.items()}
    return {"description": words, "headers": told, "content": {JSON: {"schema": schema}}}


def _refusals(*statuses: int) -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _problems() -> dict[str, Any]:
    """By status: what it may mean, each with an example."""
    told: dict[str, Any] = {}
    for kind in KINDS.values():
        examples = told.setdefault(
            str(kind.status),
            {
                "description": kind.title,
                "content": {MEDIA_TYPE: {"schema": {"$ref": REF.format(name="Problem")}, "examples": {}}},
            },
        )["content"][MEDIA_TYPE]["examples"]
        examples[kind.slug] = {"value": {"type": kind.type, "title": kind.title, "status": kind.status}}
    return told


def _in_vietnamese(components: dict[str, Any]) -> None:
    """Each field is told what it means; what our views say of themselves is for those who read the code."""
    for name, schema in components.items():
        if name in VALUES:
            schema["description"] = VALUES[name]
        elif not _is_vietnamese(schema.get("description", "")):
            schema.pop("description", None)
        for field, told in schema.get("properties", {}).items():
            told["description"] = meaning(field)


def _is_vietnamese(text: str) -> bool:
    return not text.isascii()
