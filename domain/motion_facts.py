"""Đề xuất of what belongs to the whole Office: accounts, the register of units, the rules. Changes nothing itself."""

from datetime import date
from uuid import UUID

import msgspec

from domain.account import Charge
from domain.calendar import YearCalendar
from domain.event import Dated
from domain.paper import Paper
from domain.reorganisation import Closing, NewUnit
from domain.ruling import Rule


class Matter(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="type"):
    """What is put forward: an act, with all that it needs."""


class OpeningAccount(Matter, frozen=True, tag="open_account"):
    """Mở tài khoản; whose it is to be is kept beside the log."""

    account: UUID
    charge: Charge


class ChargingAccount(Matter, frozen=True, tag="charge_account"):
    """Giao vai trò, đơn vị, phạm vi khác."""

    account: UUID
    charge: Charge
    reason: str


class ClosingAccount(Matter, frozen=True, tag="close_account"):
    """Khóa tài khoản."""

    account: UUID
    reason: str


class ReopeningAccount(Matter, frozen=True, tag="reopen_account"):
    """Mở lại tài khoản."""

    account: UUID
    reason: str


class Establishing(Matter, frozen=True, tag="establish_units"):
    """Thành lập đơn vị."""

    units: tuple[NewUnit, ...]
    day: date
    paper: Paper | None = None


class Renaming(Matter, frozen=True, tag="rename_unit"):
    """Đổi tên đơn vị."""

    unit: UUID
    name: str
    day: date
    paper: Paper
    short: str = ""


class Placing(Matter, frozen=True, tag="place_unit"):
    """Đặt trực thuộc."""

    unit: UUID
    parent: UUID | None
    day: date
    paper: Paper | None = None


class Ranking(Matter, frozen=True, tag="rank_unit"):
    """Đổi nhóm, thứ tự."""

    unit: UUID
    group: int
    rank: int
    day: date
    paper: Paper | None = None


class Reorganising(Matter, frozen=True, tag="reorganise"):
    """Sắp xếp tổ chức; ``choices``: see ``domain.app.Register.reorganise``."""

    day: date
    paper: Paper
    closings: tuple[Closing, ...]
    establish: tuple[NewUnit, ...] = ()
    choices: dict[UUID, UUID] = msgspec.field(default_factory=dict)


class SettingRule(Matter, frozen=True, tag="set_rule"):
    """Ghi một quy định."""

    rule: Rule
    value: int
    source: str
    day: date


class TakingBackRule(Matter, frozen=True, tag="take_back_rule"):
    """Bỏ một quy định ghi nhầm."""

    rule: Rule
    target: int
    reason: str


class SettingCalendar(Matter, frozen=True, tag="set_calendar"):
    """Ghi lịch làm việc của một năm."""

    calendar: YearCalendar
    source: str
    day: date


class TakingBackCalendar(Matter, frozen=True, tag="take_back_calendar"):
    """Bỏ lịch làm việc ghi nhầm."""

    year: int
    target: int
    reason: str


OfAccounts = OpeningAccount | ChargingAccount | ClosingAccount | ReopeningAccount
OfUnits = Establishing | Renaming | Placing | Ranking | Reorganising
OfRules = SettingRule | TakingBackRule | SettingCalendar | TakingBackCalendar

OfOffice = OfAccounts | OfUnits | OfRules


class MotionSubmitted(Dated, frozen=True, kw_only=True):
    """Đã trình, chờ ý kiến."""

    TOPIC = "motion.submitted"
    matter: OfOffice


class MotionAgreed(Dated, frozen=True, kw_only=True):
    """It is followed: the act stands in the same transaction. ``submission``: its version."""

    TOPIC = "motion.agreed"
    submission: int


class MotionReturned(Dated, frozen=True, kw_only=True):
    """It is not followed."""

    TOPIC = "motion.returned"
    submission: int
    reason: str
