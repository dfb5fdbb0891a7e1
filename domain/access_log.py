"""What the access log tells of: who read, took away, printed, signed in."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class AccessKind(StrEnum):
    """What somebody did with what is kept."""

    READ = "read"
    EXPORT = "export"
    PRINT = "print"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    ACCOUNT = "account"
    """A password, a session or a token was given or taken."""


ACCESS_NAMES = {
    AccessKind.READ: "Xem",
    AccessKind.EXPORT: "Tải tệp",
    AccessKind.PRINT: "In",
    AccessKind.SIGN_IN: "Đăng nhập",
    AccessKind.SIGN_IN_FAILED: "Đăng nhập không thành công",
    AccessKind.ACCOUNT: "Tài khoản",
}


class Access(msgspec.Struct, frozen=True):
    """One entry. ``account`` None: nobody known; ``day``: of the figures that were looked at."""

    id: int
    at: datetime
    account: UUID | None
    kind: AccessKind
    what: str
    day: date | None
