"""Decisions on what is put forward (đề xuất) of the Office's own books: put it forward, follow it, return it.

Source: the offices' own table of duties. Deputy heads and specialists propose; the Office's head decides, the
administrator carries out.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId, Event
from domain.motion_facts import MotionAgreed, MotionReturned, MotionSubmitted, OfAccounts, OfOffice, OfUnits
from domain.permissions import Right

_STREAMS = UUID("7c1d64f2-0b3e-5a86-9d57-3f2a8e60c914")

BOOKS = (Right.ACCOUNTS, Right.UNITS, Right.RULES)
"""The books that are the whole Office's: each has one stream of what was ever put forward."""


def stream_id(book: Right) -> UUID:
    """The stream of what is put forward for a book."""
    return uuid5(_STREAMS, book)


def book_of(matter: OfOffice) -> Right:
    """Whose right the act is."""
    if isinstance(matter, OfAccounts):
        return Right.ACCOUNTS
    return Right.UNITS if isinstance(matter, OfUnits) else Right.RULES


def submitted(events: Sequence[Event], submission: int) -> MotionSubmitted:
    """What was put forward, answered or not. Raises ``Refused``."""
    if 0 < submission <= len(events) and isinstance(fact := events[submission - 1].fact, MotionSubmitted):
        return fact
    raise _nothing()


def waiting(events: Sequence[Event]) -> dict[int, MotionSubmitted]:
    """What is not answered, by its version."""
    answered = {e.fact.submission for e in events if isinstance(e.fact, MotionAgreed | MotionReturned)}
    return {
        e.originator_version: e.fact
        for e in events
        if isinstance(e.fact, MotionSubmitted) and e.originator_version not in answered
    }


def submit(events: Sequence[Event], matter: OfOffice, *, by: AccountId, today: date) -> MotionSubmitted:
    """Puts it forward; the same does not wait twice."""
    for version, earlier in waiting(events).items():
        if earlier.matter == matter:
            raise Refused(f"Nội dung này đã được trình, đang chờ ý kiến (mục {version}).")
    return MotionSubmitted(by=by, day=today, matter=matter)


def agree(events: Sequence[Event], submission: int, *, by: AccountId, today: date) -> MotionAgreed:
    """Follows it; the act itself is decided behind it."""
    _must_wait(events, submission)
    return MotionAgreed(by=by, day=today, submission=submission)


def send_back(
    events: Sequence[Event], submission: int, *, by: AccountId, today: date, reason: str
) -> MotionReturned:
    """Returns it, with a reason."""
    _must_wait(events, submission)
    why = needed(reason, "Đề nghị nêu lý do trả lại nội dung trình.")
    return MotionReturned(by=by, day=today, submission=submission, reason=why)


def _must_wait(events: Sequence[Event], submission: int) -> None:
    if submission not in waiting(events):
        raise _nothing()


def _nothing() -> Refused:
    return Refused("Không có nội dung trình đang chờ ý kiến ở mục này.", field="submission")
