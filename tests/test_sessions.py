"""Sessions and tokens end; wrong passwords make the next ones wait."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from domain.errors import NotFound, Refused
from domain.person import Throttled, wait
from tests.private_kit import PASSWORD, Kit, account_of, private_kit


@pytest.fixture
def kit(module_database: str) -> Iterator[Kit]:
    with private_kit(module_database) as kit:
        yield kit


def test_a_session_ends_after_half_a_day_of_rest_and_after_a_week(kit: Kit) -> None:
    account = kit.linh()
    key = kit.sessions.open(account)
    kit.after(hours=11)
    assert account_of(kit.sessions, key) == account
    kit.after(hours=11)
    assert account_of(kit.sessions, key) == account
    kit.after(hours=12, seconds=1)
    assert account_of(kit.sessions, key) is None
    key = kit.sessions.open(account)
    for _ in range(14):
        kit.after(hours=11.9)
        assert account_of(kit.sessions, key) == account
    kit.after(hours=2)
    assert account_of(kit.sessions, key) is None
    assert kit.sessions.of(account) == []


def test_sessions_are_ended_one_by_one_or_all_but_this(kit: Kit) -> None:
    account, other = kit.linh(), uuid4()
    kit.people.add(other, "nam", "Nguyễn Nam", password=PASSWORD)
    first, second, third, his = (kit.sessions.open(whose) for whose in (account, account, account, other))
    kit.sessions.close(first)
    assert account_of(kit.sessions, first) is None
    [one, _] = kit.sessions.of(account)
    kit.sessions.close_one(other, one.id)
    assert len(kit.sessions.of(account)) == 2
    kit.sessions.close_one(account, one.id)
    assert len(kit.sessions.of(account)) == 1
    third = kit.sessions.open(account)
    kit.sessions.close_all(account, but=third)
    assert [account_of(kit.sessions, key) for key in (second, third, his)] == [None, account, other]
    kit.sessions.close_all(account)
    assert [account_of(kit.sessions, key) for key in (third, his)] == [None, other]
    assert account_of(kit.sessions, "\ud800") is None


def test_a_token_holds_until_its_day_or_until_it_is_revoked(kit: Kit) -> None:
    account = kit.linh()
    short, long = kit.tokens.make(account, "Trang tổng hợp", 1), kit.tokens.make(account, "Sao lưu", 30)
    assert account_of(kit.tokens, short) == account
    kit.after(days=1)
    assert account_of(kit.tokens, short) is None
    assert account_of(kit.tokens, long) == account
    [token] = [t for t in kit.tokens.of(account) if t.name == "Sao lưu"]
    assert token.used == kit.clock.now
    with pytest.raises(NotFound):
        kit.tokens.revoke(uuid4(), token.id)
    kit.tokens.revoke(account, token.id)
    assert account_of(kit.tokens, long) is None
    with pytest.raises(NotFound):
        kit.tokens.revoke(account, token.id)


@pytest.mark.parametrize(("name", "days", "field"), [("", 5, "name"), ("x", 0, "days"), ("x", 367, "days")])
def test_a_token_has_a_name_and_an_end(kit: Kit, name: str, days: int, field: str) -> None:
    with pytest.raises(Refused) as refused:
        kit.tokens.make(kit.linh(), name, days)
    assert refused.value.field == field


def test_after_five_wrong_passwords_each_next_one_waits_longer(kit: Kit) -> None:
    kit.linh()
    for _ in range(5):
        assert not kit.signs_in("linh", "không phải")
    with pytest.raises(Throttled, match=r"Đề nghị thử lại sau 08:31 ngày 02/3/2026"):
        kit.signs_in("linh")
    kit.after(seconds=15)
    assert not kit.signs_in("linh", "không phải")
    kit.after(seconds=29)
    with pytest.raises(Throttled):
        kit.signs_in("linh", address="10.0.0.8")
    kit.after(seconds=1)
    assert kit.signs_in("linh")
    assert not kit.signs_in("linh", "không phải")
    assert kit.signs_in("linh")
    assert [wait(n).total_seconds() for n in (4, 5, 6, 7, 11, 1000)] == [0, 15, 30, 60, 900, 900]


def test_many_wrong_passwords_at_once_are_many(kit: Kit) -> None:
    kit.linh()

    def guess(_: int) -> str:
        try:
            return str(kit.signs_in("linh", "không phải"))
        except Throttled:
            return "waits"

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(guess, range(12))) == ["False"] * 5 + ["waits"] * 7


def test_a_name_that_nobody_has_waits_as_others_do_and_is_not_written_down(kit: Kit) -> None:
    typed = "Mật khẩu gõ nhầm chỗ"
    for _ in range(5):
        assert not kit.signs_in(typed)
    with pytest.raises(Throttled):
        kit.signs_in(typed)
    assert typed not in kit.everything()


def test_an_address_waits_too_and_who_knows_his_password_is_not_kept_waiting_by_it_for_long(kit: Kit) -> None:
    kit.linh()
    for n in range(30):
        assert not kit.signs_in(f"ai-do-{n}")
    with pytest.raises(Throttled):
        kit.signs_in("linh")
    kit.after(seconds=15)
    assert kit.signs_in("linh")
    assert kit.signs_in("linh")
    assert not kit.signs_in("ai-do-khac")
    with pytest.raises(Throttled):
        kit.signs_in("linh")
    assert kit.signs_in("linh", address="10.0.0.9")
    kit.after(days=1, minutes=15)
    assert not kit.signs_in("ai-do-khac")
    assert kit.signs_in("linh")
