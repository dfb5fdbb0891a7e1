"""Diễn biến thực hiện of a task, a document or a unit between two days, by the day of effect or as it was recorded."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby

import msgspec

from dashboard import reading
from dashboard.address import COURSE, DOCUMENT, TASK, TOLD, UNIT
from dashboard.clocks import OF_TASK
from dashboard.components import Page, card, past
from dashboard.downloads import COURSE_BOOK, downloads
from dashboard.forms import asking, choice, day
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.pages.task import seen_of
from dashboard.people_words import doer
from domain.errors import NotFound
from domain.permissions import Right
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections import course
from projections.bases import called
from projections.counts import unit_names
from projections.course import Step, between
from projections.engine import Cursor
from projections.sight import sight
from projections.story import Entry, head_of

ORDER = f"{TOLD}xep"
BY_RECORDING = "ghi"
SPAN = timedelta(91)
MOST = 400
"""So many are shown on a page; the whole is in the file."""


class Told(msgspec.Struct, frozen=True):
    """What is told: of what, where that stands, between which days, in which order."""

    name: str
    path: str
    start: date
    until: date
    by_recording: bool
    steps: Sequence[Step]


def the_course(look: Look) -> Page:
    """All of it in one snapshot. Raises ``NotFound``: no such subject, or not for this viewer."""
    with look.reader.snapshot() as cursor:
        told = told_of(look, cursor)
    shown = told.steps[:MOST]
    names = look.names({by for s in shown for by in (s.entry.by, s.entry.instead_of) if by})

    def who(entry: Entry) -> str:
        return doer(names, entry.by, entry.instead_of)

    title = "Diễn biến thực hiện"
    head = tag(
        "header",
        tag("p", tag("a", told.name, href=look.asked.when.at(told.path)), class_="place"),
        tag("h1", title),
        downloads(look, COURSE_BOOK),
        class_="page-head",
    )
    return Page(
        title,
        [
            Html(
                past(look.asked, COURSE),
                head,
                _form(look, told),
                _list(look, told, shown, who),
                className="stack",
            )
        ],
    )


def told_of(look: Look, cursor: Cursor) -> Told:
    """What the address asks for. Raises ``NotFound``, ``Refused``."""
    asked, at = look.asked, look.at
    given = dict(asked.told)
    seen = sight(cursor, look.viewer, look.reader.today())
    if OF_TASK in given:
        task_id = reading.identity(given[OF_TASK])
        parts = seen_of(look, cursor, task_id)
        only = None if parts.sees is None else {line.assignment for line in parts.whole}
        entries = course.of_task(cursor, look.reader.log, at, task_id, only)
        name, path = head_of(cursor, at, task_id).text, f"{TASK}{task_id}"
    elif asked.document:
        story = look.viewer.may(Right.SEE_DOCUMENTS)
        entries = course.of_document(cursor, look.reader.log, at, asked.document, sight=seen, story=story)
        found = called(cursor, at, [asked.document])
        if not entries or asked.document not in found:
            raise NotFound
        name, path = found[asked.document], f"{DOCUMENT}{asked.document}"
    elif asked.unit:
        if seen and asked.unit not in (*seen.own, *seen.below):
            raise NotFound
        entries = course.of_unit(cursor, look.reader.log, at, asked.unit, sight=seen)
        named = unit_names(cursor, at, [asked.unit])
        if not named:
            raise NotFound
        name, path = named[0][1], f"{UNIT}{asked.unit}"
    else:
        raise NotFound
    by_recording = given.get(ORDER) == BY_RECORDING
    until = asked.until or max(at.day, look.reader.today())
    start = asked.start or (until - SPAN if OF_TASK not in given else _first(entries, until))
    steps = between(cursor, at, entries, start, until, by_recording=by_recording)
    return Told(name, path, start, until, by_recording, steps)


def _first(entries: Sequence[Entry], until: date) -> date:
    return min([until, *(entry.day or entry.recorded.date() for entry in entries)])


def _form(look: Look, told: Told) -> Markup:
    asked = look.asked
    orders = (("", "Theo ngày có hiệu lực"), (BY_RECORDING, "Theo ngày ghi sổ"))
    along = tuple(part for part in asked.told if part[0] == OF_TASK)
    return asking(
        COURSE,
        day("tu", "Từ ngày", value=told.start),
        day("den", "Đến ngày", value=told.until),
        choice(ORDER, "Thứ tự", orders, value=BY_RECORDING if told.by_recording else "", empty=None),
        submit="Xem",
        asked=asked.when.but(unit=asked.unit, document=asked.document, told=along),
    )


def _list(look: Look, told: Told, shown: Sequence[Step], who: Callable[[Entry], str]) -> Markup:
    span = f"Từ ngày {vn_day(told.start)} đến ngày {vn_day(told.until)}"
    if not shown:
        return tag("p", f"{span} không có nội dung nào. Đề nghị chọn khoảng ngày khác.", class_="message")
    days = groupby(shown, key=lambda s: s.entry.recorded.date() if told.by_recording else s.day)
    more = f"; {count(MOST)} nội dung đầu, toàn bộ trong tệp Excel" if len(told.steps) > MOST else ""
    return card(
        f"{count(len(told.steps))} nội dung",
        (
            tag(
                "section",
                tag("h3", f"Ngày {vn_day(of)}"),
                tag("ol", (_step(look, told, s, who) for s in steps)),
            )
            for of, steps in days
        ),
        note=f"{span}, {'theo ngày ghi sổ' if told.by_recording else 'theo ngày có hiệu lực'}{more}",
        class_="history told course",
    )


def _step(look: Look, told: Told, step: Step, who: Callable[[Entry], str]) -> Markup:
    entry = step.entry
    recorded = f"ghi {entry.recorded:%H:%M} ngày {vn_day(entry.recorded.date())}"
    late = step.late > look.rules.late_entry
    holds = f"; có hiệu lực ngày {vn_day(step.day)}" if told.by_recording and step.late else ""
    link = None
    if step.text and not told.path.startswith(TASK):
        at = look.asked.when.but(assignment=entry.assignment)
        link = tag("a", step.text, href=at.at(f"{TASK}{entry.task}"))
    return tag(
        "li",
        tag("time", recorded, datetime=entry.recorded.isoformat()),
        tag(
            "p",
            link,
            tag("span", entry.words, class_="words"),
            tag("small", "; ".join(part for part in (entry.unit, who(entry)) if part), holds),
            tag("small", f"Ghi nhận muộn {count(step.late)} ngày", class_="late") if late else None,
            None if entry.counts else tag("small", "đã được đính chính"),
        ),
        class_=None if entry.counts else "corrected",
    )
