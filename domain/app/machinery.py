"""How an act gets into the log.

Each use case reads streams, asks the pure decisions, and appends what they return in one transaction. Whoever
was faster makes it decide anew. The environment (log, day, the list of what is open) is handed in.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast
from uuid import UUID

import msgspec
from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.utils import Environment

from domain.act import Act, Actor
from domain.errors import Conflict
from domain.event import Event
from domain.log import Answered, HeadMoved, ReadConflict, Recorder, VersionConflict

OpenAssignments = Callable[[Sequence[UUID], date], tuple[int, Sequence[UUID]]]
"""(units, day) -> (position, assignments): drafts of these units and what was open there on that day or later.

Waits until the view has seen the whole log; the list holds at that position."""

CountedDeadlines = Callable[[], tuple[int, Sequence[UUID], Sequence[UUID]]]
"""() -> (position, assignments, tasks): what is open with a deadline that was counted in working days; drafts with
a day, however it was found. As above."""

Answer = dict[str, Any]

Found = TypeVar("Found")

ATTEMPTS = 5
EXCLUSIVE_AFTER = 3


class Done(msgspec.Struct, frozen=True):
    """The reply to a command: the last position it recorded, and the ids of what it made.

    ``versions``: of the streams that were read or written for it, as it left them; none of what was done before.
    """

    position: int
    answer: Answer
    versions: Mapping[UUID, int] = {}


class Machinery(Application[UUID]):
    """How an act gets into the log: read, decide, append; decided anew when somebody was faster."""

    def __init__(
        self,
        factory: InfrastructureFactory[Any],
        *,
        today: Callable[[], date],
        open_assignments: OpenAssignments,
        counted_deadlines: CountedDeadlines | None = None,
    ) -> None:
        """``counted_deadlines``: None where a log is only filled, and nothing follows a restated calendar."""
        self._given_factory = factory
        self.today = today
        self.open_assignments = open_assignments
        self.counted_deadlines = counted_deadlines or (
            lambda: (self.recorder.max_notification_id() or 0, (), ())
        )
        super().__init__()

    def construct_env(self, name: str, env: Any = None) -> Environment:
        """Nothing of the process's environment: settings come by another way."""
        return Environment(name, env or {})

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        """The one that was handed in."""
        return self._given_factory

    def act(self, actor: Actor, decide: Callable[[Act], Answer | None], *, if_at: int | None = None) -> Done:
        """Decides and appends. Raises ``Refused``; ``Conflict`` when others were faster every time."""
        recorder = cast(Recorder, self.recorder)
        if actor.request and (earlier := recorder.answer_of(actor.request)):
            return Done(earlier.position, msgspec.json.decode(earlier.text))
        for attempt in range(ATTEMPTS):
            # Who holds the log gets no second attempt in the same transaction.
            read = actor.read if attempt == 0 and if_at is None else {}
            act = Act(actor, lambda stream: cast("Iterator[Event]", self.events.get(stream)), read)
            act.admit()
            answer = decide(act) or {}
            if actor.trial:
                return Done(0, answer)
            try:
                return Done(self._append(act, answer, if_at), answer, act.versions)
            except Answered as answered:
                return Done(answered.answer.position, msgspec.json.decode(answered.answer.text))
            except (VersionConflict, ReadConflict):
                continue
        raise Conflict("Đồng chí khác vừa cập nhật nội dung này. Đề nghị xem nội dung mới rồi thực hiện lại.")

    def of_the_whole(self, attempt: Callable[[], Done]) -> Done:
        """An act that rests on a list of the whole log, so that it appends ``if_at`` the position of the list.

        If anything is recorded meanwhile, all is decided anew, at last under the lock of the log.
        """
        for _ in range(EXCLUSIVE_AFTER):
            try:
                return attempt()
            except HeadMoved:
                continue
        with cast(Recorder, self.recorder).exclusive():
            return attempt()

    def look(self, find: Callable[[Act], Found], read: Mapping[UUID, Sequence[Event]] = {}) -> Found:
        """What the streams say now, nothing recorded. ``read``: those that are known to stand so."""
        return find(Act(Actor(""), lambda stream: cast("Iterator[Event]", self.events.get(stream)), read))

    def _append(self, act: Act, answer: Answer, if_at: int | None) -> int:
        if not act.events:
            return self.recorder.max_notification_id() or 0
        recordings = self.save(
            *act.events,
            reads=act.reads,
            if_at=if_at,
            request=act.actor.request,
            answer=msgspec.json.encode(answer).decode(),
        )
        return recordings[-1].notification.id
