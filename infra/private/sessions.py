"""Sessions: who is signed in on which browser."""

from datetime import timedelta
from uuid import UUID

from domain.person import Person, Session
from infra.database import Pool
from infra.private.people import PERSON, VERSION
from infra.private.secrets import Clock, hash_of, new_key, utc_now

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)

_NOTED = timedelta(minutes=1)
"""The last use is noted no more often: a page asks many times a second."""


class Sessions:
    """The table of sessions. ``now``: the clock."""

    def __init__(self, pool: Pool, now: Clock = utc_now) -> None:
        self._pool = pool
        self._now = now

    def open(self, account_id: UUID) -> str:
        """A new session; its key, which is kept nowhere."""
        key, now = new_key(), self._now()
        with self._pool.transaction() as cursor:
            cursor.execute(
                "DELETE FROM private.sessions WHERE used < %s OR opened < %s", [now - IDLE, now - LONGEST]
            )
            cursor.execute(
                "INSERT INTO private.sessions VALUES (%s, %s, %s, %s)", [hash_of(key), account_id, now, now]
            )
        return key

    def person_of(self, key: str) -> tuple[Person, int] | None:
        """Whose session it is, and the version of his account; None: nobody's, or nobody's any more."""
        now = self._now()
        rows = self._pool.rows(
            f"""SELECT used, {VERSION}, {PERSON} FROM private.sessions JOIN private.people USING (account)
            WHERE hash = %s AND used >= %s AND opened >= %s""",
            [hash_of(key), now - IDLE, now - LONGEST],
        )
        if not rows:
            return None
        [(used, version, *person)] = rows
        if now - used >= _NOTED:
            with self._pool.transaction() as cursor:
                cursor.execute("UPDATE private.sessions SET used = %s WHERE hash = %s", [now, hash_of(key)])
        return Person(*person), version

    def of(self, account_id: UUID) -> list[Session]:
        """The open ones of an account, the last used first."""
        now = self._now()
        rows = self._pool.rows(
            """SELECT encode(hash, 'hex'), opened, used FROM private.sessions
            WHERE account = %s AND used >= %s AND opened >= %s ORDER BY used DESC, hash""",
            [account_id, now - IDLE, now - LONGEST],
        )
        return [Session(*row) for row in rows]

    def id_of(self, key: str) -> str:
        """The id of the session with this key."""
        return hash_of(key).hex()

    def close(self, key: str) -> None:
        """Signs out."""
        self._delete("hash = %s", hash_of(key))

    def close_one(self, account_id: UUID, session_id: str) -> None:
        """Ends a session of this account by its id."""
        self._delete("account = %s AND encode(hash, 'hex') = %s", account_id, session_id.replace("\0", ""))

    def close_all(self, account_id: UUID, *, but: str | None = None) -> None:
        """Ends all sessions of an account, but for the one with this key."""
        self._delete("account = %s AND hash IS DISTINCT FROM %s", account_id, but and hash_of(but))

    def _delete(self, which: str, *values: object) -> None:
        with self._pool.transaction() as cursor:
            cursor.execute(f"DELETE FROM private.sessions WHERE {which}", values)
