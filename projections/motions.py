"""What was put forward (đề xuất) of the Office's own books, read from the one stream that each has.

No view: it is a few dozen entries a year.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain import calendar, motion
from domain.calendar import CalendarSet, YearCalendar
from domain.decided import in_force
from domain.event import Event, Recorded
from domain.motion_facts import MotionAgreed, MotionReturned, MotionSubmitted, OfOffice, SettingCalendar
from domain.motion_words import matter_words
from domain.permissions import Right
from projections.counts import unit_names
from projections.engine import Cursor, Log
from projections.moment import Moment


class Answered(msgspec.Struct, frozen=True):
    """What became of it; ``reason``: why it was returned, empty where it was followed."""

    day: date
    by: str
    reason: str = ""


class Motion(msgspec.Struct, frozen=True, kw_only=True):
    """What was put forward. ``ref``: what an answer calls it; ``person``: the account that it is about."""

    ref: int
    day: date
    by: str
    words: str
    """What would be recorded: "đổi tên Sở A thành Sở B từ ngày …"."""
    person: UUID | None = None
    answered: Answered | None = None


def motions(cursor: Cursor, log: Log, at: Moment, book: Right) -> list[Motion]:
    """All that was put forward by that moment, the oldest first."""
    stream = motion.stream_id(book)
    recorded = [
        r
        for r in log.streams([stream], at.known).get(stream, ())
        if isinstance(fact := r.event.fact, MotionSubmitted | MotionAgreed | MotionReturned)
        and fact.day <= at.day
    ]
    if not recorded:
        return []
    events = [r.event for r in recorded]
    answers = dict(_answers(events))
    until = {
        fact.submission: r
        for r in recorded
        if isinstance(fact := r.event.fact, MotionAgreed | MotionReturned)
    }
    submitted = [(e.originator_version, f) for e in events if isinstance(f := e.fact, MotionSubmitted)]
    named = {
        found
        for _, fact in submitted
        for found in _ids(msgspec.to_builtins(fact.matter, builtin_types=(UUID,)))
    }
    names = {unit: name for unit, name, *_ in unit_names(cursor, at, list(named))}
    return [
        Motion(
            ref=ref,
            day=fact.day,
            by=fact.by,
            words=matter_words(
                fact.matter,
                lambda unit: names.get(unit, "đơn vị chưa rõ tên"),
                held=_restated(log, at, fact.matter, until.get(ref)),
            ),
            person=getattr(fact.matter, "account", None),
            answered=answers.get(ref),
        )
        for ref, fact in submitted
    ]


def waiting(found: Iterable[Motion]) -> list[Motion]:
    """Those without an answer."""
    return [one for one in found if one.answered is None]


def _restated(log: Log, at: Moment, matter: OfOffice, answer: Recorded | None) -> YearCalendar | None:
    """The calendar that a submitted one restates: as it is, or was when it was answered."""
    if not isinstance(matter, SettingCalendar):
        return None
    stream = calendar.stream_id(matter.calendar.year)
    events = [
        r.event
        for r in log.streams([stream], at.known).get(stream, ())
        if answer is None or r.txn_end < answer.txn_end
    ]
    held = in_force(events, CalendarSet, matter.day)
    return held.calendar if held else None


def _answers(events: Sequence[Event]) -> Iterable[tuple[int, Answered]]:
    for event in events:
        match event.fact:
            case MotionAgreed() as fact:
                yield fact.submission, Answered(fact.day, fact.by)
            case MotionReturned() as fact:
                yield fact.submission, Answered(fact.day, fact.by, fact.reason)


def _ids(part: Any) -> Iterable[UUID]:
    """Every id that is named: those of units have a name."""
    match part:
        case UUID():
            yield part
        case dict():
            for value in part.values():
                yield from _ids(value)
        case list() | tuple():
            for value in part:
                yield from _ids(value)
