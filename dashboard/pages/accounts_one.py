"""One account: whose it is, as what he acts, what may be done with it, what was recorded of it."""

from uuid import UUID

from dashboard import forms
from dashboard.address import ACCOUNTS
from dashboard.components import Page, card
from dashboard.forms import act, line, words
from dashboard.history import history
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.motion_forms import form
from dashboard.pages.accounts import Bounds, bounds, charge_fields
from dashboard.pages.register import UnitGroups, grouped
from domain.account import IN_CHARGE, ROLE_NAMES, Account
from domain.errors import NotFound
from domain.permissions import Right
from domain.person import ERASED, Person
from domain.vietnamese import day as vn_day
from projections.accounts import accounts
from projections.counts import unit_names
from projections.unit_list import of_stream
from projections.unit_register import registered


def one_account(look: Look, account_id: UUID) -> Page:
    """As it is now. Raises ``NotFound``, also where it is another's to manage."""
    reader, limits = look.reader, bounds(look)
    account = accounts(reader.log, [account_id]).get(account_id)
    if account is None or not limits.sees(account.charge):
        raise NotFound
    person = next((p for p in look.people.everybody() if p.account == account_id), None)
    charge = account.charge
    now = reader.reviewed(reader.today())
    with reader.snapshot() as cursor:
        named = [unit for unit in (charge.unit, *charge.units) if unit]
        called = [name for _, name, *_ in unit_names(cursor, now, named)]
        entries = of_stream(cursor, reader.log, now, account_id)
        there = grouped(registered(cursor, now))
    changes = look.live and limits.works_on(charge) and account_id != look.viewer.account
    name = person.name if person else ERASED
    return Page(
        name,
        [
            Html(
                _head(account, person, called, look),
                _acts(look, account, person, limits, there) if changes and person else None,
                history(look, entries, "Diễn biến"),
                className="stack",
            )
        ],
    )


def _head(account: Account, person: Person | None, units: list[str], look: Look) -> Markup:
    charge = account.charge
    of: Content = tag("ul", (tag("li", unit) for unit in units)) if len(units) > 1 else "".join(units)
    if charge.role in IN_CHARGE and not units:
        of = "toàn tỉnh"
    shown: tuple[tuple[str, Content], ...] = (
        ("Chức danh", person.office if person else None),
        ("Tên đăng nhập", person.login if person else None),
        ("Vai trò", ROLE_NAMES[charge.role]),
        ("Đơn vị" if charge.unit else "Theo dõi, phụ trách", of),
        ("Tình trạng", _state(account, person)),
        ("Nhận ủy quyền", _deputises(account, look)),
    )
    return tag(
        "header",
        tag("p", tag("a", "Tài khoản", href=look.asked.when.at(ACCOUNTS)), class_="place"),
        tag("h1", person.name if person else ERASED),
        tag(
            "dl",
            (tag("div", tag("dt", name), tag("dd", words)) for name, words in shown if words),
            class_="words card",
        ),
        class_="document-head",
    )


def _state(account: Account, person: Person | None) -> str:
    if not account.open:
        return "Đã khóa"
    return "Đang dùng; chưa đổi mật khẩu được cấp" if person and person.must_change else "Đang dùng"


def _deputises(account: Account, look: Look) -> Content:
    today = look.reader.today()
    held = [d for d in account.deputises if d.last_day >= today]
    names = look.names({d.by for d in held})
    said = (f"{names.get(d.by, '')} từ ngày {vn_day(d.day)} đến hết ngày {vn_day(d.last_day)}" for d in held)
    return tag("ul", (tag("li", one) for one in said)) if held else None


def _acts(look: Look, account: Account, person: Person, limits: Bounds, there: UnitGroups) -> Markup:
    path = f"/accounts/{account.id}"
    reason = words("reason", "Lý do", rows=2, required=True)
    closing = "Khóa tài khoản" if account.open else "Mở lại tài khoản"
    return tag(
        "div",
        card(
            "Cập nhật tài khoản",
            act(
                "Giao vai trò, đơn vị, phạm vi khác",
                form(
                    look,
                    Right.ACCOUNTS,
                    f"{path}/charge",
                    charge_fields(limits, there, account.charge),
                    reason,
                    submit="Ghi vai trò",
                    version=account.version,
                ),
            ),
            _of_person(path, account, person) if limits.decides else None,
            act(
                closing,
                form(
                    look,
                    Right.ACCOUNTS,
                    f"{path}/{'closing' if account.open else 'reopening'}",
                    reason,
                    submit=closing,
                    version=account.version,
                ),
            ),
            _erasing(path) if limits.decides and not account.open else None,
            class_="acts-card",
        ),
        data_login=person.login,
    )


def _of_person(path: str, account: Account, person: Person) -> Content:
    """What is kept beside the log: nobody puts it forward, who may changes it."""
    again = tag("p", "Đồng chí này phải đăng nhập lại ở mọi nơi, bằng mật khẩu dùng một lần.", class_="whole")
    return [
        act(
            "Sửa họ tên, chức danh, tên đăng nhập",
            forms.form(
                f"{path}/person",
                line("name", "Họ và tên", value=person.name, required=True),
                line("office", "Chức danh", value=person.office),
                line("login", "Tên đăng nhập", value=person.login, required=True),
                submit="Ghi họ tên",
            ),
        ),
        act(
            "Cấp lại mật khẩu",
            forms.form(f"{path}/password", again, submit="Cấp mật khẩu dùng một lần"),
        )
        if account.open
        else None,
    ]


def _erasing(path: str) -> Markup:
    warning = "Họ tên, chức danh, tên đăng nhập bị xóa hẳn, không lấy lại được; việc đã ghi vẫn còn trong sổ."
    return act(
        "Xóa họ tên",
        forms.form(
            f"{path}/erasure",
            tag("p", warning, class_="whole"),
            submit="Xóa họ tên",
            then=ACCOUNTS,
        ),
    )
