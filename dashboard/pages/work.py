"""Việc của đơn vị: what is open there, the most urgent first, and on each line what to do next.

Figures count assignments (lượt giao). Drafts of reports are seen today only.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from dashboard.address import TASK, WORK, Asked, Counted
from dashboard.components import Page, basis, card, message, past
from dashboard.desk_kinds import DESK_KINDS, DeskKind
from dashboard.downloads import COORDINATED as SHARED
from dashboard.downloads import DESK, LISTED, downloads
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.pages.closings_units import notice
from dashboard.pages.work_line import desk_line
from domain.errors import NotFound
from domain.report_draft import Draft, State
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections import coordination, counts, inbox
from projections.closings import closings
from projections.coordination import CoordinatedLine
from projections.counts import UnitTally
from projections.engine import Cursor
from projections.inbox import Desk, DeskLine
from projections.sight import Sight, sight

COORDINATED = 20


class Work(msgspec.Struct, frozen=True):
    """What the page shows. ``units``: whose work; ``drafts``: those that the viewer sees, by assignment."""

    sees: Sight
    units: tuple[UUID, ...]
    drafts: Mapping[UUID, Draft]

    def draft(self, line: DeskLine) -> Draft | None:
        """The draft of a line, if the viewer sees it."""
        draft = self.drafts.get(line.assignment)
        return draft if draft and draft.seen_by(self.sees.own, line.unit) else None

    @property
    def with_head(self) -> list[UUID]:
        """The assignments on which a draft waits for the unit's head."""
        return [a for a, draft in self.drafts.items() if draft.state is State.WITH_HEAD]

    def lines(
        self, cursor: Cursor, look: Look, kind: DeskKind, *, soon: date, limit: int, after: inbox.Key | None
    ) -> list[DeskLine]:
        """What is open there of that kind, the most urgent first."""
        return inbox.desk(
            cursor,
            look.at,
            self.units,
            soon=soon,
            urgency=kind.urgency,
            flag=kind.flag,
            only=self.with_head if kind.drafts else None,
            sight=self.sees,
            limit=limit,
            after=after,
        )


def work(look: Look) -> Page:
    """Raises ``NotFound`` for who is of no unit, and for another's unit."""
    reader, asked, at = look.reader, look.asked, look.at
    with reader.snapshot() as cursor:
        w = whose(look, cursor)
        kind, soon = kind_of(asked), reader.soon(cursor, at)
        reconciling = closings(cursor, at, closed=False) if look.live else []
        desk = inbox.desk_counts(cursor, at, w.units, soon=soon, sight=w.sees)
        found = w.lines(cursor, look, kind, soon=soon, limit=inbox.PAGE + 1, after=_after(asked))
        waiting = inbox.desk(cursor, at, w.units, soon=soon, only=w.with_head, sight=w.sees, limit=1000)
        below = counts.by_unit(cursor, at, soon, sight=w.sees, units=w.sees.below) if w.sees.below else []
        shared, passed = (
            [
                coordination.coordinated(cursor, at, w.sees, passed=of, limit=COORDINATED + 1)
                for of in (False, True)
            ]
            if _first_page(asked)
            else ([], [])
        )
    title = "Việc của đơn vị"
    cards = _cards(look, desk, len(waiting))
    return Page(
        title,
        [
            Html(
                past(asked, WORK),
                tag(
                    "header",
                    tag("h1", title),
                    tag(
                        "p",
                        f"Tính đến ngày {vn_day(at.day)} ({basis(asked)}); đơn vị tính: lượt giao.",
                        class_="note",
                    ),
                    downloads(look, DESK, LISTED, asked=asked.but(counted=Counted.ASSIGNMENTS)),
                    class_="page-head",
                ),
                notice(reconciling, look),
                _below(below, asked),
                tag("ul", cards, class_="desk-cards"),
                _lines(look, w, found, kind),
                _coordinated(look, shared, passed),
            )
        ],
    )


def whose(look: Look, cursor: Cursor) -> Work:
    """Raises ``NotFound`` for who is of no unit, and for another's unit."""
    sees = sight(cursor, look.viewer, look.reader.today())
    if sees is None:
        raise NotFound
    chosen = look.asked.unit
    if chosen and chosen not in (*sees.own, *sees.below):
        raise NotFound
    drafts: dict[UUID, Draft] = {}
    if look.live and not chosen:
        for draft in look.drafts.of_units([*sees.own, *sees.below]):
            # Of a unit below only what was handed up; whether it was to this one, the list of what it leads tells.
            if draft.unit in sees.own or draft.state is State.WITH_HEAD:
                drafts.setdefault(draft.assignment, draft)
    return Work(sees, (chosen,) if chosen else sees.own, drafts)


def kind_of(asked: Asked) -> DeskKind:
    """The list that is asked for; of no kind: all."""
    return DESK_KINDS[asked.desk] if asked.desk else DeskKind("")


