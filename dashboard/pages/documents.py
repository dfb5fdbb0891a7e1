"""Văn bản: the documents that give tasks, the newest first, with how many tasks and how these stand."""

from collections.abc import Mapping
from uuid import UUID

from dashboard.address import DOCUMENT, DOCUMENTS, DRAFTS, LIST, NEW_DOCUMENT
from dashboard.components import Page, bar, basis, figure, opening, past
from dashboard.downloads import BY_DOCUMENT, DOCUMENT_REGISTER, downloads
from dashboard.forms import asking, choice, line
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.slider import time_slider
from dashboard.slugs import DOCUMENT_KINDS, ISSUERS, STATES, slug_of
from domain.access import Viewer
from domain.document import kind_name
from domain.paper import AUTHORITY_NAMES
from domain.permissions import DOES, Right
from domain.rules import Timeliness
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.counts import Tally
from projections.daily import Of
from projections.document_list import PAGE, Filter, Line, documents, key_of
from projections.document_tasks import tallies
from projections.lineage import STATE_NAMES, State
from projections.sight import sight


def sees_drafts(viewer: Viewer) -> bool:
    """Whether he is told of documents that have no number yet: those who enter them, and whom they ask."""
    return viewer.may(Right.DRAFT_TASK) or viewer.may(Right.ISSUE_TASK)


def wanted_documents(look: Look) -> Filter:
    """Which documents the address asks for, of those that the viewer is told of."""
    asked = look.asked
    return Filter(
        kinds=(asked.document_kind,) if asked.document_kind else (),
        issuers=(asked.issuer,) if asked.issuer else (),
        text=asked.text,
        states=(asked.state,) if asked.state else (),
        drafts=sees_drafts(look.viewer),
    )


def register_of_documents(look: Look) -> Page:
    """A page of the list, narrowed by what the address asks for."""
    reader, asked, at = look.reader, look.asked, look.at
    wanted = wanted_documents(look)
    with reader.snapshot() as cursor:
        after = key_of(cursor, at, asked.after) if isinstance(asked.after, UUID) else None
        found, total = documents(cursor, at, wanted, after=after, limit=PAGE + 1)
        lines = found[:PAGE]
        counted: Mapping[UUID, Tally] | None = None
        slider: Markup | None = None
        if (seen := sight(cursor, look.viewer, reader.today())) is None:
            counted = tallies(cursor, at, [one.document for one in lines])
            slider = time_slider(look, cursor, seen, Of.TASKS)
    records = look.live and look.viewer.may(Right.RECORD_DOCUMENT, DOES)
    head = tag(
        "header",
        tag("h1", "Văn bản"),
        tag("p", f"Tính đến ngày {vn_day(at.day)} ({basis(asked)}); văn bản mới nhất trước.", class_="note"),
        downloads(look, DOCUMENT_REGISTER, BY_DOCUMENT),
        tag("p", tag("a", "Ghi nhận văn bản", href=NEW_DOCUMENT, class_="go"), class_="acts")
        if records
        else None,
        class_="page-head",
    )
    return Page(
        "Văn bản",
        [
            Html(
                past(asked, DOCUMENTS),
                head,
                slider,
                _filters(look),
                _table(look, lines, counted) if lines else _nothing(look),
                _pages(look, lines, total, more=len(found) > PAGE) if lines else None,
                className="stack",
            )
        ],
    )


def _filters(look: Look) -> Markup:
    asked = look.asked
    kinds = sorted(((slug, kind_name(code)) for slug, code in DOCUMENT_KINDS.items()), key=lambda of: of[1])
    states = [
        (slug, STATE_NAMES[state])
        for slug, state in STATES.items()
        if state is not State.DRAFT or sees_drafts(look.viewer)
    ]
    return asking(
        DOCUMENTS,
        line("tim", "Số, ký hiệu hoặc trích yếu", value=asked.text),
        choice(
            "the-loai",
            "Thể loại",
            kinds,
            value=slug_of(DOCUMENT_KINDS, asked.document_kind) or "",
            empty="– tất cả –",
        ),
        choice(
            "cap",
            "Cấp ban hành",
            [(slug, opening(AUTHORITY_NAMES[issuer])) for slug, issuer in ISSUERS.items()],
            value=slug_of(ISSUERS, asked.issuer) or "",
            empty="– tất cả –",
        ),
        choice("hieu-luc", "Hiệu lực", states, value=slug_of(STATES, asked.state) or "", empty="– tất cả –"),
        submit="Lọc",
        asked=asked.when,
    )


