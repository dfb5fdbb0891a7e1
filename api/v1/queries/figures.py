"""Counts: of all, by unit, by document, by month of deadline; each says what it counts."""

from datetime import date
from uuid import UUID

import msgspec

from api.v1.clocks import When
from api.v1.queries.shapes import Tally, tally
from api.v1.table import Ask, Query
from domain.permissions import Forbidden, Right
from projections import counts


class Overview(msgspec.Struct, frozen=True):
    """Tổng quan: số nhiệm vụ, số lượt giao theo tình trạng."""

    day: date
    tasks: Tally
    assignments: Tally


class UnitFigures(msgspec.Struct, frozen=True):
    """Số lượt giao của một đơn vị."""

    unit: UUID
    name: str
    group: int
    rank: int
    assignments: Tally


class ByUnit(msgspec.Struct, frozen=True):
    """Số lượt giao theo đơn vị chủ trì, theo thứ tự đơn vị."""

    day: date
    items: list[UnitFigures]


class DocumentFigures(msgspec.Struct, frozen=True):
    """Số nhiệm vụ của một văn bản."""

    document: UUID | None
    number: str
    title: str
    tasks: Tally


class ByDocument(msgspec.Struct, frozen=True):
    """Số nhiệm vụ theo văn bản, văn bản mới trước."""

    day: date
    items: list[DocumentFigures]


class MonthFigures(msgspec.Struct, frozen=True):
    """Số lượt giao đến hạn trong một tháng; không có tháng là không có ngày hạn."""

    month: date | None
    assignments: Tally


class ByMonth(msgspec.Struct, frozen=True):
    """Số lượt giao theo tháng đến hạn."""

    day: date
    items: list[MonthFigures]


def _overview(ask: Ask) -> Overview:
    soon = ask.soon
    return Overview(
        ask.at.day,
        tally(counts.tasks(ask.cursor, ask.at, soon, sight=ask.sight)),
        tally(counts.assignments(ask.cursor, ask.at, soon, sight=ask.sight)),
    )


def _by_unit(ask: Ask) -> ByUnit:
    """Who sees all units' tasks does not for that compare them by name."""
    if ask.sight is None and not ask.viewer.may(Right.COMPARE_UNITS, closed=bool(ask.at.closing)):
        raise Forbidden
    found = counts.by_unit(ask.cursor, ask.at, ask.soon, sight=ask.sight)
    return ByUnit(ask.at.day, [UnitFigures(u.unit, u.name, u.group, u.rank, tally(u.tally)) for u in found])


def _by_document(ask: Ask) -> ByDocument:
    found = counts.by_document(ask.cursor, ask.at, ask.soon, sight=ask.sight)
    return ByDocument(
        ask.at.day, [DocumentFigures(d.document, d.number, d.title, tally(d.tally)) for d in found]
    )


def _by_month(ask: Ask) -> ByMonth:
    found = counts.by_month(ask.cursor, ask.at, sight=ask.sight)
    return ByMonth(ask.at.day, [MonthFigures(m.month, tally(m.tally)) for m in found])


FIGURES = (
    Query(
        name="overview",
        path="/overview",
        summary="Tổng quan",
        params=When,
        found=Overview,
        run=_overview,
    ),
    Query(
        name="by_unit",
        path="/overview/units",
        summary="Số liệu theo đơn vị",
        params=When,
        found=ByUnit,
        run=_by_unit,
    ),
    Query(
        name="by_document",
        path="/overview/documents",
        summary="Số liệu theo văn bản",
        params=When,
        found=ByDocument,
        run=_by_document,
    ),
    Query(
        name="by_month",
        path="/overview/months",
        summary="Số liệu theo tháng đến hạn",
        params=When,
        found=ByMonth,
        run=_by_month,
    ),
)
