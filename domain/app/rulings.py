"""Rules and working calendars are decided, restated, taken back; open deadlines follow a restated calendar."""

from collections.abc import Callable, Iterator
from datetime import date

from domain import calendar, ruling
from domain.account import OPERATOR
from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.app.tasks import follow
from domain.calendar import Calendar, CalendarSet, YearCalendar
from domain.decided import in_force
from domain.door import LAST_DAY, not_in_future
from domain.restating import CalendarOf, redraft, restate
from domain.ruling import Rule
from domain.task import DocumentBasis, Task


class Rulings(Machinery):
    """The use cases of rules and calendars."""

    def set_rule(self, actor: Actor, rule: Rule, value: int, *, source: str, day: date) -> Done:
        """A rule has this value from ``day`` on, by the document or for the reason ``source``."""
        stream = ruling.stream_id(rule)

        def decide(act: Act) -> Answer:
            fact = ruling.set_rule(act.stream(stream), rule, value, source=source, day=day, by=act.by)
            act.put(stream, fact)
            return {"version": len(act.stream(stream))}

        return self.act(actor, decide)

    def take_back_rule(self, actor: Actor, rule: Rule, *, target: int, reason: str) -> Done:
        """A value that was recorded wrongly does not hold."""
        stream = ruling.stream_id(rule)

        def decide(act: Act) -> Answer:
            act.put(
                stream, ruling.take_back_rule(act.stream(stream), target=target, reason=reason, by=act.by)
            )
            return {"version": len(act.stream(stream))}

        return self.act(actor, decide)

    def begin_with(self, rule: Rule, value: int, source: str) -> None:
        """What the operator set before anybody decided: recorded once, as decided today."""
        stream = ruling.stream_id(rule)

        def decide(act: Act) -> None:
            events = act.stream(stream)
            if not events and value != getattr(ruling.Rules(), rule):
                act.put(
                    stream,
                    ruling.set_rule(events, rule, value, source=source, day=self.today(), by=act.by),
                )

        self.act(Actor(OPERATOR), decide)

    def set_calendar(self, actor: Actor, proposed: YearCalendar, *, source: str, day: date) -> Done:
        """The calendar of a year by the document ``source`` of ``day``; a package only proposes one.

        Answers ``{"version": n, "restated": open deadlines that moved}``.
        """
        stream = calendar.stream_id(proposed.year)

        def decide(act: Act) -> Answer:
            not_in_future(day, self.today())
            fact = calendar.set_calendar(act.stream(stream), proposed, source=source, day=day, by=act.by)
            act.put(stream, fact)
            return {"version": fact.calendar.version}

        return self._restating(actor, proposed.year, decide, source)

    def take_back_calendar(self, actor: Actor, year: int, *, target: int, reason: str) -> Done:
        """A calendar that was recorded wrongly does not hold; answers as ``set_calendar``."""
        stream = calendar.stream_id(year)

        def decide(act: Act) -> Answer:
            events = act.stream(stream)
            act.put(stream, calendar.take_back_calendar(events, target=target, reason=reason, by=act.by))
            return {"version": len(act.stream(stream))}

        return self._restating(actor, year, decide, reason)

    def _restating(self, actor: Actor, year: int, decide: Callable[[Act], Answer], why: str) -> Done:
        """In one transaction with the open deadlines that follow, by the list of the whole log."""

        def attempt() -> Done:
            position, ids, drafts = self.counted_deadlines()

            def whole(act: Act) -> Answer:
                answer, moved = decide(act), 0
                calendars: tuple[CalendarOf, CalendarOf] = (
                    lambda versions: Calendar(_used(act, versions)),
                    lambda versions: Calendar(_latest(act, versions)),
                )
                for assignment_id in ids:
                    before = act.assignment(assignment_id)
                    after = restate(
                        before,
                        *calendars,
                        today=self.today(),
                        by=act.by,
                        reason=f"Tính lại theo lịch làm việc năm {year}: {why}",
                    )
                    moved += after.version > before.version
                    act.keep(after)
                for task_id in drafts:
                    task = act.task(task_id)
                    if fact := redraft(task, _given(act, task), *calendars, by=act.by):
                        act.put(task_id, fact)
                        follow(act, act.task(task_id))
                return {**answer, "restated": moved}

            return self.act(actor, whole, if_at=position)

        return self.of_the_whole(attempt)


def _given(act: Act, task: Task) -> date:
    """The day of what gives a task."""
    basis = task.drafted.bases[0]
    return act.resolution(basis.document).content.day if isinstance(basis, DocumentBasis) else basis.day


def _used(act: Act, versions: str) -> Iterator[YearCalendar]:
    """The calendars that ``Calendar.versions`` named."""
    for year, version in _named(versions):
        for event in act.stream(calendar.stream_id(year)):
            if isinstance(event.fact, CalendarSet) and event.fact.calendar.version == version:
                yield event.fact.calendar


def _latest(act: Act, versions: str) -> Iterator[YearCalendar]:
    """What those years have now, and the year after them, into which the counting may run."""
    years = [year for year, _ in _named(versions)]
    for year in range(min(years), max(years) + 2):
        held = in_force(act.stream(calendar.stream_id(year)), CalendarSet, LAST_DAY)
        if held:
            yield held.calendar


def _named(versions: str) -> list[tuple[int, int]]:
    return [(int(year), int(version)) for year, version in (part.split("/") for part in versions.split(", "))]
