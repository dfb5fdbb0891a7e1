"""Which of the two clocks stand where: what was known, and the day that is asked about."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

import msgspec

from domain.errors import Refused
from projections.versions import OPEN

Recorded = int | date | datetime
"""What was known: up to a position of the log, to the evening of a day, to a moment of it."""

Known = Recorded | UUID
"""The same, or what a closing (chốt số liệu) froze, by its id."""

ALL = 2**62
"""``Moment.known`` of all that is known."""


class Days(Protocol):
    """Positions of the log by days."""

    def position_of(self, day: date) -> int:
        """The last position recorded on or before the civil day."""

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at the moment or before it."""

    def head(self) -> int:
        """The last position; 0 for an empty log."""

    def raise_to_txn_end(self, position: int) -> int:
        """The end of the transaction that ``position`` lies in."""


class Moment(msgspec.Struct, frozen=True):
    """A point of the two clocks: as known at position ``known`` (the end of a transaction), for ``day``.

    ``shown``: ``known`` is the evening of ``day`` itself, so that the one-dimensional bounds serve.
    ``closing``: the name of the closing (chốt số liệu) that froze ``known``, if one did.
    ``by``: at which moment the rules and calendars stand that judge it; None: its own.
    """

    known: int
    day: date
    shown: bool = False
    by: "Moment | None" = None
    closing: str = ""

    @property
    def judging(self) -> "Moment":
        """The moment whose rules and calendars judge this one."""
        return self.by or self

    def where(self, alias: str, day: str = "%(day)s", known: str = "%(known)s") -> str:
        """The SQL condition on a versioned table; its values are ``values()``.

        ``day``: in SQL, another day by the same way of knowing; ``known``: under another name.
        """
        if self.shown:
            return f"{alias}.shown_from <= {day} AND {alias}.shown_to > {day}"
        return f"{self.was_known(alias, known)} AND {alias}.from_day <= {day} AND {alias}.to_day > {day}"

    def was_known(self, alias: str, known: str = "%(known)s") -> str:
        """The SQL condition that a row was known, on whatever days it holds."""
        if self.known == ALL:
            return f"{alias}.known_to = {OPEN}"
        return f"{alias}.known_from <= {known} AND {alias}.known_to > {known}"

    def values(self) -> dict[str, object]:
        """What ``where`` refers to."""
        return {"day": self.day, "known": self.known}


def as_reported(days: Days, day: date) -> Moment:
    """Số liệu đã báo cáo ngày …: what the screen showed on the evening of that day."""
    return Moment(days.position_of(day), day, shown=True)


def as_reviewed(days: Days, day: date, known: Recorded | None = None) -> Moment:
    """Số liệu sau rà soát, tính đến ngày …: as it was known then, or (None) as known now.

    Every position is raised to the end of its transaction: nobody sees half a merger. Raises ``Refused`` for a
    position that the log has not reached.
    """
    if known is None:
        return Moment(ALL, day)
    if isinstance(known, datetime):
        return Moment(days.position_at(known), day)
    if isinstance(known, date):
        return Moment(days.position_of(known), day)
    if known > days.head():
        raise Refused(f"Sổ chưa ghi đến mục {known}.", field="known")
    return Moment(days.raise_to_txn_end(known), day)


def as_known(days: Days, day: date, known: Recorded) -> Moment:
    """Any pair of the two clocks; a day as known on its own evening is as it was reported."""
    return as_reported(days, day) if known == day else as_reviewed(days, day, known)
