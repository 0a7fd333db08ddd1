"""Invocation names (dev-docs/custom-skills/choose-the-invocation-name-for-a-custom-skill.html)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

_RESERVED = Path(__file__).parents[1] / "reserved.json"
_ALLOWED = re.compile(r"[^\W\d_]+(['.][^\W\d_]*)*( [^\W\d_]+(['.][^\W\d_]*)*)*")


def invocation_faults(name: str, language: str) -> Iterator[str]:
    """What is wrong with the invocation name `name`."""
    words = name.split(" ")
    if name != name.lower():
        yield f"invocationName: '{name}' is not in lower case"
    if not _ALLOWED.fullmatch(name):
        yield f"invocationName: '{name}' holds more than letters, spaces, apostrophes and periods (numbers are spelled out)"
    if len(words) < 2:
        yield f"invocationName: '{name}' has less than two words"
    if not 2 <= len(name) <= 50:
        yield f"invocationName: '{name}' is not of 2 to 50 characters"
    taken = reserved_words(language)
    for kind in ("wake", "launch", "connecting"):
        for word in sorted(set(words) & taken.get(kind, frozenset())):
            yield f"invocationName: '{word}' is one of Alexa's {kind} words"
    if len(words) == 2:
        for word in sorted(set(words) & taken.get("small", frozenset())):
            yield f"invocationName: a name of two words may not hold '{word}'"


def reserved_words(language: str) -> dict[str, frozenset[str]]:
    """Kind -> the words that are Alexa's own, of one language; none for a language that is not listed."""
    listed = json.loads(_RESERVED.read_text(encoding="utf-8")).get(language, {})
    return {kind: frozenset(words) for kind, words in listed.items()}
