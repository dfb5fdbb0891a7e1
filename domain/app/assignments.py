"""Assignments: receipt and reports of the unit, and what the assigning authority decides."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import msgspec

from domain import direction, progress
from domain.act import Act, Actor
from domain.app.machinery import Done
from domain.app.steps import Also, Steps
from domain.assignment import Assignment
from domain.assignment_facts import Deadline
from domain.event import Dated, Fact
from domain.paper import Authority, Paper, readable, required
from domain.progress import Report


class Ground(msgspec.Struct, frozen=True):
    """What a decision of the assigning authority rests on: its reason and its document."""

    reason: str
    paper: Paper | None = None


class Assignments(Steps):
    """The use cases of units that report, and of what is decided. ``also``: corrections in the same transaction."""

    def receive(self, actor: Actor, assignment_id: UUID, *, day: date) -> Done:
        """Tiếp nhận."""
        return self._on(
            actor,
            assignment_id,
            lambda act, a: progress.receive(a, by=act.by, day=day, today=self.today()),
        )

    def send_report(
        self,
        actor: Actor,
        assignment_id: UUID,
        report: Report,
        *,
        day: date,
        typed_in: bool = False,
        also: Also | None = None,
    ) -> Done:
        """Gửi báo cáo; with ``typed_in`` the Office does it for the unit and counts as sender."""
        return self._on(
            actor,
            assignment_id,
            lambda act, a: progress.send_report(
                a, report, by=act.by, day=day, today=self.today(), typed_in=typed_in
            ),
            also=also,
        )

    def withdraw_claim(
        self, actor: Actor, assignment_id: UUID, *, day: date, claim: int, reason: str
    ) -> Done:
        """Rút đề nghị xác nhận hoàn thành."""
        return self._on(
            actor,
            assignment_id,
            lambda act, a: progress.withdraw_claim(
                a, by=act.by, day=day, today=self.today(), claim=claim, reason=reason
            ),
        )

    def extend(
        self,
        actor: Actor,
        assignment_id: UUID,
        *,
        deadline: Deadline,
        ground: Ground,
        also: Also | None = None,
    ) -> Done:
        """Gia hạn."""

        def decide(act: Act, a: Assignment) -> Fact:
            return direction.extend(
                a,
                by=act.by,
                deadline=deadline,
                reason=ground.reason,
                paper=ground.paper,
                authority=_authority(act, a),
                today=self.today(),
            )

        return self._on(actor, assignment_id, decide, also=also)

    def set_deadline(
        self,
        actor: Actor,
        assignment_id: UUID,
        *,
        day: date,
        deadline: Deadline,
        paper: Paper | None = None,
    ) -> Done:
        """Xác định thời hạn for what had none."""
        return self._on(
            actor,
            assignment_id,
            lambda act, a: direction.set_deadline(
                a, by=act.by, day=day, today=self.today(), deadline=deadline, paper=paper
            ),
        )

    def suspend(self, actor: Actor, assignment_id: UUID, *, ground: Ground, also: Also | None = None) -> Done:
        """Tạm dừng."""
        return self._directed(actor, assignment_id, direction.suspend, ground, also)

    def resume(self, actor: Actor, assignment_id: UUID, *, ground: Ground, also: Also | None = None) -> Done:
        """Tiếp tục thực hiện."""
        return self._directed(actor, assignment_id, direction.resume, ground, also)

    def remove(self, actor: Actor, assignment_id: UUID, *, ground: Ground, also: Also | None = None) -> Done:
        """Đưa ra khỏi danh mục."""
        return self._directed(actor, assignment_id, direction.remove, ground, also)

    def reopen(
        self,
        actor: Actor,
        assignment_id: UUID,
        *,
        ground: Ground,
        also: Also | None = None,
        hand_to: UUID | None = None,
    ) -> Done:
        """Mở lại; at a unit that has ended it goes on to the successor (``hand_to`` after a split)."""
        return self._directed(actor, assignment_id, direction.reopen, ground, also, hand_to)

    def _directed(
        self,
        actor: Actor,
        assignment_id: UUID,
        decision: Callable[..., Dated],
        ground: Ground,
        also: Also | None,
        hand_to: UUID | None = None,
    ) -> Done:
        def decide(act: Act, a: Assignment) -> Fact:
            return decision(
                a,
                by=act.by,
                reason=ground.reason,
                paper=ground.paper,
                authority=_authority(act, a),
                today=self.today(),
            )

        return self._on(actor, assignment_id, decide, also=also, hand_to=hand_to)

    def hand_over(self, actor: Actor, assignment_id: UUID, *, to: UUID, day: date, ground: Ground) -> Done:
        """Chuyển đơn vị of one assignment, with the document that decides it."""

        def decide(act: Act, a: Assignment) -> Fact:
            paper = required(ground.paper, "chuyển đơn vị", _authority(act, a))
            readable(paper, self.today())
            return direction.hand_over(a, act.unit(to), by=act.by, day=day, reason=ground.reason, paper=paper)

        return self._on(actor, assignment_id, decide)


def _authority(act: Act, assignment: Assignment) -> Authority:
    return act.task(assignment.task).drafted.authority
