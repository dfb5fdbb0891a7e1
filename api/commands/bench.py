"""The command ``bench``: the figures we quote, against peers, in one run."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

NAME = "bench"
HELP = "đo tốc độ trên dữ liệu mô phỏng, so với các phần mềm khác trong cùng một lần chạy"

Run = Callable[[Path, str, Sequence[str], Path | None], tuple[str, Path]]
"""Folder, size, only these subjects, file for the plans -> the table, and the file of the figures."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """How large, where, and what."""
    parser.add_argument(
        "--size",
        choices=("small", "reference", "large"),
        default="small",
        help="cỡ dữ liệu: small (khoảng 18.000 mục của sổ), reference (1.000.000), large (10.000.000)",
    )
    parser.add_argument(
        "--home",
        type=Path,
        metavar="THƯ_MỤC",
        help="nơi giữ dữ liệu mô phỏng cho lần sau (mặc định: thư mục bench trong SONQ_HOME)",
    )
    parser.add_argument(
        "--plans",
        type=Path,
        metavar="TỆP",
        help="ghi thêm vào tệp này cách PostgreSQL thực hiện các truy vấn được đo",
    )
    parser.add_argument("--only", nargs="+", default=(), metavar="MỤC", help="chỉ đo các mục này")


def run(options: argparse.Namespace, home: Path, measure: Run) -> int:
    """Has it measured, by default in a folder of ``home``; prints the table."""
    words, file = measure(options.home or home / "bench", options.size, options.only, options.plans)
    print(words)
    print(f"\nSố liệu chi tiết: {file}")
    return 0
