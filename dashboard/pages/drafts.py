"""Dự kiến giao: tasks on their way to the units, by document and by what they wait for.

The specialist puts them right, the Office's head or deputy approves or returns many at once, the clerk issues; each is
offered only what he may do.
"""

from collections.abc import Sequence, Set
from itertools import groupby

from dashboard import forms
from dashboard.address import ANNEXES, DOCUMENT, DRAFT, DRAFTS, NEW_DOCUMENT, NEW_TASK, Asked
from dashboard.components import Page, card, message, past
from dashboard.downloads import DRAFTED, downloads
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.pages.annex_rows import WITHOUT_DAY
from dashboard.pages.annex_shown import taken_words
from domain.access import Viewer
from domain.deadline import Kind
from domain.errors import NotFound
from domain.permissions import DECIDES, DOES, DONE, PROPOSES, Right
from domain.task import LEADS_NAMES, PHASE_NAMES, Leads, Phase
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.document_list import Card, document_card
from projections.documents import last_series
from projections.drafts import WAITING, Draft, Key
from projections.drafts import drafts as found_drafts

PAGE = 200
"""A whole annex is approved at once."""

DRAFTING = DECIDES | PROPOSES

NAMES = {
    Phase.UNCHOSEN: "Chưa chọn đầu mối",
    Phase.PROPOSED: "Chờ duyệt",
    Phase.RETURNED: "Trả lại",
    Phase.APPROVED: "Đã duyệt, chờ chuyển",
}


def drafts(look: Look) -> Page:
    """Those of the document and the state that are asked for; all without."""
    asked, at = look.asked, look.at
    with look.reader.snapshot() as cursor:
        counts = {
            phase: found_drafts(cursor, at, document=asked.document, phases=[phase], limit=1)[1]
            for phase in WAITING
        }
        phases = [asked.phase] if asked.phase else WAITING
        after: Key | None = None
        for _ in range((asked.page or 1) - 1):
            before, _ = found_drafts(
                cursor, at, document=asked.document, phases=phases, after=after, limit=PAGE
            )
            after = before[-1].key if before else after
        lines, total = found_drafts(
            cursor, at, document=asked.document, phases=phases, after=after, limit=PAGE
        )
        document = document_card(cursor, at, asked.document, drafts=True) if asked.document else None
        term = last_series(cursor) if document and not document.number else ""
    title = f"Dự kiến giao: {document.called}" if document else "Dự kiến giao"
    return Page(
        title,
        [
            Html(
                past(asked, DRAFTS),
                tag(
                    "header",
                    tag("h1", title),
                    _ways_in(look),
                    downloads(look, DRAFTED) if lines else None,
                    class_="page-head",
                ),
                _taken(look),
                _document(document, term, look) if document else None,
                _tabs(counts, asked),
                _acts(look, {line.phase for line in lines}) if look.live else None,
                _lines(lines, total, look) if lines else _nothing(look),
            )
        ],
    )


def _taken(look: Look) -> Markup | None:
    """What came of the annex that one comes from."""
    if look.asked.intake is None:
        return None
    try:
        taken = look.intakes.get(look.viewer.account, look.asked.intake).taken
    except NotFound:
        return None
    return tag("p", taken_words(taken), class_="done", role="status") if taken else None


def _ways_in(look: Look) -> Markup | None:
    if not look.live:
        return None
    of = look.asked.document
    ways = []
    if look.viewer.may(Right.DRAFT_TASK, DRAFTING):
        ways += [("Nhập phụ lục", ANNEXES), ("Nhập nhiệm vụ", Asked(document=of).at(NEW_TASK))]
    if look.viewer.may(Right.RECORD_DOCUMENT, DONE):
        ways.append(("Ghi nhận văn bản", NEW_DOCUMENT))
    return tag("p", (tag("a", words, href=href) for words, href in ways), class_="jumps") if ways else None


