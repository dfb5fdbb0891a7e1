"""Documents and tasks: record, take a whole annex in, choose leads, give to the units."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4, uuid5

import msgspec

from domain import progress, resolution, task, unit
from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.app.units import NewUnit, establish_all
from domain.assignment_facts import Completion, Deadline, Drafted
from domain.document import claim_number, claim_stream, number_claim, release_number
from domain.errors import Refused
from domain.paper import Authority
from domain.resolution import Content
from domain.succession import settle
from domain.task import Basis, DocumentBasis, Leads, Task
from domain.vietnamese import day as vn_day


class Choice(msgspec.Struct, frozen=True):
    """Who is given a task: một đầu mối, đồng chủ trì (the first compiles) or giao đồng loạt."""

    how: Leads
    leads: tuple[UUID, ...]


class NewTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task as it is entered; without a ``choice`` it waits in the list "chưa chọn đầu mối"."""

    text: str
    deadline: Deadline
    authority: Authority
    product: str = ""
    completion: Completion = Completion.ISSUED
    number: str = ""
    heading: str = ""
    lead_words: str = ""
    coordinating_words: str = ""
    coordinating: tuple[UUID, ...] = ()
    choice: Choice | None = None


class AnnexTask(msgspec.Struct, frozen=True):
    """A row of an annex. ``key`` tells it from the other rows, the same in every copy of the annex."""

    key: str
    task: NewTask
    clause: str = ""


class Tasks(Machinery):
    """The use cases of documents and of giving tasks."""

    def record_resolution(
        self, actor: Actor, content: Content, *, override: bool = False, id: UUID | None = None
    ) -> Done:
        """Ghi nhận văn bản; claims its number. Answers ``{"resolution": id}``; ``id`` may be given.

        A number that another document of the series holds is refused unless ``override`` confirms it.
        """
        resolution_id = id or uuid4()

        def decide(act: Act) -> Answer:
            recorded = resolution.record(content, by=act.by, today=self.today())
            _claim(act, resolution_id, recorded.content, override)
            act.begin(resolution_id, recorded)
            return {"resolution": str(resolution_id)}

        return self.act(actor, decide)

    def restate_resolution(
        self, actor: Actor, resolution_id: UUID, content: Content, *, reason: str, override: bool = False
    ) -> Done:
        """Đính chính văn bản: a mistyped head; a changed number is released and claimed anew."""

        def decide(act: Act) -> None:
            before = act.resolution(resolution_id)
            restated = resolution.restate(before, content, by=act.by, today=self.today(), reason=reason)
            act.put(resolution_id, restated)
            old, new = before.content, restated.content
            if _claims(old) != _claims(new):
                claim = number_claim(act.stream(_claims(old)))
                act.put(_claims(old), release_number(claim, by=act.by, document=resolution_id))
                _claim(act, resolution_id, new, override)

        return self.act(actor, decide)

    def draft_task(
        self, actor: Actor, new: NewTask, bases: tuple[Basis, ...], *, id: UUID | None = None
    ) -> Done:
        """A task entered by hand. Answers ``{"task": id, "assignments": [id, …]}``; ``id`` as above."""
        task_id = id or uuid4()

        def decide(act: Act) -> Answer:
            for basis in bases:
                if isinstance(basis, DocumentBasis):
                    act.resolution(basis.document)
            _draft(act, task_id, new, bases, self.today())
            return {"task": str(task_id), "assignments": [str(a) for a in act.task(task_id).assignments]}

        return self.act(actor, decide)

    def take_annex(
        self,
        actor: Actor,
        content: Content,
        rows: Sequence[AnnexTask],
        *,
        establish: Sequence[NewUnit] = (),
    ) -> Done:
        """A document with all tasks of its annex, in one transaction; the same annex again adds nothing.

        A row that is there already and was waiting for a lead takes the choice that it now brings. Answers
        ``{"resolution": id, "added": n, "chosen": n, "unchanged": n}``.
        """
        new_id = uuid4()

        def decide(act: Act) -> Answer:
            recorded = resolution.record(content, by=act.by, today=self.today())
            held = number_claim(act.stream(_claims(recorded.content))).held_by
            resolution_id = held or new_id
            if held is None:
                _claim(act, new_id, recorded.content, override=False)
                act.begin(new_id, recorded)
            else:
                resolution.same(act.resolution(held), recorded.content)
            missing = [u for u in establish if not act.stream(u.id)]
            establish_all(act, missing, recorded.day, None)
            counts = {"added": 0, "chosen": 0, "unchanged": 0}
            for nth, row in enumerate(rows, 1):
                try:
                    counts[_take_row(act, resolution_id, row, self.today())] += 1
                except Refused as refused:
                    where = f"TT {row.task.number}" if row.task.number else f"Nhiệm vụ thứ {nth}"
                    raise Refused(f"{where}: {refused.message}", field=refused.field) from None
            return {"resolution": str(resolution_id), **counts}

        return self.act(actor, decide)

    def choose_leads(self, actor: Actor, task_id: UUID, choice: Choice) -> Done:
        """Chọn đầu mối; makes the drafts of the assignments."""

        def decide(act: Act) -> Answer:
            _choose(act, task_id, choice)
            return {"task": str(task_id), "assignments": [str(a) for a in act.task(task_id).assignments]}

        return self.act(actor, decide)

    def add_lead(self, actor: Actor, task_id: UUID, *, lead: UUID, deadline: Deadline | None = None) -> Done:
        """Bổ sung đơn vị to a task given to a group: drafted and issued today. Answers ``{"assignment": id}``."""
        assignment_id = _assignment_id(task_id, lead)

        def decide(act: Act) -> Answer:
            found = act.task(task_id)
            day = self.today()
            unit.must_exist(act.unit(lead), day)
            act.put(task_id, task.add_lead(found, by=act.by, lead=lead, assignment=assignment_id))
            due = deadline or found.drafted.deadline
            act.begin(assignment_id, Drafted(by=act.by, task=task_id, lead=lead, deadline=due))
            assignment = act.assignment(assignment_id)
            given = assignment.let_in(progress.issue(assignment, by=act.by, day=day, addition=True))
            act.keep(settle(given, act.unit, by=act.by))
            return {"assignment": str(assignment_id)}

        return self.act(actor, decide)

    def reword_task(self, actor: Actor, task_id: UUID, *, text: str, product: str, reason: str) -> Done:
        """Đính chính lời văn."""

        def decide(act: Act) -> None:
            fact = task.reword(act.task(task_id), by=act.by, text=text, product=product, reason=reason)
            act.put(task_id, fact)

        return self.act(actor, decide)

    def issue(self, actor: Actor, tasks: Sequence[UUID]) -> Done:
        """Chuyển tới đơn vị: every draft of these tasks, effective on the day of the giving document.

        A unit that has ended since gets nothing: its successor does, in the same transaction. Answers
        ``{"issued": n}``; what was issued already is left as it is.
        """

        def decide(act: Act) -> Answer:
            issued = 0
            for task_id in tasks:
                found = act.task(task_id)
                if found.how is None:
                    raise Refused(
                        f"Nhiệm vụ “{found.drafted.text[:80]}” chưa chọn đầu mối; đề nghị chọn trước khi chuyển.",
                        field="tasks",
                    )
                for assignment_id in found.assignments:
                    issued += _issue(act, found, assignment_id)
            return {"issued": issued}

        return self.act(actor, decide)


