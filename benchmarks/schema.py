"""Random requests made from the description of the API, by each role: no answer 5xx, none undocumented.

``python -m benchmarks.schema --cases 10000`` sends so many by each role. Half of the requests keep to the
description, half break it somewhere; ids are mostly such as there are, days mostly such as the register knows.
"""

import argparse
import json
import logging
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import msgspec
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.v1.commands import COMMANDS
from api.v1.openapi import description
from api.v1.queries import QUERIES
from domain.account import OF_A_UNIT, Role
from tests.asking import Api, api_of
from tests.conftest import FAST, new_database, new_folder
from tests.scene import JAN, Scene, scene

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
HOST = "http://127.0.0.1"


Came = dict[Role, Counter[int]]
"""How often each status came, by role."""


class Explorer:
    """Sends what the description allows, and what it does not, as somebody of a role."""

    def __init__(self, stage: Scene, api: Api) -> None:
        self._stage = stage
        self._api = api
        told = json.loads(msgspec.json.encode(description(COMMANDS, QUERIES)))
        self._schema = schemathesis.openapi.from_dict(told)
        self._schema.app = api.app
        logging.getLogger("sonq").setLevel(logging.CRITICAL)

    def explore(self, roles: Sequence[Role], cases: int, *, start: int = 1) -> Came:
        """What came of at least so many requests by each role; each request is sent by all of them in turn.

        Raises the first fault that is found.
        """
        operations = [result.ok() for result in self._schema.get_all_operations()]
        each = -(-cases // (2 * len(operations)))
        known, came = self._known(), Came()
        who = [self._api.account(role, self._stage.lead if role in OF_A_UNIT else None) for role in roles]
        for nth, operation in enumerate(operations):
            for mode in GenerationMode:
                chance = random.Random(f"{nth} {mode} {start}")

                def by_each(case: Any, chance: random.Random = chance) -> None:
                    _make_known(case, known, chance)
                    for somebody in who:
                        self._api.asks = somebody
                        response = case.call(base_url=f"{HOST}/api/v1")
                        came.setdefault(somebody.charge.role, Counter())[response.status_code] += 1
                        case.validate_response(response, checks=CHECKS)

                _sent(operation.as_strategy(generation_mode=mode), each, start, by_each)
        return came

    def _known(self) -> Mapping[str, list[str]]:
        """Ids by what a path calls them."""
        assignments = [*self._stage.given.values(), self._stage.of_split]
        officer = self._api.account(Role.UNIT_OFFICER, self._stage.lead)
        return {
            "assignment": [str(a) for a in assignments],
            "task": [str(t) for t in (self._stage.task, self._stage.waiting, self._stage.group)],
            "document": [str(d) for d in (self._stage.document, self._stage.older)],
            "unit": [
                str(u) for u in (self._stage.lead, self._stage.other, self._stage.ended, self._stage.heir)
            ],
            "account": [str(officer.account)],
        }


def _sent(cases: Any, how_many: int, start: int, by_each: Callable[[Any], None]) -> None:
    """Hands on as many of ``cases``."""

    @seed(start)
    @settings(
        max_examples=how_many,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def each(case: Any) -> None:
        by_each(case)

    each()


def _make_known(case: Any, known: Mapping[str, list[str]], chance: random.Random) -> None:
    """Puts ids and days that there are in the place of most that there are not."""
    for name in ("cursor", "known", "day", "after"):
        if isinstance(case.query, dict) and name in case.query and chance.random() < 0.7:
            del case.query[name]
    if case.headers and chance.random() < 0.7:
        case.headers.pop("If-Match", None)
    for name in case.path_parameters or {}:
        if name in known and chance.random() < 0.8:
            case.path_parameters[name] = chance.choice(known[name])
    everything = [one for ids in known.values() for one in ids]

    def made(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: made(value) for name, value in part.items()}
        if isinstance(part, list):
            return [made(value) for value in part]
        if isinstance(part, str) and chance.random() < 0.7:
            if _is_id(part):
                return chance.choice(everything)
            if len(part) == 10 and part[4] == part[7] == "-":
                return chance.choice(JAN).isoformat()
        return part

    if isinstance(case.body, dict | list):
        case.body = made(case.body)
    if isinstance(case.query, dict):
        case.query = made(case.query)


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


@contextmanager
def explorer(dsn: str) -> Iterator[Explorer]:
    """On a register of its own, with something of each kind in it."""
    with scene(dsn) as stage, api_of(stage.world) as api:
        stage.world.engine.catch_up()
        yield Explorer(stage, api)


def main() -> int:
    from infra.embedded import embedded  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="by each role")
    parser.add_argument("--start", type=int, default=1, help="another number: other requests")
    parser.add_argument("--role", type=Role, action="append", help="only this one")
    options = parser.parse_args()
    with (
        new_folder() as folder,
        embedded(folder / "home", FAST) as server,
        new_database(server, "template0") as dsn,
        explorer(dsn) as it,
    ):
        came = it.explore(options.role or list(Role), options.cases, start=options.start)
    for role, statuses in came.items():
        print(f"{role.value:15}{sum(statuses.values()):8}  {dict(sorted(statuses.items()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
