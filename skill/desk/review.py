"""Everything that can be answered in one locale, in the words that are spoken, for whoever reviews them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from skill.answer import Voice
from skill.content.model import Language, Locale
from skill.conversation import Conversation, State
from skill.desk.grade import grader
from skill.desk.voice import read
from skill.speech import ssml
from skill.understand import Query


class Entry(NamedTuple):
    """One thing that can be asked, and where it stands."""

    group: str  # site, symptom, topic, other
    id: str
    title: str
    source: str  # the part of the article; nothing where there is none
    query: Query
    item: str = ""  # as it is read out in a list


def review(language: Language, locale: Locale) -> dict[str, Any]:
    """The entries of `language` as `locale` says them, with their reading grade where it can be measured."""
    voice = Voice(language, locale)
    grade = grader(_names(language))
    talk = Conversation(voice)
    entries = []
    for entry in _entries(voice):
        answer, _ = talk.respond(entry.query, State(disclaimed=True), open_session=False)
        shown = entry._asdict() | {"title": voice.say(entry.title), "item": voice.say(entry.item) if entry.item else ""}
        del shown["query"]
        parts = [{"role": part.role, "text": part.text} for part in answer.parts]
        said = f"<speak>{ssml(answer)}</speak>"
        spoken = {"parts": parts, "ssml": said, "stretches": read(said)}
        entries.append(shown | spoken | ({"grade": grade(answer.text)} if grade else {}))
    return {"clinical_review": language.clinical_review, "entries": entries}


def _entries(voice: Voice) -> Iterator[Entry]:
    language = voice.language
    for site in language.sites:
        yield Entry("site", site.id, site.label, site.source, Query("site", sites=(site.id,)))
    general = language.general
    yield Entry("site", "general", general.label, general.source, Query("general"))
    for symptom in voice.symptoms.values():
        query = Query("symptom", symptoms=(symptom.id,))
        yield Entry("symptom", symptom.id, symptom.name, symptom.source, query, symptom.item)
    for topic in language.topics:
        yield Entry("topic", topic.id, topic.label, topic.source, Query("topic", name=topic.id))
    yield from _others(voice)


def _others(voice: Voice) -> Iterator[Entry]:
    """What is answered and is no site, symptom or topic."""
    for site in voice.language.sites:
        for place in site.seldom.places if site.seldom else ():
            source = site.seldom.source if site.seldom else ""
            yield Entry("other", place.id, place.name, source, Query("seldom", sites=(site.id,), name=place.id))
    prompts, unlisted = voice.prompts, voice.language.unlisted
    yield Entry("other", "emergency", prompts.title_emergency, "", Query("emergency"))
    yield Entry("other", "crisis", prompts.title_crisis, "", Query("crisis"))
    yield Entry("other", "outside_medical", prompts.title_outside, "", Query("outside_medical"))
    yield Entry("other", "outside_diagnosis", prompts.title_outside, "", Query("outside_diagnosis"))
    yield Entry("other", "outside", prompts.title_outside, "", Query("outside"))
    for place in unlisted.places:
        yield Entry("other", place.id, place.name, "", Query("unlisted_place", name=place.id))
    for symptom in unlisted.symptoms:
        yield Entry("other", symptom.id, symptom.name, "", Query("unlisted_symptom", name=symptom.id))


def _names(language: Language) -> set[str]:
    """Words that cannot be said more simply, or are explained where they are said."""
    sites = {text for site in language.sites for text in (site.area, site.label)}
    return sites | {symptom.name for site in language.sites for symptom in site.symptoms if symptom.explain}
