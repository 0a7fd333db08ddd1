"""A web server for a WSGI app: several worker processes, and a stop that loses no request (docs/decisions/web-server.md)."""

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

THREADS = 4  # in each worker
GRACE = 10  # seconds for what has begun, after a stop was asked for; Alexa waits 8


class _Logger(Logger):  # type: ignore[misc]
    """gunicorn's log, by way of the process's own handlers: it would write requests' lines and headers as they are."""

    def setup(self, cfg: Config) -> None:
        """Only the level; no handler of its own."""
        self.error_log.setLevel("INFO")
        self.access_log.disabled = True


class _Application(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Callable[..., Any], settings: dict[str, Any]) -> None:
        self._app = app
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        return self._app


def run(app: Callable[..., Any], *, host: str, port: int, workers: int) -> None:
    """Serve `app` until SIGTERM or SIGINT; a worker that dies is replaced by one forked from the loaded app."""
    settings = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",  # one slow connection does not hold up the others
        "threads": THREADS,
        # A worker takes only what it can work on soon. Otherwise one takes nearly all connections and the others idle,
        # and what it has taken is lost with it.
        "worker_connections": 2 * THREADS,
        "keepalive": 0,
        "preload_app": True,  # a new worker answers at once
        "graceful_timeout": GRACE,
        "timeout": 30,  # a worker that hangs is killed
        "logger_class": _Logger,
        "control_socket_disable": True,
        "proc_name": "skill",
    }
    _Application(app, settings).run()
