"""Days and positions as they are typed on the command line."""

import argparse
import re
from datetime import date

from domain.door import FIRST_DAY, LAST_DAY
from domain.vietnamese import day as vn_day


def one_day(text: str) -> date:
    """ "2026-06-30" or "30/6/2026"; an impossible day is refused by argparse with these words."""
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        day, month, year = map(int, found.groups())
    else:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày; đề nghị ghi như 30/6/2026")
    try:
        found_day = date(year, month, day)
    except ValueError:
        raise argparse.ArgumentTypeError(f"ngày “{text}” không có trong lịch") from None
    if not FIRST_DAY <= found_day <= LAST_DAY:
        raise argparse.ArgumentTypeError(
            f"ngày “{text}” nằm ngoài khoảng sổ theo dõi ({vn_day(FIRST_DAY)} đến {vn_day(LAST_DAY)})"
        )
    return found_day


def day_or_position(text: str) -> date | int:
    """A day, or a position of the log."""
    return int(text) if text.isdecimal() else one_day(text)
