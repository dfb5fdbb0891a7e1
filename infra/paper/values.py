"""How a value is written on paper, and texts that no file format can take amiss."""

from datetime import date
from fractions import Fraction

from domain.sheet import Value
from domain.vietnamese import count, nfc, paper_day, percent

_NEVER_IN_XML = {0xFFFE: None, 0xFFFF: None}
"""What XML 1.0 forbids beyond what ``nfc`` takes away."""


def plain(text: str) -> str:
    """The text without what breaks XML."""
    return nfc(text).translate(_NEVER_IN_XML)


def written(value: Value) -> str:
    """A value as it stands on paper: "07", "73,2%", "05/02/2026"."""
    match value:
        case None:
            return ""
        case str():
            return plain(value)
        case int():
            return count(value)
        case date():
            return paper_day(value)
        case Fraction():
            return percent(value)
