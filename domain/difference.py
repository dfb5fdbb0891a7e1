"""What differs between two points of the two clocks: how an assignment stood at one and stands at the other.

A pair of rows says it; nothing in between is asked. Whatever closes or leaves passes through being open, so that
the account of the open ones always balances. Assignments and tasks alike.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum
from uuid import UUID

import msgspec

from domain.assignment_facts import Stage
from domain.history import Segment
from domain.rules import Timeliness, late, timeliness
from domain.unit import Ending


class Change(IntEnum):
    """What became of it, in the order of the sentence."""

    COMPLETED = 0
    EXTENDED = 1
    OVERDUE = 2
    REMOVED = 3
    GIVEN = 4
    REOPENED = 5
    TAKEN_OVER = 6
    HANDED_OVER = 7
    PASSED = 8
    STARTED = 9
    CLAIMED = 10
    SUSPENDED = 11
    RESUMED = 12
    OVERDUE_ENDED = 13
    RETIMED = 14
    REDATED = 15
    RESTORED = 16
    GONE = 17


CHANGE_NAMES = {
    Change.COMPLETED: "hoàn thành",
    Change.EXTENDED: "được gia hạn",
    Change.OVERDUE: "phát sinh quá hạn",
    Change.REMOVED: "đưa khỏi danh mục",
    Change.GIVEN: "giao mới",
    Change.REOPENED: "mở lại",
    Change.TAKEN_OVER: "nhận chuyển giao",
    Change.HANDED_OVER: "chuyển giao đi",
    Change.PASSED: "chuyển đơn vị chủ trì",
    Change.STARTED: "bắt đầu thực hiện",
    Change.CLAIMED: "đề nghị xác nhận hoàn thành",
    Change.SUSPENDED: "tạm dừng",
    Change.RESUMED: "tiếp tục sau tạm dừng",
    Change.OVERDUE_ENDED: "không còn quá hạn",
    Change.RETIMED: "thay đổi hạn (không phải gia hạn)",
    Change.REDATED: "đổi ngày hoàn thành",
    Change.RESTORED: "đưa lại vào danh mục",
    Change.GONE: "không còn ghi nhận là đã giao",
}


class UnitChange(IntEnum):
    """What became of a unit."""

    ESTABLISHED = 0
    RENAMED = 1
    MERGED = 2
    SPLIT = 3
    DISSOLVED = 4
    PLACED = 5
    RANKED = 6
    UNKNOWN = 7


UNIT_CHANGE_NAMES = {
    UnitChange.ESTABLISHED: "thành lập",
    UnitChange.RENAMED: "đổi tên",
    UnitChange.MERGED: "sáp nhập, hợp nhất",
    UnitChange.SPLIT: "chia tách",
    UnitChange.DISSOLVED: "giải thể",
    UnitChange.PLACED: "đổi đơn vị cấp trên",
    UnitChange.RANKED: "đổi thứ tự",
    UnitChange.UNKNOWN: "không còn ghi nhận",
}
ENDED = {
    Ending.MERGED: UnitChange.MERGED,
    Ending.SPLIT: UnitChange.SPLIT,
    Ending.DISSOLVED: UnitChange.DISSOLVED,
}

COMES = (Change.GIVEN, Change.TAKEN_OVER, Change.REOPENED, Change.RESTORED)
GOES = (Change.COMPLETED, Change.REMOVED, Change.HANDED_OVER, Change.GONE)
"""What adds to the open ones, and what takes away from them."""

_CLOSED = {
    Stage.COMPLETED: (Change.REOPENED, Change.COMPLETED),
    Stage.REMOVED: (Change.RESTORED, Change.REMOVED),
}
"""(what opens it, what closes it)"""


class Pair(msgspec.Struct, frozen=True):
    """How one stood and stands, as far as it makes a difference. A stage of None: it was not there.

    ``was_within``, ``within``: led by one of the units that are asked about; ``passed``: by another unit than before.
    """

    was: Stage | None
    now: Stage | None
    was_overdue: bool
    overdue: bool
    was_within: bool
    within: bool
    passed: bool
    extended: bool
    retimed: bool
    redated: bool


def pair(
    then: Segment | None, now: Segment | None, then_day: date, day: date, units: Iterable[UUID] | None = None
) -> Pair:
    """Of the segments that hold at the two points; ``units``: those asked about, None: all."""
    asked = None if units is None else set(units)
    extended = now is not None and now.extensions > (then.extensions if then else 0)
    met = (then, now) if then and now else None
    return Pair(
        was=then.stage if then else None,
        now=now.stage if now else None,
        was_overdue=_overdue(then, then_day),
        overdue=_overdue(now, day),
        was_within=then is not None and (asked is None or then.lead in asked),
        within=now is not None and (asked is None or now.lead in asked),
        passed=met is not None and met[0].lead != met[1].lead,
        extended=extended,
        retimed=met is not None and not extended and met[0].deadline != met[1].deadline,
        redated=met is not None and len({s.completed_on for s in met} - {None}) == 2,
    )


def _overdue(s: Segment | None, day: date) -> bool:
    return s is not None and (
        timeliness(s.stage, s.deadline, late(s.deadline, s.completed_on), day) is Timeliness.OVERDUE
    )


def changes(p: Pair) -> frozenset[Change]:
    """All that became of it for the units asked about."""
    return frozenset((*_flows(p), *_marks(p)))


def _flows(p: Pair) -> Iterable[Change]:
    if p.was_within and p.within and p.was is p.now and not p.passed:
        return
    if p.was_within and p.was in _CLOSED:
        yield _CLOSED[p.was][0]
    if p.was_within and p.within and p.passed:
        yield Change.PASSED
    elif p.was_within and not p.within:
        yield Change.GONE if p.now is None else Change.HANDED_OVER
    elif p.within and not p.was_within:
        yield Change.GIVEN if p.was is None else Change.TAKEN_OVER
    if p.within and p.now in _CLOSED:
        yield _CLOSED[p.now][1]


def _marks(p: Pair) -> Iterable[Change]:
    was = p.was if p.was_within else None
    now = p.now if p.within else None
    if p.within and p.extended:
        yield Change.EXTENDED
    if p.within and p.retimed:
        yield Change.RETIMED
    if p.within and p.redated:
        yield Change.REDATED
    if (p.within and p.overdue) != (p.was_within and p.was_overdue):
        yield Change.OVERDUE if p.within and p.overdue else Change.OVERDUE_ENDED
    if now in (Stage.IN_PROGRESS, Stage.AWAITING_CONFIRMATION) and p.was in (None, Stage.NOT_STARTED):
        yield Change.STARTED
    if now is Stage.AWAITING_CONFIRMATION and p.was is not now:
        yield Change.CLAIMED
    if now is Stage.SUSPENDED and was is not now:
        yield Change.SUSPENDED
    if was is Stage.SUSPENDED and now is not None and now not in (*_CLOSED, Stage.SUSPENDED):
        yield Change.RESUMED


class Account(msgspec.Struct, frozen=True):
    """How many there are of each change, and how many are open and overdue at both points."""

    opening: int
    closing: int
    was_overdue: int
    overdue: int
    changes: Mapping[Change, int]

    def of(self, change: Change) -> int:
        """The count of one change."""
        return self.changes.get(change, 0)

    @property
    def balances(self) -> bool:
        """Whether what came and went explains both points; it always must."""
        flow = sum(map(self.of, COMES)) - sum(map(self.of, GOES))
        turned = self.of(Change.OVERDUE) - self.of(Change.OVERDUE_ENDED)
        return self.opening + flow == self.closing and self.was_overdue + turned == self.overdue


def account(pairs: Iterable[tuple[Pair, int]]) -> Account:
    """Of pairs and how many there are of each; those without a difference among them."""
    found: dict[Change, int] = {}
    opening = closing = was_overdue = overdue = 0
    for p, n in pairs:
        opening += n * (p.was_within and p.was not in _CLOSED)
        closing += n * (p.within and p.now not in _CLOSED)
        was_overdue += n * (p.was_within and p.was_overdue)
        overdue += n * (p.within and p.overdue)
        for change in changes(p):
            found[change] = found.get(change, 0) + n
    return Account(opening, closing, was_overdue, overdue, found)
