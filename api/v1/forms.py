"""What commands are sent: the forms, and those that stand within several of them.

What a field means stands in ``words.py``, once for all forms of the same word.
"""

from datetime import date
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

import msgspec

from domain import assignment_facts as facts
from domain import paper, progress
from domain.app import assignments, tasks
from domain.app.steps import Also
from domain.assignment_facts import Completion
from domain.drafting import Wording
from domain.paper import Authority
from domain.resolution import Content
from domain.task import Basis, Leads

Into = TypeVar("Into")


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Nội dung của một lệnh; mục không có trong mẫu bị từ chối."""


class Nothing(Form, frozen=True, kw_only=True):
    """Không có nội dung."""


def into(kind: type[Into], form: Form, **more: Any) -> Into:
    """The value of the domain that has the same fields."""
    fields = msgspec.structs.asdict(form) | more
    return msgspec.convert(fields, kind, from_attributes=True)


class Cited(Form, frozen=True, kw_only=True):
    """Văn bản làm căn cứ, báo cáo hoặc sản phẩm: số, ký hiệu và ngày."""

    number: str
    day: date
    issuer: str = ""
    arrival: str = ""


class File(Form, frozen=True, kw_only=True):
    """Tệp đã tải lên."""

    id: UUID
    name: str


class Deadline(Form, frozen=True, kw_only=True):
    """Thời hạn: lời văn trong văn bản và ngày hạn hiểu theo lời văn đó."""

    words: str = ""
    day: date | None = None
    kind: Literal["dated", "standing", "periodic", "on_event", "none"] = "dated"
    set_by: Authority = Authority.STANDING_BOARD

    def made(self) -> facts.Deadline:
        """As a person understood it: the day that he gave, or what sort of task has none."""
        without = "none" if self.kind == "dated" else self.kind
        rule = "day" if self.day else "blank" if without == "none" else without
        return facts.Deadline(self.words, self.day, rule, "dated" if self.day else without, "", self.set_by)


class Corrections(Form, frozen=True, kw_only=True):
    """Các mục ghi trước đó được đính chính (bỏ) cùng lúc vì ngăn việc ghi nhận."""

    targets: Annotated[tuple[int, ...], msgspec.Meta(max_length=50)]
    reason: str


class Grounded(Form, frozen=True, kw_only=True):
    """Quyết định của cấp giao: lý do, văn bản; kèm đính chính nếu cần."""

    reason: str
    paper: Cited | None = None
    also: Corrections | None = None

    def ground(self) -> assignments.Ground:
        """What the decision rests on."""
        return assignments.Ground(self.reason, paper_of(self.paper))


class Report(Form, frozen=True, kw_only=True):
    """Nội dung báo cáo tiến độ."""

    as_of: date
    results: str
    step: Literal["", "draft", "consulting", "submitted", "issued"] = ""
    percent: int | None = None
    difficulties: str = ""
    proposals: str = ""
    paper: Cited | None = None
    product: Cited | None = None
    received: date | None = None
    claim: bool = False
    files: Annotated[tuple[File, ...], msgspec.Meta(max_length=20)] = ()

    def made(self) -> progress.Report:
        """As the domain has it."""
        return into(progress.Report, self)


class Head(Form, frozen=True, kw_only=True):
    """Phần đầu của văn bản; chưa có số là dự thảo."""

    number: str = ""
    day: date
    kind: str = ""
    title: str
    issuer: Authority
    series: str = ""

    def made(self) -> Content:
        """As the domain has it."""
        return into(Content, self)


class Choice(Form, frozen=True, kw_only=True):
    """Chọn đầu mối: một đầu mối, đồng chủ trì hoặc giao đồng loạt."""

    how: Leads
    leads: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=300)]

    def made(self) -> tasks.Choice:
        """As the domain has it."""
        return into(tasks.Choice, self)


class FromDocument(Form, frozen=True, kw_only=True, tag_field="type", tag="document"):
    """Căn cứ là văn bản đã ghi nhận, kèm vị trí trong văn bản."""

    document: UUID
    clause: str = ""


class FromSpoken(Form, frozen=True, kw_only=True, tag_field="type", tag="spoken"):
    """Căn cứ là ý kiến chỉ đạo tại cuộc họp, trên văn bản trình hoặc qua điện thoại."""

    how: Literal["meeting", "paper", "telephone"]
    who: str
    day: date
    scan: str = ""


class Worded(Form, frozen=True, kw_only=True):
    """Nội dung dự kiến của một nhiệm vụ."""

    text: str
    deadline: Deadline
    authority: Authority
    product: str = ""
    completion: Completion = Completion.ISSUED
    number: str = ""
    heading: str = ""
    lead_words: str = ""
    coordinating_words: str = ""
    coordinating: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=300)] = ()
    choice: Choice | None = None

    def made(self) -> tasks.NewTask:
        """As the domain has it."""
        words = {name: getattr(self, name) for name in Wording.__struct_fields__}
        words["deadline"] = self.deadline.made()
        return tasks.NewTask(**words, choice=self.choice.made() if self.choice else None)


def paper_of(form: Cited | None) -> paper.Paper | None:
    """A cited document, if there is one."""
    return into(paper.Paper, form) if form else None


def also_of(form: Corrections | None) -> Also | None:
    """What is corrected away in the same transaction."""
    return into(Also, form) if form else None


def basis_of(form: FromDocument | FromSpoken) -> Basis:
    """The basis of a task."""
    basis: Basis = msgspec.convert(msgspec.to_builtins(form), Basis)
    return basis
