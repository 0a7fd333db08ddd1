"""The page's server: static files, and a JSON interface over `Desk`. It listens on this machine alone."""

import http.server
import json
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from skill.desk import voice
from skill.desk.conversations import Desk
from skill.desk.refusal import Refusal

HOST = "127.0.0.1"
VIEWHOST = Path(__file__).resolve().parents[2] / "node_modules" / "apl-viewhost-web" / "index.js"
STATIC = Path(__file__).resolve().parent / "static"
_PAGES = {"/": "index.html", "/review": "review.html", "/screen": "screen.html", "/favicon.ico": "icon.svg"}
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_LARGEST = 8_000_000  # bytes of a request: the longest recording of a page, at 48,000 samples a second, has 1.5 million
_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {frames}; "
    "script-src 'self'{scripts}; style-src 'self'{styles}; img-src 'self'; media-src blob:; connect-src 'self'{connects}"
)
# The viewhost is WebAssembly, and draws with styles of its own: it lives in a frame, which alone may do that.
_PAGE_POLICY = _POLICY.format(frames="'none'", scripts="", styles="", connects="")
_SCREEN_POLICY = _POLICY.format(
    frames="'self'",
    scripts=" 'unsafe-eval'",
    styles=" 'unsafe-inline'",
    connects=" data:",
)


class Reply(NamedTuple):
    """What goes back to the browser."""

    body: bytes
    kind: str = "application/json"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class DeskServer(http.server.ThreadingHTTPServer):
    """Serves one desk on a port of this machine; port 0 takes a free one. OSError where the port is taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, desk: Desk, port: int = 0, viewhost: Path = VIEWHOST) -> None:
        self.desk = desk
        self.viewhost = viewhost
        self._voice = threading.Lock()
        super().__init__((HOST, port), _Handler)

    def by_voice(self, make: Callable[[], Reply]) -> Reply:
        """What `make` hears or speaks; one at a time."""
        with self._voice:
            return make()

    def server_close(self) -> None:
        """Ends when nobody is heard or spoken to any more: native code that still runs when Python ends, aborts it."""
        super().server_close()
        self._voice.acquire()  # and nobody else begins

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of a request is nothing to be told."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.server_port}/"

    @property
    def hosts(self) -> set[str]:
        """What a browser of this machine calls this server; anything else is another site's trick (DNS rebinding)."""
        return {f"{name}:{self.server_port}" for name in (HOST, "localhost")}


class _Handler(http.server.BaseHTTPRequestHandler):
    server: DeskServer
    protocol_version = "HTTP/1.1"
    server_version = "desk"
    sys_version = ""

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = dict(parse_qsl(url.query))
        self._reply(lambda: _read(self.server, url.path, asked))

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        asked = dict(parse_qsl(url.query))
        self._reply(lambda: _write(self.server, url.path, asked, self._body()))

    def _reply(self, make: Callable[[], Reply]) -> None:
        try:
            self._from_here()
            reply = make()
        except Refusal as refusal:
            self.close_connection = True  # its body may be unread
            reply = _json({"error": str(refusal)}, refusal.status)
        except Exception as error:
            traceback.print_exc()  # whoever started the page develops the skill
            reply = _json({"error": f"{type(error).__name__}: see where the simulator was started"}, 500)
        self._send(reply)

    def _from_here(self) -> None:
        origin = self.headers.get("Origin")
        if self.headers.get("Host") not in self.server.hosts:
            raise Refusal(403, "Only a browser on this machine is answered.")
        if origin is not None and urlsplit(origin).netloc not in self.server.hosts:
            raise Refusal(403, "Only this page is answered.")

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LARGEST:
            raise Refusal(413, "The request has no length, or is too long.")
        return self.rfile.read(int(length))

    def _send(self, reply: Reply) -> None:
        screen = urlsplit(self.path).path == "/screen"
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Security-Policy", _SCREEN_POLICY if screen else _PAGE_POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a line would hold what somebody asked."""


def _read(server: DeskServer, path: str, asked: dict[str, str]) -> Reply:
    if path == "/api/desk":
        return _json(server.desk.about() | {"viewhost": server.viewhost.is_file()})
    if path == "/api/review":
        return _json(server.desk.review(asked))
    if path == "/viewhost.js":
        return _viewhost(server.viewhost)
    return _file(STATIC / _PAGES.get(path, path.removeprefix("/static/")))


def _viewhost(file: Path) -> Reply:
    """Amazon's viewhost. Its fonts lie on a server of Amazon's: their rules are made void, so that nothing is fetched."""
    if not file.is_file():
        return Reply(b"", _KINDS[".js"])  # the page says how to install it
    return Reply(file.read_bytes().replace(b"@font-face", b"@media not all"), _KINDS[".js"])


def _file(file: Path) -> Reply:
    if file.parent != STATIC or file.suffix not in _KINDS or not file.is_file():
        raise Refusal(404, "There is nothing here.")
    return Reply(file.read_bytes(), _KINDS[file.suffix])


def _write(server: DeskServer, path: str, asked: dict[str, str], body: bytes) -> Reply:
    if path == "/api/hear":
        return server.by_voice(lambda: _json(server.desk.hear(body, asked)))
    if path == "/api/speak":
        ssml = str(_object(body).get("ssml", ""))
        return server.by_voice(lambda: _spoken(ssml))
    if path == "/api/conversations":
        return _json(server.desk.begin(_object(body)), 201)
    if path == "/api/turns":
        return _json(server.desk.turn(_object(body)))
    raise Refusal(404, "There is nothing here.")


def _spoken(ssml: str) -> Reply:
    recording = voice.record(ssml)
    starts = " ".join(f"{start:.3f}" for start in recording.starts)
    return Reply(recording.wav, "audio/wav", headers=(("Stretch-Starts", starts),))


def _object(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise Refusal(400, "The request is no JSON object.")
    return asked


def _json(value: Any, status: int = 200) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False).encode(), status=status)
