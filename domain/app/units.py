"""Units: establish, rename, and reorganise with the hand-over of everything that is open."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from domain import unit
from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.direction import hand_over
from domain.errors import Refused
from domain.paper import Paper, readable
from domain.reorganisation import Closing, NewUnit
from domain.subordination import must_be_above, place
from domain.succession import no_circle, settle
from domain.vietnamese import count


class Units(Machinery):
    """The use cases of the register of units."""

    def establish_units(
        self, actor: Actor, units: Sequence[NewUnit], *, day: date, paper: Paper | None = None
    ) -> Done:
        """New units, in one transaction; answers ``{"units": [id, …]}``."""

        def decide(act: Act) -> Answer:
            readable(paper, self.today())
            establish_all(act, units, day, paper)
            return {"units": [str(u.id) for u in units]}

        return self.act(actor, decide)

    def rename_unit(
        self, actor: Actor, unit_id: UUID, *, day: date, name: str, short: str = "", paper: Paper
    ) -> Done:
        """A new name for the same unit."""

        def decide(act: Act) -> None:
            readable(paper, self.today())
            act.put(
                unit_id,
                unit.rename(act.unit(unit_id), by=act.by, day=day, name=name, short=short, paper=paper),
            )

        return self.act(actor, decide)

    def place_unit(
        self, actor: Actor, unit_id: UUID, *, parent: UUID | None, day: date, paper: Paper | None = None
    ) -> Done:
        """Đơn vị cấp trên trực tiếp; None: the committee itself."""

        def decide(act: Act) -> None:
            readable(paper, self.today())
            above = act.unit(parent) if parent else None
            placed = place(act.unit(unit_id), above, act.unit, by=act.by, day=day, paper=paper)
            act.put(unit_id, placed)

        return self.act(actor, decide)

    def move_unit_rank(
        self, actor: Actor, unit_id: UUID, *, rank: int, group: int, day: date, paper: Paper | None = None
    ) -> Done:
        """Another place in the Office's protocol order."""

        def decide(act: Act) -> None:
            readable(paper, self.today())
            found = act.unit(unit_id)
            act.put(unit_id, unit.move_rank(found, by=act.by, day=day, rank=rank, group=group, paper=paper))

        return self.act(actor, decide)

    def reorganise(
        self,
        actor: Actor,
        *,
        day: date,
        paper: Paper,
        closings: Sequence[Closing],
        establish: Sequence[NewUnit] = (),
        choices: Mapping[UUID, UUID] | None = None,
    ) -> Done:
        """Merge, split, dissolve: units end and every open assignment is handed over, in one transaction.

        After a split ``choices`` says for each assignment which successor takes it. The list of what is open is
        that of the whole log: if anything is recorded meanwhile, all is decided anew, at last under the lock of
        the log. Answers ``{"handed_over": n}``.
        """

        def attempt() -> Done:
            position, ids = self.open_assignments([c.unit for c in closings], day)

            def decide(act: Act) -> Answer:
                readable(paper, self.today())
                if not closings:
                    raise Refused("Chưa nêu đơn vị nào kết thúc hoạt động.", field="closings")
                establish_all(act, establish, day, paper)
                for closing in closings:
                    ended = unit.end(
                        act.unit(closing.unit),
                        by=act.by,
                        day=day,
                        how=closing.how,
                        successors=[act.unit(s) for s in closing.successors],
                        paper=paper,
                    )
                    act.put(closing.unit, ended)
                for closing in closings:
                    no_circle(act.unit(closing.unit), act.unit)
                _hand_over_all(act, ids, {c.unit: c for c in closings}, choices or {}, day, paper)
                return {"handed_over": len(ids)}

            return self.act(actor, decide, if_at=position)

        return self.of_the_whole(attempt)


def establish_all(act: Act, units: Sequence[NewUnit], day: date, paper: Paper | None) -> None:
    """Adds the facts of new units to the act."""
    for new in units:
        fact = unit.establish(
            by=act.by,
            day=new.since or day,
            name=new.name,
            group=new.group,
            rank=new.rank,
            short=new.short,
            paper=paper,
            parent=new.parent,
        )
        act.begin(new.id, fact)
    for new in units:
        if new.parent:
            must_be_above(act.unit(new.id), act.unit(new.parent), new.since or day, act.unit)


def _hand_over_all(
    act: Act,
    ids: Sequence[UUID],
    closings: Mapping[UUID, Closing],
    choices: Mapping[UUID, UUID],
    day: date,
    paper: Paper,
) -> None:
    undecided = 0
    for assignment_id in ids:
        assignment = act.assignment(assignment_id)
        on_day = max(day, assignment.segments[0].from_day) if assignment.issued else day
        lead = assignment.on(on_day).lead if assignment.issued else assignment.draft_lead(day)
        closing = closings.get(lead)
        chosen = choices.get(assignment_id)
        if closing is not None:
            to = chosen or (closing.successors[0] if len(closing.successors) == 1 else None)
            if to is None or to not in closing.successors:
                undecided += 1
                continue
            fact = hand_over(
                assignment, act.unit(to), by=act.by, day=on_day, reason="Sắp xếp tổ chức", paper=paper
            )
            assignment = assignment.let_in(fact)
        # A unit that ends may come to lead only later, and a successor may have ended by now itself.
        act.keep(settle(assignment, act.unit, by=act.by, hand_to=chosen))
    if undecided:
        raise Refused(
            f"Còn {count(undecided)} lượt giao chưa chọn đơn vị tiếp nhận sau chia tách; mỗi lượt giao cần một "
            "lựa chọn.",
            field="choices",
        )
