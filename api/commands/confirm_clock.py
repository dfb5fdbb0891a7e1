"""The command ``confirm-clock``: after a long silence the operator says that the server's clock is right."""

import argparse

from api.house import House
from domain.vietnamese import day as vn_day
from projections.engine import TIMEZONE

NAME = "confirm-clock"
HELP = "xác nhận đồng hồ máy chủ đúng, khi sổ đã hơn 60 ngày không ghi"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace, house: House) -> int:
    """Lets the log take the clock's word again."""
    moment = house.log.confirm_clock().astimezone(TIMEZONE)
    print(f"Đã xác nhận đồng hồ máy chủ: {moment:%H:%M} ngày {vn_day(moment.date())}.")
    return 0
