"""The 150 units of the simulated province: how each works, and which of them end in the reorganisation."""

from datetime import date
from random import Random
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

from domain.account import Charge, Role
from domain.paper import Paper
from domain.unit import Established, Group
from infra.demo.units import START, UNITS, Unit

if TYPE_CHECKING:
    from infra.simulation.case import Case

NAMESPACE = UUID("b3a1c7de-52f4-5c0e-8f6b-1f0d9a7e4c25")
"""All ids of a simulation are derived from this one and its seed."""

UNITS_EVER = 150
_COMMUNES_MERGED = 6
_GOVERNMENT = "bcsd-ubnd"
"""Whom the departments stand under until the reorganisation, when its heir takes them over."""


class Body:
    """A unit as the simulation knows it. Days are ordinals; shares are 0 to 1.

    ``running``: the assignments that it holds, drafts too, kept only where it will end.
    """

    def __init__(self, unit: Unit, root: UUID, rank: int, since: date, heir: str, dice: Random) -> None:
        self.key = unit.key
        self.id = uuid5(root, f"unit {unit.key}")
        self.name = unit.name
        self.later_name = unit.later_name
        self.short = unit.short
        self.group = unit.group
        self.sign = unit.sign
        self.rank = rank
        self.since = since.toordinal()
        self.heir_key = heir
        self.heir: Body | None = None
        self.head = uuid5(root, f"head {unit.key}")
        self.officer = uuid5(root, f"officer {unit.key}")
        self.head_by, self.officer_by = str(self.head), str(self.officer)
        self.on_time = dice.choices((0.97, 0.9, 0.76, 0.5), (18, 42, 26, 14))[0] - dice.random() * 0.05
        """Share of its work that is done in time, out of season."""
        self.delay = 8 + (1 - self.on_time) * 200 * dice.random()
        """Mean days by which the rest is late."""
        self.asks = 0.1 + dice.random() * 0.4
        """Share of the late that is foreseen, so that an extension is asked for."""
        self.silence = dice.choice((1, 2, 3, 5, 8))
        """Days until it answers, at most."""
        self.running: dict[Case, None] = {}

    def charges(self) -> tuple[tuple[UUID, Charge], ...]:
        """The accounts of its people and what they act as."""
        return (
            (self.head, Charge(Role.UNIT_HEAD, self.id)),
            (self.officer, Charge(Role.UNIT_OFFICER, self.id)),
        )

    def established(self, by: str, parent: "Body | None", paper: Paper | None = None) -> Established:
        """What takes it into the register."""
        return Established(
            by=by,
            day=date.fromordinal(self.since),
            name=self.name,
            short=self.short,
            group=self.group,
            rank=self.rank,
            paper=paper,
            parent=parent.id if parent else None,
        )


class Bodies(NamedTuple):
    """The units in protocol order, by key; ``mergers``: the heir of each with those that end for it."""

    all: dict[str, Body]
    mergers: dict[str, list[Body]]

    def parent(self, body: Body) -> Body | None:
        """Whom it stands under from its beginning: the departments under the government's committee of the day."""
        government = self.all[_GOVERNMENT]
        if not body.key.startswith("so-"):
            return None
        return government if body.since == government.since else government.heir

    def under(self, body: Body, *, reformed: bool) -> list[Body]:
        """The units under it, before or since the reorganisation."""
        if body not in (self.all[_GOVERNMENT], self.all[_GOVERNMENT].heir):
            return []
        departments = (unit for unit in self.all.values() if unit.key.startswith("so-"))
        return [unit for unit in departments if not (unit.heir_key if reformed else unit.since > body.since)]


def bodies(root: UUID, start: date, reform: date, dice: Random) -> Bodies:
    """All units there ever are: the agencies of the demonstration and as many xã and phường as make 150."""
    agencies = [u for u in UNITS.values() if u.group is not Group.COMMUNES]
    communes = [u for u in UNITS.values() if u.group is Group.COMMUNES and not u.ends]
    chosen = agencies + communes[: UNITS_EVER - len(agencies)]
    found: dict[str, Body] = {}
    for rank, unit in enumerate(chosen, 1):
        new = unit.since != START and unit.group is not Group.COMMUNES
        heir = unit.heirs[0] if unit.ends else ""
        found[unit.key] = Body(unit, root, rank, reform if new else start, heir, dice)
    merged = [found[u.key] for u in chosen[-2 * _COMMUNES_MERGED :]]
    for ends, stays in zip(merged[::2], merged[1::2], strict=True):
        ends.heir_key = stays.key
    mergers: dict[str, list[Body]] = {}
    for body in found.values():
        if body.heir_key:
            body.heir = found[body.heir_key]
            mergers.setdefault(body.heir_key, []).append(body)
    return Bodies(found, mergers)
