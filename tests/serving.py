"""The web endpoint as a process of its own, answering for chains of the tests at the time of the tests.

`python -m tests.serving FOLDER SKILL PORT WORKERS` is that process; SKILL is `ours`, `hello`, or `plain`, which is the
hello-world on flask-ask-sdk as it stands, without any verification. `Server` starts one and knows how to talk to it.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.x509.verification import Store
from flask import Flask

from tests.chains import LEAF, MIDDLE, NOW, ROOT, pem, sign

REPOSITORY = Path(__file__).resolve().parents[1]
URL = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"


def signed(body: bytes) -> dict[str, str]:
    """The headers that Alexa sends with `body`."""
    return {"SignatureCertChainUrl": URL, "Signature-256": sign(body), "Content-Type": "application/json; charset=utf-8"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running endpoint; as a context it is stopped at the end, as an operator would stop it."""

    def __init__(self, folder: Path, skill: str = "hello", workers: int = 2) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.pem").write_bytes(pem(ROOT))
        (folder / "chain.pem").write_bytes(pem(LEAF, MIDDLE))
        self.port = free_port()
        self.log = folder / "log"
        command = [sys.executable, "-m", "tests.serving", str(folder), skill, str(self.port), str(workers)]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=REPOSITORY, stdout=output, stderr=subprocess.STDOUT)
        self._wait()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> int:
        """Ask it to stop, and wait until it has; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def connection(self) -> http.client.HTTPConnection:
        """A connection to it."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body of the reply to one request."""
        connection = self.connection()
        try:
            connection.request(method, path, body or None, headers or {})
            reply = connection.getresponse()
            return reply.status, reply.read()
        finally:
            connection.close()

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def kill_a_worker(self) -> int:
        """End its first worker at once; the worker's process id."""
        worker = self.workers()[0]
        os.kill(worker, signal.SIGKILL)
        return worker

    def _wait(self) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"the server did not come up: {self.log.read_text()}")


def _app(folder: Path, skill: str) -> Flask:
    from skill.verification import SignatureVerifier
    from skill.web import create_app
    from tests.bench import hello
    from tests.envelopes import SKILL_ID

    if skill == "plain":
        return _plain(hello.skill())
    if skill == "ours":
        from skill.app import build_custom_skill
        from skill.cache import tables
        from skill.content.load import load

        content = load()
        served = build_custom_skill(content, SKILL_ID, tables(content))
    else:
        served = hello.skill()
    store = Store([x509.load_pem_x509_certificate((folder / "root.pem").read_bytes())])
    verifier = SignatureVerifier(store=store, fetcher=lambda path: (folder / "chain.pem").read_bytes(), clock=lambda: NOW)
    return create_app(served, SKILL_ID, verifier=verifier, clock=lambda: NOW)


def _plain(skill: Any) -> Flask:
    from skill.flask_sdk import SkillAdapter

    app = Flask("plain")
    app.config.update(ASK_SDK_VERIFY_SIGNATURE=False, ASK_SDK_VERIFY_TIMESTAMP=False)
    SkillAdapter(skill=skill, skill_id="", app=app).register(app=app, route="/alexa", endpoint="alexa")
    app.add_url_rule("/healthz", view_func=lambda: "ok", endpoint="healthz")
    return app


def main() -> None:
    """Serve until told to stop."""
    from skill.log import configure
    from skill.server import run

    folder, skill, port, workers = sys.argv[1:]
    configure()
    run(_app(Path(folder), skill), host="127.0.0.1", port=int(port), workers=int(workers))


if __name__ == "__main__":
    main()
