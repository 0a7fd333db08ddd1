"""The simulator's pages for tests: a server of their own, and a real browser that may reach nothing but this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest

from skill.desk import Desk, DeskServer
from tests.viewhost.stage import CHROMIUM, FLAGS, missing


@contextmanager
def serving(desk: Desk, **options: Any) -> Iterator[DeskServer]:
    """A server for `desk`, running."""
    with DeskServer(desk, **options) as server:
        thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@contextmanager
def chromium(*flags: str) -> Iterator[Any]:
    """A Chromium with these flags besides; the test is skipped where none is installed."""
    if missing():
        pytest.skip(f"no page can be opened here: {missing()}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *flags])
        yield opened
        opened.close()


class Browser:
    """A browser with no way out; `complaints` gathers what its console says and where else it wanted to go."""

    def __init__(self, chromium: Any) -> None:
        self._chromium = chromium
        self.complaints: list[str] = []

    def open(self, address: str, before: str = "", **options: Any) -> Any:
        """A page at `address`, with its console and its requests watched; the script `before` runs before its own."""
        page = self._chromium.new_page(**options)
        page.add_init_script(before)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.route("**/*", self._routed)
        page.goto(address)
        page.set_default_timeout(10_000)
        return page

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text[:300]}")

    def _routed(self, route: Any) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.complaints.append(f"request to elsewhere: {route.request.url[:200]}")
            route.abort()


@contextmanager
def watched(chromium: Any) -> Iterator[Browser]:
    """A browser whose pages are closed at the end, and which has had nothing to complain of."""
    browser = Browser(chromium)
    yield browser
    for context in chromium.contexts:
        context.close()
    assert not browser.complaints, browser.complaints


def say(page: Any, text: str) -> None:
    """Types `text` and sends it; its turn stands there afterwards."""
    turns = page.locator("#turns > li").count()
    page.get_by_label("Your words").fill(text)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("#turns > li").nth(turns).wait_for()


def chosen(browser: Browser, server: DeskServer, device: str = "show", **options: Any) -> Any:
    """The page with `device` chosen, ready."""
    page = browser.open(server.address, **options)
    page.locator("#state dd").first.wait_for()
    page.locator("#device").select_option(device)
    return page
