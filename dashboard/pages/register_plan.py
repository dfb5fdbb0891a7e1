"""A reorganisation as it is being planned: read from the address, step by step, and checked in words."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

import msgspec

from domain.errors import Refused
from domain.unit import Ending
from domain.vietnamese import count, nfc

LAST_STEP = 3


class What(StrEnum):
    """What happens, by its word in addresses."""

    MERGED_INTO = "sap-nhap"
    MERGED_NEW = "hop-nhat"
    SPLIT = "chia-tach"
    DISSOLVED = "giai-the"


WHAT_NAMES = {
    What.MERGED_INTO: "Sáp nhập vào một đơn vị đang có",
    What.MERGED_NEW: "Hợp nhất thành một đơn vị mới",
    What.SPLIT: "Chia tách thành nhiều đơn vị",
    What.DISSOLVED: "Giải thể, chuyển nhiệm vụ cho đơn vị khác",
}

HOW = {
    What.MERGED_INTO: Ending.MERGED,
    What.MERGED_NEW: Ending.MERGED,
    What.SPLIT: Ending.SPLIT,
    What.DISSOLVED: Ending.DISSOLVED,
}


class Plan(msgspec.Struct, frozen=True):
    """What was told so far; ``step``: the one that is wanted next."""

    step: int = 1
    what: What | None = None
    ending: tuple[UUID, ...] = ()
    heirs: tuple[UUID, ...] = ()
    """Units that there are already."""
    new: tuple[str, ...] = ()
    """Names of units to establish, that take over too."""
    group: int | None = None
    rank: int | None = None
    """Of the first new unit; the others follow."""
    day: date | None = None
    paper: str = ""
    paper_day: date | None = None

    @property
    def established(self) -> dict[UUID, str]:
        """The new units: ids that stay the same while the plan is looked at again."""
        return {uuid5(self.ending[0], name): name for name in self.new} if self.ending else {}

    @property
    def successors(self) -> tuple[UUID, ...]:
        """Who takes over, those that there are first."""
        return (*self.heirs, *self.established)

    @property
    def by_choice(self) -> bool:
        """Whether it must be said for each assignment who takes it."""
        return len(self.successors) > 1


def read_plan(told: Sequence[tuple[str, str]]) -> Plan:
    """The plan of an address. Raises ``Refused`` for what cannot be read."""
    said = {name.removeprefix("f."): value for name, value in told}
    what = said.get("viec")
    if what is not None and what not in set(What):
        raise Refused("Không có hình thức sắp xếp này. Đề nghị chọn lại.", field="f.viec")
    return Plan(
        step=_number(said.get("buoc"), "bước") or 1,
        what=What(what) if what else None,
        ending=_ids(said.get("ket-thuc", "")),
        heirs=_ids(said.get("ke-thua", "")),
        new=tuple(
            dict.fromkeys(
                name for line in said.get("moi", "").split("\n") if (name := nfc(line, one_line=True))
            )
        ),
        group=_number(said.get("nhom"), "nhóm"),
        rank=_number(said.get("thu-tu"), "thứ tự"),
        day=_day(said.get("tu")),
        paper=nfc(said.get("so", ""), one_line=True),
        paper_day=_day(said.get("ngay")),
    )


def wrong_with_ending(plan: Plan) -> list[str]:
    """What the first step still lacks."""
    wrong = []
    if plan.what is None:
        wrong.append("Đề nghị chọn hình thức sắp xếp.")
    if not plan.ending:
        wrong.append("Đề nghị chọn đơn vị kết thúc hoạt động.")
    elif plan.what is What.MERGED_NEW and len(plan.ending) < 2:
        wrong.append("Hợp nhất cần từ 02 đơn vị trở lên; một đơn vị đổi tên thì dùng “Đổi tên”.")
    elif plan.what is What.SPLIT and len(plan.ending) > 1:
        wrong.append("Đề nghị chia tách từng đơn vị một.")
    return wrong


def wrong_with_successors(plan: Plan) -> list[str]:
    """What the second step still lacks."""
    wrong = []
    many = len(plan.successors)
    if plan.what is What.SPLIT and many < 2:
        wrong.append("Chia tách cần từ 02 đơn vị tiếp nhận trở lên.")
    elif plan.what in (What.MERGED_INTO, What.MERGED_NEW) and many != 1:
        wrong.append(f"Đề nghị nêu đúng 01 đơn vị tiếp nhận; đang có {count(many)}.")
    elif not many:
        wrong.append("Đề nghị nêu đơn vị tiếp nhận nhiệm vụ.")
    if set(plan.heirs) & set(plan.ending):
        wrong.append("Một đơn vị không thể vừa kết thúc vừa tiếp nhận.")
    if plan.new and (plan.group is None or plan.rank is None):
        wrong.append("Đề nghị chọn nhóm và thứ tự của đơn vị mới.")
    if plan.day is None:
        wrong.append("Đề nghị chọn ngày sắp xếp có hiệu lực.")
    if not plan.paper or plan.paper_day is None:
        wrong.append("Đề nghị nhập số và ngày văn bản quyết định.")
    return wrong


def review(plan: Plan, names: Mapping[UUID, str], left: int) -> list[str]:
    """What will be recorded, in words; ``left``: assignments that are open there."""
    ending = "; ".join(names[unit] for unit in plan.ending)
    said = [f"{count(len(plan.ending))} đơn vị kết thúc hoạt động: {ending}."]
    if plan.new:
        said.append(f"{count(len(plan.new))} đơn vị mới: {'; '.join(plan.new)}.")
    if not left:
        said.append("Không có lượt giao nào chưa hoàn thành phải chuyển.")
    elif plan.by_choice:
        said.append(f"{count(left)} lượt giao chưa hoàn thành chuyển theo lựa chọn ở trên, hạn giữ nguyên.")
    else:
        [heir] = plan.successors
        said.append(f"{count(left)} lượt giao chưa hoàn thành chuyển sang {names[heir]}, hạn giữ nguyên.")
    return said


def _ids(text: str) -> tuple[UUID, ...]:
    try:
        return tuple(dict.fromkeys(UUID(part) for part in text.split(",") if part))
    except ValueError:
        raise Refused("Địa chỉ trang không đúng. Đề nghị chọn lại đơn vị.", field="f.ket-thuc") from None


def _number(text: str | None, what: str) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII):
        raise Refused(f"Mục {what} cần là một số.")
    return int(text)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("Ngày ghi chưa đúng. Đề nghị chọn lại ngày.") from None
