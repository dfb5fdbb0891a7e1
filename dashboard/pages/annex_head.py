"""The head of the document that an annex came with, as far as it is known."""

import msgspec

from dashboard import forms
from dashboard.components import card
from dashboard.document_head import head_fields
from dashboard.markup import Markup, tag
from dashboard.pages.annex_shown import Shown
from domain.annex.identity import Again
from domain.annex.intake import Head
from domain.assignment_facts import Completion
from domain.paper import Authority
from domain.vietnamese import count

COMPLETIONS = (
    (Completion.ISSUED, "ngày ban hành sản phẩm"),
    (Completion.SUBMITTED, "ngày trình, văn thư nhận"),
)


def _filled_in(shown: Shown) -> Head:
    """With what goes without saying: the term of the committee, today for a draft."""
    known = shown.seen.head
    term = "" if known.issuer is Authority.CENTRE else shown.term
    day = None if known.number else shown.day
    return msgspec.structs.replace(known, series=known.series or term, day=known.day or day)


def head(shown: Shown) -> Markup:
    """The form; what it lacks is told above."""
    seen = shown.seen
    given = _filled_in(shown)
    known = sum(row.again is not Again.NEW for row in seen.compared)
    note = (
        f"Văn bản đã có trong sổ, đã ghi {count(known)} nhiệm vụ của phụ lục; chỉ ghi thêm phần chưa có"
        if seen.document
        else "Chưa có số là dự thảo: văn thư ghi số, ngày khi ban hành"
    )
    return card(
        "Văn bản",
        forms.form(
            f"/annexes/{shown.id}/head",
            head_fields(given, title=seen.content.title if seen.content else given.title),
            forms.line("label", "Tên phụ lục", value=seen.label, hint="Để ghi “TT 12, Phụ lục I”"),
            forms.choice(
                "completion",
                "Ngày hoàn thành tính theo",
                [(str(value), words) for value, words in COMPLETIONS],
                value=str(given.completion),
                empty=None,
            ),
            submit="Lưu phần đầu văn bản",
            quiet=seen.lacks is None,
        ),
        note=tag("span", note),
        class_="annex-head",
    )
