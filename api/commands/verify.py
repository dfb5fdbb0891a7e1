"""The command ``verify``: the live views held against the same computed anew from the log."""

import argparse
from collections.abc import Iterable

from api.commands.bar import bar
from api.house import House
from domain.vietnamese import count
from projections.verdict import Difference, Row

NAME = "verify"
HELP = "tính lại toàn bộ số liệu từ sổ và đối chiếu với số liệu đang dùng; không thay đổi số liệu đang dùng"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace, house: House) -> int:
    """1: something is not the same; the first is printed."""
    with bar("Tính lại để đối chiếu") as told:
        verdict = house.engine.verify(told)
    if verdict.difference is None:
        print(f"Đã đối chiếu {count(verdict.rows)} dòng: số liệu đang dùng khớp với sổ.")
        return 0
    print(said(verdict.difference))
    return 1


def said(difference: Difference) -> str:
    """What is not the same, and what to do."""
    live, anew = difference.live, difference.anew
    columns = [c for c in live or anew or {} if live is None or anew is None or live[c] != anew[c]]
    return "\n".join(
        (
            f"Số liệu đang dùng khác với sổ, ở khung nhìn {difference.view}, bảng {difference.table},",
            f"dòng {_cells(difference.key, difference.key)}:",
            f"  đang dùng: {_cells(live, columns)}",
            f"  tính lại:  {_cells(anew, columns)}",
            "Đề nghị chạy ./sonq rebuild để tính lại; nếu còn khác, đề nghị báo người phát triển.",
        )
    )


def _cells(row: Row | None, columns: Iterable[str]) -> str:
    if row is None:
        return "không có dòng này"
    return ", ".join(f"{column} = {'trống' if row[column] is None else row[column]}" for column in columns)
