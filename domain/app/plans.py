"""What units arrange among themselves and ask of the Office beside their reports."""

from datetime import date
from uuid import UUID

from domain import coordination, plan
from domain.act import Act, Actor
from domain.app.machinery import Done
from domain.app.steps import Steps
from domain.assignment import Assignment
from domain.event import AccountId, Fact
from domain.succession import with_heirs


class Plans(Steps):
    """The use cases of executing units, of co-ordinating units, of another assignment of the work."""

    def delegate(
        self,
        actor: Actor,
        assignment_id: UUID,
        *,
        executing: UUID,
        day: date,
        inner_day: date | None = None,
        text: str = "",
        officer: AccountId = "",
    ) -> Done:
        """Giao đơn vị trực tiếp thực hiện, with an inner deadline; not counted above."""

        def decide(act: Act, a: Assignment) -> Fact:
            return plan.delegate(
                a,
                act.unit(executing),
                act.unit,
                by=act.by,
                day=day,
                today=self.today(),
                inner_day=inner_day,
                text=text,
                officer=officer,
            )

        return self._on(actor, assignment_id, decide)

    def end_delegation(
        self, actor: Actor, assignment_id: UUID, *, executing: UUID, day: date, reason: str
    ) -> Done:
        """Thôi giao thực hiện."""
        return self._on(
            actor,
            assignment_id,
            lambda act, a: plan.end_delegation(
                a, by=act.by, day=day, today=self.today(), executing=executing, reason=reason
            ),
        )

    def ask_reassignment(self, actor: Actor, assignment_id: UUID, *, day: date, reason: str) -> Done:
        """Đề nghị điều chỉnh phân công."""
        return self._on(
            actor,
            assignment_id,
            lambda act, a: coordination.ask_reassignment(
                a, by=act.by, day=day, today=self.today(), reason=reason
            ),
        )

    def decline_reassignment(self, actor: Actor, assignment_id: UUID, *, day: date, reason: str) -> Done:
        """Không điều chỉnh phân công; to follow the request the Office hands over."""
        return self._on(
            actor,
            assignment_id,
            lambda act, a: coordination.decline_reassignment(
                a, by=act.by, day=day, today=self.today(), reason=reason
            ),
        )

    def give_opinion(self, actor: Actor, assignment_id: UUID, *, unit: UUID, text: str, day: date) -> Done:
        """Ý kiến phối hợp; of the unit named in the task, or of one that took over from it."""

        def decide(act: Act, a: Assignment) -> Fact:
            heirs = (with_heirs(act.unit(c), act.unit) for c in a.draft.coordinating)
            coordinating = {u.id for of_one in heirs for u in of_one}
            return coordination.give_opinion(
                a, act.unit(unit), coordinating, by=act.by, day=day, today=self.today(), text=text
            )

        return self._on(actor, assignment_id, decide)
