"""One task: its words and bases, its assignments, the reports and acts of the one that is looked at, its history.

A unit's people see their own part of it; of what they co-ordinate the deadline and the confirmed reports.
"""

from uuid import UUID

import msgspec

from dashboard import unit_acts
from dashboard.address import TASK
from dashboard.components import Page, past
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.office_acts import acts, addition
from dashboard.pages.task_detail import coordinated_detail, detail
from dashboard.pages.task_given import given_card, shared_card
from dashboard.pages.task_history import history
from dashboard.pages.task_words import place_of, task_words
from domain.errors import NotFound
from domain.task import DocumentBasis
from projections import coordination, lists, story
from projections.bases import bases_of, called
from projections.coordination import CoordinatedLine
from projections.counts import unit_names
from projections.engine import Cursor
from projections.lists import AssignmentLine
from projections.sight import Sight, sight

MOST = 1000
"""Assignments of one task: a province has some 200 units."""


class Parts(msgspec.Struct, frozen=True):
    """What a viewer sees of a task: ``whole`` with its standing, ``shared`` because his unit co-ordinates."""

    sees: Sight | None
    whole: list[AssignmentLine]
    shared: list[CoordinatedLine]

    def chosen(self, asked: UUID | None) -> AssignmentLine | CoordinatedLine | None:
        """The one to show in detail: that is asked for, the only one, a unit's own. Raises ``NotFound``."""
        lines: list[AssignmentLine | CoordinatedLine] = [*self.whole, *self.shared]
        if asked:
            found = next((line for line in lines if line.assignment == asked), None)
            if found is None:
                raise NotFound
            return found
        own = [line for line in lines if self.sees and line.unit in self.sees.own]
        return lines[0] if len(lines) == 1 else own[0] if own else None


def task(look: Look, task_id: UUID) -> Page:
    """As it was known and stood at the moment asked for. Raises ``NotFound``."""
    reader, asked, at = look.reader, look.asked, look.at
    with reader.snapshot() as cursor:
        parts = seen_of(look, cursor, task_id)
        chosen = parts.chosen(asked.assignment)
        head = story.head_of(cursor, at, task_id)
        bases = bases_of(reader.log, at, task_id)
        titles = called(cursor, at, [b.document for b in bases if isinstance(b, DocumentBasis)])
        only = None if parts.sees is None else {line.assignment for line in parts.whole}
        entries = story.of_task(cursor, reader.log, at, task_id, only=only)
        about = _about(look, cursor, parts, chosen)
        more = addition(look, cursor, task_id, head.how)
    title = place_of(head)
    return Page(
        title,
        [
            Html(
                past(asked, f"{TASK}{task_id}"),
                tag("p", title, class_="place"),
                tag("h1", head.text, class_="task"),
                task_words(look, head, bases, titles),
                given_card(look, task_id, parts.whole, chosen, more)
                if parts.whole or not parts.shared
                else None,
                shared_card(look, task_id, parts.shared, chosen) if parts.shared else None,
                about,
                history(look, entries, parts.whole, chosen, task_id),
            )
        ],
    )


def seen_of(look: Look, cursor: Cursor, task_id: UUID) -> Parts:
    """What the viewer sees of a task, in protocol order. Raises ``NotFound`` where that is nothing."""
    at, sees = look.at, sight(cursor, look.viewer, look.reader.today())
    whole = lists.of_task(cursor, at, task_id, sight=sees)
    shared = coordination.coordinated(cursor, at, sees, task=task_id, limit=MOST) if sees else []
    if sees and not whole and not shared:
        raise NotFound
    leads = {line.unit for line in whole} | {line.unit for line in shared}
    order = [unit for unit, *_ in unit_names(cursor, at, [*leads])]
    whole.sort(key=lambda line: order.index(line.unit))
    shared.sort(key=lambda line: order.index(line.unit))
    return Parts(sees, whole, shared)


def _about(
    look: Look, cursor: Cursor, parts: Parts, chosen: AssignmentLine | CoordinatedLine | None
) -> Markup | None:
    if isinstance(chosen, AssignmentLine):
        offered = (
            acts(look, cursor, chosen)
            if parts.sees is None
            else unit_acts.acts(look, cursor, chosen, parts.sees)
        )
        return detail(look, cursor, chosen, offered, whole=parts.sees is None)
    if isinstance(chosen, CoordinatedLine) and parts.sees:
        return coordinated_detail(look, cursor, chosen, parts.sees, unit_acts.opinion(look, chosen))
    return None
