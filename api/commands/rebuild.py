"""The command ``rebuild``: all views computed anew from the log."""

import argparse

from api.commands.bar import bar
from api.house import House

NAME = "rebuild"
HELP = "tính lại toàn bộ số liệu từ sổ; số liệu đang dùng giữ nguyên cho đến khi tính xong"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace, house: House) -> int:
    """Builds beside the live views, then swaps them in."""
    with bar("Tính lại số liệu") as told:
        position = house.engine.rebuild(told)
    print(f"Đã tính lại đến vị trí {position} của sổ.")
    return 0
