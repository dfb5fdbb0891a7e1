"""Secrets: how passwords are kept, how keys are made. None of them is ever written down, shown or logged."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from domain.vietnamese import nfc

Clock = Callable[[], datetime]

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are read as another."""

_argon2 = PasswordHasher()
_at_a_time = BoundedSemaphore(2)
"""Each computation takes 64 MB: many who sign in at once wait for one another instead of filling the memory."""


def utc_now() -> datetime:
    """The moment by the clock of the machine."""
    return datetime.now(UTC)


def hashed(password: str) -> str:
    """As it is kept: argon2id."""
    with _at_a_time:
        return _argon2.hash(nfc(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether this is the password. Without one kept, no, after as long a time."""
    with _at_a_time:
        try:
            _argon2.verify(kept or _nobodys(), nfc(password))
        except VerifyMismatchError:
            return False
    return bool(kept)


def one_time_password() -> str:
    """To be told once and changed at the first use: "k7mp-2x9d-hw4t", 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def new_key() -> str:
    """A key for a session or a program, 256 bits."""
    return secrets.token_urlsafe(32)


def hash_of(key: str) -> bytes:
    """By what a key is known again. It has no structure to be guessed, so a quick hash will do."""
    return hashlib.sha256(key.encode(errors="surrogatepass")).digest()


@cache
def _nobodys() -> str:
    return _argon2.hash(secrets.token_urlsafe())
