"""The command ``serve``: the pages of the register, until it is told to stop."""

import argparse
import gc
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec
from starlette.types import ASGIApp

from domain.errors import Refused

if TYPE_CHECKING:
    import uvicorn

NAME = "serve"
HELP = "mở trang làm việc của sổ; dừng bằng Ctrl-C"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: all is settings."""


class Port(msgspec.Struct, frozen=True):
    """A port that is taken, and its address. Who calls before the pages are there waits for them."""

    socket: socket.socket
    url: str


@contextmanager
def bound(host: str, port: int) -> Iterator[Port]:
    """Takes the port while the block runs; 0: any free one. Refuses one that is in use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only where the protocol is named does asyncio send at once what it is given. Else the body of an answer waits
    # until the head of it is acknowledged, which those who ask put off for 40 ms.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, port))
            taken.listen()
        except OSError:
            raise Refused(
                f"Cổng {port} đang được chương trình khác sử dụng; đề nghị chọn cổng khác bằng SONQ_PORT "
                "(0: cổng trống bất kỳ).",
                field="SONQ_PORT",
            ) from None
        named = f"[{host}]" if ":" in host else host
        yield Port(taken, f"http://{named}:{taken.getsockname()[1]}/")


def server_of(app: ASGIApp, *, proxied: bool = False) -> "uvicorn.Server":
    """``proxied``: a server stands before it on this machine and says from where somebody comes.

    Otherwise whoever says so himself is not believed: wrong passwords are counted by where they come from.
    """
    import uvicorn  # noqa: PLC0415 - takes long to load, and other commands do not need it

    return uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", lifespan="off", timeout_graceful_shutdown=5, proxy_headers=proxied
        )
    )


def serve(app: ASGIApp, port: Port, *said: str, proxied: bool = False) -> None:
    """Serves ``app`` until it is interrupted. ``said``: what there is to know beside its address."""
    server = server_of(app, proxied=proxied)
    print(f"Trang làm việc: {port.url}")
    for words in said:
        print(words)
    print("Dừng bằng Ctrl-C.", flush=True)
    # What was loaded stays: going through it again and again for what might be thrown away took a seventh of the
    # time of a command.
    gc.collect()
    gc.freeze()
    # uvicorn minds the other two ways to be ended; raised within a request, an interrupt would be lost in it.
    before = signal.getsignal(signal.SIGHUP)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, server.handle_exit)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[port.socket])
    signal.signal(signal.SIGHUP, before)
    print("Đã dừng.", file=sys.stderr)


def first_start(code: str | None) -> str:
    """What to do while there is no account. ``code``: to be shown by whoever comes from elsewhere."""
    words = "Chưa có tài khoản nào: đề nghị mở trang trên để tạo tài khoản quản trị đầu tiên."
    return f"{words} Mã mở lần đầu: {code}" if code else words
