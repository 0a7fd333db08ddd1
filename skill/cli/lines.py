"""What was heard, as lines of a terminal: the words with their pauses, the screen as text, in colours where there are any."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from html import unescape
from typing import Any

from skill.simulator import Heard
from skill.voice import stretches

BOLD, DIM, CYAN = "1", "2", "1;36"
_WIDEST = 100
_MARGIN = "  | "


class Paint:
    """Colours, where there are any."""

    def __init__(self, coloured: bool) -> None:
        self._coloured = coloured

    def __call__(self, text: str, style: str) -> str:
        """`text` in a style."""
        return f"\033[{style}m{text}\033[0m" if self._coloured and text else text



def coloured() -> bool:
    """Whether colours are wanted and can be shown (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def spoken(ssml: str, paint: Paint) -> Iterator[str]:
    """The words of `ssml` in lines; each pause ends a line and is named there, and so is another rate than the usual."""
    for stretch in stretches(ssml):
        marks = [f"{stretch.speed:.0%} speed"] if stretch.speed != 1.0 else []
        marks += [f"pause {stretch.pause_ms / 1000:g} s"] if stretch.pause_ms else []
        *lines, last = wrapped(stretch.text)
        mark = f"  [{', '.join(marks)}]" if marks else ""
        yield from lines
        if len(last) + len(mark) <= columns():
            yield last + paint(mark, DIM)
        else:
            yield from (last, paint(mark, DIM))


def shown(heard: Heard, paint: Paint) -> Iterator[str]:
    """What the screen shows, as text."""
    documents = [found["datasources"] for found in _directives(heard) if "datasources" in found]
    for screen in (document.get("screen", {}) for document in documents):
        parts = [part["text"] for part in screen.get("parts", ())]
        chips = " ".join(f"[{chip['label']}]" for chip in screen.get("chips", ()))
        for text in (*parts, screen.get("question", ""), screen.get("advice", ""), chips):
            yield from (paint(_MARGIN + line, DIM) for line in wrapped(unescape(text), _MARGIN) if line)


def wrapped(text: str, margin: str = "") -> list[str]:
    """`text` in lines that fit the terminal beside a margin."""
    return textwrap.wrap(printable(text), max(columns() - len(margin), 20)) or [""]


def columns() -> int:
    """How wide a line may be."""
    return min(shutil.get_terminal_size().columns, _WIDEST)


def printable(text: str) -> str:
    """`text` without what would steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _directives(heard: Heard) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (heard.response.get("response") or {}).get("directives") or []
    return found
