"""Signing in and out, and the first start: pages that need nobody to be known."""

import secrets
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Request
from fastapi import Form as Posted
from fastapi.responses import RedirectResponse, Response

from api.gate import FIRST, LOGIN, LOGOUT
from api.house import House, Trial
from api.html import Form, page
from api.session import asking, cookie_name, is_secure
from domain.access_log import AccessKind
from domain.account import Charge, Role
from domain.act import Actor
from domain.errors import NotFound, Refused
from domain.person import Throttled

Field = Annotated[str, Posted()]

WRONG = "Tài khoản hoặc mật khẩu chưa đúng."
CLOSED = "Tài khoản quản trị đầu tiên đã được tạo. Đề nghị đăng nhập."

ADMINISTRATOR = "Quản trị hệ thống"
"""The office held by who came first, until he writes another."""


def sign_in(house: House, *, code: str | None, trial: Trial | None) -> APIRouter:
    """``code``: what the first administrator has to show; None: he sits at this machine."""
    router = APIRouter(include_in_schema=False)
    people, sessions, access = house.private.people, house.private.sessions, house.private.access

    def login_page(status: int = 200, **values: Any) -> Response:
        known = {"title": house.title, "heading": "Đăng nhập", "trial": trial, "person": None}
        given = {"next": "/", "password": "", "notice": "", "form": Form("login")}
        return page("login.html", status, **known | given | values)

    def first_page(status: int = 200, form: Form | None = None) -> Response:
        return page(
            "first.html",
            status,
            title=house.title,
            heading="Tài khoản quản trị đầu tiên",
            person=None,
            coded=code is not None,
            form=form or Form("first"),
        )

    def let_in(account_id: UUID, request: Request, to: str) -> Response:
        access.note(account_id, AccessKind.SIGN_IN, _address(request))
        answer = RedirectResponse(to, 303, {"Cache-Control": "no-store"})
        secure = is_secure(house)
        answer.set_cookie(cookie_name(house), sessions.open(account_id), httponly=True, secure=secure)
        return answer

    @router.get(LOGIN)
    def login(request: Request) -> Response:
        if not people.anybody():
            return RedirectResponse(FIRST, 303)
        asked = request.query_params
        chosen = asked.get("as") if trial else None
        return login_page(
            next=_inside(asked.get("next", "")),
            form=Form("login", typed={"login": chosen} if chosen else None),
            password=trial.password if trial and chosen else "",
        )

    @router.post(LOGIN)
    def log_in(request: Request, login: Field = "", password: Field = "", next: Field = "") -> Response:
        address, to = _address(request), _inside(next)
        try:
            person = people.authenticate(login, password, address=address)
        except Throttled as throttled:
            return login_page(429, next=to, form=Form("login", typed={"login": login}, refused=throttled))
        account = house.register.account(person.account) if person else None
        if person is None or account is None or not account.open:
            access.note(_account_of(house, login), AccessKind.SIGN_IN_FAILED, address)
            form = Form("login", typed={"login": login}, refused=Refused(WRONG))
            return login_page(401, next=to, form=form)
        return let_in(person.account, request, to)

    @router.post(LOGOUT)
    def log_out() -> Response:
        if session := asking().session:
            sessions.close(session)
        answer = RedirectResponse(LOGIN, 303)
        answer.delete_cookie(cookie_name(house), httponly=True, secure=is_secure(house))
        return answer

    @router.get(FIRST)
    def first() -> Response:
        return RedirectResponse(LOGIN, 303) if people.anybody() else first_page()

    @router.post(FIRST)
    def be_first(
        request: Request,
        name: Field = "",
        login: Field = "",
        password: Field = "",
        again: Field = "",
        code_: Annotated[str, Posted(alias="code")] = "",
    ) -> Response:
        if people.anybody():
            return login_page(409, notice=CLOSED)
        account_id = uuid4()

        def opened() -> None:
            house.register.open_account(Actor(str(account_id)), Charge(Role.ADMINISTRATOR), id=account_id)

        try:
            if code is not None and not secrets.compare_digest(code_.strip().encode(), code.encode()):
                raise Refused("Mã mở lần đầu chưa đúng; mã in ở cửa sổ lệnh khi khởi động.", field="code")
            same(password, again)
            people.add(account_id, login, name, ADMINISTRATOR, password, first=True, opened=opened)
        except NotFound:
            return login_page(409, notice=CLOSED)
        except Refused as refused:
            fields = ("name", "login", "password", "again", "code")
            typed = {"name": name, "login": login, "code": code_}
            return first_page(422, Form("first", *fields, typed=typed, refused=refused))
        return let_in(account_id, request, "/")

    return router


def same(password: str, again: str) -> None:
    """Refuses a password that was typed differently the second time."""
    if password != again:
        raise Refused("Hai lần nhập mật khẩu không giống nhau.", field="again")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _account_of(house: House, login: str) -> UUID | None:
    try:
        return house.private.people.by_login(login).account
    except Refused:
        return None


def _inside(address: str) -> str:
    """A path of these pages; whatever a browser might take for another place leads to the first one."""
    elsewhere = address.startswith("//") or "\\" in address or not address.isprintable()
    return address if address.startswith("/") and not elsewhere else "/"
