"""The first start: without accounts every address leads to the page that makes the first one, once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from domain.account import Role
from tests.province import served
from tests.signed_in import PASSWORD
from tests.visitor import Visitor
from tests.world import World


@contextmanager
def empty(dsn: str, **how: str) -> Iterator[tuple[World, str]]:
    """A register without any account, served."""
    world = World(dsn)
    try:
        with served(world, **how) as address:
            yield world, address
    finally:
        world.database.close()


ADMIN = {"name": "Lê Văn Quản", "login": "quantri", "password": PASSWORD, "again": PASSWORD}


def test_without_accounts_everything_leads_to_the_first_one_and_then_never_again(database: str) -> None:
    with empty(database) as (world, address):
        visitor = Visitor(address)
        for path in ("/", "/danh-sach", "/account", "/login"):
            assert visitor.get(path).to == "/first"
        assert visitor.get("/_dash-layout").status == 401
        assert "Mã mở lần đầu" not in visitor.get("/first").words
        visitor.post("/first", **ADMIN)
        assert (visitor.status, visitor.to) == (303, "/")
        assert "Vai trò Quản trị hệ thống" in visitor.get("/account").words
        [person] = world.private.people.everybody()
        account = world.register.account(person.account)
        assert account is not None
        assert (account.charge.role, person.login) == (Role.ADMINISTRATOR, "quantri")
        other = Visitor(address)
        assert other.get("/first").to == "/login"
        other.post("/first", **ADMIN | {"login": "khac"})
        assert other.status == 409
        assert "Tài khoản quản trị đầu tiên đã được tạo." in other.words
        assert not other.set_cookie
        assert len(world.private.people.everybody()) == 1


def test_what_is_wrong_with_the_first_account_is_said_beside_it(database: str) -> None:
    with empty(database) as (world, address):
        visitor = Visitor(address)
        for changed, field, words in (
            ({"name": " "}, "name", "Đề nghị nhập họ và tên."),
            ({"login": "quản trị"}, "login", "Tên đăng nhập gồm"),
            ({"password": "ngắn", "again": "ngắn"}, "password", "ít nhất 10 ký tự"),
            ({"again": "khác đi một chút"}, "again", "không giống nhau"),
        ):
            visitor.post("/first", **ADMIN | changed)
            assert visitor.status == 422
            assert words in visitor.error_of(field), changed
            assert visitor.typed("login") == (ADMIN | changed)["login"]
            assert visitor.typed("password") == ""
            assert not visitor.cookie
        assert not world.private.people.anybody()
        assert world.log.head() == 0


def test_two_who_come_first_at_once_make_one_account(database: str) -> None:
    with empty(database) as (world, address):

        def come(login: str) -> int:
            return Visitor(address).post("/first", **ADMIN | {"login": login}).status

        with ThreadPoolExecutor(3) as pool:
            assert sorted(pool.map(come, ["mot-a", "hai-b", "ba-c"])) == [303, 409, 409]
        assert len(world.private.people.everybody()) == world.log.head() == 1


def test_who_comes_from_elsewhere_shows_the_code_that_the_start_printed(database: str) -> None:
    with empty(database, code="k7mp-2x9d-hw4t", origin="https://sonq.tinhuy.example") as (world, address):
        visitor = Visitor(address)
        assert "Mã mở lần đầu" in visitor.get("/first").words
        for code in ("", "k7mp-2x9d-hw4u", "\xe9"):
            visitor.post("/first", **ADMIN, code=code)
            assert "Mã mở lần đầu chưa đúng" in visitor.error_of("code")
        assert not world.private.people.anybody()
        assert visitor.post("/first", **ADMIN, code=" k7mp-2x9d-hw4t ").status == 303
