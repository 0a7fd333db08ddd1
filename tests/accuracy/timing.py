"""How long it takes to understand a question, with the content as it is and with ten times as much of it."""

import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from skill.content import Language, Site, Symptom
from skill.understand import Understanding

TIMES = 10
_ROUNDS = 3
_ONSETS = ("b", "br", "d", "dr", "f", "g", "gl", "k", "kr", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "z")
_VOWELS, _CODAS = "aeiou", "lmnrstx"


@dataclass(frozen=True)
class Timing:
    """Milliseconds for one question, on one core."""

    median: float
    worst: float  # the 99th percentile


def timed(language: Language, texts: list[str]) -> Timing:
    """How long `texts` take: the best of a few rounds for each, so that what else the machine does counts little."""
    understanding = Understanding(language)
    best = [float("inf")] * len(texts)
    for _ in range(_ROUNDS):
        for at, text in enumerate(texts):
            started = time.perf_counter()
            understanding.read(text)
            best[at] = min(best[at], time.perf_counter() - started)
    return Timing(statistics.median(best) * 1000, statistics.quantiles(best, n=100)[98] * 1000)


def grown(language: Language, times: int = TIMES) -> Language:
    """`language` with `times` as many sites, symptoms and synonyms, all invented."""
    chance = random.Random(times)  # the same words every time
    words = _invented(chance)
    sites = [site for number in range(1, times) for site in _copies(language, number, words)]
    general = msgspec.structs.replace(
        language.general,
        symptoms=(
            *language.general.symptoms,
            *(_symptom(symptom, number, words) for number in range(1, times) for symptom in language.general.symptoms),
        ),
    )
    return msgspec.structs.replace(language, sites=(*language.sites, *sites), general=general)


def _copies(language: Language, number: int, words: Iterator[str]) -> Iterator[Site]:
    for site in language.sites:
        yield msgspec.structs.replace(
            site,
            id=_id(site.id, number),
            area=next(words),
            synonyms=tuple(_like(name, words) for name in site.synonyms),
            patterns=tuple(_pattern(pattern, words) for pattern in site.patterns),
            symptoms=tuple(_symptom(symptom, number, words) for symptom in site.symptoms),
            seldom=None,
        )


def _symptom(symptom: Symptom, number: int, words: Iterator[str]) -> Symptom:
    return msgspec.structs.replace(
        symptom,
        id=_id(symptom.id, number),
        synonyms=tuple(_like(name, words) for name in symptom.synonyms),
        patterns=tuple(_pattern(pattern, words) for pattern in symptom.patterns),
    )


def _pattern(pattern: str, words: Iterator[str]) -> str:
    """A pattern like `pattern`, with a new word in its last part: "<pain> + back" becomes "<pain> + brotil"."""
    *first, last = [part.strip() for part in pattern.split("+")]
    return " + ".join([*first, next(words) if last.startswith("<") else _like(last, words)])


def _like(name: str, words: Iterator[str]) -> str:
    """A name like `name`, with a new word for its longest: "pain in the chest" becomes "pain in the brotil"."""
    longest = max(name.split(), key=len)
    new = next(words)
    return " ".join(new if word == longest else word for word in name.split())


def _invented(chance: random.Random) -> Iterator[str]:
    while True:
        syllables = [chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(chance.choice((2, 3, 3, 4)))]
        yield "".join(syllables) + chance.choice(_CODAS)


def _id(name: str, number: int) -> str:
    return f"{name}_{'abcdefghijklmnopqrstuvwxyz'[number]}"
