"""The lists of the desks as they are taken along: narrowed as the page is, whole."""

from collections.abc import Iterator

from dashboard.address import Awaits
from dashboard.look import Look
from dashboard.pages.confirm import chosen, filter_name, reports
from dashboard.pages.confirm_review import MOST, REVIEWS, review_name
from dashboard.pages.work import kind_of, whose
from dashboard.scope import SCOPE_NAMES, scope_of, units_of
from domain.account import IN_CHARGE
from domain.errors import NotFound
from domain.sheet import Workbook
from domain.vietnamese import count
from projections import coordination, inbox, lists, office_desk, waiting
from projections.coordination import CoordinatedLine
from projections.counts import unit_names
from projections.engine import Cursor
from projections.lists import Filter
from projections.matters import Matter
from projections.papers import desk_books
from projections.papers.pages import CHUNK, whole
from projections.sight import Sight, sight


def awaiting(cursor: Cursor, look: Look) -> Workbook:
    """What waits for the Office. Raises ``NotFound``: a unit that is not there, a list of the other sort."""
    asked, at = look.asked, look.at
    scope = scope_of(look, IN_CHARGE)
    units = units_of(look, scope)
    if asked.awaits in REVIEWS:
        raise NotFound
    by = [filter_name(asked.awaits, look.rules)] if asked.awaits else []
    if asked.unit:
        named = unit_names(cursor, at, [asked.unit])
        if not named:
            raise NotFound
        by.append(named[0][1])
    if units is not None:
        by.append(SCOPE_NAMES[scope])
    lines = whole(
        lambda last: reports(
            look, cursor, chosen(asked, units), limit=CHUNK, after=last.key if last else None
        )
    )
    return desk_books.awaiting(lines, at, look.reader.today(), "; ".join(by))


def to_review(cursor: Cursor, look: Look) -> Workbook:
    """One of the lists of "Việc cần rà soát". Raises ``NotFound``: which one is not said."""
    at, today, awaits = look.at, look.reader.today(), look.asked.awaits
    units = units_of(look, scope_of(look, IN_CHARGE))
    if awaits is None or awaits not in REVIEWS:
        raise NotFound
    title = review_name(awaits, look.rules)
    if awaits is Awaits.REASSIGNMENT:
        wanted = Filter(matter=Matter.REASSIGNMENT_ASKED, units=units)
        found, _ = lists.assignments(cursor, at, wanted, limit=MOST)
        about = {line.assignment: line for line in found}
        asked = inbox.reassignments(cursor, at, units=units)
        return desk_books.reassignments(asked, about, title, at, today)
    if awaits is Awaits.MORE_ASKED:
        more = whole(
            lambda last: waiting.asked_more(
                cursor, at, units=units, limit=CHUNK, after=last.key if last else None
            )
        )
        return desk_books.asked_more(more, title, at, today)
    review = REVIEWS[awaits]
    assert review
    lines = whole(
        lambda last: office_desk.to_review(
            cursor, at, review, units=units, limit=CHUNK, after=last.key if last else None
        )
    )
    return desk_books.to_review(lines, title, at, today)


def of_unit(cursor: Cursor, look: Look) -> Workbook:
    """Việc của đơn vị, by its card. Raises ``NotFound`` for who is of no unit, and for another's unit."""
    at, soon = look.at, look.reader.soon(cursor, look.at)
    w, kind = whose(look, cursor), kind_of(look.asked)
    lines = whole(
        lambda last: w.lines(cursor, look, kind, soon=soon, limit=CHUNK, after=last.key if last else None)
    )
    by = kind.name.format(soon=count(look.rules.due_soon))
    return desk_books.unit_desk(lines, at, look.reader.today(), by)


def coordinated(cursor: Cursor, look: Look) -> Workbook:
    """Việc đơn vị phối hợp. Raises ``NotFound`` for who is of no unit."""
    sees = sight(cursor, look.viewer, look.reader.today())
    if sees is None:
        raise NotFound
    return desk_books.coordinated(_shared(cursor, look, sees), look.at, look.reader.today())


def _shared(cursor: Cursor, look: Look, sees: Sight) -> Iterator[CoordinatedLine]:
    return whole(
        lambda last: coordination.coordinated(
            cursor,
            look.at,
            sees,
            after=(last.deadline, last.assignment) if last else None,
            limit=CHUNK,
        )
    )
