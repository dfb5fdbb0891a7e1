"""Between facts and what is stored of them: plain JSON, typed both ways.

A stored event can be read without this program: a stable topic, and the fields of the fact under their names.
Version 1 of a fact is stored under its ``TOPIC``, version n under ``TOPIC/n``; older ones go through its
``UPCASTERS``.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing import persistence
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent

from domain.event import Event, Fact, Upcaster, concrete_facts

_TOPIC = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")


class Mapper(persistence.Mapper[UUID]):
    """Every fact class that is defined when the mapper is made, or those of ``facts``.

    ``TypeError`` at once if one has no proper topic, or another's, or a field that JSON would not give back.
    The other arguments are those of the library's factory; the log is neither compressed nor encrypted.
    """

    def __init__(
        self,
        transcoder: persistence.Transcoder | None = None,
        compressor: persistence.Compressor | None = None,
        cipher: persistence.Cipher | None = None,
        *,
        facts: Iterable[type[Fact]] | None = None,
    ) -> None:
        if compressor or cipher:
            raise TypeError("The log must be readable without this program: no compressor, no cipher")
        super().__init__(transcoder or persistence.JSONTranscoder())
        self._encode = msgspec.json.Encoder(order="deterministic").encode
        self._topics: dict[type[Fact], str] = {}
        self._decoders: dict[str, Callable[[bytes | str], Fact]] = {}
        for fact in concrete_facts() if facts is None else facts:
            self._add(fact)

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        if not isinstance(domain_event, Event):
            raise TypeError(f"Not an event of this log: {domain_event!r}")
        topic, state = self.written(domain_event.fact)
        return StoredEvent(domain_event.originator_id, domain_event.originator_version, topic, state)

    def written(self, fact: Fact) -> tuple[str, bytes]:
        """The topic that a fact is stored under, and its payload."""
        return self._topics[type(fact)], self._encode(fact)

    def to_domain_event(self, stored_event: StoredEvent) -> Event:
        stream = stored_event.originator_id
        return self.read(
            stream if isinstance(stream, UUID) else UUID(stream),
            stored_event.originator_version,
            stored_event.topic,
            stored_event.state,
        )

    def read(self, stream: UUID, version: int, topic: str, state: bytes | str) -> Event:
        """Raises ``MapperDeserialisationError`` for an unknown topic or a payload that is not of its type."""
        try:
            return Event(stream, version, self._decoders[topic](state))
        except (KeyError, TypeError, ValueError, msgspec.MsgspecError) as error:
            raise MapperDeserialisationError(
                f"Event {version} of stream {stream}, topic {topic!r}: {error!r}"
            ) from error

    def _add(self, fact: type[Fact]) -> None:
        if not _TOPIC.fullmatch(fact.TOPIC):
            raise TypeError(f"{fact.__qualname__}: not a topic: {fact.TOPIC!r}")
        for field in msgspec.structs.fields(fact):
            if not _typed(msgspec.inspect.type_info(field.type), set()):
                raise TypeError(f"{fact.__qualname__}.{field.name}: JSON would not give back {field.type}")
        current = msgspec.json.Decoder(fact).decode
        chain = fact.UPCASTERS
        for version in range(1, len(chain) + 2):
            topic = fact.TOPIC if version == 1 else f"{fact.TOPIC}/{version}"
            if topic in self._decoders:
                raise TypeError(f"{fact.__qualname__}: topic {topic!r} is taken")
            steps = chain[version - 1 :]
            self._decoders[topic] = _upcasting(fact, steps) if steps else current
            self._topics[fact] = topic  # in the end the current one


def _upcasting(fact: type[Fact], steps: Iterable[Upcaster]) -> Callable[[bytes | str], Fact]:
    def decode(state: bytes | str) -> Fact:
        payload = msgspec.json.decode(state)
        for step in steps:
            payload = step(payload)
        return msgspec.convert(payload, fact)

    return decode


_LOST_IN_JSON = (
    msgspec.inspect.AnyType,
    msgspec.inspect.CustomType,
    msgspec.inspect.RawType,
    msgspec.inspect.ExtType,
)


def _typed(kind: Any, seen: set[int]) -> bool:
    """Whether all that ``kind`` is made of comes back from JSON as what it was."""
    if isinstance(kind, tuple):
        return all(_typed(part, seen) for part in kind)
    if not isinstance(kind, msgspec.inspect.Type | msgspec.inspect.Field) or id(kind) in seen:
        return True
    seen.add(id(kind))
    parts = (getattr(kind, name) for name in kind.__struct_fields__)
    return not isinstance(kind, _LOST_IN_JSON) and _typed(tuple(parts), seen)
