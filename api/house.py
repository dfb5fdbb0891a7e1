"""What the commands and the server work with, composed by ``sonq.py``."""

from collections.abc import Callable
from typing import Any

import msgspec

from domain.app import Register
from projections.engine import Engine, Log
from projections.reader import Reader


class House(msgspec.Struct, frozen=True):
    """A register that is open: the use cases, the views, the log."""

    register: Register
    reader: Reader
    engine: Engine
    log: Log
    title: str
    shift_deadlines: bool
    read_annex: Callable[[bytes, str], Any]
    """(content, file name) -> the tables of an annex; see ``infra/annex``."""
