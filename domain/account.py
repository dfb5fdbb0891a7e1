"""Account (tài khoản): who somebody is to the register. Names and passwords live where they can be erased."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId, Dated, Event, Fact
from domain.vietnamese import day as vn_day


class Role(StrEnum):
    """The ten roles, in the order of the matrix of rights."""

    STANDING = "standing"
    BOARD_MEMBER = "board_member"
    OFFICE_HEAD = "office_head"
    OFFICE_DEPUTY = "office_deputy"
    SPECIALIST = "specialist"
    CLERK = "clerk"
    UNIT_HEAD = "unit_head"
    UNIT_OFFICER = "unit_officer"
    INSPECTION = "inspection"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.STANDING: "Thường trực Tỉnh ủy",
    Role.BOARD_MEMBER: "Ủy viên Ban Thường vụ",
    Role.OFFICE_HEAD: "Chánh Văn phòng",
    Role.OFFICE_DEPUTY: "Phó Chánh Văn phòng",
    Role.SPECIALIST: "Chuyên viên theo dõi",
    Role.CLERK: "Văn thư",
    Role.UNIT_HEAD: "Lãnh đạo đơn vị",
    Role.UNIT_OFFICER: "Cán bộ đơn vị",
    Role.INSPECTION: "Ủy ban Kiểm tra",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}

OPERATOR: AccountId = "operator"
"""Who is at the machine itself, on the command line."""

OF_A_UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_OFFICER})
"""They belong to one unit and see what is its own."""

IN_CHARGE = frozenset({Role.BOARD_MEMBER, Role.OFFICE_DEPUTY, Role.SPECIALIST})
"""They have a field and an area (lĩnh vực, địa bàn), kept as the units they follow."""


class Charge(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an account may act as. ``unit``: of a unit's own people. ``units``: followed; none named: all."""

    role: Role
    unit: UUID | None = None
    units: tuple[UUID, ...] = ()

    def follows(self, unit: UUID) -> bool:
        """Whether the unit lies in the field or area of this charge."""
        return not self.units or unit in self.units


class Opened(Fact, frozen=True, kw_only=True):
    """The account exists."""

    TOPIC = "account.opened"
    charge: Charge


class Charged(Fact, frozen=True, kw_only=True):
    """From now on it acts as something else."""

    TOPIC = "account.charged"
    charge: Charge
    reason: str


class Closed(Fact, frozen=True, kw_only=True):
    """It is no longer used; what it did stays its own."""

    TOPIC = "account.closed"
    reason: str


class Reopened(Fact, frozen=True, kw_only=True):
    """It is used again."""

    TOPIC = "account.reopened"
    reason: str


class Deputised(Dated, frozen=True, kw_only=True):
    """``by``, the holder, lets this account act as he may, from ``day`` to ``last_day``, both included."""

    TOPIC = "account.deputised"
    last_day: date


class DeputisingEnded(Fact, frozen=True, kw_only=True):
    """The deputising granted by ``holder`` ends before its last day."""

    TOPIC = "account.deputising_ended"
    holder: AccountId


class Account(msgspec.Struct, frozen=True):
    """An account as its stream tells it."""

    id: UUID
    version: int
    charge: Charge
    open: bool
    deputises: tuple[Deputised, ...] = ()
    """For whom (``by``) and on which days, the last word of each holder."""

    def holders(self, today: date) -> list[AccountId]:
        """For whom it deputises today."""
        return [d.by for d in self.deputises if d.day <= today <= d.last_day]


def account(account_id: UUID, events: Sequence[Event]) -> Account:
    """The account of a stream. ``events`` must not be empty."""
    first = events[0].fact
    assert isinstance(first, Opened)
    charge, is_open, deputises = first.charge, True, dict[AccountId, Deputised]()
    for event in events:
        match event.fact:
            case Charged() as fact:
                charge = fact.charge
            case Closed():
                is_open = False
            case Reopened():
                is_open = True
            case Deputised() as fact:
                deputises[fact.by] = fact
            case DeputisingEnded() as fact:
                deputises.pop(fact.holder, None)
    return Account(account_id, events[-1].originator_version, charge, is_open, tuple(deputises.values()))


