"""The register around the work: units, accounts; who asks; finding anything."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from api.v1.clocks import Page, When
from api.v1.queries.documents import sees_drafts
from api.v1.queries.shapes import history, next_page, shaped, version_of
from api.v1.queries.work import Entries, paged
from api.v1.reading import read_cursor
from api.v1.table import Ask, Query
from domain.account import OF_A_UNIT, Account, Charge, Role
from domain.errors import NotFound
from domain.permissions import Right, Touch
from projections.accounts import accounts
from projections.search import Hit, Scope, search
from projections.unit_list import Key, of_stream, unit_card, units

EVERYBODY = tuple(Right)
"""Whoever has any right at all."""


class UnitsOf(Page, frozen=True, kw_only=True):
    """Lọc danh sách đơn vị."""

    group: Annotated[int, msgspec.Meta(ge=1, le=6)] | None = None


class Unit(msgspec.Struct, frozen=True):
    """Một đơn vị: tên gọi, vị trí trong một thời kỳ."""

    unit: UUID
    name: str
    short: str
    group: int
    rank: int
    parent: UUID | None
    from_day: date
    to_day: date


class Units(msgspec.Struct, frozen=True):
    """Một trang đơn vị, theo thứ tự."""

    items: list[Unit]
    next: str


class OneUnit(msgspec.Struct, frozen=True):
    """Một đơn vị: tên gọi qua các thời kỳ, đơn vị kế thừa, trực thuộc."""

    unit: UUID
    version: int
    spans: list[Unit]
    predecessors: list[UUID]
    successors: list[UUID]
    subordinates: list[UUID]


class AccountLine(msgspec.Struct, frozen=True):
    """Một tài khoản."""

    account: UUID
    version: int
    login: str
    name: str
    office: str
    role: Role
    unit: UUID | None
    units: tuple[UUID, ...]
    open: bool


class Accounts(msgspec.Struct, frozen=True):
    """Một trang tài khoản, theo tên đăng nhập."""

    items: list[AccountLine]
    next: str


class Me(msgspec.Struct, frozen=True):
    """Tài khoản đang dùng; vai trò của mình trước, rồi vai trò được ủy quyền."""

    account: UUID
    name: str
    charges: tuple[Charge, ...]


class Sought(When, frozen=True, kw_only=True):
    """Tìm kiếm."""

    q: str
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 20


class Found(msgspec.Struct, frozen=True):
    """Kết quả tìm kiếm, gần nhất trước."""

    items: list[Hit]


def _units(ask: Ask) -> Units:
    p: UnitsOf = ask.params
    after = read_cursor(Key, p.cursor) if p.cursor else None
    lines = units(ask.cursor, ask.at, group=p.group, after=after, limit=p.limit + 1)
    return Units(
        [shaped(Unit, line) for line in lines[: p.limit]], next_page(lines, p.limit, lambda line: line.key)
    )


def _unit(ask: Ask) -> OneUnit:
    card = unit_card(ask.cursor, ask.at, ask.ids["unit"])
    spans = [shaped(Unit, span) for span in card.spans]
    return shaped(OneUnit, card, version=version_of(ask, card.unit), spans=spans)


def _unit_history(ask: Ask) -> Entries:
    unit_card(ask.cursor, ask.at, ask.ids["unit"])
    entries = of_stream(ask.cursor, ask.house.log, ask.at, ask.ids["unit"])
    return paged(ask, history(ask, entries), ask.params)


def _accounts(ask: Ask) -> Accounts:
    p: Page = ask.params
    after = read_cursor(tuple[str], p.cursor)[0] if p.cursor else ""
    people = sorted(ask.house.private.people.everybody(), key=lambda person: person.login)
    known = accounts(ask.house.log, [person.account for person in people])
    lines = [
        AccountLine(
            person.account,
            account.version,
            person.login,
            person.name,
            person.office,
            account.charge.role,
            account.charge.unit,
            account.charge.units,
            account.open,
        )
        for person in people
        if person.login > after and (account := known.get(person.account)) and _manages(ask, account)
    ]
    return Accounts(lines[: p.limit], next_page(lines, p.limit, lambda line: (line.login,)))


def _account_history(ask: Ask) -> Entries:
    account = ask.house.register.account(ask.ids["account"])
    if account is None or not _manages(ask, account):
        raise NotFound
    entries = of_stream(ask.cursor, ask.house.log, ask.at, account.id)
    return paged(ask, history(ask, entries), ask.params)


def _manages(ask: Ask, account: Account) -> bool:
    """A unit head manages the officers of his unit; whoever else sees accounts, sees all."""
    mine, charge = ask.viewer.charge, account.charge
    if mine.role not in OF_A_UNIT:
        return True
    return charge.role is Role.UNIT_OFFICER and charge.unit == mine.unit


def _me(ask: Ask) -> Me:
    return Me(ask.viewer.account, ask.viewer.name, ask.viewer.charges)


def _search(ask: Ask) -> Found:
    p: Sought = ask.params
    scope = Scope(
        documents=ask.viewer.may(Right.SEE_DOCUMENTS),
        tasks=ask.viewer.may(Right.SEE_TASKS, touch=Touch.OWN),
        drafts=sees_drafts(ask),
        sight=ask.sight,
    )
    return Found(search(ask.cursor, ask.at, p.q, scope, limit=p.limit))


REGISTER = (
    Query(
        name="units",
        path="/units",
        summary="Danh sách đơn vị",
        params=UnitsOf,
        found=Units,
        run=_units,
        rights=EVERYBODY,
    ),
    Query(
        name="unit",
        path="/units/{unit}",
        summary="Một đơn vị",
        params=When,
        found=OneUnit,
        run=_unit,
        rights=EVERYBODY,
        tag=lambda found: found.version,
    ),
    Query(
        name="unit_history",
        path="/units/{unit}/history",
        summary="Quá trình của đơn vị",
        params=Page,
        found=Entries,
        run=_unit_history,
        rights=(Right.UNITS,),
        touch=Touch.NONE,
    ),
    Query(
        name="accounts",
        path="/accounts",
        summary="Danh sách tài khoản",
        params=Page,
        found=Accounts,
        run=_accounts,
        rights=(Right.ACCOUNTS,),
    ),
    Query(
        name="account_history",
        path="/accounts/{account}/history",
        summary="Quá trình của tài khoản",
        params=Page,
        found=Entries,
        run=_account_history,
        rights=(Right.ACCOUNTS,),
    ),
    Query(
        name="me",
        path="/me",
        summary="Tài khoản đang dùng",
        params=When,
        found=Me,
        run=_me,
        rights=EVERYBODY,
    ),
    Query(
        name="search",
        path="/search",
        summary="Tìm văn bản, nhiệm vụ, đơn vị",
        params=Sought,
        found=Found,
        run=_search,
        rights=(Right.SEE_TASKS, Right.SEE_DOCUMENTS),
    ),
)
