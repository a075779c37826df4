"""A real browser on the served pages: the system's Chromium, headless, with a profile of its own each time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
AXE = next(iter(sorted(Path(".browser").glob("axe-*.js"))), None)
IS_THERE = all((CHROMIUM, AXE, find_spec("playwright")))

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844), "tour": (960, 900)}

FAULTS = """async () => {
    const told = await axe.run(document, {resultTypes: ["violations"]});
    return told.violations.map(one => [one.impact, one.id, one.nodes.map(node => node.target.join(" ")).slice(0, 3)]);
}"""


class Browser:
    """One window; it remembers what was asked of which host, and what the console said."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        """Open pages below an address."""
        self.page: Page = context.pages[0] if context.pages else context.new_page()
        self.address = address
        self.hosts: set[str] = set()
        self.console: list[str] = []
        context.on("request", lambda asked: self.hosts.add(urlsplit(asked.url).netloc))
        self.page.on("console", lambda said: self.console.append(said.text) if said.type != "log" else None)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def open(self, path: str) -> int:
        """Open a page and give its status."""
        answer = self.page.goto(self.address + path, wait_until="load")
        return answer.status if answer else 0

    def faults(self) -> list[Any]:
        """What axe-core finds wrong with the page: how bad, what, and where."""
        if AXE is None:
            raise RuntimeError("axe-core is not installed")
        # Evaluated by the debugger, so the page's policy, which allows no such script, stays as it is.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[Any] = self.page.evaluate(FAULTS)
        return found


@contextmanager
def browser(address: str, profile: Path, width: str = "desktop") -> Iterator[Browser]:
    """Start a browser with an empty profile and one window."""
    from playwright.sync_api import sync_playwright

    across, down = WIDTHS[width]
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            headless=True,
            args=list(FLAGS),
            viewport={"width": across, "height": down},
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
        )
        try:
            yield Browser(context, address)
        finally:
            context.close()
