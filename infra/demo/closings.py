"""The figures of the province are closed: each month since 2025, each week since autumn 2026."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from uuid import uuid5

from domain.act import Actor
from domain.app import Register
from domain.vietnamese import day as vn_day
from infra.demo import phrases
from infra.demo.people import HEAD, SPECIALISTS
from infra.demo.stage import Play, Stage
from infra.demo.units import PROVINCE, UNITS

_FIRST_MONTH, _FIRST_WEEK = date(2025, 1, 31), date(2026, 10, 2)
_REMARK_DAYS = 3
MOST, SHARE = 2, 0.2
"""Remarks to one closing at most, and how many of those who look have one."""


def months() -> Iterator[tuple[str, date]]:
    """The months that are closed: name and last day."""
    last = _FIRST_MONTH
    while True:
        yield f"tháng {vn_day(last).partition('/')[2]}", last
        last = (last + timedelta(32)).replace(day=1) - timedelta(1)


def weeks() -> Iterator[tuple[str, date]]:
    """The weeks, which end on a Friday."""
    for nth in count():
        last = _FIRST_WEEK + timedelta(7 * nth)
        yield f"tuần đến ngày {vn_day(last)}", last


def closings(register: Register, stage: Stage, kind: Iterator[tuple[str, date]], seed: int) -> Play:
    """One after the other, each in a play of its own: the next may be opened before the last is closed."""
    for name, until in kind:
        dice = Random(f"{seed} closing {name}")
        yield stage.at_desk(until, dice)
        stage.enter(f"closing {name}", _closing(register, stage, name, until, dice))


def _closing(register: Register, stage: Stage, name: str, until: date, dice: Random) -> Play:
    """Units look at their figures, one or two have something to say and are answered; then the head closes."""
    closing = uuid5(PROVINCE, f"closing {name}")
    yield stage.at_desk(stage.today, dice)
    register.open_closing(SPECIALISTS[0], name=name, until=until, remark_days=_REMARK_DAYS, id=closing)
    last, remarks = stage.today + timedelta(_REMARK_DAYS), list[int]()
    there = [unit for unit in UNITS.values() if unit.exists_on(until) and unit.exists_on(last)]
    for unit in dice.sample(there, min(len(there), dice.randint(4, 9))):
        moment = stage.at_desk(stage.today, dice)
        if moment.date() > last:
            break
        yield moment
        speaker = Actor(str(unit.head))
        if len(remarks) < MOST and dice.random() < SHARE:
            opinion = dice.choice(phrases.REMARKS)
            done = register.remark_on_figures(speaker, closing, unit=unit.id, opinion=opinion)
            remarks.append(int(done.answer["version"]))
        else:
            register.agree_to_figures(speaker, closing, unit=unit.id)
    for remark in remarks:
        yield stage.at_desk(stage.today + timedelta(1), dice)
        answer = dice.choice(phrases.ANSWERS)
        register.answer_remark(SPECIALISTS[0], closing, remark=remark, answer=answer)
    yield stage.at_desk(last + timedelta(1), dice)
    register.close_figures(HEAD, closing, position=register.recorder.max_notification_id() or 0)
