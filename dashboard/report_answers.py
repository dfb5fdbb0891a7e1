"""The Office's answers to one report: confirm it, ask for more, propose completion, confirm or return that.

Each is offered to whom the matrix grants it in his own field and area, and never to who sent the report.
"""

from collections.abc import Iterable, Set
from datetime import date
from uuid import UUID

from dashboard import forms
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag, text
from domain.assignment_facts import Completion, Stage
from domain.permissions import DECIDES, DONE, PROPOSES, Grant, Right, Touch, granted
from domain.progress import completion_day
from domain.rules import days_late
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.reports import SENT
from projections.waiting import ReportLine, as_proposed, standing

RULE_NAMES = {
    Completion.ISSUED: "ngày ban hành sản phẩm",
    Completion.SUBMITTED: "ngày văn thư nhận sản phẩm",
}
"""By what the completion day is computed; without a receipt a submission counts from its sending."""

KEYS = {"confirm": "C", "more": "B", "propose": "D", "return": "T"}
"""The letter of each answer on the list that is worked off by keyboard; assets/confirm.js looks for it."""


def may(look: Look, right: Right, needed: Set[Grant], unit: UUID) -> bool:
    """Whether he is granted it, by himself or as deputy, on what ``unit`` leads; only now, never on a past day."""
    viewer = look.viewer
    return look.live and any(
        granted(c, right, Touch.NONE, followed=c.follows(unit), switches=viewer.switches) in needed
        for c in viewer.charges
    )


def counts_from(report: ReportLine, rule: Completion) -> date | None:
    """The completion day if it were confirmed so. None: the product bears no day yet."""
    return completion_day(rule, *as_proposed(report), report.sent)


def judged(report: ReportLine, rule: Completion, deadline: date | None) -> Markup:
    """The completion day by the rule of the task, the rule by name, and what it means for the deadline."""
    by = RULE_NAMES[rule]
    if rule is Completion.SUBMITTED and as_proposed(report)[1] is None:
        by = "ngày gửi báo cáo, vì chưa có ngày văn thư nhận sản phẩm"
    day = counts_from(report, rule)
    if day is None:
        return text(["chưa tính được: thiếu số, ngày văn bản sản phẩm ", tag("small", f"(tính theo {by})")])
    late = days_late(deadline, day, day)
    if deadline is None:
        means: Content = "nhiệm vụ không có ngày hạn"
    elif late:
        means = tag("strong", f"quá hạn {count(late)} ngày", class_="overdue")
    else:
        means = tag("strong", "đúng hạn", class_="in-time")
    return text([f"{vn_day(day)}, ", means, " ", tag("small", f"(tính theo {by})")])


def tickable(look: Look, report: ReportLine, unit: UUID, rule: Completion) -> str | None:
    """Which act on many at once takes this report: ``reports``, ``completions``; None: it is not his, or needs more."""
    if not _waits(look, report):
        return None
    if not report.claim:
        return "reports" if may(look, Right.CONFIRM_REPORT, DONE, unit) else None
    decides = may(look, Right.CONFIRM_COMPLETION, DECIDES, unit)
    return "completions" if decides and counts_from(report, rule) else None


def answers(
    look: Look,
    report: ReportLine,
    unit: UUID,
    *,
    rule: Completion,
    version: int,
    stage: Stage,
    keys: bool = False,
) -> list[Markup]:
    """The forms offered for a report that waits; ``version``: of the assignment; ``keys``: with their letters."""
    if not _waits(look, report) or stage is Stage.REMOVED:
        return []
    return [
        forms.act(text([words, " ", tag("kbd", KEYS[key])]) if keys else words, content)
        for key, words, content in _offered(look, report, unit, rule, version, stage)
    ]


def _waits(look: Look, report: ReportLine) -> bool:
    return report.status == SENT and report.sender != str(look.viewer.account)


def _offered(
    look: Look, report: ReportLine, unit: UUID, rule: Completion, version: int, stage: Stage
) -> Iterable[tuple[str, str, Markup]]:
    confirms, completes = Right.CONFIRM_REPORT, Right.CONFIRM_COMPLETION
    today = look.reader.today()
    path = f"/assignments/{report.assignment}"
    waiting = forms.given("claim", report.ref, type_="number")
    about = forms.given("report", report.ref, type_="number")
    dated = forms.given("day", today)
    kept = f"{report.assignment}.{report.ref}"
    if not report.claim and may(look, confirms, DONE, unit):
        command = f"{path}/confirmation"
        yield (
            "confirm",
            "Xác nhận báo cáo",
            forms.form(command, dated, about, submit="Xác nhận báo cáo", version=version),
        )
    if report.claim and may(look, completes, DECIDES, unit):
        yield (
            "confirm",
            "Xác nhận hoàn thành",
            forms.form(
                f"{path}/completion",
                forms.given("act_day", today),
                waiting,
                *_content(report, rule),
                submit="Xác nhận hoàn thành",
                version=version,
            ),
        )
        if standing(report.proposal):
            yield (
                "return",
                "Trả lại đề xuất",
                forms.form(
                    f"{path}/completion/proposal/return",
                    dated,
                    waiting,
                    forms.words("reason", "Lý do trả lại", rows=3, required=True),
                    submit="Trả lại đề xuất",
                    version=version,
                    keep=f"tra-lai.{kept}",
                ),
            )
    elif report.claim and may(look, completes, PROPOSES, unit):
        again = bool(standing(report.proposal))
        yield (
            "propose",
            "Đề xuất lại" if again else "Đề xuất hoàn thành",
            forms.form(
                f"{path}/completion/proposal",
                dated,
                waiting,
                *_content(report, rule),
                forms.words("note", "Ý kiến trình", rows=2, value=_note(report)),
                submit="Gửi đề xuất",
                version=version,
                keep=f"de-xuat.{kept}",
            ),
        )
    if may(look, confirms, DONE, unit) and stage is not Stage.COMPLETED:
        yield (
            "more",
            "Đề nghị bổ sung",
            forms.form(
                f"{path}/more",
                dated,
                about,
                forms.words("reason", "Nội dung cần bổ sung", rows=3, required=True),
                submit="Đề nghị bổ sung",
                version=version,
                keep=f"bo-sung.{kept}",
            ),
        )


def _content(report: ReportLine, rule: Completion) -> Iterable[Markup]:
    """What completion rests on, as it was claimed or proposed, to be put right."""
    product, received = as_proposed(report)
    proposal = standing(report.proposal)
    issued = rule is Completion.ISSUED
    yield forms.line(
        "product.number", "Số, ký hiệu sản phẩm", value=product.number if product else "", required=issued
    )
    yield forms.day(
        "product.day",
        "Ngày ban hành sản phẩm",
        value=product.day if product else None,
        hint="ngày hoàn thành tính theo ngày này" if issued else "",
        required=issued,
    )
    if product and product.issuer:
        yield forms.given("product.issuer", product.issuer)
    yield forms.day(
        "received",
        "Ngày văn thư nhận",
        value=received,
        hint="" if issued else "ngày hoàn thành tính theo ngày này",
    )
    yield forms.tick(
        "satisfactory",
        "Đạt yêu cầu",
        value=proposal.satisfactory if proposal else True,
        hint="bỏ chọn nếu chưa đạt yêu cầu",
    )


def _note(report: ReportLine) -> str:
    proposal = standing(report.proposal)
    return proposal.note if proposal else ""
