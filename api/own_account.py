"""One's own account: the password, who deputises, where one is signed in, tokens for programs, what one may do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.gate import ACCOUNT
from api.house import House
from api.html import Form, page
from api.session import Asking, asking
from api.sign_in import Field, same
from domain.access import holders
from domain.access_log import AccessKind
from domain.account import ROLE_NAMES, Account, Charge, unfit
from domain.act import Actor
from domain.errors import Refused
from domain.permission_words import in_words
from domain.person import Person
from domain.vietnamese import day as vn_day
from projections.accounts import accounts
from projections.counts import unit_names

FIELDS = {
    "password": ("current", "password", "again"),
    "deputies": ("deputy", "day", "last_day"),
    "tokens": ("name", "days"),
}
"""The forms of the page."""


def own_account(house: House) -> APIRouter:
    """The routes under ``/account``; who asks is known by then."""
    router = APIRouter(prefix=ACCOUNT, include_in_schema=False)
    private, register = house.private, house.register

    def show(form: Form | None = None, status: int = 200, made: str = "", notice: str = "") -> Response:
        who = asking()
        forms = {name: Form(name) for name in FIELDS} | ({form.name: form} if form else {})
        return page(
            "account.html",
            status,
            title=house.title,
            heading="Tài khoản của tôi",
            person=who.person,
            forms=forms,
            made=made,
            notice=notice,
            **_shown(house, who),
        )

    def done(name: str, act: Callable[[UUID], Any], typed: Mapping[str, str] | None = None) -> Response:
        """Does it, and shows the page anew; what is refused is said at the form ``name``."""
        try:
            act(asking().viewer.account)
        except Refused as refused:
            return show(Form(name, *FIELDS.get(name, ()), typed=typed, refused=refused), 422)
        return RedirectResponse(f"{ACCOUNT}#{name}", 303)

    @router.get("")
    def account() -> Response:
        return show()

    @router.post("/password")
    def change_password(
        request: Request, current: Field = "", password: Field = "", again: Field = ""
    ) -> Response:
        address = request.client.host if request.client else ""

        def change(account_id: UUID) -> None:
            if not private.people.is_password(account_id, current, address=address):
                raise Refused("Mật khẩu hiện tại chưa đúng.", field="current")
            if password == current:
                raise Refused(
                    "Mật khẩu mới trùng mật khẩu hiện tại; đề nghị chọn mật khẩu khác.", field="password"
                )
            same(password, again)
            private.people.set_password(account_id, password)
            private.sessions.close_all(account_id, but=asking().session)
            private.access.note(account_id, AccessKind.ACCOUNT, "đổi mật khẩu")

        was_given = asking().person.must_change
        answer = done("password", change)
        return RedirectResponse("/", 303) if was_given and answer.status_code == 303 else answer

    @router.post("/deputies")
    def deputise(deputy: Field = "", day: Field = "", last_day: Field = "") -> Response:
        def act(account_id: UUID) -> None:
            register.deputise(
                Actor(str(account_id)),
                _id(deputy, "Đề nghị chọn đồng chí được ủy quyền.", "deputy"),
                day=_day(day, "day"),
                last_day=_day(last_day, "last_day"),
            )

        return done("deputies", act, {"deputy": deputy, "day": day, "last_day": last_day})

    @router.post("/deputies/end")
    def end_deputising(deputy: Field = "") -> Response:
        return done(
            "deputies", lambda mine: register.end_deputising(Actor(str(mine)), _id(deputy, "", "deputy"))
        )

    @router.post("/sessions/end")
    def end_sessions(session: Field = "") -> Response:
        """The one named; none named: all but this one."""
        if session:
            return done("sessions", lambda mine: private.sessions.close_one(mine, session))
        return done("sessions", lambda mine: private.sessions.close_all(mine, but=asking().session))

    @router.post("/tokens")
    def make_token(name: Field = "", days: Field = "") -> Response:
        mine = asking().viewer.account
        try:
            key = private.tokens.make(mine, name, int(days) if days.isascii() and days.isdigit() else 0)
        except Refused as refused:
            return show(
                Form("tokens", *FIELDS["tokens"], typed={"name": name, "days": days}, refused=refused), 422
            )
        private.access.note(mine, AccessKind.ACCOUNT, "tạo mã truy cập")
        return show(made=key)

    @router.post("/tokens/revoke")
    def revoke(token: Field = "") -> Response:
        def act(mine: UUID) -> None:
            private.tokens.revoke(mine, _id(token, "", "token"))
            private.access.note(mine, AccessKind.ACCOUNT, "thu hồi mã truy cập")

        return done("tokens", act)

    return router


def _shown(house: House, who: Asking) -> dict[str, Any]:
    mine, private, today = who.viewer.account, house.private, house.register.today()
    people = private.people.everybody()
    known = accounts(house.log, [person.account for person in people])
    return {
        "about": list(_about(house, who.person, known[mine])),
        "deputies": [
            (
                person,
                f"{vn_day(d.day)} – {vn_day(d.last_day)}",
                _may_deputise(known[mine], known[person.account]),
            )
            for person in people
            if person.account in known
            for d in known[person.account].deputises
            if d.by == str(mine) and d.last_day >= today
        ],
        "colleagues": [
            p for p in people if p.account in known and _may_deputise(known[mine], known[p.account])
        ],
        "today": today.isoformat(),
        "sessions": private.sessions.of(mine),
        "this": private.sessions.id_of(who.session) if who.session else "",
        "tokens": private.tokens.of(mine),
        "rights": [
            (_charge(house, charge), list(in_words(charge, house.switches))) for charge in who.viewer.charges
        ],
    }


def _about(house: House, person: Person, account: Account) -> Iterator[tuple[str, str]]:
    yield "Tên đăng nhập", person.login
    if person.office:
        yield "Chức danh", person.office
    yield "Vai trò", _charge(house, account.charge)
    if account.charge.units:
        yield "Theo dõi", ", ".join(_units(house, account.charge.units))
    today = house.register.today()
    held = house.register.look(lambda act: [str(holder.id) for holder in holders(act, account, today)])
    if names := private_names(house, held):
        yield "Đang được ủy quyền bởi", ", ".join(names)


def private_names(house: House, ids: Sequence[str]) -> list[str]:
    """The people of these accounts, as they are called."""
    names = house.private.people.names(ids)
    return [names[account].called for account in ids if account in names]


def _charge(house: House, charge: Charge) -> str:
    unit = "".join(f", {name}" for name in _units(house, [charge.unit])) if charge.unit else ""
    return ROLE_NAMES[charge.role] + unit


def _units(house: House, units: Sequence[UUID]) -> list[str]:
    reader = house.reader
    return [name for _, name, *_ in reader.read(unit_names, reader.reviewed(reader.today()), units)]


def _may_deputise(holder: Account, deputy: Account) -> bool:
    """As ``domain.account.deputise`` has it, so that only those are offered who may."""
    return deputy.open and holder.id != deputy.id and not unfit(holder.charge, deputy.charge)


def _id(text: str, otherwise: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(otherwise or "Yêu cầu không hợp lệ; đề nghị tải lại trang.", field=field) from None


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("Đề nghị chọn ngày.", field=field) from None
