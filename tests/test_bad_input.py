"""What officers mistype, scripts repeat and attackers send: each is told what is wrong, and nothing is written."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from unicodedata import normalize
from uuid import UUID

import msgspec
import pytest

from domain.app import Actor, Closing, NewUnit, Register
from domain.app.assignments import Ground
from domain.app.steps import Also
from domain.app.tasks import AnnexTask, Choice
from domain.assignment_facts import Deadline
from domain.calendar import DayOff, YearCalendar
from domain.errors import Refused
from domain.paper import Authority, FileRef, Paper
from domain.progress import Report
from domain.resolution import Content
from domain.task import DocumentBasis, Leads, SpokenBasis
from domain.unit import Ending
from infra.log import VIETNAM
from tests.scene import FEB, JAN, PAPER, Scene, new_task, scene, state
from tests.world import HEAD, OFFICE, UNIT, ground

LONG = "ă" * 1_000_000
UNSEEN = "\x00 \u200b\ud800\n"
YEAR_1, BEFORE, TOMORROW, LAST = date(1, 1, 1), date(2025, 12, 31), date(2026, 2, 11), date(9999, 12, 31)
BLANK, COMING, EARLIER = Paper(UNSEEN, JAN[9]), Paper("2-KH/ĐU", TOMORROW), Paper("1-KH/ĐU", BEFORE)
NOON = datetime(2026, 3, 1, 12, tzinfo=VIETNAM)
TITLE = "Nghị quyết về việc thử"


class Desk(msgspec.Struct):
    """Every use case, proper unless it is said otherwise; assignments by how they stand in the scene ``s``."""

    s: Scene
    do: Register

    def report(self, of: str | UUID = "running", day: date = JAN[29], **changes: Any) -> None:
        report = Report(**{"as_of": JAN[9], "results": "Đã làm"} | changes)
        self.do.send_report(UNIT, self._id(of), report, day=day)

    def receive(self, of: str, day: date = JAN[2]) -> None:
        self.do.receive(UNIT, self._id(of), day=day)

    def withdraw(self, of: str = "claimed", day: date = JAN[29], claim: int = 3, why: str = "Nhầm") -> None:
        self.do.withdraw_claim(UNIT, self._id(of), day=day, claim=claim, reason=why)

    def ask(self, of: str = "reported", day: date = JAN[29], report: int = 3, why: str = "Thiếu") -> None:
        self.do.ask_for_more(HEAD, self._id(of), day=day, report=report, reason=why)

    def confirm(self, of: str = "reported", day: date = JAN[29], report: int = 3, by: Actor = HEAD) -> None:
        self.do.confirm_report(by, self._id(of), day=day, report=report)

    def complete(self, of: str = "claimed", day: date = JAN[29], by: Actor = HEAD, **more: Any) -> None:
        self.do.confirm_completion(by, self._id(of), act_day=day, **{"claim": 3} | more)

    def extend(self, of: str, to: date | None = FEB, paper: Paper | None = PAPER, why: str = "Chậm") -> None:
        self.do.extend(OFFICE, self._id(of), deadline=Deadline("", to, "day"), ground=Ground(why, paper))

    def set_deadline(self, of: str = "undated", to: date | None = FEB, day: date = JAN[29]) -> None:
        self.do.set_deadline(OFFICE, self._id(of), day=day, deadline=Deadline("", to, "day"))

    def decide(self, what: str, of: str | UUID, day: date = JAN[26], **more: Any) -> None:
        getattr(self.do, what)(OFFICE, self._id(of), **{"ground": ground(day)} | more)

    def hand_over(
        self, to: UUID, of: str = "running", day: date = JAN[29], paper: Paper | None = PAPER
    ) -> None:
        self.do.hand_over(OFFICE, self._id(of), to=to, day=day, ground=Ground("Theo phân công", paper))

    def leave_out(self, of: str, *targets: int, why: str = "Nhầm") -> None:
        self.do.leave_out(OFFICE, self._id(of), targets=targets, reason=why)

    def redate(self, of: str, target: int, to: date | None) -> None:
        self.do.correct_deadline(
            OFFICE, self._id(of), target=target, deadline=Deadline("", to, "day"), reason="Nhầm"
        )

    def rewrite(self, of: str, target: int = 3, day: date = JAN[5], **changes: Any) -> None:
        report = Report(**{"as_of": JAN[3], "results": "Đã làm"} | changes)
        self.do.correct_report(OFFICE, self._id(of), target=target, day=day, report=report, reason="Nhầm")

    def recount(self, of: str, target: int = 4, **more: Any) -> None:
        self.do.correct_completion(HEAD, self._id(of), target=target, reason="Nhầm", **more)

    def document(self, number: str = "31-KL/TU", day: date = JAN[0], **more: Any) -> None:
        content = self._content(number, day, **{k: more.pop(k) for k in ("title", "series") if k in more})
        self.do.record_resolution(OFFICE, content, **more)

    def restate(
        self, number: str = "31-KL/TU", of: UUID | None = None, why: str = "Nhầm", **more: str
    ) -> None:
        content = self._content(number, JAN[0], **more)
        self.do.restate_resolution(OFFICE, of or self.s.document, content, reason=why)

    def task(self, *bases: Any, id: UUID | None = None, **changes: Any) -> None:
        self.do.draft_task(OFFICE, new_task(**changes), bases or (DocumentBasis(self.s.document),), id=id)

    def choose(self, how: Leads, *leads: UUID, of: UUID | None = None) -> None:
        self.do.choose_leads(OFFICE, of or self.s.waiting, Choice(how, leads))

    def add(self, lead: UUID, of: UUID | None = None) -> None:
        self.do.add_lead(OFFICE, of or self.s.group, lead=lead)

    def reword(self, text: str = "Lời mới", why: str = "Nhầm", of: UUID | None = None) -> None:
        self.do.reword_task(OFFICE, of or self.s.task, text=text, product="", reason=why)

    def annex(self, *rows: AnnexTask, number: str = "40-NQ/TU", day: date = JAN[0]) -> None:
        self.do.take_annex(OFFICE, self._content(number, day), rows)

    def unit(self, name: str = "Xã Mới", day: date = JAN[0], times: int = 1, **changes: Any) -> None:
        new = NewUnit(**{"name": name, "group": 6, "rank": 1} | changes)
        self.do.establish_units(OFFICE, [new] * times, day=day, paper=changes.pop("paper", None))

    def rename(self, unit: UUID, name: str = "Tên mới", day: date = JAN[29], paper: Paper = PAPER) -> None:
        self.do.rename_unit(OFFICE, unit, day=day, name=name, paper=paper)

    def place(self, unit: UUID, parent: UUID | None, day: date = JAN[2]) -> None:
        self.do.place_unit(OFFICE, unit, parent=parent, day=day, paper=PAPER)

    def rank(self, unit: UUID, rank: int = 1, group: int = 6, day: date = JAN[2]) -> None:
        self.do.move_unit_rank(OFFICE, unit, rank=rank, group=group, day=day, paper=PAPER)

    def delegate(self, to: UUID, of: str = "running", day: date = JAN[5], **more: Any) -> None:
        self.do.delegate(UNIT, self._id(of), executing=to, day=day, **more)

    def propose(self, of: str = "claimed", day: date = JAN[29], by: Actor = HEAD, **more: Any) -> None:
        self.do.propose_completion(by, self._id(of), day=day, **{"claim": 3} | more)

    def reassign(self, what: str, of: str = "running", day: date = JAN[29], why: str = "Nhầm") -> None:
        getattr(self.do, f"{what}_reassignment")(UNIT, self._id(of), day=day, reason=why)

    def give_opinion(self, unit: UUID, text: str = "Nhất trí") -> None:
        self.do.give_opinion(UNIT, self.s.given["running"], unit=unit, text=text, day=JAN[5])

    def close(self, unit: UUID, *heirs: UUID, day: date = JAN[28], paper: Paper = PAPER, **more: Any) -> None:
        closings = [Closing(unit, Ending.SPLIT, heirs)] if heirs else []
        self.do.reorganise(OFFICE, day=day, paper=paper, closings=[*closings, *more.pop("too", [])], **more)

    def year(
        self, n: int = 2026, off: date = date(2026, 9, 2), name: str = "Lễ", source: str = "9-QĐ/TTg"
    ) -> None:
        self.do.set_calendar(OFFICE, YearCalendar(n, (DayOff(off, name),)), source=source, day=JAN[0])

    def _id(self, of: str | UUID) -> UUID:
        return self.s.given[of] if isinstance(of, str) else of

    def _content(self, number: str, day: date, title: str = "Kết luận", series: str = "XVIII") -> Content:
        return Content(number, day, "KL", title, Authority.STANDING_BOARD, series)


def row(**changes: Any) -> AnnexTask:
    return AnnexTask("1", new_task(number="12", **changes))


Case = tuple[str, Callable[[Desk], object], str]
# fmt: off
REPORTS: list[Case] = [
    ("105 %", lambda d: d.report(percent=105), "Tỷ lệ 105% không hợp lệ; đề nghị nhập số từ 0 đến 100"),
    ("half a per cent, by a script", lambda d: d.report(percent=49.5), "Giá trị ở mục “percent” không đúng dạng"),
    ("a step that there is not", lambda d: d.report(step="sắp xong"), "Giá trị ở mục “step” không đúng dạng"),
    ("nothing but what nobody sees", lambda d: d.report(results=UNSEEN), "Đề nghị nhập kết quả thực hiện"),
    ("a megabyte", lambda d: d.report(results=LONG), "“kết quả thực hiện” dài 1.000.000 ký tự, nhiều nhất là 20.000"),
    ("of tomorrow", lambda d: d.report(day=TOMORROW), r"Ngày 11/02/2026 muộn hơn hôm nay \(10/02/2026\)"),
    ("before the task was given", lambda d: d.report(day=BEFORE), r"Ngày 31/12/2025 nhiệm vụ chưa được giao \(từ ngày"),
    ("figures of after the report", lambda d: d.report(as_of=JAN[30]), "Số liệu đến ngày 31/01/2026 muộn hơn ngày báo"),
    ("figures of the year 1", lambda d: d.report(as_of=YEAR_1), "Ngày 01/01/1 nằm ngoài khoảng sổ theo dõi"),
    ("a product without a number", lambda d: d.report(product=BLANK), "Đề nghị nhập số, ký hiệu văn bản"),
    ("a product of tomorrow", lambda d: d.report(product=COMING), r"Ngày văn bản 2-KH/ĐU \(11/02/2026\) muộn hơn"),
    ("handed in tomorrow", lambda d: d.report(received=TOMORROW), "Ngày 11/02/2026 muộn hơn hôm nay"),
    ("21 files", lambda d: d.report(files=(FileRef(d.s.task, "a.pdf"),) * 21), "kèm 21 tệp, nhiều nhất là 20"),
    ("a file without a name", lambda d: d.report(files=(FileRef(d.s.task, UNSEEN),)), "tệp đính kèm chưa có tên"),
    ("a file of no id", lambda d: d.report(files=(FileRef("1", "a.pdf"),)), "“files.* không đúng dạng"),
    ("on a draft", lambda d: d.report("draft"), "nhiệm vụ chưa được giao .vì còn là dự kiến"),
    ("on a removed task", lambda d: d.report("removed"), "Nhiệm vụ đã đưa ra khỏi danh mục .trạng thái ngày 30/01"),
    ("on a completed task", lambda d: d.report("completed"), "Nhiệm vụ đã hoàn thành .* đề nghị Văn phòng mở lại"),
    ("a second claim", lambda d: d.report("claimed", claim=True), "Đã có đề nghị xác nhận .* chưa được trả lời .mục 3"),
    ("a claim while suspended", lambda d: d.report("suspended", claim=True), "Nhiệm vụ đang tạm dừng"),
    ("on a unit's id", lambda d: d.report(d.s.lead), "Không tìm thấy nội dung"),
    ("on a task's id", lambda d: d.report(d.s.task), "Không tìm thấy nội dung"),
    ("on an id of nothing", lambda d: d.report(UUID(int=7)), "Không tìm thấy nội dung"),
    ("received twice", lambda d: d.receive("received"), "Đơn vị đã tiếp nhận nhiệm vụ này"),
    ("received before it was given", lambda d: d.receive("running", BEFORE), "nhiệm vụ chưa được giao"),
]
CONFIRMATIONS: list[Case] = [
    ("withdrawn though answered", lambda d: d.withdraw("completed"), "Đề nghị .* này đã được trả lời"),
    ("withdrawn though no claim", lambda d: d.withdraw("reported"), "Báo cáo này không đề nghị xác nhận hoàn thành"),
    ("withdrawn without a reason", lambda d: d.withdraw(why=" \n"), "Đề nghị nêu lý do rút đề nghị"),
    ("withdrawn before it was made", lambda d: d.withdraw(day=JAN[2]), "Ngày 03/01/2026 sớm hơn ngày gửi báo cáo"),
    ("withdrawn after a removal", lambda d: d.withdraw("removed"), "Nhiệm vụ đã đưa ra khỏi danh mục"),
    ("more asked of no report", lambda d: d.ask(report=-1), "Không có báo cáo ở mục -1"),
    ("more asked of what is confirmed", lambda d: d.ask("confirmed"), "Báo cáo đã được xác nhận; .* dùng đính chính"),
    ("more asked for no reason", lambda d: d.ask(why=UNSEEN), "Đề nghị nêu nội dung cần bổ sung"),
    ("confirmed by the sender", lambda d: d.confirm(by=UNIT), "không được tự xác nhận; đề nghị đồng chí khác"),
    ("confirmed twice", lambda d: d.confirm("confirmed"), "Báo cáo đã được xác nhận"),
    ("a claim confirmed as a report", lambda d: d.confirm("claimed"), "đề nghị dùng xác nhận hoàn thành"),
    ("a report left out and confirmed", lambda d: d.confirm("corrected"), "hoặc báo cáo đã được đính chính"),
    ("completed by the sender", lambda d: d.complete(by=UNIT), "không được tự xác nhận"),
    ("completed without a claim", lambda d: d.complete("reported"), "Báo cáo này không đề nghị xác nhận hoàn thành"),
    ("completed twice", lambda d: d.complete("completed"), "đã được trả lời"),
    ("completed before the issue", lambda d: d.complete(product=EARLIER), "/2025 trước ngày giao"),
    ("received before the issue", lambda d: d.complete("submitted", received=BEFORE), "trước ngày giao nhiệm vụ"),
    ("completed after its confirmation", lambda d: d.complete(product=Paper("1-KH", JAN[30])), "muộn hơn ngày xác"),
    ("by a product without a number", lambda d: d.complete(product=BLANK), "Đề nghị nhập số, ký hiệu văn bản"),
    ("confirmed after a removal", lambda d: d.complete("removed"), "trái với mục 4 .đưa ra khỏi danh mục theo 9-TB/TU"),
    ("the issue corrected away beside it", lambda d: d.complete(also=Also((2,), "Nhầm")), "không xóa được"),
    ("something corrected for no reason", lambda d: d.complete(also=Also((3,), "")), "Đề nghị nêu lý do đính chính"),
]
BESIDE: list[Case] = [
    ("given to a stranger", lambda d: d.delegate(d.s.other), "Phường Vinh Tân không trực thuộc Xã Tam Sơn"),
    ("given to an ended unit", lambda d: d.delegate(d.s.ended, day=JAN[29]), "Ban Dân vận đã kết thúc hoạt động"),
    ("given to a document", lambda d: d.delegate(d.s.document), "Không tìm thấy nội dung"),
    ("an inner day after it", lambda d: d.delegate(d.s.lead, inner_day=FEB), "Hạn nội bộ 20/02/2026 muộn hơn hạn 21"),
    ("an inner day gone by", lambda d: d.delegate(d.s.lead, inner_day=YEAR_1), "Hạn nội bộ 01/01/1 sớm hơn ngày giao"),
    ("given on, though removed", lambda d: d.delegate(d.s.lead, "removed", JAN[29]), "đã đưa ra khỏi danh mục"),
    ("an officer of a megabyte", lambda d: d.delegate(d.s.lead, officer=LONG), "Nội dung mục “officer” dài"),
    ("proposed by the sender", lambda d: d.propose(by=UNIT), "không được tự xác nhận"),
    ("proposed though answered", lambda d: d.propose("completed"), "đã được trả lời"),
    ("proposed with a megabyte", lambda d: d.propose(note=LONG), "Nội dung mục “ghi chú” dài 1.000.000 ký tự"),
    ("proposed to come", lambda d: d.propose(product=COMING), "muộn hơn hôm nay"),
    ("many, and one is none", lambda d: d.do.confirm_completions(HEAD, [(d.s.given["claimed"], 9)], JAN[29]),
     "“Xây dựng kế hoạch” .Xã Tam Sơn.: Không có báo cáo ở mục 9"),
    ("none of many", lambda d: d.do.confirm_reports(HEAD, [], JAN[29]), "chọn ít nhất một báo cáo"),
    ("another lead asked for, no reason", lambda d: d.reassign("ask", why=UNSEEN), "nêu lý do điều chỉnh phân công"),
    ("another lead asked for a draft", lambda d: d.reassign("ask", "draft"), "còn là dự kiến"),
    ("declined, but nobody asked", lambda d: d.reassign("decline"), "Không có đề nghị điều chỉnh phân công"),
    ("an opinion of a stranger", lambda d: d.give_opinion(d.s.other), "không phải là đơn vị phối hợp"),
]
DIRECTIONS: list[Case] = [
    ("extended without the document", lambda d: d.extend("running", paper=None), "thiếu số, ngày văn bản đồng ý"),
    ("by a document without a number", lambda d: d.extend("running", paper=BLANK), "ghi nhận được gia hạn: thiếu số"),
    ("by a document of tomorrow", lambda d: d.extend("running", paper=COMING), "11/02/2026. muộn hơn hôm nay"),
    ("extended to an earlier day", lambda d: d.extend("running", JAN[5]), "Hạn mới 06/01/2026 không muộn hơn hạn đang"),
    ("extended to no day", lambda d: d.extend("running", None), "Đề nghị nhập ngày hạn mới"),
    ("extended for ever", lambda d: d.extend("running", LAST), "Ngày 31/12/9999 nằm ngoài khoảng sổ theo dõi"),
    ("extended for no reason", lambda d: d.extend("running", why=UNSEEN), "Đề nghị nêu lý do gia hạn"),
    ("the undated extended", lambda d: d.extend("undated"), "chưa có ngày hạn; đề nghị dùng xác định thời hạn"),
    ("the completed extended", lambda d: d.extend("completed", paper=Paper("1-TB", JAN[20])), "nhiệm vụ đã hoàn thành"),
    ("a deadline where there is one", lambda d: d.set_deadline("running"), "Nhiệm vụ đã có hạn ngày 21/01/2026"),
    ("a deadline of no day", lambda d: d.set_deadline(to=None), "Đề nghị nhập ngày hạn"),
    ("suspended twice", lambda d: d.decide("suspend", "suspended"), "tạm dừng .* trái với mục 3 .tạm dừng"),
    ("resumed though running", lambda d: d.decide("resume", "running"), "không ở trạng thái tạm dừng"),
    ("reopened though open", lambda d: d.decide("reopen", "running"), "chưa hoàn thành, không cần mở lại"),
    ("removed twice", lambda d: d.decide("remove", "removed"), "Ngày 27/01/2026 nhiệm vụ đã đưa ra khỏi danh mục"),
    ("suspended after its removal", lambda d: d.decide("suspend", "removed"), "nhiệm vụ đã đưa ra khỏi danh mục"),
    ("removed before its completion", lambda d: d.decide("remove", "completed", JAN[9]), "trái với mục 4 .xác nhận"),
    ("reopened at a split unit", lambda d: d.decide("reopen", d.s.of_split), "đề nghị chọn đơn vị tiếp nhận .*: Sở"),
    ("handed over to itself", lambda d: d.hand_over(d.s.lead), "Xã Tam Sơn đang là đơn vị chủ trì"),
    ("handed over to an ended unit", lambda d: d.hand_over(d.s.ended), "Ban Dân vận đã kết thúc hoạt động"),
    ("handed over to a coming unit", lambda d: d.hand_over(d.s.future), "Xã Mai Sau chưa có vào ngày 30/01/2026"),
    ("handed over to a document", lambda d: d.hand_over(d.s.document), "Không tìm thấy nội dung"),
    ("handed over by nobody's word", lambda d: d.hand_over(d.s.other, paper=None), "chuyển đơn vị: thiếu số, ngày"),
]
CORRECTIONS: list[Case] = [
    ("the draft", lambda d: d.leave_out("running", 1), "Bản dự kiến không đính chính được"),
    ("the issue left out", lambda d: d.leave_out("running", 2), "Việc giao nhiệm vụ không xóa được"),
    ("what is not there", lambda d: d.leave_out("running", 10**12), "Không có mục 1000000000000"),
    ("nothing", lambda d: d.leave_out("reported"), "Đề nghị chọn nội dung cần đính chính"),
    ("twice", lambda d: d.leave_out("corrected", 3), "Mục 3 đã được đính chính trước đó"),
    ("for no reason", lambda d: d.leave_out("reported", 3, why=""), "Đề nghị nêu lý do đính chính"),
    ("the claim of a completion", lambda d: d.leave_out("completed", 3), "mục 4 .* báo cáo không còn hiệu lực"),
    ("the deadline of a report", lambda d: d.redate("reported", 3, FEB), "Mục 3 không có thời hạn để đính chính"),
    ("an extension to an earlier day", lambda d: d.redate("extended", 3, JAN[3]), "không muộn hơn hạn trước khi"),
    ("an extension to no day", lambda d: d.redate("extended", 3, None), "Đề nghị nhập ngày hạn"),
    ("a completion as a report", lambda d: d.rewrite("completed", 4), "Mục 4 không phải là báo cáo"),
    ("a report as a completion", lambda d: d.recount("reported", 3), "Mục 3 không phải là xác nhận hoàn thành"),
    ("a report to after its answer", lambda d: d.rewrite("confirmed", day=JAN[20]), "muộn hơn ngày trả lời báo cáo"),
    ("a report to 105 %", lambda d: d.rewrite("reported", percent=105), "Tỷ lệ 105% không hợp lệ"),
    ("a confirmed claim to none", lambda d: d.rewrite("completed"), "căn cứ vào báo cáo không còn hiệu lực"),
    ("a completion to before the issue", lambda d: d.recount("completed", product=EARLIER), "trước ngày giao"),
]
TASKS: list[Case] = [
    ("a number already claimed", lambda d: d.document("5 - NQ/TƯ"), "đã ghi nhận cho văn bản 05-NQ/TU ngày"),
    ("the same, decomposed", lambda d: d.document(normalize("NFD", "Số: 5-NQ/TƯ")), "đã ghi nhận cho văn bản 05-NQ/TU"),
    ("a number that is none", lambda d: d.document("'; DROP TABLE log;--"), "Chưa đọc được số, ký hiệu"),
    ("number 0", lambda d: d.document("00-NQ/TU"), "Chưa đọc được số, ký hiệu"),
    ("a megabyte of number", lambda d: d.document(LONG), "Số, ký hiệu dài 1.000.000 ký tự"),
    ("a Party document without its term", lambda d: d.document(series=UNSEEN), "đánh số theo nhiệm kỳ; đề nghị nhập"),
    ("a document of tomorrow", lambda d: d.document(day=TOMORROW), "Ngày văn bản 11/02/2026 muộn hơn hôm nay"),
    ("a document of the year 1", lambda d: d.document(day=YEAR_1), "Ngày 01/01/1 nằm ngoài khoảng sổ theo dõi"),
    ("a document without a title", lambda d: d.document(title=UNSEEN), "Đề nghị nhập trích yếu văn bản"),
    ("a document under a unit's id", lambda d: d.document(id=d.s.lead), "Mã này đã dùng cho nội dung khác"),
    ("a document restated as it is", lambda d: d.restate("5-NQ/TU", title=TITLE), "không khác nội dung đang có"),
    ("restated for no reason", lambda d: d.restate(why=""), "Đề nghị nêu lý do đính chính"),
    ("restated, but a task", lambda d: d.restate(of=d.s.task), "Không tìm thấy nội dung"),
    ("a task of spaces", lambda d: d.task(text="  \n\t"), "Đề nghị nhập tên nhiệm vụ"),
    ("a task of a megabyte", lambda d: d.task(text=LONG), "Nội dung mục “tên nhiệm vụ” dài 1.000.000 ký tự"),
    ("words of a deadline without end", lambda d: d.task(deadline=Deadline(LONG, None, "day")), "mục “thời hạn” dài"),
    ("a moment for a deadline", lambda d: d.task(deadline=Deadline("", NOON, "day")), "“deadline.day” không đúng dạng"),
    ("on no basis", lambda d: d.do.draft_task(OFFICE, new_task(), ()), "Đề nghị nhập căn cứ giao nhiệm vụ"),
    ("on a unit for a document", lambda d: d.task(DocumentBasis(d.s.lead)), "Không tìm thấy nội dung"),
    ("on a word of tomorrow", lambda d: d.task(SpokenBasis("meeting", "Bí thư", TOMORROW)), "muộn hơn hôm nay"),
    ("on nobody's word", lambda d: d.task(SpokenBasis("meeting", UNSEEN, JAN[0])), "Đề nghị nêu người cho ý kiến"),
    ("by e-mail", lambda d: d.task(SpokenBasis("email", "Bí thư", JAN[0])), "Giá trị ở mục “bases.* không đúng dạng"),
    ("a task twice", lambda d: d.task(id=d.s.task), "Mã này đã dùng cho nội dung khác"),
    ("co-ordinated by a task", lambda d: d.task(coordinating=(d.s.task,)), "Không tìm thấy nội dung"),
    ("to each of nobody", lambda d: d.choose(Leads.EACH), "Đề nghị chọn đơn vị chủ trì"),
    ("to one, but two", lambda d: d.choose(Leads.SINGLE, d.s.lead, d.s.other), "Một đầu mối chỉ có 01 đơn vị chủ trì"),
    ("to joint leads, but one", lambda d: d.choose(Leads.JOINT, d.s.lead), "Đồng chủ trì cần từ 02 đơn vị"),
    ("to the same unit twice", lambda d: d.choose(Leads.EACH, d.s.lead, d.s.lead), "Một đơn vị được chọn hai lần"),
    ("chosen twice", lambda d: d.choose(Leads.SINGLE, d.s.lead, of=d.s.task), "đã chuyển tới đơn vị; đề nghị"),
    ("a lead that is no unit", lambda d: d.choose(Leads.SINGLE, d.s.task), "Không tìm thấy nội dung"),
    ("a member added to a single lead", lambda d: d.add(d.s.other, d.s.task), "Chỉ bổ sung đơn vị cho nhiệm vụ"),
    ("a member added twice", lambda d: d.add(d.s.lead), "Đơn vị đã được giao nhiệm vụ này"),
    ("a member that has ended", lambda d: d.add(d.s.ended), "Ban Dân vận đã kết thúc hoạt động"),
    ("reworded to nothing", lambda d: d.reword(UNSEEN), "Đề nghị nhập tên nhiệm vụ"),
    ("an assignment reworded", lambda d: d.reword(of=d.s.given["running"]), "Không tìm thấy nội dung"),
    ("issued without a lead", lambda d: d.do.issue(HEAD, [d.s.task, d.s.waiting]), "“Việc” chưa chọn đầu mối"),
    ("an annex with an empty row", lambda d: d.annex(row(text="")), "TT 12: Đề nghị nhập tên nhiệm vụ"),
    ("an annex of another document", lambda d: d.annex(row(), number="5-NQ/TU", day=JAN[5]), "lại số, ngày, cấp giao"),
]
UNITS: list[Case] = [
    ("without a name", lambda d: d.unit(UNSEEN), "Đề nghị nhập tên đơn vị"),
    ("of a megabyte", lambda d: d.unit(LONG), "Nội dung mục “tên” dài 1.000.000 ký tự, nhiều nhất là 1.000"),
    ("of group 7", lambda d: d.unit(group=7), "Nhóm đơn vị “7” không có; các nhóm được đánh số từ 1 đến 6"),
    ("of a rank beyond all", lambda d: d.unit(rank=2**40), "Thứ tự 1099511627776 không hợp lệ"),
    ("from the last of days on", lambda d: d.unit(day=LAST), "Ngày 31/12/9999 nằm ngoài khoảng sổ theo dõi"),
    ("twice in one list", lambda d: d.unit(times=2), "Mã này đã dùng cho nội dung khác"),
    ("under a task's id", lambda d: d.unit(id=d.s.task), "Mã này đã dùng cho nội dung khác"),
    ("renamed to nothing", lambda d: d.rename(d.s.lead, UNSEEN), "Đề nghị nhập tên mới của đơn vị"),
    ("renamed after its end", lambda d: d.rename(d.s.ended), "Ban Dân vận đã kết thúc hoạt động từ ngày 25/01/2026"),
    ("renamed by no document", lambda d: d.rename(d.s.lead, paper=BLANK), "Đề nghị nhập số, ký hiệu văn bản"),
    ("placed under itself", lambda d: d.place(d.s.lead, d.s.lead), "không thể trực thuộc chính mình"),
    ("placed under a coming one", lambda d: d.place(d.s.lead, d.s.future), "Xã Mai Sau chưa có vào ngày"),
    ("placed under a task", lambda d: d.place(d.s.lead, d.s.task), "Không tìm thấy nội dung"),
    ("placed where it stands", lambda d: d.place(d.s.lead, None), "không trực thuộc đơn vị nào khác"),
    ("ranked after its end", lambda d: d.rank(d.s.ended, day=JAN[28]), "Ban Dân vận đã kết thúc hoạt động"),
    ("ranked beyond all", lambda d: d.rank(d.s.lead, 10**9), "Thứ tự 1000000000 không hợp lệ"),
    ("ranked in group 0", lambda d: d.rank(d.s.lead, group=0), "Nhóm đơn vị “0” không có"),
    ("merged into itself", lambda d: d.close(d.s.lead, d.s.lead), "không thể tự kế thừa; đề nghị dùng đổi tên"),
    ("merged into an ended one", lambda d: d.close(d.s.lead, d.s.ended), "Ban Dân vận đã kết thúc hoạt động"),
    ("merged into a coming one", lambda d: d.close(d.s.lead, d.s.future), "Xã Mai Sau chưa có vào ngày 29/01/2026"),
    ("ended twice", lambda d: d.close(d.s.ended, d.s.lead), "đã kết thúc hoạt động từ ngày 25/01/2026"),
    ("split into one unit twice", lambda d: d.close(d.s.lead, d.s.other, d.s.other), "được ghi hai lần; đề nghị bỏ"),
    ("split, and nobody chose", lambda d: d.close(d.s.lead, d.s.other, d.s.heir), "lượt giao chưa chọn đơn vị"),
    ("none to end", lambda d: d.close(d.s.lead), "Chưa nêu đơn vị nào kết thúc hoạt động"),
    ("each into the other", lambda d: d.close(d.s.heir, d.s.ended, day=JAN[10]), "chưa có vào ngày"),
    ("ended by a document to come", lambda d: d.close(d.s.lead, d.s.other, paper=COMING), "muộn hơn hôm nay"),
    ("a holiday of another year", lambda d: d.year(off=date(2027, 1, 1)), "Ngày 01/01/2027 không thuộc năm 2026"),
    ("a calendar of the year 20260", lambda d: d.year(20260), "Năm 20260 nằm ngoài khoảng sổ theo dõi"),
    ("a holiday without a name", lambda d: d.year(name=UNSEEN), "Đề nghị ghi tên ngày nghỉ 02/9/2026"),
    ("a calendar by nobody", lambda d: d.year(source=UNSEEN), "Đề nghị nêu văn bản quyết định lịch nghỉ"),
]
# fmt: on
BAD = [*REPORTS, *CONFIRMATIONS, *BESIDE, *DIRECTIONS, *CORRECTIONS, *TASKS, *UNITS]


@pytest.fixture(scope="module")
def desk(module_database: str) -> Iterator[Desk]:
    with scene(module_database) as made:
        yield Desk(made, made.world.register)


@pytest.mark.parametrize(("send", "says"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_input_is_told_what_is_wrong_and_writes_nothing(
    desk: Desk, send: Callable[[Desk], object], says: str
) -> None:
    head = desk.s.world.log.head()
    with pytest.raises(Refused, match=says):
        send(desk)
    assert desk.s.world.log.head() == head


def test_after_all_that_every_row_of_every_view_is_as_it_was(desk: Desk) -> None:
    before = state(desk.s.world)
    for _, send, _ in BAD:
        with pytest.raises(Refused):
            send(desk)
    assert state(desk.s.world) == before
