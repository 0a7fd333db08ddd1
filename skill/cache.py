"""The tables of the understanding, kept between runs in a checkout; counting the examples takes a second or two.

The file is named after what it was made from, so it is never stale; it can be deleted at any time.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from skill.content import Content
from skill.understand import Tables, compile_tables

FOLDER = Path(__file__).resolve().parents[1] / "dist" / "cache"
_SOURCES = Path(__file__).resolve().parent / "understand"


def tables(content: Content, tell: Callable[[str], None] = lambda line: None) -> dict[str, Tables]:
    """The tables of each language of `content`; `tell` hears what takes longer than a second."""
    path = FOLDER / f"{_digest(content)}.json"
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Tables])
    tell("Reading the example questions of the content; this is done once, and takes some seconds ...")
    made = {name: compile_tables(language) for name, language in content.languages.items()}
    _keep(path, msgspec.json.encode(made))
    return made


def _digest(content: Content) -> str:
    """What the tables depend on: the languages, and the code that reads them."""
    digest = hashlib.sha256(msgspec.json.encode(content.languages, order="sorted"))
    for source in sorted(_SOURCES.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:24]


def _keep(path: Path, text: bytes) -> None:
    """Write `text` whole or not at all; where nothing can be written, nothing is kept."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        Path(name).replace(path)
