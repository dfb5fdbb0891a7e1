"""Chốt số liệu: figures up to a day go to the units for remarks, then the Office's head freezes them at a position.

A closing changes nothing of the work: it names the position of the log by which its figures are known for ever.
What is found wrong later is corrected by new facts. Source: working practice of the offices; that every
remark is answered first, and that a remark comes in its time, are decisions of the register.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec

from domain.door import needed, not_in_future
from domain.errors import NotFound, Refused
from domain.event import AccountId, Event, Fact
from domain.vietnamese import count
from domain.vietnamese import day as vn_day

LONGEST_REMARKS = 30
"""Days that units may be given."""


class Opened(Fact, frozen=True, kw_only=True):
    """The figures up to the end of the day ``until`` are to be closed; ``remarks_until``: None asks no unit."""

    TOPIC = "closing.opened"
    name: str
    until: date
    remarks_until: date | None = None


class Agreed(Fact, frozen=True, kw_only=True):
    """The unit has looked at its figures and has nothing to say."""

    TOPIC = "closing.agreed"
    unit: UUID


class Remarked(Fact, frozen=True, kw_only=True):
    """The unit says something to its figures, or to one ``assignment`` of its own."""

    TOPIC = "closing.remarked"
    unit: UUID
    opinion: str
    assignment: UUID | None = None


class Answered(Fact, frozen=True, kw_only=True):
    """The Office answers the remark of version ``remark``."""

    TOPIC = "closing.answered"
    remark: int
    answer: str


class Closed(Fact, frozen=True, kw_only=True):
    """The figures are those known at ``position``, the end of a transaction, whatever is recorded later."""

    TOPIC = "closing.closed"
    position: int


class Dropped(Fact, frozen=True, kw_only=True):
    """The closing was opened by mistake and does not take place."""

    TOPIC = "closing.dropped"
    reason: str


class Closing(msgspec.Struct, frozen=True):
    """A closing as its stream tells it. ``remarks``, ``answered``: by the versions of the remarks."""

    id: UUID
    opened: Opened
    remarks: dict[int, Remarked]
    answered: frozenset[int]
    agreed: frozenset[UUID]
    closed: Closed | None
    dropped: bool

    @property
    def unanswered(self) -> list[int]:
        """The remarks that wait for an answer."""
        return [version for version in self.remarks if version not in self.answered]


def closing(closing_id: UUID, events: Sequence[Event]) -> Closing:
    """Raises ``NotFound``: no such closing."""
    if not events or not isinstance(events[0].fact, Opened):
        raise NotFound
    facts = [event.fact for event in events]
    return Closing(
        id=closing_id,
        opened=events[0].fact,
        remarks={e.originator_version: e.fact for e in events if isinstance(e.fact, Remarked)},
        answered=frozenset(fact.remark for fact in facts if isinstance(fact, Answered)),
        agreed=frozenset(fact.unit for fact in facts if isinstance(fact, Agreed)),
        closed=next((fact for fact in facts if isinstance(fact, Closed)), None),
        dropped=any(isinstance(fact, Dropped) for fact in facts),
    )


def open_closing(*, name: str, until: date, remark_days: int, today: date, by: AccountId) -> Opened:
    """Mở đợt chốt. ``remark_days``: how many days after today the units may say something; 0: none is asked."""
    not_in_future(until, today, field="until")
    if not 0 <= remark_days <= LONGEST_REMARKS:
        raise Refused(
            f"Thời gian lấy ý kiến từ 0 (không lấy ý kiến) đến {LONGEST_REMARKS} ngày; đã nhập {remark_days}.",
            field="remark_days",
        )
    called = needed(name, "Đề nghị nhập tên kỳ số liệu, ví dụ “tháng 10/2026”.", field="name")
    last = today + timedelta(remark_days) if remark_days else None
    return Opened(by=by, name=called, until=until, remarks_until=last)


def agree(found: Closing, *, unit: UUID, today: date, by: AccountId) -> Agreed:
    """The unit has nothing to say."""
    _in_time(found, today)
    if unit in found.agreed:
        raise Refused("Đơn vị đã ghi nhận xem số liệu này, không có ý kiến.", field="unit")
    return Agreed(by=by, unit=unit)


def remark(
    found: Closing, *, unit: UUID, opinion: str, assignment: UUID | None, today: date, by: AccountId
) -> Remarked:
    """The unit says something, as often as it has to."""
    _in_time(found, today)
    words = needed(opinion, "Đề nghị nhập ý kiến của đơn vị.", field="opinion")
    return Remarked(by=by, unit=unit, opinion=words, assignment=assignment)


def answer(found: Closing, *, remark: int, answer: str, by: AccountId) -> Answered:
    """The Office's answer, once."""
    _under_way(found)
    if remark not in found.remarks:
        raise Refused(f"Không có ý kiến ở mục {remark} của đợt chốt này.", field="remark")
    if remark in found.answered:
        raise Refused(f"Ý kiến ở mục {remark} đã được trả lời.", field="remark")
    return Answered(by=by, remark=remark, answer=needed(answer, "Đề nghị nhập nội dung trả lời.", "answer"))


def close(found: Closing, *, position: int, today: date, by: AccountId) -> Closed:
    """Chốt. Refuses while units may still say something, and while a remark waits for its answer."""
    _under_way(found)
    last = found.opened.remarks_until
    if last and today <= last:
        raise Refused(
            f"Các đơn vị còn được cho ý kiến đến hết ngày {vn_day(last)}; đề nghị chốt từ ngày sau đó."
        )
    if waiting := found.unanswered:
        versions = ", ".join(map(str, waiting))
        raise Refused(
            f"Còn {count(len(waiting))} ý kiến của đơn vị chưa được trả lời (mục {versions}); đề nghị trả lời trước "
            "khi chốt."
        )
    return Closed(by=by, position=position)


def drop(found: Closing, *, reason: str, by: AccountId) -> Dropped:
    """Bỏ đợt chốt mở nhầm; a closed one stays for ever."""
    _under_way(found)
    return Dropped(by=by, reason=needed(reason, "Đề nghị nêu lý do bỏ đợt chốt."))


def _under_way(found: Closing) -> None:
    if found.closed:
        raise Refused("Số liệu đã chốt, không thay đổi được; nội dung sai được đính chính bằng lần ghi mới.")
    if found.dropped:
        raise Refused("Đợt chốt này đã bỏ.")


def _in_time(found: Closing, today: date) -> None:
    _under_way(found)
    last = found.opened.remarks_until
    if last is None:
        raise Refused("Đợt chốt này không lấy ý kiến đơn vị.")
    if today > last:
        raise Refused(f"Đã hết thời gian cho ý kiến (đến hết ngày {vn_day(last)}).")
