"""Asks the views: which moment, which day counts as soon, one snapshot for all queries of a page."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

import msgspec

from domain.errors import NotFound, Refused
from projections import engine
from projections.calendars import calendar
from projections.closings import Closing, closing
from projections.engine import TIMEZONE, Cursor, Engine
from projections.known import told
from projections.moment import Days, Known, Moment, Recorded, as_known, as_reported, as_reviewed
from projections.ruling import rules

P = ParamSpec("P")
R = TypeVar("R")


class Snapshots(Protocol):
    """Where to read from."""

    def snapshot(self, first: str) -> AbstractContextManager[Cursor]:
        """A cursor by which all queries of the block see the same moment, after a ``first`` statement."""


class Log(Days, engine.Log, Protocol):
    """Its days, its positions, its streams, its transactions."""

    def neighbours(
        self, position: int, streams: Sequence[UUID] | None = None
    ) -> tuple[tuple[int, datetime] | None, tuple[int, datetime] | None]:
        """Where the transactions before and behind the one that ends there end, and when they were recorded.

        ``streams``: only of those that touch them.
        """


class Reader:
    """What pages, commands and reports ask the views through."""

    def __init__(
        self,
        log: Log,
        database: Snapshots,
        engine: Engine,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self.log = log
        self._database = database
        self._engine = engine
        self._now = now

    def today(self) -> date:
        """The civil day."""
        return self._now().astimezone(TIMEZONE).date()

    @contextmanager
    def snapshot(self) -> Iterator[Cursor]:
        """A cursor by which all queries of the block see the same moment, before or after a rebuild."""
        with self.standing() as (cursor, _):
            yield cursor

    @contextmanager
    def standing(self, after: int = 0) -> Iterator[tuple[Cursor, int]]:
        """The same, and how far the views had followed at that moment: to ``after`` at least, if the log has it."""
        first = "LOCK TABLE followed IN ACCESS SHARE MODE; SELECT position FROM followed"
        with self._database.snapshot(first) as cursor:
            position = int(cursor.fetchone()[0])
            if position >= after:
                yield cursor, position
                return
        self.catch_up(after)
        with self.standing() as found:
            yield found

    def read(self, query: Callable[Concatenate[Cursor, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """One query by itself."""
        with self.snapshot() as cursor:
            return query(cursor, *args, **kwargs)

    def reported(self, day: date) -> Moment:
        """Số liệu đã báo cáo ngày …; see ``as_reported``."""
        return as_reported(self.log, day)

    def reviewed(self, day: date, known: Recorded | None = None) -> Moment:
        """Số liệu sau rà soát, tính đến ngày …; see ``as_reviewed``."""
        return as_reviewed(self.log, day, known)

    def known(self, day: date | None, known: Known) -> Moment:
        """Any pair of the two clocks; see ``as_known``. Without a day: that of the closing, else today.

        Raises ``NotFound``: no such closing, or not closed yet; ``Refused``: a moment that has not come.
        """
        if isinstance(known, datetime) and known > (now := self._now()):
            raise Refused(
                f"Chưa đến {told(known)}: bây giờ là {told(now)}. Đề nghị chọn thời điểm không muộn hơn hiện tại.",
                field="known",
            )
        if not isinstance(known, UUID):
            return as_known(self.log, day or self.today(), known)
        frozen = self.closing(known).moment
        if frozen is None:
            raise NotFound
        return frozen if day is None else msgspec.structs.replace(frozen, day=day)

    def closing(self, closing_id: UUID) -> Closing:
        """As known now. Raises ``NotFound``."""
        return self.read(closing, self.reviewed(self.today()), closing_id)

    def judged_now(self, at: Moment) -> Moment:
        """The same figures by the rules and calendars of now (theo quy định hiện nay)."""
        return msgspec.structs.replace(at, by=self.reviewed(self.today()))

    def soon(self, cursor: Cursor, at: Moment) -> date:
        """The last day that counts as due soon: N working days ahead, by the rule and calendar of that moment."""
        return calendar(cursor, at).add_working_days(at.day, rules(cursor, at).due_soon)

    def position(self) -> int:
        """How far the views have followed the log."""
        return self._engine.position()

    def position_in(self, cursor: Cursor) -> int:
        """How far the views are, as a snapshot sees them."""
        cursor.execute("SELECT position FROM followed")
        return int(cursor.fetchone()[0])

    def catch_up(self, until: int = engine.HEAD) -> int:
        """Has the views follow: see ``Engine.catch_up``."""
        return self._engine.catch_up(until)
