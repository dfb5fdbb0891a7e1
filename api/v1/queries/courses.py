"""Diễn biến thực hiện of a task, a document with its tasks, or a unit, between two days."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from api.v1.clocks import Page
from api.v1.queries.shapes import History, history
from api.v1.queries.work import parts
from api.v1.reading import Position, read_cursor, write_cursor
from api.v1.table import Ask, Query
from domain.door import FIRST_DAY, LAST_DAY
from domain.errors import NotFound, Refused
from domain.permissions import Right
from projections import course
from projections.known import read_day
from projections.story import Entry


class BetweenDays(Page, frozen=True, kw_only=True):
    """Từ ngày nào đến ngày nào, theo ngày có hiệu lực hoặc ngày ghi sổ; bỏ trống là tất cả."""

    since: str = ""
    until: str = ""
    order: Literal["effect", "recording"] = "effect"


class Step(msgspec.Struct, frozen=True):
    """Một nội dung: có hiệu lực từ ngày nào, ghi muộn bao nhiêu ngày."""

    day: date
    days: int
    text: str
    entry: History


class Course(msgspec.Struct, frozen=True):
    """Một trang diễn biến, trước đến sau."""

    items: list[Step]
    total: int
    next: str


def _of_task(ask: Ask) -> Course:
    task_id = ask.ids["task"]
    whole, _ = parts(ask, task_id)
    only = None if ask.sight is None else {line.assignment for line in whole}
    return _between(ask, course.of_task(ask.cursor, ask.house.log, ask.at, task_id, only))


def _of_document(ask: Ask) -> Course:
    """Of a document of whose tasks nothing is seen there is nothing to tell."""
    found = course.of_document(
        ask.cursor,
        ask.house.log,
        ask.at,
        ask.ids["document"],
        sight=ask.sight,
        story=ask.viewer.may(Right.SEE_DOCUMENTS),
    )
    if not found:
        raise NotFound
    return _between(ask, found)


def _of_unit(ask: Ask) -> Course:
    unit_id = ask.ids["unit"]
    if ask.sight and unit_id not in (*ask.sight.own, *ask.sight.below):
        raise NotFound
    return _between(ask, course.of_unit(ask.cursor, ask.house.log, ask.at, unit_id, sight=ask.sight))


def _between(ask: Ask, entries: Sequence[Entry]) -> Course:
    p: BetweenDays = ask.params
    since = read_day(p.since, "since") if p.since else FIRST_DAY
    until = read_day(p.until, "until") if p.until else LAST_DAY
    if until < since:
        raise Refused("Ngày cuối ở trước ngày đầu; đề nghị chọn lại.", field="until")
    steps = course.between(ask.cursor, ask.at, entries, since, until, by_recording=p.order == "recording")
    start = read_cursor(tuple[Position], p.cursor)[0] if p.cursor else 0
    end = start + p.limit
    shown = steps[start:end]
    told = history(ask, [step.entry for step in shown])
    return Course(
        [Step(s.day, s.late, s.text, entry) for s, entry in zip(shown, told, strict=True)],
        len(steps),
        write_cursor([end]) if end < len(steps) else "",
    )


COURSES = tuple(
    Query(
        name=f"{of}_course",
        path=f"/{of}s/{{{of}}}/course",
        summary=f"Diễn biến thực hiện {words} giữa hai ngày",
        params=BetweenDays,
        found=Course,
        run=run,
    )
    for of, words, run in (
        ("task", "một nhiệm vụ", _of_task),
        ("document", "một văn bản và các nhiệm vụ", _of_document),
        ("unit", "của một đơn vị", _of_unit),
    )
)
