"""Who acts, by account, and how punctual a unit is."""

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random
from typing import NamedTuple, Protocol
from uuid import UUID, uuid5

from domain.account import ROLE_NAMES, Charge, Role
from domain.act import Actor
from domain.app import Register
from domain.person import Person
from domain.unit import Group
from infra.demo.staff import staff
from infra.demo.units import PROVINCE, START, UNITS

PASSWORD = "song-lam-2026"
"""Of all accounts of the demonstration, which listens on its own machine only and holds nothing real."""


class Somebody(NamedTuple):
    """A person with an account."""

    login: str
    role: Role
    name: str
    office: str
    unit: str = ""
    """The key of the unit he belongs to."""
    field: Sequence[str] = ()
    """The keys of the units he follows; none: all."""

    @property
    def id(self) -> UUID:
        """His account."""
        if not self.unit:
            return uuid5(PROVINCE, f"account {self.login}")
        unit = UNITS[self.unit]
        return unit.head if self.role is Role.UNIT_HEAD else unit.officer

    @property
    def actor(self) -> Actor:
        """As whom he acts."""
        return Actor(str(self.id))

    @property
    def charge(self) -> Charge:
        """What he acts as."""
        return Charge(
            self.role, UNITS[self.unit].id if self.unit else None, tuple(UNITS[key].id for key in self.field)
        )

    @property
    def since(self) -> date:
        """The day his account is opened."""
        return UNITS[self.unit].since if self.unit else START

    @property
    def words(self) -> str:
        """Who he is, for the page on which one signs in."""
        unit = UNITS[self.unit] if self.unit else None
        return ROLE_NAMES[self.role] + (f", {unit.short or unit.name}" if unit else "") + f" ({self.name})"


_PARTY = ("ban-to-chuc", "ubkt", "ban-noi-chinh", "truong-chinh-tri", "mttq", "tinh-doan")
_DEPARTMENTS = tuple(
    unit.key for unit in UNITS.values() if unit.group is Group.DEPARTMENTS and unit.since == START
)

PEOPLE = (
    Somebody("quantri", Role.ADMINISTRATOR, "Bùi Quang Huy", "Quản trị hệ thống"),
    Somebody("thuongtruc", Role.STANDING, "Nguyễn Văn Sơn", "Phó Bí thư Thường trực Tỉnh ủy"),
    Somebody("chanhvp", Role.OFFICE_HEAD, "Vũ Thị Thanh Hoa", "Chánh Văn phòng Tỉnh ủy"),
    Somebody("phochanhvp", Role.OFFICE_DEPUTY, "Hoàng Văn Minh", "Phó Chánh Văn phòng Tỉnh ủy"),
    Somebody("chuyenvien", Role.SPECIALIST, "Trần Thị Linh", "Chuyên viên"),
    Somebody("vanthu", Role.CLERK, "Phạm Thị Mai", "Văn thư"),
    Somebody("ubkt", Role.INSPECTION, "Đặng Quốc Khánh", "Ủy viên Ủy ban Kiểm tra Tỉnh ủy"),
    Somebody("chuyenvien3", Role.SPECIALIST, "Đỗ Phương Thảo", "Chuyên viên"),
    Somebody(
        "btv", Role.BOARD_MEMBER, "Lê Thị Hồng Vân", "Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức", field=_PARTY
    ),
    Somebody("chuyenvien2", Role.SPECIALIST, "Nguyễn Hoài Nam", "Chuyên viên", field=_DEPARTMENTS),
    Somebody("lanhdao.taichinh", Role.UNIT_HEAD, "Phan Đình Tùng", "Giám đốc Sở Tài chính", "so-tai-chinh"),
    Somebody("canbo.taichinh", Role.UNIT_OFFICER, "Ngô Thu Hà", "Chuyên viên Văn phòng Sở", "so-tai-chinh"),
    Somebody("lanhdao.tamson", Role.UNIT_HEAD, "Cao Văn Thắng", "Bí thư Đảng ủy xã Tam Sơn", "xa-tam-son"),
    Somebody("canbo.tamson", Role.UNIT_OFFICER, "Hồ Thị Nga", "Văn phòng Đảng ủy xã Tam Sơn", "xa-tam-son"),
)
"""In the order in which their accounts are opened; the first opens his own and all others."""


class People(Protocol):
    """Where names and passwords are kept; see ``infra.private``."""

    def everybody(self) -> Iterable[Person]: ...

    def add(self, account_id: UUID, login: str, name: str, office: str, password: str) -> object: ...

    def name(self, people: Iterable[Person]) -> None: ...


def name_people(people: People, register: Register) -> list[tuple[str, str]]:
    """Gives all accounts names, those of ``PEOPLE`` that there are the password too.

    Returns (sign-in name, who it is) of these, in the order of roles.
    """
    named = {person.account for person in people.everybody()}
    there = [person for person in PEOPLE if register.account(person.id)]
    for person in there:
        if person.id not in named:
            people.add(person.id, person.login, person.name, person.office, PASSWORD)
    people.name(person for person in staff() if person.account not in named)
    in_order = sorted(there, key=lambda person: list(Role).index(person.role))
    return [(person.login, person.words) for person in in_order]


_ACTORS = {person.login: person.actor for person in PEOPLE}
ADMINISTRATOR = PEOPLE[0].actor
CLERK = _ACTORS["vanthu"]
SPECIALISTS = (_ACTORS["chuyenvien"], _ACTORS["chuyenvien2"], _ACTORS["chuyenvien3"])
DEPUTY = _ACTORS["phochanhvp"]
HEAD = _ACTORS["chanhvp"]


class Temper(NamedTuple):
    """How a unit works. Shares of 0 to 1, delays in days."""

    on_time: float
    delay: float
    """Mean delay of what is late."""
    stuck: float
    """Share of the late that stays so for a year and more."""
    asks: float
    """Share of the late that is foreseen, so that an extension is asked for."""
    silence: int
    """Days until it answers, at most."""


EXCELLENT = Temper(on_time=0.98, delay=10, stuck=0.0, asks=0.5, silence=2)
GOOD = Temper(on_time=0.90, delay=30, stuck=0.4, asks=0.35, silence=4)
FAIR = Temper(on_time=0.77, delay=60, stuck=0.7, asks=0.25, silence=7)
BAD = Temper(on_time=0.52, delay=100, stuck=0.55, asks=0.15, silence=14)

_KNOWN = {
    "ban-to-chuc": EXCELLENT,
    "van-phong-tu": GOOD,
    "bcsd-ubnd": GOOD,
    "du-ubnd": FAIR,
    "so-noi-vu": FAIR,
    "xa-tam-son": EXCELLENT,
}
"""Those that lead most, and one that every example speaks of."""


def temper(seed: int, unit: str) -> Temper:
    """How the unit of that key works, for all its years."""
    dice = Random(f"{seed} temper {unit}")
    return _KNOWN.get(unit) or dice.choices((EXCELLENT, GOOD, FAIR, BAD), (18, 42, 26, 14))[0]
