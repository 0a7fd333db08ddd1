"""Floor 1: the words of a question -> Query."""

from typing import NamedTuple

from skill.content.model import Language
from skill.understand.evidence import Evidence
from skill.understand.lexicon import Lexicon
from skill.understand.query import Query
from skill.understand.reading import Facts, decide
from skill.understand.spans import Matcher

__all__ = ["Query", "Understanding", "Understood"]


class Understood(NamedTuple):
    """A query, and how it was arrived at."""

    query: Query
    reading: str
    evidence: Evidence


class Understanding:
    """Reads questions in one language."""

    def __init__(self, language: Language) -> None:
        self._lexicon = Lexicon(language)
        self._matcher = Matcher(self._lexicon)
        self._facts = Facts(language)

    def read(self, text: str) -> Query:
        """What `text` asks; never raises, whatever the text."""
        return self.explain(text).query

    def explain(self, text: str) -> Understood:
        """What `text` asks, and why."""
        tokens = self._lexicon.forms.tokens(text)
        evidence = Evidence(tokens, self._matcher.hits(tokens))
        reading, query = decide(self._facts, evidence)
        return Understood(query, reading, evidence)
