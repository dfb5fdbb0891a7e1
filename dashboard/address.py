"""Every state of a page is an address: which day, which way of knowing, which rows; read in ``read_address``."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote
from uuid import UUID

import msgspec

from dashboard import reading, slugs
from dashboard.slugs import slug_of
from domain.access_log import AccessKind
from domain.account import Role
from domain.difference import Change, UnitChange
from domain.paper import Authority
from domain.task import Phase
from domain.unit import Group
from projections import known
from projections.lineage import State
from projections.moment import Known, Moment
from projections.reader import Reader

HOME, OVERVIEW = "/", "/tong-quan"
LIST, TASK = "/danh-sach", "/nhiem-vu/"
UNITS, UNIT, DEADLINES = "/don-vi", "/don-vi/", "/thoi-han"
CONFIRM = "/cho-xac-nhan"
DOCUMENTS, DOCUMENT = "/van-ban", "/van-ban/"
WORK, REPORT = "/viec-cua-don-vi", "/bao-cao/"
REGISTER, REGISTERED, REORGANISE = "/so-don-vi", "/so-don-vi/", "/sap-xep"
ACCOUNTS, ACCOUNT, ACCESSES = "/tai-khoan", "/tai-khoan/", "/nhat-ky"
ANNEXES, ANNEX = "/nhap-phu-luc", "/nhap-phu-luc/"
DRAFTS, DRAFT = "/du-kien", "/du-kien/"
NEW_TASK, NEW_DOCUMENT = "/nhap-nhiem-vu", "/van-ban-moi"
RULES = "/quy-dinh"
CLOSINGS, CLOSING = "/chot-so-lieu", "/chot-so-lieu/"


TOLD, AGAINST = "f.", "voi-"
COMPARE, LATE, COURSE = "/so-sanh", "/ghi-nhan-muon", "/dien-bien"


class Way(StrEnum):
    """The two ways of knowing about a day that has passed."""

    REPORTED = "da-bao-cao"
    REVIEWED = "sau-ra-soat"


WAY_NAMES = {Way.REPORTED: "Số liệu đã báo cáo", Way.REVIEWED: "Số liệu sau rà soát"}


class Counted(StrEnum):
    """What is counted and listed."""

    TASKS = "nhiem-vu"
    ASSIGNMENTS = "luot-giao"


COUNTED_NAMES = {Counted.TASKS: "nhiệm vụ", Counted.ASSIGNMENTS: "lượt giao"}


class Scope(StrEnum):
    """Whose work is counted, for those who have a field and an area of their own."""

    FOLLOWED = "phu-trach"
    ALL = "toan-tinh"


class Order(StrEnum):
    """In which the units of a group stand."""

    PROTOCOL = "thu-tu"
    ON_TIME = "dung-han"
    OVERDUE = "qua-han"
    SOON = "sap-den-han"
    DATED = "co-thoi-han"


class Span(StrEnum):
    """Of a calendar."""

    MONTH = "thang"
    WEEK = "tuan"


PHASE_SLUGS = {
    Phase.UNCHOSEN: "chua-chon-dau-moi",
    Phase.PROPOSED: "cho-duyet",
    Phase.RETURNED: "tra-lai",
    Phase.APPROVED: "da-duyet",
}
"""What a draft waits for."""


class Awaits(StrEnum):
    """What the Office looks through on its desk."""

    CLAIMS = "de-nghi-hoan-thanh"
    PERIODIC = "bao-cao-dinh-ky"
    PROPOSED = "da-de-xuat"
    LATE = "cho-lau"
    MORE_ASKED = "da-de-nghi-bo-sung"
    NOT_RECEIVED = "chua-tiep-nhan"
    NO_REPORT = "chua-bao-cao"
    REASSIGNMENT = "dieu-chinh-phan-cong"


class OnClosing(msgspec.Struct, frozen=True):
    """The closing that a page stands on. ``by``: who closed it, in words."""

    name: str
    until: date
    by: str
    at: datetime


class Asked(msgspec.Struct, frozen=True):
    """What an address asks for. ``day`` is None for today, where the two ways of knowing are one."""

    day: date | None = None
    way: Way = Way.REPORTED
    known: Known | None = None
    """By what was known then, in place of the two ways; the day may lie ahead of it."""
    closing: OnClosing | None = None
    """What ``known`` names, if it is a closing; found out when the page is looked at."""
    rules_now: bool = False
    """Judged by the rules and calendars of now, not by those of the moment."""
    counted: Counted = Counted.TASKS
    kind: str | None = None
    unit: UUID | None = None
    group: Group | None = None
    document: UUID | None = None
    month: date | None = None
    """The first day of a month of deadline."""
    year: int | None = None
    """Of the deadline."""
    page: int | None = None
    """Of a table in pages, from 2 on."""
    phase: Phase | None = None
    """Of a draft."""
    intake: UUID | None = None
    """The annex that somebody comes from."""
    due: date | None = None
    """The day of the deadline itself."""
    scope: Scope | None = None
    """None: as the page opens for the viewer."""
    order: Order = Order.PROTOCOL
    span: Span = Span.MONTH
    start: date | None = None
    """A day that the calendar shows; the first of a log."""
    until: date | None = None
    """The last day of a log."""
    document_kind: str | None = None
    """The code of a kind."""
    issuer: Authority | None = None
    state: State | None = None
    """Of a document."""
    text: str = ""
    """What is searched for."""
    after: UUID | int | None = None
    """What the page before ended with."""
    awaits: Awaits | None = None
    """Of the Office's desk; None: whatever waits for it."""
    behind: reading.Behind | None = None
    ended: bool = False
    """Those that are no more, too."""
    role: Role | None = None
    account: UUID | None = None
    access: AccessKind | None = None
    assignment: UUID | None = None
    """Of a task, the one that is shown in detail."""
    desk: str | None = None
    """Which work of a unit; see ``desk_kinds``."""
    change: Change | None = None
    """Between two moments."""
    unit_change: UnitChange | None = None
    """Of units, between two moments."""
    told: tuple[tuple[str, str], ...] = ()
    """What its own page reads: what a form of several steps was told so far, by names that begin with ``TOLD``; the
    moment that this one is compared with, by names that begin with ``AGAINST`` (``dashboard.against``)."""

    def but(self, **changes: Any) -> "Asked":
        """The same, changed."""
        return msgspec.structs.replace(self, **changes)

    @property
    def when(self) -> "Asked":
        """The same moment, of everything."""
        return Asked(
            day=self.day,
            way=self.way,
            known=self.known,
            closing=self.closing,
            rules_now=self.rules_now,
        )

    @property
    def live(self) -> bool:
        """Whether it looks at now."""
        return self.day is None and self.known is None

    @property
    def now(self) -> "Asked":
        """The same, as of now."""
        return self.but(day=None, known=None, closing=None, rules_now=False)

    def moment(self, reader: Reader) -> Moment:
        """The two clocks. Raises ``Refused`` for a position that the log has not reached."""
        at = self._moment(reader)
        return reader.judged_now(at) if self.rules_now else at

    def _moment(self, reader: Reader) -> Moment:
        if self.known is not None:
            return reader.known(self.day, self.known)
        if self.day is None:
            return reader.reviewed(reader.today())
        return reader.reported(self.day) if self.way is Way.REPORTED else reader.reviewed(self.day)

    @property
    def list(self) -> str:
        """The address of the list of these assignments."""
        return self.but(counted=Counted.ASSIGNMENTS).at(LIST)

    def at(self, path: str) -> str:
        """The address of ``path`` in this state; what goes without saying is left out."""
        said = {
            "ngay": self.day and self.day.isoformat(),
            "cach": self.way if self.day and self.known is None else None,
            "biet": known.write(self.known) if self.known is not None else None,
            "quy-dinh": "hien-nay" if self.rules_now else None,
            "dem": self.counted if self.counted is not Counted.TASKS else None,
            "loai": self.kind,
            "don-vi": self.unit,
            "nhom": self.group and int(self.group),
            "van-ban": self.document,
            "thang": self.month and f"{self.month:%Y-%m}",
            "nam": self.year,
            "han": self.due and self.due.isoformat(),
            "pham-vi": self.scope,
            "xep": self.order if self.order is not Order.PROTOCOL else None,
            "xem": self.span if self.span is not Span.MONTH else None,
            "tu": self.start and self.start.isoformat(),
            "den": self.until and self.until.isoformat(),
            "the-loai": slug_of(slugs.DOCUMENT_KINDS, self.document_kind),
            "cap": slug_of(slugs.ISSUERS, self.issuer),
            "hieu-luc": slug_of(slugs.STATES, self.state),
            "tim": quote(self.text),
            "sau": self.after,
            "cho": self.awaits,
            "tiep": self.behind and ".".join(map(str, self.behind)),
            "ca-da-ket-thuc": int(self.ended),
            "vai-tro": slug_of(slugs.ROLES, self.role),
            "ai": self.account,
            "viec": slug_of(slugs.ACCESSES, self.access),
            "luot-giao": self.assignment,
            "can-lam": self.desk,
            "thay-doi": slug_of(slugs.CHANGES, self.change),
            "don-vi-doi": slug_of(slugs.UNIT_CHANGES, self.unit_change),
            **{name: quote(value) for name, value in self.told},
            "trang": self.page,
            "trang-thai": self.phase and PHASE_SLUGS[self.phase],
            "phu-luc": self.intake,
        }
        query = "&".join(f"{name}={value}" for name, value in said.items() if value)
        return f"{path}?{query}" if query else path
