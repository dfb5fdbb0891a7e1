"""An assignment as its stream tells it, and how a new fact is let in."""

from bisect import insort
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from uuid import UUID

import msgspec

from domain.assignment_facts import (
    Corrected,
    Drafted,
    Dropped,
    HandedOver,
    Issued,
    Received,
    Redrafted,
    ReportSent,
    answered,
)
from domain.errors import Refused
from domain.event import AccountId, Dated, Event, Fact
from domain.history import STANDING, Illegal, Segment, Standing, check, left_out, on, segments_of, standing
from domain.vietnamese import day as vn_day
from domain.words import told


class Assignment:
    """The events of one assignment and what follows from them; never changed, only replaced."""

    def __init__(self, assignment_id: UUID, events: Sequence[Event]) -> None:
        self.id = assignment_id
        self.events = tuple(events)

    @property
    def version(self) -> int:
        """Of the stream: how many facts are in it."""
        return self.events[-1].originator_version if self.events else 0

    @cached_property
    def corrected(self) -> bool:
        """Whether anything was ever put right."""
        return any(isinstance(event.fact, Corrected) for event in self.events)

    @cached_property
    def segments(self) -> list[Segment]:
        """See ``history.segments``."""
        return segments_of(self.standing)

    @cached_property
    def standing(self) -> list[Standing]:
        """See ``history.standing``."""
        return standing(self.events)

    @property
    def issued(self) -> bool:
        """No longer a draft."""
        return any(isinstance(s.fact, Issued) for s in self.standing)

    @cached_property
    def draft(self) -> Drafted:
        """What the Office prepared, as it stood last."""
        draft = self.events[0].fact
        assert isinstance(draft, Drafted)
        for event in self.events:
            if isinstance(event.fact, Redrafted):
                draft = msgspec.structs.replace(draft, **msgspec.structs.asdict(event.fact))
        return draft

    @property
    def dropped(self) -> bool:
        """A draft that was taken back."""
        drafts = [type(e.fact) for e in self.events if type(e.fact) in _DRAFTING]
        return drafts[-1] is Dropped

    @property
    def task(self) -> UUID:
        """The task that it carries out."""
        return self.draft.task

    def draft_lead(self, day: date) -> UUID:
        """Whom the draft goes to when it is given on ``day``: a reorganisation may have changed it since."""
        handed = [(s.order, s.fact.to) for s in self.standing if isinstance(s.fact, HandedOver)]
        return max((h for h in handed if h[0][0] <= day), default=(None, self.draft.lead))[1]

    def on(self, day: date) -> Segment:
        """How it stands on ``day``. Refuses for a draft and for a day before the assignment was given."""
        found = on(self.segments, day)
        if found is None:
            since = f"từ ngày {vn_day(self.segments[0].from_day)}" if self.segments else "vì còn là dự kiến"
            raise Refused(
                f"Ngày {vn_day(day)} nhiệm vụ chưa được giao ({since}); đề nghị kiểm tra ngày.", field="day"
            )
        return found

    @property
    def last(self) -> Segment:
        """How it stands on the last of days, with all that is known."""
        if not self.segments:
            raise Refused("Nhiệm vụ còn là dự kiến, chưa được giao.", field="assignment")
        return self.segments[-1]

    def fact(self, version: int) -> Fact:
        """The fact of that version. Refuses where there is none."""
        if not 1 <= version <= len(self.events):
            raise Refused(f"Không có mục {version} trong quá trình thực hiện.", field="version")
        return self.events[version - 1].fact

    def report(self, ref: int) -> ReportSent:
        """The report that others know by version ``ref``, as it stands now. Refuses where there is none."""
        for s in self.standing:
            if s.ref == ref and isinstance(s.fact, ReportSent):
                return s.fact
        raise Refused(f"Không có báo cáo ở mục {ref}, hoặc báo cáo đã được đính chính.", field="report")

    def open_claims(self) -> list[int]:
        """Versions of the claims that nothing has answered, as known now."""
        return [
            s.ref
            for s in self.standing
            if isinstance(s.fact, ReportSent) and s.fact.claim and not self.answers(s.ref)
        ]

    def answers(self, ref: int) -> list[Standing]:
        """What was said to the report that others know by version ``ref``, as known now."""
        return [s for s in self.standing if answered(s.fact) == ref]

    def leads_until(self, unit: UUID, day: date) -> date:
        """The day on which ``unit``, leading on ``day``, no longer leads; ``day`` where it does not lead then."""
        until = day
        for segment in self.segments:
            if segment.to_day > until:
                if segment.from_day > until or segment.lead != unit:
                    break
                until = segment.to_day
        return until

    def received_by(self, unit: UUID) -> bool:
        """Whether that unit, while it led, has taken note."""
        return any(
            (s.fact.unit or self.on(s.fact.day).lead) == unit
            for s in self.standing
            if isinstance(s.fact, Received)
        )

    def with_facts(self, facts: Sequence[Fact]) -> "Assignment":
        """This assignment with further facts behind it."""
        return self.and_then([Event(self.id, self.version + n, fact) for n, fact in enumerate(facts, 1)])

    def and_then(self, events: Sequence[Event]) -> "Assignment":
        """This assignment with further events behind it; what counts of these before is not worked out again."""
        after = Assignment(self.id, (*self.events, *events))
        new = {type(event.fact) for event in events}
        after.corrected = self.corrected or Corrected in new
        if "draft" in self.__dict__ and Redrafted not in new:
            after.draft = self.draft
        if after.corrected:
            return after
        after.standing = self.standing.copy()
        for event in events:
            if isinstance(event.fact, Dated):
                version = event.originator_version
                insort(after.standing, Standing(version, version, event.fact), key=_order)
        if not new.isdisjoint(STANDING):
            after.segments = segments_of(after.standing)
        elif "segments" in self.__dict__:
            after.segments = self.segments
        return after

    def let_in(self, *facts: Fact) -> "Assignment":
        """The assignment with ``facts`` added, or a refusal that names the fact in the way."""
        after = self.with_facts(facts)
        try:
            check(after.events)
        except Illegal as illegal:
            raise Refused(_in_words(illegal, known=self.version), field="day") from None
        return after

    def without(self, *targets: int, by: AccountId, reason: str, replaced: bool = False) -> "Assignment":
        """The assignment with facts corrected away, not yet checked: more follows in the same act.

        With ``replaced`` (one target) the very next fact stands in the place of the one left out.
        """
        facts: list[Fact] = []
        gone = left_out(self.events)
        for target in dict.fromkeys(targets):
            fact = self.fact(target)
            if isinstance(fact, Drafted | Redrafted | Dropped):
                raise Refused("Bản dự kiến không đính chính được; đề nghị sửa dự kiến.", field="target")
            if isinstance(fact, Issued) and not replaced:
                raise Refused(
                    "Việc giao nhiệm vụ không xóa được; đề nghị đính chính nội dung hoặc đưa ra khỏi danh mục.",
                    field="target",
                )
            if target in gone:
                raise Refused(f"Mục {target} đã được đính chính trước đó.", field="target")
            next_version = self.version + len(facts) + 2 if replaced else None
            facts.append(Corrected(by=by, target=target, reason=reason, replacement=next_version))
        return self.with_facts(facts)


_DRAFTING = frozenset((Drafted, Redrafted, Dropped))
_order = attrgetter("order")


def _in_words(illegal: Illegal, *, known: int) -> str:
    new, other = sorted((illegal.fact, illegal.in_the_way), key=lambda s: s.version <= known)
    if new is other:
        return (
            f"Chưa ghi nhận được: mục {new.version} ({_named(new)}) căn cứ vào báo cáo không còn hiệu lực. "
            "Đề nghị đính chính cả mục này trong cùng lần ghi."
        )
    return (
        f"Chưa ghi nhận được: {_named(new)}, trái với mục {other.version} ({_named(other)}). "
        f"Đề nghị kiểm tra lại ngày, hoặc đính chính mục {other.version} trong cùng lần ghi."
    )


def _named(fact: Standing) -> str:
    words = told(fact.fact, lambda _: "đơn vị").split(":")[0].split(",")[0]
    return f"{words[0].lower()}{words[1:]}, có hiệu lực ngày {vn_day(fact.fact.day)}"
