"""The command ``serve``: the pages of the register, until it is told to stop."""

import argparse
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, cast

import msgspec
from starlette.types import ASGIApp

from domain.errors import Refused
from projections.hands import end_with_parent

if TYPE_CHECKING:
    import uvicorn

logger = logging.getLogger("sonq")

NAME = "serve"
HELP = "mở trang làm việc của sổ; dừng bằng Ctrl-C"

MOST = 2
"""Processes. Python keeps each to one processor; each may hold some forty connections to the database."""


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
            app,
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=5,
            proxy_headers=proxied,
        )
    )


def serve(
    app: ASGIApp,
    port: Port,
    *said: str,
    beside: Callable[[], AbstractContextManager[object]] = nullcontext,
    proxied: bool = False,
) -> None:
    """Serves ``app`` until it is interrupted, in as many processes as there are processors, to ``MOST``.

    ``said``: what there is to know beside its address; ``beside``: what each of the processes does meanwhile.
    """
    print(f"Trang làm việc: {port.url}")
    for words in said:
        print(words)
    print("Dừng bằng Ctrl-C.", flush=True)
    # What was loaded stays: going through it again and again for what might be thrown away took a seventh of the
    # time of a command. And what is not gone through, the processes share.
    gc.collect()
    gc.freeze()
    fork = multiprocessing.get_context("fork")
    more = min(MOST, len(os.sched_getaffinity(0))) - 1
    others = [
        fork.Process(target=_serve_with_parent, args=(app, port, beside, proxied), daemon=True)
        for _ in range(more)
    ]
    for other in others:
        other.start()
    ended = threading.Event()
    threading.Thread(target=watch, args=(others, ended), daemon=True).start()
    try:
        _serve(app, port, beside, proxied)
    finally:
        ended.set()
        for other in others:
            other.terminate()
        for other in others:
            other.join()
    print("Đã dừng.", file=sys.stderr)


def watch(others: Sequence[BaseProcess], ended: threading.Event) -> None:
    """Says so where one of them has gone before it was to: the rest serve on, with less."""
    left = {other.sentinel for other in others}
    while left:
        left -= set(cast(list[int], wait(list(left))))
        if not ended.is_set():
            logger.error(
                "Một tiến trình phục vụ đã dừng giữa chừng; trang làm việc vẫn mở nhưng chậm hơn. "
                "Đề nghị khởi động lại chương trình khi thuận tiện."
            )


def _serve_with_parent(
    app: ASGIApp, port: Port, beside: Callable[[], AbstractContextManager[object]], proxied: bool
) -> None:
    threading.Thread(target=end_with_parent, daemon=True).start()
    _serve(app, port, beside, proxied)


def _serve(
    app: ASGIApp, port: Port, beside: Callable[[], AbstractContextManager[object]], proxied: bool
) -> None:
    server = server_of(app, proxied=proxied)
    # uvicorn minds the other two ways to be ended; raised within a request, an interrupt would be lost in it.
    before = signal.getsignal(signal.SIGHUP)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, server.handle_exit)
    with suppress(KeyboardInterrupt), beside():
        server.run(sockets=[port.socket])
    signal.signal(signal.SIGHUP, before)


def first_start(code: str | None) -> str:
    """What to do while there is no account. ``code``: to be shown by whoever comes from elsewhere."""
    words = "Chưa có tài khoản nào: đề nghị mở trang trên để tạo tài khoản quản trị đầu tiên."
    return f"{words} Mã mở lần đầu: {code}" if code else words
