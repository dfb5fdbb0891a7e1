"""Chờ xác nhận: the Office's desk. What waits for it, the oldest first; below, what waits for the units.

A specialist confirms reports, asks for more, proposes completion; the head and his deputies confirm it, many at
once. Whoever only sees finds the same page without any act.
"""

from collections.abc import Sequence, Set
from datetime import date
from uuid import UUID

from dashboard import forms
from dashboard.address import ACCOUNTS, CONFIRM, REGISTER, RULES, Asked, Awaits
from dashboard.components import Page, basis, figure, past
from dashboard.downloads import AWAITING, TO_REVIEW, downloads
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.motion_forms import awaited_card
from dashboard.pages.confirm_line import Shown, awaited_line
from dashboard.pages.confirm_review import REVIEWS, Waiting, asked_more_card, review_card, review_list, steps
from dashboard.report_answers import may, tickable
from dashboard.scope import scope_of, scopes, units_of
from dashboard.submission_forms import waiting_card
from domain.account import IN_CHARGE
from domain.permissions import DECIDES, DONE, PROPOSES, Grant, Right
from domain.ruling import Rules
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections import office_desk, waiting
from projections.engine import Cursor
from projections.inbox import reassignments
from projections.office_desk import Awaited, OfUnit
from projections.scope import Units
from projections.submissions import submissions
from projections.waiting import WaitingLine, standing

LINES = 30
"""On one page; what is ticked on it is one command."""

FILTERS: dict[Awaits | None, tuple[str, str]] = {
    None: ("Tất cả", "total"),
    Awaits.CLAIMS: ("Đề nghị xác nhận hoàn thành", "claims"),
    Awaits.PROPOSED: ("Đã được đề xuất", "proposed"),
    Awaits.PERIODIC: ("Báo cáo định kỳ", "periodic"),
    Awaits.LATE: ("Chờ quá {patience} ngày làm việc", "late"),
}
"""What waits for the Office: name, and which of ``Awaited`` counts it; see ``filter_name``."""


BOOKS = {
    Right.ACCOUNTS: ("Tài khoản", ACCOUNTS),
    Right.UNITS: ("Sổ đơn vị", REGISTER),
    Right.RULES: ("Quy định, lịch", RULES),
}
"""Where what is put forward of each book is answered."""


def filter_name(awaits: Awaits | None, rules: Rules) -> str:
    """What waits for the Office, by the rules of the moment."""
    return FILTERS[awaits][0].format(patience=count(rules.patience))


def confirm(look: Look) -> Page:
    """All of it in one snapshot. Raises ``NotFound``: a unit that is not there."""
    asked, at = look.asked, look.at
    units = units_of(look, scope_of(look, IN_CHARGE))
    title = "Chờ xác nhận"
    with look.reader.snapshot() as cursor:
        by_unit = office_desk.awaited(cursor, at, units=units)
        waits = Waiting(
            more_asked=office_desk.more_asked(cursor, at, units=units),
            reviewed=office_desk.reviewed(cursor, at, units=units),
            requests=reassignments(cursor, at, units=units),
            late=sum(of.awaited.late for of in by_unit),
        )
        if asked.awaits in REVIEWS:
            main: list[Content] = [review_list(look, cursor, asked.awaits, waits, units)]
        else:
            main = _desk(look, cursor, by_unit, waits, units)
            if asked.awaits is None and asked.unit is None and asked.behind is None:
                main.insert(0, _submitted(look, cursor, units))
                main.insert(0, awaited_card(look, BOOKS))
            if asked.awaits is None and waits.more_asked:
                main.append(asked_more_card(look, cursor, waits.more_asked, units))
    head = tag(
        "header",
        tag("h1", title),
        scopes(look, CONFIRM, IN_CHARGE),
        downloads(look, TO_REVIEW if asked.awaits in REVIEWS else AWAITING),
        class_="page-head",
    )
    return Page(
        title,
        [Html(past(asked, CONFIRM), head, main, review_card(asked, waits, look.rules), className="confirm")],
    )


def _submitted(look: Look, cursor: Cursor, units: Units) -> Markup | None:
    waiting_for_a_word = submissions(cursor, look.at, units=units)
    about = {one.assignment for one in waiting_for_a_word}
    return waiting_card(look, waiting_for_a_word, _versions(look, cursor, about))


