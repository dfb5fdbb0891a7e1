"""Drafts on their way to the units: leads chosen, put right, approved or returned, issued."""

from collections.abc import Callable, Sequence
from uuid import UUID

from domain import drafting, progress, unit
from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.app.tasks import Choice, NewTask, choose, follow, made
from domain.assignment_facts import Dropped
from domain.errors import Refused
from domain.event import Fact
from domain.succession import settle
from domain.task import DocumentBasis, Phase, Task


class Drafts(Machinery):
    """The use cases of a task until it is given."""

    def choose_leads(self, actor: Actor, task_id: UUID, choice: Choice) -> Done:
        """Chọn đầu mối; makes the drafts of the assignments. Until the task is given it may be chosen anew."""

        def decide(act: Act) -> Answer:
            choose(act, task_id, choice)
            return made(act.task(task_id))

        return self.act(actor, decide)

    def edit_draft(self, actor: Actor, task_id: UUID, new: NewTask) -> Done:
        """Sửa dự kiến: the draft says ``new``, and so do the drafts of its assignments.

        Without a ``choice`` the leads stay as they are. An approval is void then.
        """

        def decide(act: Act) -> Answer:
            before = act.task(task_id)
            for unit_id in new.coordinating:
                act.unit(unit_id)
            fact = drafting.redraft(before, new, by=act.by)
            if fact is not None:
                act.put(task_id, fact)
            if new.choice is not None and (new.choice.how, new.choice.leads) != (before.how, before.leads):
                choose(act, task_id, new.choice)
            elif fact is not None:
                follow(act, act.task(task_id))
            else:
                raise Refused("Nội dung không khác dự kiến đang có.", field="text")
            return made(act.task(task_id))

        return self.act(actor, decide)

    def drop_draft(self, actor: Actor, task_id: UUID, *, reason: str) -> Done:
        """Bỏ khỏi dự kiến: a draft that was never given leaves the lists; what it said stays in the log."""

        def decide(act: Act) -> None:
            found = act.task(task_id)
            act.put(task_id, drafting.drop(found, by=act.by, reason=reason))
            for assignment_id in found.assignments:
                act.put(assignment_id, Dropped(by=act.by))

        return self.act(actor, decide)

    def approve_tasks(self, actor: Actor, tasks: Sequence[UUID]) -> Done:
        """Duyệt giao nhiệm vụ, all of these or none. Answers ``{"approved": n}``."""
        return self._each(actor, tasks, "approved", lambda act, t: drafting.approve(t, by=act.by))

    def return_tasks(self, actor: Actor, tasks: Sequence[UUID], *, reason: str) -> Done:
        """Trả lại dự kiến to the specialist, all of these or none. Answers ``{"returned": n}``."""
        return self._each(
            actor, tasks, "returned", lambda act, t: drafting.give_back(t, by=act.by, reason=reason)
        )

    def issue(self, actor: Actor, tasks: Sequence[UUID]) -> Done:
        """Chuyển tới đơn vị: what was approved, effective on the day of the giving document.

        A unit that has ended since gets nothing: its successor does, in the same transaction. Answers
        ``{"issued": n}``, assignments; what was issued already is left as it is.
        """

        def decide(act: Act) -> Answer:
            issued = 0
            for task_id in dict.fromkeys(tasks):
                found = act.task(task_id)
                if found.phase is not Phase.ISSUED:
                    _issue(act, found)
                    issued += len(found.assignments)
            return {"issued": issued}

        return self.act(actor, decide)

    def _each(
        self, actor: Actor, tasks: Sequence[UUID], done: str, decide: Callable[[Act, Task], Fact]
    ) -> Done:
        def whole(act: Act) -> Answer:
            for task_id in (distinct := list(dict.fromkeys(tasks))):
                act.put(task_id, decide(act, act.task(task_id)))
            return {done: len(distinct)}

        return self.act(actor, whole)


def _issue(act: Act, task: Task) -> None:
    issued, basis = drafting.issue(task, by=act.by), task.drafted.bases[0]
    given = act.resolution(basis.document).must_have_number() if isinstance(basis, DocumentBasis) else basis
    act.put(task.id, issued)
    for assignment_id in task.assignments:
        assignment = act.assignment(assignment_id)
        unit.must_exist(act.unit(assignment.draft_lead(given.day)), given.day)
        after = assignment.let_in(progress.issue(assignment, by=act.by, day=given.day))
        act.keep(settle(after, act.unit, by=act.by))
