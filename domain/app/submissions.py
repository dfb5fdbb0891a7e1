"""Trình: what somebody may propose and another decides, on one assignment."""

from collections.abc import Callable
from uuid import UUID

from domain import submission
from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.assignment import Assignment
from domain.paper import Authority, Paper
from domain.submission_facts import Correcting, Directing


class Submissions(Machinery):
    """The use cases of submitting and answering. ``corrections``: whether that is what is answered."""

    def submit(
        self,
        actor: Actor,
        assignment_id: UUID,
        matter: Directing | Correcting,
        *,
        reason: str,
        paper: Paper | None = None,
        asked: bool = False,
    ) -> Done:
        """Trình; ``asked``: by the unit that leads. Changes nothing but what the Office finds on its desk."""

        def decide(act: Act, a: Assignment) -> Assignment:
            return a.with_facts(
                [
                    submission.submit(
                        a,
                        matter,
                        by=act.by,
                        today=self.today(),
                        reason=reason,
                        paper=paper,
                        authority=_authority(act, a),
                        units=act.unit,
                        asked=asked,
                    )
                ]
            )

        return self._answered(actor, assignment_id, decide)

    def agree(
        self,
        actor: Actor,
        assignment_id: UUID,
        *,
        submission_ref: int,
        corrections: bool,
        paper: Paper | None = None,
    ) -> Done:
        """Đồng ý: the act itself, in the same transaction; ``paper``: its document, where it came later."""

        def decide(act: Act, a: Assignment) -> Assignment:
            return submission.agree(
                a,
                submission_ref,
                corrections=corrections,
                by=act.by,
                today=self.today(),
                paper=paper,
                authority=_authority(act, a),
                units=act.unit,
            )

        return self._answered(actor, assignment_id, decide)

    def return_submission(
        self, actor: Actor, assignment_id: UUID, *, submission_ref: int, corrections: bool, reason: str
    ) -> Done:
        """Trả lại."""

        def decide(act: Act, a: Assignment) -> Assignment:
            back = submission.send_back(
                a,
                submission_ref,
                corrections=corrections,
                by=act.by,
                today=self.today(),
                reason=reason,
            )
            return a.with_facts([back])

        return self._answered(actor, assignment_id, decide)

    def _answered(
        self, actor: Actor, assignment_id: UUID, decide: Callable[[Act, Assignment], Assignment]
    ) -> Done:
        def whole(act: Act) -> Answer:
            after = decide(act, act.assignment(assignment_id))
            act.keep(after)
            return {"assignment": str(assignment_id), "version": after.version}

        return self.act(actor, whole)


def _authority(act: Act, assignment: Assignment) -> Authority:
    return act.task(assignment.task).drafted.authority
