"""Chốt số liệu: the closings under way and those closed; the Office opens one."""

from datetime import date

from dashboard.address import CLOSING, CLOSINGS
from dashboard.components import Page, basis, card, past
from dashboard.forms import act, day, form, line, number
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.people_words import doer
from domain.closing_words import remarks_asked
from domain.permissions import DONE, PROPOSES, Right, Touch
from domain.ruling import Rules
from domain.vietnamese import day as vn_day
from projections import closings

RECONCILES = DONE | PROPOSES
REMARK_DAYS = 3
"""As the form is filled in."""


def closing_list(look: Look) -> Page:
    """As known at the moment of the page, a year at a time. Who sees no reconciling sees only what is closed."""
    year = look.asked.year or look.at.day.year
    with look.reader.snapshot() as cursor:
        under_way = closings.closings(cursor, look.at, closed=False) if sees_reconciling(look) else []
        closed = closings.closings(cursor, look.at, closed=True, year=year)
        years = closings.years_closed(cursor, look.at)
    title = "Chốt số liệu"
    head = tag(
        "header",
        tag("h1", title),
        tag("p", f"Tính đến ngày {vn_day(look.at.day)} ({basis(look.asked)}).", class_="note"),
        class_="page-head",
    )
    body = Html(
        past(look.asked, CLOSINGS),
        head,
        _opening(look.rules, look.reader.today()) if reconciles(look) else None,
        card("Đang đối chiếu", tag("ul", (_under_way(look, one) for one in under_way), class_="closings"))
        if under_way
        else None,
        card(
            "Đã chốt",
            _years(look, years, year),
            _closed(look, closed, year),
            note="Số liệu đã chốt không thay đổi; nội dung sai được đính chính.",
        ),
        className="stack",
    )
    return Page(title, [body])


def sees_reconciling(look: Look) -> bool:
    """Whether the viewer sees a closing that is still under way."""
    return look.viewer.may(Right.RECONCILE, touch=Touch.OWN)


def reconciles(look: Look) -> bool:
    """Whether the viewer opens closings and answers remarks, on the page of today."""
    return look.live and look.viewer.may(Right.RECONCILE, RECONCILES)


def _opening(rules: Rules, today: date) -> Markup:
    week, month = rules.week_of(today), rules.month_of(today)
    return card(
        "Mở đợt chốt",
        act("Tuần", _open(f"tuần đến ngày {vn_day(week)}", week)),
        act("Tháng", _open(f"tháng {vn_day(month).partition('/')[2]}", month)),
        class_="acts-card",
        note="Số liệu tạm tính được đưa tới từng đơn vị (phần của đơn vị) để cho ý kiến, rồi Chánh Văn phòng chốt.",
    )


def _open(name: str, until: date) -> Markup:
    return form(
        "/closings",
        line("name", "Tên kỳ số liệu", value=name, required=True),
        day("until", "Số liệu tính đến hết ngày", value=until, required=True),
        number(
            "remark_days",
            "Số ngày lấy ý kiến đơn vị",
            value=REMARK_DAYS,
            hint="0: không lấy ý kiến",
            required=True,
        ),
        submit="Mở đợt chốt",
        then=f"{CLOSING}{{closing}}",
    )


def _under_way(look: Look, one: closings.Closing) -> Markup:
    asked = remarks_asked(one.remarks_until)
    return tag(
        "li",
        tag("a", one.name, href=look.asked.when.at(f"{CLOSING}{one.id}")),
        tag("small", f"số liệu tính đến hết ngày {vn_day(one.until)}; {asked}"),
    )


def _years(look: Look, years: list[int], shown: int) -> Markup | None:
    """A page is a year: at most a closing a week and one a month."""
    if not set(years) - {shown}:
        return None
    return tag(
        "nav",
        (
            tag(
                "a",
                str(year),
                href=look.asked.but(year=year).at(CLOSINGS),
                aria_current="true" if year == shown else None,
            )
            for year in sorted({*years, shown})
        ),
        class_="years",
        aria_label="Năm của số liệu",
    )


def _closed(look: Look, found: list[closings.Closing], year: int) -> Content:
    if not found:
        return tag("p", f"Chưa có số liệu nào của năm {year} được chốt.")
    names = look.names({by for one in found for by in (one.closed_by, one.closed_instead_of) if by})
    return tag(
        "ul",
        (_frozen(look, one, doer(names, one.closed_by or "", one.closed_instead_of or "")) for one in found),
        class_="closings",
    )


def _frozen(look: Look, one: closings.Closing, by: str) -> Markup:
    at = f"{one.closed_at:%H:%M} ngày {vn_day(one.closed_at.date())}" if one.closed_at else ""
    return tag(
        "li",
        tag("a", one.name, href=look.asked.when.at(f"{CLOSING}{one.id}")),
        tag(
            "small",
            f"số liệu tính đến hết ngày {vn_day(one.until)}; {by} chốt lúc {at}; mục {one.position} của sổ",
        ),
    )
