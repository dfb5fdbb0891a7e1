"""Somebody who is signed in: an account of a role, and the cookie of its session."""

from collections.abc import Iterable
from uuid import UUID, uuid4

import msgspec
from playwright.sync_api import BrowserContext

from domain.account import ROLE_NAMES, Charge, Role
from domain.act import Actor
from tests.world import World

PASSWORD = "trời xanh mây trắng"
ADMINISTRATOR = Actor("quan-tri")


class SignedIn(msgspec.Struct, frozen=True):
    """Of that account, by that key."""

    account: UUID
    login: str
    key: str

    @property
    def actor(self) -> Actor:
        return Actor(str(self.account))

    @property
    def headers(self) -> dict[str, str]:
        """For a request by hand."""
        return {"Cookie": f"sonq={self.key}"}

    def enter(self, context: BrowserContext, address: str) -> None:
        """Windows of this context are his from now on."""
        context.add_cookies([{"name": "sonq", "value": self.key, "url": f"http://{address}/"}])


def open_account(
    world: World,
    role: Role,
    unit: UUID | None = None,
    units: Iterable[UUID] = (),
    *,
    login: str = "",
    name: str = "Nguyễn Văn An",
    password: str | None = PASSWORD,
) -> tuple[UUID, str]:
    """An account with its person; (id, sign-in name)."""
    account = uuid4()
    login = login or f"a{account.hex[:12]}"
    charge = Charge(role, unit, tuple(units))
    world.private.people.add(
        account,
        login,
        name,
        ROLE_NAMES[role],
        password,
        opened=lambda: world.register.open_account(ADMINISTRATOR, charge, id=account),
    )
    return account, login


def signed_in(
    world: World, role: Role = Role.STANDING, unit: UUID | None = None, units: Iterable[UUID] = ()
) -> SignedIn:
    """Somebody of this role, at work."""
    account, login = open_account(world, role, unit, units)
    world.engine.catch_up()  # or his first page is at once shown anew
    return SignedIn(account, login, world.private.sessions.open(account))
