"""The Office's word on reports: a specialist confirms reports and proposes completion, the head confirms it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain import progress, proposal
from domain.access import holders, open_account
from domain.act import Act, Actor
from domain.app.machinery import Done
from domain.app.steps import Also, Steps
from domain.assignment import Assignment
from domain.assignment_facts import Completed
from domain.errors import NotFound
from domain.event import AccountId, Fact
from domain.paper import Paper


class Confirmations(Steps):
    """The use cases of confirming, one by one or many at once. ``items``: (assignment, version of the report).

    Nobody confirms what he sent, nor has it confirmed by whoever deputises for him.
    """

    def ask_for_more(self, actor: Actor, assignment_id: UUID, *, day: date, report: int, reason: str) -> Done:
        """Đề nghị bổ sung."""
        return self._on(
            actor,
            assignment_id,
            lambda act, a: progress.ask_for_more(
                a, by=act.by, day=day, today=self.today(), report=report, reason=reason
            ),
        )

    def confirm_report(self, actor: Actor, assignment_id: UUID, *, day: date, report: int) -> Done:
        """Xác nhận báo cáo định kỳ."""
        return self._on(actor, assignment_id, lambda act, a: self._confirmed(act, a, report, day))

    def confirm_reports(self, actor: Actor, items: Sequence[tuple[UUID, int]], day: date) -> Done:
        """Xác nhận nhiều báo cáo định kỳ in one transaction."""
        return self._on_each(actor, items, lambda act, a, report: self._confirmed(act, a, report, day))

    def _confirmed(self, act: Act, a: Assignment, report: int, day: date) -> Fact:
        self._by_another(act, a, report)
        return progress.confirm_report(a, by=act.by, day=day, today=self.today(), report=report)

    def propose_completion(
        self,
        actor: Actor,
        assignment_id: UUID,
        *,
        day: date,
        claim: int,
        product: Paper | None = None,
        received: date | None = None,
        satisfactory: bool = True,
        note: str = "",
    ) -> Done:
        """Đề xuất xác nhận hoàn thành; changes nothing but what the head finds on his desk."""

        def decide(act: Act, a: Assignment) -> Fact:
            self._by_another(act, a, claim)
            return proposal.propose_completion(
                a,
                by=act.by,
                day=day,
                today=self.today(),
                claim=claim,
                rule=act.task(a.task).drafted.completion,
                product=product,
                received=received,
                satisfactory=satisfactory,
                note=note,
            )

        return self._on(actor, assignment_id, decide)

    def return_proposal(
        self, actor: Actor, assignment_id: UUID, *, day: date, claim: int, reason: str
    ) -> Done:
        """Trả lại đề xuất."""
        return self._on(
            actor,
            assignment_id,
            lambda act, a: proposal.return_proposal(
                a, by=act.by, day=day, today=self.today(), claim=claim, reason=reason
            ),
        )

    def confirm_completion(
        self,
        actor: Actor,
        assignment_id: UUID,
        *,
        act_day: date,
        claim: int,
        product: Paper | None = None,
        received: date | None = None,
        satisfactory: bool | None = None,
        also: Also | None = None,
    ) -> Done:
        """Xác nhận hoàn thành, by the completion rule of the task; what is left open as it was proposed."""

        def decide(act: Act, a: Assignment) -> Completed:
            self._by_another(act, a, claim)
            return proposal.confirm_proposed(
                a,
                by=act.by,
                act_day=act_day,
                today=self.today(),
                claim=claim,
                rule=act.task(a.task).drafted.completion,
                product=product,
                received=received,
                satisfactory=satisfactory,
            )

        return self._on(actor, assignment_id, decide, also=also)

    def confirm_completions(self, actor: Actor, items: Sequence[tuple[UUID, int]], act_day: date) -> Done:
        """Xác nhận hoàn thành nhiều nhiệm vụ in one transaction, each as it was claimed or proposed."""

        def decide(act: Act, a: Assignment, claim: int) -> Completed:
            self._by_another(act, a, claim)
            return proposal.confirm_proposed(
                a,
                by=act.by,
                act_day=act_day,
                today=self.today(),
                claim=claim,
                rule=act.task(a.task).drafted.completion,
            )

        return self._on_each(actor, items, decide)

    def _by_another(self, act: Act, assignment: Assignment, report: int) -> None:
        progress.not_by_its_sender(assignment, report, {act.by, *_represented(act, self.today())})


def _represented(act: Act, today: date) -> list[AccountId]:
    """For whom he acts who deputises; at the machine itself, where there is no account, for nobody."""
    try:
        own = open_account(act, act.by)
    except NotFound:
        return []
    return [str(holder.id) for holder in holders(act, own, today)]
