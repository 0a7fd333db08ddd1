"""What is wrong with content whose form is right: everything at once, as `path: message`."""

import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from skill.content.model import Content, General, Intent, Language, Locale, Site
from skill.content.patterns import pattern_faults
from skill.content.spoken import SITES, Spoken, spoken
from skill.content.text import fill, placeholders

MAX_CHARACTERS = 8000  # of one output speech (alexa-skills-kit, request and response reference)
MAX_WORDS = 25  # of a sentence: what is said in one breath (Alexa design guide, "be brief")

_KINDS = ("site", "symptom", "general", "topic", "question", "navigation", "fallback")
_FROM_A_SOURCE = ("emergency_number", "crisis_line", "physician")  # of a locale
_RAW = re.compile(r"[<>&]")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+")
_FIRST_LANGUAGE = "en"  # every other tree holds what this one does


def validate(content: Content, folder: Path) -> list[str]:
    """Every fault of `content`, which was read from `folder`; empty when there is none."""
    found = [f"{folder / 'locales.yaml'}: {fault}" for fault in _locales(content)]
    found += [f"{folder / 'intents.yaml'}: {fault}" for fault in _intents(content)]
    for name, language in content.languages.items():
        locales = [locale for locale in content.locales.values() if locale.language == name]
        faults = itertools.chain(
            _ids(language), _sources(language), _texts(language, locales), _too_long(language), pattern_faults(language)
        )
        found += [f"{folder / name}/{fault}" for fault in faults]
        first = content.languages.get(_FIRST_LANGUAGE, language)
        found += [f"{folder / name}: {fault}" for fault in _lacking(language, first)]
    return found


def _locales(content: Content) -> Iterator[str]:
    for name, locale in content.locales.items():
        for field in _FROM_A_SOURCE:
            if field not in locale.sources:
                yield f"{name}: sources: '{field}' does not say where it comes from"
        for field in locale.sources:
            if field not in _FROM_A_SOURCE:
                yield f"{name}: sources: '{field}' is none of {', '.join(_FROM_A_SOURCE)}"


def _intents(content: Content) -> Iterator[str]:
    known = {action for language in content.languages.values() for action in language.cues.navigation}
    for name, intent in content.intents.items():
        yield from (f"{name}: {fault}" for fault in _intent(intent, known))


def _intent(intent: Intent, actions: set[str]) -> Iterator[str]:
    if intent.kind not in _KINDS:
        yield f"kind: '{intent.kind}' is none of {', '.join(_KINDS)}"
    if intent.kind == "navigation" and intent.action not in actions:
        yield f"action: '{intent.action}' is none of {', '.join(sorted(actions))}"
    if intent.kind != "navigation" and intent.action:
        yield f"action: the kind '{intent.kind}' has none"


def _ids(language: Language) -> Iterator[str]:
    symptoms = [(f"sites/{site.id}.yaml", symptom.id) for site in language.sites for symptom in site.symptoms]
    symptoms += [("symptoms.yaml", symptom.id) for symptom in language.general.symptoms]
    yield from _twice("symptom", symptoms)
    yield from _twice("topic", [("topics.yaml", topic.id) for topic in language.topics])
    yield from _twice("place", [("unlisted.yaml", place.id) for place in language.unlisted.places])
    yield from _twice("symptom", [("unlisted.yaml", symptom.id) for symptom in language.unlisted.symptoms])
    sites = [site.id for site in language.sites]
    for either in language.cues.either:
        for unknown in sorted(set(either.sites) - set(sites)):
            yield f"cues.yaml: either: there is no site '{unknown}'; there are: {', '.join(sites)}"


def _twice(what: str, ids: Iterable[tuple[str, str]]) -> Iterator[str]:
    owners: dict[str, str] = {}
    for path, name in ids:
        if name in owners:
            yield f"{path}: the {what} '{name}' stands in {owners[name]} already"
        owners.setdefault(name, path)


def _sources(language: Language) -> Iterator[str]:
    """A symptom comes from the part of the article that its list comes from."""
    lists: list[tuple[str, Site | General]] = [(f"sites/{site.id}.yaml", site) for site in language.sites]
    lists.append(("symptoms.yaml", language.general))
    for path, part in lists:
        for symptom in part.symptoms:
            if not symptom.source.startswith(part.source.split(",")[0]):
                yield f"{path}: symptoms: {symptom.id}: source: '{symptom.source}' is no part of '{part.source}'"


def _texts(language: Language, locales: list[Locale]) -> Iterator[str]:
    for text in spoken(language):
        yield from (f"{text.path}: {fault}" for fault in _text(text, language, locales))


def _text(text: Spoken, language: Language, locales: list[Locale]) -> Iterator[str]:
    if _RAW.search(text.text):
        yield "'<', '>' and '&' cannot be spoken; write the word"
    try:
        names = placeholders(text.text)
    except ValueError as error:
        yield str(error)
        return
    for name in sorted(names - text.may):
        yield f"unknown placeholder '{name}'; it may hold: {', '.join(sorted(text.may))}"
    for name in sorted(text.must - names):
        yield f"lacks the placeholder '{name}'"
    if names <= text.may:
        longest = max((_longest(text, language, locale) for locale in locales), default=0)
        if longest > MAX_WORDS:
            yield f"a sentence of {longest} words; {MAX_WORDS} can be said in one breath"


def _longest(text: Spoken, language: Language, locale: Locale) -> int:
    """The words of the longest sentence of `text`, filled in as in `locale`; a name that is filled in counts as one word."""
    values = dict.fromkeys(text.may, "x")
    values |= {name: str(getattr(locale, name)) for name in locale.__struct_fields__ if name in values}
    if text.path.startswith("topics.yaml"):
        values[SITES] = " ".join(site.name for site in language.sites)
    return max(len(sentence.split()) for sentence in _SENTENCE.split(fill(text.text, values)))


def _too_long(language: Language) -> Iterator[str]:
    """Answers whose own text alone is longer than what Alexa speaks."""
    answers = [(f"sites/{site.id}.yaml", [symptom.item for symptom in site.symptoms]) for site in language.sites]
    answers += [(f"topics.yaml: {topic.id}", list(topic.answer)) for topic in language.topics]
    answers += [(f"prompts.yaml: {name}", list(_texts_of(language, name))) for name in language.prompts.__struct_fields__]
    for path, texts in answers:
        length = sum(len(text) + 1 for text in texts)
        if length > MAX_CHARACTERS:
            yield f"{path}: an answer of {length} characters; {MAX_CHARACTERS} can be spoken"


def _texts_of(language: Language, prompt: str) -> Iterable[str]:
    value = getattr(language.prompts, prompt)
    return value if isinstance(value, tuple) else [value] if isinstance(value, str) else [value.ask, value.again]


def _lacking(language: Language, first: Language) -> Iterator[str]:
    """What the first language has and this one lacks."""
    for what, theirs, ours in zip(("site", "symptom", "topic", "action"), _holds(first), _holds(language), strict=True):
        yield from (f"lacks the {what} '{name}', which {_FIRST_LANGUAGE} has" for name in sorted(theirs - ours))


def _holds(language: Language) -> tuple[set[str], ...]:
    lists: list[Site | General] = [*language.sites, language.general]
    symptoms = {symptom.id for part in lists for symptom in part.symptoms}
    topics = {topic.id for topic in language.topics}
    return {site.id for site in language.sites}, symptoms, topics, set(language.cues.navigation)
