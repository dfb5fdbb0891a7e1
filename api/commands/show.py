"""The command ``show``: figures and lists as a table or as JSON, for any day and any state of knowledge."""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from rich.table import Table

from api.commands.days import known_then, one_day
from api.commands.screen import screen
from api.house import House
from domain.assignment_facts import STAGE_NAMES, Stage
from domain.errors import Refused
from domain.rules import TIMELINESS_NAMES, Timeliness
from domain.unit import GROUP_NAMES, Group
from domain.vietnamese import count, percent
from domain.vietnamese import day as vn_day
from projections import counts, lists, story
from projections.counts import Tally
from projections.engine import Cursor
from projections.known import not_ahead, told
from projections.moment import Moment

NAME = "show"
HELP = "xem số liệu, danh sách, diễn biến của một nhiệm vụ; dạng bảng hoặc JSON"

LAST_PAGE = 1_000_000
CATEGORIES = {c.name.lower().replace("_", "-"): c for c in Timeliness}
Columns = Sequence[tuple[str, str]]
Rows = Iterable[dict[str, Any]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to show, of which day, known when, and which rows."""
    parser.add_argument(
        "what",
        choices=[*_SHOWN, "task"],
        help="summary: tổng hợp theo nhiệm vụ; units: theo đơn vị (lượt giao); documents: theo văn bản (nhiệm vụ); "
        "months: theo tháng đến hạn (lượt giao); tasks, assignments: danh sách; task: một nhiệm vụ",
    )
    parser.add_argument("id", nargs="?", help="mã nhiệm vụ (chỉ dùng với task)")
    parser.add_argument("--day", type=one_day, help="số liệu tính đến ngày nào (mặc định: hôm nay)")
    parser.add_argument(
        "--known",
        type=known_then,
        help="biết đến lúc nào: ngày 31/3/2026, thời điểm 2026-03-31T17:00, mục 12345 của sổ (mặc định: đến nay)",
    )
    parser.add_argument("--category", choices=list(CATEGORIES), help="chỉ một tình trạng")
    parser.add_argument("--unit", type=UUID, help="chỉ một đơn vị (mã)")
    parser.add_argument("--document", type=UUID, help="chỉ một văn bản (mã)")
    parser.add_argument("--page", type=int, default=1, help="trang của danh sách, mỗi trang 50 dòng")
    parser.add_argument("--json", action="store_true", help="in JSON thay cho bảng")


def run(options: argparse.Namespace, house: House) -> int:
    """Prints what was asked for."""
    house.reader.catch_up()
    known, today = options.known, house.reader.today()
    if known is not None:
        not_ahead(known, today)
    at = (
        house.reader.reviewed(options.day or today)
        if known is None
        else house.reader.known(options.day, known)
    )
    with house.reader.snapshot() as cursor:
        if options.what == "task":
            columns, rows = _task(cursor, at, options, house)
        else:
            columns, rows = _SHOWN[options.what](cursor, at, options, house)
    rows = list(rows)
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return 0
    by = f", theo số liệu chốt {at.closing}" if at.closing else ""
    if known is not None and not by:
        by = f", theo những gì biết đến {told(known)}"
    _print(columns, rows, f"Tính đến ngày {vn_day(at.day)}{by}")
    return 0


def _print(columns: Columns, rows: Sequence[dict[str, Any]], heading: str) -> None:
    table = Table(title=heading, title_justify="left")
    for key, title in columns:
        number = bool(rows) and isinstance(rows[0].get(key), int)
        table.add_column(title, justify="right" if number else "left")
    for row in rows:
        table.add_row(*(_cell(row.get(key)) for key, _ in columns))
    screen(220).print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return vn_day(value)
    return count(value) if isinstance(value, int) else str(value)


_TALLY: Columns = [
    ("total", "Tổng số"),
    *((c.name.lower(), TIMELINESS_NAMES[c]) for c in Timeliness),
    ("due_soon", "trong đó sắp đến hạn"),
    ("on_time_rate", "Hoàn thành đúng hạn"),
    ("completed_rate", "Hoàn thành / (hoàn thành + quá hạn)"),
    ("overall_rate", "Hoàn thành / tổng số có thời hạn"),
]


def _tally(tally: Tally) -> dict[str, Any]:
    rates = tally.rates
    return {
        "total": tally.total,
        **{c.name.lower(): tally.of(c) for c in Timeliness},
        "due_soon": tally.due_soon,
        "on_time_rate": _rate(rates.on_time_of_judged),
        "completed_rate": _rate(rates.completed_of_judged),
        "overall_rate": _rate(rates.completed_of_dated),
    }


def _rate(rate: Any) -> str | None:
    return None if rate is None else percent(rate)


def _summary(cursor: Cursor, at: Moment, options: Any, house: House) -> tuple[Columns, Rows]:
    soon = house.reader.soon(cursor, at)
    row = {"what": "Nhiệm vụ", **_tally(counts.tasks(cursor, at, soon))}
    given = {"what": "Lượt giao", **_tally(counts.assignments(cursor, at, soon))}
    waiting = counts.waiting_for_leads(cursor, at)
    extra = {"what": "Nhiệm vụ chưa chọn đầu mối", "total": waiting}
    return [("what", "Đơn vị tính"), *_TALLY], [row, given, extra]


def _units(cursor: Cursor, at: Moment, options: Any, house: House) -> tuple[Columns, Rows]:
    rows = (
        {"id": u.unit, "group": GROUP_NAMES[Group(u.group)], "unit": u.name, **_tally(u.tally)}
        for u in counts.by_unit(cursor, at, house.reader.soon(cursor, at))
    )
    return [("unit", "Đơn vị (lượt giao)"), *_TALLY], rows


def _documents(cursor: Cursor, at: Moment, options: Any, house: House) -> tuple[Columns, Rows]:
    rows = (
        {"id": d.document, "number": d.number, "day": d.day, "title": d.title, **_tally(d.tally)}
        for d in counts.by_document(cursor, at, house.reader.soon(cursor, at))
    )
    return [("number", "Văn bản (nhiệm vụ)"), ("day", "Ngày"), *_TALLY], rows


def _months(cursor: Cursor, at: Moment, options: Any, house: House) -> tuple[Columns, Rows]:
    rows = (
        {"month": f"{m.month:%m/%Y}" if m.month else "không thời hạn", **_tally(m.tally)}
        for m in counts.by_month(cursor, at)
    )
    return [("month", "Tháng đến hạn (lượt giao)"), *_TALLY], rows


def _filter(options: Any) -> lists.Filter:
    categories = (CATEGORIES[options.category],) if options.category else ()
    return lists.Filter(categories=categories, unit=options.unit, document=options.document)


def _offset(options: Any) -> int:
    if not 1 <= options.page <= LAST_PAGE:
        raise Refused(f"Trang {options.page} không có; các trang từ 1 đến {count(LAST_PAGE)}.", field="page")
    return int(options.page - 1) * lists.PAGE


def _tasks(cursor: Cursor, at: Moment, options: Any, house: House) -> tuple[Columns, Rows]:
    if options.unit:
        raise Refused("Lọc theo đơn vị chỉ dùng cho danh sách lượt giao (assignments).", field="unit")
    lines, _ = lists.tasks(cursor, at, _filter(options), offset=_offset(options))
    return _LINE, map(_line, lines)


def _assignments(cursor: Cursor, at: Moment, options: Any, house: House) -> tuple[Columns, Rows]:
    lines, _ = lists.assignments(cursor, at, _filter(options), offset=_offset(options))
    return [("lead", "Chủ trì"), *_LINE], map(_line, lines)


_LINE: Columns = [
    ("document", "Văn bản"),
    ("number", "TT"),
    ("text", "Nhiệm vụ"),
    ("deadline", "Hạn"),
    ("stage_name", "Trạng thái"),
    ("category_name", "Tình trạng"),
    ("completed_on", "Ngày hoàn thành"),
]


def _line(line: Any) -> dict[str, Any]:
    return {
        **msgspec.structs.asdict(line),
        "stage_name": STAGE_NAMES[Stage(line.stage)],
        "category": line.category.name.lower(),
        "category_name": TIMELINESS_NAMES[line.category],
    }


def _task(cursor: Cursor, at: Moment, options: Any, house: House) -> tuple[Columns, Rows]:
    try:
        task_id = UUID(options.id or "")
    except ValueError:
        raise Refused("Đề nghị ghi mã nhiệm vụ, lấy từ danh sách “show tasks --json”.", field="id") from None
    columns = [("recorded", "Ghi sổ"), ("day", "Hiệu lực"), ("unit", "Đơn vị"), ("words", "Nội dung")]
    entries = story.of_task(cursor, house.log, at, task_id)
    return columns, (msgspec.structs.asdict(entry) for entry in entries)


_SHOWN: dict[str, Callable[[Cursor, Moment, Any, House], tuple[Columns, Rows]]] = {
    "summary": _summary,
    "units": _units,
    "documents": _documents,
    "months": _months,
    "tasks": _tasks,
    "assignments": _assignments,
}
