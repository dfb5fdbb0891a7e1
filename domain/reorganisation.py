"""What a reorganisation is told: units that begin, units that end and who takes over."""

from datetime import date
from uuid import UUID, uuid4

import msgspec

from domain.unit import Ending


class NewUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit to establish; the id is given beforehand so that others can refer to it."""

    name: str
    group: int
    rank: int
    short: str = ""
    since: date | None = None
    """Where it is older than the paper that brings it; ``FIRST_DAY``: nobody knows since when."""
    parent: UUID | None = None
    """Under which unit, which may be one of the same list."""
    id: UUID = msgspec.field(default_factory=uuid4)


class Closing(msgspec.Struct, frozen=True):
    """A unit that ends, how, and who takes over."""

    unit: UUID
    how: Ending
    successors: tuple[UUID, ...]
