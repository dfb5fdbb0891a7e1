"""Stepping by transaction: what the one that a page is known up to recorded, and the way to its neighbours."""

from collections.abc import Callable, Sequence
from uuid import UUID

from dashboard.address import DOCUMENT, REGISTERED, TASK, UNIT
from dashboard.clocks import AHEAD
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
    for path, of in SUBJECTS.items():
        if look.path.startswith(path):
            return of(cursor, UUID(look.path.removeprefix(path)), seen)
    return None if seen is None else steps.of_all(cursor, seen)


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
