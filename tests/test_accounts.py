"""The decisions on accounts: given what happened, when somebody asks, then these facts or a refusal."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.account import (
    IN_CHARGE,
    OF_A_UNIT,
    Account,
    Charge,
    Charged,
    Closed,
    Deputised,
    DeputisingEnded,
    Opened,
    Reopened,
    Role,
    account,
    charge_account,
    close_account,
    deputise,
    end_deputising,
    open_account,
    reopen_account,
)
from domain.errors import Refused
from domain.event import Event, Fact

HOLDER, DEPUTY = UUID(int=1), UUID(int=2)
UNIT, OTHER = UUID(int=7), UUID(int=8)
TODAY = date(2026, 3, 2)
BY = "quan-tri"


def given(charge: Charge, *facts: Fact, id: UUID = DEPUTY) -> Account:
    """The account after these facts."""
    history = (Opened(by=BY, charge=charge), *facts)
    return account(id, [Event(id, n, fact) for n, fact in enumerate(history, 1)])


def charge(role: Role) -> Charge:
    return Charge(role, UNIT if role in OF_A_UNIT else None)


@pytest.mark.parametrize("role", Role)
def test_who_belongs_to_a_unit_has_one_and_others_have_none(role: Role) -> None:
    fitting, wrong = Charge(role), Charge(role, UNIT)
    if role in OF_A_UNIT:
        fitting, wrong = wrong, fitting
    assert open_account(fitting, by=BY) == Opened(by=BY, charge=fitting)
    with pytest.raises(Refused) as refused:
        open_account(wrong, by=BY)
    assert refused.value.field == "unit"


@pytest.mark.parametrize("role", Role)
def test_those_who_follow_a_field_have_one(role: Role) -> None:
    followed = Charge(role, UNIT if role in OF_A_UNIT else None, (OTHER,))
    if role in IN_CHARGE:
        assert open_account(followed, by=BY).charge.units == (OTHER,)
    else:
        with pytest.raises(Refused) as refused:
            open_account(followed, by=BY)
        assert refused.value.field == "units"


def test_an_account_is_charged_anew_with_a_reason() -> None:
    before, after = given(charge(Role.SPECIALIST)), Charge(Role.SPECIALIST, units=(OTHER,))
    fact = charge_account(before, after, by=BY, reason=" Phân công lại ")
    assert fact == Charged(by=BY, charge=after, reason="Phân công lại")
    assert given(charge(Role.SPECIALIST), fact).charge == after
    with pytest.raises(Refused, match="Đề nghị nêu lý do"):
        charge_account(before, after, by=BY, reason=" ")
    with pytest.raises(Refused, match="không có gì thay đổi"):
        charge_account(before, charge(Role.SPECIALIST), by=BY, reason="Phân công lại")


def test_an_account_is_closed_and_opened_again() -> None:
    closed = close_account(given(charge(Role.CLERK)), by=BY, reason="Nghỉ hưu")
    assert closed == Closed(by=BY, reason="Nghỉ hưu")
    after = given(charge(Role.CLERK), closed)
    assert not after.open
    with pytest.raises(Refused, match="Tài khoản đã khóa"):
        close_account(after, by=BY, reason="Nghỉ hưu")
    reopened = reopen_account(after, by=BY, reason="Trở lại")
    assert reopened == Reopened(by=BY, reason="Trở lại")
    assert given(charge(Role.CLERK), closed, reopened).open
    with pytest.raises(Refused, match="đang dùng"):
        reopen_account(given(charge(Role.CLERK)), by=BY, reason="Trở lại")


def test_nobody_changes_his_own_account() -> None:
    own, by = given(charge(Role.ADMINISTRATOR)), str(DEPUTY)
    for act in (
        lambda: charge_account(own, charge(Role.STANDING), by=by, reason="Muốn xem"),
        lambda: close_account(own, by=by, reason="Thôi việc"),
        lambda: reopen_account(given(own.charge, Closed(by=BY, reason="x")), by=by, reason="Trở lại"),
    ):
        with pytest.raises(Refused, match="Không tự thay đổi tài khoản của chính mình"):
            act()


def deputised(
    holder: Charge, deputy: Charge, first: int = 0, last: int = 3, *, closed: bool = False
) -> Deputised:
    facts = [Closed(by=BY, reason="Nghỉ hưu")] if closed else []
    return deputise(
        given(holder, id=HOLDER),
        given(deputy, *facts),
        day=TODAY + timedelta(days=first),
        last_day=TODAY + timedelta(days=last),
        today=TODAY,
    )


HEAD, VICE = charge(Role.OFFICE_HEAD), charge(Role.OFFICE_DEPUTY)


def test_a_deputy_has_the_days_he_was_given_first_and_last_included() -> None:
    fact = deputised(HEAD, VICE, first=2, last=4)
    assert fact == Deputised(by=str(HOLDER), day=date(2026, 3, 4), last_day=date(2026, 3, 6))
    deputy = given(VICE, fact)
    on = [day for day in range(8) if deputy.holders(TODAY + timedelta(days=day)) == [str(HOLDER)]]
    assert on == [2, 3, 4]


def test_the_last_word_of_a_holder_counts_and_he_takes_it_back() -> None:
    first, second = deputised(HEAD, VICE, 0, 9), deputised(HEAD, VICE, 5, 6)
    deputy = given(VICE, first, second)
    assert deputy.holders(TODAY) == []
    assert deputy.holders(TODAY + timedelta(days=5)) == [str(HOLDER)]
    ended = end_deputising(deputy, holder=str(HOLDER))
    assert ended == DeputisingEnded(by=str(HOLDER), holder=str(HOLDER))
    assert given(VICE, first, second, ended).deputises == ()
    with pytest.raises(Refused, match="chưa ủy quyền"):
        end_deputising(deputy, holder="khac")


@pytest.mark.parametrize(
    ("holder", "deputy", "words"),
    [
        (charge(Role.ADMINISTRATOR), HEAD, "Quyền quản trị hệ thống"),
        (HEAD, charge(Role.ADMINISTRATOR), "Quyền quản trị hệ thống"),
        (charge(Role.INSPECTION), HEAD, "Ủy ban Kiểm tra"),
        (HEAD, charge(Role.INSPECTION), "Ủy ban Kiểm tra"),
        (charge(Role.UNIT_HEAD), HEAD, "cùng một cơ quan, đơn vị"),
        (charge(Role.UNIT_HEAD), Charge(Role.UNIT_HEAD, OTHER), "cùng một cơ quan, đơn vị"),
    ],
)
def test_whose_duties_do_not_go_together_do_not_deputise(holder: Charge, deputy: Charge, words: str) -> None:
    with pytest.raises(Refused, match=words):
        deputised(holder, deputy)


@pytest.mark.parametrize(("first", "last"), [(-1, 3), (3, 2)])
def test_deputising_has_days_that_are_still_to_come(first: int, last: int) -> None:
    with pytest.raises(Refused, match="không hợp lệ") as refused:
        deputised(HEAD, VICE, first, last)
    assert refused.value.field == "last_day"


def test_nobody_deputises_for_himself_or_by_a_closed_account() -> None:
    with pytest.raises(Refused, match="đã khóa"):
        deputised(HEAD, VICE, closed=True)
    holder = given(HEAD, id=HOLDER)
    with pytest.raises(Refused, match="chính mình"):
        deputise(holder, holder, day=TODAY, last_day=TODAY, today=TODAY)
    assert deputised(charge(Role.UNIT_HEAD), charge(Role.UNIT_OFFICER)).by == str(HOLDER)
