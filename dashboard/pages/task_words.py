"""The words of a task: where it stands, on what it rests, what is to come of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from dashboard.address import DOCUMENT
from dashboard.components import opening
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag, text
from domain.paper import AUTHORITY_NAMES
from domain.permissions import Right
from domain.task import LEADS_NAMES, Basis, DocumentBasis
from domain.vietnamese import day as vn_day
from projections.story import Head

_SPOKEN = {"meeting": "tại cuộc họp", "paper": "trên văn bản trình", "telephone": "qua điện thoại"}


def place_of(head: Head) -> str:
    """What a task is called: "TT 12, Phụ lục I, 126-KL/TU"."""
    place = head.clause or (f"TT {head.number}" if head.number else "Nhiệm vụ")
    return ", ".join(part for part in (place, head.document_number) if part)


def task_words(look: Look, head: Head, bases: Sequence[Basis], titles: Mapping[UUID, str]) -> Markup:
    """The card under the heading."""
    shown: Sequence[tuple[str, Content]] = (
        ("Căn cứ", tag("ul", (tag("li", _basis(look, head, b, titles)) for b in bases), class_="bases")),
        ("Mục", head.heading),
        ("Cấp giao", opening(AUTHORITY_NAMES[head.authority])),
        ("Sản phẩm", head.product),
        ("Thời hạn (nguyên văn)", head.deadline_words),
        ("Đơn vị chủ trì (nguyên văn)", head.lead_words),
        ("Cách giao", opening(LEADS_NAMES[head.how]) if head.how else "Chưa chọn đầu mối"),
    )
    return tag(
        "dl",
        (tag("div", tag("dt", name), tag("dd", words)) for name, words in shown if words),
        class_="words card",
    )


def _basis(look: Look, head: Head, basis: Basis, titles: Mapping[UUID, str]) -> Content:
    if not isinstance(basis, DocumentBasis):
        return f"Ý kiến của {basis.who} {_SPOKEN[basis.how]} ngày {vn_day(basis.day)}"
    main = basis.document == head.document
    day = f" ngày {vn_day(head.document_day)}" if main and head.document_day else ""
    name = f"{titles.get(basis.document, 'văn bản')}{day}"
    # A unit sees of a document what its own tasks say.
    opens = look.viewer.may(Right.SEE_DOCUMENTS)
    link = tag("a", name, href=look.asked.when.at(f"{DOCUMENT}{basis.document}")) if opens else name
    return text(
        [
            link,
            f": {head.document_title}" if main and head.document_title else "",
            f", {basis.clause}" if basis.clause else "",
        ]
    )
