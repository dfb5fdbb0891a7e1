"""What all that happens in the simulation shares: the moment, the dice, the desk, the book and who acts."""

from collections.abc import Generator, Sequence
from datetime import date
from heapq import heappush
from random import Random
from typing import TypeVar
from uuid import UUID, uuid5

from domain.account import Charge, Role
from domain.event import AccountId
from domain.paper import Paper
from infra.simulation.bodies import Bodies
from infra.simulation.book import Book, Entry
from infra.simulation.desk import DAY, Desk

One = TypeVar("One")

Play = Generator[int, None, None]
"""What goes on over the years. It yields the moment of its next act and is resumed at that moment."""

OFFICE = {
    "head": Role.OFFICE_HEAD,
    "deputy": Role.OFFICE_DEPUTY,
    "clerk": Role.CLERK,
    "standing": Role.STANDING,
    "inspection": Role.INSPECTION,
    "specialist1": Role.SPECIALIST,
    "specialist2": Role.SPECIALIST,
    "specialist3": Role.SPECIALIST,
}
"""The accounts of the Office and of those above it."""


class World:
    """The province at one moment. One pair of dice for all: what happens is thrown in the order in which it does."""

    def __init__(self, root: UUID, dice: Random, desk: Desk, bodies: Bodies, reform: int) -> None:
        self.root = root
        self.dice = dice
        self.random = dice.random
        self.desk = desk
        self.bodies = bodies
        self.reform = reform
        """The day of the reorganisation."""
        self.reformed_by = Paper("1685-QĐ/TU", date.fromordinal(reform - 4), "Ban Thường vụ Tỉnh ủy")
        self.reformed = False
        self.book = Book()
        self.now = 0
        self.today = 0
        self.plays: list[tuple[int, int, Play]] = []
        self._entered = 0
        self.accounts = {name: uuid5(root, f"account {name}") for name in OFFICE}
        office = {name: str(account) for name, account in self.accounts.items()}
        self.head, self.deputy, self.clerk = office["head"], office["deputy"], office["clerk"]
        self.specialists = tuple(office[f"specialist{n}"] for n in (1, 2, 3))

    def record(self, *entries: Entry) -> None:
        """One transaction of this moment."""
        self.book.write(self.now, *entries)

    def enter(self, play: Play) -> None:
        """Lets something begin."""
        moment = next(play, None)
        if moment is not None:
            self._entered += 1
            heappush(self.plays, (max(moment, self.now), self._entered, play))

    def between(self, least: int, most: int) -> int:
        """A whole number of [``least``, ``most``]."""
        return least + int(self.random() * (most - least + 1))

    def pick(self, some: Sequence[One]) -> One:
        """One of them."""
        return some[int(self.random() * len(some))]

    def after(self, least: int, most: int) -> int:
        """A moment so many days from today, at the desk."""
        return self.at(self.today + self.between(least, most))

    def at(self, day: int) -> int:
        """A moment of that day at the desk, later than now."""
        moment = self.desk.at(max(day, self.today))
        return moment if moment > self.now else self.now + self.between(60, 1200)

    def soon(self) -> int:
        """Later on the same day."""
        left = (self.today + 1) * DAY - self.now - 1
        return self.now + min(left, self.between(300, 5400))

    def decision(self, floor: int) -> Paper:
        """A paper of the assigning authority of the last days, or of weeks ago and late to be recorded."""
        lag = self.between(12, 60) if self.random() < 0.15 else self.between(0, 4)
        day = date.fromordinal(max(floor, self.today - lag))
        return Paper(f"{self.between(100, 1900)}-TB/TU", day)

    def specialist(self) -> AccountId:
        """One of the Office's."""
        return self.pick(self.specialists)

    def charges(self) -> list[tuple[UUID, Charge]]:
        """The accounts of the Office and what they act as."""
        return [(self.accounts[name], Charge(role)) for name, role in OFFICE.items()]
