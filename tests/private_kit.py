"""The tables of what is kept beside the log, by a clock that is told."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg2

from infra.database import Database, prepare
from infra.private import AccessLog, People, Sessions, Tokens
from tests.log_kit import Moments

PASSWORD = "năm tháng mười hai"
HERE = "10.0.0.7"


class Kit:
    """The tables of a database, by a clock that is told."""

    def __init__(self, dsn: str) -> None:
        self.setup, self.dsn = dsn, prepare(dsn)
        self.database = Database(self.dsn)
        self.clock = Moments(datetime(2026, 3, 2, 1, 30, tzinfo=UTC))
        pool = self.database.private
        self.people = People(pool, self.clock)
        self.sessions = Sessions(pool, self.clock)
        self.tokens = Tokens(pool, self.clock)
        self.access = AccessLog(pool, self.clock)

    def after(self, **time: float) -> None:
        self.clock.now += timedelta(**time)

    def linh(self) -> UUID:
        account = uuid4()
        self.people.add(account, "linh", "Trần Thị Linh", "Chuyên viên", PASSWORD)
        return account

    def signs_in(self, login: str, password: str = PASSWORD, address: str = HERE) -> bool:
        return self.people.authenticate(login, password, address=address) is not None

    def everything(self) -> str:
        """All that the tables hold."""
        with contextlib.closing(psycopg2.connect(self.setup)) as opened, opened.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'private'")
            found = list[str]()
            for (table,) in cursor.fetchall():
                cursor.execute(f"SELECT t::text FROM private.{table} t")
                found += (text for (text,) in cursor.fetchall())
        return " ".join(found)


def account_of(keys: Sessions | Tokens, key: str) -> UUID | None:
    """Whose key it is."""
    found = keys.person_of(key)
    return found and found[0].account


@contextlib.contextmanager
def private_kit(dsn: str) -> Iterator[Kit]:
    """Empty tables."""
    made = Kit(dsn)
    with contextlib.closing(psycopg2.connect(made.setup)) as opened, opened, opened.cursor() as cursor:
        cursor.execute(
            "TRUNCATE private.people, private.sessions, private.tokens, private.attempts, private.access_log"
        )
    yield made
    made.database.close()
