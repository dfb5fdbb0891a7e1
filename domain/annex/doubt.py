"""What a person has to look at before an annex is taken over."""

from enum import StrEnum

import msgspec


class About(StrEnum):
    """What a doubt is about."""

    COLUMN = "column"
    ROW = "row"
    LEAD = "lead"
    UNIT = "unit"
    DEADLINE = "deadline"


class Doubt(msgspec.Struct, frozen=True):
    """``row``: "TT 12", or where in the file; ``column``: its heading; ``proposal``: what could be done."""

    row: str
    column: str
    about: About
    why: str
    proposal: str
