"""A device with a screen, for tests: Amazon's own viewhost in headless Chromium, with no way out to any network."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).parent
VIEWHOST = HERE.parents[1] / "node_modules" / "apl-viewhost-web" / "index.js"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
VIEWPORTS: dict[str, dict[str, Any]] = {
    "round": {"width": 480, "height": 480, "dpi": 160, "shape": "ROUND", "mode": "HUB"},
    "hub": {"width": 960, "height": 480, "dpi": 160, "shape": "RECTANGLE", "mode": "HUB"},
    "large": {"width": 1280, "height": 800, "dpi": 160, "shape": "RECTANGLE", "mode": "HUB"},
    "upright": {"width": 1080, "height": 1920, "dpi": 160, "shape": "RECTANGLE", "mode": "HUB"},
    "tv": {"width": 1920, "height": 1080, "dpi": 320, "shape": "RECTANGLE", "mode": "TV"},
}
_FILES = {
    "/": (HERE / "index.html", "text/html"),
    "/stage.js": (HERE / "stage.js", "text/javascript"),
    "/viewhost.js": (VIEWHOST, "text/javascript"),
}


def missing() -> str:
    """What is missing to render a screen on this machine; empty where nothing is."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "the Python package playwright is not installed"
    if not CHROMIUM.exists():
        return f"{CHROMIUM} is not installed (Debian's package chromium)"
    return "" if VIEWHOST.exists() else "apl-viewhost-web is not installed (npm ci)"


class Stage:
    """One page that shows one answer after the other; `complaints` gathers whatever it was not happy with."""

    def __init__(self, page: Any) -> None:
        self.complaints: list[str] = []
        self._page = page
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.route("**/*", self._routed)

    def show(self, directive: dict[str, Any], viewport: dict[str, Any]) -> None:
        """Render a RenderDocument directive as the device with this viewport does."""
        self._page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        self._page.evaluate("([directive, viewport]) => show(directive, viewport)", [directive, viewport])

    def scene(self) -> list[dict[str, Any]]:
        """Every text on the screen, in order: its words, colours, size, the boxes of its lines, whether it is cut off."""
        scene: list[dict[str, Any]] = self._page.evaluate("scene()")
        return scene

    def drawings(self) -> list[dict[str, float]]:
        """The boxes of the signs that are drawn."""
        drawings: list[dict[str, float]] = self._page.evaluate("drawings()")
        return drawings

    def touch(self, text: str) -> list[Any]:
        """Touch what bears `text`; the arguments of the event that it sends."""
        self._page.evaluate("events.length = 0")
        bearer = self._page.get_by_text(text, exact=True).first
        for _ in range(5):  # the viewhost overlooks a touch while it is still busy with its first frames
            bearer.click(delay=100)
            self._page.wait_for_timeout(100)
            if self._page.evaluate("events.length"):
                break
        arguments: list[Any] = self._page.evaluate("events[0].arguments")
        return arguments

    def picture(self, path: Path | None = None) -> bytes:
        """A screenshot, as PNG."""
        picture: bytes = self._page.screenshot(path=path)
        return picture

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _routed(self, route: Any) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            self.complaints.append(f"request to elsewhere: {route.request.url}")
            route.abort()


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage in a browser of its own, which ends with the context."""
    from playwright.sync_api import sync_playwright

    with _server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        page = browser.new_page()
        opened = Stage(page)
        page.goto(address)
        page.evaluate("engine")
        yield opened
        browser.close()


@contextmanager
def _server() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, kind = _FILES.get(self.path, (None, "image/x-icon"))  # a favicon's 404 would count as a complaint
        body = path.read_bytes() if path else b""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silence: what the page has to say, it says to the stage."""
