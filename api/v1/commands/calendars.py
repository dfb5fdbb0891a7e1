"""Commands on the working calendars of the years."""

from datetime import date
from typing import Annotated

import msgspec

from api.v1.commands.examples import DAY
from api.v1.forms import Form
from api.v1.table import Call, Command
from domain import calendar
from domain.app import Actor, Done
from domain.permissions import DONE, Right


class Holiday(Form, frozen=True, kw_only=True):
    """Một ngày nghỉ."""

    day: date
    name: str


class Setting(Form, frozen=True, kw_only=True):
    """Lịch làm việc của một năm: ngày nghỉ, ngày làm bù."""

    year: int
    days_off: Annotated[tuple[Holiday, ...], msgspec.Meta(max_length=400)] = ()
    worked_saturdays: Annotated[tuple[date, ...], msgspec.Meta(max_length=60)] = ()
    source: str
    day: date

    def made(self) -> calendar.YearCalendar:
        """As the domain has it."""
        off = tuple(calendar.DayOff(one.day, one.name) for one in self.days_off)
        return calendar.YearCalendar(self.year, off, self.worked_saturdays)


class TakingBack(Form, frozen=True, kw_only=True):
    """Bỏ lịch làm việc ghi nhầm của một năm; lịch trước đó có hiệu lực trở lại."""

    year: int
    target: int
    reason: str


def _set_calendar(call: Call, actor: Actor) -> Done:
    body: Setting = call.body
    return call.register.set_calendar(actor, body.made(), source=body.source, day=body.day)


def _take_back(call: Call, actor: Actor) -> Done:
    body: TakingBack = call.body
    return call.register.take_back_calendar(actor, body.year, target=body.target, reason=body.reason)


CALENDARS = (
    Command(
        name="set_calendar",
        path="/calendars",
        summary="Ghi lịch làm việc của một năm",
        right=Right.RULES,
        needed=DONE,
        body=Setting,
        run=_set_calendar,
        example=Setting(
            year=2027,
            days_off=(Holiday(day=date(2027, 1, 1), name="Tết Dương lịch"),),
            source="Thông báo 12/TB-VP",
            day=DAY,
        ),
    ),
    Command(
        name="take_back_calendar",
        path="/calendars/taken-back",
        summary="Bỏ lịch làm việc ghi nhầm",
        right=Right.RULES,
        needed=DONE,
        body=TakingBack,
        run=_take_back,
        example=TakingBack(year=2027, target=1, reason="Ghi nhầm năm"),
    ),
)
