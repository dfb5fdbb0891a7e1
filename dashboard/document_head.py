"""Fields for the head of a document, the same wherever one is typed in."""

from datetime import date
from typing import Protocol

from dashboard import forms
from dashboard.forms import API
from dashboard.markup import Content, tag
from domain.document import KINDS
from domain.paper import AUTHORITY_NAMES, Authority


class Known(Protocol):
    """What is known of it already."""

    @property
    def number(self) -> str: ...
    @property
    def day(self) -> date | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def issuer(self) -> Authority: ...
    @property
    def series(self) -> str: ...


def head_fields(known: Known, *, title: str = "", prefix: str = "") -> Content:
    """Number, day, kind, title, issuer, term. How the number will be kept is told while it is typed."""
    kinds = {code: name.capitalize() for name, code in reversed(KINDS.items())}
    number = forms.line(
        f"{prefix}number", "Số, ký hiệu", value=known.number, hint="Để trống nếu là dự thảo, chưa có số"
    )
    return [
        tag(
            "div", number, tag("output", class_="reading"), class_="read", data_reads=f"{API}/readings/number"
        ),
        forms.day(f"{prefix}day", "Ngày văn bản", value=known.day, required=True),
        forms.choice(
            f"{prefix}kind",
            "Loại văn bản",
            reversed(kinds.items()),
            value=known.kind,
            hint="Theo số, ký hiệu nếu có",
        ),
        forms.choice(
            f"{prefix}issuer",
            "Cấp giao",
            [(str(authority), name) for authority, name in AUTHORITY_NAMES.items()],
            value=str(known.issuer),
            empty=None,
        ),
        forms.line(f"{prefix}series", "Nhiệm kỳ", value=known.series, hint="Văn bản của Đảng, ví dụ XVIII"),
        forms.words(f"{prefix}title", "Trích yếu", value=title or known.title, rows=2, required=True),
    ]
