"""People: the names behind the accounts, and their passwords. What is here can be erased; the log has ids only."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from psycopg2.errors import UniqueViolation

from domain.errors import NotFound, Refused
from domain.event import AccountId
from domain.person import ERASED, Person, fit, line, login_of, name_of
from infra.database import Pool
from infra.private.secrets import Clock, hashed, is_right, one_time_password, utc_now
from infra.private.throttle import Throttle

PERSON = f"account, coalesce(login, ''), coalesce(people.name, '{ERASED}'), coalesce(office, ''), must_change"
"""The columns of a ``Person``."""
VERSION = "(SELECT coalesce(max(version), 0) FROM log WHERE stream = account)"
"""Of his account."""


class People:
    """The table of people. ``now``: the clock."""

    def __init__(self, pool: Pool, now: Clock = utc_now) -> None:
        self._pool = pool
        self._now = now
        self._throttle = Throttle(pool, now)
        self._known_to_exist = False

    def anybody(self) -> bool:
        """Whether there is any account. Once there is one, for ever."""
        if not self._known_to_exist:
            self._known_to_exist = bool(self._pool.rows("SELECT FROM private.people LIMIT 1"))
        return self._known_to_exist

    def add(
        self,
        account_id: UUID,
        login: str,
        name: str,
        office: str = "",
        password: str | None = None,
        *,
        first: bool = False,
        opened: Callable[[], Any] = lambda: None,
    ) -> str | None:
        """A person for an account. Without a password one is made up, to be changed at once, and given back.

        ``opened`` opens the account in the log; if it refuses, nobody is added. ``first``: refuses with
        ``NotFound`` if there is anybody already; of several at the same time one is the first.
        """
        login, name, office = login_of(login), name_of(name), line(office, "office")
        given = fit(password, login) if password is not None else one_time_password()
        kept, now = hashed(given), self._now()
        with _of_one_name(login), self._pool.transaction() as cursor:
            if first:
                cursor.execute("SELECT pg_advisory_xact_lock(7361002027)")
                cursor.execute("SELECT FROM private.people LIMIT 1")
                if cursor.rowcount:
                    raise NotFound
            cursor.execute(
                "INSERT INTO private.people VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                [account_id, login, name, office, kept, password is None, now, now],
            )
            # Last, and before the commit: an account without a person is nothing, a person without one is stuck.
            opened()
        return given if password is None else None

    def name(self, people: Iterable[Person]) -> None:
        """Names for accounts with which nobody signs in: they have no password. Who is there already stays."""
        now = self._now()
        rows = [(p.account, login_of(p.login), name_of(p.name), line(p.office, "office")) for p in people]
        with self._pool.transaction() as cursor:
            cursor.execute(
                """INSERT INTO private.people SELECT account, login, name, office, '', false, %s, %s
                FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[]) AS p (account, login, name, office)
                ON CONFLICT DO NOTHING""",
                [now, now, *([row[n] for row in rows] for n in range(4))],
            )

    def rename(self, account_id: UUID, *, login: str, name: str, office: str) -> None:
        """Another sign-in name, name or office. Raises ``NotFound``."""
        login, name, office = login_of(login), name_of(name), line(office, "office")
        with _of_one_name(login):
            self._change(account_id, "login = %s, name = %s, office = %s", [login, name, office])

    def set_password(self, account_id: UUID, password: str) -> None:
        """The person's own choice. Refuses one that is easily guessed."""
        person = self.person(account_id)
        self._change(account_id, "password = %s, must_change = false", [hashed(fit(password, person.login))])

    def reset(self, account_id: UUID) -> str:
        """A password to be told once and changed at once; who was signed in is so no longer, nor are programs."""
        given = one_time_password()
        self._change(account_id, "password = %s, must_change = true", [hashed(given)], ends=True)
        return given

    def erase(self, account_id: UUID) -> None:
        """Wipes what is known of the person. The log keeps the id, which then leads to nobody."""
        self._change(
            account_id,
            "login = NULL, name = NULL, office = NULL, password = NULL, must_change = false",
            [],
            ends=True,
        )

    def authenticate(self, login: str, password: str, *, address: str) -> Person | None:
        """The person who signs in by these; None: there is none. Unknown names take as long as known ones.

        Raises ``Throttled`` where this name or this address was wrong too often.
        """
        with suppress(Refused):
            login = login_of(login)
        self._throttle.book(login, address)
        rows = self._pool.rows(
            "SELECT account, password FROM private.people WHERE login = %s", [_text(login)]
        )
        account_id, kept = rows[0] if rows else (None, None)
        if not is_right(password, kept):
            return None
        self._throttle.clear(login, address)
        return self.person(account_id)

    def is_password(self, account_id: UUID, password: str, *, address: str) -> bool:
        """Whether it is the password of somebody who is signed in. As slow and as throttled as signing in."""
        found = self.authenticate(self.person(account_id).login, password, address=address)
        return found is not None and found.account == account_id

    def person(self, account_id: UUID) -> Person:
        """The person of an account. Raises ``NotFound`` where there is none, erased or not."""
        found = self._select("account = %s AND login IS NOT NULL", account_id)
        if not found:
            raise NotFound
        return found[0]

    def by_login(self, login: str) -> Person:
        """The person of that sign-in name. Raises ``NotFound``."""
        found = self._select("login = %s", login_of(login))
        if not found:
            raise NotFound
        return found[0]

    def everybody(self) -> list[Person]:
        """All who are not erased, in the order of their coming."""
        return self._select("login IS NOT NULL ORDER BY created, login")

    def names(self, ids: Iterable[AccountId]) -> Mapping[AccountId, Person]:
        """The people of these accounts, the erased without their names; ids of no person left out."""
        asked = list[UUID]()
        for account_id in ids:
            with suppress(ValueError):
                asked.append(UUID(account_id))
        found = self._select("account = ANY(%s::uuid[])", asked)
        return {str(person.account): person for person in found}

    def _select(self, which: str, *values: Any) -> list[Person]:
        sql = f"SELECT {PERSON} FROM private.people WHERE {which}"
        return [Person(*row) for row in self._pool.rows(sql, values)]

    def _change(self, account_id: UUID, what: str, values: list[Any], *, ends: bool = False) -> None:
        with self._pool.transaction() as cursor:
            cursor.execute(
                f"UPDATE private.people SET {what}, changed = %s WHERE account = %s AND login IS NOT NULL",
                [*values, self._now(), account_id],
            )
            if not cursor.rowcount:
                raise NotFound
            if ends:
                cursor.execute("DELETE FROM private.sessions WHERE account = %s", [account_id])
                cursor.execute("DELETE FROM private.tokens WHERE account = %s", [account_id])


@contextmanager
def _of_one_name(login: str) -> Any:
    try:
        yield
    except UniqueViolation:
        raise Refused(
            f"Tên đăng nhập “{login}” đã có người dùng; đề nghị chọn tên khác.", field="login"
        ) from None


def _text(login: str) -> str:
    """What was typed, without what PostgreSQL does not take in a text."""
    return login.encode("utf-8", "replace").decode().replace("\0", "")
