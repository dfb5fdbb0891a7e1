"""Stepping by transaction: what the one that a page is known up to recorded, and the way to its neighbours."""

from collections.abc import Callable, Sequence
from uuid import UUID

from dashboard import reading
from dashboard.address import COMPARE, COURSE, DOCUMENT, REGISTERED, TASK, UNIT
from dashboard.clocks import AHEAD, OF_TASK
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.people_words import doer
from domain.event import Event
from domain.motion import BOOKS, stream_id
from domain.permissions import SEEN, Right, Touch
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections import steps
from projections.engine import Cursor
from projections.sight import Sight, sight
from projections.steps import Neighbour, Step
from projections.story import open_to_units

SUBJECTS = {TASK: steps.of_task, DOCUMENT: steps.of_document, UNIT: steps.of_unit, REGISTERED: steps.of_unit}
TOLD_OF = (COURSE, COMPARE)
"""Pages whose subject stands in the query."""

NEEDED = {
    Right.SEE_TASKS: ("task", "assignment"),
    Right.SEE_DOCUMENTS: ("resolution",),
    Right.UNITS: ("unit",),
    Right.RULES: ("calendar", "rule"),
    Right.RECONCILE: ("closing",),
    Right.ACCOUNTS: ("account",),
}
"""Of which subjects who has the right is told."""


def stepper(look: Look) -> Html | None:
    """Over a page that is known up to a position; None over any other."""
    if not isinstance(look.asked.known, int):
        return None
    with look.reader.snapshot() as cursor:
        seen = sight(cursor, look.viewer, look.reader.today())
        streams = _streams(look, cursor, seen)
        step = steps.step(cursor, look.reader.log, look.at, streams, _may_tell(look, seen, streams or ()))
    return Html(_panel(look, step)) if step else None


def _streams(look: Look, cursor: Cursor, seen: Sight | None) -> list[UUID] | None:
    path = _subject(look) if look.path in TOLD_OF else look.path
    for start, of in SUBJECTS.items():
        if path.startswith(start):
            return of(cursor, UUID(path.removeprefix(start)), seen)
    if seen is None:
        return None
    documents = look.viewer.may(Right.SEE_DOCUMENTS, SEEN, Touch.NONE)
    return steps.of_all(cursor, seen) + (steps.of_documents(cursor) if documents else [])


def _subject(look: Look) -> str:
    """The page of what is told of; "" if it is everything."""
    asked, given = look.asked, dict(look.asked.told)
    if OF_TASK in given:
        return f"{TASK}{reading.identity(given[OF_TASK])}"
    if asked.document:
        return f"{DOCUMENT}{asked.document}"
    return f"{UNIT}{asked.unit}" if asked.unit else ""


def _may_tell(look: Look, seen: Sight | None, streams: Sequence[UUID]) -> Callable[[Event], bool]:
    if seen is not None:
        own = frozenset(streams)
        return lambda event: event.originator_id in own and open_to_units(event, own)
    told = {
        subject
        for right, subjects in NEEDED.items()
        if look.viewer.may(right, SEEN, Touch.NONE)
        for subject in subjects
    }
    books = {stream_id(book) for book in BOOKS if look.viewer.may(book, SEEN, Touch.NONE)}
    return lambda event: event.fact.TOPIC.partition(".")[0] in told or event.originator_id in books


def _panel(look: Look, step: Step) -> Markup:
    names = look.names({by for fact in step.facts for by in (fact.by, fact.instead_of) if by})
    told = [
        tag(
            "li", tag("span", fact.words, class_="words"), tag("small", doer(names, fact.by, fact.instead_of))
        )
        for fact in step.facts
    ]
    if step.more:
        other = (
            f"{count(step.more)} nội dung khác" if told else f"{count(step.more)} nội dung ngoài trang này"
        )
        told.append(tag("li", tag("small", other)))
    recorded = step.recorded
    return tag(
        "section",
        tag(
            "nav",
            tag("a", "‹ giao dịch trước", href=_to(look, step, step.before)) if step.before else tag("span"),
            tag("a", "giao dịch sau ›", href=_to(look, step, step.behind)) if step.behind else tag("span"),
            class_="steps",
            aria_label="Từng giao dịch",
        ),
        tag(
            "p",
            tag("strong", f"Ghi lúc {recorded:%H:%M} ngày {vn_day(recorded.date())}"),
            f", mục {step.end} của sổ:",
        ),
        tag("ul", told),
        tag("p", AHEAD, class_="note") if (look.asked.day or look.reader.today()) > recorded.date() else None,
        class_="card transaction",
        aria_label="Giao dịch đang xem",
    )


def _to(look: Look, step: Step, to: Neighbour) -> str:
    """For the same day; where the page shows each on its own evening, for that of the neighbour."""
    asked = look.asked.but(known=to.end)
    if look.at.day == step.recorded.date():
        asked = asked.but(day=to.day)
    return asked.at(look.path)
