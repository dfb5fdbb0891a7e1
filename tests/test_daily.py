"""The counts of every day in one answer: read as a browser reads it, each day is what the views count on that day."""

import gzip
import json
import struct
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from domain.account import Role
from domain.permissions import Right
from domain.rules import Timeliness
from projections import counts
from projections.counts import Tally
from projections.moment import Moment
from projections.sight import sight
from tests.asking import Answer, Api, api_of
from tests.touches import TODAY, Touches, touching

EPOCH = date(1970, 1, 1)


class Went(msgspec.Struct):
    """A series as it was sent."""

    unit: UUID | None
    name: str
    opening: list[int]
    days: list[int]
    changes: list[list[int]]

    def on(self, day: date) -> Tally:
        """How it stood at the end of that day."""
        n = sum(d <= (day - EPOCH).days for d in self.days)
        sums = [first + sum(of[:n]) for first, of in zip(self.opening, self.changes, strict=True)]
        return Tally({category: count for category, count in zip(Timeliness, sums, strict=True) if count})


def read(raw: bytes) -> list[Went]:
    (length,) = struct.unpack_from("<I", raw)
    at, found = 4 + length, []

    def take(n: int) -> list[int]:
        nonlocal at
        at += 4 * n
        return list(struct.unpack_from(f"<{n}i", raw, at - 4 * n))

    for head in json.loads(raw[4:at]):
        n = head["lines"]
        opening, days, unit = take(8), take(n), head["unit"]
        found.append(Went(unit and UUID(unit), head["name"], opening, days, [take(n) for _ in range(8)]))
    assert at == len(raw)
    return found


@pytest.fixture(scope="module")
def asked(module_database: str) -> Iterator[tuple[Touches, Api]]:
    with touching(module_database) as made, api_of(made.world) as api:
        yield made, api


def went(api: Api, **params: Any) -> list[Went]:
    answer = api.get("/overview/daily", **params)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/octet-stream"), answer.raw
    return read(answer.raw)


def moments(made: Touches, way: str) -> Iterator[Moment]:
    reader = made.world.reader
    for n in range(0, 70, 3):
        day = TODAY - timedelta(n)
        yield reader.reported(day) if way == "reported" else reader.reviewed(day)


@pytest.mark.parametrize("way", ["reported", "reviewed"])
def test_each_day_is_what_is_counted_on_it(asked: tuple[Touches, Api], way: str) -> None:
    made, api = asked
    api.asks = api.account(Role.OFFICE_HEAD)
    [tasks] = went(api, of="tasks", way=way)
    [given] = went(api, way=way)
    [some] = went(api, way=way, unit=made.mine)
    units = went(api, of="units", way=way, since="2026-01-20")
    for at in moments(made, way):
        query = made.world.query
        assert tasks.on(at.day) == query(counts.tasks, at)
        assert given.on(at.day) == query(counts.assignments, at)
        assert some.on(at.day) == query(counts.assignments, at, units=[made.mine])
        if at.day >= date(2026, 1, 19):
            of_units = [(u.unit, u.name, u.tally) for u in query(counts.by_unit, at)]
            assert of_units == [(u.unit, u.name, u.on(at.day)) for u in units if u.on(at.day).total]


@pytest.mark.parametrize("way", ["reported", "reviewed"])
def test_a_units_people_are_told_of_what_they_see(asked: tuple[Touches, Api], way: str) -> None:
    made, api = asked
    api.asks = api.account(Role.UNIT_HEAD, made.mine)
    [given] = went(api, way=way)
    units = went(api, of="units", way=way)
    seen = made.world.query(sight, api.asks, TODAY)
    assert {u.unit for u in units} <= {made.mine, made.gone, made.below}
    for at in moments(made, way):
        assert given.on(at.day) == made.world.query(counts.assignments, at, sight=seen)
        for unit in units:
            alone = made.world.query(counts.assignments, at, sight=seen, units=[unit.unit])
            assert unit.on(at.day) == alone
    assert api.get("/overview/daily", unit=made.other).status == 404
    assert api.get("/overview/daily", of="tasks").status == 404


def test_who_may_not_compare_units_is_told_of_none_by_name(asked: tuple[Touches, Api]) -> None:
    made, api = asked
    api.asks = api.account(Role.BOARD_MEMBER, None, made.mine)
    assert not api.asks.may(Right.COMPARE_UNITS)
    assert api.get("/overview/daily", of="units").status == 403
    assert went(api)
    api.asks = None
    assert api.get("/overview/daily").status == 401


def test_it_is_sent_again_only_when_the_log_has_gone_on(asked: tuple[Touches, Api]) -> None:
    made, api = asked
    api.asks = head = api.account(Role.OFFICE_HEAD)
    first = api.get("/overview/daily")
    same = {"If-None-Match": first.headers["etag"]}

    def again() -> Answer:
        return api.send("GET", "/overview/daily", headers=same)

    assert (again().status, again().raw) == (304, b"")
    api.asks = api.account(Role.UNIT_HEAD, made.mine)
    assert again().status == 200, "the same address tells another somewhat else"
    api.asks = head
    made.world.task(made.document, [made.other])
    made.world.engine.catch_up()
    assert again().status == 200
    assert read(again().raw)[0].on(TODAY).total == read(first.raw)[0].on(TODAY).total + 1


def test_it_comes_packed_to_who_can_unpack_it(asked: tuple[Touches, Api]) -> None:
    _, api = asked
    api.asks = api.account(Role.OFFICE_HEAD)
    plain = api.get("/overview/daily").raw
    answer = api.send("GET", "/overview/daily", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.raw) == plain


@pytest.mark.parametrize("since", ["0001-01-01", "2026-02-11", "9999-12-31"])
def test_any_span_of_days_can_be_asked_for(asked: tuple[Touches, Api], since: str) -> None:
    _, api = asked
    api.asks = api.account(Role.OFFICE_HEAD)
    assert len(went(api, since=since, until="9999-12-31")) == 1
    assert went(api, since=since, until="1800-01-01")[0].days == []
