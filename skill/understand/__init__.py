"""Floor 1: the words of a question -> Query."""

from collections.abc import Iterator
from functools import cached_property, partial
from typing import NamedTuple

import msgspec

from skill.content.model import Language
from skill.understand import explain
from skill.understand.evidence import Evidence
from skill.understand.features import features
from skill.understand.kinds import Kinds, weigh
from skill.understand.lexicon import Lexicon, compile_lexicon
from skill.understand.query import Query
from skill.understand.reading import EXPECTED, Facts, build, decide
from skill.understand.spans import Search
from skill.understand.tables import MakeTables, Tables

__all__ = ["MakeTables", "Query", "Tables", "Understanding", "Understood", "compile_tables"]


class Understood(NamedTuple):
    """A query, and how it was arrived at."""

    query: Query
    why: str
    evidence: Evidence
    kinds: Kinds
    ranked: list[tuple[float, str]]
    features: list[str]

    def lines(self) -> Iterator[str]:
        """The way from the words to the query, to be printed."""
        return explain.lines(self.query, self.why, self.evidence, self.kinds, self.ranked, self.features)


class _Parts(NamedTuple):
    """What a question goes through."""

    lexicon: Lexicon
    facts: Facts
    kinds: Kinds


class Understanding:
    """Reads questions in one language.

    `tables` may be what makes them; it is called with the first question, since most requests bring no words to read.
    Without any, they are made from the content.
    """

    def __init__(self, language: Language, tables: Tables | MakeTables | None = None) -> None:
        self._language = language
        self._given = tables or partial(compile_tables, language)

    @cached_property
    def _parts(self) -> _Parts:
        tables = self._given if isinstance(self._given, Tables) else self._given()
        lexicon = Lexicon(self._language, tables)
        return _Parts(lexicon, Facts(self._language), Kinds(tables.weights))

    def read(self, text: str, expected: tuple[str, ...] = ()) -> Query:
        """What `text` asks; never raises, whatever the text.

        `expected` are sorts of things, such as "site", of which it holds one by all that is known beside the text.
        """
        return self.explain(text, expected).query

    def explain(self, text: str, expected: tuple[str, ...] = ()) -> Understood:
        """What `text` asks, and why."""
        tokens = self._parts.lexicon.forms.tokens(text)
        search = Search(self._parts.lexicon, tokens)
        evidence = Evidence(tokens, search.hits())
        found = features(evidence)
        ranked = self._parts.kinds.rank(found)
        kind = ranked[0][1] if ranked else "site"
        query = build(kind, self._parts.facts, evidence)
        wanted = "symptom" if kind == "general" and evidence.asks_back else kind
        expected = expected or EXPECTED.get(wanted, ())
        if expected and (not query or query.kind in ("unlisted", "general")):
            evidence, found, ranked = self._by_sound(search, evidence, expected)
        elif evidence.open_frames():
            evidence, found, ranked = self._by_sound(search, evidence, ("site",))
        why, query = decide(self._parts.facts, evidence, ranked)
        return Understood(query, why, evidence, self._parts.kinds, ranked, found)

    def _by_sound(
        self, search: Search, first: Evidence, expected: tuple[str, ...]
    ) -> tuple[Evidence, list[str], list[tuple[float, str]]]:
        """The question read again, with ordinary words taken for what they sound like."""
        evidence = Evidence(first.tokens, search.hits(first.open_frames()), expected)
        found = features(evidence)
        return evidence, found, self._parts.kinds.rank(found)


def compile_tables(language: Language) -> Tables:
    """Everything that the understanding of `language` needs beside the content, counted and indexed once."""
    tables = compile_lexicon(language)
    lexicon = Lexicon(language, tables)
    examples = []
    for kind, texts in language.examples.items():
        for text in texts:
            tokens = lexicon.forms.tokens(text)
            examples.append((kind, features(Evidence(tokens, Search(lexicon, tokens).hits()))))
    return msgspec.structs.replace(tables, weights=weigh(examples))
