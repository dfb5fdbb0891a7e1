"""Accounts: open, charge, close, deputise. Names, sign-in names and passwords are kept outside the log."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

from domain import account
from domain.account import Account, Charge
from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.errors import NotFound
from domain.event import Fact


class Accounts(Machinery):
    """The use cases of accounts."""

    def account(self, account_id: UUID) -> Account | None:
        """The account as its stream tells it now; None where there is no such account."""
        try:
            return self.look(lambda act: act.account(account_id))
        except NotFound:
            return None

    def open_account(self, actor: Actor, charge: Charge, *, id: UUID | None = None) -> Done:
        """A new account. Answers ``{"account": id}``."""
        account_id = id or uuid4()

        def decide(act: Act) -> Answer:
            if charge.unit:
                act.unit(charge.unit)
            for followed in charge.units:
                act.unit(followed)
            act.begin(account_id, account.open_account(charge, by=act.by))
            return {"account": str(account_id)}

        return self.act(actor, decide)

    def charge_account(self, actor: Actor, account_id: UUID, charge: Charge, *, reason: str) -> Done:
        """Another role, unit or field."""

        def decide(act: Act, found: Account) -> Fact:
            for unit_id in (*([charge.unit] if charge.unit else []), *charge.units):
                act.unit(unit_id)
            return account.charge_account(found, charge, by=act.by, reason=reason)

        return self._at(actor, account_id, decide)

    def close_account(self, actor: Actor, account_id: UUID, *, reason: str) -> Done:
        """Khóa tài khoản."""
        return self._at(
            actor, account_id, lambda act, found: account.close_account(found, by=act.by, reason=reason)
        )

    def reopen_account(self, actor: Actor, account_id: UUID, *, reason: str) -> Done:
        """Mở lại tài khoản."""
        return self._at(
            actor, account_id, lambda act, found: account.reopen_account(found, by=act.by, reason=reason)
        )

    def deputise(self, actor: Actor, deputy: UUID, *, day: date, last_day: date) -> Done:
        """Ủy quyền: the actor lets ``deputy`` act for him on these days."""
        return self._at(
            actor,
            deputy,
            lambda act, found: account.deputise(
                act.account(UUID(act.by)), found, day=day, last_day=last_day, today=self.today()
            ),
        )

    def end_deputising(self, actor: Actor, deputy: UUID) -> Done:
        """The actor takes it back."""
        return self._at(actor, deputy, lambda act, found: account.end_deputising(found, holder=act.by))

    def _at(self, actor: Actor, account_id: UUID, decide: Callable[[Act, Account], Fact]) -> Done:
        def whole(act: Act) -> Answer:
            act.put(account_id, decide(act, act.account(account_id)))
            return {"account": str(account_id)}

        return self.act(actor, whole)
