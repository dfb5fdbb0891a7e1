"""How smoothly Thanh thời gian is dragged: what a frame takes to draw, and how long it is until the next.

python -m benchmarks.slider --url http://127.0.0.1:8000 --cookie KEY

KEY: of the session of somebody who compares units, as ``sonq`` in his browser.
"""

import argparse
from collections.abc import Sequence
from itertools import pairwise

import msgspec
from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.pages import ARGUMENTS, CHROMIUM
from dashboard.address import UNITS

SWEEPS = 8
STEPS = 150
PATIENCE = 120_000
LATE = 25.0
"""Milliseconds between two frames from which on one was missed."""

WATCH = """slider => {
    const { draw } = slider;
    window.watched = { draws: [], frames: [] };
    slider.draw = function () {
        const began = performance.now();
        draw.call(this);
        window.watched.draws.push(performance.now() - began);
    };
    const next = (now) => { window.watched.frames.push(now); requestAnimationFrame(next); };
    requestAnimationFrame(next);
}"""


class Frames(msgspec.Struct, frozen=True):
    """Milliseconds. ``units``: drawn beside each other in each."""

    units: int
    draws: Sequence[float]
    intervals: Sequence[float]

    @property
    def drawing(self) -> float:
        """What 95 of 100 frames take at most to draw."""
        return sorted(self.draws)[int(0.95 * len(self.draws))]

    @property
    def late(self) -> float:
        """The share of frames that came late."""
        return sum(interval > LATE for interval in self.intervals) / len(self.intervals)


def frames(url: str, cookie: str) -> Frames:
    """Drags over all the time there is, forth and back, on the page of all units at ``url``."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        context = browser.new_context(locale="vi-VN", viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sonq", "value": cookie, "url": url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(url.rstrip("/") + UNITS)
        found = _dragged(page)
        browser.close()
        return found


def _dragged(page: Page) -> Frames:
    slider = page.locator("time-slider")
    track = slider.locator(".track")
    track.hover()
    expect(page.locator("time-slider[data-whole='2']")).to_be_attached()
    box = track.bounding_box()
    assert box
    left, right, middle = box["x"] + 10, box["x"] + box["width"] - 10, box["y"] + box["height"] / 2
    slider.evaluate(WATCH)
    page.mouse.move(right, middle)
    page.mouse.down()
    slider.evaluate("() => { window.watched.draws.length = window.watched.frames.length = 0; }")
    for sweep in range(SWEEPS):
        page.mouse.move(left if sweep % 2 == 0 else right, middle, steps=STEPS)
    watched = page.evaluate("window.watched")
    units = slider.evaluate("slider => slider.units.length")
    page.keyboard.press("Escape")
    page.mouse.up()
    stamps = watched["frames"]
    return Frames(units, watched["draws"], [b - a for a, b in pairwise(stamps)])


def main() -> None:
    """Prints both figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--cookie", required=True)
    options = parser.parse_args()
    found = frames(options.url, options.cookie)
    print(f"{found.units} units, {len(found.draws)} frames")
    print(f"drawing, 95 of 100 frames: {found.drawing:.2f} ms")
    print(f"intervals over {LATE:.0f} ms: {found.late:.1%}")


if __name__ == "__main__":
    main()
