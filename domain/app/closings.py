"""Chốt số liệu: opened by the Office, looked at by the units, closed by its head at a position of the log."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

from domain import closing
from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.closing import Closing
from domain.errors import Refused
from domain.event import Fact


class Closings(Machinery):
    """The use cases of closing figures."""

    def open_closing(
        self, actor: Actor, *, name: str, until: date, remark_days: int, id: UUID | None = None
    ) -> Done:
        """Mở đợt chốt. Answers ``{"closing": id}``."""
        closing_id = id or uuid4()

        def decide(act: Act) -> Answer:
            opened = closing.open_closing(
                name=name, until=until, remark_days=remark_days, today=self.today(), by=act.by
            )
            act.begin(closing_id, opened)
            return {"closing": str(closing_id)}

        return self.act(actor, decide)

    def agree_to_figures(self, actor: Actor, closing_id: UUID, *, unit: UUID) -> Done:
        """Đã xem, không có ý kiến."""

        def decide(act: Act, found: Closing) -> Fact:
            act.unit(unit)
            return closing.agree(found, unit=unit, today=self.today(), by=act.by)

        return self._on_closing(actor, closing_id, decide)

    def remark_on_figures(
        self, actor: Actor, closing_id: UUID, *, unit: UUID, opinion: str, assignment: UUID | None = None
    ) -> Done:
        """Cho ý kiến, to the figures of the unit or to one assignment that it leads."""

        def decide(act: Act, found: Closing) -> Fact:
            act.unit(unit)
            if assignment:
                _must_lead(act, unit, assignment, found.opened.until)
            return closing.remark(
                found, unit=unit, opinion=opinion, assignment=assignment, today=self.today(), by=act.by
            )

        return self._on_closing(actor, closing_id, decide)

    def answer_remark(self, actor: Actor, closing_id: UUID, *, remark: int, answer: str) -> Done:
        """Trả lời ý kiến."""
        return self._on_closing(
            actor,
            closing_id,
            lambda act, found: closing.answer(found, remark=remark, answer=answer, by=act.by),
        )

    def close_figures(self, actor: Actor, closing_id: UUID, *, position: int) -> Done:
        """Chốt at ``position``, the end of a transaction."""
        return self._on_closing(
            actor,
            closing_id,
            lambda act, found: closing.close(found, position=position, today=self.today(), by=act.by),
        )

    def drop_closing(self, actor: Actor, closing_id: UUID, *, reason: str) -> Done:
        """Bỏ đợt chốt mở nhầm."""
        return self._on_closing(
            actor, closing_id, lambda act, found: closing.drop(found, reason=reason, by=act.by)
        )

    def _on_closing(self, actor: Actor, closing_id: UUID, decide: Callable[[Act, Closing], Fact]) -> Done:
        def whole(act: Act) -> Answer:
            found = closing.closing(closing_id, act.stream(closing_id))
            act.put(closing_id, decide(act, found))
            return {"closing": str(closing_id), "version": len(act.stream(closing_id))}

        return self.act(actor, whole)


def _must_lead(act: Act, unit: UUID, assignment_id: UUID, day: date) -> None:
    found = act.assignment(assignment_id)
    led = {found.last.lead} | {segment.lead for segment in found.segments if segment.from_day <= day}
    if unit not in led:
        raise Refused("Lượt giao này không do đơn vị chủ trì.", field="assignment")