def open_account(charge: Charge, *, by: AccountId) -> Opened:
    """A new account."""
    return Opened(by=by, charge=_fitting(charge))


def charge_account(account: Account, charge: Charge, *, by: AccountId, reason: str) -> Charged:
    """Gives an account another role, unit or field. Nobody gives himself one."""
    _not_oneself(account, by)
    if _fitting(charge) == account.charge:
        raise Refused("Vai trò, đơn vị, phạm vi theo dõi không có gì thay đổi.", field="role")
    return Charged(by=by, charge=charge, reason=needed(reason, "Đề nghị nêu lý do thay đổi."))


def close_account(account: Account, *, by: AccountId, reason: str) -> Closed:
    """Closes an account; nobody closes his own."""
    _not_oneself(account, by)
    if not account.open:
        raise Refused("Tài khoản đã khóa.", field="account")
    return Closed(by=by, reason=needed(reason, "Đề nghị nêu lý do khóa tài khoản."))


def reopen_account(account: Account, *, by: AccountId, reason: str) -> Reopened:
    """Opens a closed account again."""
    _not_oneself(account, by)
    if account.open:
        raise Refused("Tài khoản đang dùng, không cần mở lại.", field="account")
    return Reopened(by=by, reason=needed(reason, "Đề nghị nêu lý do mở lại tài khoản."))


def deputise(holder: Account, deputy: Account, *, day: date, last_day: date, today: date) -> Deputised:
    """The holder lets another act for him, with days (ủy quyền). An administrator cannot: he has no content."""
    if holder.id == deputy.id:
        raise Refused("Không ủy quyền cho chính mình; đề nghị chọn đồng chí khác.", field="deputy")
    if why := unfit(holder.charge, deputy.charge):
        raise Refused(why, field="deputy")
    if not deputy.open:
        raise Refused("Tài khoản nhận ủy quyền đã khóa.", field="deputy")
    if not today <= day <= last_day:
        raise Refused(
            f"Thời gian ủy quyền từ {vn_day(day)} đến {vn_day(last_day)} không hợp lệ; ngày đầu không trước hôm nay "
            f"({vn_day(today)}) và không sau ngày cuối.",
            field="last_day",
        )
    return Deputised(by=str(holder.id), day=day, last_day=last_day)


def unfit(holder: Charge, deputy: Charge) -> str:
    """Why the one may not act for the other; empty: he may. Asked when it is granted and whenever it is used.

    An account may be charged anew while it deputises: an administrator would see content, an officer another unit.
    """
    if Role.ADMINISTRATOR in (holder.role, deputy.role):
        return "Quyền quản trị hệ thống không ủy quyền và không nhận ủy quyền."
    if Role.INSPECTION in (holder.role, deputy.role):
        return "Tài khoản của Ủy ban Kiểm tra không ủy quyền và không nhận ủy quyền."
    return "" if holder.unit == deputy.unit else "Chỉ ủy quyền trong cùng một cơ quan, đơn vị."


def end_deputising(deputy: Account, *, holder: AccountId) -> DeputisingEnded:
    """The holder takes it back."""
    if all(d.by != holder for d in deputy.deputises):
        raise Refused("Đồng chí chưa ủy quyền cho tài khoản này.", field="deputy")
    return DeputisingEnded(by=holder, holder=holder)


def _fitting(charge: Charge) -> Charge:
    if charge.role in OF_A_UNIT and charge.unit is None:
        raise Refused(f"{ROLE_NAMES[charge.role]} cần gắn với một đơn vị; đề nghị chọn đơn vị.", field="unit")
    if charge.role not in OF_A_UNIT and charge.unit is not None:
        raise Refused(f"{ROLE_NAMES[charge.role]} không thuộc một đơn vị được giao nhiệm vụ.", field="unit")
    if charge.role not in IN_CHARGE and charge.units:
        raise Refused(f"{ROLE_NAMES[charge.role]} không có phạm vi theo dõi riêng.", field="units")
    return charge


def _not_oneself(account: Account, by: AccountId) -> None:
    if by == str(account.id):
        raise Refused(
            "Không tự thay đổi tài khoản của chính mình; đề nghị đồng chí khác thực hiện.", field="account"
        )
