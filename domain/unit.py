"""Unit (đơn vị): a stable id with names over periods, in the Office's protocol order."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import Any
from uuid import UUID

import msgspec

from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId, Dated, Event
from domain.paper import Paper
from domain.vietnamese import count
from domain.vietnamese import day as vn_day

LAST_RANK = 99_999


class Group(IntEnum):
    """The six groups of the protocol order. Rates are compared within a group only."""

    ADVISORY = 1
    SERVICE = 2
    PARTY_COMMITTEES = 3
    FRONT = 4
    DEPARTMENTS = 5
    COMMUNES = 6


GROUP_NAMES = {
    Group.ADVISORY: "Cơ quan tham mưu, giúp việc Tỉnh ủy",
    Group.SERVICE: "Đơn vị sự nghiệp",
    Group.PARTY_COMMITTEES: "Đảng ủy trực thuộc Tỉnh ủy",
    Group.FRONT: "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
    Group.DEPARTMENTS: "Sở, ban, ngành, cơ quan tư pháp",
    Group.COMMUNES: "Đảng ủy xã, phường, đặc khu",
}


GROUP_WORDS = {
    "các ban, cơ quan tham mưu, giúp việc Tỉnh ủy": Group.ADVISORY,
    "các cơ quan tham mưu, giúp việc Tỉnh ủy": Group.ADVISORY,
    "các ban Đảng": Group.ADVISORY,
    "các đơn vị sự nghiệp của Tỉnh ủy": Group.SERVICE,
    "các đảng ủy trực thuộc Tỉnh ủy": Group.PARTY_COMMITTEES,
    "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội": Group.FRONT,
    "các sở, ban, ngành": Group.DEPARTMENTS,
    "các sở, ngành": Group.DEPARTMENTS,
    "các đảng ủy xã, phường, đặc khu": Group.COMMUNES,
    "các đảng ủy xã, phường": Group.COMMUNES,
    "đảng ủy các xã, phường": Group.COMMUNES,
}
"""How documents name a whole group; its members are those of the document's day."""


class Ending(StrEnum):
    """How a unit ends."""

    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"


ENDING_NAMES = {
    Ending.MERGED: "Sáp nhập, hợp nhất",
    Ending.SPLIT: "Chia tách",
    Ending.DISSOLVED: "Giải thể",
}


class Established(Dated, frozen=True, kw_only=True):
    """The unit exists from ``day`` on."""

    TOPIC = "unit.established"
    name: str
    group: Group
    rank: int
    """Place in the protocol order, within the whole register; small numbers first."""
    short: str = ""
    paper: Paper | None = None
    parent: UUID | None = None
    """Under which unit; None: under the committee itself."""


class Renamed(Dated, frozen=True, kw_only=True):
    """The unit is called so from ``day`` on; it stays the same unit."""

    TOPIC = "unit.renamed"
    name: str
    short: str = ""
    paper: Paper | None = None


class Placed(Dated, frozen=True, kw_only=True):
    """The unit is subordinate to ``parent`` from ``day`` on; None: to the committee itself."""

    TOPIC = "unit.placed"
    parent: UUID | None
    paper: Paper | None = None


class Ranked(Dated, frozen=True, kw_only=True):
    """The unit has another place in the protocol order from ``day`` on."""

    TOPIC = "unit.ranked"
    rank: int
    group: Group
    paper: Paper | None = None


class Ended(Dated, frozen=True, kw_only=True):
    """The unit no longer exists from ``day`` on; ``successors`` take over what is open."""

    TOPIC = "unit.ended"
    how: Ending
    successors: tuple[UUID, ...]
    paper: Paper


class Span(msgspec.Struct, frozen=True):
    """What the unit was called and where it stood in [``from_day``, ``to_day``)."""

    from_day: date
    to_day: date
    name: str
    short: str
    group: Group
    rank: int
    parent: UUID | None


class Unit(msgspec.Struct, frozen=True):
    """A unit as its stream tells it."""

    id: UUID
    version: int
    spans: tuple[Span, ...]
    ended: Ended | None

    def exists_on(self, day: date) -> bool:
        """Whether the unit exists at the end of ``day``."""
        return self.on(day) is not None

    def on(self, day: date) -> Span | None:
        """How it stood at the end of ``day``; None where it did not exist."""
        return next((span for span in self.spans if span.from_day <= day < span.to_day), None)

    @property
    def name(self) -> str:
        """Its last name."""
        return self.spans[-1].name


