"""What a read model is, and what it is given: a page of the log."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta, timezone
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.assignment import Assignment
from domain.assignment_facts import FIXING, HandedOver
from domain.event import Event, Fact, Recorded

TIMEZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

T = TypeVar("T")

Cursor = Any
"""A psycopg2 cursor inside a transaction."""


class Log(Protocol):
    """What the engine needs of the log."""

    def pages(self, after: int, size: int) -> Iterator[Sequence[Recorded]]:
        """What lies behind position ``after`` in whole transactions, about ``size`` events each."""

    def streams(self, streams: Iterable[UUID], until: int) -> Mapping[UUID, Sequence[Recorded]]:
        """All events of these streams up to position ``until``, each in order."""

    def subjects(
        self, after: UUID, last: UUID, until: int, size: int
    ) -> Generator[tuple[UUID, Sequence[Recorded]], None, None]:
        """What was recorded up to ``until``, by whole streams, about ``size`` events at a time.

        A task's assignments come together with it. What comes next lies behind the id that is given with each,
        which may be asked for again as ``after``.
        """

    def head(self) -> int:
        """The last position; 0 for an empty log."""


class Turn(msgspec.Struct, Generic[T], frozen=True):
    """A subject as it was known after a transaction: the last position and the day of that, what facts it had.

    ``position`` is None of what was known before the page.
    """

    known: T
    position: int | None = None
    day: date = date.min
    facts: frozenset[type[Fact]] = frozenset()


class Page:
    """A run of whole transactions and the streams behind it, each read once.

    In a rebuild it is a bundle of ``whole`` streams instead, from their beginning up to position ``until``.
    """

    def __init__(
        self, log: Log, after: int, until: int, recorded: Sequence[Recorded], *, whole: bool = False
    ) -> None:
        self.after = after
        self.until = until
        self.recorded = recorded
        self.whole = whole
        self.written: dict[str, Sequence[Any]] = {}
        """What a view before has written of this page, by table: see ``versions.Versioned.write``."""
        self._log = log
        self._streams: dict[UUID, list[Recorded]] = {}
        for one in recorded if whole else ():
            self._streams.setdefault(one.event.originator_id, []).append(one)

    def __str__(self) -> str:
        """As the person who looks into a fault is told of it."""
        first, last = self.recorded[0].position, self.recorded[-1].position
        topics = dict.fromkeys(r.event.fact.TOPIC for r in self.recorded)
        return f"Mục {first if first == last else f'{first}–{last}'} ({', '.join(topics)}) của sổ:"

    def touched(self, subject: str) -> list[UUID]:
        """Streams of a subject ("unit", "assignment" …) with an event in this page, in order of appearance."""
        return list(self._touched.get(subject, ()))

    def streams(self, ids: Iterable[UUID]) -> dict[UUID, Sequence[Recorded]]:
        """The whole history of these streams, up to the end of the page."""
        wanted = list(ids)
        if missing := [i for i in wanted if i not in self._streams]:
            self._streams |= {i: list(r) for i, r in self._log.streams(missing, self.until).items()}
        return {i: self._streams[i] for i in wanted if i in self._streams}

    def turns(self, subject: str) -> dict[UUID, list[Turn[Sequence[Event]]]]:
        """The events of each touched stream of a subject, one transaction of this page after another."""
        return self._turns(subject, lambda _: (), lambda known, events: (*known, *events))

    @cached_property
    def assignments(self) -> Mapping[UUID, Sequence[Turn[Assignment]]]:
        """Each touched assignment, one transaction of this page after another.

        What fixes its lead or lets it go counts as a hand-over, where there ever was one.
        """
        found = self._turns("assignment", lambda i: Assignment(i, ()), Assignment.and_then)
        for turns in found.values():
            if any(type(event.fact) is HandedOver for event in turns[-1].known.events):
                turns[:] = [
                    turn if turn.facts.isdisjoint(FIXING) else replace(turn, facts=turn.facts | {HandedOver})
                    for turn in turns
                ]
        return found

    def assignments_with(self, *facts: type[Fact]) -> Mapping[UUID, Sequence[Turn[Assignment]]]:
        """Of the touched assignments those that were ever given one of these facts."""
        return {i: t for i, t in self.assignments.items() if not self._facts[i].isdisjoint(facts)}

    @cached_property
    def _facts(self) -> Mapping[UUID, Set[type[Fact]]]:
        return {i: {type(e.fact) for e in turns[-1].known.events} for i, turns in self.assignments.items()}

    @cached_property
    def _touched(self) -> Mapping[str, Mapping[UUID, None]]:
        found: dict[str, dict[UUID, None]] = {}
        for recorded in self.recorded:
            event = recorded.event
            found.setdefault(event.fact.TOPIC.partition(".")[0], {})[event.originator_id] = None
        return found

    def _turns(
        self, subject: str, none: Callable[[UUID], T], more: Callable[[T, Sequence[Event]], T]
    ) -> dict[UUID, list[Turn[T]]]:
        found: dict[UUID, list[Turn[T]]] = {}
        for stream, recorded in self.streams(self.touched(subject)).items():
            before = [r.event for r in recorded if r.position <= self.after]
            known = more(none(stream), before)
            turns = [Turn(known)] if before else []
            events: list[Event] = []
            for nth, one in enumerate(recorded[len(before) :], len(before) + 1):
                events.append(one.event)
                if nth == len(recorded) or recorded[nth].txn_end != one.txn_end:
                    known = more(known, events)
                    facts = frozenset([type(e.fact) for e in events])
                    turns.append(Turn(known, one.txn_end, civil_day(one), facts))
                    events = []
            found[stream] = turns
        return found


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

    left_out: Mapping[str, str] = MappingProxyType({})
    """By table, a condition on rows that say nothing, which a rebuild need not have: see ``verify``."""

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
