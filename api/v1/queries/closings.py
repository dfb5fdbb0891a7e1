"""Closings: those there are, and one with what the units said to it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec

from api.v1.clocks import When
from api.v1.queries.shapes import shaped, version_of
from api.v1.table import Ask, Query
from domain.door import FIRST_DAY, LAST_DAY
from domain.errors import NotFound
from domain.event import AccountId
from domain.permissions import Right, Touch
from domain.person import Person, called
from projections import closings


class Closing(msgspec.Struct, frozen=True):
    """Một đợt chốt số liệu; chưa chốt thì chưa có vị trí."""

    id: UUID
    name: str
    until: date
    remarks_until: date | None
    position: int | None
    closed_at: datetime | None
    closed_by: str | None
    closed_instead_of: str | None


class Closings(msgspec.Struct, frozen=True):
    """Các đợt đang đối chiếu và các đợt đã chốt có số liệu của năm đó, ngày sau cùng trước."""

    items: list[Closing]


class Remark(msgspec.Struct, frozen=True):
    """Ý kiến của một đơn vị; ý kiến trống là đã xem, không có ý kiến."""

    ref: int
    unit: UUID
    by: str | None
    recorded: datetime
    opinion: str
    assignment: UUID | None
    answer: str | None


class OneClosing(msgspec.Struct, frozen=True):
    """Một đợt chốt và các ý kiến; đơn vị thấy ý kiến của mình."""

    closing: Closing
    version: int
    remarks: list[Remark]


class ClosingsOf(When, frozen=True, kw_only=True):
    """Năm của số liệu; bỏ trống là năm của ngày xem."""

    year: Annotated[int, msgspec.Meta(ge=FIRST_DAY.year, le=LAST_DAY.year)] | None = None


def _closings(ask: Ask) -> Closings:
    p: ClosingsOf = ask.params
    under_way = ask.viewer.may(Right.RECONCILE, touch=Touch.OWN)
    found = closings.closings(ask.cursor, ask.at, closed=False) if under_way else []
    found += closings.closings(ask.cursor, ask.at, closed=True, year=p.year or ask.at.day.year)
    names = ask.house.private.people.names({by for one in found for by in _by(one)})
    return Closings([_closing(one, names) for one in found])


def _one(ask: Ask) -> OneClosing:
    found = closings.closing(ask.cursor, ask.at, ask.ids["closing"])
    if found.position is None and not ask.viewer.may(Right.RECONCILE, touch=Touch.OWN):
        raise NotFound
    own = ask.sight.own if ask.sight else None
    said = closings.remarks(ask.cursor, ask.at, found.id, units=own)
    names = ask.house.private.people.names({*_by(found), *(one.by for one in said)})
    return OneClosing(
        _closing(found, names),
        version_of(ask, found.id),
        [shaped(Remark, one, by=_called(names, one.by)) for one in said],
    )


def _closing(found: closings.Closing, names: Mapping[str, Person]) -> Closing:
    by, instead_of = (_called(names, by) for by in _by(found))
    return shaped(Closing, found, closed_by=by, closed_instead_of=instead_of)


def _by(found: closings.Closing) -> tuple[AccountId, AccountId]:
    """Who closed it, and in whose place."""
    return found.closed_by or "", found.closed_instead_of or ""


def _called(names: Mapping[AccountId, Person], by: AccountId) -> str | None:
    return called(by, names.get(by)) if by else None


CLOSINGS = (
    Query(
        name="closings",
        path="/closings",
        summary="Các đợt chốt số liệu của một năm",
        params=ClosingsOf,
        found=Closings,
        run=_closings,
        rights=(Right.RECONCILE, Right.CLOSE),
    ),
    Query(
        name="closing",
        path="/closings/{closing}",
        summary="Một đợt chốt số liệu, ý kiến của các đơn vị",
        params=When,
        found=OneClosing,
        run=_one,
        rights=(Right.RECONCILE, Right.CLOSE),
        tag=lambda found: found.version,
    ),
)
