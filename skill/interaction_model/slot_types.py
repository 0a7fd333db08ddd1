"""The custom slot types of one locale, with every name and synonym by which their values are asked."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from skill.content.model import Entry, Language, Locale

SITE, SYMPTOM, TOPIC, QUESTION = "SITE", "SYMPTOM", "TOPIC", "QUESTION"


class Value(NamedTuple):
    """One value of a slot type."""

    id: str  # "" for an example question, which stands for nothing but itself
    name: str
    synonyms: tuple[str, ...]


def slot_types(language: Language, locale: Locale) -> dict[str, tuple[Value, ...]]:
    """The values of each slot type, each in the order of the content."""
    sites = (_with_shared(_value(site.id, site.area, site, locale), language, locale) for site in language.sites)
    symptoms = (_value(symptom.id, symptom.name, symptom, locale) for symptom in _symptoms(language))
    topics = (_value(topic.id, topic.name, topic, locale) for topic in language.topics)
    questions = (Value("", question, ()) for question in _spellings(language.questions, locale))
    return {SITE: tuple(sites), SYMPTOM: tuple(symptoms), TOPIC: tuple(topics), QUESTION: tuple(questions)}


def type_document(name: str, values: Iterable[Value]) -> dict[str, Any]:
    """A slot type as the interaction model's JSON has it."""
    return {"name": name, "values": [_value_document(value) for value in values]}


def spellings(text: str, locale: Locale) -> tuple[str, ...]:
    """`text`, and as `locale` spells it where that differs."""
    respelled = re.sub(r"[\w']+", lambda word: locale.spelling.get(word.group(), word.group()), text)
    return (text,) if respelled == text else (text, respelled)


def _symptoms(language: Language) -> Iterator[Any]:
    for site in language.sites:
        yield from site.symptoms
    yield from language.general.symptoms


def _value(id_: str, name: str, entry: Entry, locale: Locale) -> Value:
    """A value is called what stands before the first comma of its name: Amazon allows none, and it is never spoken."""
    names = _spellings((name.split(",", maxsplit=1)[0], *entry.synonyms), locale)
    return Value(id_, names[0], names[1:])


def shared_names(language: Language) -> frozenset[str]:
    """The names that mean one of two sites, so that Alexa is to resolve them to both."""
    return frozenset(name for either in language.cues.either for name in either.names)


def _with_shared(value: Value, language: Language, locale: Locale) -> Value:
    shared = [
        name
        for either in language.cues.either
        if value.id in either.sites
        for name in either.names
        if name != value.name
    ]
    return value._replace(synonyms=_spellings((*value.synonyms, *shared), locale))


def _spellings(texts: Iterable[str], locale: Locale) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spelling for text in texts for spelling in spellings(text, locale)))


def _value_document(value: Value) -> dict[str, Any]:
    name: dict[str, Any] = {"value": value.name}
    if value.synonyms:
        name["synonyms"] = list(value.synonyms)
    return {"id": value.id, "name": name} if value.id else {"name": name}
