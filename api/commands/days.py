"""Days and positions as they are typed on the command line."""

import argparse
import re
from datetime import date


def one_day(text: str) -> date:
    """ "2026-06-30" or "30/6/2026"; an impossible day is refused by argparse with these words."""
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        day, month, year = map(int, found.groups())
    else:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày; đề nghị ghi như 30/6/2026")
    try:
        return date(year, month, day)
    except ValueError:
        raise argparse.ArgumentTypeError(f"ngày “{text}” không có trong lịch") from None


def day_or_position(text: str) -> date | int:
    """A day, or a position of the log."""
    return int(text) if text.isdecimal() else one_day(text)
