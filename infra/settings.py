"""The settings: environment variables ``SONQ_*``, all optional, described in docs/settings.md.

Read once, at the start: what is wrong is refused by name before anything else happens.
"""

import difflib
import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import psycopg2
from psycopg2.extensions import parse_dsn

from domain.errors import Refused
from infra.home import default_home

PREFIX = "SONQ_"
OF_THE_TESTS = "SONQ_TEST_"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The field ``due_soon_days`` is the variable ``SONQ_DUE_SOON_DAYS``, and so on."""

    home: Path
    """The folder of the embedded PostgreSQL and of everything else that is kept."""
    database_url: str | None = None
    """A PostgreSQL of one's own, instead of the embedded one."""
    host: str = "127.0.0.1"
    port: int = 8050
    """0: any free one."""
    origin: str = ""
    """The address that people call the server by, where it is not this machine's own."""
    title: str = "Theo dõi, đôn đốc thực hiện nhiệm vụ của Tỉnh ủy"
    province: str = "…"
    """As papers name it: "Sông Lam"."""
    place: str = "…"
    """Where papers are dated from."""
    due_soon_days: int = 5
    """Working days before its deadline from which an open assignment is due soon."""
    shift_deadlines: bool = False
    """Whether a deadline given as an explicit day moves on to the next working day."""
    officers_send: bool = False
    """Whether officers of units send reports themselves."""
    board_compares: bool = False
    """Whether members of the Standing Board compare units by name without a closing."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """``Refused`` with every setting that is wrong or unknown. Set but empty counts as not set."""
    given = {
        name: value
        for name, value in environment.items()
        if value and name.startswith(PREFIX) and not name.startswith(OF_THE_TESTS)
    }
    read: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, value in given.items():
        field = name.removeprefix(PREFIX).lower()
        if name not in NAMES:
            wrong[name] = f"{name}: không có thiết lập này{_perhaps(name)}"
            continue
        try:
            read[field] = READERS[field](value)
        except ValueError as error:
            wrong[name] = f"{name}: {error}."
    if not _is_loopback(read.get("host", "localhost")) and not given.get("SONQ_ORIGIN"):
        wrong["SONQ_HOST"] = (
            f"SONQ_HOST: “{read['host']}” không phải địa chỉ của chính máy này; đề nghị nêu thêm SONQ_ORIGIN, địa chỉ "
            "mà người dùng mở hệ thống, ví dụ https://sonq.tinhuy.example."
        )
    if wrong:
        raise Refused(
            "Đề nghị kiểm tra lại thiết lập.\n" + "\n".join(wrong.values()), field=next(iter(wrong))
        )
    return Settings(**{"home": default_home(), **read})


def _perhaps(name: str) -> str:
    close = difflib.get_close_matches(name, NAMES, n=1)
    return f". Có phải đồng chí muốn đặt {close[0]}?" if close else "."


def _folder(value: str) -> Path:
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError:
        raise ValueError(f"không có tài khoản nêu trong “{value}”") from None


def _database_url(value: str) -> str:
    if not value.startswith(
        ("postgresql://", "postgres://")
    ):  # the value may hold a password: it is not shown
        raise ValueError("địa chỉ cơ sở dữ liệu phải có dạng postgresql://tài-khoản:mật-khẩu@máy-chủ/tên")
    try:
        parse_dsn(value)
    except psycopg2.ProgrammingError:
        raise ValueError(
            "địa chỉ cơ sở dữ liệu không đọc được; đề nghị kiểm tra các ký tự đặc biệt"
        ) from None
    return value


def _host(value: str) -> str:
    if not _is_loopback(value):
        try:
            ipaddress.ip_address(value)
        except ValueError:
            raise ValueError(
                f"“{value}” không phải địa chỉ IP của máy này, cũng không phải localhost"
            ) from None
    return value


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _origin(value: str) -> str:
    """As a browser says it: lower case, without the port that goes without saying."""
    origin = value.lower().removesuffix("/")
    if not re.fullmatch(r"https?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", origin):
        raise ValueError("cần có dạng https://tên-máy hoặc https://tên-máy:cổng, không kèm đường dẫn")
    return origin.removesuffix(":443" if origin.startswith("https") else ":80")


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) < 10 and least <= int(value) <= most):
            raise ValueError(f"“{value}” không phải là số nguyên từ {least} đến {most}")
        return int(value)

    return read


def _line(value: str) -> str:
    text = unicodedata.normalize("NFC", value).strip()
    if not text or not text.isprintable() or len(text) > 200:
        raise ValueError("cần là một dòng chữ, không quá 200 ký tự")
    return text


def _switch(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError(f"“{value}” chưa đúng, đề nghị nhập 1 (có) hoặc 0 (không)")
    return value == "1"


READERS: dict[str, Callable[[str], Any]] = {
    "home": _folder,
    "database_url": _database_url,
    "host": _host,
    "port": _number(0, 65535),
    "origin": _origin,
    "title": _line,
    "province": _line,
    "place": _line,
    "due_soon_days": _number(1, 60),
    "shift_deadlines": _switch,
    "officers_send": _switch,
    "board_compares": _switch,
}
NAMES = [PREFIX + field.upper() for field in READERS]
