"""The history of a task in words: what was recorded, by whom, when, from which day it holds."""

from collections.abc import Sequence
from uuid import UUID

from dashboard.clocks import course_of_task
from dashboard.components import card
from dashboard.history import then
from dashboard.look import Look
from dashboard.markup import Markup, tag
from dashboard.people_words import doer
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.coordination import CoordinatedLine
from projections.lists import AssignmentLine
from projections.story import Entry

OPENED = 3
"""Up to so many assignments, all histories are open from the start."""


def history(
    look: Look,
    entries: Sequence[Entry],
    lines: Sequence[AssignmentLine],
    chosen: AssignmentLine | CoordinatedLine | None,
    task_id: UUID,
) -> Markup | None:
    """Of the task itself, and of each assignment; None: there is nothing to tell."""
    names = look.names({entry.by for entry in entries} | {entry.instead_of for entry in entries} - {""})
    of_task = [entry for entry in entries if entry.assignment is None]
    parts = [("Nhiệm vụ", of_task, True)]
    for line in lines:
        of_line = [entry for entry in entries if entry.assignment == line.assignment]
        parts.append((line.lead, of_line, len(lines) <= OPENED or line is chosen))
    told = [
        tag(
            "details",
            tag("summary", name, " ", tag("small", f"{count(len(of))} mục")),
            tag("ol", (_entry(look, entry, doer(names, entry.by, entry.instead_of)) for entry in of)),
            open=opened,
        )
        for name, of, opened in parts
        if of
    ]
    if not told:
        return None
    note = "Theo thứ tự ghi sổ; “mục” là số thứ tự của từng nội dung, được nhắc đến khi đính chính"
    between = tag(
        "p", tag("a", "Diễn biến giữa hai ngày", href=course_of_task(look.asked, task_id)), class_="exports"
    )
    return card("Diễn biến thực hiện", between, told, note=note, class_="history")


def _entry(look: Look, entry: Entry, who: str) -> Markup:
    recorded = entry.recorded
    holds = f"; có hiệu lực ngày {vn_day(entry.day)}" if entry.day and entry.day != recorded.date() else ""
    return tag(
        "li",
        tag("span", f"mục {entry.version}", class_="nr"),
        then(look, entry),
        tag(
            "p",
            tag("span", entry.words, class_="words"),
            None if entry.counts else tag("small", "đã được đính chính"),
        ),
        tag("small", f"{who}{holds}"),
        class_=None if entry.counts else "corrected",
    )
