"""Đề xuất: who may only propose for the Office's own books puts the act forward; who may do it follows, returns it."""

import msgspec

from domain import motion
from domain import motion_facts as m
from domain.act import Act, Actor
from domain.app.accounts import Accounts
from domain.app.machinery import Answer, Done
from domain.app.rulings import Rulings
from domain.app.units import Units
from domain.motion_facts import MotionSubmitted
from domain.permissions import Right


class Motions(Units, Rulings, Accounts):
    """The use cases of putting forward and answering."""

    def put_forward(self, actor: Actor, matter: m.OfOffice) -> Done:
        """Trình. What would be refused of the act itself is refused at once. Answers ``{"submission": version}``."""
        stream = motion.stream_id(motion.book_of(matter))

        def decide(act: Act) -> Answer:
            self.carry_out(Actor(act.by, trial=True), matter)
            act.put(stream, motion.submit(act.stream(stream), matter, by=act.by, today=self.today()))
            return {"submission": len(act.stream(stream))}

        return self.act(actor, decide)

    def follow(self, actor: Actor, book: Right, submission: int) -> Done:
        """Đồng ý: the act itself, as it was put forward, in the same transaction; answers as the act does."""
        stream = motion.stream_id(book)

        def permit(act: Act) -> None:
            if actor.permit:
                actor.permit(act)
            act.put(stream, motion.agree(act.stream(stream), submission, by=act.by, today=self.today()))

        # Who may not answer is not told whether there is anything to answer.
        self.act(msgspec.structs.replace(actor, request=None, permit=permit, trial=True), lambda act: None)
        matter = self.put_before(book, submission).matter
        return self.carry_out(msgspec.structs.replace(actor, permit=permit), matter)

    def send_back(self, actor: Actor, book: Right, submission: int, *, reason: str) -> Done:
        """Trả lại."""
        stream = motion.stream_id(book)

        def decide(act: Act) -> None:
            events = act.stream(stream)
            back = motion.send_back(events, submission, by=act.by, today=self.today(), reason=reason)
            act.put(stream, back)

        return self.act(actor, decide)

    def put_before(self, book: Right, submission: int) -> MotionSubmitted:
        """What was put forward, answered or not. Raises ``Refused``."""
        return self.look(lambda act: motion.submitted(act.stream(motion.stream_id(book)), submission))

    def carry_out(self, actor: Actor, matter: m.OfOffice) -> Done:
        """The act that ``matter`` tells of."""
        if isinstance(matter, m.OfAccounts):
            return self._on_account(actor, matter)
        return (
            self._on_units(actor, matter) if isinstance(matter, m.OfUnits) else self._on_rules(actor, matter)
        )

    def _on_account(self, actor: Actor, matter: m.OfAccounts) -> Done:
        match matter:
            case m.OpeningAccount():
                return self.open_account(actor, matter.charge, id=matter.account)
            case m.ChargingAccount():
                return self.charge_account(actor, matter.account, matter.charge, reason=matter.reason)
            case m.ClosingAccount():
                return self.close_account(actor, matter.account, reason=matter.reason)
            case m.ReopeningAccount():
                return self.reopen_account(actor, matter.account, reason=matter.reason)

    def _on_units(self, actor: Actor, matter: m.OfUnits) -> Done:
        day, paper = matter.day, matter.paper
        match matter:
            case m.Establishing():
                return self.establish_units(actor, matter.units, day=day, paper=paper)
            case m.Renaming(unit=unit, name=name, short=short):
                return self.rename_unit(actor, unit, day=day, name=name, short=short, paper=matter.paper)
            case m.Placing(unit=unit, parent=parent):
                return self.place_unit(actor, unit, parent=parent, day=day, paper=paper)
            case m.Ranking(unit=unit, rank=rank, group=group):
                return self.move_unit_rank(actor, unit, rank=rank, group=group, day=day, paper=paper)
            case m.Reorganising():
                return self.reorganise(
                    actor,
                    day=day,
                    paper=matter.paper,
                    closings=matter.closings,
                    establish=matter.establish,
                    choices=matter.choices,
                )

    def _on_rules(self, actor: Actor, matter: m.OfRules) -> Done:
        match matter:
            case m.SettingRule(rule=rule, value=value):
                return self.set_rule(actor, rule, value, source=matter.source, day=matter.day)
            case m.TakingBackRule():
                return self.take_back_rule(actor, matter.rule, target=matter.target, reason=matter.reason)
            case m.SettingCalendar():
                return self.set_calendar(actor, matter.calendar, source=matter.source, day=matter.day)
            case m.TakingBackCalendar():
                return self.take_back_calendar(actor, matter.year, target=matter.target, reason=matter.reason)
