"""Annexes on their way in, kept for whoever sent them, until nobody goes on with them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from domain.annex.choices import Choices
from domain.annex.intake import Head, Intake, Kept, Taken
from domain.annex.table import Table
from domain.errors import NotFound
from infra.database import Pool
from infra.private.secrets import Clock, utc_now

FORGOTTEN = timedelta(days=30)


class _State(msgspec.Struct, frozen=True, omit_defaults=True):
    head: Head
    choices: Choices
    taken: Taken | None = None


class Uploads:
    """The table of uploads. ``now``: the clock."""

    def __init__(self, pool: Pool, now: Clock = utc_now) -> None:
        self._pool = pool
        self._now = now

    def add(self, account_id: UUID, intake: Intake) -> UUID:
        """Keeps it; throws away what was forgotten."""
        made, now = uuid4(), self._now()
        with self._pool.transaction() as cursor:
            cursor.execute("DELETE FROM private.uploads WHERE changed < %s", [now - FORGOTTEN])
            cursor.execute(
                "INSERT INTO private.uploads VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [made, account_id, intake.name, now, now, _text(intake.tables), _state(intake)],
            )
        return made

    def get(self, account_id: UUID, upload_id: UUID) -> Intake:
        """Raises ``NotFound`` where this account has none of that id, or no longer."""
        rows = self._pool.rows(
            "SELECT name, tables, state FROM private.uploads WHERE id = %s AND account = %s AND changed >= %s",
            [upload_id, account_id, self._since()],
        )
        if not rows:
            raise NotFound
        return _intake(*rows[0])

    def of(self, account_id: UUID) -> list[Kept]:
        """All of an account, the last changed first."""
        rows = self._pool.rows(
            "SELECT id, name, changed, state FROM private.uploads WHERE account = %s AND changed >= %s"
            " ORDER BY changed DESC, id",
            [account_id, self._since()],
        )
        found = ((i, name, changed, msgspec.json.decode(s, type=_State)) for i, name, changed, s in rows)
        return [Kept(i, name, changed, state.head, state.taken) for i, name, changed, state in found]

    def change(self, account_id: UUID, upload_id: UUID, change: Callable[[Intake], Intake]) -> Intake:
        """Keeps what ``change`` makes of it; of two at the same time the second sees what the first kept."""
        with self._pool.transaction() as cursor:
            cursor.execute(
                "SELECT name, tables, state FROM private.uploads WHERE id = %s AND account = %s AND changed >= %s"
                " FOR UPDATE",
                [upload_id, account_id, self._since()],
            )
            row = cursor.fetchone()
            if row is None:
                raise NotFound
            changed = change(_intake(*row))
            cursor.execute(
                "UPDATE private.uploads SET state = %s, changed = %s WHERE id = %s",
                [_state(changed), self._now(), upload_id],
            )
        return changed

    def drop(self, account_id: UUID, upload_id: UUID) -> None:
        """Throws it away."""
        with self._pool.transaction() as cursor:
            cursor.execute(
                "DELETE FROM private.uploads WHERE id = %s AND account = %s", [upload_id, account_id]
            )

    def _since(self) -> datetime:
        return self._now() - FORGOTTEN


def _intake(name: str, tables: str, state: str) -> Intake:
    kept = msgspec.json.decode(state, type=_State)
    return Intake(
        name, msgspec.json.decode(tables, type=tuple[Table, ...]), kept.head, kept.choices, kept.taken
    )


def _state(intake: Intake) -> str:
    return _text(_State(intake.head, intake.choices, intake.taken))


def _text(value: Any) -> str:
    """As JSON that PostgreSQL takes: no NUL, which JSON escapes."""
    return msgspec.json.encode(value).decode()
