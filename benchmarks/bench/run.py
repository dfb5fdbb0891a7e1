"""The whole run: the place, the subjects one after the other, the table."""

import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import msgspec

from benchmarks.bench.line import Line, Missed, table
from benchmarks.bench.machine import Machine, machine
from benchmarks.bench.place import SIZES, Place, Size, fill, peers
from benchmarks.bench.plans import write as write_plans
from domain.errors import Refused
from infra.embedded import embedded

SUBJECTS = ("appends", "rebuild", "counts", "lists", "pages", "trend", "over_http", "slider", "sizes")
"""Modules of this folder. Each gives ``lines``, and is loaded by who asks for it: one needs a browser."""


TUNING = {"max_connections": "120"}
"""The library's pools take five each."""


class Result(msgspec.Struct):
    """What is kept beside the table."""

    size: str
    machine: Machine
    seconds: float
    lines: list[Line | Missed]


def measured(folder: Path, size: str, only: Sequence[str], plans: Path | None = None) -> tuple[str, Path]:
    """Measures ``only`` these subjects, or all of them: the table, and the file of the figures beside.

    ``folder`` keeps what takes long to make; ``plans``: where the plans of the queries are to be written. Raises
    ``Refused`` for a subject that there is not.
    """
    for name in only:
        if name not in SUBJECTS:
            raise Refused(f"Không có mục đo “{name}”. Các mục: {', '.join(SUBJECTS)}.", field="only")
    folder.mkdir(parents=True, exist_ok=True, mode=0o711)
    result = _run(folder.resolve(), SIZES[size], only or SUBJECTS, plans)
    result.lines += _across(folder, result)
    file = folder / f"{size}.json"
    kept = msgspec.to_builtins(result)
    for line, told in zip(result.lines, kept["lines"], strict=True):
        if isinstance(line, Line):
            told |= {"ratio": line.ratio, "ok": line.ok}
    file.write_bytes(msgspec.json.format(msgspec.json.encode(kept)))
    return f"{result.machine}\n{size}, {result.seconds:.0f} s\n\n{table(result.lines)}", file


def _run(folder: Path, size: Size, subjects: Sequence[str], plans: Path | None) -> Result:
    began = time.monotonic()
    try:
        python = peers(folder)
    except Refused as refused:
        _say(refused.message)
        python = None
    with embedded(folder / size.name, TUNING) as setup:
        place = Place(size, folder, setup, python)
        _say("Đang chuẩn bị dữ liệu mô phỏng (lần sau dùng lại)…")
        fill(place)
        found = machine(folder, setup)
        _say(str(found))
        lines: list[Line | Missed] = []
        for name in subjects:
            _say(f"Đang đo: {name}…")
            lines += _of_subject(name, place)
        if plans:
            of_log = write_plans(place, plans)
            lines.append(Line(what="plans that scan the log", ours=len(of_log), unit="plans", most=0))
    return Result(size.name, found, time.monotonic() - began, lines)


def _across(folder: Path, result: Result) -> Iterator[Line]:
    """How much longer it takes than with a tenth of the data, if that was measured here before."""
    file = folder / "reference.json"
    if result.size != "large" or not file.is_file():
        return
    before = {
        line["what"]: line for line in msgspec.json.decode(file.read_bytes())["lines"] if "ours" in line
    }
    for line in result.lines:
        if isinstance(line, Line) and line.across and line.what in before:
            yield Line(
                what=line.what,
                against="the same at reference",
                ours=line.ours,
                peer=before[line.what]["ours"],
                unit=line.unit,
                most=line.across,
            )


def _of_subject(name: str, place: Place) -> Iterator[Line | Missed]:
    """Its lines; what goes wrong in one subject does not take the others with it."""
    try:
        yield from import_module(f"benchmarks.bench.{name}").lines(place)
    except Exception as error:
        traceback.print_exc()
        yield Missed(name, f"failed: {error!r}")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
