"""The command ``rebuild``: all views computed anew from the log."""

import argparse
import sys

from api.commands.bar import bar
from api.house import House
from projections.hands import HandLost
from projections.taking import LOST

NAME = "rebuild"
HELP = "tính lại toàn bộ số liệu từ sổ; số liệu đang dùng giữ nguyên cho đến khi tính xong"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace, house: House) -> int:
    """Builds beside the live views, then swaps them in. 1: it was broken off."""
    try:
        with bar("Tính lại số liệu") as told:
            position = house.engine.rebuild(told)
    except (HandLost, *LOST) as lost:
        print(
            f"Việc tính lại bị dừng giữa chừng: {str(lost).strip()}\n"
            "Số liệu đang dùng không thay đổi, phần đã tính được giữ lại; "
            "đề nghị chạy lại ./sonq rebuild để tính tiếp.",
            file=sys.stderr,
        )
        return 1
    print(f"Đã tính lại đến vị trí {position} của sổ.")
    return 0
