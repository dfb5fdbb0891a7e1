"""Tài khoản: who has an account, as what; a new one. Names stand beside the log, so it is always the list of now."""

from collections.abc import Mapping, Sequence, Set
from uuid import UUID

import msgspec

from dashboard.address import ACCOUNT, ACCOUNTS, Counted
from dashboard.components import Page, card
from dashboard.downloads import ACCOUNT_LIST, downloads
from dashboard.forms import act, asking, choice, given, line, units
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag, text
from dashboard.motion_forms import form, motions_card
from dashboard.pages.register import UnitGroups, grouped
from dashboard.slugs import ROLES, slug_of
from domain.access import Viewer
from domain.account import OF_A_UNIT, ROLE_NAMES, Account, Charge, Role
from domain.permissions import DONE, PROPOSES, Grant, Right, Touch, granted
from domain.person import Person
from domain.vietnamese import count, fold
from projections.accounts import accounts
from projections.counts import unit_names
from projections.sight import sight
from projections.unit_register import registered

PAGE = 50


class Holder(msgspec.Struct, frozen=True):
    """An account and the person behind it."""

    person: Person
    account: Account


class Bounds(msgspec.Struct, frozen=True):
    """Which accounts a viewer sees, and changes or puts a change forward. ``own``: his, with what went into them."""

    viewer: Viewer
    own: tuple[UUID, ...]

    def sees(self, charge: Charge) -> bool:
        """A unit's head sees the officers of his unit; whoever else sees accounts sees all."""
        if self.viewer.charge.role not in OF_A_UNIT:
            return True
        return charge.role is Role.UNIT_OFFICER and charge.unit in self.own

    @property
    def decides(self) -> bool:
        """Whether he changes accounts himself."""
        return self.viewer.may(Right.ACCOUNTS, DONE, Touch.OWN)

    def works_on(self, charge: Charge) -> bool:
        """Whether he finds forms for such an account: to change it, or to put that forward."""
        return self.changes(charge, DONE if self.decides else PROPOSES)

    def changes(self, charge: Charge, needed: Set[Grant] = DONE) -> bool:
        """As the API asks it: see ``domain.access.of_charge``."""
        officer = charge.role is Role.UNIT_OFFICER

        def may(mine: Charge) -> bool:
            if mine.role in OF_A_UNIT:
                touch = Touch.OWN if officer and charge.unit in self.own else Touch.OTHER
                return granted(mine, Right.ACCOUNTS, touch) in needed
            followed = not officer or mine.role is Role.ADMINISTRATOR
            return granted(mine, Right.ACCOUNTS, Touch.NONE, followed=followed) in needed

        return any(map(may, self.viewer.charges))

    @property
    def roles(self) -> list[Role]:
        """What he may charge somebody with."""
        head = self.viewer.charge
        if head.role in OF_A_UNIT:
            return [Role.UNIT_OFFICER] if self.works_on(Charge(Role.UNIT_OFFICER, head.unit)) else []
        return [
            role for role in Role if self.works_on(Charge(role, UUID(int=0) if role in OF_A_UNIT else None))
        ]


def bounds(look: Look) -> Bounds:
    """Of the viewer, today."""
    seen = look.reader.read(sight, look.viewer, look.reader.today())
    return Bounds(look.viewer, seen.own if seen else ())


def account_list(look: Look) -> Page:
    """A page of the accounts: by role, then by unit in protocol order; never by the alphabet."""
    asked, limits = look.asked.but(counted=Counted.TASKS), bounds(look)
    there = look.reader.read(registered, look.reader.reviewed(look.reader.today()))
    found, names = in_order(look, limits)
    start = next((n for n, one in enumerate(found, 1) if one.person.account == asked.after), 0)
    page = found[start : start + PAGE]
    head = tag(
        "header",
        tag("h1", "Tài khoản"),
        tag(
            "p",
            f"{count(len(found))} tài khoản, theo vai trò rồi theo thứ tự đơn vị. Luôn là danh sách hiện nay.",
            class_="note",
        ),
        downloads(look, ACCOUNT_LIST) if page else None,
        class_="page-head",
    )
    onward = asked.but(after=page[-1].person.account).at(ACCOUNTS) if start + PAGE < len(found) else None
    body = [
        head,
        _filters(look, grouped(there), whole=not limits.own),
        motions_card(look, Right.ACCOUNTS),
        _open(look, limits, grouped(there)),
        _table(page, names, look) if page else _nothing(look),
        tag(
            "nav",
            tag("a", "Về trang đầu", href=asked.but(after=None).at(ACCOUNTS)) if start else None,
            tag("a", "Trang sau", href=onward) if onward else None,
            class_="pages",
            aria_label="Trang của danh sách",
        ),
    ]
    return Page("Tài khoản", [Html(body, className="stack")])


def in_order(look: Look, limits: Bounds) -> tuple[list[Holder], dict[UUID, str]]:
    """Those the viewer sees, as asked for; and the names of their units."""
    holders = _holders(look, limits)
    named = {one.account.charge.unit for one in holders if one.account.charge.unit}
    called = look.reader.read(unit_names, look.reader.reviewed(look.reader.today()), list(named))
    names = {unit: name for unit, name, *_ in called}
    order = [None, *names]

    def place(one: Holder) -> tuple[int, int]:
        charge = one.account.charge
        return list(Role).index(charge.role), order.index(charge.unit)

    return sorted((one for one in holders if _wanted(one, look)), key=place), names


