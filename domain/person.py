"""Who an account belongs to, and by which rules he signs in. Kept beside the log, where it can be erased."""

import re
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from domain.account import OPERATOR
from domain.door import LONGEST_LINE
from domain.errors import Refused
from domain.event import AccountId
from domain.vietnamese import fold, nfc

LEAST, MOST = 10, 200
"""Characters of a password: fewer are guessed, more only cost time."""

_KNOWN = frozenset(
    (
        "0123456789", "1234567890", "12345678910", "0987654321", "1111111111", "1234512345",
        "123456789a", "a123456789", "aaaaaaaaaa", "abc1234567", "abcd123456", "administrator",
        "anhyeuem123", "iloveyou123", "matkhau123", "matkhau1234", "matkhau12345", "matkhaumoi",
        "password12", "password123", "password1234", "qwertyuiop", "qwerty12345", "1q2w3e4r5t",
        "tinhuy2025", "tinhuy2026", "vanphong123", "vietnam123", "vietnam1234", "welcome123",
        "xinchao123",
    )
)  # fmt: skip
"""Those that are tried first."""

FREE_TRIES = 5
"""Wrong passwords before the first wait."""
_FIRST_WAIT = timedelta(seconds=15)
_LONGEST_WAIT = timedelta(minutes=15)

ERASED = "Tài khoản đã xóa tên"


class Person(msgspec.Struct, frozen=True):
    """The person of an account. ``office``: the office held (chức danh), as written after the name."""

    account: UUID
    login: str
    name: str
    office: str = ""
    must_change: bool = False
    """The password was given by others: the first thing to do is to choose another."""

    @property
    def called(self) -> str:
        """As the history calls him: "đồng chí Trần Thị Linh (Chuyên viên)"."""
        if not self.login:
            return self.name
        return f"đồng chí {self.name} ({self.office})" if self.office else f"đồng chí {self.name}"


class Session(msgspec.Struct, frozen=True):
    """Where somebody is signed in. ``id`` names it without being its key."""

    id: str
    opened: datetime
    used: datetime


class Token(msgspec.Struct, frozen=True):
    """By what a program asks in somebody's name; its key was told once."""

    id: UUID
    name: str
    made: datetime
    expires: datetime
    used: datetime | None
    revoked: bool
    expired: bool


class Throttled(Refused):
    """Signing in was tried too often; the message says when it may be tried again."""


def called(by: AccountId, person: Person | None) -> str | None:
    """Whoever did it, in words; ``person``: of that account, if there is one. None: nobody knows."""
    if person:
        return person.called
    return "Người vận hành máy chủ" if by == OPERATOR else None


def login_of(text: str) -> str:
    """A sign-in name as it is kept: lower case, no marks, no space. Refuses what cannot be one."""
    login = fold(text)
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,39}", login):
        raise Refused(
            "Tên đăng nhập gồm 2 đến 40 ký tự: chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới.",
            field="login",
        )
    return login


def name_of(text: str) -> str:
    """A person's name as it is kept; refuses where there is none."""
    name = line(text)
    if not name:
        raise Refused("Đề nghị nhập họ và tên.", field="name")
    return name


def line(text: str, field: str = "name") -> str:
    """A text of one line; refuses one that is longer than any."""
    clean = nfc(text, one_line=True)
    if len(clean) > LONGEST_LINE:
        raise Refused(f"Nội dung quá dài; đề nghị nhập không quá {LONGEST_LINE} ký tự.", field=field)
    return clean


def fit(password: str, login: str) -> str:
    """The password, if it is not guessed at once. Refuses; the message never shows it."""
    if len(password) < LEAST:
        raise Refused(f"Mật khẩu cần ít nhất {LEAST} ký tự.", field="password")
    if len(password) > MOST:
        raise Refused(f"Mật khẩu không quá {MOST} ký tự.", field="password")
    folded = fold(password)
    if len(login) > 3 and login in folded:
        raise Refused("Mật khẩu không được chứa tên đăng nhập.", field="password")
    if folded in _KNOWN or len(set(folded)) < 4:
        raise Refused("Mật khẩu này quá dễ đoán; đề nghị chọn mật khẩu khác.", field="password")
    return password


def wait(failures: int, free: int = FREE_TRIES) -> timedelta:
    """How long after so many wrong passwords none is tried: from a quarter of a minute to a quarter of an hour."""
    if failures < free:
        return timedelta()
    return min(_FIRST_WAIT * (1 << min(failures - free, 10)), _LONGEST_WAIT)
