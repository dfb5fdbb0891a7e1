"""How heavy a page is: Tổng quan of the demonstration against a bare Dash page with one bar chart, in the same run.

Both run in processes of their own on the same server; Chromium opens them in turn, medians of the rounds. What is
recorded meanwhile is nothing, so that the callback of Tổng quan finds its page kept; what it takes to make one is
measured apart, on a page of each of several years.

python -m benchmarks.pages --home FOLDER [--rounds 5]

FOLDER: "demo" in the home of a demonstration that is not being served.
"""

import argparse
import http.client
import json
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import msgspec
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
CALLBACK = "/_dash-update-component"
READY = ".barlayer .point"

REACH = {"cold, ms": 1.6, "warm, ms": 1.5, "bytes": 1.4, "callback, ms": 8.0, "first, ms": 0}
"""Times the bare page; 0: told without a bound."""

YEARS = range(2018, 2027)
"""Of which the page is asked for once, so that it is made anew each time."""


class Seen(msgspec.Struct):
    """One opening of a page."""

    ready: float
    """Milliseconds until its bars are drawn."""
    bytes: float


class Timed:
    """Middleware: how long the server works on each callback, told on standard output at the end."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()

        async def told(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                print(f"callback {1000 * (time.perf_counter() - began):.3f}", flush=True)

        await self.app(scope, receive, told if scope.get("path") == CALLBACK else send)


def bare() -> ASGIApp:
    """The peer: what the first page of Dash's own tutorial is."""
    from a2wsgi import WSGIMiddleware  # noqa: PLC0415
    from dash import Dash, Input, Output, dcc, html  # noqa: PLC0415

    app = Dash("bare", serve_locally=True)
    app.layout = html.Div([dcc.Location(id="url"), html.H1("Bare"), dcc.Graph(id="chart")])

    @app.callback(Output("chart", "figure"), Input("url", "pathname"))
    def chart(path: str) -> dict[str, Any]:
        return {"data": [{"type": "bar", "x": list(range(12)), "y": list(range(12))}], "layout": {}}

    return cast(ASGIApp, WSGIMiddleware(cast(Any, app.server), workers=4))


@contextmanager
def ours(home: Path) -> Iterator[tuple[ASGIApp, str]]:
    """The real server over a demonstration; and the cookie of a member of the Standing Committee."""
    import sonq  # noqa: PLC0415
    from api.server import create_server  # noqa: PLC0415
    from infra.settings import read_settings  # noqa: PLC0415

    settings = read_settings({"SONQ_HOME": str(home)})
    with sonq.database_of(settings) as dsn, sonq.opened(dsn, settings) as house:
        person = house.private.people.by_login("thuongtruc")
        cookie = f"sonq={house.private.sessions.open(person.account)}"
        yield create_server(sonq.pages_of(house), house), cookie


def child(what: str, home: Path) -> None:
    """Serves one of the two until standard input is closed."""

    def run(app: ASGIApp, cookie: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            print(f"address 127.0.0.1:{listening.getsockname()[1]} {cookie}", flush=True)
            server = uvicorn.Server(uvicorn.Config(Timed(app), log_level="warning", lifespan="off"))
            # uvicorn raises the signal that stopped it once more: it must not end what is to be undone here.
            signal.signal(signal.SIGTERM, lambda *_: None)
            server.run(sockets=[listening])

    if what == "bare":
        run(bare(), "")
    else:
        with ours(home) as (app, cookie):
            run(app, cookie)


@contextmanager
def served(what: str, home: Path) -> Iterator[tuple[str, str, list[float]]]:
    """Address, cookie, and the callback times as they come."""
    arguments = [sys.executable, "-m", "benchmarks.pages", "--child", what, "--home", str(home)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        for line in process.stdout:
            if line.startswith("address"):
                break
        _, address, *cookie = line.split()
        times: list[float] = []
        yield address, "".join(cookie), times
    finally:
        process.terminate()
        rest = process.stdout.read()
        process.wait()
        times.extend(float(line.split()[1]) for line in rest.splitlines() if line.startswith("callback"))


def opened(page: Page, go: Callable[[], Any]) -> Seen:
    """One opening: until the bars are drawn, and what came over the line."""
    session = page.context.new_cdp_session(page)
    came: list[float] = []
    session.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    session.send("Network.enable")
    began = time.perf_counter()
    go()
    expect(page.locator(READY).first).to_be_attached()
    ready = 1000 * (time.perf_counter() - began)
    session.detach()
    return Seen(ready, sum(came))


def round_of(browser: Browser, address: str, cookie: str) -> tuple[Seen, Seen]:
    """A first visit, and a second one with what the browser has kept."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1440, "height": 900})
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": f"http://{address}"}])
    page = context.new_page()
    cold = opened(page, lambda: page.goto(f"http://{address}/", wait_until="commit"))
    page.close()
    page = context.new_page()
    warm = opened(page, lambda: page.goto(f"http://{address}/", wait_until="commit"))
    context.close()
    return cold, warm


def first_looks(address: str, cookie: str) -> None:
    """Asks for the page of each year as its callback does."""
    connection = http.client.HTTPConnection(address)

    def ask(path: str, body: object = None) -> Any:
        headers = {"Cookie": cookie, "Content-Type": "application/json"}
        connection.request("POST" if body else "GET", path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content
        return json.loads(content)

    output = next(one["output"] for one in ask("/_dash-dependencies") if "page.children" in one["output"])
    places = [place.rpartition(".") for place in output.strip(".").split("...")]
    for year in YEARS:
        inputs = (("url", "pathname", "/"), ("url", "search", f"?nam={year}"), ("moved", "data", None))
        body = {
            "output": output,
            "outputs": [{"id": place[0], "property": place[2]} for place in places],
            "inputs": [{"id": name, "property": of, "value": value} for name, of, value in inputs],
            "changedPropIds": ["url.search"],
        }
        ask(CALLBACK, body)
    connection.close()


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--child")
    options = parser.parse_args()
    if options.child:
        child(options.child, options.home)
        return
    measured: dict[str, dict[str, float]] = {}
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        with served("bare", options.home) as peer, served("ours", options.home) as own:
            rounds: dict[str, list[tuple[Seen, Seen]]] = {"bare": [], "ours": []}
            for n in range(options.rounds + 1):
                for name, (address, cookie, _) in (("bare", peer), ("ours", own)):
                    seen = round_of(browser, address, cookie)
                    if n:  # the first warms both servers up
                        rounds[name].append(seen)
            first_looks(*own[:2])
        browser.close()
    of_years = own[2][-len(YEARS) :]
    del own[2][-len(YEARS) :]
    for name, server in (("bare", peer), ("ours", own)):
        of = rounds[name]
        measured[name] = {
            "cold, ms": statistics.median(cold.ready for cold, _ in of),
            "warm, ms": statistics.median(warm.ready for _, warm in of),
            "bytes": statistics.median(cold.bytes for cold, _ in of),
            "callback, ms": statistics.median(server[2]),
        }
    measured["bare"]["first, ms"] = measured["bare"]["callback, ms"]
    measured["ours"]["first, ms"] = statistics.median(of_years)
    print(f"{'':14}{'bare':>12}{'ours':>12}{'ratio':>8}{'reach':>8}")
    for what, reach in REACH.items():
        a, b = measured["bare"][what], measured["ours"][what]
        print(f"{what:14}{a:12,.1f}{b:12,.1f}{b / a:8.2f}{reach or '':>8}")


if __name__ == "__main__":
    main()
