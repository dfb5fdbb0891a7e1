"""Days and what was known, as they are typed on the command line; what cannot be is refused by argparse."""

import argparse
from datetime import date

from domain.errors import Refused
from projections import known
from projections.moment import Known


def one_day(text: str) -> date:
    """ "2026-06-30" or "30/6/2026"."""
    try:
        return known.read_day(text)
    except Refused as refused:
        raise argparse.ArgumentTypeError(refused.message) from None


def known_then(text: str) -> Known:
    """A day, a moment or a position of the log; see ``projections.known``."""
    try:
        return known.read(text)
    except Refused as refused:
        raise argparse.ArgumentTypeError(refused.message) from None
