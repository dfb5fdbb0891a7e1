"""What is kept beside the log, as the server and the commands work with it; see ``infra/private``."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Any, Protocol
from uuid import UUID

import msgspec

from domain.access_log import Access, AccessKind
from domain.annex.intake import Intake, Kept
from domain.attachment import Attachment
from domain.event import AccountId
from domain.person import Person, Session, Token
from domain.report_draft import Draft, HalfReport, State


class People(Protocol):
    """Names and passwords."""

    def anybody(self) -> bool:
        """Whether there is any account."""

    def add(
        self,
        account_id: UUID,
        login: str,
        name: str,
        office: str = ...,
        password: str | None = ...,
        *,
        first: bool = ...,
        opened: Callable[[], Any] = ...,
    ) -> str | None:
        """A person for the account that ``opened`` opens in the log; a one-time password, if none is given.

        ``first``: raises ``NotFound`` if there is anybody already.
        """

    def name(self, people: Iterable[Person]) -> None:
        """Names for accounts with which nobody signs in."""

    def rename(self, account_id: UUID, *, login: str, name: str, office: str) -> None:
        """Another sign-in name, name or office."""

    def set_password(self, account_id: UUID, password: str) -> None:
        """The person's own choice."""

    def reset(self, account_id: UUID) -> str:
        """A one-time password; ends sessions and tokens."""

    def erase(self, account_id: UUID) -> None:
        """Wipes what is known of the person."""

    def authenticate(self, login: str, password: str, *, address: str) -> Person | None:
        """Who signs in by these. Raises ``Throttled``."""

    def is_password(self, account_id: UUID, password: str, *, address: str) -> bool:
        """Whether it is his. Raises ``Throttled``."""

    def person(self, account_id: UUID) -> Person:
        """Raises ``NotFound``."""

    def by_login(self, login: str) -> Person:
        """Raises ``NotFound``."""

    def everybody(self) -> Sequence[Person]:
        """All, in the order of their coming."""

    def names(self, ids: Iterable[AccountId]) -> Mapping[AccountId, Person]:
        """The people of these accounts."""


class Keys(Protocol):
    """Keys that stand for the person of an account."""

    def person_of(self, key: str) -> tuple[Person, int] | None:
        """Whose it is, and the version of his account."""


class Sessions(Keys, Protocol):
    """Who is signed in."""

    def open(self, account_id: UUID) -> str:
        """The key of a new one."""

    def id_of(self, key: str) -> str:
        """What names it without being its key."""

    def of(self, account_id: UUID) -> Sequence[Session]:
        """The open ones."""

    def close(self, key: str) -> None:
        """Signs out."""

    def close_one(self, account_id: UUID, session_id: str) -> None:
        """Ends one by its id."""

    def close_all(self, account_id: UUID, *, but: str | None = ...) -> None:
        """Ends all, but for the one with this key."""


class Tokens(Keys, Protocol):
    """By what programs ask."""

    def make(self, account_id: UUID, name: str, days: int) -> str:
        """The key of a new one."""

    def of(self, account_id: UUID) -> Sequence[Token]:
        """All of an account."""

    def revoke(self, account_id: UUID, token_id: UUID) -> None:
        """Raises ``NotFound``."""


class AccessLog(Protocol):
    """Who read, took away, printed, signed in."""

    def note(self, account_id: UUID | None, kind: AccessKind, what: str, day: date | None = ...) -> None:
        """Writes it down. No names in ``what``: it cannot be erased."""

    def page(
        self,
        after: int | None = ...,
        limit: int = ...,
        *,
        accounts: Collection[UUID] | None = ...,
        kind: AccessKind | None = ...,
        since: date | None = ...,
        until: date | None = ...,
    ) -> Sequence[Access]:
        """The newest first."""


class Uploads(Protocol):
    """Annexes on their way in, of whoever sent them."""

    def add(self, account_id: UUID, intake: Intake) -> UUID:
        """Keeps it."""

    def get(self, account_id: UUID, upload_id: UUID) -> Intake:
        """Raises ``NotFound``."""

    def of(self, account_id: UUID) -> Sequence[Kept]:
        """The last changed first."""

    def change(self, account_id: UUID, upload_id: UUID, change: Callable[[Intake], Intake]) -> Intake:
        """Keeps what ``change`` makes of it. Raises ``NotFound``."""

    def drop(self, account_id: UUID, upload_id: UUID) -> None:
        """Throws it away."""


class Files(Protocol):
    """What goes with reports."""

    def clear(self, sent: Callable[[Sequence[UUID]], Set[UUID]]) -> None:
        """Throws away what was uploaded long ago and never sent; ``sent``: which of these were."""

    def keep(self, account_id: UUID, name: str, data: bytes) -> Attachment:
        """Keeps an upload. Refuses what is not taken, by its content, and what is secret."""

    def found(self, ids: Iterable[UUID]) -> Mapping[UUID, Attachment]:
        """Those that there are."""

    def content(self, file_id: UUID) -> bytes:
        """Raises ``NotFound``."""


class Drafts(Protocol):
    """Reports that a unit is writing; who may see which: ``Draft.seen_by``."""

    def save(
        self, assignment: UUID, unit: UUID, report: HalfReport, state: State, *, author: UUID, seen: int
    ) -> int:
        """Its new version; ``seen``: the one that the author had before him. Raises ``Stale``."""

    def give_back(self, assignment: UUID, unit: UUID, note: str) -> None:
        """Raises ``NotFound`` unless it waits for the head."""

    def drop(self, assignment: UUID, units: Iterable[UUID]) -> None:
        """Throws those of these units away."""

    def of(self, assignment: UUID) -> Sequence[Draft]:
        """For an assignment, the last saved first."""

    def of_units(self, units: Sequence[UUID]) -> Sequence[Draft]:
        """Of these units."""

    def with_file(self, file: UUID) -> Sequence[Draft]:
        """Those that a file goes with."""


class Private(msgspec.Struct, frozen=True):
    """All of it."""

    people: People
    sessions: Sessions
    tokens: Tokens
    access: AccessLog
    uploads: Uploads
    files: Files
    drafts: Drafts
