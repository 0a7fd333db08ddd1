"""The content as the Lambda carries it: JSON files with all that would otherwise be worked out at every start."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from skill.content.model import Content, Language
from skill.understand import MakeTables, Tables

CONTENT = "content.json"
TABLES = "tables-{}.json"  # of one language


def write(folder: Path, content: Content, tables: Mapping[str, Tables]) -> None:
    """Both into `folder`. What is recognised is in the tables, so that the content keeps what is said."""
    languages = {name: _said(language) for name, language in content.languages.items()}
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


def _said(language: Language) -> Language:
    """`language` without the words that are in the tables, or that only a build reads."""
    cues = msgspec.structs.replace(
        language.cues,
        words={},
        cues=_emptied(language.cues.cues),
        emergency=_emptied(language.cues.emergency),
        describes=(),
        despair=(),
        navigation=dict.fromkeys(language.cues.navigation, ()),
        mishearings={},
    )
    named: Language = _without_names(language)
    return msgspec.structs.replace(
        named, cues=cues, outside=_emptied(language.outside), ordinary=(), examples={}, utterances={}, questions=()
    )


def _emptied(words: Any) -> Any:
    """A struct of words, with none in any field."""
    return type(words)(**dict.fromkeys(words.__struct_fields__, ()))


def _without_names(value: Any) -> Any:
    """`value` without the names and patterns by which its entries are recognised, at any depth."""
    if isinstance(value, tuple):
        return tuple(_without_names(each) for each in value)
    if not isinstance(value, msgspec.Struct):
        return value
    fields = {name: _without_names(getattr(value, name)) for name in value.__struct_fields__}
    return type(value)(**{name: () if name in ("synonyms", "patterns") else each for name, each in fields.items()})
