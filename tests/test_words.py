"""Whatever is in the log can be told: every fact has words for the people who read its history."""

from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID

import msgspec
import pytest

from domain.event import Fact
from domain.words import told
from tests.world import facts

SIMPLE: dict[type, Any] = {str: "Lý do", int: 3, bool: True, date: date(2026, 1, 5), UUID: UUID(int=7)}


def sample(kind: Any) -> Any:
    """A value of a type, with nothing in it that may be left out."""
    origin, parts = get_origin(kind), get_args(kind)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if origin in (Union, UnionType, Literal):
        return parts[0] if origin is Literal else sample(parts[0])
    if origin in (tuple, frozenset, list):
        return origin([sample(parts[0])])
    if issubclass(kind, Enum):
        return next(iter(kind))
    return kind(**{f.name: sample(f.type) for f in msgspec.structs.fields(kind) if f.required})


@pytest.mark.parametrize("fact", facts(), ids=lambda cls: cls.TOPIC)
def test_every_fact_has_words(fact: type[Fact]) -> None:
    words = told(sample(fact), lambda _: "Xã Tam Sơn")
    assert words != fact.TOPIC
    assert "None" not in words
