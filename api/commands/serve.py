"""The command ``serve``: the pages of the register, until it is told to stop."""

import argparse
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from api.house import House
from domain.errors import Refused
from projections.follower import Follower

NAME = "serve"
HELP = "mở trang làm việc của sổ; dừng bằng Ctrl-C"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: all is settings."""


def serve(house: House, app: FastAPI, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Follows the log and serves ``app``; tells the address as soon as the port is taken."""
    with _bound(host, port) as listening:
        bound = listening.getsockname()[1]
        url = f"http://[{host}]:{bound}/" if ":" in host else f"http://{host}:{bound}/"
        config = uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=5)
        server = uvicorn.Server(config)
        with Follower(house.engine, house.log):
            announce(url)
            print(f"Trang làm việc: {url}", flush=True)
            print(
                "Chưa có tài khoản người dùng: chỉ nghe ở địa chỉ nội bộ của máy này. Dừng bằng Ctrl-C.",
                flush=True,
            )
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listening])
        print("Đã dừng.", file=sys.stderr)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise Refused(
            f"Cổng {port} đang được chương trình khác sử dụng; đề nghị chọn cổng khác bằng SONQ_PORT "
            "(0: cổng trống bất kỳ).",
            field="SONQ_PORT",
        ) from None
    return listening
