"""The command ``demo``: the demonstration province, made at the first start and kept."""

import argparse
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec

from api.commands.days import one_day
from api.house import Trial
from domain.errors import Refused
from projections.engine import TIMEZONE

NAME = "demo"
HELP = "tạo tỉnh trình diễn “Sông Lam” (lần đầu) và mở trang làm việc; dữ liệu được giữ cho lần sau"

Settings = TypeVar("Settings", bound=msgspec.Struct)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where its history ends."""
    parser.add_argument(
        "--until",
        type=one_day,
        help="ngày cuối của lịch sử trình diễn, chỉ dùng khi tạo lần đầu (mặc định: hôm qua)",
    )


def until(options: argparse.Namespace) -> Any:
    """The evening before the first start, unless another day is given."""
    yesterday = datetime.now(TIMEZONE).date() - timedelta(days=1)
    if options.until and options.until > yesterday:
        raise Refused(
            "Lịch sử trình diễn kết thúc muộn nhất là hôm qua; đề nghị chọn ngày khác.", field="until"
        )
    return options.until or yesterday


def settings_of(settings: Settings) -> Settings:
    """The demonstration has a home of its own, and never a database that somebody works with."""
    if settings.database_url:  # type: ignore[attr-defined]
        raise Refused(
            "Tỉnh trình diễn chỉ dùng cơ sở dữ liệu kèm theo; đề nghị bỏ SONQ_DATABASE_URL khi chạy lệnh này.",
            field="SONQ_DATABASE_URL",
        )
    if settings.origin:  # type: ignore[attr-defined]
        raise Refused(
            "Tỉnh trình diễn chỉ mở tại chính máy này, mật khẩu của nó ai cũng biết; đề nghị bỏ SONQ_ORIGIN khi chạy "
            "lệnh này.",
            field="SONQ_ORIGIN",
        )
    home = settings.home / "demo"  # type: ignore[attr-defined]
    return msgspec.structs.replace(settings, home=home, province="Sông Lam", place="Sông Lam")


def said(trial: Trial) -> list[str]:
    """The accounts that there are, for the terminal."""
    width = max((len(login) for login, _ in trial.people), default=0)
    head = f"Đăng nhập bằng một trong các tài khoản sau, mật khẩu chung {trial.password}:"
    return [head, *(f"  {login:<{width}}  {words}" for login, words in trial.people)]


class Moments:
    """The clock of a register that is being seeded."""

    def __init__(self) -> None:
        self.now = datetime(2000, 1, 1, tzinfo=TIMEZONE)

    def set(self, moment: datetime) -> None:
        """From now on it is this moment."""
        self.now = moment

    def __call__(self) -> datetime:
        return self.now
