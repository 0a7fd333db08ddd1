"""Text -> words in one form: lower case, contractions written out, endings cut.

The content's phrases and the user's question go through the same forms, so that "spreading to the livers" meets "spread
to the liver".
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from skill.content.model import Cues

MAX_WORDS = 200  # what a device captures is far shorter; the rest of a longer text is not read

_SPLIT = re.compile(r"[a-z0-9']+")
EXACT = "="  # before a word of a phrase that must stand as it is, not inflected
_QUOTES = str.maketrans("\u2018\u2019\u02bc`", "''''")
_SHORTEST_STEM = 3


class Token(NamedTuple):
    """One word of a question."""

    word: str  # as it was heard, contractions written out
    stem: str
    skipped: bool  # says nothing about what is asked


class WordForms:
    """The word forms of one language."""

    def __init__(self, cues: Cues, stems: dict[str, str] | None = None) -> None:
        self._groups = cues.word_forms
        self._base = {form: base for base, forms in cues.irregular.items() for form in forms}
        self._whole_stems = frozenset(base for base, forms in cues.irregular.items() if base in forms)
        whole = {text: to for text, to in cues.contractions.items() if not text.startswith(("'", "n'"))}
        endings = {text: to for text, to in cues.contractions.items() if text not in whole}
        self._whole = whole
        self._endings = sorted(endings.items(), key=lambda pair: -len(pair[0]))
        self._stems = stems if stems is not None else {}
        self._polite_phrases = frozenset(tuple(self.split(phrase)) for phrase in cues.polite)
        self._polite = {
            first: sorted({len(phrase) for phrase in self._polite_phrases if phrase[0] == first}, reverse=True)
            for first in {phrase[0] for phrase in self._polite_phrases}
        }
        skipped = [tuple(self.stem(word) for word in self.split(phrase)) for phrase in cues.skipped]
        self._skipped = frozenset(phrase[0] for phrase in skipped if len(phrase) == 1)
        self._skipped_pairs = frozenset(phrase for phrase in skipped if len(phrase) == 2)

    def learn(self, words: Iterable[str]) -> dict[str, str]:
        """Keep the stems of `words` at hand, and return them all; words of users are never kept."""
        self._stems.update((word, self._cut(word)) for word in sorted(words))
        return self._stems

    def stem(self, word: str) -> str:
        """The form of `word` that all its inflections share."""
        return self._stems.get(word) or self._cut(word)

    def split(self, text: str) -> list[str]:
        """The words of `text`, contractions written out, at most MAX_WORDS of them."""
        plain = unicodedata.normalize("NFKC", text[: MAX_WORDS * 12]).translate(_QUOTES).lower()
        words: list[str] = []
        for raw in _SPLIT.findall(plain):
            words.extend(self._written_out(raw.strip("'")))
        return words[:MAX_WORDS]

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a question: without politeness, and what was stammered stands once."""
        return self._tokens(self._without_politeness(_without_stammer(self._without_fragments(self.split(text)))))

    def _tokens(self, words: list[str]) -> list[Token]:
        stems = [self.stem(word) for word in words]
        skipped = [stem in self._skipped for stem in stems]
        for index in range(len(stems) - 1):
            if (stems[index], stems[index + 1]) in self._skipped_pairs:
                skipped[index] = skipped[index + 1] = True
        return list(map(Token, words, stems, skipped))

    def phrase(self, text: str) -> tuple[str, ...]:
        """The stems of a phrase of the content; skipped words are left out, but for the last one."""
        exact = frozenset(word[1:] for word in text.split() if word.startswith(EXACT))
        *tokens, last = self._tokens(self.split(text))
        kept = [token for token in tokens if not token.skipped] + [last]
        return tuple(EXACT + token.word if token.word in exact else token.stem for token in kept)

    def _without_politeness(self, words: list[str]) -> list[str]:
        kept: list[str] = []
        place = 0
        while place < len(words):
            sizes = self._polite.get(words[place], ())
            size = next((size for size in sizes if tuple(words[place : place + size]) in self._polite_phrases), 0)
            if not size:
                kept.append(words[place])
            place += size or 1
        return kept or words

    def _without_fragments(self, words: list[str]) -> list[str]:
        """`words` without those that are no words and begin the next one, as "ch chest"."""
        pairs = zip_longest(words, words[1:], fillvalue="")
        return [word for word, after in pairs if word in self._stems or not after.startswith(word)]

    def _written_out(self, raw: str) -> list[str]:
        if raw in self._whole:
            return self._whole[raw].split()
        if "'" in raw:
            for ending, full in self._endings:
                if raw.endswith(ending):
                    return [*self._written_out(raw[: -len(ending)]), *full.split()]
            raw = raw.replace("'", "")
        return [raw] if raw else []

    def _cut(self, word: str) -> str:
        word = self._base.get(word, word)
        if word in self._whole_stems:
            return word
        for group in self._groups:
            for ending, rest in group:
                if word.endswith(ending):
                    stem = word[: -len(ending)] + rest
                    if len(stem) >= _SHORTEST_STEM or (len(stem) == 2 and ending == "ing" and stem[1] in "aeiou"):
                        word = stem
                    break
            word = self._base.get(word, word)
        return word


def _without_stammer(words: list[str]) -> list[str]:
    """`words` without what repeats what stands right before it, one to three words at a time."""
    kept: list[str] = []
    for word in words:
        kept.append(word)
        for size in (3, 2, 1):
            if len(kept) >= 2 * size and kept[-size:] == kept[-2 * size : -size]:
                del kept[-size:]
                break
    return kept
