"""A report while a unit writes it: seen by the unit only, in no log and no figure, gone once it is sent.

Source: working practice of the offices, "Chưa gửi → Chờ lãnh đạo đơn vị duyệt → Đã gửi".
"""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

import msgspec

from domain.door import admitted
from domain.errors import Refused
from domain.event import AccountId
from domain.paper import FileRef, Paper
from domain.progress import Report, report_fact


class State(StrEnum):
    """Who has it."""

    WRITING = "writing"
    WITH_HEAD = "with_head"


STATE_NAMES = {State.WRITING: "Đang soạn", State.WITH_HEAD: "Chờ lãnh đạo đơn vị duyệt"}


class HalfPaper(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document cited, as far as it is known by now."""

    number: str = ""
    day: date | None = None
    issuer: str = ""


class HalfReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """A report as far as it is written; the fields of ``domain.progress.Report``."""

    as_of: date | None = None
    results: str = ""
    step: Literal["", "draft", "consulting", "submitted", "issued"] = ""
    percent: int | None = None
    difficulties: str = ""
    proposals: str = ""
    paper: HalfPaper | None = None
    product: HalfPaper | None = None
    received: date | None = None
    claim: bool = False
    files: tuple[FileRef, ...] = ()


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The draft of a unit for an assignment. ``version`` grows with every change of it.

    ``author``: who changed it last; ``note``: why the head gave it back, empty if he did not.
    """

    assignment: UUID
    unit: UUID
    report: HalfReport
    state: State
    author: UUID
    saved: datetime
    note: str
    version: int

    def seen_by(self, units: Collection[UUID], lead: UUID) -> bool:
        """Whether the people of ``units`` see it: its own, and those of the lead once it is handed up to them."""
        return self.unit in units or (lead in units and self.state is State.WITH_HEAD)


def hand_up(half: HalfReport, *, by: AccountId, today: date) -> None:
    """Refuses what the head could not send as it is."""
    if half.as_of is None:
        raise Refused("Đề nghị chọn ngày của số liệu.", field="report.as_of")
    papers = {name: _whole(getattr(half, name), f"report.{name}") for name in ("paper", "product")}
    report = Report(**msgspec.structs.asdict(half) | papers)
    admitted(report_fact(report, by=by, day=today, today=today, typed_in=False))


def _whole(half: HalfPaper | None, field: str) -> Paper | None:
    if half is None or half == HalfPaper():
        return None
    if half.day is None:
        raise Refused("Đề nghị chọn ngày văn bản.", field=f"{field}.day")
    return Paper(half.number, half.day, half.issuer)
