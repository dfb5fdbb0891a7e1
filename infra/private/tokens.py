"""Tokens: keys by which programs ask the API in the name of an account, for a time."""

from datetime import timedelta
from uuid import UUID, uuid4

from domain.errors import NotFound, Refused
from domain.person import Person, Token, line
from infra.database import Pool
from infra.private.people import PERSON, VERSION
from infra.private.secrets import Clock, hash_of, new_key, utc_now

PREFIX = "sonq_"
"""By it a key that was left somewhere is recognised."""

MOST_DAYS = 366

_NOTED = timedelta(minutes=1)


class Tokens:
    """The table of tokens. ``now``: the clock."""

    def __init__(self, pool: Pool, now: Clock = utc_now) -> None:
        self._pool = pool
        self._now = now

    def make(self, account_id: UUID, name: str, days: int) -> str:
        """A new token; its key, which is kept nowhere."""
        name = line(name)
        if not name:
            raise Refused("Đề nghị đặt tên cho mã truy cập, ví dụ tên chương trình sẽ dùng.", field="name")
        if not 1 <= days <= MOST_DAYS:
            raise Refused(f"Thời hạn của mã truy cập từ 1 đến {MOST_DAYS} ngày.", field="days")
        key, now = PREFIX + new_key(), self._now()
        with self._pool.transaction() as cursor:
            cursor.execute(
                "INSERT INTO private.tokens VALUES (%s, %s, %s, %s, %s, %s)",
                [uuid4(), hash_of(key), account_id, name, now, now + timedelta(days=days)],
            )
        return key

    def person_of(self, key: str) -> tuple[Person, int] | None:
        """In whose name it asks, and the version of his account; None: in nobody's, or no longer."""
        now = self._now()
        rows = self._pool.rows(
            f"""SELECT used, {VERSION}, {PERSON}
            FROM private.tokens JOIN private.people USING (account)
            WHERE hash = %s AND revoked IS NULL AND expires > %s""",
            [hash_of(key), now],
        )
        if not rows:
            return None
        [(used, version, *person)] = rows
        if used is None or now - used >= _NOTED:
            with self._pool.transaction() as cursor:
                cursor.execute("UPDATE private.tokens SET used = %s WHERE hash = %s", [now, hash_of(key)])
        return Person(*person), version

    def of(self, account_id: UUID) -> list[Token]:
        """All of an account, the newest first."""
        rows = self._pool.rows(
            """SELECT id, name, made, expires, used, revoked IS NOT NULL, expires <= %s FROM private.tokens
            WHERE account = %s ORDER BY made DESC, id""",
            [self._now(), account_id],
        )
        return [Token(*row) for row in rows]

    def revoke(self, account_id: UUID, token_id: UUID) -> None:
        """Ends it. Raises ``NotFound`` if this account has no such token in use."""
        with self._pool.transaction() as cursor:
            cursor.execute(
                "UPDATE private.tokens SET revoked = %s WHERE account = %s AND id = %s AND revoked IS NULL",
                [self._now(), account_id, token_id],
            )
            if not cursor.rowcount:
                raise NotFound
