"""Nhập nhiệm vụ: several conclusions pasted at once, or one task field by field, on a document or a spoken opinion."""

from collections.abc import Sequence
from datetime import date

from dashboard import forms
from dashboard.address import ANNEX, DRAFTS, NEW_DOCUMENT, NEW_TASK
from dashboard.components import Page, card, past
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.task_fields import task_fields, units_and_groups
from dashboard.unit_picker import options
from domain.vietnamese import day as vn_day
from projections import intakes
from projections.document_list import Card, Filter, Line, document_card, documents

OFFERED = 100
"""The newest documents to choose the basis from; an older one is come from by its own page."""

SPOKEN = (("meeting", "tại cuộc họp"), ("paper", "trên phiếu trình"), ("telephone", "qua điện thoại"))


def new_task(look: Look) -> Page:
    """On the document that is asked for, or to be chosen."""
    title = "Nhập nhiệm vụ"
    banner = past(look.asked, NEW_TASK)
    if not look.live:
        return Page(title, [Html(banner, tag("h1", title))])
    with look.reader.snapshot() as cursor:
        basis = (
            document_card(cursor, look.at, look.asked.document, drafts=True) if look.asked.document else None
        )
        lines, _ = documents(cursor, look.at, Filter(drafts=True), limit=OFFERED)
        given = basis.day if basis else look.at.day
        units = intakes.choosable(cursor, given)
    return Page(
        title,
        [
            Html(
                banner,
                tag("h1", title),
                _of(basis),
                units_and_groups(units),
                _paste(basis),
                _one(basis, lines, given),
            )
        ],
    )


def _of(basis: Card | None) -> Markup:
    if basis is None:
        words: Content = [
            "Chưa chọn văn bản làm căn cứ. Văn bản chưa có trong sổ: ",
            tag("a", "ghi nhận văn bản", href=NEW_DOCUMENT),
            ".",
        ]
        return tag("p", words, class_="note")
    return tag("p", f"Căn cứ: {basis.called} ngày {vn_day(basis.day)}, {basis.title}", class_="place")


def _paste(basis: Card | None) -> Markup:
    return card(
        "Dán các kết luận",
        forms.form(
            "/annexes/text",
            forms.words(
                "text",
                "Nội dung",
                rows=7,
                hint="Mỗi kết luận một đoạn, hoặc đánh số 1., (1), gạch đầu dòng",
                required=True,
            ),
            forms.given("document", basis.document) if basis else None,
            submit="Tách thành nhiệm vụ",
            then=f"{ANNEX}{{upload}}",
            keep="paste",
        ),
        note="Tách xong xem trước, chọn đầu mối và thời hạn rồi mới ghi vào sổ",
    )


def _one(basis: Card | None, lines: Sequence[Line], given: date) -> Markup:
    return card(
        "Nhập một nhiệm vụ",
        forms.form(
            "/tasks",
            task_fields(given, {}),
            _known_basis(basis) if basis else _basis(lines),
            submit="Ghi vào dự kiến giao",
            then=f"{DRAFTS}?van-ban={basis.document}" if basis else DRAFTS,
            keep="task",
        ),
        class_="named-options",
    )


def _known_basis(basis: Card) -> Content:
    return [
        forms.given("bases.0.type", "document"),
        forms.given("bases.0.document", basis.document),
        forms.line("bases.0.clause", "Vị trí trong văn bản", hint="Ví dụ: mục 3, điểm a"),
    ]


def _basis(lines: Sequence[Line]) -> Markup:
    of_document = [
        forms.choice(
            "bases.0.document",
            "Văn bản",
            [
                (str(line.document), f"{line.called} ngày {vn_day(line.day)}: {line.title[:80]}")
                for line in lines
            ],
            required=True,
        ),
        forms.line("bases.0.clause", "Vị trí trong văn bản", hint="Ví dụ: mục 3, điểm a"),
    ]
    spoken = [
        forms.choice("bases.0.how", "Cho ý kiến", SPOKEN, required=True),
        forms.line("bases.0.who", "Đồng chí cho ý kiến", hint="Họ tên hoặc chức vụ", required=True),
        forms.day("bases.0.day", "Ngày cho ý kiến", required=True),
    ]
    return tag(
        "fieldset",
        tag("legend", "Căn cứ giao nhiệm vụ"),
        options(
            "bases.0.type",
            "Căn cứ",
            (("document", "văn bản đã ghi nhận"), ("spoken", "ý kiến chỉ đạo")),
            value="document",
            class_="whole",
        ),
        tag("div", of_document, class_="whole fields", data_when="bases.0.type=document"),
        tag("div", spoken, class_="whole fields", data_when="bases.0.type=spoken"),
    )
