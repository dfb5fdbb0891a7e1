"""The command ``status``: what runs, and where it keeps what it keeps."""

from argparse import ArgumentParser

from infra.embedded import is_running
from infra.serving import who_serves
from infra.settings import Settings

NAME = "status"
HELP = "cho biết hệ thống có đang chạy không, tại địa chỉ nào, dữ liệu để ở đâu"


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(settings: Settings) -> int:
    """Always 0: it answers, it does not judge. Starts nothing."""
    serving = who_serves(settings.home)
    print(f"Thư mục dữ liệu: {settings.home}")
    if settings.database_url:
        print("Cơ sở dữ liệu:   máy chủ PostgreSQL riêng (SONQ_DATABASE_URL)")
    else:
        state = "đang chạy" if is_running(settings.home) else "đang dừng"
        print(f"Cơ sở dữ liệu:   PostgreSQL kèm theo, {state}")
    print(f"Trang làm việc:  {f'{serving.url} (tiến trình {serving.pid})' if serving else 'đang dừng'}")
    return 0
