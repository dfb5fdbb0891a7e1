"""Tasks: taken in by hand or with a whole annex; a member added and words put right once they are given."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4, uuid5

import msgspec

from domain import drafting, progress, task, unit
from domain.act import Act, Actor
from domain.app.documents import enter_document, holder
from domain.app.machinery import Answer, Done, Machinery
from domain.app.units import establish_all
from domain.assignment_facts import Deadline, Drafted, Dropped, Redrafted
from domain.drafting import Wording
from domain.errors import Refused
from domain.reorganisation import NewUnit
from domain.resolution import Content, record, same
from domain.succession import settle
from domain.task import Basis, DocumentBasis, Leads, Phase, Task


class Choice(msgspec.Struct, frozen=True):
    """Who is given a task: một đầu mối, đồng chủ trì (the first compiles) or giao đồng loạt."""

    how: Leads
    leads: tuple[UUID, ...]


class NewTask(Wording, frozen=True, kw_only=True):
    """A task as it is entered; without a ``choice`` it waits in the list "chưa chọn đầu mối"."""

    choice: Choice | None = None


class AnnexTask(msgspec.Struct, frozen=True):
    """A row of an annex. ``key`` tells it from the other rows, the same in every copy of the annex."""

    key: str
    task: NewTask
    clause: str = ""


class Tasks(Machinery):
    """The use cases of taking tasks in, and of what is put right once they are given."""

    def draft_task(
        self, actor: Actor, new: NewTask, bases: tuple[Basis, ...], *, id: UUID | None = None
    ) -> Done:
        """A task entered by hand. Answers ``{"task": id, "assignments": [id, …]}``; ``id`` may be given."""
        task_id = id or uuid4()

        def decide(act: Act) -> Answer:
            for basis in bases:
                if isinstance(basis, DocumentBasis):
                    act.resolution(basis.document)
            _enter(act, task_id, new, bases, self.today())
            return made(act.task(task_id))

        return self.act(actor, decide)

    def take_annex(
        self,
        actor: Actor,
        content: Content,
        rows: Sequence[AnnexTask],
        *,
        establish: Sequence[NewUnit] = (),
        resolution: UUID | None = None,
    ) -> Done:
        """A document with all tasks of its annex, in one transaction; the same annex again adds nothing.

        A number finds the document that bears it; ``resolution`` names one that has none yet, and without it an annex
        without a number makes a new document. A row that is there already and was waiting for a lead takes the
        choice that it now brings; one that was dropped stays so. Answers
        ``{"resolution": id, "added": n, "chosen": n, "unchanged": n}``.
        """
        new_id = uuid4()

        def decide(act: Act) -> Answer:
            recorded = record(content, by=act.by, today=self.today())
            known = resolution or holder(act, recorded.content)
            if known is None:
                enter_document(act, new_id, recorded)
            else:
                same(act.resolution(known), recorded.content)
            missing = [u for u in establish if not act.stream(u.id)]
            establish_all(act, missing, recorded.day, None)
            counts = {"added": 0, "chosen": 0, "unchanged": 0}
            for nth, row in enumerate(rows, 1):
                try:
                    counts[_take_row(act, known or new_id, row, self.today())] += 1
                except Refused as refused:
                    where = f"TT {row.task.number}" if row.task.number else f"Nhiệm vụ thứ {nth}"
                    raise Refused(f"{where}: {refused.message}", field=refused.field) from None
            return {"resolution": str(known or new_id), **counts}

        return self.act(actor, decide)

    def add_lead(self, actor: Actor, task_id: UUID, *, lead: UUID, deadline: Deadline | None = None) -> Done:
        """Bổ sung đơn vị to a task given to a group: drafted and issued today. Answers ``{"assignment": id}``."""
        assignment_id = assignment_of(task_id, lead)

        def decide(act: Act) -> Answer:
            found = act.task(task_id)
            day = self.today()
            unit.must_exist(act.unit(lead), day)
            act.put(task_id, task.add_lead(found, by=act.by, lead=lead, assignment=assignment_id))
            due = deadline or found.drafted.deadline
            _prepare(act, assignment_id, Drafted(by=act.by, task=task_id, lead=lead, deadline=due))
            assignment = act.assignment(assignment_id)
            given = assignment.let_in(progress.issue(assignment, by=act.by, day=day, addition=True))
            act.keep(settle(given, act.unit, by=act.by))
            return {"assignment": str(assignment_id)}

        return self.act(actor, decide)

    def reword_task(self, actor: Actor, task_id: UUID, *, text: str, product: str, reason: str) -> Done:
        """Đính chính lời văn; a draft that was approved waits to be approved again."""

        def decide(act: Act) -> None:
            fact = task.reword(act.task(task_id), by=act.by, text=text, product=product, reason=reason)
            act.put(task_id, fact)

        return self.act(actor, decide)


def made(task: Task) -> Answer:
    """What the entering of a task is answered with."""
    return {"task": str(task.id), "assignments": [str(a) for a in task.assignments]}


def assignment_of(task_id: UUID, lead: UUID) -> UUID:
    """The assignment by which a task is first given to a unit."""
    return uuid5(task_id, str(lead))


def choose(act: Act, task_id: UUID, choice: Choice) -> None:
    """Records who leads, and has the drafts of the assignments follow."""
    before = act.task(task_id)
    ids = [assignment_of(task_id, lead) for lead in choice.leads]
    fact = drafting.choose_leads(before, by=act.by, how=choice.how, leads=choice.leads, assignments=ids)
    act.put(task_id, fact)
    for gone in before.assignments:
        if gone not in ids:
            act.put(gone, Dropped(by=act.by))
    follow(act, act.task(task_id))


def follow(act: Act, task: Task) -> None:
    """Has the drafts of the assignments say what the task says."""
    for position, (assignment_id, lead) in enumerate(zip(task.assignments, task.leads, strict=True)):
        act.unit(lead)
        draft = Drafted(
            by=act.by,
            task=task.id,
            lead=lead,
            deadline=task.drafted.deadline,
            coordinating=task.drafted.coordinating,
            compiles=task.how is not Leads.JOINT or position == 0,
        )
        _prepare(act, assignment_id, draft)


def _prepare(act: Act, assignment_id: UUID, draft: Drafted) -> None:
    """Begins the draft of an assignment, or puts the one that is there right."""
    if not act.stream(assignment_id):
        act.begin(assignment_id, draft)
        return
    known = act.assignment(assignment_id)
    now = (draft.deadline, draft.coordinating, draft.compiles)
    if known.dropped or now != (known.draft.deadline, known.draft.coordinating, known.draft.compiles):
        deadline, coordinating, compiles = now
        act.put(
            assignment_id,
            Redrafted(by=act.by, deadline=deadline, coordinating=coordinating, compiles=compiles),
        )


def _take_row(act: Act, resolution_id: UUID, row: AnnexTask, today: date) -> str:
    task_id = uuid5(resolution_id, row.key)
    if not act.stream(task_id):
        _enter(act, task_id, row.task, (DocumentBasis(resolution_id, row.clause),), today)
        return "added"
    if act.task(task_id).phase is Phase.UNCHOSEN and row.task.choice is not None:
        choose(act, task_id, row.task.choice)
        return "chosen"
    return "unchanged"


def _enter(act: Act, task_id: UUID, new: NewTask, bases: tuple[Basis, ...], today: date) -> None:
    for unit_id in new.coordinating:
        act.unit(unit_id)
    act.begin(task_id, drafting.draft(new, by=act.by, today=today, bases=bases))
    if new.choice is not None:
        choose(act, task_id, new.choice)
