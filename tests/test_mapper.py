"""What is stored of a fact, and how it comes back, whatever version it was written in."""

import gc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import msgspec
import pytest
from eventsourcing.cipher import AESCipher
from eventsourcing.compressor import ZlibCompressor
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent
from eventsourcing.utils import Environment

import domain.app
from domain.event import Dated, Event, Fact, concrete_facts
from infra.mapper import Mapper

STREAM = UUID("6c84fb90-12c4-11e1-840d-7b25c5ee775a")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """The facts of these tests are not facts of the program."""
    yield
    gc.collect()


def stored(topic: str, state: str) -> StoredEvent:
    return StoredEvent(STREAM, 3, topic, state.encode())


def test_a_fact_is_stored_as_plain_json_without_what_is_left_at_its_default() -> None:
    class Kind(Enum):
        REPORT = "report"

    class Paper(msgspec.Struct, frozen=True):
        number: str
        day: date

    class Sent(Dated, frozen=True, kw_only=True):
        TOPIC = "tests.sent"

        kind: Kind
        to: UUID
        paper: Paper | None = None
        share: Decimal | None = None
        places: dict[str, tuple[int, ...]]
        note: str = ""

    fact = Sent(
        by="lan",
        day=date(2026, 7, 1),
        kind=Kind.REPORT,
        to=STREAM,
        paper=Paper("05-BC/TU", date(2026, 6, 30)),
        share=Decimal("73.20"),
        places={"z": (2, 1), "a": ()},
    )
    mapper = Mapper(facts=[Sent])
    kept = mapper.to_stored_event(Event(STREAM, 3, fact))
    assert kept == stored(
        "tests.sent",
        '{"by":"lan","day":"2026-07-01","kind":"report","to":"6c84fb90-12c4-11e1-840d-7b25c5ee775a",'
        '"paper":{"number":"05-BC/TU","day":"2026-06-30"},"share":"73.20","places":{"a":[],"z":[2,1]}}',
    )
    assert mapper.to_domain_event(kept) == Event(STREAM, 3, fact)


def test_text_is_kept_as_it_is_and_not_escaped() -> None:
    class Noted(Fact, frozen=True, kw_only=True):
        TOPIC = "tests.noted"

        text: str

    mapper = Mapper(facts=[Noted])
    event = Event(STREAM, 3, Noted(by="lan", text='Đảng ủy “xã” \\ \x00 "🐈"'))
    kept = mapper.to_stored_event(event)
    assert "Đảng ủy “xã”".encode() in kept.state
    assert b"\x00" not in kept.state, "text of PostgreSQL would not hold it"
    assert mapper.to_domain_event(kept) == event


def test_an_old_version_is_read_through_all_later_ones_and_the_newest_is_written() -> None:
    def named(payload: dict[str, Any]) -> dict[str, Any]:
        return {**payload, "text": payload["txt"], "txt": None}

    def dated(payload: dict[str, Any]) -> dict[str, Any]:
        del payload["txt"]
        return {**payload, "day": "2026-01-01"}

    class Noted(Dated, frozen=True, kw_only=True):
        TOPIC = "tests.noted"
        UPCASTERS = (named, dated)

        text: str

    mapper = Mapper(facts=[Noted])
    fact = Noted(by="lan", text="x", day=date(2026, 1, 1))
    for version in (
        stored("tests.noted", '{"by":"lan","txt":"x"}'),
        stored("tests.noted/2", '{"by":"lan","text":"x","txt":null}'),
        stored("tests.noted/3", '{"by":"lan","text":"x","day":"2026-01-01"}'),
    ):
        assert mapper.to_domain_event(version) == Event(STREAM, 3, fact)
    assert mapper.to_stored_event(Event(STREAM, 3, fact)).topic == "tests.noted/3"


