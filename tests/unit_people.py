"""Two units and their people, an assignment of the one that the other co-ordinates, and the API they ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.access import Viewer
from domain.account import Role
from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Deadline
from domain.paper import Authority
from domain.task import DocumentBasis, Leads
from tests.asking import Answer, Api, api_of
from tests.world import HEAD, OFFICE, World

TODAY = date(2026, 2, 10)


class People(msgspec.Struct):
    """``head``, ``officer`` of ``unit``, which leads ``assignment``; ``helper``: head of the co-ordinating unit."""

    api: Api
    world: World
    unit: UUID
    below: UUID
    helping: UUID
    assignment: UUID
    head: Viewer
    officer: Viewer
    under: Viewer
    helper: Viewer
    stranger: Viewer
    specialist: Viewer

    def as_(self, who: Viewer) -> Api:
        self.api.asks = who
        self.world.engine.catch_up()
        return self.api

    def report(self, **content: Any) -> dict[str, Any]:
        """The body by which it is sent."""
        return {"day": TODAY, "report": {"as_of": TODAY, "results": "Đã lấy ý kiến", **content}}

    def send(self, who: Viewer, assignment: UUID | None = None, **content: Any) -> Answer:
        path = f"/assignments/{assignment or self.assignment}/reports"
        return self.as_(who).post(path, self.report(**content))

    def task(
        self,
        lead: UUID,
        *coordinating: UUID,
        text: str = "Xây dựng đề án",
        due: date | None = date(2026, 3, 31),
    ) -> UUID:
        """A new assignment of ``lead``, given."""
        new = NewTask(
            text=text,
            deadline=Deadline("", due, "day"),
            authority=Authority.STANDING_BOARD,
            coordinating=coordinating,
            choice=Choice(Leads.SINGLE, (lead,)),
        )
        made = self.world.register.draft_task(OFFICE, new, (DocumentBasis(self._document()),)).answer
        self.world.give([UUID(made["task"])])
        return UUID(made["assignments"][0])

    def _document(self) -> UUID:
        return self.world.resolution(f"{self.world.log.head()}-KL/TU")


@contextmanager
def people(dsn: str) -> Iterator[People]:
    world = World(dsn).on(TODAY)
    unit, below, helping, other = world.units("Đảng ủy UBND", "Sở Tài chính", "Ban Tổ chức", "Xã Na")
    world.register.place_unit(OFFICE, below, parent=unit, day=date(2026, 1, 5))
    with api_of(world) as api:
        made = People(
            api=api,
            world=world,
            unit=unit,
            below=below,
            helping=helping,
            assignment=unit,
            head=api.account(Role.UNIT_HEAD, unit),
            officer=api.account(Role.UNIT_OFFICER, unit),
            under=api.account(Role.UNIT_OFFICER, below),
            helper=api.account(Role.UNIT_HEAD, helping),
            stranger=api.account(Role.UNIT_HEAD, other),
            specialist=api.account(Role.SPECIALIST),
        )
        made.assignment = made.task(unit, helping)
        world.register.delegate(HEAD, made.assignment, executing=below, day=TODAY)
        yield made
    world.database.close()
