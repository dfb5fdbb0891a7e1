"""What the commands and the server work with, composed by ``sonq.py``."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from domain.annex import Table
from domain.app import Register
from projections.engine import Engine, Log
from projections.follower import Listens
from projections.reader import Reader


class RegisterLog(Log, Listens, Protocol):
    """The log, as those who serve need it."""

    def confirm_clock(self) -> datetime:
        """The operator says that the server's clock, as returned, is right."""

    def close_seeding(self) -> None:
        """From now on only the clock of the server counts."""


class House(msgspec.Struct, frozen=True):
    """A register that is open: the use cases, the views, the log."""

    register: Register
    reader: Reader
    engine: Engine
    log: RegisterLog
    title: str
    shift_deadlines: bool
    read_annex: Callable[[Path, str], list[Table]]
    """(file, its name) -> the tables of an annex; see ``infra/annex``."""
