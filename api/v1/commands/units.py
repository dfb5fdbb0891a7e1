"""Commands on the register of units."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

import msgspec

from api.v1.commands.examples import ASSIGNMENT, DAY, PAPER, UNIT
from api.v1.forms import Cited, Form, into, paper_of
from api.v1.table import Call, Command
from domain import paper
from domain.app import Actor, Closing, Done, NewUnit
from domain.permissions import DONE, Right
from domain.unit import Ending


class New(Form, frozen=True, kw_only=True):
    """Đơn vị mới; mã có thể đặt trước để các đơn vị khác trong cùng lệnh nhắc đến."""

    name: str
    group: int
    rank: int
    short: str = ""
    since: date | None = None
    parent: UUID | None = None
    id: UUID | None = None

    def made(self) -> NewUnit:
        """With an id, if none was given."""
        return into(NewUnit, self, id=self.id or uuid4())


NewOnes = Annotated[tuple[New, ...], msgspec.Meta(max_length=300)]


class Establishing(Form, frozen=True, kw_only=True):
    """Thành lập đơn vị."""

    units: NewOnes
    day: date
    paper: Cited | None = None


class Renaming(Form, frozen=True, kw_only=True):
    """Đổi tên đơn vị."""

    day: date
    name: str
    short: str = ""
    paper: Cited


class Placing(Form, frozen=True, kw_only=True):
    """Đơn vị cấp trên trực tiếp; để trống là trực thuộc Tỉnh ủy."""

    parent: UUID | None = None
    day: date
    paper: Cited | None = None


class Ranking(Form, frozen=True, kw_only=True):
    """Nhóm và thứ tự trong danh sách đơn vị."""

    rank: int
    group: int
    day: date
    paper: Cited | None = None


class Closure(Form, frozen=True, kw_only=True):
    """Đơn vị kết thúc hoạt động và đơn vị kế thừa."""

    unit: UUID
    how: Ending
    successors: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=50)]


class Reorganising(Form, frozen=True, kw_only=True):
    """Sắp xếp tổ chức: đơn vị kết thúc, nhiệm vụ chưa hoàn thành chuyển sang đơn vị kế thừa."""

    day: date
    paper: Cited
    closings: Annotated[tuple[Closure, ...], msgspec.Meta(max_length=300)]
    establish: NewOnes = ()
    choices: dict[UUID, UUID] = msgspec.field(default_factory=dict)


def _establish(call: Call, actor: Actor) -> Done:
    body: Establishing = call.body
    units = [new.made() for new in body.units]
    return call.register.establish_units(actor, units, day=body.day, paper=paper_of(body.paper))


def _rename(call: Call, actor: Actor) -> Done:
    return call.register.rename_unit(actor, call.ids["unit"], **_with_paper(call))


def _place(call: Call, actor: Actor) -> Done:
    return call.register.place_unit(actor, call.ids["unit"], **_with_paper(call))


def _rank(call: Call, actor: Actor) -> Done:
    return call.register.move_unit_rank(actor, call.ids["unit"], **_with_paper(call))


def _with_paper(call: Call) -> dict[str, Any]:
    return msgspec.structs.asdict(call.body) | {"paper": paper_of(call.body.paper)}


def _reorganise(call: Call, actor: Actor) -> Done:
    body: Reorganising = call.body
    return call.register.reorganise(
        actor,
        day=body.day,
        paper=into(paper.Paper, body.paper),
        closings=[into(Closing, closing) for closing in body.closings],
        establish=[new.made() for new in body.establish],
        choices=body.choices,
    )


_NEW = New(name="Đảng ủy phường Bến Thủy", group=6, rank=120, short="ĐU phường Bến Thủy")

UNITS = (
    Command(
        name="establish_units",
        path="/units",
        summary="Thành lập đơn vị",
        right=Right.UNITS,
        needed=DONE,
        body=Establishing,
        run=_establish,
        example=Establishing(units=(_NEW,), day=DAY, paper=PAPER),
        makes=True,
    ),
    Command(
        name="rename_unit",
        path="/units/{unit}/name",
        summary="Đổi tên đơn vị",
        right=Right.UNITS,
        needed=DONE,
        body=Renaming,
        run=_rename,
        example=Renaming(day=DAY, name="Đảng ủy phường Bến Thủy", paper=PAPER),
    ),
    Command(
        name="place_unit",
        path="/units/{unit}/parent",
        summary="Ghi đơn vị cấp trên trực tiếp",
        right=Right.UNITS,
        needed=DONE,
        body=Placing,
        run=_place,
        example=Placing(parent=UNIT, day=DAY),
    ),
    Command(
        name="rank_unit",
        path="/units/{unit}/rank",
        summary="Đổi nhóm, thứ tự đơn vị",
        right=Right.UNITS,
        needed=DONE,
        body=Ranking,
        run=_rank,
        example=Ranking(rank=12, group=1, day=DAY),
    ),
    Command(
        name="reorganise",
        path="/units/reorganisation",
        summary="Sắp xếp tổ chức",
        right=Right.UNITS,
        needed=DONE,
        body=Reorganising,
        run=_reorganise,
        example=Reorganising(
            day=DAY,
            paper=PAPER,
            closings=(Closure(unit=UNIT, how=Ending.MERGED, successors=(ASSIGNMENT,)),),
        ),
    ),
)
