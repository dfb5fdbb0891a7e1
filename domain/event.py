"""What an entry of the log is: a fact in the words of the field, in the stream of its subject.

Facts are plain frozen values. They know nothing of streams, versions or clocks: a decision returns facts, the
application numbers them into a stream, the log gives them a position and the moment of recording.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec

AccountId = str
"""Who did it: the id of an account. Names of people live where they can be erased, never in the log."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The content of one event. A concrete fact sets ``TOPIC``, its name in the log for ever.

    ``UPCASTERS`` turn the stored payload of version 1, 2, … into the next one; the version of a fact is one
    more than their number. Version 1 is stored under ``TOPIC`` itself, version n under ``TOPIC/n``.
    """

    TOPIC: ClassVar[str] = ""
    UPCASTERS: ClassVar[tuple[Upcaster, ...]] = ()

    by: AccountId
    instead_of: AccountId = ""
    """By whose right, where it was not his own: of the holder he deputises for (thay, được ủy quyền)."""


class Dated(Fact, frozen=True, kw_only=True):
    """A fact that holds from a civil day (Asia/Ho_Chi_Minh) on, whenever it was recorded."""

    day: date


class Event(msgspec.Struct, frozen=True):
    """A fact with its place in a stream: what the eventsourcing library calls a domain event."""

    originator_id: UUID
    originator_version: int
    fact: Fact


class Recorded(msgspec.Struct, frozen=True):
    """An event as the log holds it.

    ``position`` counts all events from 1 without gaps; ``txn_end`` is the last position of the transaction it
    was recorded in; ``recorded_at`` is the moment of recording, never earlier than that of the one before.
    """

    position: int
    txn_end: int
    recorded_at: datetime
    event: Event


def concrete_facts(base: type[Fact] = Fact) -> Iterable[type[Fact]]:
    """Every fact class with a ``TOPIC``, of the modules imported so far."""
    for cls in base.__subclasses__():
        if "TOPIC" in cls.__dict__:
            yield cls
        yield from concrete_facts(cls)
