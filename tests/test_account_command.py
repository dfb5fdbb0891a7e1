"""The command ``account``: accounts by who is at the machine itself."""

import re

import pytest

from api.commands import account
from domain.account import OPERATOR, Charge, Role
from domain.errors import NotFound, Refused
from tests.private_kit import account_of
from tests.world import World, command


@pytest.fixture
def world(fresh: World) -> World:
    return fresh


def said(world: World, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert command(world, account, *words) == 0
    return capsys.readouterr().out


def once(text: str) -> str:
    """The one-time password that was printed."""
    [found] = re.findall(r"Mật khẩu dùng một lần, đổi khi đăng nhập: (\S{14})\n", text)
    return str(found)


OPEN = (
    "open",
    "--role",
    "specialist",
    "--login",
    "Linh",
    "--name",
    "Trần Thị Linh",
    "--office",
    "Chuyên viên",
)


def test_an_account_is_opened_listed_reset_closed_and_opened_again(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    people = world.private.people
    assert "0 tài khoản." in said(world, capsys, "list")
    first = once(said(world, capsys, *OPEN))
    linh = people.authenticate("linh", first, address="")
    assert linh is not None
    assert linh.must_change
    found = world.register.account(linh.account)
    assert found is not None
    assert found.charge == Charge(Role.SPECIALIST)
    [opened] = world.register.events.get(linh.account)
    assert opened.fact.by == OPERATOR  # type: ignore[attr-defined]
    listed = said(world, capsys, "list")
    for words in ("linh", "Trần Thị Linh", "Chuyên viên theo dõi", "chờ đổi mật khẩu", "01 tài khoản."):
        assert words in listed
    people.set_password(linh.account, "gió núi mưa nguồn")
    assert "đang dùng" in said(world, capsys, "list")

    second = once(said(world, capsys, "reset", "linh"))
    assert second != first
    assert people.authenticate("linh", second, address="") is not None

    assert "Đã khóa tài khoản “linh”." in said(world, capsys, "close", "LINH", "--reason", "Nghỉ hưu")
    assert "đã khóa" in said(world, capsys, "list")
    with pytest.raises(Refused, match="Tài khoản đã khóa"):
        command(world, account, "close", "linh", "--reason", "Nghỉ hưu")
    assert "Đã mở lại" in said(world, capsys, "reopen", "linh", "--reason", "Trở lại công tác")


def test_a_unit_s_people_belong_to_it(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    [unit] = world.units("Đảng ủy xã Tam Sơn")
    words = ("open", "--role", "unit_head", "--login", "thang", "--name", "Cao Văn Thắng")
    with pytest.raises(Refused, match="cần gắn với một đơn vị"):
        command(world, account, *words)
    with pytest.raises(NotFound):
        command(world, account, *words, "--unit", str(world.resolution()))
    assert not world.private.people.anybody()
    once(said(world, capsys, *words, "--unit", str(unit)))
    assert "Đảng ủy xã Tam Sơn" in said(world, capsys, "list")


def test_a_sign_in_name_that_is_taken_opens_no_account(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    said(world, capsys, *OPEN)
    head = world.log.head()
    with pytest.raises(Refused, match="“linh” đã có người dùng"):
        command(world, account, *OPEN)
    assert world.log.head() == head


def test_a_token_is_printed_once_and_holds(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    said(world, capsys, *OPEN)
    text = said(world, capsys, "token", "linh", "--name", "Trang tổng hợp", "--days", "30")
    [key] = re.findall(r"chỉ in một lần: (sonq_\S+)", text)
    linh = world.private.people.by_login("linh")
    assert account_of(world.private.tokens, key) == linh.account
    [token] = world.private.tokens.of(linh.account)
    assert (token.expires - token.made).days == 30


@pytest.mark.parametrize("words", [("reset", "khong-co"), ("close", "khong-co", "--reason", "Lý do")])
def test_who_is_not_there_is_not_found(world: World, words: tuple[str, ...]) -> None:
    with pytest.raises(NotFound):
        command(world, account, *words)


def test_no_password_stands_in_the_log(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    told = once(said(world, capsys, *OPEN)), once(said(world, capsys, "reset", "linh"))
    [(log,)] = world.rows("SELECT string_agg(l::text, ' ') FROM sonq.log l")
    [noted] = [entry.what for entry in world.private.access.page()]
    for secret in (*told, "argon2", "Linh", "linh"):
        assert secret not in log
        assert secret not in noted