def _desk(
    look: Look, cursor: Cursor, by_unit: Sequence[OfUnit], waits: Waiting, units: Units
) -> list[Content]:
    """The reports that wait, narrowed as asked."""
    asked = look.asked
    totals = sum((of.awaited for of in by_unit if asked.unit in (None, of.unit)), Awaited())
    lines = reports(look, cursor, chosen(asked, units), limit=LINES + 1, after=asked.behind)
    parts: list[Content] = [_said(look, totals), _narrow(look, totals, by_unit)]
    if not lines:
        return [*parts, _nothing(asked, waits)]
    page, further = lines[:LINES], lines[LINES:]
    shown = _shown(look, cursor, page)
    rows = tag("ol", (awaited_line(look, line, shown) for line in page), class_="waits")
    return [
        *parts,
        _keys(look, page),
        _ticked(look, page),
        rows,
        steps(asked, page[-1].key if further else None),
    ]


def chosen(asked: Asked, units: Units) -> Units:
    """Of ``units`` the one that is asked for, if any."""
    if asked.unit is None:
        return units
    return [asked.unit] if units is None or asked.unit in units else []


def reports(
    look: Look, cursor: Cursor, units: Units, *, limit: int, after: waiting.Key | None
) -> list[WaitingLine]:
    """Those that wait for the Office, of the kind that is asked for; see ``waiting.awaiting``."""
    awaits = look.asked.awaits
    return waiting.awaiting(
        cursor,
        look.at,
        units=units,
        claims={Awaits.CLAIMS: True, Awaits.PERIODIC: False}.get(awaits) if awaits else None,
        proposed=awaits is Awaits.PROPOSED,
        before=office_desk.impatient(cursor, look.at) if awaits is Awaits.LATE else None,
        limit=limit,
        after=after,
    )


def _shown(look: Look, cursor: Cursor, page: Sequence[WaitingLine]) -> Shown:
    """What the lines need beside themselves: the versions that are seen, the people."""
    reports = [line.report for line in page]
    accounts = {r.sender for r in reports} | {r.proposal.by for r in reports if r.proposal}
    accounts |= {r.proposal.returned_by for r in reports if r.proposal and r.proposal.returned}
    versions = _versions(look, cursor, {r.assignment for r in reports})
    return Shown(versions, look.names(accounts))


def _versions(look: Look, cursor: Cursor, assignments: Set[UUID]) -> dict[UUID, int]:
    """Of the assignments as they are seen; of a past day, where nothing is done, none."""
    if not (look.live and assignments):
        return {}
    streams = look.reader.log.streams(assignments, look.reader.position_in(cursor))
    return {a: recorded[-1].event.originator_version for a, recorded in streams.items()}


def _said(look: Look, totals: Awaited) -> Markup:
    asked = look.asked

    def at(awaits: Awaits | None) -> str:
        return asked.but(awaits=awaits, behind=None).at(CONFIRM)

    return tag(
        "p",
        f"Tính đến ngày {vn_day(look.at.day)} ({basis(asked)}): ",
        figure(totals.total, at(None)),
        " báo cáo chờ xác nhận, trong đó ",
        figure(totals.claims, at(Awaits.CLAIMS)),
        " đề nghị xác nhận hoàn thành (đã được đề xuất: ",
        figure(totals.proposed, at(Awaits.PROPOSED)),
        "). Báo cáo gửi trước ở trên.",
        class_="note",
    )


def _narrow(look: Look, totals: Awaited, by_unit: Sequence[OfUnit]) -> Markup:
    """By kind; by unit. What is chosen can be taken away."""
    asked = look.asked
    kinds = tag(
        "nav",
        (
            tag(
                "a",
                f"{filter_name(awaits, look.rules)} ({count(getattr(totals, counted))})",
                href=asked.but(awaits=awaits, behind=None).at(CONFIRM),
                aria_current="true" if awaits is asked.awaits else None,
            )
            for awaits, (_, counted) in FILTERS.items()
        ),
        class_="choice",
        aria_label="Lọc báo cáo",
    )
    return tag("div", kinds, _units(asked, by_unit), class_="narrow-by")


