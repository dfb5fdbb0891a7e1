"""The one server: what it answers to whom, and what goes with every answer."""

import http.client
import json
import re
import socket

import pytest

from tests.signed_in import SignedIn
from tests.world import World


def ask(address: str, method: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(address)
    connection.request(
        method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_the_server_tells_that_it_lives_and_how_far_the_log_is(address: str, world: World) -> None:
    answer, body = ask(address, "GET", "/healthz")
    assert (answer.status, json.loads(body)) == (200, {"status": "ok", "position": world.log.head()})


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_what_the_api_does_not_have_is_not_answered_by_the_pages(
    address: str, who: SignedIn, method: str
) -> None:
    answer, body = ask(address, method, "/api/v1/khong-co", **who.headers)
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(body)["title"] == "Không tìm thấy"


def test_each_page_allows_its_own_scripts_only_each_time_anew(address: str, who: SignedIn) -> None:
    nonces = set()
    for path in ("/", "/danh-sach"):
        answer, body = ask(address, "GET", path, **who.headers)
        policy = answer.headers["Content-Security-Policy"]
        [nonce] = re.findall(r"script-src 'self' 'nonce-([^']+)';", policy)
        assert body.count(b"<script") == body.count(f'<script nonce="{nonce}"'.encode())
        assert "unsafe-eval" not in policy
        assert b"Theo d\xc3\xb5i &lt;th\xe1\xbb\xad&gt; &amp;" in body
        nonces.add(nonce)
    assert len(nonces) == 2


def test_every_answer_carries_the_headers(address: str, who: SignedIn) -> None:
    paths = ("/", "/healthz", "/api/x", "/assets/sonq.css", "/_dash-layout", "/login", "/account")
    for path, headers in ((path, headers) for path in paths for headers in (who.headers, {})):
        answer, _ = ask(address, "GET", path, **headers)
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path


def test_a_page_that_is_not_there_is_not_found(address: str, who: SignedIn) -> None:
    assert ask(address, "GET", "/khong-co", **who.headers)[0].status == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost:80:90"])
def test_a_name_that_was_made_to_lead_here_is_turned_away(address: str, host: str) -> None:
    assert ask(address, "GET", "/", Host=host)[0].status == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9", "[::1]:8050", "[::1]"])
def test_the_names_of_this_machine_are_let_in(address: str, host: str) -> None:
    assert ask(address, "GET", "/healthz", Host=host)[0].status == 200


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}],
    ids=["origin", "no origin", "cross-site"],
)
def test_other_sites_ask_for_nothing(address: str, who: SignedIn, headers: dict[str, str]) -> None:
    assert ask(address, "POST", "/_dash-update-component", **who.headers, **headers)[0].status == 403


def test_an_address_that_is_no_address_is_refused(address: str) -> None:
    with socket.create_connection(tuple(address.split(":"))) as raw:
        raw.sendall(
            f"GET /?ngay=\xe9 HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n".encode("latin-1")
        )
        assert raw.makefile("rb").readline().split()[1] == b"400"


def test_a_request_longer_than_any_page_asks_is_refused(address: str, who: SignedIn) -> None:
    connection = http.client.HTTPConnection(address)
    headers = {"Content-Type": "application/json", **who.headers}
    connection.request("POST", "/_dash-update-component", b"x" * 1_100_000, headers)
    assert connection.getresponse().status == 413
    connection.close()
