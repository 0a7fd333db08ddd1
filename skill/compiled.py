"""The content as the Lambda carries it: JSON files with all that would otherwise be worked out at every start."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from skill.content.model import Content
from skill.understand import MakeTables, Tables

CONTENT = "content.json"
TABLES = "tables-{}.json"  # of one language


def write(folder: Path, content: Content, tables: Mapping[str, Tables]) -> None:
    """Both into `folder`, without what only a build reads: the examples are counted in the tables, the rest is Alexa's."""
    languages = {
        name: msgspec.structs.replace(language, examples={}, utterances={}, questions=(), ordinary=())
        for name, language in content.languages.items()
    }
    slim = msgspec.structs.replace(content, languages=languages)
    (folder / CONTENT).write_bytes(msgspec.json.encode(slim, order="sorted"))
    for name, table in tables.items():
        (folder / TABLES.format(name)).write_bytes(msgspec.json.encode(table, order="sorted"))


def read(folder: Path) -> tuple[Content, dict[str, MakeTables]]:
    """The content that `write` put into `folder`, and what reads the tables of each of its languages.

    OSError where there is none.
    """
    content = msgspec.json.decode((folder / CONTENT).read_bytes(), type=Content)
    return content, {name: _reader(folder / TABLES.format(name)) for name in content.languages}


def _reader(path: Path) -> MakeTables:
    return lambda: msgspec.json.decode(path.read_bytes(), type=Tables)