def _holders(look: Look, limits: Bounds) -> list[Holder]:
    people = look.people.everybody()
    known = accounts(look.reader.log, [person.account for person in people])
    holders = [Holder(p, known[p.account]) for p in people if p.account in known]
    return [one for one in holders if limits.sees(one.account.charge)]


def _wanted(one: Holder, look: Look) -> bool:
    asked, charge = look.asked, one.account.charge
    words = fold(f"{one.person.name} {one.person.login} {one.person.office}")
    return (
        all(word in words for word in fold(asked.text).split())
        and asked.role in (None, charge.role)
        and (asked.unit is None or asked.unit in (charge.unit, *charge.units))
    )


def _filters(look: Look, there: UnitGroups, *, whole: bool) -> Markup:
    asked = look.asked
    return asking(
        ACCOUNTS,
        line("tim", "Họ tên, tên đăng nhập, chức danh", value=asked.text),
        choice(
            "vai-tro",
            "Vai trò",
            [(slug, ROLE_NAMES[role]) for slug, role in ROLES.items()],
            value=slug_of(ROLES, asked.role) or "",
            empty="– tất cả –",
        )
        if whole
        else None,
        units("don-vi", "Đơn vị", there, value=asked.unit, empty="– tất cả –") if whole else None,
        submit="Lọc",
        asked=asked.when,
    )


def _nothing(look: Look) -> Markup:
    asked = look.asked
    if asked.text or asked.role or asked.unit:
        return tag(
            "p",
            "Không có tài khoản nào như vậy. ",
            tag("a", "Bỏ lọc", href=asked.when.at(ACCOUNTS)),
            class_="message",
        )
    return tag("p", "Chưa có tài khoản nào. Đề nghị mở tài khoản đầu tiên ở trên.", class_="message")


def _open(look: Look, limits: Bounds, there: UnitGroups) -> Markup | None:
    if not (look.live and limits.roles):
        return None
    return card(
        "Mở tài khoản",
        act(
            "Một tài khoản mới",
            form(
                look,
                Right.ACCOUNTS,
                "/accounts",
                line("name", "Họ và tên", required=True),
                line("office", "Chức danh", hint="Như ghi sau tên: “Chuyên viên Phòng Tổng hợp”"),
                line("login", "Tên đăng nhập", hint="Chữ không dấu, chữ số", required=True),
                charge_fields(limits, there),
                submit="Mở tài khoản",
            ),
        ),
        note="Mật khẩu dùng một lần chỉ hiện một lần ngay sau khi mở"
        if limits.decides
        else "Tài khoản được mở khi Chánh Văn phòng đồng ý hoặc quản trị hệ thống thực hiện",
        class_="acts-card",
    )


def charge_fields(limits: Bounds, there: UnitGroups, charge: Charge | None = None) -> Markup:
    """Role, unit and units followed; a unit's head has the officers of his unit to give."""
    roles = limits.roles
    if roles == [Role.UNIT_OFFICER]:
        unit = charge.unit if charge else limits.viewer.charge.unit
        return text([given("role", Role.UNIT_OFFICER), given("unit", unit)])
    followed = (
        "Giữ phím Ctrl để chọn nhiều. Chỉ với Ủy viên Ban Thường vụ, Phó Chánh Văn phòng, chuyên viên; "
        "để trống: toàn tỉnh"
    )
    chosen = charge.units if charge else ()
    many = units("units", "Đơn vị theo dõi, phụ trách", there, chosen=chosen, many=True, hint=followed)
    return text(
        [
            choice(
                "role",
                "Vai trò",
                [(str(role), ROLE_NAMES[role]) for role in roles],
                value=str(charge.role) if charge else "",
                required=True,
            ),
            units(
                "unit",
                "Thuộc đơn vị",
                there,
                value=charge.unit if charge else None,
                hint="Chỉ với lãnh đạo, cán bộ đơn vị",
            ),
            many,
        ]
    )


def _table(page: Sequence[Holder], names: Mapping[UUID, str], look: Look) -> Markup:
    head = (
        ("Họ và tên", None),
        ("Chức danh", "wide"),
        ("Vai trò", "wide"),
        ("Đơn vị, phạm vi", "wide"),
        ("Tình trạng", None),
    )
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", (tag("th", words, scope="col", class_=of) for words, of in head))),
            tag("tbody", (_row(one, names, look) for one in page)),
            class_="lines people",
        ),
        class_="card",
    )


def scope_words(charge: Charge, names: Mapping[UUID, str]) -> str:
    """Where he belongs, or how much he follows."""
    if charge.unit:
        return names.get(charge.unit, "")
    return f"theo dõi {count(len(charge.units))} đơn vị" if charge.units else ""


def _row(one: Holder, names: Mapping[UUID, str], look: Look) -> Markup:
    person, charge = one.person, one.account.charge
    state = "Đang dùng" if one.account.open else "Đã khóa"
    waiting = "chưa đổi mật khẩu được cấp" if one.account.open and person.must_change else None
    return tag(
        "tr",
        tag(
            "th",
            tag("a", person.name, href=look.asked.when.at(f"{ACCOUNT}{person.account}")),
            tag("small", person.login),
            tag(
                "small",
                ", ".join(filter(None, (ROLE_NAMES[charge.role], scope_words(charge, names)))),
                class_="narrow",
            ),
            scope="row",
        ),
        tag("td", person.office, class_="wide"),
        tag("td", ROLE_NAMES[charge.role], class_="wide"),
        tag("td", scope_words(charge, names), class_="wide"),
        tag("td", state, tag("small", waiting) if waiting else None),
        class_=None if one.account.open else "closed",
    )
