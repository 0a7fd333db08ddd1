"""What is written down: one JSON line a request, and of everything else only where it happened.

Nothing that a user said, and nothing that tells who it was, gets in. So a line holds names that the interaction model
or our code gives, never a text of the request; and a log record of any library is written without the text that it
carries: its template, the numbers in it, and of an exception the type and the places it passed through.
"""

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

_requests = logging.getLogger("skill.request")
_ROOT = Path(__file__).resolve().parent
_NAMES = {
    "type": re.compile(r"[A-Z][A-Za-z]{0,60}Request|[A-Z][A-Za-z]{0,30}(\.[A-Z][A-Za-z]{0,30}){1,4}"),
    "intent": re.compile(r"(AMAZON\.)?[A-Z][A-Za-z]{0,60}Intent"),
    "locale": re.compile(r"[a-z]{2}-[A-Z]{2}"),
    "kind": re.compile(r"[a-z_]{1,40}"),
}


class Line:
    """What is known so far of the request that is being answered."""

    __slots__ = ("intent", "kind", "locale", "outcome", "request_type", "started")

    def __init__(self) -> None:
        self.request_type = self.intent = self.locale = ""
        self.kind = ""  # the kind of answer: site, emergency, ...
        self.outcome = "answered"  # or "refused: ..." or "fault: ..."
        self.started = time.perf_counter()


_line: ContextVar[Line | None] = ContextVar("line", default=None)


def note(kind: str = "", fault: BaseException | None = None) -> None:
    """What the app knows of the answer that it is making: its kind, or what went wrong."""
    line = _line.get()
    if line is None:
        return
    line.kind = kind or line.kind
    if fault is not None:
        line.outcome = f"fault: {place(fault)}"


@contextmanager
def one_line() -> Iterator[Line]:
    """Around one request: writes its line at the end, whatever happens; an exception goes on."""
    line = Line()
    token = _line.set(line)
    try:
        yield line
    except BaseException as error:
        line.outcome = f"fault: {place(error)}"
        raise
    finally:
        _line.reset(token)
        request_line(
            request_type=line.request_type,
            intent=line.intent,
            locale=line.locale,
            kind=line.kind,
            milliseconds=(time.perf_counter() - line.started) * 1000,
            outcome=line.outcome,
        )


def request_line(*, request_type: str, intent: str, locale: str, kind: str, milliseconds: float, outcome: str) -> None:
    """Write the line of one request; `outcome` is our own text, the names are kept only when they look like names."""
    fields = {
        "time": _now(),
        "type": _name("type", request_type),
        "intent": _name("intent", intent),
        "locale": _name("locale", locale),
        "kind": _name("kind", kind),
        "ms": round(milliseconds, 2),
        "outcome": outcome,
    }
    _requests.info("%s", fields, extra={"fields": fields})


def place(error: BaseException) -> str:
    """The type of `error` and where in our code it arose, without its message, which may quote the request."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT)] or frames
    if not ours:
        return type(error).__name__
    return f"{type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].lineno}"


class Formatter(logging.Formatter):
    """A log record as one JSON line without any text that it carries."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; a request's own fields as they are."""
        fields = getattr(record, "fields", None)
        if fields is None:
            fields = {"time": _now(), "level": record.levelname, "logger": record.name, "message": _message(record)}
            if record.exc_info and record.exc_info[1]:
                fields["error"] = type(record.exc_info[1]).__name__
                fields["passed"] = _passed(record.exc_info[1])
        return json.dumps(fields)


def configure(stream: TextIO | None = None) -> None:
    """Send everything that is logged in this process to `stream` (standard output), one line each, and nowhere else."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(Formatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)


def _name(field: str, text: str) -> str:
    """`text` where it looks like the names that Alexa and we give, and otherwise a mark that something was there."""
    return text if not text or _NAMES[field].fullmatch(text) else "?"


def _message(record: logging.LogRecord) -> str:
    """The template with its numbers filled in; a text may be what somebody said."""
    if record.name == "py.warnings" or not isinstance(record.msg, str):
        return "a warning" if record.name == "py.warnings" else type(record.msg).__name__
    if not isinstance(record.args, tuple):
        return record.msg
    shown = tuple(value if isinstance(value, int | float) else "..." for value in record.args)
    try:
        return record.msg % shown if shown else record.msg
    except (TypeError, ValueError):
        return record.msg


def _passed(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