def spans(events: Sequence[Event]) -> tuple[Span, ...]:
    """Names and places over periods, from the facts of one unit's stream; by day, the later version wins."""
    facts = sorted(
        events, key=lambda e: (e.fact.day, e.originator_version) if isinstance(e.fact, Dated) else ()
    )
    ended = next((e.fact.day for e in facts if isinstance(e.fact, Ended)), date.max)
    held: dict[date, Span] = {}
    now: dict[str, Any] = {}
    for event in facts:
        match event.fact:
            case Established() as fact:
                now = {name: getattr(fact, name) for name in ("name", "short", "group", "rank", "parent")}
            case Renamed() as fact:
                now |= {"name": fact.name, "short": fact.short}
            case Placed() as fact:
                now["parent"] = fact.parent
            case Ranked() as fact:
                now |= {"rank": fact.rank, "group": fact.group}
            case _:
                continue
        held[fact.day] = Span(from_day=fact.day, to_day=ended, **now)
    days = [*sorted(held), ended]
    return tuple(
        msgspec.structs.replace(held[start], to_day=min(end, ended))
        for start, end in pairwise(days)
        if start < ended
    )


def unit(unit_id: UUID, events: Sequence[Event]) -> Unit:
    """The unit of a stream. ``events`` must not be empty."""
    ended = next((e.fact for e in events if isinstance(e.fact, Ended)), None)
    return Unit(unit_id, events[-1].originator_version, spans(events), ended)


def establish(
    *,
    by: AccountId,
    day: date,
    name: str,
    group: int,
    rank: int,
    short: str = "",
    paper: Paper | None = None,
    parent: UUID | None = None,
) -> Established:
    """Takes a unit into the register."""
    needed(name, "Đề nghị nhập tên đơn vị.", "name")
    _in_protocol_order(group, rank)
    return Established(
        by=by, day=day, name=name, short=short, group=Group(group), rank=rank, paper=paper, parent=parent
    )


def rename(unit: Unit, *, by: AccountId, day: date, name: str, short: str = "", paper: Paper) -> Renamed:
    """Gives an existing unit a new name from ``day`` on."""
    needed(name, "Đề nghị nhập tên mới của đơn vị.", "name")
    must_exist(unit, day)
    return Renamed(by=by, day=day, name=name, short=short, paper=paper)


def move_rank(
    unit: Unit, *, by: AccountId, day: date, rank: int, group: int, paper: Paper | None = None
) -> Ranked:
    """Gives an existing unit another place in the protocol order from ``day`` on."""
    must_exist(unit, day)
    _in_protocol_order(group, rank)
    return Ranked(by=by, day=day, rank=rank, group=Group(group), paper=paper)


def end(
    unit: Unit, *, by: AccountId, day: date, how: Ending, successors: Sequence[Unit], paper: Paper
) -> Ended:
    """Ends a unit on ``day``; every successor must exist from that day on."""
    must_exist(unit, day)
    if unit.spans[0].from_day >= day:
        raise Refused(f"{unit.name} mới thành lập ngày {vn_day(unit.spans[0].from_day)}.", field="day")
    if not successors:
        raise Refused(f"Chưa chọn đơn vị kế thừa nhiệm vụ của {unit.name}.", field="successors")
    if len({s.id for s in successors}) < len(successors):
        raise Refused("Một đơn vị kế thừa được ghi hai lần; đề nghị bỏ một.", field="successors")
    for successor in successors:
        if successor.id == unit.id:
            raise Refused(f"{unit.name} không thể tự kế thừa; đề nghị dùng đổi tên.", field="successors")
        must_exist(successor, day)
    return Ended(by=by, day=day, how=how, successors=tuple(s.id for s in successors), paper=paper)


def must_exist(unit: Unit, day: date) -> None:
    """Refuses unless the unit exists on ``day``."""
    if unit.exists_on(day):
        return
    if unit.ended is not None and unit.ended.day <= day:
        raise Refused(
            f"{unit.name} đã kết thúc hoạt động từ ngày {vn_day(unit.ended.day)} "
            f"(văn bản {unit.ended.paper.number}); đề nghị chọn đơn vị kế thừa.",
            field="unit",
        )
    raise Refused(
        f"{unit.name} chưa có vào ngày {vn_day(day)} (thành lập ngày {vn_day(unit.spans[0].from_day)}).",
        field="unit",
    )


def _in_protocol_order(group: int, rank: int) -> None:
    if group not in set(Group):
        raise Refused(f"Nhóm đơn vị “{group}” không có; các nhóm được đánh số từ 1 đến 6.", field="group")
    if not 0 <= rank <= LAST_RANK:
        raise Refused(
            f"Thứ tự {rank} không hợp lệ; đề nghị nhập số từ 0 đến {count(LAST_RANK)}.",
            field="rank",
        )
