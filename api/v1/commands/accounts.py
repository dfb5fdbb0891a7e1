"""Commands on accounts: the administrator's on all, a unit head's on the officers of his unit, one's own deputies."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, cast
from uuid import UUID, uuid4

import msgspec

from api.v1.commands.documents import Reasoning
from api.v1.commands.examples import DAY, UNIT
from api.v1.forms import Form, Nothing
from api.v1.table import Call, Command
from domain.access import Subject, of_account, of_charge
from domain.access_log import AccessKind
from domain.account import Charge, Role
from domain.act import Act
from domain.app import Actor, Done
from domain.errors import Refused
from domain.log import Recorder
from domain.permissions import DONE, Right


class Charged(Form, frozen=True, kw_only=True):
    """Vai trò, đơn vị, phạm vi theo dõi."""

    role: Role
    unit: UUID | None = None
    units: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=300)] = ()

    def made(self) -> Charge:
        """As the domain has it."""
        return Charge(self.role, self.unit, self.units)


class Named(Form, frozen=True, kw_only=True):
    """Họ tên, chức danh, tên đăng nhập."""

    login: str
    name: str
    office: str = ""


class Opening(Charged, frozen=True, kw_only=True):
    """Mở tài khoản; mật khẩu dùng một lần được trả về."""

    login: str
    name: str
    office: str = ""


class Recharging(Charged, frozen=True, kw_only=True):
    """Thay đổi vai trò, đơn vị, phạm vi theo dõi."""

    reason: str


class Deputising(Form, frozen=True, kw_only=True):
    """Ủy quyền cho đồng chí khác thực hiện thay, có thời hạn."""

    day: date
    last_day: date


def _of_path(call: Call) -> Subject:
    return of_account(call.ids["account"], call.today)


def _as_charged(call: Call) -> Subject:
    return of_charge(call.body.made(), call.today)


def _before_and_after(call: Call) -> Subject:
    """Both what the account is and what it is to be."""
    return of_account(call.ids["account"], call.today, becoming=call.body.made())


def earlier(call: Call, actor: Actor) -> Done | None:
    """What the same request was answered before: a password is told once, and goes to no log."""
    recorder = cast(Recorder, call.register.recorder)
    told = recorder.answer_of(actor.request) if actor.request else None
    return Done(told.position, msgspec.json.decode(told.text)) if told else None


def with_person(call: Call, account_id: UUID, record: Callable[[], Done]) -> tuple[Done, str | None]:
    """What ``record`` records, in one step with the person, who is kept beside the log; and the password made up."""
    body: Opening = call.body
    done: list[Done] = []
    people = call.house.private.people
    password = people.add(
        account_id, body.login, body.name, body.office, opened=lambda: done.append(record())
    )
    return done[0], password


def _open(call: Call, actor: Actor) -> Done:
    if told := earlier(call, actor):
        return told
    account_id, charge = uuid4(), call.body.made()
    done, password = with_person(
        call, account_id, lambda: call.register.open_account(actor, charge, id=account_id)
    )
    return Done(done.position, {**done.answer, "one_time_password": password})


def _charge(call: Call, actor: Actor) -> Done:
    body: Recharging = call.body
    return call.register.charge_account(actor, call.ids["account"], body.made(), reason=body.reason)


def _close(call: Call, actor: Actor) -> Done:
    account, private = call.ids["account"], call.house.private
    done = call.register.close_account(actor, account, reason=call.body.reason)
    private.sessions.close_all(account)  # or they would live again with the account
    for token in private.tokens.of(account):
        private.tokens.revoke(account, token.id)
    return done


def _reopen(call: Call, actor: Actor) -> Done:
    return call.register.reopen_account(actor, call.ids["account"], reason=call.body.reason)


def _name(call: Call, actor: Actor) -> Done:
    permitted = call.register.act(actor, lambda act: None)
    call.house.private.people.rename(call.ids["account"], **msgspec.structs.asdict(call.body))
    return permitted


def _reset(call: Call, actor: Actor) -> Done:
    permitted = call.register.act(actor, lambda act: None)
    password = call.house.private.people.reset(call.ids["account"])
    _note(call, f"cấp lại mật khẩu của tài khoản {call.ids['account']}")
    return Done(permitted.position, {"one_time_password": password})


def _erase(call: Call, actor: Actor) -> Done:
    """The log keeps the account, which then leads to nobody; only of one that is closed."""
    account_id = call.ids["account"]

    def closed(act: Act) -> None:
        if act.account(account_id).open:
            raise Refused("Đề nghị khóa tài khoản trước khi xóa họ tên.", field="account")

    permitted = call.register.act(actor, closed)
    call.house.private.people.erase(account_id)
    _note(call, f"xóa họ tên của tài khoản {account_id}")
    return permitted


def _note(call: Call, what: str) -> None:
    call.house.private.access.note(call.viewer.account, AccessKind.ACCOUNT, what)


def _deputise(call: Call, actor: Actor) -> Done:
    return call.register.deputise(actor, call.ids["account"], **msgspec.structs.asdict(call.body))


def _end_deputising(call: Call, actor: Actor) -> Done:
    return call.register.end_deputising(actor, call.ids["account"])


_PERSON: dict[str, Any] = {"login": "linhtt", "name": "Trần Thị Linh", "office": "Chuyên viên"}

ACCOUNTS = (
    Command(
        name="open_account",
        path="/accounts",
        summary="Mở tài khoản",
        right=Right.ACCOUNTS,
        needed=DONE,
        subject=_as_charged,
        body=Opening,
        run=_open,
        example=Opening(role=Role.UNIT_OFFICER, unit=UNIT, **_PERSON),
        makes=True,
    ),
    Command(
        name="charge_account",
        path="/accounts/{account}/charge",
        summary="Thay đổi vai trò của tài khoản",
        right=Right.ACCOUNTS,
        needed=DONE,
        subject=_before_and_after,
        body=Recharging,
        run=_charge,
        example=Recharging(role=Role.SPECIALIST, units=(UNIT,), reason="Phân công lại"),
    ),
    Command(
        name="close_account",
        path="/accounts/{account}/closing",
        summary="Khóa tài khoản",
        right=Right.ACCOUNTS,
        needed=DONE,
        subject=_of_path,
        body=Reasoning,
        run=_close,
        example=Reasoning(reason="Chuyển công tác"),
    ),
    Command(
        name="reopen_account",
        path="/accounts/{account}/reopening",
        summary="Mở lại tài khoản",
        right=Right.ACCOUNTS,
        needed=DONE,
        subject=_of_path,
        body=Reasoning,
        run=_reopen,
        example=Reasoning(reason="Trở lại công tác"),
    ),
    Command(
        name="name_account",
        path="/accounts/{account}/person",
        summary="Sửa họ tên, chức danh, tên đăng nhập",
        right=Right.ACCOUNTS,
        needed=DONE,
        subject=_of_path,
        body=Named,
        run=_name,
        example=Named(**_PERSON),
    ),
    Command(
        name="reset_password",
        path="/accounts/{account}/password",
        summary="Cấp lại mật khẩu dùng một lần",
        right=Right.ACCOUNTS,
        needed=DONE,
        subject=_of_path,
        body=Nothing,
        run=_reset,
        example=Nothing(),
    ),
    Command(
        name="erase_person",
        path="/accounts/{account}/erasure",
        summary="Xóa họ tên, tên đăng nhập của tài khoản đã khóa",
        right=Right.ACCOUNTS,
        needed=DONE,
        subject=_of_path,
        body=Nothing,
        run=_erase,
        example=Nothing(),
    ),
    Command(
        name="deputise",
        path="/deputies/{account}",
        summary="Ủy quyền",
        right=None,
        needed=DONE,
        body=Deputising,
        run=_deputise,
        example=Deputising(day=DAY, last_day=DAY),
    ),
    Command(
        name="end_deputising",
        path="/deputies/{account}/end",
        summary="Thôi ủy quyền",
        right=None,
        needed=DONE,
        body=Nothing,
        run=_end_deputising,
        example=Nothing(),
    ),
)
