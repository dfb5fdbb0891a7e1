"""What the commands and the server work with, composed by ``sonq.py``."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import msgspec

from api.private import Private
from domain.annex import Table
from domain.app import Register
from domain.calendar import YearCalendar
from domain.event import Event
from domain.permissions import CLOSED, Switches
from domain.sheet import Sheet, Workbook
from projections.engine import Engine, Log
from projections.follower import Listens
from projections.reader import Reader


class RegisterLog(Log, Listens, Protocol):
    """The log, as those who serve need it."""

    def version(self, stream: UUID, until: int) -> int:
        """That of the last event of a stream up to position ``until``; 0: there is none."""

    def confirm_clock(self) -> datetime:
        """The operator says that the server's clock, as returned, is right."""

    def close_seeding(self) -> None:
        """From now on only the clock of the server counts."""


class House(msgspec.Struct, frozen=True):
    """A register that is open: the use cases, the views, the log, and what is kept beside it."""

    register: Register
    reader: Reader
    engine: Engine
    log: RegisterLog
    private: Private
    title: str
    shift_deadlines: bool
    read_annex: Callable[[Path | bytes, str], list[Table]]
    """(file, its name) -> the tables of an annex; see ``infra/annex``."""
    paper: Callable[[Sheet], bytes]
    """A paper as a Word file; see ``infra/paper``."""
    workbook: Callable[[Workbook], bytes]
    propose_calendar: Callable[[int], YearCalendar]
    """The calendar of a year as a package has it; see ``infra/holidays.py``."""
    switches: Switches = CLOSED
    accounts: dict[UUID, Sequence[Event]] = msgspec.field(default_factory=dict)
    """Streams of accounts as they were last read: what is recorded stays, so each is good until it grows."""
    origin: str = ""
    """The address that browsers know the server by: "https://sonq.example"; none: this machine only."""


class Trial(msgspec.Struct, frozen=True):
    """The accounts of the demonstration: (sign-in name, who it is), and the password of all."""

    password: str
    people: Sequence[tuple[str, str]]
