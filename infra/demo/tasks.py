"""The tasks that a document gives: their words, deadlines, leads, and what is left for a person to choose."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple
from uuid import UUID, uuid5

import msgspec

from domain.app.tasks import Choice, NewTask
from domain.calendar import Calendar
from domain.paper import Authority
from domain.task import Leads
from domain.unit import Group
from infra.demo.documents import Document
from infra.demo.fields import ASKED, FIELDS, FOR_ALL, Asked
from infra.demo.units import UNITS, at, members
from infra.demo.wording import NOTICE, PROGRAMME, deadline


class Planned(NamedTuple):
    """A task as the story will give it.

    ``chosen``: its leads, None if nobody ever chooses; ``later``: they are chosen some days after it came in;
    ``added``: a unit that is given the task too, some weeks after the others.
    """

    id: UUID
    number: str
    new: NewTask
    asked: Asked
    chosen: Choice | None
    later: bool = False
    added: UUID | None = None


class Matters:
    """Hands out what a task is about, of each field a pack of cards: none comes twice before all have come."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._packs: dict[str, Iterator[tuple[Asked, str]]] = {}

    def draw(self, field: str) -> tuple[Asked, str]:
        """What is asked for, and about what."""
        if field not in self._packs:
            self._packs[field] = self._pack(field)
        return next(self._packs[field])

    def _pack(self, field: str) -> Iterator[tuple[Asked, str]]:
        dice = Random(f"{self._seed} matters {field}")
        while True:
            cards = [(asked, matter) for asked in ASKED for matter in FIELDS[field].matters]
            dice.shuffle(cards)
            yield from cards


class Planner:
    """Plans the tasks of one document after the other, in their order."""

    def __init__(self, seed: int, calendar: Calendar, scale: float = 1.0) -> None:
        """``scale``: the share of the tasks, and of the xã and phường that a task for all of them goes to."""
        self._seed = seed
        self._calendar = calendar
        self._scale = scale
        self._matters = Matters(seed)

    def tasks(self, document: Document) -> list[Planned]:
        """The tasks of a document in the order of its annex."""
        dice = Random(f"{self._seed} tasks {document.id}")
        kinds = ["joint"] * document.joint + ["waiting"] * document.waiting
        kinds += ["localities"] * document.localities + ["communes"] * bool(document.communes)
        kinds += ["single"] * (document.tasks - len(kinds))
        dice.shuffle(kinds)
        kinds = kinds[: max(1, round(document.tasks * self._scale))]
        fields = sorted((dice.choice(document.fields) for _ in kinds), key=document.fields.index)
        return [
            self._task(dice, document, str(number), kind, field)
            for number, (kind, field) in enumerate(zip(kinds, fields, strict=True), 1)
        ]

    def spoken(self, id: UUID, day: date, authority: Authority, dice: Random) -> Planned:
        """A task given by word of mouth."""
        field = dice.choice(list(FIELDS))
        asked, matter = self._matters.draw(field)
        due = deadline(
            dice,
            {"before": 2, "day": 1},
            given=day,
            days=(20, 100),
            calendar=self._calendar,
            set_by=authority,
        )
        [lead] = _leads(dice, field, day, 1)
        new = NewTask(
            text=asked.words.format(matter),
            deadline=due,
            authority=authority,
            product=asked.product,
            completion=asked.completion,
            lead_words=UNITS[lead].name_on(day),
        )
        return Planned(id, "", new, asked, _choice(Leads.SINGLE, (lead,)))

    def _task(self, dice: Random, document: Document, number: str, kind: str, field: str) -> Planned:
        to_all = kind in ("localities", "communes")
        due = deadline(
            dice,
            {"before": 1} if to_all else NOTICE if document.months < 16 else PROGRAMME,
            given=document.day,
            days=(75, 85) if to_all else (15, round(document.months * 30.4)),
            calendar=self._calendar,
            set_by=document.issuer,
        )
        asked, matter = self._matters.draw(field)
        if kind == "communes":
            asked = FOR_ALL[document.communes - 1]
        new = NewTask(
            text=asked.words.format(matter + _span(dice, document.day, due.day)),
            deadline=due,
            authority=document.issuer,
            product=asked.product,
            completion=asked.completion,
            number=number,
            heading="" if document.notice else FIELDS[field].heading,
        )
        plan = Planned(uuid5(document.id, number), number, new, asked, None)
        return self._with_leads(dice, plan, kind, field, document.day)

    def _with_leads(self, dice: Random, plan: Planned, kind: str, field: str, day: date) -> Planned:
        named = _leads(dice, field, day, 6)
        if kind == "single":
            later = dice.random() < 0.05
            written = named[: 2 if later else 1]
            others = named[len(written) :][: dice.choice((0, 1, 1, 2, 3))]
            plan = _worded(plan, " và ".join(UNITS[key].name_on(day) for key in written), others, day)
            return plan._replace(chosen=_choice(Leads.SINGLE, named[:1]), later=later)
        if kind == "joint":
            together = named[: dice.choice((2, 2, 3))]
            plan = _worded(plan, "; ".join(UNITS[key].name_on(day) for key in together), (), day)
            return plan._replace(chosen=_choice(Leads.JOINT, together), later=True)
        if kind == "waiting":
            whole = dice.choice(("Các sở, ban, ngành", "Các đảng ủy xã, phường", "Các ban Đảng"))
            two = "; ".join(UNITS[key].name_on(day) for key in named[:2])
            return _worded(plan, dice.choice((whole, two, two)), named[3:5], day)
        units = members(Group.COMMUNES, day)
        if kind == "localities":
            plan = _worded(plan, "Các huyện ủy, thành ủy, thị ủy", named[:1], day)
            return plan._replace(chosen=_choice(Leads.EACH, units[:-1]), added=UNITS[units[-1]].id)
        share = units[:: round(1 / self._scale)]
        plan = _worded(plan, "Các đảng ủy xã, phường", (), day)
        return plan._replace(chosen=_choice(Leads.EACH, share))


def _leads(dice: Random, field: str, day: date, n: int) -> tuple[str, ...]:
    """Up to ``n`` different units of a field, the first by how often it leads."""
    keys = [
        dice.choice(members(Group.COMMUNES, day)) if key == "*" else at(key, day)
        for key in dice.sample(FIELDS[field].leads, len(FIELDS[field].leads))
    ]
    return tuple(dict.fromkeys(keys))[:n]


def _choice(how: Leads, keys: tuple[str, ...]) -> Choice:
    return Choice(how, tuple(UNITS[key].id for key in keys))


def _worded(plan: Planned, leads: str, coordinating: tuple[str, ...], day: date) -> Planned:
    new = msgspec.structs.replace(
        plan.new,
        lead_words=leads,
        coordinating_words="; ".join(UNITS[key].name_on(day) for key in coordinating),
        coordinating=tuple(UNITS[key].id for key in coordinating),
    )
    return plan._replace(new=new)


def _span(dice: Random, given: date, due: date | None) -> str:
    """What many matters end with."""
    last = due.year if due else given.year
    years = f" năm {last}" if last == given.year else f" giai đoạn {given.year} - {last}"
    return dice.choice(("", "", " trên địa bàn tỉnh", years))
