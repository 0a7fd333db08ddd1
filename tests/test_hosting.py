"""docs/nginx.conf before the endpoint, as docs/hosting.md says; skipped where there is no nginx."""

import json
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chains import LEAF, LONG, MIDDLE, NOW, ROOT, pem, private_pem
from tests.envelopes import body
from tests.serving import REPOSITORY, Server, free_port, signed

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/sbin") or shutil.which("nginx")
HOST = "skill.example.org"
GOOD = body()

pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is not installed here")


class Proxy:
    """nginx with docs/nginx.conf, on loopback, before an endpoint."""

    def __init__(self, folder: Path, server: Server) -> None:
        leaf = replace(LEAF, name=HOST, san=(HOST,), start=NOW - LONG, end=NOW + LONG)
        (folder / "fullchain.pem").write_bytes(pem(leaf, MIDDLE))
        (folder / "privkey.pem").write_bytes(private_pem("leaf"))
        self.port = free_port()
        self.folder = folder
        (folder / "nginx.conf").write_text(self._whole((REPOSITORY / "docs" / "nginx.conf").read_text(), server))
        command = [str(NGINX), "-e", str(folder / "early.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        self.process = subprocess.Popen(command)
        self.trust = ssl.create_default_context(cadata=pem(ROOT).decode())
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.05)

    def _whole(self, site: str, server: Server) -> str:
        """The configuration of the docs with its paths and ports changed, in the frame that a system gives it."""
        for old, new in {
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "127.0.0.1:8080": f"127.0.0.1:{server.port}",
            "/etc/letsencrypt/live/skill.example.org": str(self.folder),
            "/var/log/nginx": str(self.folder),
        }.items():
            assert old in site
            site = site.replace(old, new)
        paths = "".join(
            f"{part}_temp_path {self.folder}/{part};\n" for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return f"daemon off;\npid {self.folder}/pid;\nevents {{}}\nhttp {{\n{paths}{site}\n}}\n"

    def connect(self) -> ssl.SSLSocket:
        """A connection, as Alexa makes it."""
        return self.trust.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=20), server_hostname=HOST)

    def ask(self, head: str, content: bytes = b"") -> bytes:
        """The reply to one request."""
        with self.connect() as connection:
            connection.sendall(head.encode() + content)
            reply = b""
            while piece := connection.recv(65_536):
                reply += piece
        return reply

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=10)


def post(path: str = "/alexa", content: bytes = GOOD, length: int | None = None) -> str:
    lines = [f"{name}: {value}" for name, value in signed(content).items()]
    lines += [f"Content-Length: {len(content) if length is None else length}", "Connection: close"]
    return "\r\n".join([f"POST {path} HTTP/1.1", f"Host: {HOST}", *lines, "", ""])


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with Server(tmp_path_factory.mktemp("behind")) as server:
        running = Proxy(tmp_path_factory.mktemp("nginx"), server)
        yield running
        running.stop()


def test_alexa_is_answered_through_the_proxy(proxy: Proxy) -> None:
    reply = proxy.ask(post(), GOOD)
    assert reply.startswith(b"HTTP/1.1 200")
    assert json.loads(reply.split(b"\r\n\r\n", 1)[1])["version"] == "1.0"


@pytest.mark.parametrize(
    ("head", "content", "status"),
    [
        (post(), GOOD[:-1] + b" ", 400),
        (post(content=b"x" * 70_000), b"x" * 70_000, 413),
        (post("/"), GOOD, 404),
        (f"GET /alexa HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n", b"", 405),
        (f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n", b"", 200),
    ],
)
def test_the_rest_is_not(proxy: Proxy, head: str, content: bytes, status: int) -> None:
    assert proxy.ask(head, content).startswith(f"HTTP/1.1 {status}".encode())


def test_slow_clients_wait_at_the_proxy(proxy: Proxy) -> None:
    slow = [proxy.connect() for _ in range(40)]
    try:
        for connection in slow:
            connection.sendall(post(length=len(GOOD)).encode() + GOOD[:10])
        started = time.monotonic()
        assert proxy.ask(post(), GOOD).startswith(b"HTTP/1.1 200")
        assert time.monotonic() - started < 2
    finally:
        for connection in slow:
            connection.close()


def test_the_proxy_writes_no_address_and_no_request(proxy: Proxy) -> None:
    proxy.ask(post("/my-liver-hurts"), GOOD)
    written = "".join(path.read_text() for path in proxy.folder.glob("*.log"))
    assert re.search(r"POST 404", written)
    assert "liver" not in written and "127.0.0.1" not in written
