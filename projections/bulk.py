"""The views computed anew, beside the live ones, from the whole streams of one subject after another.

What is known of a subject at each position depends on its own events alone, so its rows of all times are made in
one go, and the order of the log among subjects need not be kept. The tables get their indexes when they are full.

The subjects are shared out among processes by their ids. Each part is committed with how far it goes: a shadow that
was left behind, by this version of the program, is gone on with.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from typing import Protocol
from uuid import UUID

from domain.event import Recorded
from projections import schemas
from projections.hands import Tell, hands_for, shared
from projections.schemas import SHADOW
from projections.taking import Broken, Poison, blaming, take
from projections.view import Cursor, Log, Page, View

PART = 10_000
"""Events, about. More is no faster."""
_PATH = f"SET LOCAL search_path = {SHADOW}, sonq"
COMPLETE = "complete"
"""Among the statements that are put off: what follows from the rows of all subjects together."""

Told = Callable[[int, int], None]
"""Hears how far the work is: (position, head)."""


class Database(Protocol):
    """Where the views are kept."""

    def transaction(self, first: str = ...) -> AbstractContextManager[Cursor]:
        """A cursor that may write the views, after the statement ``first``; committed at the end, or rolled back."""

    def vacuum(self, table: str) -> None:
        """Marks what every reader may see of a table of the views, and takes stock of it for the plans."""


class Bulk:
    """Fills the shadow up to where the log ends when it begins; whoever calls holds the lock on rebuilding."""

    def __init__(self, log: Log, database: Database, views: Sequence[View]) -> None:
        self._log = log
        self._database = database
        self._views = views

    def fill(self, told: Told | None = None) -> None:
        """Goes on with what is there, or begins. The shadow can then be followed into like the live views."""
        self._begin()
        with self._database.transaction() as cursor:
            if not schemas.exists(cursor, f"{SHADOW}.bulk"):
                return
            # Waits for those who were killed in the middle of a part and whose server has not noticed yet.
            cursor.execute(f"SELECT until, done, last, events FROM {SHADOW}.bulk FOR UPDATE")
            shares = cursor.fetchall()
        self._take_subjects(shares, told)
        self._finish(len(shares), shares[0][0])

    def _begin(self) -> None:
        with self._database.transaction() as cursor:
            if schemas.exists(cursor, f"{SHADOW}.followed"):
                if schemas.followed(cursor, SHADOW)[1] == schemas.signature(self._views):
                    return
                schemas.drop(cursor, SHADOW)
            schemas.create(cursor, SHADOW, self._views)
            schemas.put_off(cursor, SHADOW)
            until = self._log.head()
            hands = hands_for(until)
            ids = [UUID(int=(2**128 - 1) * n // hands) for n in range(hands + 1)]
            cursor.execute(
                """CREATE TABLE bulk (until bigint, done uuid, last uuid PRIMARY KEY, events bigint NOT NULL DEFAULT 0);
                INSERT INTO bulk SELECT %s, * FROM unnest(%s::uuid[], %s::uuid[]);
                INSERT INTO put_off VALUES (NULL, %s)""",
                [until, ids[:-1], ids[1:], COMPLETE],
            )

    def _take_subjects(self, shares: Sequence[tuple[int, UUID, UUID, int]], told: Told | None) -> None:
        until, events = shares[0][0], sum(share[3] for share in shares)

        def tell(more: int) -> None:
            nonlocal events
            events += more
            if told:
                told(events, until)

        left = [partial(self._take_share, until, done, last) for _, done, last, _ in shares if done != last]
        shared(left, tell, len(shares))
        with self._database.transaction() as cursor:
            # And all before it is on disk, as vacuum wants it.
            cursor.execute(f"SET LOCAL synchronous_commit = on; UPDATE {SHADOW}.bulk SET done = last")

    def _take_share(self, until: int, done: UUID, last: UUID, tell: Tell) -> None:
        with (
            _without_search_for_cycles(),
            blaming("Sổ", "không đọc được"),
            closing(self._log.subjects(done, last, until, PART)) as parts,
        ):
            for subject, recorded in parts:
                try:
                    self._take(until, done, subject, last, recorded)
                except Poison:
                    self._name_poison(until, recorded)
                    raise
                done = subject
                tell(len(recorded))

    def _take(self, until: int, done: UUID, subject: UUID, last: UUID, recorded: Sequence[Recorded]) -> None:
        with self._database.transaction(_PATH) as cursor:
            cursor.execute(
                f"""UPDATE {SHADOW}.bulk SET done = %s, events = events + %s
                    WHERE (until, done, last) = (%s, %s, %s)""",
                [subject, len(recorded), until, done, last],
            )
            if cursor.rowcount != 1:
                raise Broken("Một tiến trình khác đã tính phần này")
            take(cursor, self._views, Page(self._log, 0, until, recorded, whole=True))

    def _name_poison(self, until: int, recorded: Sequence[Recorded]) -> None:
        """Raises ``Poison`` that names the one event up to which the part cannot be taken."""
        fits, fails = 0, len(recorded)
        while fails - fits > 1:
            middle = (fits + fails) // 2
            try:
                self._try(until, recorded[:middle], recorded[middle - 1 : middle])
                fits = middle
            except Poison:
                fails = middle
        self._try(until, recorded[:fails], recorded[fails - 1 : fails])

    def _try(self, until: int, recorded: Sequence[Recorded], blamed: Sequence[Recorded]) -> None:
        with self._database.transaction(_PATH) as cursor:
            cursor.execute("SAVEPOINT trial")
            page, last = (Page(self._log, 0, until, r, whole=True) for r in (recorded, blamed))
            take(cursor, self._views, page, last)
            cursor.execute("ROLLBACK TO SAVEPOINT trial")

    def _finish(self, hands: int, until: int) -> None:
        """What is better done to full tables, side by side."""
        with self._database.transaction() as cursor:
            cursor.execute(
                f"""SELECT statement FROM {SHADOW}.put_off WHERE NOT done
                    ORDER BY pg_relation_size(of) DESC NULLS FIRST"""
            )
            statements = [statement for (statement,) in cursor.fetchall()]
            tables = schemas.tables(cursor, SHADOW)
        self._vacuum(tables, hands)
        shared([partial(self._do, statement) for statement in statements], _nobody, hands)
        with self._database.transaction() as cursor:
            schemas.make_up(cursor, SHADOW)
            cursor.execute("UPDATE followed SET position = %s; DROP TABLE bulk, put_off", [until])

    def _do(self, statement: str, tell: Tell) -> None:
        # Whoever could help the server with an index has a statement of his own.
        alone = "SET LOCAL max_parallel_maintenance_workers = 0"
        with self._database.transaction(f"{_PATH}; {alone}") as cursor:
            if statement == COMPLETE:
                for view in self._views:
                    view.complete(cursor)
            else:
                cursor.execute(statement)
            cursor.execute("UPDATE put_off SET done = true WHERE statement = %s", [statement])

    def _vacuum(self, tables: Sequence[str], hands: int) -> None:
        shared([partial(self._vacuum_one, table) for table in tables], _nobody, hands)

    def _vacuum_one(self, table: str, tell: Tell) -> None:
        self._database.vacuum(table)


def _nobody(more: int) -> None:
    """Hears nothing."""


@contextmanager
def _without_search_for_cycles() -> Iterator[None]:
    """What is made of a part is freed with it; the collector would walk through all of it again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
