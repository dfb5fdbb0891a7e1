"""The list that a figure opens: tasks, assignments, or what waits for a lead, as many rows as are looked at."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import dash_ag_grid as dag

from dashboard.address import COUNTED_NAMES, LIST, TASK, Asked, Counted
from dashboard.components import SOON, Page, basis, past
from dashboard.downloads import LISTED, downloads
from dashboard.kinds import KINDS, SLUGS, WAITING, Kind
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag, text
from dashboard.scope import SCOPE_NAMES, units_of
from domain.errors import NotFound, Refused
from domain.rules import TIMELINESS_NAMES, Timeliness, days_late
from domain.unit import GROUP_NAMES
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections import lists
from projections.counts import unit_names
from projections.engine import Cursor
from projections.lists import AssignmentLine, Filter, TaskLine, WaitingLine
from projections.matters import Since
from projections.moment import Moment
from projections.sight import Sight, sight

SOUGHT = (
    (SLUGS[Timeliness.OVERDUE], "Quá hạn"),
    (SOON, "Sắp đến hạn"),
    (SLUGS[Timeliness.IN_TIME], "Trong hạn"),
    (SLUGS[Timeliness.UNDATED], "Thường xuyên"),
    ("da-hoan-thanh", "Đã hoàn thành"),
    (SLUGS[Timeliness.SUSPENDED], "Tạm dừng"),
)
"""Kinds to choose from on the page itself."""

MOST = 200
"""Rows in one answer."""

LAST = 1_000_000
"""No list is longer."""

Line = AssignmentLine | TaskLine | WaitingLine


def _column(field: str, heading: str, **more: Any) -> dict[str, Any]:
    """The renderers of the fields are in assets/sonq.js."""
    return {"field": field, "headerName": heading, "cellRenderer": field, **more}


_TASK = _column("task", "Nhiệm vụ", flex=5, minWidth=280)
_UNIT = _column("unit", "Đơn vị chủ trì", flex=2, minWidth=190)
_STANDING = (
    _column("deadline", "Hạn hoàn thành", width=180),
    _column("status", "Tình trạng", width=260),
    _column("completed", "Ngày hoàn thành", width=160),
)
_WAITING = (
    _column("unit", "Đơn vị chủ trì (nguyên văn)", flex=2, minWidth=220),
    _column("deadline", "Thời hạn (nguyên văn)", width=220),
)


def listing(look: Look) -> Page:
    """What is listed, narrowed by what, how many; the rows are fetched by the grid."""
    reader, asked = look.reader, look.asked
    if asked.kind == WAITING:
        asked = asked.when.but(kind=WAITING)
    at = look.at
    with reader.snapshot() as cursor:
        narrowed = _chips(cursor, at, asked, sight(cursor, look.viewer, reader.today()))
        _, total = _lines(cursor, look, 0, 0)
    what = COUNTED_NAMES[asked.counted]
    title = f"Danh sách {what}"
    order = "văn bản mới nhất" if asked.kind == WAITING else "hạn sớm nhất"
    head = tag(
        "header",
        tag("div", tag("h1", title), downloads(look, LISTED), class_="page-head"),
        tag("p", f"Tính đến ngày {vn_day(at.day)} ({basis(asked)}); {order} trước.", class_="note"),
        _standings(asked) if asked.kind != WAITING else None,
        tag("p", tag("strong", count(total)), f" {what}", narrowed, class_="narrowed"),
        class_="list-head",
    )
    content = [Html(past(asked, LIST), head)]
    if total:
        content.append(_grid(asked))
    else:
        way_out = " Đề nghị bỏ bớt điều kiện lọc ở trên." if narrowed else ""
        content.append(Html(tag("p", f"Không có {what} nào ở đây.{way_out}", class_="message")))
    return Page(title, content)


def rows(look: Look, request: Mapping[str, Any]) -> dict[str, Any]:
    """What the grid asks for: the rows ``startRow`` up to ``endRow``, and how many there are in all."""
    reader, asked = look.reader, look.asked
    start, end = request.get("startRow"), request.get("endRow")
    if not (
        isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= start + MOST and end <= LAST
    ):
        raise Refused("Yêu cầu không hợp lệ. Đề nghị tải lại trang.")
    at = look.at
    with reader.snapshot() as cursor:
        soon = reader.soon(cursor, at)
        found, total = _lines(cursor, look, start, end - start)
    return {"rowData": [_row(line, at.day, soon, asked) for line in found], "rowCount": total}


def _lines(cursor: Cursor, look: Look, offset: int, limit: int) -> tuple[Sequence[Line], int]:
    asked, at = look.asked, look.at
    seen = sight(cursor, look.viewer, look.reader.today())
    if asked.kind == WAITING:
        return ([], 0) if seen else lists.waiting_for_leads(cursor, at, offset=offset, limit=limit)
    listed = lists.tasks if asked.counted is Counted.TASKS else lists.assignments
    return listed(cursor, at, wanted(cursor, look), offset=offset, limit=limit, sight=seen)


def wanted(cursor: Cursor, look: Look) -> Filter:
    """Which rows the address asks for."""
    asked = look.asked
    kind = KINDS[asked.kind] if asked.kind else Kind("")
    first, end = _days(asked)
    return Filter(
        categories=kind.categories,
        undated=kind.undated,
        soon=look.reader.soon(cursor, look.at) if kind.soon else None,
        matter=kind.matter,
        since=Since(kind.change, look.week_ago) if kind.change else None,
        unit=asked.unit,
        units=units_of(look, asked.scope) if asked.scope else None,
        group=asked.group,
        document=asked.document,
        due_from=first,
        due_before=end,
    )


def _days(asked: Asked) -> tuple[date | None, date | None]:
    """The days of deadline asked for: the first, and the one after the last."""
    if asked.due:
        return asked.due, asked.due + timedelta(1)
    if asked.month:
        month = asked.month
        return month, date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return (date(asked.year, 1, 1), date(asked.year + 1, 1, 1)) if asked.year else (None, None)


def _row(line: Line, day: date, soon: date, asked: Asked) -> dict[str, Any]:
    place = line.clause or (f"TT {line.number}" if line.number else "")
    chosen = line.assignment if isinstance(line, AssignmentLine) else None
    row = {
        "href": asked.when.but(assignment=chosen).at(f"{TASK}{line.task}"),
        "task": line.text,
        "place": ", ".join(part for part in (place, line.document) if part),
    }
    if isinstance(line, WaitingLine):
        return {**row, "id": str(line.task), "unit": line.lead_words, "deadline": line.deadline_words}
    is_soon = line.category is Timeliness.IN_TIME and line.deadline is not None and line.deadline <= soon
    late = days_late(line.deadline, line.completed_on, day)
    judged_late = line.category in (Timeliness.OVERDUE, Timeliness.DONE_LATE)
    row |= {
        "deadline": vn_day(line.deadline) if line.deadline else "không thời hạn",
        "status": SOON if is_soon else SLUGS[line.category],
        "word": TIMELINESS_NAMES[line.category],
        "more": "sắp đến hạn" if is_soon else f"quá hạn {count(late)} ngày" if judged_late else "",
        "completed": vn_day(line.completed_on) if line.completed_on else "",
    }
    if isinstance(line, AssignmentLine):
        return {**row, "id": str(line.assignment), "unit": line.lead, "extended": extended(line)}
    return {**row, "id": str(line.task)}


def extended(line: AssignmentLine) -> str:
    """How often the deadline was moved, and what it was first; empty if it was not."""
    if not line.extensions or line.original is None:
        return ""
    return f"gia hạn {count(line.extensions)} lần, hạn ban đầu {vn_day(line.original)}"


def narrowing(
    cursor: Cursor, at: Moment, asked: Asked, sees: Sight | None
) -> list[tuple[str, Mapping[str, Any]]]:
    """By what the list is narrowed: in words, and what takes it away. Raises ``NotFound``.

    A document is named to a unit's people (who have ``sees``) only where it gives them something to do.
    """
    by: list[tuple[str, Mapping[str, Any]]] = []
    if asked.kind:
        by.append((KINDS[asked.kind].name, {"kind": None}))
    if asked.unit:
        names = unit_names(cursor, at, [asked.unit])
        if not names:
            raise NotFound
        by.append((names[0][1], {"unit": None}))
    if asked.group:
        by.append((GROUP_NAMES[asked.group], {"group": None}))
    if asked.document:
        of_it = Filter(document=asked.document)
        if sees and not lists.tasks(cursor, at, of_it, limit=0, sight=sees)[1]:
            raise NotFound
        by.append((f"Văn bản {lists.document(cursor, at, asked.document)[0]}", {"document": None}))
    if asked.scope:
        by.append((SCOPE_NAMES[asked.scope], {"scope": None}))
    if asked.due:
        by.append((f"Hạn ngày {vn_day(asked.due)}", {"due": None}))
    elif asked.month:
        by.append((f"Hạn trong tháng {asked.month.month}/{asked.month.year}", {"month": None}))
    elif asked.year:
        by.append((f"Hạn trong năm {asked.year}", {"year": None}))
    return by


def _chips(cursor: Cursor, at: Moment, asked: Asked, sees: Sight | None) -> Markup:
    return text(
        tag("a", words, href=asked.but(**without).at(LIST), class_="chip", aria_label=f"Bỏ lọc: {words}")
        for words, without in narrowing(cursor, at, asked, sees)
    )


def _standings(asked: Asked) -> Markup:
    """To what is most often looked for; whatever else narrows the list goes along."""
    chosen = (
        (slug, words, "true" if asked.kind == slug else None) for slug, words in ((None, "Tất cả"), *SOUGHT)
    )
    links = (
        tag("a", words, href=asked.but(kind=slug).at(LIST), aria_current=current)
        for slug, words, current in chosen
    )
    return tag("nav", links, class_="choice", aria_label="Lọc theo tình trạng")


def _grid(asked: Asked) -> dag.AgGrid:
    """One stop of the key Tab; arrows go from row to row, Enter opens the task."""
    waiting = asked.kind == WAITING
    units = (_UNIT,) if asked.counted is Counted.ASSIGNMENTS else ()
    return dag.AgGrid(
        id={"list": asked.at(LIST).removeprefix(LIST)},
        className="grid",
        columnDefs=[_TASK, *(_WAITING if waiting else (*units, *_STANDING))],
        defaultColDef={"sortable": False, "resizable": True, "suppressMovable": True},
        rowModelType="infinite",
        getRowId="params.data.id",
        dashGridOptions={
            "theme": {"function": "sonqGridTheme(themeQuartz)"},
            "getLocaleText": {"function": "sonqGridWords(params)"},
            "cacheBlockSize": 50,
            "maxBlocksInCache": 20,
            "maxConcurrentDatasourceRequests": 1,
            "infiniteInitialRowCount": 1,
            "enableCellTextSelection": True,
            "tabToNextCell": {"function": "sonqLeave(params)"},
            "suppressHeaderFocus": True,
            "ensureDomOrder": True,
        },
        eventListeners={
            "modelUpdated": ["sonqNarrow(params)"],
            "gridSizeChanged": ["sonqNarrow(params)"],
            "cellKeyDown": ["sonqOpen(params)"],
        },
        style={"height": None},
    )