def _claims(content: Content) -> UUID:
    return claim_stream(content.number, content.series)


def _claim(act: Act, resolution_id: UUID, content: Content, override: bool) -> None:
    stream = _claims(content)
    claim = number_claim(act.stream(stream))
    holder = act.resolution(claim.held_by).content if claim.held_by else None
    act.put(
        stream,
        claim_number(
            claim,
            by=act.by,
            document=resolution_id,
            holder=f"{holder.number} ngày {vn_day(holder.day)}: {holder.title}" if holder else "",
            override=override,
        ),
    )


def _take_row(act: Act, resolution_id: UUID, row: AnnexTask, today: date) -> str:
    task_id = uuid5(resolution_id, row.key)
    if not act.stream(task_id):
        _draft(act, task_id, row.task, (DocumentBasis(resolution_id, row.clause),), today)
        return "added"
    if act.task(task_id).how is None and row.task.choice is not None:
        _choose(act, task_id, row.task.choice)
        return "chosen"
    return "unchanged"


def _draft(act: Act, task_id: UUID, new: NewTask, bases: tuple[Basis, ...], today: date) -> None:
    fields = {name: getattr(new, name) for name in new.__struct_fields__ if name != "choice"}
    for unit_id in new.coordinating:
        act.unit(unit_id)
    act.begin(task_id, task.draft(by=act.by, today=today, bases=bases, **fields))
    if new.choice is not None:
        _choose(act, task_id, new.choice)


def _choose(act: Act, task_id: UUID, choice: Choice) -> None:
    found = act.task(task_id)
    ids = [_assignment_id(task_id, lead) for lead in choice.leads]
    fact = task.choose_leads(found, by=act.by, how=choice.how, leads=choice.leads, assignments=ids)
    act.put(task_id, fact)
    for position, (assignment_id, lead) in enumerate(zip(ids, choice.leads, strict=True)):
        act.unit(lead)
        draft = Drafted(
            by=act.by,
            task=task_id,
            lead=lead,
            deadline=found.drafted.deadline,
            coordinating=found.drafted.coordinating,
            compiles=choice.how is not Leads.JOINT or position == 0,
        )
        act.begin(assignment_id, draft)


def _assignment_id(task_id: UUID, lead: UUID) -> UUID:
    return uuid5(task_id, str(lead))


def _issue(act: Act, found: Task, assignment_id: UUID) -> bool:
    assignment = act.assignment(assignment_id)
    if assignment.issued:
        return False
    basis = found.drafted.bases[0]
    day = act.resolution(basis.document).content.day if isinstance(basis, DocumentBasis) else basis.day
    unit.must_exist(act.unit(assignment.draft_lead(day)), day)
    fact = progress.issue(assignment, by=act.by, day=day)
    act.keep(settle(assignment.let_in(fact), act.unit, by=act.by))
    return True
