"""Live messages: each open page is told that the log has moved, as long as somebody is signed in."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from api import messages
from tests.signed_in import SignedIn, signed_in
from tests.world import World


@contextmanager
def told(address: str, who: SignedIn) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(address, timeout=20)
    connection.request("GET", "/events", headers=who.headers)
    try:
        yield connection.getresponse()
    finally:
        connection.close()


def news(stream: http.client.HTTPResponse) -> int:
    """The next position that is told; heartbeats are passed over."""
    while not (line := stream.readline()).startswith(b"data: "):
        assert line, "the stream has ended"
    return int(line.removeprefix(b"data: "))


def test_the_position_comes_as_it_opens_and_whenever_the_log_moves(
    address: str, world: World, who: SignedIn
) -> None:
    with told(address, who) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert news(stream) == world.log.head()
        world.units("Xã Một")
        while (position := news(stream)) < world.log.head():
            continue
        assert position == world.log.head()


def test_one_thread_listens_for_all_pages(address: str, world: World, who: SignedIn) -> None:
    with told(address, who) as one, told(address, who) as other:
        news(one), news(other)
        assert [t.name for t in threading.enumerate()].count("messages") == 1
        world.units("Xã Hai")
        for stream in (one, other):
            while news(stream) < world.log.head():
                continue


def test_the_stream_ends_with_the_session(
    address: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "HEARTBEAT", 0.05)
    guest = signed_in(world)
    with told(address, guest) as stream:
        news(stream)
        world.private.sessions.close(guest.key)
        while line := stream.readline():
            assert line.startswith((b": ", b"data: ", b"\n"))


def test_news_too_is_told_only_to_who_is_still_signed_in(address: str, world: World) -> None:
    guest = signed_in(world)
    with told(address, guest) as stream:
        news(stream)
        world.private.sessions.close(guest.key)
        world.units("Xã Ba")
        assert b"data" not in stream.read()


def test_nobody_is_told_anything(address: str) -> None:
    connection = http.client.HTTPConnection(address)
    connection.request("GET", "/events")
    assert connection.getresponse().status == 401
    connection.close()
