"""AWS Lambda on this machine: a built folder under Amazon's own runtime client, which speaks to a stand-in on loopback.

As in Lambda, the process sees the folder, the runtime client and the standard library, and no package of this checkout.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

RUNTIME_CLIENT = ("awslambdaric", "simplejson", "snapshot-restore-py")
STOP = object()


def runtime_client(folder: Path) -> Path:
    """A folder with Amazon's runtime client and nothing else, made in `folder`."""
    alone = folder / "runtime-client"
    alone.mkdir(parents=True, exist_ok=True)
    for name in RUNTIME_CLIENT:
        package = distribution(name)
        for top in {Path(file).parts[0] for file in package.files or () if ".." not in Path(file).parts}:
            found = Path(str(package.locate_file(top)))
            if found.exists() and top != "__pycache__" and not (alone / top).exists():
                (alone / top).symlink_to(found)
    return alone


class Lambda:
    """One execution environment; `invoke` gives it an event."""

    def __init__(self, task: Path, scratch: Path, handler: str = "skill.lambda_function.handler", **environment: str) -> None:
        self.replies: queue.Queue[tuple[str, Any]] = queue.Queue()
        self._events: queue.Queue[Any] = queue.Queue()
        self._server = _Server(("127.0.0.1", 0), _api(self._events, self.replies))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        scratch.mkdir(parents=True, exist_ok=True)
        self.log = scratch / "log"
        known = {
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.server_port}",
            "LAMBDA_TASK_ROOT": str(task),
            "PYTHONPATH": f"{task}{os.pathsep}{runtime_client(scratch)}",
            "PYTHONDONTWRITEBYTECODE": "1",  # Lambda's folder is read-only
            "PATH": os.environ["PATH"],
            "TZ": ":UTC",
        }
        command = [sys.executable, "-S", "-m", "awslambdaric", handler]
        self.started = time.perf_counter()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=task, env=known | environment, stdout=log, stderr=subprocess.STDOUT)

    def __enter__(self) -> "Lambda":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._events.put(STOP)
        self._server.shutdown()
        self._server.server_close()

    def invoke(self, event: Any) -> Any:
        """The response to `event`; RuntimeError with what the runtime reports instead, if it does."""
        self._events.put(event)
        return self.reply()

    def reply(self) -> Any:
        """The next thing that the runtime reports, if it is a response."""
        try:
            what, reply = self.replies.get(timeout=30)
        except queue.Empty:
            what, reply = "silence", ""
        if what != "response":
            raise RuntimeError(f"{what}: {reply}\n{self.log.read_text()}")
        return reply

    def memory(self) -> float:
        """Megabytes that the process holds."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise ProcessLookupError


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A runtime that was ended in the middle of a request is no error."""


def _api(events: "queue.Queue[Any]", replies: "queue.Queue[tuple[str, Any]]") -> type[BaseHTTPRequestHandler]:
    class Api(BaseHTTPRequestHandler):
        """AWS Lambda's Runtime API, as far as a runtime needs it."""

        protocol_version = "HTTP/1.1"
        wbufsize = -1  # a reply in one packet: two would wait for each other's acknowledgement
        number = 0

        def do_GET(self) -> None:
            """Hand out the next event."""
            event = events.get()
            if event is STOP:
                self.close_connection = True
                return
            Api.number += 1
            self._send(200, json.dumps(event).encode(), {
                "Lambda-Runtime-Aws-Request-Id": f"00000000-0000-4000-8000-{Api.number:012d}",
                "Lambda-Runtime-Deadline-Ms": str(int(time.time() * 1000) + 8000),
                "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:000000000000:function:skill",
            })  # fmt: skip

        def do_POST(self) -> None:
            """Take a response or an error."""
            text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            replies.put((self.path.rsplit("/", 1)[-1], json.loads(text or b"null")))
            self._send(202, b"{}", {})

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            with suppress(OSError):
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Api
