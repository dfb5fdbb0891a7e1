"""One task: its words, its assignments, and what happened, in words."""

from collections.abc import Sequence
from uuid import UUID

from dashboard.address import LIST, TASK, Asked, Counted
from dashboard.components import Page, basis, card, past, status
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag, text
from dashboard.pages.list import extended
from domain.assignment_facts import STAGE_NAMES, Stage
from domain.paper import AUTHORITY_NAMES
from domain.rules import Timeliness, days_late
from domain.task import LEADS_NAMES
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections import lists, story
from projections.counts import unit_names
from projections.lists import AssignmentLine, Filter
from projections.moment import Moment
from projections.story import Entry, Head

OPENED = 3
"""Up to so many assignments, all histories are open from the start."""

MOST = 1000
"""Assignments of one task: a province has some 200 units."""


def task(look: Look, task_id: UUID) -> Page:
    """As it was known and stood at the moment asked for. Raises ``NotFound``."""
    reader, asked, at = look.reader, look.asked, look.at
    with reader.snapshot() as cursor:
        head = story.head_of(cursor, at, task_id)
        given, _ = lists.assignments(cursor, at, Filter(task=task_id), limit=MOST)
        order = [unit for unit, *_ in unit_names(cursor, at, [line.unit for line in given])]
        entries = story.of_task(cursor, reader.log, at, task_id)
    given = sorted(given, key=lambda line: order.index(line.unit))
    place = head.clause or (f"TT {head.number}" if head.number else "Nhiệm vụ")
    title = ", ".join(part for part in (place, head.document_number) if part)
    return Page(
        title,
        [
            Html(
                past(asked, f"{TASK}{task_id}"),
                tag("p", title, class_="place"),
                tag("h1", head.text, class_="task"),
                _words(head, asked),
                _given(given, at, asked),
                _history(entries, given),
            )
        ],
    )


def _words(head: Head, asked: Asked) -> Markup:
    basis_of = None
    if head.document:
        href = asked.when.but(document=head.document).at(LIST)
        day = f" ngày {vn_day(head.document_day)}" if head.document_day else ""
        basis_of = text([tag("a", f"{head.document_number}{day}", href=href), f" {head.document_title}"])
    shown: Sequence[tuple[str, Content]] = (
        ("Căn cứ", basis_of or "Ý kiến chỉ đạo, không theo văn bản"),
        ("Mục", head.heading),
        ("Cấp giao", AUTHORITY_NAMES[head.authority]),
        ("Sản phẩm", head.product),
        ("Thời hạn (nguyên văn)", head.deadline_words),
        ("Đơn vị chủ trì (nguyên văn)", head.lead_words),
        ("Cách giao", LEADS_NAMES[head.how] if head.how else "chưa chọn đầu mối"),
    )
    return tag(
        "dl",
        (tag("div", tag("dt", name), tag("dd", words)) for name, words in shown if words),
        class_="words card",
    )


def _given(given: Sequence[AssignmentLine], at: Moment, asked: Asked) -> Markup:
    if not given:
        return card(
            "Lượt giao", tag("p", f"Đến ngày {vn_day(at.day)} nhiệm vụ chưa được giao cho đơn vị nào.")
        )
    head = (
        ("Đơn vị chủ trì", None),
        ("Hạn hoàn thành", None),
        ("Tình trạng", None),
        ("Trạng thái", "wide"),
        ("Ngày hoàn thành", "wide"),
    )
    return card(
        "Lượt giao",
        tag(
            "div",
            tag(
                "table",
                tag("thead", tag("tr", (tag("th", words, scope="col", class_=wide) for words, wide in head))),
                tag("tbody", (_line(line, at, asked) for line in given)),
                class_="lines",
            ),
            class_="scroll",
        ),
        note=f"Tính đến ngày {vn_day(at.day)} ({basis(asked)})",
    )


def _line(line: AssignmentLine, at: Moment, asked: Asked) -> Markup:
    unit = asked.when.but(unit=line.unit, counted=Counted.ASSIGNMENTS).at(LIST)
    late = days_late(line.deadline, line.completed_on, at.day)
    judged_late = line.category in (Timeliness.OVERDUE, Timeliness.DONE_LATE)
    completed = vn_day(line.completed_on) if line.completed_on else ""
    return tag(
        "tr",
        tag("th", tag("a", line.lead, href=unit), scope="row"),
        tag("td", vn_day(line.deadline) if line.deadline else "không thời hạn", _small(extended(line))),
        tag(
            "td",
            status(line.category),
            _small(f"quá hạn {count(late)} ngày" if judged_late else ""),
            tag("small", f"hoàn thành ngày {completed}", class_="narrow") if completed else None,
        ),
        tag("td", STAGE_NAMES[Stage(line.stage)], class_="wide"),
        tag("td", completed or "–", class_="wide"),
    )


def _small(words: str) -> Markup | None:
    return tag("small", words) if words else None


def _history(entries: Sequence[Entry], given: Sequence[AssignmentLine]) -> Markup:
    of_task = [entry for entry in entries if entry.assignment is None]
    parts = [("Nhiệm vụ", of_task, True)]
    for line in given:
        of_line = [entry for entry in entries if entry.assignment == line.assignment]
        parts.append((line.lead, of_line, len(given) <= OPENED))
    return card(
        "Diễn biến thực hiện",
        (
            tag(
                "details",
                tag("summary", name, " ", tag("small", f"{count(len(of))} mục")),
                tag("ol", map(_entry, of)),
                open=opened,
            )
            for name, of, opened in parts
            if of
        ),
        note="Theo thứ tự ghi sổ; “mục” là số thứ tự của từng nội dung, được nhắc đến khi đính chính",
        class_="history",
    )


def _entry(entry: Entry) -> Markup:
    recorded = entry.recorded
    holds = f"có hiệu lực ngày {vn_day(entry.day)}" if entry.day and entry.day != recorded.date() else None
    return tag(
        "li",
        tag("span", f"mục {entry.version}", class_="nr"),
        tag("time", f"{recorded:%H:%M} ngày {vn_day(recorded.date())}", datetime=recorded.isoformat()),
        tag(
            "p",
            tag("span", entry.words, class_="words"),
            _small("đã được đính chính") if not entry.counts else None,
        ),
        tag("small", holds) if holds else None,
        class_=None if entry.counts else "corrected",
    )
