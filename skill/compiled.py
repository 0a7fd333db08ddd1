"""The content as the Lambda carries it: one JSON file with all that would otherwise be worked out at every start."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from skill.content.model import Content
from skill.understand import Tables

FILE = "compiled.json"


class Compiled(msgspec.Struct, frozen=True):
    """What `tools/package.py` writes and `lambda_function` reads."""

    content: Content
    tables: dict[str, msgspec.Raw]  # language -> its Tables, read when the first question comes


def dump(content: Content, tables: Mapping[str, Tables]) -> bytes:
    """Both as JSON, without what only a build reads: the examples are counted in the tables, the rest is Alexa's."""
    languages = {
        name: msgspec.structs.replace(language, examples={}, utterances={}, questions=())
        for name, language in content.languages.items()
    }
    slim = msgspec.structs.replace(content, languages=languages)
    raw = {name: msgspec.Raw(msgspec.json.encode(table, order="sorted")) for name, table in tables.items()}
    return msgspec.json.encode(Compiled(slim, raw), order="sorted")


def read(path: Path) -> Compiled:
    """What `dump` wrote to `path`; OSError where there is nothing."""
    return msgspec.json.decode(path.read_bytes(), type=Compiled)
