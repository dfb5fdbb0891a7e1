"""What a page is made for: who looks, at which moment, and the means to ask."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol
from uuid import UUID

import msgspec

from dashboard.address import Asked, OnClosing
from dashboard.people_words import doer
from domain.access import Viewer
from domain.access_log import Access, AccessKind
from domain.annex.intake import Intake, Kept
from domain.calendar import YearCalendar
from domain.errors import NotFound
from domain.permissions import Right
from domain.person import Person
from domain.report_draft import Draft
from domain.ruling import Rules
from domain.sheet import Sheet, Workbook
from projections.closings import Closing
from projections.moment import Moment
from projections.reader import Reader
from projections.ruling import rules

Names = Callable[[Iterable[str]], Mapping[str, str]]
"""Account ids -> the names of the people; one that is erased, or no account, is left out."""


class Intakes(Protocol):
    """Annexes on their way in, of whoever sent them."""

    def get(self, account_id: UUID, upload_id: UUID) -> Intake:
        """Raises ``NotFound``."""

    def of(self, account_id: UUID) -> Sequence[Kept]:
        """The last changed first."""


class People(Protocol):
    """Who is behind the accounts."""

    def everybody(self) -> Sequence[Person]:
        """All who are not erased, in the order of their coming."""


class AccessLog(Protocol):
    """Who read, took away, printed, signed in."""

    def page(
        self,
        after: int | None = ...,
        limit: int = ...,
        *,
        accounts: Collection[UUID] | None = ...,
        kind: AccessKind | None = ...,
        since: date | None = ...,
        until: date | None = ...,
    ) -> Sequence[Access]:
        """The newest first, ``after`` the id of the last one seen; ``since``, ``until``: included."""

    def note(self, account_id: UUID | None, kind: AccessKind, what: str, day: date | None = ...) -> None:
        """Writes down what somebody did. No names in ``what``: it cannot be erased."""


class Drafts(Protocol):
    """Reports that units are writing; who may see which: ``Draft.seen_by``."""

    def of(self, assignment: UUID) -> Sequence[Draft]:
        """For an assignment, the last saved first."""

    def of_units(self, units: Sequence[UUID]) -> Sequence[Draft]:
        """Of these units, the last saved first."""


class Beside(msgspec.Struct, frozen=True):
    """What pages show that is kept beside the log and its views."""

    names: Names
    intakes: Intakes
    people: People
    access: AccessLog
    drafts: Drafts
    paper: Callable[[Sheet], bytes]
    """A paper as a Word file."""
    workbook: Callable[[Workbook], bytes]
    propose_calendar: Callable[[int], YearCalendar]


class Look:
    """One look at one page. Rights are asked of ``viewer``; every query takes ``at``."""

    def __init__(self, reader: Reader, viewer: Viewer, asked: Asked, path: str, beside: Beside) -> None:
        self.reader = reader
        self.viewer = viewer
        self.names = beside.names
        self.asked = self.standing(asked)
        self.path = path
        self.intakes = beside.intakes
        self.people = beside.people
        self.access = beside.access
        self.drafts = beside.drafts
        self.propose_calendar = beside.propose_calendar

    def standing(self, asked: Asked) -> Asked:
        """With what is to be said of the closing that it names. Raises ``NotFound``: none, or not closed yet."""
        if not isinstance(asked.known, UUID) or asked.closing is not None:
            return asked
        found = self.reader.closing(asked.known)
        if found.closed_at is None or found.closed_by is None:
            raise NotFound
        instead_of = found.closed_instead_of or ""
        by = doer(self.names({found.closed_by, instead_of} - {""}), found.closed_by, instead_of)
        on = OnClosing(found.name, found.until, by, found.closed_at)
        return asked.but(closing=on, day=asked.day or found.until)

    @cached_property
    def at(self) -> Moment:
        """The two clocks."""
        return self.asked.moment(self.reader)

    @cached_property
    def rules(self) -> Rules:
        """By which the page is judged: those of its moment."""
        return self.reader.read(rules, self.at)

    @cached_property
    def week_ago(self) -> Moment:
        """Seven days before, by the same way of knowing; before now: as it was shown on that day."""
        day = date.fromordinal(max(1, self.at.day.toordinal() - 7))
        return msgspec.structs.replace(self.at, day=day, shown=self.live or self.at.shown)

    @property
    def compares(self) -> bool:
        """Whether the viewer compares units by name: on the figures of a closing more may than on live ones."""
        return self.viewer.may(Right.COMPARE_UNITS, closed=self.asked.closing is not None)

    def compares_on(self, closing: Closing) -> bool:
        """The same, for the figures of that closing, which may be under way."""
        return self.viewer.may(Right.COMPARE_UNITS, closed=closing.position is not None)

    @property
    def live(self) -> bool:
        """Whether it looks at now; acts are offered only then."""
        return self.asked.live
