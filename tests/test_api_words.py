"""The description of the API: complete, in Vietnamese, true to the tables."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from api.v1.commands import COMMANDS
from api.v1.file_words import file_paths
from api.v1.openapi import description
from api.v1.queries import QUERIES
from api.v1.words import FIELDS, PARAMETERS

TOLD = description(COMMANDS, QUERIES)
BY_HAND = file_paths()
"""What is sent and fetched there is no JSON."""


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in TOLD["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_every_command_and_query_is_described_once() -> None:
    names = [operation["operationId"] for _, operation in operations()]
    assert len(set(names)) == len(names)
    assert set(names) >= {entry.name for entry in (*COMMANDS, *QUERIES)}


def test_every_operation_has_words_an_example_and_all_its_answers() -> None:
    for name, operation in operations():
        path = name.partition(" ")[2]
        assert not operation["summary"].isascii(), name
        assert operation.get("description") or path in BY_HAND, name
        assert {"401", "404"} <= set(operation["responses"]), name
        if name.startswith("post") and path not in BY_HAND:
            [content] = operation["requestBody"]["content"].values()
            assert content["example"] is not None, name
            assert {"409", "412", "413", "415"} <= set(operation["responses"]), name


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_an_example_is_what_the_command_takes(command: Any) -> None:
    raw = msgspec.json.encode(command.example)
    assert msgspec.json.decode(raw, type=command.body) == command.example


def test_every_field_and_parameter_is_told() -> None:
    untold = set()
    for schema in TOLD["components"]["schemas"].values():
        untold |= {field for field in schema.get("properties", {}) if field not in FIELDS}
    for _, operation in operations():
        for parameter in operation.get("parameters", ()):
            if parameter["name"] not in PARAMETERS and parameter["name"] not in FIELDS:
                untold.add(parameter["name"])
    assert untold == set()


def test_nothing_is_described_in_english() -> None:
    def texts(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            for name, value in part.items():
                if name in ("description", "summary") and isinstance(value, str):
                    yield value
                else:
                    yield from texts(value)
        elif isinstance(part, list):
            for value in part:
                yield from texts(value)

    assert [text for text in texts(TOLD) if text.isascii()] == []


def test_every_reference_leads_somewhere() -> None:
    raw = msgspec.json.encode(TOLD).decode()
    named = {part.split('"')[0] for part in raw.split("#/components/schemas/")[1:]}
    assert named <= set(TOLD["components"]["schemas"])