def _after(asked: Asked) -> inbox.Key | None:
    if asked.behind is None:
        return None
    due, assignment, urgency = asked.behind
    return urgency, due, assignment


def _first_page(asked: Asked) -> bool:
    return asked.behind is None and asked.desk is None and asked.unit is None


def _cards(look: Look, desk: Desk, waiting: int) -> Iterable[Markup]:
    asked, soon = look.asked, count(look.rules.due_soon)
    for slug, kind in DESK_KINDS.items():
        if kind.drafts and (asked.unit or not look.live):
            continue
        n = waiting if kind.drafts else _counted(desk, kind)
        inside = (tag("strong", count(n) if n else "0"), tag("small", kind.name.format(soon=soon)))
        href = asked.but(desk=None if asked.desk == slug else slug, behind=None).at(WORK)
        current = "true" if asked.desk == slug else None
        shown = tag("a", inside, href=href, aria_current=current) if n else tag("span", inside, class_="none")
        yield tag("li", shown, class_="urgent" if slug in ("qua-han", "de-nghi-bo-sung") and n else None)


def _counted(desk: Desk, kind: DeskKind) -> int:
    if kind.urgency is not None:
        return desk.urgency[kind.urgency]
    return desk.flags[kind.flag] if kind.flag else 0


def _lines(look: Look, w: Work, found: Sequence[DeskLine], kind: DeskKind) -> Markup:
    asked = look.asked
    heading = kind.name.format(soon=count(look.rules.due_soon)) or "Việc chưa xong, gấp nhất trước"
    everything = asked.but(desk=None, behind=None).at(WORK)
    if not found:
        if asked.desk or asked.behind:
            return message(heading, "Không còn việc nào ở mục này.", everything, "Xem tất cả việc của đơn vị")
        words = "Không còn việc nào chưa xong. Nhiệm vụ mới được giao sẽ hiện ở đây để đơn vị tiếp nhận."
        return tag("section", tag("h2", heading), tag("p", words), class_="message")
    shown = found[: inbox.PAGE]
    pages = []
    if asked.behind:
        pages.append(tag("a", "Về trang đầu", href=asked.but(behind=None).at(WORK)))
    if len(found) > inbox.PAGE:
        urgency, due, assignment = shown[-1].key
        pages.append(tag("a", "Trang sau", href=asked.but(behind=(due, assignment, urgency)).at(WORK)))
    lines = (desk_line(look, line, w.sees, w.draft(line)) for line in shown)
    return card(
        heading,
        tag("ol", lines, class_="desk"),
        tag("nav", pages, class_="desk-pages", aria_label="Các trang của danh sách") if pages else None,
    )


def _below(units: Sequence[UnitTally], asked: Asked) -> Markup | None:
    """The head looks into the work of the units below."""
    if not units:
        return None
    links = (
        tag(
            "li",
            tag(
                "a",
                unit.name,
                href=asked.when.but(unit=unit.unit).at(WORK),
                aria_current="true" if asked.unit == unit.unit else None,
            ),
            tag("small", f" {count(unit.tally.total)} lượt giao"),
        )
        for unit in units
    )
    own = tag("p", tag("a", "Về việc của đơn vị mình", href=asked.when.at(WORK))) if asked.unit else None
    summary = tag("summary", "Đơn vị trực thuộc ", tag("small", f"{count(len(units))} đơn vị có nhiệm vụ"))
    return tag("details", summary, own, tag("ul", links), class_="below", open=asked.unit is not None)


def _coordinated(
    look: Look, lines: Sequence[CoordinatedLine], passed: Sequence[CoordinatedLine]
) -> Markup | None:
    """How the lead stands with it is not the co-ordinating unit's to see: only what is yet to come stands open."""
    if not (lines or passed):
        return None
    asked = look.asked
    summary = tag("summary", "Hạn đã qua ", tag("small", _told(passed, "hạn gần nhất trước")))
    return card(
        "Việc đơn vị phối hợp",
        _shared(lines, asked) if lines else tag("p", "Không còn việc phối hợp nào chưa đến hạn."),
        tag("details", summary, _shared(passed, asked), class_="below") if passed else None,
        downloads(look, SHARED, asked=asked.when),
        note=_told(lines, "hạn sớm nhất trước") if lines else "",
    )


def _told(lines: Sequence[CoordinatedLine], order: str) -> str:
    return f"{order}, {count(COORDINATED)} việc đầu" if len(lines) > COORDINATED else order


def _shared(lines: Sequence[CoordinatedLine], asked: Asked) -> Markup:
    items = (
        tag(
            "li",
            tag(
                "div",
                tag("a", line.text, href=asked.when.but(assignment=line.assignment).at(f"{TASK}{line.task}")),
                tag("small", f"{line.document}; chủ trì: {line.lead}".removeprefix("; ")),
                class_="what",
            ),
            tag("div", f"Hạn {vn_day(line.deadline)}" if line.deadline else "Không thời hạn", class_="due"),
        )
        for line in lines[:COORDINATED]
    )
    return tag("ol", items, class_="desk")
