"""The command ``status``: what runs, and where it keeps what it keeps."""

from argparse import ArgumentParser
from pathlib import Path

from infra.embedded import is_running
from infra.serving import who_serves
from infra.settings import Settings

NAME = "status"
HELP = "cho biết hệ thống có đang chạy không, tại địa chỉ nào, dữ liệu để ở đâu"

DEMO = "demo"
"""The folder in the home in which the demonstration has its own."""


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(settings: Settings) -> int:
    """Always 0: it answers, it does not judge. Starts nothing."""
    print(f"Thư mục dữ liệu: {settings.home}")
    if settings.database_url:
        print("Cơ sở dữ liệu:   máy chủ PostgreSQL riêng (SONQ_DATABASE_URL)")
    else:
        state = "đang chạy" if is_running(settings.home) else "đang dừng"
        print(f"Cơ sở dữ liệu:   PostgreSQL kèm theo, {state}")
    print(f"Trang làm việc:  {_served(settings.home)}")
    demo = settings.home / DEMO
    if demo.exists():
        print(f"Tỉnh trình diễn: {_served(demo)}; dữ liệu riêng ở {demo}")
    return 0


def _served(home: Path) -> str:
    serving = who_serves(home)
    return f"{serving.url} (tiến trình {serving.pid})" if serving else "đang dừng"
