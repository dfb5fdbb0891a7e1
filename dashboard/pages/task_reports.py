"""Reports of an assignment as they were sent: content, papers, files, what was answered."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.forms import API
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from dashboard.people_words import named
from dashboard.report_fields import STEPS
from domain.paper import FileRef, Paper
from domain.vietnamese import day as vn_day
from projections.reports import CONFIRMED, MORE_ASKED, SENT, SUPPLEMENTED, WITHDRAWN
from projections.waiting import Proposal, ReportLine

STATUS_NAMES = {
    SENT: "Đã gửi, chờ xác nhận",
    CONFIRMED: "Đã xác nhận",
    MORE_ASKED: "Đề nghị bổ sung",
    WITHDRAWN: "Đã rút đề nghị xác nhận hoàn thành",
    SUPPLEMENTED: "Đã bổ sung bằng báo cáo sau",
}


def reports_list(look: Look, reports: Sequence[ReportLine], *, whole: bool) -> list[Markup]:
    """The last sent first; ``whole``: with what a specialist proposes to his head."""
    by = {r.sender for r in reports} | {r.answered_by for r in reports}
    by |= {p.by for r in reports if (p := r.proposal)}
    names = look.names(by - {""})
    return [tag("li", report_shown(report, names, whole=whole)) for report in reversed(reports)]


def report_shown(report: ReportLine, names: Mapping[str, str], *, whole: bool) -> Iterable[Markup]:
    """One report, to be read."""
    claim = "Đề nghị xác nhận hoàn thành" if report.claim else "Báo cáo"
    typed = ", nhập thay đơn vị" if report.typed_in else ""
    yield tag(
        "p",
        tag("strong", f"{claim} ngày {vn_day(report.sent)}"),
        f" (mục {report.ref}): ",
        tag("span", STATUS_NAMES[report.status], class_=f"report-status s{report.status}"),
    )
    yield tag("small", f"{named(names, report.sender)}{typed}; số liệu đến ngày {vn_day(report.as_of)}")
    if report.answered and report.answered_by:
        why = f": {report.reason}" if report.reason else ""
        who = named(names, report.answered_by)
        yield tag("p", f"Ngày {vn_day(report.answered)}, {who}{why}", class_="answer lines-kept")
    yield tag("dl", (_fact(name, words) for name, words in _content(report) if words), class_="report")
    if whole and report.proposal:
        yield _proposed(report.proposal, names)


def _content(report: ReportLine) -> Iterable[tuple[str, Content]]:
    step = dict(STEPS).get(report.step, "")
    percent = f"{report.percent}%" if report.percent is not None else ""
    yield (
        "Bước thực hiện" if step else "Tỷ lệ hoàn thành",
        ", ".join(part for part in (step, percent) if part),
    )
    yield "Kết quả", report.results
    yield "Khó khăn, nguyên nhân", report.difficulties
    yield "Kiến nghị, đề xuất", report.proposals
    yield "Văn bản báo cáo", paper_words(report.paper)
    yield "Sản phẩm", paper_words(report.product)
    yield "Văn thư nhận sản phẩm", f"ngày {vn_day(report.received)}" if report.received else ""
    yield "Tệp kèm theo", tag("ul", map(file_link, report.files), class_="files") if report.files else ""


def paper_words(paper: Paper | None) -> str:
    """A document cited: "142-BC/ĐU ngày 20/11/2026, Đảng ủy phường, số đến 3517"."""
    if paper is None:
        return ""
    arrival = f"số đến {paper.arrival}" if paper.arrival else ""
    return ", ".join(p for p in (f"{paper.number} ngày {vn_day(paper.day)}", paper.issuer, arrival) if p)


def file_link(file: FileRef) -> Markup:
    """A file to be fetched."""
    return tag("li", tag("a", file.name, href=f"{API}/files/{file.id}", target="_self", download=True))


def _proposed(proposal: Proposal, names: Mapping[str, str]) -> Markup:
    product = paper_words(proposal.product)
    quality = "đạt yêu cầu" if proposal.satisfactory else "chưa đạt yêu cầu"
    parts = [f"sản phẩm {product}" if product else "", quality, proposal.note]
    words = f"Đề xuất hoàn thành ngày {vn_day(proposal.day)}, {named(names, proposal.by)}: "
    back = (
        f" Trả lại ({named(names, proposal.returned_by)}): {proposal.returned}" if proposal.returned else ""
    )
    return tag("p", words, "; ".join(part for part in parts if part), ".", back, class_="answer")


def _fact(name: str, words: Content) -> Markup:
    return tag("div", tag("dt", name), tag("dd", words, class_="lines-kept"))
