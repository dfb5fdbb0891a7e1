"""One step of one assignment, or the same step of many: decided, let in, handed on where its unit is gone."""

from collections.abc import Callable, Sequence
from uuid import UUID

import msgspec

from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.assignment import Assignment
from domain.door import needed
from domain.errors import NotFound, Refused
from domain.event import Fact
from domain.succession import settle

Decision = Callable[[Act, Assignment], Fact]
NamingDecision = Callable[[Act, Assignment, int], Fact]
"""With the version of the report that it is about."""


class Also(msgspec.Struct, frozen=True):
    """Facts to correct away in the same transaction, because they stand in the way; by version."""

    targets: tuple[int, ...] = ()
    reason: str = ""


class Steps(Machinery):
    """How a decision about an assignment is carried out."""

    def _on(
        self,
        actor: Actor,
        assignment_id: UUID,
        decide: Decision,
        *,
        also: Also | None = None,
        hand_to: UUID | None = None,
    ) -> Done:
        def whole(act: Act) -> Answer:
            assignment = act.assignment(assignment_id)
            if also and also.targets:
                why = needed(also.reason, "Đề nghị nêu lý do đính chính.")
                assignment = assignment.without(*also.targets, by=act.by, reason=why)
            after = assignment.let_in(decide(act, assignment))
            act.keep(settle(after, act.unit, by=act.by, hand_to=hand_to))
            return {"assignment": str(assignment_id), "version": after.version}

        return self.act(actor, whole)

    def _on_each(self, actor: Actor, items: Sequence[tuple[UUID, int]], decide: NamingDecision) -> Done:
        """All or nothing; the refusal names the assignment that is in the way. Answers ``{"confirmed": n}``."""

        def whole(act: Act) -> Answer:
            if not items:
                raise Refused("Đề nghị chọn ít nhất một báo cáo.", field="items")
            for assignment_id, report in items:
                assignment = act.assignment(assignment_id)
                try:
                    after = assignment.let_in(decide(act, assignment, report))
                    act.keep(settle(after, act.unit, by=act.by))
                except NotFound:
                    raise
                except Refused as refused:
                    where = _named(act, assignment)
                    raise Refused(f"{where}: {refused.message}", field=refused.field) from None
            return {"confirmed": len(items)}

        return self.act(actor, whole)


def _named(act: Act, assignment: Assignment) -> str:
    task = act.task(assignment.task).drafted
    lead = act.unit(assignment.last.lead if assignment.issued else assignment.draft.lead)
    number = f"TT {task.number}, " if task.number else ""
    return f"{number}“{task.text[:80]}” ({lead.name})"
