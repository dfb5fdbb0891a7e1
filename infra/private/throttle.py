"""Wrong passwords are counted by sign-in name and by address; each next one waits longer."""

from datetime import timedelta

from domain.person import FREE_TRIES, Throttled, wait
from domain.vietnamese import day as vn_day
from infra.database import Pool
from infra.log import VIETNAM
from infra.private.secrets import Clock, hash_of

FREE_OF_AN_ADDRESS = 30
"""A whole office may come from one address."""

FORGOTTEN = timedelta(days=1)


class Throttle:
    """Counts before it is known whether the password was right, so that many at once are many."""

    def __init__(self, pool: Pool, now: Clock) -> None:
        self._pool = pool
        self._now = now

    def book(self, login: str, address: str) -> None:
        """One more try. Raises ``Throttled`` while the name or the address has to wait."""
        now, free = (
            self._now(),
            {_key("login", login): FREE_TRIES, _key("address", address): FREE_OF_AN_ADDRESS},
        )
        with self._pool.transaction() as cursor:
            cursor.execute("DELETE FROM private.attempts WHERE free_at < %s", [now - FORGOTTEN])
            for key in sorted(free):  # in one order, or two might wait for each other
                cursor.execute(
                    "INSERT INTO private.attempts VALUES (%s, 0, %s) ON CONFLICT (key) DO NOTHING", [key, now]
                )
            cursor.execute(
                """SELECT key, failures, free_at FROM private.attempts WHERE key = ANY(%s)
                ORDER BY key FOR UPDATE""",
                [sorted(free)],
            )
            found = cursor.fetchall()
            if (free_at := max(moment for *_, moment in found)) > now:
                # Rounded up: at the minute that is named it is free.
                until = (free_at + timedelta(seconds=59)).astimezone(VIETNAM)
                raise Throttled(
                    "Đã nhập sai nhiều lần. Đề nghị thử lại sau "
                    f"{until:%H:%M} ngày {vn_day(until.date())}, hoặc liên hệ người quản trị để đặt lại mật khẩu."
                )
            for key, failures, _ in found:
                cursor.execute(
                    "UPDATE private.attempts SET failures = %s, free_at = %s WHERE key = %s",
                    [failures + 1, now + wait(failures + 1, free[bytes(key)]), key],
                )

    def clear(self, login: str, address: str) -> None:
        """The password was right: of the name all is forgotten, of the address this one try."""
        with self._pool.transaction() as cursor:
            cursor.execute("DELETE FROM private.attempts WHERE key = %s", [_key("login", login)])
            cursor.execute(
                "UPDATE private.attempts SET failures = failures - 1, free_at = %s WHERE key = %s",
                [self._now(), _key("address", address)],
            )


def _key(kind: str, value: str) -> bytes:
    return hash_of(f"{kind} {value}")
