"""What the skill writes, caught."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from skill.log import configure


class Written(io.StringIO):
    """All that was written, as text or line by line."""

    def lines(self) -> list[dict[str, Any]]:
        """Each line's JSON; a line that is none fails."""
        return [json.loads(line) for line in self.getvalue().splitlines()]


@contextmanager
def written() -> Iterator[Written]:
    """Everything that is logged meanwhile, as the two ways in write it."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = Written()
    configure(stream)
    try:
        yield stream
    finally:
        logging.captureWarnings(False)
        root.handlers[:] = handlers
        root.setLevel(level)
