"""Accounts in words."""

from domain import account
from domain.account import Charge
from domain.event import Fact
from domain.unit_words import Names
from domain.vietnamese import count
from domain.vietnamese import day as vn_day


def told_of_accounts(fact: Fact, names: Names) -> str | None:
    """The fact as a phrase, as ``words.told``; None for a fact of another subject."""
    match fact:
        case account.Opened():
            return f"Mở tài khoản: {charge_words(fact.charge, names)}"
        case account.Charged():
            return f"Giao vai trò {charge_words(fact.charge, names)}: {fact.reason}"
        case account.Closed():
            return f"Khóa tài khoản: {fact.reason}"
        case account.Reopened():
            return f"Mở lại tài khoản: {fact.reason}"
        case account.Deputised():
            return f"Được ủy quyền từ ngày {vn_day(fact.day)} đến hết ngày {vn_day(fact.last_day)}"
        case account.DeputisingEnded():
            return "Thôi ủy quyền"
    return None


def charge_words(charge: Charge, names: Names) -> str:
    """ "Chuyên viên theo dõi, theo dõi 03 đơn vị"."""
    followed = f", theo dõi {count(len(charge.units))} đơn vị" if charge.units else ""
    return account.ROLE_NAMES[charge.role] + (f", {names(charge.unit)}" if charge.unit else "") + followed
