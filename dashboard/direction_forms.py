"""What the assigning authority decides on an assignment, and corrections of what was recorded, as forms.

Each rests on a document; without one the API says what is missing, beside its field, and it may be submitted
(trình) meanwhile. Whoever may only propose finds the same forms, to submit them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec

from dashboard import forms
from dashboard.markup import Content, Markup, tag
from dashboard.report_fields import report_fields
from domain.assignment import Assignment
from domain.assignment_facts import Completed, DeadlineSet, Extended, Issued, ReportSent, Stage
from domain.history import Standing
from domain.paper import AUTHORITY_NAMES, Authority
from domain.progress import Report
from domain.vietnamese import day as vn_day

UnitGroups = Sequence[tuple[str, Sequence[tuple[UUID, str]]]]
"""The units there are, by group, in protocol order; see ``forms.units``."""

CORRECTED_REPORTS = 3
"""The last so many reports can be put right; an older one is left out by its number and typed in anew."""


class Material(msgspec.Struct, frozen=True):
    """What the forms of one assignment are made of. ``named``: "mục n" of a fact, with its words."""

    assignment: Assignment
    stage: Stage
    deadline: date | None
    authority: Authority
    groups: UnitGroups
    named: dict[int, str]
    today: date
    directs: bool
    """He records what the assigning authority decides; otherwise he submits it."""
    corrects: bool
    """He decides corrections; otherwise he submits them."""


def directions(m: Material) -> Iterable[Markup]:
    """Decisions that make sense at the stage."""
    if m.stage is Stage.COMPLETED:
        hand_to = () if _lead_is_there(m) else (_unit("hand_to", "Chuyển đến đơn vị kế thừa", m),)
        yield _direct(m, "Mở lại", "reopening", *_grounds(), *hand_to)
        return
    if m.stage is Stage.REMOVED:
        return
    if m.deadline:
        yield _direct(m, "Gia hạn", "extension", *_deadline("Hạn mới"), *_grounds())
    elif m.directs:
        yield _act(
            m,
            "Xác định thời hạn",
            "deadline",
            _today(m, "Có hiệu lực từ ngày"),
            *_deadline("Hạn hoàn thành"),
            _set_by(m),
            forms.paper("paper", "Văn bản xác định thời hạn"),
        )
    if m.stage is Stage.SUSPENDED:
        yield _direct(m, "Tiếp tục thực hiện", "resumption", *_grounds())
    else:
        yield _direct(m, "Tạm dừng", "suspension", *_grounds())
    yield _direct(
        m,
        "Chuyển đơn vị",
        "hand-over",
        _unit("to", "Đơn vị chủ trì mới", m),
        _today(m, "Chuyển từ ngày"),
        *_grounds(),
    )
    yield _direct(m, "Đưa ra khỏi danh mục", "removal", *_grounds())


def reply(m: Material, reason: str, asked: date) -> Markup:
    """What the Office answers to a request for another assignment; to follow it, it hands over."""
    return forms.act(
        "Trả lời đề nghị điều chỉnh phân công",
        tag("p", f"Đơn vị đề nghị ngày {vn_day(asked)}: {reason}", class_="asked"),
        tag("p", "Nếu đồng ý, đề nghị dùng “Chuyển đơn vị”. Nếu giữ nguyên phân công:", class_="note"),
        _form(
            m,
            "Giữ nguyên phân công",
            "reassignment/decline",
            forms.given("day", m.today),
            forms.words("reason", "Lý do giữ nguyên phân công", rows=3, required=True),
        ),
    )


def typed_in(m: Material) -> Markup:
    """A report that came on paper, typed in for the unit."""
    return forms.act(
        "Nhập thay báo cáo của đơn vị",
        tag(
            "p",
            "Báo cáo nhập ở đây được ghi là nhập thay đơn vị; đồng chí được tính là người gửi và không tự xác nhận.",
            class_="note",
        ),
        _form(
            m,
            "Ghi nhận báo cáo nhập thay",
            "reports",
            _today(m, "Ngày báo cáo"),
            *report_fields(m.today, arrived=True),
        ),
    )


def corrections(m: Material) -> Iterable[Markup]:
    """Đính chính: a deadline, a report, a completion day, or leaving out what was recorded by mistake."""
    standing = sorted(m.assignment.standing, key=lambda s: s.version)
    dated = [s for s in standing if isinstance(s.fact, Issued | DeadlineSet | Extended)]
    why = forms.words("reason", "Lý do đính chính", rows=2, required=True)
    if dated:
        yield _correct(
            m,
            "Đính chính thời hạn",
            "corrections/deadline",
            _entry(m, "target", dated, "number"),
            *_deadline("Hạn đúng"),
            _set_by(m),
            why,
        )
    sent = [s for s in standing if isinstance(s.fact, ReportSent)] if m.corrects else []
    for s in sent[-CORRECTED_REPORTS:]:
        assert isinstance(s.fact, ReportSent)
        known = msgspec.convert(s.fact, Report, from_attributes=True)
        yield _act(
            m,
            f"Đính chính báo cáo ngày {vn_day(s.fact.day)} (mục {s.version})",
            "corrections/report",
            forms.given("target", s.version, type_="number"),
            forms.day("day", "Ngày báo cáo", value=s.fact.day, required=True),
            *report_fields(m.today, known),
            why,
            kept=f"corrections/report.{s.version}",
        )
    if done := [s for s in standing if isinstance(s.fact, Completed)]:
        yield _correct(
            m,
            "Đính chính ngày hoàn thành",
            "corrections/completion",
            _entry(m, "target", done, "number"),
            forms.paper("product", "Sản phẩm"),
            forms.day("received", "Ngày văn thư nhận"),
            why,
        )
    if wrong := [s for s in standing if not isinstance(s.fact, Issued)]:
        yield _correct(
            m,
            "Bỏ mục ghi nhầm",
            "corrections",
            _entry(m, "targets", wrong, "numbers"),
            why,
        )


def _direct(m: Material, name: str, command: str, *fields: Markup) -> Markup:
    """The decision, or before its document is there its submission."""
    path = f"/assignments/{m.assignment.id}/{command}/submission"
    if not m.directs:
        return _submission(m, name, command, *fields)
    later = forms.button("Lưu: đã trình, chờ ý kiến", path)
    return forms.act(name, _form(m, name, command, *fields, beside=later))


def _correct(m: Material, name: str, command: str, *fields: Markup) -> Markup:
    return _act(m, name, command, *fields) if m.corrects else _submission(m, name, command, *fields)


def _submission(m: Material, name: str, command: str, *fields: Markup) -> Markup:
    words = f"Trình {name[0].lower()}{name[1:]}"
    return forms.act(words, _form(m, words, f"{command}/submission", *fields))


def _act(m: Material, name: str, command: str, *fields: Markup, kept: str = "") -> Markup:
    return forms.act(name, _form(m, name, command, *fields, kept=kept))


def _form(
    m: Material, submit: str, command: str, *fields: Markup, kept: str = "", beside: Content = None
) -> Markup:
    """On the assignment as it stands on the screen; what is typed is kept on this machine."""
    return forms.form(
        f"/assignments/{m.assignment.id}/{command}",
        *fields,
        submit=submit,
        version=m.assignment.version,
        keep=f"{kept or command}.{m.assignment.id}",
        beside=beside,
    )


def _grounds() -> Iterable[Markup]:
    """The document comes first: what it decides holds from its day."""
    yield forms.paper("paper", "Văn bản đồng ý của cấp giao")
    yield forms.words("reason", "Lý do", rows=2, required=True)


def _deadline(label: str) -> Iterable[Markup]:
    yield forms.day("deadline.day", label, hint="để trống thì hệ thống đọc từ nguyên văn")
    yield forms.line(
        "deadline.words", "Thời hạn ghi trong văn bản", hint="nguyên văn, ví dụ “trong quý I/2027”"
    )


def _set_by(m: Material) -> Markup:
    authorities = [(a.value, name) for a, name in AUTHORITY_NAMES.items()]
    return forms.choice(
        "deadline.set_by", "Cấp xác định thời hạn", authorities, value=m.authority.value, empty=None
    )


def _today(m: Material, label: str) -> Markup:
    return forms.day("day", label, value=m.today, required=True)


def _unit(name: str, label: str, m: Material) -> Markup:
    return forms.units(name, label, m.groups, required=True)


def _entry(m: Material, name: str, among: Sequence[Standing], type_: str) -> Markup:
    """Which entries of the history, by the number that stands before each of them there."""
    hint = "giữ Ctrl để chọn nhiều mục" if type_ == "numbers" else ""
    entries = [(str(s.version), f"mục {s.version}: {m.named[s.version]}") for s in among]
    last = entries[-1][0] if type_ == "number" else ""
    return forms.choice(
        name, "Mục cần đính chính", entries, value=last, empty=None, hint=hint, required=True, type_=type_
    )


def _lead_is_there(m: Material) -> bool:
    return any(unit == m.assignment.last.lead for _, of in m.groups for unit, _ in of)