@pytest.mark.parametrize(
    ("topic", "state"),
    [
        ("tests.unknown", '{"by":"lan","text":"x"}'),
        ("tests.noted/3", '{"by":"lan","text":"x"}'),
        ("tests.noted/2", '{"by":"lan","text":1}'),
        ("tests.noted/2", '{"by":"lan"}'),
        ("tests.noted/2", '{"by":"lan","text":"x","more":1}'),
        ("tests.noted/2", '{"by":"lan","text":"x"'),
        ("tests.noted", '{"by":"lan"}'),
        ("tests.noted", "[]"),
        ("tests.noted", '{"by":"lan","txt":1}'),
    ],
)
def test_what_cannot_be_read_says_where_it_stands(topic: str, state: str) -> None:
    class Noted(Fact, frozen=True, kw_only=True):
        TOPIC = "tests.noted"
        UPCASTERS = (lambda payload: {"by": payload["by"], "text": payload["txt"]},)

        text: str

    with pytest.raises(MapperDeserialisationError, match=f"Event 3 of stream {STREAM}, topic '{topic}'"):
        Mapper(facts=[Noted]).to_domain_event(stored(topic, state))


@pytest.mark.parametrize("topic", ["", "noted", "Tests.noted", "tests.noted/2", "tests.đã ghi", "tests."])
def test_a_topic_is_a_plain_name_of_a_subject_and_an_act(topic: str) -> None:
    class Noted(Fact, frozen=True, kw_only=True):
        TOPIC = topic

    with pytest.raises(TypeError, match="not a topic"):
        Mapper(facts=[Noted])


def test_two_facts_have_two_topics() -> None:
    class Noted(Fact, frozen=True, kw_only=True):
        TOPIC = "tests.noted"

    class Alike(Fact, frozen=True, kw_only=True):
        TOPIC = "tests.noted"

    with pytest.raises(TypeError, match=r"Alike: topic 'tests\.noted' is taken"):
        Mapper(facts=[Noted, Alike])


class Foreign:
    """A class that JSON knows nothing of."""


@pytest.mark.parametrize("kind", [Any, Foreign, msgspec.Raw, list[Any], dict[str, tuple[Foreign] | None]])
def test_a_field_that_json_would_not_give_back_is_found_at_the_start(kind: Any) -> None:
    inner: Any = msgspec.defstruct("Inner", [("deep", kind)])
    fields = [("fine", str), ("inner", list[inner])]
    noted: Any = msgspec.defstruct("Noted", fields, bases=(Fact,), namespace={"TOPIC": "tests.noted"})
    with pytest.raises(TypeError, match=r"Noted\.inner: JSON would not give back"):
        Mapper(facts=[noted])


class Tree(msgspec.Struct, frozen=True):
    """Contains its like."""

    branches: "list[Tree]" = []


def test_a_fact_may_contain_its_like() -> None:
    class Grown(Fact, frozen=True, kw_only=True):
        TOPIC = "tests.grown"

        tree: Tree

    mapper = Mapper(facts=[Grown])
    event = Event(STREAM, 3, Grown(by="lan", tree=Tree([Tree()])))
    assert mapper.to_domain_event(mapper.to_stored_event(event)) == event


def test_only_events_of_the_log_are_stored() -> None:
    foreign = DomainEvent(originator_id=STREAM, originator_version=1, timestamp=datetime.now(UTC))
    with pytest.raises(TypeError):
        Mapper(facts=[]).to_stored_event(foreign)


def test_the_log_is_never_compressed_nor_encrypted() -> None:
    key = {AESCipher.CIPHER_KEY: AESCipher.create_key(16)}
    with pytest.raises(TypeError, match="readable"):
        Mapper(compressor=ZlibCompressor())
    with pytest.raises(TypeError, match="readable"):
        Mapper(cipher=AESCipher(Environment(env=key)))


def test_all_facts_of_the_program_can_be_stored() -> None:
    assert [fact for fact in concrete_facts() if fact.__module__.startswith(domain.__name__)]
    Mapper()
