"""``./sonq bench`` on next to nothing: it runs, says what it did not, and judges by its reaches."""

import sys
from pathlib import Path

import msgspec
import pytest

from benchmarks.bench import run
from benchmarks.bench.appends import Team
from benchmarks.bench.line import Line, Missed, table
from benchmarks.bench.place import Size
from domain.errors import Refused
from infra.database import prepare

TINY = Size("tiny", 100, 1, 5, 100, 0.3, 0.1)


def test_it_measures_and_prints_and_says_what_it_did_without(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(_: Path) -> Path:
        raise Refused("Không có mạng.")

    monkeypatch.setattr(run, "SIZES", {"tiny": TINY})
    monkeypatch.setattr(run, "peers", offline)
    plans = folder / "plans.md"
    words, file = run.measured(
        folder, "tiny", ["counts", "lists", "pages", "trend", "over_http", "sizes"], plans
    )
    result = msgspec.json.decode(file.read_bytes())
    assert not [line for line in result["lines"] if "why" in line], words
    assert words.count("\n|") == len(result["lines"]) + 2
    by_what = {line["what"]: line for line in result["lines"]}
    assert by_what["commands over HTTP, 16 clients for 0.3 s: errors"]["ours"] == 0
    assert by_what["plans that scan the log"]["ours"] == 0
    told = plans.read_text("utf-8")
    assert "**Counts by unit, as reported then**" in told
    assert "| Tổng quan, as known now | " in told


def test_writers_in_processes_of_their_own_run_heat_after_heat(database: str) -> None:
    with Team((sys.executable, "ours", prepare(database)), writers=2, transactions=5, size=3) as team:
        assert team.heat() > 0
        assert team.heat() > 0
    with pytest.raises(RuntimeError), Team((sys.executable, "bare", database), 1, 1, 1) as team:
        team.heat()  # there is no such table


def test_what_is_not_measured_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(Refused, match=r"speed.*appends, rebuild, counts"):
        run.measured(folder, "small", ["speed"])


def line(**of: object) -> Line:
    return msgspec.convert({"what": "x", "unit": "ms", "ours": 10.0, **of}, Line)


@pytest.mark.parametrize(
    ("of", "ratio", "ok"),
    [
        ({"peer": 30.0, "least": 3}, 3.0, True),  # a time: how much quicker
        ({"peer": 30.0, "least": 3.1}, 3.0, False),
        ({"peer": 5.0, "most": 2}, 2.0, True),  # how much longer
        ({"peer": 5.0, "most": 1.9}, 2.0, False),
        ({"peer": 5.0, "unit": "events/s", "least": 2}, 2.0, True),  # a rate
        ({"peer": 5.0}, 0.5, None),
        ({"most": 10}, None, True),
        ({"most": 9}, None, False),
        ({"ours": 0.0, "most": 0}, None, True),
        ({}, None, None),
    ],
)
def test_a_line_is_judged_by_its_reach(of: dict[str, object], ratio: float | None, ok: bool | None) -> None:
    judged = line(**of)
    assert (judged.ratio, judged.ok) == (ratio, ok)


def test_the_table_says_no_where_it_is_no_and_why_there_is_no_line() -> None:
    drawn = table([line(peer=5.0, most=1), Missed("y", "no browser")]).splitlines()
    assert len({len(row) for row in drawn}) == 1
    assert "| 2× " in drawn[2] and "| NO |" in drawn[2]
    assert "no browser" in drawn[3]
