"""Chromium for tests: nothing of others loaded, no error told, no fault of accessibility.

Its shell without windows of its own where there is one: the same engine, which opens a page at half the cost.
Without either the tests that use it are skipped, each by its name.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.signed_in import SignedIn

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as the block runs."""
    if not CHROMIUM:
        pytest.skip("no Chromium: neither chromium-headless-shell nor chromium is there")
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Windows:
    """Windows on the pages at ``address``, closed at the end of the block.

    ``faults``: told errors and foreign requests of all of them. They fail the test, unless it takes them out.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    def open(
        self, path: str, width: int = 1440, scheme: str = "light", *, who: SignedIn | None = None
    ) -> Page:
        """A path in a window of its own; signed in, if somebody is."""
        context = self._browser.new_context(
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self._contexts.append(context)
        if who:
            who.enter(context, self._address)
        page = context.new_page()
        page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda asked: None if self._own(asked.url) else self.faults.append(asked.url))
        self.go(page, path)
        return page

    def go(self, page: Page, path: str) -> None:
        """From there to another path, in the same window: at a third of what another one costs."""
        page.goto(f"http://{self._address}{path}")
        expect(page.locator("h1")).to_be_visible()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for context in self._contexts:
            context.close()
        assert kind or not self.faults, self.faults

    def _own(self, url: str) -> bool:
        return url.startswith((f"http://{self._address}/", "data:", "blob:"))


_HEADED = """() => [...document.querySelectorAll('.ag-header-row-column')].every(
    row => !row.offsetWidth || row.querySelector('[role=columnheader]'))"""
"""A grid takes its header off for a moment when the screen changes its width."""


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, each with the element."""
    page.wait_for_function(_HEADED)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # What is in order is not described, which would take longer than to find it so.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]
