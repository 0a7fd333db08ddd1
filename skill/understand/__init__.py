"""Floor 1: the words of a question -> Query."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from skill.content.model import Language
from skill.understand.query import Query
from skill.understand.tables import Tables

if TYPE_CHECKING:
    from skill.understand.reader import Reader, Understood

__all__ = ["MakeTables", "Query", "Tables", "Understanding", "compile_tables"]

MakeTables = Callable[[], Tables]


class Understanding:
    """Reads questions in one language.

    `tables` may be what makes them. They, and all that reads with them, are loaded with the first question: most
    requests bring no words to read, and a process starts sooner without. Without tables they are made from the content.
    """

    def __init__(self, language: Language, tables: Tables | MakeTables | None = None) -> None:
        self._language = language
        self._given = tables

    @cached_property
    def _reader(self) -> "Reader":
        from skill.understand.reader import Reader

        tables = self._given() if callable(self._given) else self._given
        return Reader(self._language, tables or compile_tables(self._language))

    def read(self, text: str, expected: tuple[str, ...] = ()) -> Query:
        """What `text` asks; never raises, whatever the text.

        `expected` are sorts of things, such as "site", of which it holds one by all that is known beside the text.
        """
        return self._reader.explain(text, expected).query

    def explain(self, text: str) -> "Understood":
        """What `text` asks, and why."""
        return self._reader.explain(text)


def compile_tables(language: Language) -> Tables:
    """Everything that the understanding of `language` needs beside the content, counted and indexed once: some seconds."""
    from skill.understand import reader

    return reader.compile_tables(language)
