"""A real browser for tests: headless Chromium of the system, and all that a page asks for or complains about.

The driver keeps an event loop in its thread while it runs, so a browser lives no longer than a file of tests.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

Browser = Any
Page = Any
"""The driver's own classes, which the type check need not know."""
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
MARKS = [
    pytest.mark.browser,
    pytest.mark.enable_socket,  # the driver's event loop opens a socket pair of its own
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
"""What every test with a browser carries."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser; skip where its driver is not installed."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with driver.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield launched
        launched.close()


class Heard:
    """What a page asked for, ran and complained about."""

    def __init__(self, context: Any, site: str) -> None:
        """Listen to every page of a context, of which only what is on a site is its own."""
        self.site = urlsplit(site).netloc
        self.outside: list[str] = []
        """Addresses elsewhere that were asked for; they are not reached."""
        self.ran: list[str] = []
        """Dialogs that opened, and errors and complaints of scripts."""
        self.sizes: dict[str, int] = {}
        """Bytes of each answer of the site by its address, the last one."""
        context.on("response", self._answered)
        context.on("dialog", self._opened)
        context.on("weberror", lambda error: self.ran.append(str(error.error)))
        context.on("console", lambda said: self.ran.append(said.text))
        # What a policy holds back does not come as far as this.
        context.route(lambda url: urlsplit(url).netloc != self.site, self._stopped)

    def _stopped(self, route: Any) -> None:
        self.outside.append(route.request.url)
        route.abort()

    def _answered(self, response: Any) -> None:
        self.sizes[response.url] = int(response.headers.get("content-length", 0))

    def _opened(self, dialog: Any) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    @property
    def silent(self) -> bool:
        """Nothing ran that should not, and nothing was asked of anybody else."""
        return not self.outside and not self.ran
