"""One act: what was read, what is decided, what is to be recorded in one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

import msgspec

from domain.account import Account, Opened, account
from domain.assignment import Assignment
from domain.assignment_facts import Drafted
from domain.door import admitted
from domain.errors import NotFound, Refused, Stale
from domain.event import AccountId, Event, Fact
from domain.log import Request
from domain.resolution import Recorded, Resolution, resolution
from domain.task import Drafted as TaskDrafted
from domain.task import Task, task
from domain.unit import Established, Unit, unit

Streams = Callable[[UUID], Iterator[Event]]
"""The events of a stream, in order; none where there is no such stream."""


class Actor(msgspec.Struct, frozen=True):
    """Who acts, and under which request: the same request is carried out once.

    ``permit`` refuses what the account may not do; it reads in the act itself, so that a right taken away
    meanwhile makes the act decide anew. None: the command line, which only the operator of the machine has.
    ``seen``: versions of streams that the person had on the screen. ``trial``: it is only decided, nothing is
    recorded, so that what would be refused is refused. ``read``: streams as they were read when it was asked who he
    is; if one has grown since, the log says so, and the act is decided anew without them.
    """

    account: AccountId
    request: Request | None = None
    permit: "Callable[[Act], None] | None" = None
    seen: Mapping[UUID, int] = {}
    trial: bool = False
    read: Mapping[UUID, Sequence[Event]] = {}


class Act:
    """Collects the facts of one act. Streams that are read but not written are named to the log as read."""

    def __init__(self, actor: Actor, streams: Streams, read: Mapping[UUID, Sequence[Event]] = {}) -> None:
        self.actor = actor
        self.by = actor.account
        self.instead_of: AccountId = ""
        """The holder by whose right he acts; set by ``permit`` where his own did not do."""
        self.events: list[Event] = []
        self._streams = streams
        self._read = read
        self._seen: dict[UUID, list[Event]] = {}

    def admit(self) -> None:
        """Refuses what the actor may not do, or what he decided looking at something older (``Stale``)."""
        if self.actor.permit:
            self.actor.permit(self)
        for stream, version in self.actor.seen.items():
            if len(self.stream(stream)) != version:
                raise Stale

    def stream(self, stream: UUID) -> list[Event]:
        """All events of a stream, those of this act included."""
        if stream not in self._seen:
            self._seen[stream] = list(self._read.get(stream) or self._streams(stream))
        return self._seen[stream]

    def begin(self, stream: UUID, first: Fact) -> None:
        """Records the first fact of a new stream. Refuses an id that is taken, by whatever subject."""
        if self.stream(stream):
            raise Refused("Mã này đã dùng cho nội dung khác; đề nghị ghi nhận lại với mã mới.", field="id")
        self.put(stream, first)

    def put(self, stream: UUID, *facts: Fact) -> None:
        """Records ``facts``, as they are ``admitted``, at the end of a stream."""
        events = self.stream(stream)
        for fact in facts:
            event = Event(stream, len(events) + 1, admitted(self._told(fact)))
            events.append(event)
            self.events.append(event)

    def _told(self, fact: Fact) -> Fact:
        return msgspec.structs.replace(fact, instead_of=self.instead_of) if self.instead_of else fact

    @property
    def read(self) -> dict[UUID, Sequence[Event]]:
        """All streams that were read, as far as this act has come."""
        return {**self._seen}

    @property
    def versions(self) -> dict[UUID, int]:
        """Of all streams that were read or written, with the facts of this act; 0: no such stream."""
        return {stream: len(events) for stream, events in self._seen.items()}

    @property
    def reads(self) -> dict[UUID, int]:
        """Streams that were read only, with the version that was seen."""
        written = {event.originator_id for event in self.events}
        return {stream: version for stream, version in self.versions.items() if stream not in written}

    def unit(self, unit_id: UUID) -> Unit:
        """Raises ``NotFound``."""
        return unit(unit_id, self._begun_by(Established, unit_id))

    def resolution(self, resolution_id: UUID) -> Resolution:
        """Raises ``NotFound``."""
        return resolution(resolution_id, self._begun_by(Recorded, resolution_id))

    def task(self, task_id: UUID) -> Task:
        """Raises ``NotFound``."""
        return task(task_id, self._begun_by(TaskDrafted, task_id))

    def assignment(self, assignment_id: UUID) -> Assignment:
        """Raises ``NotFound``."""
        return Assignment(assignment_id, self._begun_by(Drafted, assignment_id))

    def account(self, account_id: UUID) -> Account:
        """Raises ``NotFound``."""
        return account(account_id, self._begun_by(Opened, account_id))

    def keep(self, assignment: Assignment) -> None:
        """Records what is new in ``assignment``."""
        known = len(self.stream(assignment.id))
        self.put(assignment.id, *(event.fact for event in assignment.events[known:]))

    def _begun_by(self, first: type[Fact], stream: UUID) -> list[Event]:
        """The events of a stream of that subject: an id of another one is not found either."""
        events = self.stream(stream)
        if not events or not isinstance(events[0].fact, first):
            raise NotFound
        return events
