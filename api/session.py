"""Who is asking: resolved once for each request, from the cookie of a session or the token of a program."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Final
from uuid import UUID

import msgspec
from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from api.house import House
from domain import access
from domain.access import Viewer
from domain.errors import NotFound, Refused
from domain.event import Event
from domain.person import Person

Streams = Mapping[UUID, Sequence[Event]]

API: Final = "/api/"
"""Where programs ask. A token holds here only: with it nobody gives himself another one."""


class SignedOut(Refused):
    """Nobody is signed in."""

    def __init__(self) -> None:
        super().__init__("Phiên làm việc đã kết thúc. Đề nghị đăng nhập lại.")


class Asking(msgspec.Struct, frozen=True):
    """Who asks. ``session``: the key of the cookie; None: a program, by its token. ``read``: streams that say so."""

    viewer: Viewer
    person: Person
    session: str | None
    read: Streams


current: ContextVar[Asking | None] = ContextVar("asking", default=None)
"""Set by the gate for the time of a request."""


def asking() -> Asking:
    """Who asks now. Raises ``SignedOut``."""
    found = current.get()
    if found is None:
        raise SignedOut
    return found


def viewer() -> Viewer:
    """Who looks or asks now, with the rights of this moment. Raises ``SignedOut``."""
    return asking().viewer


def read() -> Streams:
    """The streams by which it is known who asks. Raises ``SignedOut``."""
    return asking().read


def cookie_name(house: House) -> str:
    """Over TLS of a kind that no other host and no other path can set."""
    return "__Host-sonq" if is_secure(house) else "sonq"


def is_secure(house: House) -> bool:
    """Whether browsers come by TLS."""
    return house.origin.startswith("https://")


def resolve(house: House, path: str, headers: Headers) -> Asking | None:
    """Who asks by this cookie or token; None: nobody who may. A closed account is nobody, at once."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    if path.startswith(API) and kind.lower() == "bearer":
        return _asking(house, house.private.tokens.person_of(token.strip()), None)
    key = cookie_parser(headers.get("cookie", "")).get(cookie_name(house), "")
    return _asking(house, house.private.sessions.person_of(key), key) if key else None


def _asking(house: House, found: tuple[Person, int] | None, session: str | None) -> Asking | None:
    if found is None:
        return None
    person, version = found
    account_id, known = str(person.account), house.accounts.get(person.account, ())
    try:
        charges, read = house.register.look(
            lambda act: (access.charges(act, account_id, house.register.today()), act.read),
            {person.account: known} if len(known) == version else {},
        )
    except NotFound:
        return None
    house.accounts[person.account] = read[person.account]
    return Asking(Viewer(person.account, person.name, tuple(charges), house.switches), person, session, read)
