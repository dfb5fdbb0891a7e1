"""The command ``account``: the accounts, for who is at the machine itself. One-time passwords are told once."""

import argparse
from uuid import UUID, uuid4

from rich.table import Table

from api.commands.screen import screen
from api.house import House
from domain.access_log import AccessKind
from domain.account import OPERATOR, ROLE_NAMES, Account, Charge, Role
from domain.act import Actor
from domain.person import Person
from domain.vietnamese import count
from projections.accounts import accounts
from projections.counts import unit_names

NAME = "account"
HELP = "tài khoản: danh sách, mở, đặt lại mật khẩu, khóa, mở lại, cấp mã truy cập cho chương trình"

ACTOR = Actor(OPERATOR)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which account."""
    acts = parser.add_subparsers(metavar="VIỆC", required=True)

    def act(name: str, words: str, run: object) -> argparse.ArgumentParser:
        its = acts.add_parser(name, help=words, description=words)
        its.set_defaults(act=run)
        return its

    act("list", "danh sách tài khoản", _list)
    opening = act("open", "mở tài khoản; in mật khẩu dùng một lần", _open)
    opening.add_argument(
        "--role",
        type=Role,
        choices=list(Role),
        required=True,
        metavar="VAI_TRÒ",
        help="; ".join(f"{role}: {name}" for role, name in ROLE_NAMES.items()),
    )
    opening.add_argument("--unit", type=UUID, metavar="MÃ", help="đơn vị, đối với lãnh đạo, cán bộ đơn vị")
    opening.add_argument(
        "--units",
        type=UUID,
        nargs="+",
        default=[],
        metavar="MÃ",
        help="các đơn vị theo dõi (mặc định: tất cả)",
    )
    opening.add_argument("--login", required=True, help="tên đăng nhập")
    opening.add_argument("--name", required=True, help="họ và tên")
    opening.add_argument("--office", default="", help="chức danh")
    for name, words, run in (
        ("reset", "đặt lại mật khẩu; in mật khẩu dùng một lần", _reset),
        ("close", "khóa tài khoản", _close),
        ("reopen", "mở lại tài khoản đã khóa", _reopen),
        ("token", "cấp mã truy cập cho chương trình; in một lần", _token),
    ):
        its = act(name, words, run)
        its.add_argument("login", help="tên đăng nhập")
        if name in ("close", "reopen"):
            its.add_argument("--reason", required=True, help="lý do")
        if name == "token":
            its.add_argument("--name", required=True, help="tên chương trình")
            its.add_argument("--days", type=int, required=True, help="số ngày sử dụng")


def run(options: argparse.Namespace, house: House) -> int:
    """Does what was asked."""
    options.act(options, house)
    return 0


def _list(options: argparse.Namespace, house: House) -> None:
    people = house.private.people.everybody()
    known = accounts(house.log, [person.account for person in people])
    house.reader.catch_up()
    at = house.reader.reviewed(house.reader.today())
    units = {a.charge.unit for a in known.values() if a.charge.unit}
    called = {unit: name for unit, name, *_ in house.reader.read(unit_names, at, list(units))}
    table = Table("Tên đăng nhập", "Họ và tên", "Chức danh", "Vai trò", "Đơn vị", "Trạng thái")
    for person in people:
        account = known.get(person.account)
        role = ROLE_NAMES[account.charge.role] if account else ""
        unit = called.get(account.charge.unit, "") if account and account.charge.unit else ""
        table.add_row(person.login, person.name, person.office, role, unit, _state(person, account))
    screen(200).print(table)
    print(f"{count(len(people))} tài khoản.")


def _state(person: Person, account: Account | None) -> str:
    if account is None:
        return "chưa mở"
    if not account.open:
        return "đã khóa"
    return "chờ đổi mật khẩu" if person.must_change else "đang dùng"


def _open(options: argparse.Namespace, house: House) -> None:
    account_id = uuid4()
    charge = Charge(options.role, options.unit, tuple(options.units))
    once = house.private.people.add(
        account_id,
        options.login,
        options.name,
        options.office,
        opened=lambda: house.register.open_account(ACTOR, charge, id=account_id),
    )
    login = house.private.people.person(account_id).login
    _tell_once(f"Đã mở tài khoản “{login}”.", once)


def _reset(options: argparse.Namespace, house: House) -> None:
    person = house.private.people.by_login(options.login)
    once = house.private.people.reset(person.account)
    house.private.access.note(person.account, AccessKind.ACCOUNT, "đặt lại mật khẩu tại máy chủ")
    _tell_once(f"Đã đặt lại mật khẩu của “{person.login}”; các phiên và mã truy cập đã kết thúc.", once)


def _close(options: argparse.Namespace, house: House) -> None:
    person = house.private.people.by_login(options.login)
    house.register.close_account(ACTOR, person.account, reason=options.reason)
    print(f"Đã khóa tài khoản “{person.login}”.")


def _reopen(options: argparse.Namespace, house: House) -> None:
    person = house.private.people.by_login(options.login)
    house.register.reopen_account(ACTOR, person.account, reason=options.reason)
    print(f"Đã mở lại tài khoản “{person.login}”.")


def _token(options: argparse.Namespace, house: House) -> None:
    person = house.private.people.by_login(options.login)
    key = house.private.tokens.make(person.account, options.name, options.days)
    house.private.access.note(person.account, AccessKind.ACCOUNT, "tạo mã truy cập tại máy chủ")
    print(f"Mã truy cập của “{person.login}”, chỉ in một lần: {key}")


def _tell_once(done: str, once: str | None) -> None:
    print(f"{done} Mật khẩu dùng một lần, đổi khi đăng nhập: {once}")
