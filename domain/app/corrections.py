"""Corrections (đính chính): what was recorded wrongly stays in the log and no longer counts."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from domain import direction
from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.assignment import Assignment
from domain.assignment_facts import Deadline
from domain.paper import Paper
from domain.progress import Report
from domain.succession import settle


class Corrections(Machinery):
    """The use cases of correcting one assignment."""

    def leave_out(
        self,
        actor: Actor,
        assignment_id: UUID,
        *,
        targets: Sequence[int],
        reason: str,
        hand_to: UUID | None = None,
    ) -> Done:
        """Đính chính: facts that should not have been recorded no longer count."""
        return self._corrected(
            actor,
            assignment_id,
            lambda act, a: direction.leave_out(a, by=act.by, targets=targets, reason=reason),
            hand_to,
        )

    def correct_deadline(
        self, actor: Actor, assignment_id: UUID, *, target: int, deadline: Deadline, reason: str
    ) -> Done:
        """Đính chính thời hạn in an issue, an extension or a deadline set: no extension, the original changes."""
        return self._corrected(
            actor,
            assignment_id,
            lambda act, a: direction.correct_deadline(
                a, by=act.by, target=target, deadline=deadline, reason=reason
            ),
        )

    def correct_report(
        self, actor: Actor, assignment_id: UUID, *, target: int, day: date, report: Report, reason: str
    ) -> Done:
        """Đính chính báo cáo: what was sent stays in the log, the new content counts."""
        return self._corrected(
            actor,
            assignment_id,
            lambda act, a: direction.correct_report(
                a, report, by=act.by, day=day, today=self.today(), target=target, reason=reason
            ),
        )

    def correct_completion(
        self,
        actor: Actor,
        assignment_id: UUID,
        *,
        target: int,
        product: Paper | None = None,
        received: date | None = None,
        reason: str,
    ) -> Done:
        """Đính chính ngày hoàn thành, by the same rule of the task."""
        return self._corrected(
            actor,
            assignment_id,
            lambda act, a: direction.correct_completion(
                a,
                by=act.by,
                today=self.today(),
                target=target,
                product=product,
                received=received,
                reason=reason,
            ),
        )

    def _corrected(
        self,
        actor: Actor,
        assignment_id: UUID,
        decide: Callable[[Act, Assignment], Assignment],
        hand_to: UUID | None = None,
    ) -> Done:
        def whole(act: Act) -> Answer:
            after = settle(decide(act, act.assignment(assignment_id)), act.unit, by=act.by, hand_to=hand_to)
            act.keep(after)
            return {"assignment": str(assignment_id), "version": after.version}

        return self.act(actor, whole)
