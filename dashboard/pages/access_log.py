"""Nhật ký truy cập: who read, took away, printed, signed in; a unit's head sees what his own people did."""

import re
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from dashboard.address import (
    ACCESSES,
    ACCOUNT,
    ACCOUNTS,
    ANNEX,
    ANNEXES,
    CLOSING,
    CLOSINGS,
    COMPARE,
    CONFIRM,
    COURSE,
    DEADLINES,
    DOCUMENT,
    DOCUMENTS,
    DRAFT,
    DRAFTS,
    HOME,
    LATE,
    LIST,
    NEW_DOCUMENT,
    NEW_TASK,
    OVERVIEW,
    REGISTER,
    REGISTERED,
    REORGANISE,
    REPORT,
    RULES,
    TASK,
    UNIT,
    UNITS,
    WORK,
)
from dashboard.components import Page
from dashboard.downloads import ACCESS_LOG, DOWNLOADS, FILES, downloads
from dashboard.forms import API, asking, choice, day, line
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.people_words import named
from dashboard.slugs import ACCESSES as KINDS
from dashboard.slugs import slug_of
from domain.access_log import ACCESS_NAMES, Access, AccessKind
from domain.account import OF_A_UNIT, Role
from domain.vietnamese import day as vn_day
from domain.vietnamese import fold
from projections.accounts import accounts
from projections.engine import TIMEZONE
from projections.sight import sight

PAGE = 50

ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")

CONTENT = frozenset({AccessKind.READ, AccessKind.EXPORT, AccessKind.PRINT})
"""What was looked at, which the administrator does not see."""

SIGNING_IN = frozenset({AccessKind.SIGN_IN, AccessKind.SIGN_IN_FAILED})

PLACES = {
    HOME: "Trang đầu",
    WORK: "Việc của đơn vị",
    REPORT: "Báo cáo của đơn vị",
    OVERVIEW: "Tổng quan",
    UNITS: "Đơn vị",
    UNIT: "Một đơn vị",
    DEADLINES: "Thời hạn",
    CONFIRM: "Chờ xác nhận",
    DOCUMENTS: "Văn bản",
    DOCUMENT: "Một văn bản",
    COMPARE: "So sánh hai thời điểm",
    LATE: "Sổ ghi nhận muộn",
    COURSE: "Diễn biến thực hiện",
    LIST: "Danh sách nhiệm vụ",
    TASK: "Một nhiệm vụ",
    DRAFTS: "Dự kiến giao",
    DRAFT: "Một nhiệm vụ dự kiến giao",
    NEW_TASK: "Nhập nhiệm vụ",
    NEW_DOCUMENT: "Ghi nhận văn bản",
    ANNEXES: "Nhập phụ lục",
    ANNEX: "Một phụ lục",
    REGISTER: "Sổ đơn vị",
    REGISTERED: "Một đơn vị trong sổ",
    REORGANISE: "Sắp xếp tổ chức",
    CLOSINGS: "Chốt số liệu",
    CLOSING: "Một kỳ chốt số liệu",
    ACCOUNTS: "Tài khoản",
    ACCOUNT: "Một tài khoản",
    RULES: "Quy định, lịch làm việc",
    ACCESSES: "Nhật ký truy cập",
    f"{API}/overview/daily": "Thanh thời gian",
}
"""The pages as the log tells of them; an address that ends in "/" has an id behind it."""


def access_log(look: Look) -> Page:
    """A page of it, the newest first, of those who are asked for."""
    asked = look.asked
    after = asked.after if isinstance(asked.after, int) else None
    entries = look.access.page(
        after,
        PAGE + 1,
        accounts=whose(look),
        kind=asked.access,
        since=asked.start,
        until=asked.until,
    )
    page = entries[:PAGE]
    names = look.names({str(one.account) for one in page if one.account} | _told_of(page))
    onward = asked.but(after=page[-1].id).at(ACCESSES) if len(entries) > PAGE else None
    head = tag(
        "header",
        tag("h1", "Nhật ký truy cập"),
        tag(
            "p",
            "Ai đã xem, tải tệp, in, đăng nhập; mới nhất trước. Nhật ký không sửa, không xóa được.",
            class_="note",
        ),
        downloads(look, ACCESS_LOG) if page else None,
        class_="page-head",
    )
    pages = tag(
        "nav",
        tag("a", "Về trang đầu", href=asked.but(after=None).at(ACCESSES)) if after else None,
        tag("a", "Trang sau", href=onward) if onward else None,
        class_="pages",
        aria_label="Trang của nhật ký",
    )
    body = _table(page, names, look) if page else _nothing(look)
    return Page("Nhật ký truy cập", [Html(head, _filters(look, names), body, pages, className="stack")])


