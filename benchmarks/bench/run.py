"""The whole run: the place, the subjects one after the other, the table."""

import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from benchmarks.bench import appends, counts, lists, over_http, rebuild, sizes, slider, trend
from benchmarks.bench.line import Line, Missed, table
from benchmarks.bench.machine import Machine, machine
from benchmarks.bench.place import SIZES, Place, Size, fill, peers
from domain.errors import Refused
from infra.embedded import embedded

SUBJECTS: Mapping[str, Callable[[Place], Iterator[Line]]] = {
    "appends": appends.lines,
    "rebuild": rebuild.lines,
    "counts": counts.lines,
    "lists": lists.lines,
    "trend": trend.lines,
    "http": over_http.lines,
    "slider": slider.lines,
    "bytes": sizes.lines,
}


class Result(msgspec.Struct):
    """What is kept beside the table."""

    size: str
    machine: Machine
    seconds: float
    lines: Sequence[Line | Missed]


def measured(folder: Path, size: str, only: Sequence[str]) -> tuple[str, Path]:
    """Measures ``only`` these subjects, or all of them: the table, and the file of the figures beside.

    ``folder`` keeps what takes long to make. Raises ``Refused`` for a subject that there is not.
    """
    for name in only:
        if name not in SUBJECTS:
            raise Refused(f"Không có mục đo “{name}”. Các mục: {', '.join(SUBJECTS)}.", field="only")
    folder.mkdir(parents=True, exist_ok=True, mode=0o711)
    result = _run(folder.resolve(), SIZES[size], only or list(SUBJECTS))
    file = folder / f"{size}.json"
    kept = msgspec.to_builtins(result)
    for line, told in zip(result.lines, kept["lines"], strict=True):
        if isinstance(line, Line):
            told |= {"ratio": line.ratio, "ok": line.ok}
    file.write_bytes(msgspec.json.format(msgspec.json.encode(kept)))
    return f"{result.machine}\n{size}, {result.seconds:.0f} s\n\n{table(result.lines)}", file


def _run(folder: Path, size: Size, subjects: Sequence[str]) -> Result:
    began = time.monotonic()
    try:
        python = peers(folder)
    except Refused as refused:
        _say(refused.message)
        python = None
    with embedded(folder / size.name) as setup:
        place = Place(size, folder, setup, python)
        _say("Đang chuẩn bị dữ liệu mô phỏng (lần sau dùng lại)…")
        fill(place)
        found = machine(folder, setup)
        _say(str(found))
        lines: list[Line | Missed] = []
        for name in subjects:
            _say(f"Đang đo: {name}…")
            lines += _of_subject(name, place)
    return Result(size.name, found, time.monotonic() - began, lines)


def _of_subject(name: str, place: Place) -> Iterator[Line | Missed]:
    """Its lines; what goes wrong in one subject does not take the others with it."""
    try:
        yield from SUBJECTS[name](place)
    except Exception as error:
        traceback.print_exc()
        yield Missed(name, f"failed: {error!r}")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
