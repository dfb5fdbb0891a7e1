"""What the parts of the page of an annex are made from."""

from uuid import UUID

import msgspec

from domain.annex.intake import Intake
from domain.unit import Group
from projections.intakes import Choosable, Understood


class Shown(msgspec.Struct, frozen=True):
    """An annex on its way in, ``members``: how many units each group has on the day of its document."""

    id: UUID
    intake: Intake
    seen: Understood
    units: list[Choosable]
    members: dict[Group, int]
