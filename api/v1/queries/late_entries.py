"""What was recorded later than the rule of the Office allows: by unit, by month, one by one."""

from datetime import date
from uuid import UUID

import msgspec

from api.v1.clocks import Page
from api.v1.queries.shapes import History, history, next_page
from api.v1.reading import Position, read_cursor
from api.v1.table import Ask, Query
from domain.errors import NotFound, Refused
from domain.permissions import Right
from projections.known import read_day
from projections.late_entries import Asked, by_month, by_unit, listed
from projections.ruling import rules


class Period(Page, frozen=True, kw_only=True):
    """Ghi sổ từ ngày nào đến ngày nào; của đơn vị nào."""

    recorded_from: str
    recorded_until: str = ""
    unit: UUID | None = None


class LateUnit(msgspec.Struct, frozen=True):
    """Số nội dung ghi nhận muộn của một đơn vị."""

    unit: UUID
    name: str
    n: int
    longest: int


class LateMonth(msgspec.Struct, frozen=True):
    """Số nội dung ghi nhận muộn của một tháng ghi sổ."""

    month: date
    n: int
    longest: int


class LateEntry(msgspec.Struct, frozen=True):
    """Một nội dung ghi nhận muộn."""

    days: int
    unit: UUID
    unit_name: str
    text: str
    entry: History


class LateEntries(msgspec.Struct, frozen=True):
    """Sổ ghi nhận muộn: theo đơn vị (nếu được so sánh), theo tháng, từng nội dung, ghi sau cùng trước."""

    late: int
    by_unit: list[LateUnit]
    by_month: list[LateMonth]
    items: list[LateEntry]
    next: str


def _late_entries(ask: Ask) -> LateEntries:
    p: Period = ask.params
    if ask.sight and p.unit and p.unit not in (*ask.sight.own, *ask.sight.below):
        raise NotFound
    start = read_day(p.recorded_from, "recorded_from")
    until = read_day(p.recorded_until, "recorded_until") if p.recorded_until else ask.reader.today()
    if until < start:
        raise Refused("Ngày cuối ở trước ngày đầu; đề nghị chọn lại.", field="recorded_until")
    asked = Asked(ask.at, start, until, (p.unit,) if p.unit else None, ask.sight)
    after = read_cursor(tuple[Position], p.cursor)[0] if p.cursor else None
    lines = listed(ask.cursor, ask.house.log, asked, after=after, limit=p.limit + 1)
    shown = lines[: p.limit]
    compares = ask.sight is not None or ask.viewer.may(Right.COMPARE_UNITS, closed=bool(ask.at.closing))
    units = by_unit(ask.cursor, asked) if compares else []
    told = history(ask, [line.entry for line in shown])
    return LateEntries(
        late=rules(ask.cursor, ask.at).late_entry,
        by_unit=[LateUnit(unit, name, found.n, found.longest) for unit, name, found in units],
        by_month=[LateMonth(month, found.n, found.longest) for month, found in by_month(ask.cursor, asked)],
        items=[
            LateEntry(line.days, line.unit, line.unit_name, line.text, entry)
            for line, entry in zip(shown, told, strict=True)
        ],
        next=next_page(lines, p.limit, lambda line: [line.entry.position]),
    )


LATE_ENTRIES = (
    Query(
        name="late_entries",
        path="/late-entries",
        summary="Sổ ghi nhận muộn",
        params=Period,
        found=LateEntries,
        run=_late_entries,
    ),
)
