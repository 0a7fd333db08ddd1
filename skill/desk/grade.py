"""How hard a text is to read: the Flesch-Kincaid grade, where the library that counts syllables is installed."""

import re
from collections.abc import Callable, Iterable

_WORD = re.compile(r"[a-z']+|\d+")
_END = re.compile(r"[.!?:]+(?:\s|$)")
_NAME = "x"  # stands for a word of a name: one syllable


def grader(set_aside: Iterable[str], language: str = "en_US") -> Callable[[str], float] | None:
    """text -> its school grade, each word of the names in `set_aside` counted as one syllable; None without pyphen."""
    try:
        from pyphen import Pyphen  # counts for the reviewer alone, and comes with what the tests need
    except ImportError:
        return None
    hyphens = Pyphen(lang=language)
    names = [re.compile(rf"\b{re.escape(name)}\b", re.I) for name in sorted(set_aside, key=len, reverse=True)]

    def grade(text: str) -> float:
        for name in names:
            text = name.sub(lambda found: " ".join(_NAME for _ in found.group().split()), text)
        words = _WORD.findall(text.lower())
        sentences = sum(bool(sentence.strip()) for sentence in _END.split(text))
        syllables = sum(len(hyphens.positions(word)) + 1 for word in words)
        return round(0.39 * len(words) / max(sentences, 1) + 11.8 * syllables / max(len(words), 1) - 15.59, 1)

    return grade
