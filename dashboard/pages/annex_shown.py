"""What the parts of the page of an annex are made from."""

from datetime import date
from uuid import UUID

import msgspec

from domain.annex.intake import Intake, Taken
from domain.unit import Group
from domain.vietnamese import count
from projections.intakes import Choosable, Understood


class Shown(msgspec.Struct, frozen=True):
    """An annex on its way in, ``members``: how many units each group has on the ``day`` of its document, today as long
    as that is not known; ``term``: the last one that documents of the committee were recorded in."""

    id: UUID
    intake: Intake
    seen: Understood
    units: list[Choosable]
    day: date
    members: dict[Group, int]
    term: str


def taken_words(taken: Taken) -> str:
    """ "Đã ghi vào sổ 08 nhiệm vụ mới; giữ nguyên 02 nhiệm vụ." """
    others = (("chọn đầu mối thêm cho", taken.chosen), ("giữ nguyên", taken.unchanged))
    parts = [f"{words} {count(n)} nhiệm vụ" for words, n in others if n]
    return "; ".join([f"Đã ghi vào sổ {count(taken.added)} nhiệm vụ mới", *parts]) + "."
