"""The content of a progress report as fields of a form: written by the unit, typed in for it, or put right."""

from collections.abc import Iterable
from datetime import date

from dashboard import forms
from dashboard.markup import Markup, tag
from domain.attachment import ALLOWED, LARGEST
from domain.paper import Paper
from domain.progress import Report
from domain.report_draft import HalfPaper, HalfReport

STEPS = (
    ("draft", "Dự thảo"),
    ("consulting", "Lấy ý kiến"),
    ("submitted", "Trình"),
    ("issued", "Ban hành"),
)

FILES = f"{ALLOWED}; mỗi tệp không quá {LARGEST >> 20} MB"


def report_fields(
    today: date, known: Report | HalfReport | None = None, *, arrived: bool = False
) -> Iterable[Markup]:
    """The fields under ``report.``; ``known``: what they hold from the start; ``arrived``: it came on paper."""
    r = known or Report(as_of=today, results="")
    yield forms.day("report.as_of", "Số liệu đến ngày", value=r.as_of, required=True)
    yield forms.choice("report.step", "Bước thực hiện", STEPS, value=r.step, empty="– không nêu –")
    yield forms.number("report.percent", "Tỷ lệ hoàn thành (%)", value=r.percent)
    yield forms.words("report.results", "Kết quả thực hiện", value=r.results, required=True)
    yield forms.words("report.difficulties", "Khó khăn, nguyên nhân", value=r.difficulties, rows=2)
    yield forms.words("report.proposals", "Kiến nghị, đề xuất", value=r.proposals, rows=2)
    yield _paper("report.paper", "Văn bản báo cáo", r.paper, "Người ký", arrived=arrived)
    yield _paper("report.product", "Sản phẩm", r.product, "Cơ quan ban hành")
    yield forms.day("report.received", "Ngày văn thư nhận sản phẩm", value=r.received)
    yield forms.tick("report.claim", "Đề nghị xác nhận hoàn thành", value=r.claim)
    yield forms.files("report.files", "Tệp kèm theo", kept=r.files, hint=FILES)


def _paper(
    prefix: str, label: str, known: Paper | HalfPaper | None, issuer: str, *, arrived: bool = False
) -> Markup:
    arrival = known.arrival if isinstance(known, Paper) else ""
    return tag(
        "fieldset",
        tag("legend", label),
        forms.line(f"{prefix}.number", "Số, ký hiệu", value=known.number if known else ""),
        forms.day(f"{prefix}.day", "Ngày văn bản", value=known.day if known else None),
        forms.line(f"{prefix}.issuer", issuer, value=known.issuer if known else ""),
        forms.line(f"{prefix}.arrival", "Số đến", value=arrival) if arrived or arrival else None,
    )