def whose(look: Look) -> Collection[UUID] | None:
    """The accounts whose entries are shown; None: all, and those of nobody known."""
    asked, viewer = look.asked, look.viewer
    of: set[UUID] | None = None
    if viewer.charge.role in OF_A_UNIT:
        seen = look.reader.read(sight, viewer, look.reader.today())
        own = seen.own if seen else ()
        people = accounts(look.reader.log, [person.account for person in look.people.everybody()])
        of = {
            account
            for account, one in people.items()
            if one.charge.unit in own and one.charge.role in OF_A_UNIT
        }
    if asked.text:
        words = fold(asked.text).split()
        found = {
            person.account
            for person in look.people.everybody()
            if all(word in fold(f"{person.name} {person.login} {person.office}") for word in words)
        }
        of = found if of is None else of & found
    if asked.account:
        of = {asked.account} if of is None else of & {asked.account}
    return of


def _filters(look: Look, names: Mapping[str, str]) -> Markup:
    asked = look.asked
    one: Content = None
    if asked.account:
        href = asked.but(account=None, after=None).at(ACCESSES)
        words = named(names, str(asked.account))
        one = tag(
            "p",
            tag("a", words, href=href, class_="chip", aria_label=f"Bỏ lọc: {words}"),
            class_="narrowed whole",
        )
    return asking(
        ACCESSES,
        one,
        line("tim", "Ai", value=asked.text, hint="Họ tên, tên đăng nhập hoặc chức danh"),
        choice(
            "viec",
            "Việc",
            [(slug, ACCESS_NAMES[kind]) for slug, kind in KINDS.items()],
            value=slug_of(KINDS, asked.access) or "",
            empty="– tất cả –",
        ),
        day("tu", "Từ ngày", value=asked.start),
        day("den", "Đến ngày", value=asked.until),
        submit="Lọc",
        asked=asked.when.but(account=asked.account),
    )


def _nothing(look: Look) -> Markup:
    asked = look.asked
    if asked == asked.when:
        return tag("p", "Nhật ký chưa có gì.", class_="message")
    words, way_out = "Không có mục nào như vậy. ", tag("a", "Bỏ lọc", href=asked.when.at(ACCESSES))
    return tag("p", words, way_out, class_="message")


def _table(page: Sequence[Access], names: Mapping[str, str], look: Look) -> Markup:
    head = (("Lúc", None), ("Ai", None), ("Việc", None), ("Nội dung", "wide"))
    content = any(charge.role is not Role.ADMINISTRATOR for charge in look.viewer.charges)
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", (tag("th", words, scope="col", class_=of) for words, of in head))),
            tag("tbody", (_row(one, names, look, content) for one in page)),
            class_="lines accesses",
        ),
        class_="card",
    )


def place_name(what: str) -> str:
    """The name of the page at an address; "" where it is none."""
    path = what.partition("?")[0]
    if path.startswith(FILES) and (file := DOWNLOADS.get(path.removeprefix(FILES))):
        return file.title
    of_one = path[: path.rfind("/") + 1]
    return PLACES.get(path) or (of_one != HOME and PLACES.get(of_one)) or ""


def _place(what: str) -> Content:
    """An address by the name of its page, with the way there; of the API as it is."""
    if words := place_name(what):
        if what.startswith((FILES, API)):  # to look at the log takes nothing along
            return tag("span", words, title=what)
        return tag("a", words, href=what, title=what)
    return tag("code", what) if what.startswith("/") else what


def _told_of(page: Sequence[Access]) -> set[str]:
    """The accounts that something was done to."""
    return {found for one in page if one.kind is AccessKind.ACCOUNT for found in ID.findall(one.what)}


def _by_name(what: str, names: Mapping[str, str]) -> str:
    """An account by its person, whose name is not in the log; by its id, once that is erased."""
    return ID.sub(lambda found: names.get(found[0], found[0]), what)


def _row(one: Access, names: Mapping[str, str], look: Look, content: bool) -> Markup:
    at = one.at.astimezone(TIMEZONE)
    who: Content = "không rõ ai"
    if one.account:
        href = look.asked.when.but(account=one.account).at(ACCESSES)
        who = tag("a", named(names, str(one.account)), href=href)
    shown = content or one.kind not in CONTENT
    what: Content = _place(one.what)
    if one.kind in SIGNING_IN:
        what = ["từ địa chỉ ", one.what]
    elif one.kind is AccessKind.ACCOUNT:
        what = _by_name(one.what, names)
    figures = tag("small", f"số liệu ngày {vn_day(one.day)}") if one.day and shown else None
    return tag(
        "tr",
        tag("td", tag("time", f"{at:%H:%M} ngày {vn_day(at.date())}", datetime=at.isoformat())),
        tag("th", who, scope="row"),
        tag(
            "td",
            tag("span", ACCESS_NAMES[one.kind], class_="kind"),
            tag("small", what, figures, class_="narrow") if shown else None,
        ),
        tag("td", (what, figures) if shown else "–", class_="wide"),
    )
