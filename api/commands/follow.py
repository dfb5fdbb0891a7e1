"""The command ``follow``: keeps the views up in a process of its own."""

import argparse
import sys
from contextlib import suppress

from api.house import House
from projections.follower import Follower

NAME = "follow"
HELP = "theo sổ để tính số liệu trong một tiến trình riêng; dừng bằng Ctrl-C"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace, house: House) -> int:
    """Follows until it is told to stop. 1: an event stopped it, which it names."""
    with Follower(house.engine, house.log) as follower, suppress(KeyboardInterrupt):
        print("Đang theo sổ; nếu tiến trình khác đang theo thì chờ để thay. Dừng bằng Ctrl-C.", flush=True)
        follower.wait()
    if follower.broken:  # which it has told
        return 1
    print("Đã dừng.", file=sys.stderr)
    return 0
