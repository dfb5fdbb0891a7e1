"""The command ``simulate``: a log of any size in an empty register, to measure and to try out."""

import argparse
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from api.commands.bar import bar
from api.commands.days import one_day
from domain.errors import Refused
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.engine import TIMEZONE

NAME = "simulate"
HELP = "ghi dữ liệu mô phỏng (150 đơn vị, nhiều năm) vào sổ còn trống, để đo tốc độ và thử nghiệm"

MOST, MOST_YEARS = 5_000_000, 20
FIRST_DAY = date(2000, 1, 1)

Told = Callable[[int, int], None]


class Asked(NamedTuple):
    """What is to be simulated."""

    assignments: int
    years: int
    until: date
    seed: int


def arguments(parser: argparse.ArgumentParser) -> None:
    """How much, over how long, which."""
    parser.add_argument(
        "--assignments",
        type=int,
        default=12_500,
        metavar="N",
        help="số lượt giao, mỗi lượt khoảng 8 mục của sổ (mặc định: 12500; cỡ chuẩn: 125000; cỡ lớn: 1250000)",
    )
    parser.add_argument(
        "--years", type=int, default=10, metavar="Y", help="số năm của lịch sử (mặc định: 10)"
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="S",
        help="cùng số này, cùng ngày cuối thì cùng một sổ (mặc định: 1)",
    )
    parser.add_argument("--until", type=one_day, help="ngày cuối của lịch sử (mặc định: hôm qua)")
    parser.add_argument("--no-views", action="store_true", help="chỉ ghi sổ, chưa tính số liệu")


def asked(options: argparse.Namespace) -> Asked:
    """What the options ask for, or a refusal."""
    yesterday = datetime.now(TIMEZONE).date() - timedelta(days=1)
    until = options.until or yesterday
    if until > yesterday:
        raise Refused(
            "Lịch sử mô phỏng kết thúc muộn nhất là hôm qua; đề nghị chọn ngày khác.", field="until"
        )
    if not 1 <= options.assignments <= MOST:
        raise Refused(
            f"Số lượt giao {options.assignments} không hợp lệ; đề nghị nhập từ 1 đến {count(MOST)}.",
            field="assignments",
        )
    if not 1 <= options.years <= MOST_YEARS or until.year - options.years < FIRST_DAY.year:
        raise Refused(
            f"Số năm {options.years} không hợp lệ; đề nghị nhập từ 1 đến {MOST_YEARS}, và lịch sử không bắt đầu "
            f"trước ngày {vn_day(FIRST_DAY)}.",
            field="years",
        )
    return Asked(options.assignments, options.years, until, options.seed)


def run(asked: Asked, write: Callable[[Told], int]) -> int:
    """Has the log written by ``write``, which gives its last position; the exit code."""
    with bar("Ghi sổ mô phỏng") as told:
        position = write(told)
    print(
        f"Đã ghi {count(position)} mục, {count(asked.assignments)} lượt giao, đến ngày {vn_day(asked.until)}."
    )
    return 0
