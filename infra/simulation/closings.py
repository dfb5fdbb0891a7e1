"""Chốt số liệu in the simulation: month after month opened, looked at by the units, closed at a position of the log."""

from datetime import date, timedelta
from itertools import count
from uuid import uuid5

from domain.closing import Agreed, Answered, Closed, Opened, Remarked
from infra.simulation.bodies import Body
from infra.simulation.desk import DAY
from infra.simulation.world import Play, World

_REMARK = "Đơn vị đã gửi báo cáo trong tháng; đề nghị rà soát, cập nhật số liệu."
_ANSWER = "Số liệu đã được rà soát; nội dung xác nhận sau ngày chốt được tính vào kỳ sau."


def closings(world: World) -> Play:
    """One after the other."""
    for nth in count():
        month = date.fromordinal(world.today).replace(day=1)
        yield world.at((month + timedelta(32)).replace(day=1).toordinal())
        yield from _closing(world, nth)


def _closing(world: World, nth: int) -> Play:
    id, version = uuid5(world.root, f"closing {nth}"), 0
    month = date.fromordinal(world.today)
    until = month.replace(day=1) - timedelta(1)
    last = world.today + 5
    opened = Opened(
        by=world.deputy,
        name=f"tháng {until.month}/{until.year}",
        until=until,
        remarks_until=date.fromordinal(last),
    )
    world.record((id, version := version + 1, opened))
    in_time = sorted(moment for _ in range(12) if (moment := world.after(0, 4)) < (last + 1) * DAY)
    for moment, body in zip(in_time, world.dice.sample(_units(world), len(in_time)), strict=True):
        yield moment
        if world.random() < 0.8:
            world.record((id, version := version + 1, Agreed(by=body.head_by, unit=body.id)))
        else:
            remark = version = version + 1
            said = Remarked(by=body.head_by, unit=body.id, opinion=_REMARK)
            world.record((id, remark, said))
            yield world.soon()
            version += 1
            world.record((id, version, Answered(by=world.deputy, remark=remark, answer=_ANSWER)))
    yield world.at(last + 1)
    world.record((id, version + 1, Closed(by=world.head, position=world.book.position)))


def _units(world: World) -> list[Body]:
    return [
        b for b in world.bodies.all.values() if b.since <= world.today and not (world.reformed and b.heir_key)
    ]
