"""One report that waits for the Office: what the unit says, what it would count as, what may be done with it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from dashboard.address import TASK
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from dashboard.pages.task_reports import file_link, paper_words
from dashboard.people_words import named
from dashboard.report_answers import answers, judged, tickable
from dashboard.report_fields import STEPS
from domain.assignment_facts import Stage
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.lists import AssignmentLine
from projections.office_desk import ReviewLine
from projections.waiting import Proposal, ReportLine, WaitingLine, as_proposed, standing


class Shown(msgspec.Struct, frozen=True):
    """Beside the lines of a page: the version of each assignment as it is seen, the people by their accounts."""

    versions: Mapping[UUID, int]
    names: Mapping[str, str]


def awaited_line(look: Look, line: WaitingLine, shown: Shown) -> Markup:
    """A row; its key outlives what comes in between, for what is ticked and where the keyboard stands."""
    report = line.report
    key = f"{report.assignment}.{report.ref}"
    href = look.asked.when.but(assignment=report.assignment).at(f"{TASK}{line.task}")
    return tag(
        "li",
        _tick(look, line),
        tag(
            "div",
            _head(line, shown, key),
            tag("p", tag("a", line.text, href=href, data_open=True), " ", tag("small", place(line))),
            tag("dl", (_fact(*fact) for fact in _told(report) if fact[1])),
            class_="says",
        ),
        tag(
            "div",
            tag("dl", (_fact(*fact) for fact in _counted(line) if fact[1])),
            _far_apart(line),
            _proposed(report.proposal, shown) if report.proposal else None,
            class_="reckoned",
        ),
        tag("div", _acts(look, line, shown), class_="answers") if look.live else None,
        class_="awaited card",
        tabindex="-1",
        aria_labelledby=key,
        data_key=key,
    )


def place(line: WaitingLine | AssignmentLine | ReviewLine) -> str:
    """Where the task stands in its document."""
    where = line.clause or (f"TT {line.number}" if line.number else "")
    return ", ".join(part for part in (where, line.document) if part)


def _tick(look: Look, line: WaitingLine) -> Markup | None:
    kind = tickable(look, line.report, line.unit, line.rule)
    if kind is None:
        return None
    proposed = bool(standing(line.report.proposal))
    return tag(
        "input",
        type="checkbox",
        aria_label=f"Chọn: {line.unit_name}, {line.text[:80]}",
        data_tick=kind,
        data_of_all=kind == "reports" or proposed,
    )


def _head(line: WaitingLine, shown: Shown, key: str) -> Markup:
    report = line.report
    kind = "Đề nghị xác nhận hoàn thành" if report.claim else "Báo cáo định kỳ"
    waits = f"chờ {count(line.waited)} ngày làm việc" if line.waited else ""
    by = named(shown.names, report.sender)
    sender = f"{by} nhập thay đơn vị" if report.typed_in else by
    return tag(
        "header",
        tag("h2", line.unit_name, id=key),
        tag("span", kind, class_="kind claim" if report.claim else "kind"),
        tag("span", "nhập thay", class_="kind typed") if report.typed_in else None,
        tag(
            "small",
            f"gửi ngày {vn_day(report.sent)}",
            ", " if waits else None,
            tag("strong", waits, class_="overdue") if line.late else waits,
            f"; {sender}; mục {report.ref}",
        ),
    )


def _told(report: ReportLine) -> Iterable[tuple[str, Content]]:
    step = dict(STEPS).get(report.step, "")
    percent = f"{report.percent}%" if report.percent is not None else ""
    progress = ", ".join(part for part in (step, percent) if part)
    yield "Kết quả", [report.results, " ", tag("small", f"(số liệu đến ngày {vn_day(report.as_of)})")]
    yield "Bước thực hiện", progress
    yield "Khó khăn, nguyên nhân", report.difficulties
    yield "Kiến nghị, đề xuất", report.proposals
    yield "Văn bản báo cáo", paper_words(report.paper)
    yield "Tệp kèm theo", tag("ul", map(file_link, report.files), class_="files") if report.files else ""


def _counted(line: WaitingLine) -> Iterable[tuple[str, Content]]:
    report = line.report
    yield "Sản phẩm", paper_words(report.product) or ("chưa nêu" if report.claim else "")
    yield "Văn thư nhận sản phẩm", vn_day(report.received) if report.received else ""
    yield "Hạn hoàn thành", vn_day(line.deadline) if line.deadline else "không có ngày hạn"
    yield "Ngày hoàn thành", judged(report, line.rule, line.deadline) if report.claim else ""


def _far_apart(line: WaitingLine) -> Markup | None:
    if not line.far_apart:
        return None
    product, received = as_proposed(line.report)
    days = [
        f"sản phẩm ngày {vn_day(product.day)}" if product else "",
        f"văn thư nhận ngày {vn_day(received)}" if received else "",
        f"gửi ngày {vn_day(line.report.sent)}",
    ]
    told = ", ".join(day for day in days if day)
    return tag(
        "p",
        tag("strong", f"Các ngày cách nhau {count(line.gap)} ngày làm việc: "),
        f"{told}. Đề nghị kiểm tra trước khi xác nhận.",
        class_="flag",
    )


def _proposed(proposal: Proposal, shown: Shown) -> Markup:
    product = paper_words(proposal.product)
    parts = [
        "đạt yêu cầu" if proposal.satisfactory else "chưa đạt yêu cầu",
        f"sản phẩm {product}" if product else "",
        f"văn thư nhận ngày {vn_day(proposal.received)}" if proposal.received else "",
        proposal.note,
    ]
    words = "; ".join(part for part in parts if part)
    back = ""
    if proposal.returned:
        back = f" Đã trả lại, {named(shown.names, proposal.returned_by)}: {proposal.returned}"
    return tag(
        "p",
        tag("strong", f"Đề xuất xác nhận hoàn thành ngày {vn_day(proposal.day)}"),
        f", {named(shown.names, proposal.by)}: {words}.{back}",
        class_="proposal",
    )


def _acts(look: Look, line: WaitingLine, shown: Shown) -> Content:
    report = line.report
    if report.sender == str(look.viewer.account):
        return tag("p", "Đồng chí là người gửi báo cáo này; đề nghị đồng chí khác xác nhận.", class_="note")
    return answers(
        look,
        report,
        line.unit,
        rule=line.rule,
        version=shown.versions[report.assignment],
        stage=Stage(line.stage),
        keys=True,
    )


def _fact(name: str, words: Content) -> Markup:
    return tag("div", tag("dt", name), tag("dd", words, class_="lines-kept"))
