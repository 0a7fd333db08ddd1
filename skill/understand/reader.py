"""One question through all of it: words -> hits -> evidence -> kinds -> the reading that is chosen."""

from collections.abc import Iterator
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
from skill.understand.tables import Tables


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


class Reader:
    """Reads questions in one language with the tables made of it."""

    def __init__(self, language: Language, tables: Tables) -> None:
        self._lexicon = Lexicon(language, tables)
        self._facts = Facts(language)
        self._kinds = Kinds(tables.weights)

    def explain(self, text: str, expected: tuple[str, ...] = ()) -> Understood:
        """What `text` asks, and why; `expected` as in `Understanding.read`."""
        tokens = self._lexicon.forms.tokens(text)
        search = Search(self._lexicon, tokens)
        evidence = Evidence(tokens, search.hits())
        found = features(evidence)
        ranked = self._kinds.rank(found)
        kind = ranked[0][1] if ranked else "site"
        query = build(kind, self._facts, evidence)
        wanted = "symptom" if kind == "general" and evidence.asks_back else kind
        expected = expected or EXPECTED.get(wanted, ())
        if expected and (not query or query.kind in ("unlisted", "general")):
            evidence, found, ranked = self._by_sound(search, evidence, expected)
        elif evidence.open_frames():
            evidence, found, ranked = self._by_sound(search, evidence, ("site",))
        why, query = decide(self._facts, evidence, ranked)
        return Understood(query, why, evidence, self._kinds, ranked, found)

    def _by_sound(
        self, search: Search, first: Evidence, expected: tuple[str, ...]
    ) -> tuple[Evidence, list[str], list[tuple[float, str]]]:
        """The question read again, with ordinary words taken for what they sound like."""
        evidence = Evidence(first.tokens, search.hits(first.open_frames()), expected)
        found = features(evidence)
        return evidence, found, self._kinds.rank(found)


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