def _units(asked: Asked, by_unit: Sequence[OfUnit]) -> Content:
    if asked.unit:
        chosen = next((of for of in by_unit if of.unit == asked.unit), None)
        name = chosen.name if chosen else "đơn vị đã chọn"
        return tag(
            "a",
            name,
            href=asked.but(unit=None, behind=None).at(CONFIRM),
            class_="chip",
            aria_label=f"Bỏ lọc: {name}",
        )
    if len(by_unit) < 2:
        return None
    return tag(
        "details",
        tag("summary", f"Theo đơn vị ({count(len(by_unit))})"),
        tag(
            "ul",
            (
                tag(
                    "li",
                    tag("a", of.name, href=asked.but(unit=of.unit, behind=None).at(CONFIRM)),
                    f" {count(of.awaited.total)}",
                )
                for of in by_unit
            ),
        ),
        class_="by-unit",
    )


def _keys(look: Look, page: Sequence[WaitingLine]) -> Markup | None:
    """The letters, once; whoever is in their way can switch them off."""

    def his(right: Right, needed: Set[Grant]) -> bool:
        return any(may(look, right, needed, line.unit) for line in page)

    if not his(Right.CONFIRM_REPORT, DONE):
        return None
    told = (
        (("J", "K"), "xuống, lên"),
        (("X",), "chọn"),
        (("G",), "tới nút xác nhận các mục đã chọn"),
        (("Enter",), "mở nhiệm vụ"),
        (("C",), "xác nhận"),
        *([(("D",), "đề xuất")] if his(Right.CONFIRM_COMPLETION, PROPOSES) else []),
        *([(("T",), "trả lại đề xuất")] if his(Right.CONFIRM_COMPLETION, DECIDES) else []),
        (("B",), "đề nghị bổ sung"),
        (("Ctrl Enter",), "gửi nội dung đang nhập"),
        (("Esc",), "thôi nhập"),
    )
    words = (tag("span", [[tag("kbd", key), " "] for key in keys], said) for keys, said in told)
    off = tag("label", tag("input", type="checkbox", checked=True, data_keys=True), "Dùng phím tắt")
    return tag("div", off, words, class_="keys", aria_label="Phím tắt", role="group")


def _ticked(look: Look, page: Sequence[WaitingLine]) -> Markup | None:
    """What happens to all that is ticked: one command, all or nothing."""
    kinds: dict[str, list[WaitingLine]] = {"reports": [], "completions": []}
    for line in page:
        if kind := tickable(look, line.report, line.unit, line.rule):
            kinds[kind].append(line)
    today = look.reader.today()
    proposed = [line for line in kinds["completions"] if standing(line.report.proposal)]
    parts = [
        _many(
            "reports", "Chọn tất cả báo cáo định kỳ", "báo cáo định kỳ", len(kinds["reports"]), "day", today
        ),
        _many("completions", "Chọn tất cả đã được đề xuất", "hoàn thành", len(proposed), "act_day", today),
    ]
    shown = [part for part, kind in zip(parts, kinds, strict=True) if kinds[kind]]
    return tag("section", shown, class_="ticked", aria_label="Xác nhận nhiều báo cáo") if shown else None


def _many(kind: str, choose: str, what: str, all_of: int, day: str, today: date) -> Markup:
    command = {"reports": "/reports/confirmation", "completions": "/completions"}[kind]
    form = forms.form(
        command,
        forms.given(day, today),
        forms.given("items", "[]", type_="json"),
        submit=f"Xác nhận {what}",
    )
    choose_all = tag(
        "button", f"{choose} ({count(all_of)})", type="button", class_="quiet", data_tick_all=kind
    )
    return tag(
        "div",
        choose_all if all_of else None,
        tag("div", form, hidden=True, data_many=kind, data_words=f"Xác nhận {what}: {{n}} mục đã chọn"),
    )


def _nothing(asked: Asked, waits: Waiting) -> Markup:
    everything = asked.when.but(scope=asked.scope)
    if asked.awaits or asked.unit or asked.behind:
        return tag(
            "p",
            "Không có báo cáo nào ở đây. ",
            tag("a", "Xem tất cả báo cáo chờ xác nhận", href=everything.at(CONFIRM)),
            class_="message",
        )
    more: Content = None
    if waits.more_asked:
        href = everything.but(awaits=Awaits.MORE_ASKED).at(CONFIRM)
        words = f" {count(waits.more_asked)} báo cáo đã đề nghị bổ sung, chưa có phản hồi. "
        more = [words, tag("a", "Xem", href=href)]
    return tag("p", "Không còn báo cáo chờ xác nhận.", more, class_="message")
