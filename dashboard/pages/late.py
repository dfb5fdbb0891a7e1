"""Sổ ghi nhận muộn: what was recorded later than the rule of the Office allows, by unit, by month, one by one."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from dashboard.address import LATE, TASK
from dashboard.components import Page, basis, card, past
from dashboard.downloads import LATE_BOOK, downloads
from dashboard.forms import asking, day
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.people_words import doer
from dashboard.scope import scope_of, scopes, units_of
from domain.errors import NotFound
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.engine import Cursor
from projections.late_entries import SHOWN, Asked, Count, Late, by_month, by_unit, listed
from projections.sight import sight

YEAR = timedelta(365)


def late(look: Look) -> Page:
    """All of it in one snapshot. Raises ``NotFound``: a unit of which the viewer sees nothing."""
    asked = look.asked
    with look.reader.snapshot() as cursor:
        wanted = period(look, cursor)
        units = by_unit(cursor, wanted)
        months = by_month(cursor, wanted)
        after = asked.after if isinstance(asked.after, int) else None
        lines = listed(cursor, look.reader.log, wanted, after=after, limit=SHOWN + 1)
    total = sum(n.n for _, n in months)
    title = "Sổ ghi nhận muộn"
    compared = look.compares or wanted.sight is not None
    head = tag(
        "header",
        tag("h1", title),
        tag("p", f"Tính đến ngày {vn_day(look.at.day)} ({basis(asked)})", class_="note"),
        scopes(look, LATE),
        downloads(look, LATE_BOOK),
        class_="page-head",
    )
    said = tag(
        "p",
        f"Ghi vào sổ từ ngày {vn_day(wanted.start)} đến ngày {vn_day(wanted.until)}, sau ngày có hiệu lực quá ",
        f"{count(look.rules.late_entry)} ngày: ",
        tag("strong", count(total)),
        " nội dung của các lượt giao.",
        class_="said",
    )
    none = "Không có nội dung nào ghi nhận muộn ở đây. Đề nghị chọn khoảng ngày khác."
    body: list[Markup] = [tag("p", none, class_="message")]
    if total:
        tables = tag("div", _units(units, look) if compared else None, _months(months, look), class_="second")
        body = [tables, _list(lines, look)]
    return Page(title, [Html(past(asked, LATE), head, said, _filter(look, wanted), body, className="stack")])


def period(look: Look, cursor: Cursor) -> Asked:
    """What the address asks for; without days, the year up to the day of the page. Raises ``NotFound``."""
    asked, at, today = look.asked, look.at, look.reader.today()
    seen = sight(cursor, look.viewer, today)
    if seen and asked.unit and asked.unit not in (*seen.own, *seen.below):
        raise NotFound
    units: tuple[UUID, ...] | None = (asked.unit,) if asked.unit else units_of(look, scope_of(look))
    until = asked.until or min(at.day, today)
    return Asked(at, asked.start or until - YEAR, until, units, seen)


def _filter(look: Look, wanted: Asked) -> Markup:
    return asking(
        LATE,
        day("tu", "Ghi sổ từ ngày", value=wanted.start),
        day("den", "Đến ngày", value=wanted.until),
        submit="Xem",
        asked=look.asked.when.but(unit=look.asked.unit, scope=look.asked.scope),
    )


def _units(units: Sequence[tuple[UUID, str, Count]], look: Look) -> Markup:
    rows = [
        (tag("a", name, href=look.asked.but(unit=unit, after=None).at(LATE)), found)
        for unit, name, found in units
    ]
    chosen = tag("p", tag("a", "Xem tất cả đơn vị", href=look.asked.but(unit=None, after=None).at(LATE)))
    return card(
        "Theo đơn vị",
        _table("Đơn vị chủ trì", rows),
        chosen if look.asked.unit else None,
        note="Đơn vị chủ trì vào ngày có hiệu lực; theo thứ tự của Văn phòng",
    )


def _months(months: Sequence[tuple[date, Count]], look: Look) -> Markup:
    rows = [
        (
            tag(
                "a",
                vn_day(month).partition("/")[2],
                href=look.asked.but(start=month, until=_last(month), after=None).at(LATE),
            ),
            found,
        )
        for month, found in months
    ]
    return card("Theo tháng ghi sổ", _table("Tháng", rows))


def _last(month: date) -> date:
    return (month.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _table(first: str, rows: Sequence[tuple[Markup, Count]]) -> Markup:
    table = tag(
        "table",
        tag(
            "thead",
            tag(
                "tr", (tag("th", words, scope="col") for words in (first, "Số nội dung", "Muộn nhất (ngày)"))
            ),
        ),
        tag(
            "tbody",
            (
                tag(
                    "tr",
                    tag("th", name, scope="row"),
                    tag("td", count(found.n), class_="number"),
                    tag("td", count(found.longest), class_="number"),
                )
                for name, found in rows
            ),
        ),
        class_="numbers",
    )
    return tag("div", table, class_="scroll tall")


def _list(lines: Sequence[Late], look: Look) -> Markup:
    names = look.names({by for line in lines for by in (line.entry.by, line.entry.instead_of) if by})
    asked, shown = look.asked, lines[:SHOWN]
    more = asked.but(after=shown[-1].entry.position).at(LATE) if len(lines) > SHOWN else None
    pages = tag(
        "p",
        tag("a", "Về trang đầu", href=asked.but(after=None).at(LATE)) if asked.after else None,
        tag("a", "Trang sau", href=more) if more else None,
        class_="steps",
    )
    return card(
        "Từng nội dung",
        tag("ol", (_line(line, look, doer(names, line.entry.by, line.entry.instead_of)) for line in shown)),
        pages if asked.after or more else None,
        note="Nội dung ghi sau cùng ở trên",
        class_="history told",
    )


def _line(line: Late, look: Look, who: str) -> Markup:
    entry = line.entry
    at = look.asked.when.but(
        day=entry.recorded.date(), known=entry.position, closing=None, assignment=entry.assignment
    )
    day = f"; có hiệu lực ngày {vn_day(entry.day)}, ghi sau {count(line.days)} ngày" if entry.day else ""
    return tag(
        "li",
        tag(
            "time",
            f"{entry.recorded:%H:%M} ngày {vn_day(entry.recorded.date())}",
            datetime=entry.recorded.isoformat(),
        ),
        tag(
            "p",
            tag("a", line.text, href=at.at(f"{TASK}{entry.task}")),
            tag("span", entry.words, class_="words"),
            tag("small", f"{line.unit_name}; {who}{day}", None if entry.counts else "; đã được đính chính"),
        ),
    )