def _document(document: Card, term: str, look: Look) -> Markup:
    may = look.live and not document.number and look.viewer.may(Right.RECORD_DOCUMENT, DONE)
    number = forms.act(
        "Ghi số, ngày văn bản",
        forms.form(
            f"/documents/{document.document}/number",
            forms.line("number", "Số, ký hiệu", required=True),
            forms.day("day", "Ngày văn bản", value=look.at.day, required=True),
            forms.line(
                "series", "Nhiệm kỳ", value=document.series or term, hint="Văn bản của Đảng, ví dụ XVIII"
            ),
            tag(
                "div",
                forms.tick("override", "Xác nhận: hai văn bản trùng số, vẫn ghi nhận"),
                class_="whole override",
            ),
            submit="Ghi số, ngày",
        ),
    )
    return tag(
        "section",
        tag(
            "p",
            f"{document.title} · {document.issuer_name}",
            f" · ngày {vn_day(document.day)}" if document.number else "",
        ),
        number if may else None,
        class_="card",
    )


def _tabs(counts: dict[Phase, int], asked: Asked) -> Markup:
    def one(words: str, n: int, phase: Phase | None) -> Markup:
        href = asked.when.but(document=asked.document, phase=phase).at(DRAFTS)
        current = "page" if asked.phase is phase else None
        return tag("a", words, " ", tag("small", count(n)), href=href, aria_current=current)

    return tag(
        "nav",
        one("Tất cả", sum(counts.values()), None),
        (one(words, counts[phase], phase) for phase, words in NAMES.items()),
        class_="draft-tabs",
        aria_label="Trạng thái",
    )


def _acts(look: Look, there: Set[Phase]) -> Markup | None:
    """What may be done with the chosen ones: each act with those that wait for it, if any is ``there`` to choose."""
    viewer, acts = look.viewer, list[Markup]()

    def act(
        command: str, submit: str, phases: Sequence[Phase], *fields: Content, quiet: bool = False
    ) -> Markup:
        form = forms.form(f"/tasks/{command}", fields, submit=submit, quiet=quiet)
        return tag("div", form, data_selected=" ".join(phases))

    decides = viewer.may(Right.DRAFT_TASK, DECIDES)
    if decides and there & {Phase.PROPOSED, Phase.RETURNED}:
        acts.append(act("approval", "Duyệt", (Phase.PROPOSED, Phase.RETURNED)))
    if decides and there & {Phase.PROPOSED, Phase.APPROVED}:
        reason = forms.words("reason", "Lý do trả lại", rows=2, required=True)
        back = act("return", "Trả lại", (Phase.PROPOSED, Phase.APPROVED), reason, quiet=True)
        acts.append(forms.act("Trả lại", back))
    if Phase.APPROVED in there and viewer.may(Right.ISSUE_TASK, DOES):
        acts.append(act("issue", "Chuyển tới đơn vị", (Phase.APPROVED,)))
    if not acts:
        return None
    every = tag(
        "label", tag("input", type="checkbox", data_every=True), tag("span", "Chọn tất cả trên trang")
    )
    return tag(
        "section", every, tag("span", role="status", class_="chosen-count"), acts, class_="card selected-acts"
    )


def _lines(lines: Sequence[Draft], total: int, look: Look) -> Markup:
    parts = list[Markup]()
    for called, of in groupby(lines, lambda line: (line.document, line.called)):
        if look.asked.document is None:
            document, words = called
            href = look.asked.but(document=document, page=None).at(DRAFTS) if document else None
            head = tag("a", words, href=href) if href else "Theo ý kiến chỉ đạo, không theo văn bản"
            parts.append(tag("tr", tag("th", head, colspan=5, scope="colgroup"), class_="group"))
        parts.extend(_line(line, look) for line in of)
    return card(
        f"{count(total)} nhiệm vụ",
        tag(
            "div",
            tag(
                "table",
                tag(
                    "thead",
                    tag(
                        "tr",
                        (
                            tag("th", words, scope="col")
                            for words in ("TT", "Nhiệm vụ", "Đầu mối", "Thời hạn", "Trạng thái")
                        ),
                    ),
                ),
                tag("tbody", parts),
                class_="lines annex-rows",
            ),
            class_="scroll",
            tabindex=0,
            role="region",
            aria_label="Dự kiến giao",
        ),
        _pages(total, look.asked),
    )


