"""The access log: who read, took away, printed, signed in. Written and read, never changed."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from domain.access_log import Access, AccessKind
from infra.database import Pool
from infra.log import VIETNAM
from infra.private.secrets import Clock, utc_now

PAGE = 50


class AccessLog:
    """The table of accesses. ``now``: the clock."""

    def __init__(self, pool: Pool, now: Clock = utc_now) -> None:
        self._pool = pool
        self._now = now

    def note(self, account_id: UUID | None, kind: AccessKind, what: str, day: date | None = None) -> None:
        """Writes it down. ``what`` holds addresses and ids, no names: it cannot be erased."""
        with self._pool.transaction() as cursor:
            cursor.execute(
                "INSERT INTO private.access_log (at, account, kind, what, day) VALUES (%s, %s, %s, %s, %s)",
                [self._now(), account_id, kind, what.replace("\0", ""), day],
            )

    def page(
        self,
        after: int | None = None,
        limit: int = PAGE,
        *,
        accounts: Collection[UUID] | None = None,
        kind: AccessKind | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> list[Access]:
        """The newest first, ``after`` the id of the last one seen; ``accounts``: of these, None: of all.

        ``since``, ``until``: civil days, included.
        """
        of = None if accounts is None else list(accounts)
        rows = self._pool.rows(
            """SELECT id, at, account, kind, what, day FROM private.access_log
            WHERE id < coalesce(%s, 9223372036854775807) AND (%s::uuid[] IS NULL OR account = ANY(%s::uuid[]))
                AND (%s::text IS NULL OR kind = %s)
                AND at >= coalesce(%s::timestamptz, '-infinity') AND at < coalesce(%s::timestamptz, 'infinity')
            ORDER BY id DESC LIMIT %s""",
            [
                after,
                *(of, of, kind, kind),
                *(_midnight(since), until and _midnight(until + timedelta(days=1)), limit),
            ],
        )
        return [Access(i, at, whose, AccessKind(k), what, day) for i, at, whose, k, what, day in rows]


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(0), VIETNAM) if day else None
