"""What is wrong with the patterns by which questions are recognised (their form: see understand/lexicon)."""

import re
from collections.abc import Iterator

from skill.content.model import Entry, Language

_WORD_LIST = re.compile(r"<([^<>]*)>")


def pattern_faults(language: Language) -> Iterator[str]:
    """Faults in the patterns of `language`, and word lists that no pattern uses."""
    words = language.cues.words
    used: set[str] = set()
    for path, pattern in _patterns(language):
        yield from (f"{path}: '{pattern}': {fault}" for fault in _faults(pattern, set(words)))
        used.update(_WORD_LIST.findall(pattern))
    for name, phrases in words.items():
        lists = [phrase for phrase in phrases if "<" in phrase or "+" in phrase]
        yield from (f"cues.yaml: words: {name}: '{phrase}': a word list holds phrases, no patterns" for phrase in lists)
    for name in sorted(words.keys() - used):
        yield f"cues.yaml: words: {name}: no pattern uses it"


def _faults(pattern: str, known: set[str]) -> Iterator[str]:
    if re.search(r"[<>]", _WORD_LIST.sub("", pattern)):
        yield "'<' and '>' do not pair up"
    if any(not part.strip() for part in pattern.split("+")):
        yield "nothing stands beside a '+'"
    for name in sorted(set(_WORD_LIST.findall(pattern)) - known):
        yield f"there is no word list '{name}' in cues.yaml"


def _patterns(language: Language) -> Iterator[tuple[str, str]]:
    """(place, pattern) of all that may name a word list."""
    for path, entry in _entries(language):
        yield from ((path, pattern) for pattern in (*entry.synonyms, *entry.patterns))
    yield from (("symptoms.yaml: patterns", pattern) for pattern in language.general.patterns)
    cues = language.cues
    groups = {
        **{f"outside.yaml: {name}": getattr(language.outside, name) for name in language.outside.__struct_fields__},
        **{f"cues.yaml: cues: {name}": getattr(cues.cues, name) for name in cues.cues.__struct_fields__},
        **{f"cues.yaml: emergency: {name}": getattr(cues.emergency, name) for name in cues.emergency.__struct_fields__},
        **{f"cues.yaml: navigation: {name}": phrases for name, phrases in cues.navigation.items()},
        "cues.yaml: despair": cues.despair,
        "cues.yaml: either": tuple(name for either in cues.either for name in either.names),
    }
    yield from ((path, pattern) for path, patterns in groups.items() for pattern in patterns)


def _entries(language: Language) -> Iterator[tuple[str, Entry]]:
    for site in language.sites:
        path = f"sites/{site.id}.yaml"
        yield path, site
        yield from ((f"{path}: symptoms: {symptom.id}", symptom) for symptom in site.symptoms)
        yield from ((f"{path}: seldom: {place.id}", place) for place in (site.seldom.places if site.seldom else ()))
    yield from ((f"symptoms.yaml: symptoms: {symptom.id}", symptom) for symptom in language.general.symptoms)
    yield from ((f"topics.yaml: {topic.id}", topic) for topic in language.topics)
    for group in ("places", "symptoms"):
        yield from ((f"unlisted.yaml: {group}: {entry.id}", entry) for entry in getattr(language.unlisted, group))
