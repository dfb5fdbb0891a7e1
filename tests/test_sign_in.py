"""Signing in: who is let in, by what, until when."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from uuid import UUID

import pytest

from api.house import Trial
from domain.access_log import AccessKind
from domain.account import Role
from infra.private.throttle import _key
from tests.province import served
from tests.signed_in import ADMINISTRATOR, PASSWORD, open_account, signed_in
from tests.visitor import Visitor
from tests.world import World

NOON = date(2026, 4, 2)


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    world = World(module_database).on(NOON, 12)
    yield world
    world.database.close()


@pytest.fixture(scope="module")
def somebody(world: World) -> str:
    """The sign-in name of a specialist."""
    _, login = open_account(world, Role.SPECIALIST, name="Trần Thị Linh")
    return login


@pytest.fixture(scope="module")
def address(world: World, somebody: str) -> Iterator[str]:
    with served(world) as address:
        yield address


@pytest.fixture
def visitor(address: str, world: World) -> Visitor:
    world.now += timedelta(days=2)  # what was typed wrong in other tests is forgotten
    return Visitor(address)


# Nobody is signed in


@pytest.mark.parametrize(
    "path",
    ["/api/v1/khong-co", "/_dash-layout", "/_dash-dependencies", "/_dash-update-component", "/events"],
)
def test_a_script_that_nobody_has_signed_in_for_is_told_so(visitor: Visitor, path: str) -> None:
    for method in ("GET", "POST"):
        visitor.ask(method, path)
        assert (visitor.status, visitor.headers["Content-Type"]) == (401, "application/problem+json")
        assert json.loads(visitor.body)["title"] == "Chưa đăng nhập"


@pytest.mark.parametrize(
    ("path", "next"),
    [
        ("/", None),
        ("/danh-sach?loai=qua-han&dem=luot-giao", "/danh-sach%3Floai%3Dqua-han%26dem%3Dluot-giao"),
        ("/account", "/account"),
        (f"/nhiem-vu/{UUID(int=5)}", f"/nhiem-vu/{UUID(int=5)}"),
    ],
)
def test_a_person_is_led_to_where_one_signs_in_and_then_on(
    visitor: Visitor, somebody: str, path: str, next: str | None
) -> None:
    visitor.get(path)
    assert (visitor.status, visitor.to) == (303, f"/login?next={next}" if next else "/login")
    visitor.get(visitor.to)
    kept = unescape(re.findall(r'name="next" value="([^"]*)"', visitor.body)[0])
    assert visitor.signs_in(somebody, next=kept).to == path
    assert visitor.get(visitor.to).status == 200


@pytest.mark.parametrize(
    "next",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\/evil.example", "evil", "/\tevil",
     "javascript:alert(1)", "/\r\nSet-Cookie: a=b", ""],
)  # fmt: skip
def test_nobody_is_led_elsewhere(visitor: Visitor, somebody: str, next: str) -> None:
    assert visitor.signs_in(somebody, next=next).to == "/"


def test_code_and_style_are_for_everybody_and_the_rest_is_not(visitor: Visitor, somebody: str) -> None:
    for path in ("/assets/sonq.css", "/sign-in/sign_in.css", "/sign-in/scheme.js", "/login", "/healthz"):
        assert visitor.get(path).status == 200, path
    page = Visitor(visitor.address).signs_in(somebody).get("/").body
    component = re.findall(r'/_dash-component-suites/[^"]+', page)[0]
    assert Visitor(visitor.address).get(component).status == 200
    for path in ("/sign-in/../pages/login.html", "/assets/../app.py", "/assets/..%2f..%2fsonq.py"):
        assert Visitor(visitor.address).get(path).status in (303, 404), path


# Signing in


def test_the_right_password_opens_a_session_that_scripts_cannot_read(
    visitor: Visitor, world: World, somebody: str
) -> None:
    visitor.signs_in(f" {somebody.upper()} ")
    assert (visitor.status, visitor.to) == (303, "/")
    assert re.fullmatch(r"sonq=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", visitor.set_cookie)
    assert "Tài khoản của tôi" in visitor.get("/account").words
    assert visitor.headers["Cache-Control"] == "no-store"
    newest = world.private.access.page(limit=1)[0]
    assert (newest.kind, newest.account) == (
        AccessKind.SIGN_IN,
        world.private.people.by_login(somebody).account,
    )


def test_what_is_wrong_is_not_told_apart_and_what_was_typed_stays(
    visitor: Visitor, world: World, somebody: str
) -> None:
    closed, gone = open_account(world, Role.CLERK)
    world.register.close_account(ADMINISTRATOR, closed, reason="Nghỉ hưu")
    for login, password in ((somebody, "không phải"), ("khong-co", PASSWORD), (gone, PASSWORD), ("", "")):
        visitor.signs_in(login, password)
        assert visitor.status == 401
        assert "Tài khoản hoặc mật khẩu chưa đúng." in visitor.words
        assert visitor.typed("login") == login
        assert visitor.typed("password") == ""
        assert not visitor.set_cookie
    failed = [a.account for a in world.private.access.page(limit=4)]
    assert failed == [None, closed, None, world.private.people.by_login(somebody).account]


def test_after_many_wrong_passwords_the_page_says_when_to_try_again(
    visitor: Visitor, world: World, somebody: str
) -> None:
    for _ in range(5):
        visitor.signs_in(somebody, "không phải")
    visitor.signs_in(somebody)
    assert visitor.status == 429
    assert "Đã nhập sai nhiều lần. Đề nghị thử lại sau" in visitor.words
    world.now += timedelta(seconds=15)
    assert visitor.signs_in(somebody).status == 303


def test_a_form_longer_than_any_is_not_read(visitor: Visitor) -> None:
    assert visitor.signs_in("x" * 30_000).status == 413


def test_a_password_is_sent_by_our_own_page_only(visitor: Visitor, somebody: str) -> None:
    form = {"login": somebody, "password": PASSWORD}
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "same-site"}):
        assert visitor.ask("POST", "/login", form, **headers).status == 403
    assert visitor.ask("POST", "/login", form, Origin=f"http://{visitor.address}").status == 303


def test_signing_out_ends_the_session_for_whoever_has_the_cookie(visitor: Visitor, somebody: str) -> None:
    visitor.signs_in(somebody)
    copied = Visitor(visitor.address, visitor.cookie)
    assert visitor.get("/logout").status == 404
    visitor.post("/logout")
    assert (visitor.status, visitor.to) == (303, "/login")
    assert 'sonq=""' in visitor.set_cookie
    assert copied.get("/account").to == "/login?next=/account"


def test_a_closed_account_is_nobody_at_once_with_its_sessions_and_its_tokens(
    address: str, world: World
) -> None:
    who = signed_in(world, Role.SPECIALIST)
    token = world.private.tokens.make(who.account, "Trao đổi dữ liệu", 30)
    visitor, program = Visitor(address, f"sonq={who.key}"), Visitor(address)
    assert visitor.get("/account").status == 200
    assert program.get("/api/v1/khong-co", Authorization=f"Bearer {token}").status == 404
    world.register.close_account(ADMINISTRATOR, who.account, reason="Chuyển công tác")
    assert visitor.get("/account").status == 303
    assert visitor.get("/_dash-layout").status == 401
    assert program.get("/api/v1/khong-co", Authorization=f"Bearer {token}").status == 401


def test_an_erased_person_is_nobody(address: str, world: World) -> None:
    who = signed_in(world)
    world.private.people.erase(who.account)
    assert Visitor(address, f"sonq={who.key}").get("/account").status == 303


@pytest.mark.parametrize(
    "cookie", ["sonq=", "sonq=x", "sonq=\xe9", "sonq", "other=1; sonq=; ;;=", "sonq=" + "a" * 9000]
)
def test_a_made_up_cookie_is_nobodys(address: str, cookie: str) -> None:
    assert Visitor(address, cookie).get("/account").status == 303


# Programs


def test_a_program_asks_the_api_by_its_token_and_nothing_else(address: str, world: World) -> None:
    who = signed_in(world)
    token = world.private.tokens.make(who.account, "Trao đổi dữ liệu", 30)
    program = Visitor(address)
    for kind in ("Bearer", "bearer"):
        assert program.get("/api/v1/khong-co", Authorization=f"{kind} {token}").status == 404
    # From whatever page: none can send the header along.
    answer = program.ask(
        "POST", "/api/v1/khong-co", Authorization=f"Bearer {token}", Origin="http://evil.example"
    )
    assert answer.status == 404
    for path in ("/account", "/", "/_dash-layout"):
        assert program.get(path, Authorization=f"Bearer {token}").status in (303, 401), path
    for wrong in ("", "Bearer", "Bearer ", f"Bearer {token}x", f"Basic {token}", "Bearer \xe9"):
        program.get("/api/v1/khong-co", Authorization=wrong)
        assert (program.status, program.headers["WWW-Authenticate"]) == (401, "Bearer"), wrong


def test_a_wrong_token_is_not_made_up_for_by_a_cookie(address: str, world: World) -> None:
    who = signed_in(world)
    visitor = Visitor(address, f"sonq={who.key}")
    assert visitor.get("/api/v1/khong-co").status == 404
    assert visitor.get("/api/v1/khong-co", Authorization="Bearer sonq_x").status == 401


# By another name


def test_behind_tls_the_cookie_is_for_it_only_and_the_public_name_is_let_in(
    world: World, somebody: str
) -> None:
    with served(world, origin="https://sonq.tinhuy.example") as address:
        world.now += timedelta(days=2)
        visitor, named = Visitor(address), {"Host": "Sonq.Tinhuy.Example"}
        form = {"login": somebody, "password": PASSWORD}
        answer = visitor.ask("POST", "/login", form, Origin="https://sonq.tinhuy.example", **named)
        assert answer.status == 303
        assert re.fullmatch(
            r"__Host-sonq=[\w-]{43}; HttpOnly; Path=/; SameSite=lax; Secure", visitor.set_cookie
        )
        assert visitor.get("/account", **named).status == 200
        assert visitor.get("/account", Host="127.0.0.1").status == 200
        plain = Visitor(address, visitor.cookie.removeprefix("__Host-"))
        assert plain.get("/account", **named).status == 303
        for host in ("evil.example", "sonq.tinhuy.example:80", "sonq.tinhuy.example.evil.example"):
            assert visitor.get("/account", Host=host).status == 403
        assert visitor.ask("POST", "/logout", Origin="https://evil.example", **named).status == 403


# The demonstration


def test_the_demonstration_offers_its_accounts_to_be_filled_in(world: World, somebody: str) -> None:
    with served(world, trial=Trial(PASSWORD, [(somebody, "Chuyên viên theo dõi")])) as address:
        world.now += timedelta(days=2)
        visitor = Visitor(address).get("/login?next=/danh-sach")
        [link] = re.findall(r'<li><a href="([^"]+)"', visitor.body)
        assert visitor.typed("login") == ""
        visitor.get(unescape(link))
        assert (visitor.typed("login"), visitor.typed("password")) == (somebody, PASSWORD)
        assert 'name="next" value="/danh-sach"' in visitor.body
        assert visitor.signs_in(somebody, visitor.typed("password"), next="/danh-sach").to == "/danh-sach"


def test_elsewhere_nothing_is_filled_in(visitor: Visitor, somebody: str) -> None:
    visitor.get(f"/login?as={somebody}")
    assert (visitor.typed("login"), visitor.typed("password")) == ("", "")
    assert "Tỉnh trình diễn" not in visitor.words


def test_nobody_is_believed_where_he_says_he_comes_from(address: str, world: World) -> None:
    typed = {"login": "nguoi.la", "password": "đoán thử một câu"}
    Visitor(address).ask("POST", "/login", typed, X_Forwarded_For="10.9.8.7", X_Forwarded_Proto="https")
    counted = {bytes(key) for (key,) in world.rows("SELECT key FROM private.attempts")}
    assert _key("address", "127.0.0.1") in counted
    assert _key("address", "10.9.8.7") not in counted
