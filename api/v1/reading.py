"""Reading what is sent: body, query, path, headers. Whatever cannot be taken is refused in Vietnamese, by field."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec
from starlette.datastructures import Headers

from api.v1.problems import Malformed
from api.v1.words import meaning
from domain.errors import NotFound, Refused
from domain.log import Request as Named

Read = TypeVar("Read")
Params = TypeVar("Params", bound=msgspec.Struct)

_KINDS = {
    "str": "một đoạn chữ",
    "int": "một số nguyên",
    "float": "một số",
    "bool": "có (true) hoặc không (false)",
    "array": "một danh sách",
    "object": "một nhóm các mục",
    "uuid": "một mã",
    "date": "một ngày, ghi năm-tháng-ngày như 2026-06-15",
    "null": "trống",
}


def read_body(kind: type[Read], raw: bytes) -> Read:
    """The body of a command. Raises ``Malformed``, or ``Refused`` with the path of the field."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed("Nội dung gửi lên không đúng dạng JSON.") from None


def read_query(kind: type[Params], given: Sequence[tuple[str, str]]) -> Params:
    """The parameters of a query. A list is given by its name again and again; anything else once."""
    several = {f.name for f in msgspec.structs.fields(kind) if str(f.type).startswith("tuple")}
    asked: dict[str, Any] = {}
    for name, value in given:
        if name in several:
            asked.setdefault(name, []).append(value)
        elif name in asked:
            raise Refused(f"Tham số “{_short(name)}” được ghi hai lần.", field=name)
        else:
            asked[name] = value
    try:
        return msgspec.convert(asked, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from None


def read_id(text: str) -> UUID:
    """An id of a path. What is none leads nowhere."""
    try:
        found = UUID(text)
    except ValueError:
        raise NotFound from None
    if str(found) != text.lower():
        raise NotFound
    return found


def read_version(headers: Headers) -> int | None:
    """The version that the sender had before him, of ``If-Match: "3"``."""
    given = headers.getlist("if-match")
    if not given:
        return None
    if len(given) > 1 or not (found := re.fullmatch(r'"([1-9][0-9]{0,8})"', given[0])):
        raise Malformed(
            'If-Match cần là một phiên bản như "3", lấy từ ETag của nội dung đang xem.', field="If-Match"
        )
    return int(found[1])


def read_request(headers: Headers, account: str, method: str, path: str, raw: bytes) -> Named | None:
    """The command under the name that its sender gave it (``Idempotency-Key``), with the hash of its content."""
    given = headers.getlist("idempotency-key")
    if not given:
        return None
    if len(given) > 1:
        raise Malformed("Chỉ ghi một Idempotency-Key.", field="Idempotency-Key")
    content = b"\n".join([method.encode(), path.encode(), raw])
    return Named(account, given[0], hashlib.sha256(content).hexdigest())


Position = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
"""In a log or a list, where a cursor is one."""


def write_cursor(key: Sequence[Any]) -> str:
    """Where a page ends, as an opaque text."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).rstrip(b"=").decode()


def read_cursor(kind: Any, text: str) -> Any:
    """Where the page before ended. Raises ``Malformed``."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        if rb"\u0000" in raw:  # in no key: the database takes none
            raise ValueError
        return msgspec.json.decode(raw, type=kind)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise Malformed("Con trỏ trang không đúng; đề nghị xem lại từ trang đầu.", field="cursor") from None


def _refusal(said: str) -> Refused:
    """What msgspec says, in Vietnamese."""
    place = re.search(r"`\$\.?([^`]*)`$", said)
    where = re.sub(r"\[([^\]]*)\]", r".\1", place[1]) if place else ""
    named = re.search(r"(?:required|unknown) field `([^`]*)`", said)
    if named:
        field = f"{where}.{named[1]}" if where else named[1]
        if "unknown" in said:
            return Refused(f"Không có mục “{_short(named[1])}”; đề nghị kiểm tra lại tên mục.", field=field)
        return Refused(f"Thiếu mục “{_called(named[1])}”; đề nghị bổ sung.", field=field)
    where = re.sub(r"[.]([0-9]+|[.]*)$", "", where)
    last = where.rpartition(".")[2]
    what = f"“{_called(last)}”" if last else "gửi lên"
    return Refused(f"Mục {what} {_wrong(said)}.", field=where or None)


def _wrong(said: str) -> str:
    if said.startswith("Invalid UUID"):
        return "không phải là một mã đúng dạng"
    if "date" in said.partition(" - ")[0].lower():
        return f"cần là {_KINDS['date']}"
    if said.startswith(("Invalid enum value", "Invalid value")):
        return "không nằm trong danh mục"
    if bound := re.match(r"Expected `(\w+)` (of length )?([<>]=?|matching)\s*([^ ]*)", said):
        return _bounded(bound)
    if found := re.match(r"Expected `([\w]+)", said):
        return f"cần là {_KINDS.get(found[1], 'giá trị đúng dạng')}"
    return "không đúng dạng; đề nghị nhập lại"


def _bounded(bound: re.Match[str]) -> str:
    _, length, sign, limit = bound.groups()
    if sign == "matching":
        return "không đúng dạng; đề nghị nhập lại"
    words = {">=": "từ", ">": "hơn", "<=": "nhiều nhất là", "<": "ít hơn"}[sign]
    return f"cần {'có số lượng ' if length else ''}{words} {limit}"


def _called(field: str) -> str:
    """What a person calls it: its name in the API stands in ``field`` of the problem."""
    return _short(re.split(r" \(|[:;]", meaning(field))[0])


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def single(headers: Mapping[str, str], name: str) -> str:
    """A header in lower case without its parameters."""
    return headers.get(name, "").partition(";")[0].strip().lower()
