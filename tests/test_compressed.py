"""Component files go over the line compressed once; everything else passes as it is."""

import asyncio
import gzip
from typing import Any

import msgspec
import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from api.compressed import MOST, Compressed

SCRIPT = b"const a = 1;\n" * 1000


class Answer(msgspec.Struct):
    status: int
    headers: Headers
    body: bytes


class Files:
    """An application with files, behind the middleware; ``asked``: for what, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.app = Compressed(self._answer)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].rpartition("/")[2]
        self.asked.append(name)
        headers = [(b"content-type", b"text/javascript; charset=utf-8"), (b"etag", b'"7"')]
        status = 404 if name == "missing.js" else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        body = b"1" if name == "small.js" else SCRIPT
        await send({"type": "http.response.body", "body": body[:5], "more_body": True})
        await send({"type": "http.response.body", "body": body[5:]})

    def get(self, path: str, encoding: str = "gzip, br") -> Answer:
        sent: list[Any] = []

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            sent.append(message)

        path, _, query = path.partition("?")
        headers = [(b"accept-encoding", encoding.encode())]
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": headers,
        }
        asyncio.run(self.app(scope, receive, send))
        body = b"".join(message["body"] for message in sent[1:])
        return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)


@pytest.fixture
def files() -> Files:
    return Files()


def test_a_component_file_is_asked_for_and_compressed_once(files: Files) -> None:
    for version in (1, 2):
        answer = files.get(f"/_dash-component-suites/a.js?m={version}")
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["etag"] == '"7"'
        assert int(answer.headers["content-length"]) == len(answer.body) < len(SCRIPT) / 20
        assert gzip.decompress(answer.body) == SCRIPT
    assert files.asked == ["a.js"]


def test_a_browser_without_gzip_gets_it_plain(files: Files) -> None:
    answer = files.get("/_dash-component-suites/a.js", encoding="identity")
    assert "content-encoding" not in answer.headers
    assert answer.body == SCRIPT


@pytest.mark.parametrize("path", ["/_dash-component-suites/small.js", "/api/v1/tasks"])
def test_what_does_not_pay_or_belongs_to_a_person_is_left_alone(files: Files, path: str) -> None:
    assert "content-encoding" not in files.get(path).headers


def test_an_error_is_passed_on_and_never_kept(files: Files) -> None:
    for _ in range(2):
        assert files.get("/_dash-component-suites/missing.js").status == 404
    assert files.asked == ["missing.js"] * 2


def test_names_that_are_made_up_do_not_fill_the_memory(files: Files) -> None:
    for n in range(MOST + 1):
        files.get(f"/_dash-component-suites/{n}.js")
    files.get("/_dash-component-suites/0.js")
    assert files.asked.count("0.js") == 2