def _nothing(look: Look) -> Markup:
    asked = look.asked
    if asked != asked.when:
        words, way_out = "Không có văn bản nào như vậy.", tag("a", "Bỏ lọc", href=asked.when.at(DOCUMENTS))
        return tag("p", words, " ", way_out, class_="message")
    words = f"Đến ngày {vn_day(look.at.day)} sổ chưa có văn bản nào."
    return tag("p", words, class_="message")


def _table(look: Look, lines: list[Line], counted: Mapping[UUID, Tally] | None) -> Markup:
    most = max((tally.dated for tally in counted.values()), default=0) if counted else 0
    standing = counted is not None
    head = (
        ("Văn bản", None),
        ("Cấp ban hành", "wide"),
        ("Hiệu lực", "wide"),
        ("Nhiệm vụ", "number"),
        *((("Tình trạng nhiệm vụ có thời hạn", "wide"), ("Quá hạn", "number")) if standing else ()),
    )
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", (tag("th", words, scope="col", class_=of) for words, of in head))),
            tag(
                "tbody",
                (
                    _row(look, line, counted.get(line.document) if counted else None, most, standing)
                    for line in lines
                ),
            ),
            class_="lines documents",
        ),
        class_="card",
    )


def _row(look: Look, line: Line, tally: Tally | None, most: int, standing: bool) -> Markup:
    href = look.asked.when.at(f"{DOCUMENT}{line.document}")
    given = tally.total if tally else line.tasks.issued
    waiting = line.tasks.unchosen + line.tasks.proposed + line.tasks.returned + line.tasks.approved
    overdue = tally.of(Timeliness.OVERDUE) if tally else 0
    here = look.asked.when.but(document=line.document)
    return tag(
        "tr",
        tag(
            "th",
            tag("a", line.called, href=href),
            None
            if line.state is State.DRAFT
            else (" ", tag("span", f"ngày {vn_day(line.day)}", class_="dated")),
            tag("small", line.title, class_="title"),
            tag(
                "small",
                f"{opening(AUTHORITY_NAMES[line.issuer])}; {STATE_NAMES[line.state].lower()}",
                class_="narrow",
            ),
            scope="row",
        ),
        tag("td", opening(AUTHORITY_NAMES[line.issuer]), class_="wide"),
        tag("td", STATE_NAMES[line.state], class_="wide"),
        tag(
            "td",
            figure(given, here.at(LIST)) if standing else tag("span", count(given), class_="n"),
            tag("small", "dự kiến ", figure(waiting, here.at(DRAFTS)))
            if waiting and sees_drafts(look.viewer)
            else None,
            class_="number",
        ),
        *(
            (
                tag("td", bar(tally, most) if tally and most else None, class_="bars wide"),
                tag(
                    "td",
                    figure(overdue, here.but(kind="qua-han").at(LIST)),
                    class_="number late" if overdue else "number",
                ),
            )
            if standing
            else ()
        ),
    )


def _pages(look: Look, lines: list[Line], total: int, *, more: bool) -> Markup:
    asked = look.asked
    return tag(
        "nav",
        tag("span", f"{count(len(lines))} trên tổng số {count(total)} văn bản"),
        tag("a", "Về trang đầu", href=asked.but(after=None).at(DOCUMENTS)) if asked.after else None,
        tag("a", "Trang sau", href=asked.but(after=lines[-1].document).at(DOCUMENTS)) if more else None,
        class_="pages",
        aria_label="Trang của danh sách",
    )
