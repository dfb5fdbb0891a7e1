"""What a command and a query are: one entry of a table says all that routes, description and tests need."""

import re
from collections.abc import Callable, Mapping, Set
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from api.house import House
from api.v1.forms import Form
from domain.access import Subject, Viewer, nothing
from domain.app import Actor, Done, Register
from domain.permissions import SEEN, Grant, Right, Touch
from projections.engine import Cursor
from projections.moment import Moment
from projections.reader import Reader
from projections.sight import Sight

Ids = Mapping[str, UUID]
"""The ids of a path by their names: ``{"assignment": …}``."""


class Call(msgspec.Struct, frozen=True):
    """A command as it was called."""

    house: House
    viewer: Viewer
    ids: Ids
    body: Any
    today: date

    @property
    def register(self) -> Register:
        """The use cases."""
        return self.house.register


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A command: who may call it, with what, and what it does."""

    name: str
    """What programs know it by."""
    path: str
    summary: str
    right: Right | None
    """None: everybody, for himself."""
    needed: Set[Grant]
    """Any of these."""
    body: type[Form]
    run: Callable[[Call, Actor], Done]
    example: Form
    subject: Callable[[Call], Subject] = lambda call: nothing
    """Which id decides whether it lies within reach."""
    makes: bool = False
    """Whether it begins something new (201)."""

    method = "POST"

    @property
    def aggregate(self) -> str | None:
        """The id of the path that ``If-Match`` and ``ETag`` are of."""
        return next(iter(ids_of(self.path)), None)


class Ask(msgspec.Struct, frozen=True):
    """A query as it was asked. ``sight``: what he sees of tasks; None: all; ``position``: how far the views are."""

    cursor: Cursor
    house: House
    viewer: Viewer
    ids: Ids
    params: Any
    at: Moment
    sight: Sight | None
    position: int

    @property
    def reader(self) -> Reader:
        """What the views are asked through."""
        return self.house.reader

    @property
    def soon(self) -> date:
        """The last day that counts as due soon."""
        return self.reader.soon(self.cursor, self.at)


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A query: who may ask it, what for, and what it finds."""

    name: str
    path: str
    summary: str
    params: type[Any]
    found: Any
    run: Callable[[Ask], Any]
    rights: tuple[Right, ...] = (Right.SEE_TASKS,)
    """Any of these."""
    needed: Set[Grant] = SEEN
    touch: Touch = Touch.OWN
    """As what a unit's people come: with what is their own; ``NONE``: it is nobody's."""
    tag: Callable[[Any], int] | None = None
    """The version of the aggregate that was found, for ``ETag``."""

    method = "GET"


def ids_of(path: str) -> list[str]:
    """The names of the ids in a path."""
    return re.findall(r"{(\w+)}", path)
