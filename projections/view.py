"""What a read model is, and what it is given: a page of the log."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta, timezone
from typing import Any, Protocol
from uuid import UUID

from domain.event import Recorded

TIMEZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

Cursor = Any
"""A psycopg2 cursor inside a transaction."""


class Log(Protocol):
    """What the engine needs of the log."""

    def pages(self, after: int, size: int) -> Iterator[Sequence[Recorded]]:
        """What lies behind position ``after`` in whole transactions, about ``size`` events each."""

    def streams(self, streams: Iterable[UUID], until: int) -> Mapping[UUID, Sequence[Recorded]]:
        """All events of these streams up to position ``until``, each in order."""

    def head(self) -> int:
        """The last position; 0 for an empty log."""


class Page:
    """A run of whole transactions and the streams behind it, each read once.

    In a rebuild it is a bundle of ``whole`` streams instead, from their beginning up to position ``until``.
    """

    def __init__(self, log: Log, after: int, recorded: Sequence[Recorded], *, whole: bool = False) -> None:
        self.after = after
        self.recorded = recorded
        self.until = recorded[-1].position
        self.whole = whole
        self.written: dict[str, Sequence[Any]] = {}
        """What a view before has written of this page, by table: see ``versions.Versioned.write``."""
        self._log = log
        self._streams: dict[UUID, Sequence[Recorded]] = {}

    def __str__(self) -> str:
        """As the person who looks into a fault is told of it."""
        first, last = self.after + 1, self.until
        topics = dict.fromkeys(r.event.fact.TOPIC for r in self.recorded)
        return f"Mục {first if first == last else f'{first}–{last}'} ({', '.join(topics)}) của sổ:"

    def touched(self, subject: str) -> list[UUID]:
        """Streams of a subject ("unit", "assignment" …) with an event in this page, in order of appearance."""
        prefix = f"{subject}."
        return list(
            dict.fromkeys(
                r.event.originator_id for r in self.recorded if r.event.fact.TOPIC.startswith(prefix)
            )
        )

    def streams(self, ids: Iterable[UUID]) -> dict[UUID, Sequence[Recorded]]:
        """The whole history of these streams, up to the end of the page."""
        wanted = list(ids)
        missing = [i for i in wanted if i not in self._streams]
        if missing:
            self._streams |= self._log.streams(missing, self.until)
        return {i: self._streams[i] for i in wanted if i in self._streams}


class View(Protocol):
    """A read model: its tables and how a page is written into them.

    What is written of one subject (an assignment and its task are one) may not depend on events of another that
    lie in the same page: a rebuild takes the log by subjects, not by positions.
    """

    name: str
    """Unique among the views."""

    version: int
    """Raised with every change of tables or fold: the views are then rebuilt at the next start."""

    ddl: str
    """Creates the tables and the functions that go with them, their names without schema."""

    def apply(self, cursor: Cursor, page: Page) -> None:
        """Writes what ``page`` adds. All of the page is visible to the fold, nothing behind it."""

    def complete(self, cursor: Cursor) -> None:
        """Computes what follows from the rows of all subjects together, once a rebuild has written those.

        Pages that are not ``whole`` come after it, and must keep this up themselves. The tables have no indexes
        yet.
        """
        return


def civil_day(recorded: Recorded) -> date:
    """The day of recording in Asia/Ho_Chi_Minh."""
    return recorded.recorded_at.astimezone(TIMEZONE).date()
