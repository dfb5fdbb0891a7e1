"""What lies on the desks, the Office's and a unit's, as workbooks: what waits for whom, what to look at again."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from domain.sheet import Cells, Column, Workbook
from projections.coordination import CoordinatedLine
from projections.inbox import DeskLine, Reassignment, Urgency
from projections.lists import AssignmentLine
from projections.moment import Moment
from projections.office_desk import ReviewLine
from projections.papers.wording import as_of, place
from projections.waiting import WaitingLine

_TASK = (
    Column("TT", 6, centred=True),
    Column("Nhiệm vụ", 60),
    Column("Vị trí trong văn bản", 26),
    Column("Đơn vị chủ trì", 32),
)
_DUE = Column("Hạn hoàn thành", 13)
_WAITED = Column("Đã chờ (ngày làm việc)", 11)

URGENCY_NAMES = {
    Urgency.OVERDUE: "Quá hạn",
    Urgency.DUE_SOON: "Sắp đến hạn",
    Urgency.IN_TIME: "Trong hạn",
    Urgency.UNDATED: "Không thời hạn",
    Urgency.SUSPENDED: "Tạm dừng",
}


def awaiting(lines: Iterable[WaitingLine], at: Moment, today: date, narrowed: str = "") -> Workbook:
    """Báo cáo chờ Văn phòng Tỉnh ủy xác nhận. ``narrowed``: by what, in words."""
    by = "; ".join(words for words in (narrowed, "gửi sớm nhất trước") if words)
    return Workbook(
        title="Báo cáo chờ xác nhận",
        note=_note("báo cáo", at, today, by),
        columns=(
            *_TASK,
            _DUE,
            Column("Ngày gửi", 13),
            _WAITED,
            Column("Đề nghị", 22),
            Column("Kết quả thực hiện", 60),
        ),
        rows=(
            (
                *_waiting(n, line),
                line.deadline,
                line.report.sent,
                line.waited,
                "Xác nhận hoàn thành" if line.report.claim else "Xác nhận báo cáo",
                line.report.results,
            )
            for n, line in enumerate(lines, 1)
        ),
    )


def asked_more(lines: Iterable[WaitingLine], title: str, at: Moment, today: date) -> Workbook:
    """Reports that more was asked for on, without an answer."""
    return Workbook(
        title=title,
        note=_note("báo cáo", at, today, "đề nghị sớm nhất trước"),
        columns=(*_TASK, _DUE, Column("Ngày đề nghị", 13), _WAITED, Column("Nội dung đề nghị bổ sung", 60)),
        rows=(
            (*_waiting(n, line), line.deadline, line.report.answered, line.waited, line.report.reason)
            for n, line in enumerate(lines, 1)
        ),
    )


def to_review(lines: Iterable[ReviewLine], title: str, at: Moment, today: date) -> Workbook:
    """Open assignments that risk being forgotten."""
    return Workbook(
        title=title,
        note=_note("lượt giao", at, today, "hạn sớm nhất trước"),
        columns=(*_TASK, _DUE, Column("Đơn vị có nhiệm vụ từ ngày", 13), Column("Báo cáo gần nhất", 13)),
        rows=((*_task(n, line), line.deadline, line.since, line.reported) for n, line in enumerate(lines, 1)),
    )


def reassignments(
    requests: Iterable[Reassignment],
    about: Mapping[UUID, AssignmentLine],
    title: str,
    at: Moment,
    today: date,
) -> Workbook:
    """Requests that wait for an answer; ``about``: the assignments, by id."""
    return Workbook(
        title=title,
        note=_note("đề nghị", at, today, "đề nghị sớm nhất trước"),
        columns=(*_TASK, _DUE, Column("Ngày đề nghị", 13), Column("Lý do đề nghị", 60)),
        rows=(
            (*_task(n, line), line.deadline, request.day, request.reason)
            for n, (request, line) in enumerate(
                ((r, about[r.assignment]) for r in requests if r.assignment in about), 1
            )
        ),
    )


def unit_desk(lines: Iterable[DeskLine], at: Moment, today: date, narrowed: str = "") -> Workbook:
    """Việc của đơn vị: what is open there, the most urgent first."""
    by = "; ".join(words for words in (narrowed, "chưa xong, gấp nhất trước") if words)
    return Workbook(
        title="Việc của đơn vị",
        note=_note("lượt giao", at, today, by),
        columns=(*_TASK, _DUE, Column("Hạn trong đơn vị", 13), Column("Mức độ", 18)),
        rows=(
            (*_task(n, line), line.deadline, line.inner_day, URGENCY_NAMES[line.urgency])
            for n, line in enumerate(lines, 1)
        ),
    )


def coordinated(lines: Iterable[CoordinatedLine], at: Moment, today: date) -> Workbook:
    """Việc đơn vị phối hợp; how the lead stands with it is not the co-ordinating unit's to see."""
    return Workbook(
        title="Việc đơn vị phối hợp",
        note=_note("lượt giao", at, today, "hạn sớm nhất trước"),
        columns=(*_TASK, _DUE),
        rows=((*_task(n, line), line.deadline) for n, line in enumerate(lines, 1)),
    )


def _task(n: int, line: ReviewLine | AssignmentLine | DeskLine | CoordinatedLine) -> Cells:
    return n, line.text, place(line.number, line.clause, line.document), line.lead


def _waiting(n: int, line: WaitingLine) -> Cells:
    return n, line.text, place(line.number, line.clause, line.document), line.unit_name


def _note(what: str, at: Moment, today: date, more: str) -> str:
    return f"Đơn vị tính: {what}; {more}. {as_of(at, today)}. DỰ THẢO."