def _line(line: Draft, look: Look) -> Markup:
    place = line.clause or line.number
    box = (
        tag(
            "input",
            type="checkbox",
            data_task=str(line.task),
            data_phase=line.phase,
            aria_label=f"Chọn {place}: {line.text[:60]}",
        )
        if look.live and line.phase in _choosable(look.viewer)
        else None
    )
    edits = look.live and look.viewer.may(Right.DRAFT_TASK, DRAFTING)
    words = tag("a", line.text, href=look.asked.when.at(f"{DRAFT}{line.task}")) if edits else line.text
    return tag(
        "tr",
        tag("td", tag("label", box, tag("span", line.number or "–"), class_="pick")),
        tag("th", words, tag("small", f"Sản phẩm: {line.product}") if line.product else None, scope="row"),
        tag("td", _leads(line), data_label="Đầu mối"),
        tag("td", _deadline(line), data_label="Thời hạn"),
        tag(
            "td",
            NAMES.get(line.phase, PHASE_NAMES[line.phase]),
            tag("small", f"Lý do: {line.note}") if line.note else None,
            data_label="Trạng thái",
        ),
    )


def _choosable(viewer: Viewer) -> frozenset[Phase]:
    """What one of his acts waits for."""
    if viewer.may(Right.DRAFT_TASK, DECIDES):
        return frozenset({Phase.PROPOSED, Phase.RETURNED, Phase.APPROVED})
    return frozenset({Phase.APPROVED} if viewer.may(Right.ISSUE_TASK, DOES) else ())


def _leads(line: Draft) -> Content:
    written = tag("small", f"Ghi: “{line.lead_words}”") if line.lead_words else None
    if line.how is None:
        return [tag("div", "chưa chọn", class_="unchosen"), written]
    if line.how is Leads.SINGLE:
        return line.leads[0]
    most = 3
    names = "; ".join(line.leads[:most]) + ("; …" if len(line.leads) > most else "")
    return [tag("div", f"{LEADS_NAMES[line.how]}, {count(len(line.leads))} đơn vị: {names}"), written]


def _deadline(line: Draft) -> Content:
    day = vn_day(line.deadline) if line.deadline else WITHOUT_DAY[Kind(line.deadline_kind)]
    return [tag("div", day), tag("small", f"Ghi: “{line.deadline_words}”") if line.deadline_words else None]


def _pages(total: int, asked: Asked) -> Markup | None:
    page, last = asked.page or 1, (total - 1) // PAGE + 1
    if last <= 1:
        return None

    def to(n: int, words: str) -> Markup | None:
        return (
            tag("a", words, href=asked.but(page=n if n > 1 else None).at(DRAFTS)) if 1 <= n <= last else None
        )

    return tag(
        "nav",
        to(page - 1, "Trang trước"),
        tag("span", f"Trang {count(page)} trên {count(last)}"),
        to(page + 1, "Trang sau"),
        class_="pages",
        aria_label="Các trang",
    )


def _nothing(look: Look) -> Markup:
    asked = look.asked
    if asked.phase:
        href = asked.when.but(document=asked.document).at(DRAFTS)
        return message(
            "Không có dự kiến nào ở trạng thái này",
            "Nhiệm vụ đã chuyển tới đơn vị được tính cho văn bản giao, xem ở trang Văn bản.",
            href,
            "Xem tất cả dự kiến",
        )
    if asked.document:
        return message(
            "Văn bản này không có nhiệm vụ nào chờ giao",
            "Nhiệm vụ đã chuyển tới đơn vị xem ở trang của văn bản.",
            asked.when.at(f"{DOCUMENT}{asked.document}"),
            "Xem văn bản",
        )
    if look.viewer.may(Right.DRAFT_TASK, DRAFTING):
        return message(
            "Không còn dự kiến chờ xử lý",
            "Nhập phụ lục hoặc nhập nhiệm vụ để lập dự kiến giao.",
            ANNEXES,
            "Nhập phụ lục",
        )
    return message(
        "Không còn dự kiến chờ xử lý", "Chuyên viên chưa lập dự kiến giao mới.", "/", "Về trang đầu"
    )
