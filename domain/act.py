"""One act: what was read, what is decided, what is to be recorded in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import msgspec

from domain.assignment import Assignment
from domain.errors import NotFound
from domain.event import AccountId, Event, Fact
from domain.log import Request
from domain.resolution import Resolution, resolution
from domain.task import Task, task
from domain.unit import Unit, unit

Streams = Callable[[UUID], Iterator[Event]]
"""The events of a stream, in order; none where there is no such stream."""


class Actor(msgspec.Struct, frozen=True):
    """Who acts, and under which request: the same request is carried out once."""

    account: AccountId
    request: Request | None = None


class Act:
    """Collects the facts of one act. Streams that are read but not written are named to the log as read."""

    def __init__(self, actor: Actor, streams: Streams) -> None:
        self.actor = actor
        self.by = actor.account
        self.events: list[Event] = []
        self._streams = streams
        self._seen: dict[UUID, list[Event]] = {}

    def stream(self, stream: UUID) -> list[Event]:
        """All events of a stream, those of this act included."""
        if stream not in self._seen:
            self._seen[stream] = list(self._streams(stream))
        return self._seen[stream]

    def put(self, stream: UUID, *facts: Fact) -> None:
        """Records ``facts`` at the end of a stream."""
        events = self.stream(stream)
        for fact in facts:
            event = Event(stream, len(events) + 1, fact)
            events.append(event)
            self.events.append(event)

    @property
    def reads(self) -> dict[UUID, int]:
        """Streams that were read only, with the version that was seen."""
        written = {event.originator_id for event in self.events}
        return {stream: len(events) for stream, events in self._seen.items() if stream not in written}

    def unit(self, unit_id: UUID) -> Unit:
        """Raises ``NotFound``."""
        return unit(unit_id, self._existing(unit_id))

    def resolution(self, resolution_id: UUID) -> Resolution:
        """Raises ``NotFound``."""
        return resolution(resolution_id, self._existing(resolution_id))

    def task(self, task_id: UUID) -> Task:
        """Raises ``NotFound``."""
        return task(task_id, self._existing(task_id))

    def assignment(self, assignment_id: UUID) -> Assignment:
        """Raises ``NotFound``."""
        return Assignment(assignment_id, self._existing(assignment_id))

    def keep(self, assignment: Assignment) -> None:
        """Records what is new in ``assignment``."""
        known = len(self.stream(assignment.id))
        self.put(assignment.id, *(event.fact for event in assignment.events[known:]))

    def _existing(self, stream: UUID) -> Sequence[Event]:
        events = self.stream(stream)
        if not events:
            raise NotFound
        return events
