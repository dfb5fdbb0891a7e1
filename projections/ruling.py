"""The rules of judging as they held: the thresholds of one moment, and the history of each."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

import msgspec

from domain import calendar, ruling
from domain.calendar import CalendarSet
from domain.decided import standing
from domain.event import Event, Recorded
from domain.history import FOREVER
from domain.ruling import Rule, Rules, RuleSet
from projections.engine import TIMEZONE, Cursor, Log, Page, View
from projections.moment import Moment
from projections.versions import Row, Versioned

RULES = Versioned("rules", "rule_id", ("rule text NOT NULL", "value integer NOT NULL"))


class Rulings(View):
    """``rules``: the value of each rule that was ever decided, from day to day."""

    name = "rulings"
    version = 1
    ddl = RULES.ddl

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The values of every touched rule."""
        RULES.follow(cursor, page.turns("rule"), _rows)


def _rows(events: Sequence[Event]) -> Iterable[Row]:
    by_day = {fact.day: fact for _, fact in standing(events, RuleSet)}
    for start, end in pairwise([*sorted(by_day), FOREVER]):
        yield start, end, by_day[start].rule.value, by_day[start].value


class Decision(msgspec.Struct, frozen=True):
    """What was decided once. ``version``: what taking it back calls it; ``stands``: it was not taken back.

    ``subject``: the rule, or the year of a calendar; ``value``: of a rule, None for a calendar.
    """

    subject: Rule | int
    version: int
    day: date
    value: int | None
    source: str
    by: str
    recorded: datetime
    stands: bool


def decisions(log: Log, at: Moment, subjects: Iterable[Rule | int]) -> list[Decision]:
    """What was decided on these rules and calendars, as known at that moment, in the order they take effect."""
    ids = {_stream(subject): subject for subject in subjects}
    found: list[Decision] = []
    for stream, recorded in log.streams(ids, at.known).items():
        events = [r.event for r in recorded]
        stand = {version for kind in (RuleSet, CalendarSet) for version, _ in standing(events, kind)}
        found += (
            _decision(ids[stream], r, r.event.fact, r.event.originator_version in stand)
            for r in recorded
            if isinstance(r.event.fact, RuleSet | CalendarSet)
        )
    return sorted(found, key=lambda decision: (decision.day, decision.version))


def _stream(subject: Rule | int) -> UUID:
    return ruling.stream_id(subject) if isinstance(subject, Rule) else calendar.stream_id(subject)


def _decision(subject: Rule | int, recorded: Recorded, fact: RuleSet | CalendarSet, stands: bool) -> Decision:
    return Decision(
        subject,
        recorded.event.originator_version,
        fact.day,
        fact.value if isinstance(fact, RuleSet) else None,
        fact.source,
        fact.by,
        recorded.recorded_at.astimezone(TIMEZONE),
        stands,
    )


def rules(cursor: Cursor, at: Moment) -> Rules:
    """The rules by which figures are judged at that moment: those of then, or of ``at.judging``."""
    judging = at.judging
    cursor.execute(f"SELECT r.rule, r.value FROM rules r WHERE {judging.where('r')}", judging.values())
    return Rules(**{Rule(rule).value: value for rule, value in cursor.fetchall()})
