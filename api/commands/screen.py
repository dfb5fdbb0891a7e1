"""What a command prints on the terminal: as it stands, since text from files and people is no markup."""

import sys

from rich.console import Console


def screen(wide: int) -> Console:
    """As wide as the terminal; in a pipe ``wide`` characters."""
    width = None if sys.stdout.isatty() else wide
    return Console(width=width, markup=False, emoji=False, highlight=False)
