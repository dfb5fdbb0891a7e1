"""Files that go with reports, kept as they were uploaded; the same content is kept once."""

import hashlib
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from domain.attachment import WAITS, Attachment, Kind
from domain.errors import NotFound
from infra.database import Pool
from infra.private.secrets import Clock, utc_now

FORGOTTEN = WAITS + timedelta(days=1)
"""After that a file that nobody sent is thrown away: a day later than it may be sent, so that none is on its way."""


class Files:
    """The table of files. ``now``: the clock."""

    def __init__(self, pool: Pool, now: Clock = utc_now) -> None:
        self._pool = pool
        self._now = now
        self._cleared = datetime.min.replace(tzinfo=UTC)

    def clear(self, sent: Callable[[Sequence[UUID]], Set[UUID]]) -> None:
        """Throws away, once a day, what was uploaded long ago and goes with no report and no draft.

        ``sent``: which of these files go with a report that ever was sent.
        """
        now = self._now()
        if now - self._cleared < timedelta(days=1):
            return
        self._cleared = now
        rows = self._pool.rows(
            """SELECT f.id FROM private.files f WHERE f.uploaded < %s
            AND NOT EXISTS (SELECT FROM private.drafts d WHERE strpos(d.report, f.id::text) > 0)""",
            [now - FORGOTTEN],
        )
        old = [file for (file,) in rows]
        if not (gone := set(old) - sent(old)):
            return
        with self._pool.transaction("SELECT pg_advisory_xact_lock(7361002028)") as cursor:
            cursor.execute("DELETE FROM private.files WHERE id = ANY(%s)", [list(gone)])
            cursor.execute(
                """DELETE FROM private.contents c
                WHERE NOT EXISTS (SELECT FROM private.files f WHERE f.sha256 = c.sha256)"""
            )

    def keep(self, account_id: UUID, name: str, data: bytes) -> Attachment:
        """Keeps an upload. Refuses what ``infra.attachment`` refuses."""
        from infra.attachment import inspected  # noqa: PLC0415 - Word and Excel take long to load

        name, kind = inspected(name, data)
        kept = Attachment(uuid4(), name, kind, len(data), account_id, self._now())
        digest = hashlib.sha256(data).digest()
        # Or the content would be found here and thrown away, for nobody had it, before the file is written.
        with self._pool.transaction("SELECT pg_advisory_xact_lock_shared(7361002028)") as cursor:
            cursor.execute("SELECT FROM private.contents WHERE sha256 = %s", [digest])
            if not cursor.rowcount:
                cursor.execute(
                    "INSERT INTO private.contents VALUES (%s, %s) ON CONFLICT DO NOTHING", [digest, data]
                )
            cursor.execute(
                "INSERT INTO private.files VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [kept.id, digest, kept.name, kept.kind, kept.size, kept.account, kept.uploaded],
            )
        return kept

    def found(self, ids: Iterable[UUID]) -> dict[UUID, Attachment]:
        """The files of these ids, as far as there are any."""
        rows = self._pool.rows(
            "SELECT id, name, kind, size, account, uploaded FROM private.files WHERE id = ANY(%s)",
            [list(ids)],
        )
        return {
            file: Attachment(file, name, Kind(kind), size, account, uploaded)
            for file, name, kind, size, account, uploaded in rows
        }

    def content(self, file_id: UUID) -> bytes:
        """What is in it. Raises ``NotFound``."""
        rows = self._pool.rows(
            "SELECT content FROM private.files JOIN private.contents USING (sha256) WHERE id = %s", [file_id]
        )
        if not rows:
            raise NotFound
        return bytes(rows[0][0])
