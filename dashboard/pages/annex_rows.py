"""The tasks of an annex on its way in, a page at a time: as read, as understood, what is there."""

from dashboard.address import ANNEX, Asked
from dashboard.components import card
from dashboard.markup import Content, Markup, tag
from dashboard.pages.annex_questions import deadline_form, leads_form
from dashboard.pages.annex_shown import Shown
from domain.annex.decisions import Decided
from domain.annex.draft import LeadForm
from domain.annex.identity import Again, Comparison
from domain.deadline import RULES, Kind
from domain.task import LEADS_NAMES, Leads
from domain.vietnamese import count
from domain.vietnamese import day as vn_day

PAGE = 50

THIS_LINE = "Áp dụng cho dòng này"

_COLUMNS = ("TT", "Nhiệm vụ", "Đầu mối", "Thời hạn", "Trong sổ")

WITHOUT_DAY = {
    Kind.STANDING: "thường xuyên, không có ngày hạn",
    Kind.PERIODIC: "định kỳ, mỗi kỳ một hạn",
    Kind.ON_EVENT: "theo sự kiện, chưa có ngày hạn",
    Kind.NONE: "chưa có ngày hạn",
    Kind.DATED: "chưa có ngày hạn",
}


def table(shown: Shown, page: int, asked: Asked) -> Markup:
    """A page of the rows, with their group headings."""
    seen = shown.seen
    pairs = list(zip(seen.decisions.tasks, seen.compared, strict=True))
    last = (len(pairs) - 1) // PAGE + 1
    page = min(page, last)
    part = pairs[(page - 1) * PAGE : page * PAGE]
    rows, heading = list[Markup](), ""
    for decided, compared in part:
        if decided.draft.group_heading != heading:
            heading = decided.draft.group_heading
            rows.append(
                tag("tr", tag("th", heading, colspan=len(_COLUMNS), scope="colgroup"), class_="group")
            )
        rows.append(_row(shown, decided, compared))
    columns = [column for of in seen.annex.columns.values() for column in of if column.field]
    read = "; ".join(dict.fromkeys(f"“{c.header}”" for c in columns))
    return card(
        "Bảng nhiệm vụ",
        tag(
            "div",
            tag(
                "table",
                tag("thead", tag("tr", (tag("th", words, scope="col") for words in _COLUMNS))),
                tag("tbody", rows),
                class_="lines annex-rows",
            ),
            class_="scroll",
            tabindex=0,
            role="region",
            aria_label="Bảng nhiệm vụ",
        ),
        _pages(f"{ANNEX}{shown.id}", page, last, asked),
        note=f"Các cột đã nhận ra: {read}",
    )


def _row(shown: Shown, decided: Decided, compared: Comparison) -> Markup:
    draft = decided.draft
    product = tag("small", f"Sản phẩm: {draft.product}") if draft.product else None
    return tag(
        "tr",
        tag("td", draft.number or "–"),
        tag("th", tag("div", draft.text), product, scope="row"),
        tag("td", _leads(shown, decided), data_label="Đầu mối"),
        tag("td", _deadline(shown, decided), data_label="Thời hạn"),
        tag("td", _again(compared), data_label="Trong sổ"),
        id=f"tt-{draft.ref}",
    )


def _leads(shown: Shown, decided: Decided) -> Content:
    draft = decided.draft
    names = "; ".join(party.name for party in decided.leads)
    chosen = (
        tag(
            "div",
            names if decided.how is Leads.SINGLE else f"{LEADS_NAMES[decided.how]}: {names}",
        )
        if decided.how
        else tag("div", "chưa chọn đầu mối", class_="unchosen")
    )
    differs = draft.lead_cell and draft.lead_cell != names
    cell = tag("small", f"Ghi: “{draft.lead_cell}”") if differs else None
    apart = (
        _apart(leads_form(shown, (draft.ref,), draft, THIS_LINE))
        if draft.lead_form is not LeadForm.SINGLE
        else None
    )
    others = tag("small", f"Phối hợp: {draft.coordinating_cell}") if draft.coordinating_cell else None
    return [chosen, cell, others, apart]


def _apart(form: Markup) -> Markup:
    return tag("details", tag("summary", "Chọn riêng"), form, class_="act")


def _deadline(shown: Shown, decided: Decided) -> Content:
    """Tasks without a day stand in one question above, and differ: each may be told apart here."""
    reading = decided.deadline
    day = vn_day(reading.day) if reading.day else WITHOUT_DAY[reading.kind]
    words = tag("small", f"Ghi: “{reading.raw}”") if reading.raw else None
    draft = decided.draft
    apart = (
        _apart(deadline_form(shown, (draft.ref,), draft, THIS_LINE)) if draft.deadline.day is None else None
    )
    return [tag("div", day), words, tag("small", RULES[reading.rule]), apart]


def _again(compared: Comparison) -> Content:
    match compared.again:
        case Again.NEW:
            return "Mới"
        case Again.SAME:
            return "Đã có"
        case Again.ELSEWHERE:
            return ["Đã có ở chỗ khác", tag("small", "Cùng nội dung; không ghi lần nữa.")]
    columns = ", ".join(f"“{column}”" for column in compared.columns)
    return ["Đã có, khác nội dung", tag("small", f"Ở cột {columns}; giữ nguyên nội dung trong sổ.")]


def _pages(path: str, page: int, last: int, asked: Asked) -> Markup | None:
    if last == 1:
        return None

    def to(n: int, words: str) -> Markup | None:
        return tag("a", words, href=asked.but(page=n if n > 1 else None).at(path)) if 1 <= n <= last else None

    return tag(
        "nav",
        to(page - 1, "Trang trước"),
        tag("span", f"Trang {count(page)} trên {count(last)}"),
        to(page + 1, "Trang sau"),
        class_="pages",
        aria_label="Các trang của bảng",
    )
