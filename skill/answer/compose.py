"""Query -> Answer. Pure: the same query in the same locale is always answered in the same words."""

from collections.abc import Callable, Iterable

from skill.answer.model import Answer, Part
from skill.answer.voice import Voice
from skill.content.model import Entry, Symptom
from skill.understand.query import Query


def compose(query: Query, voice: Voice) -> Answer:
    """The answer to `query`: what was understood first, the advice to contact the physician last.

    It holds neither the disclaimer nor a question; the conversation adds those where they belong.
    """
    return _COMPOSERS[query.kind](query, voice)


def _site(query: Query, voice: Voice) -> Answer:
    parts: list[Part] = []
    for name in query.sites:
        site = voice.sites[name]
        parts.append(voice.part("lead", voice.prompts.site_lead, site=site.name))
        parts += _items(site.symptoms, voice)
        if site.seldom:
            parts.append(voice.part("note", site.seldom.note))
    told = [symptom for name in query.sites for symptom in voice.sites[name].symptoms]
    if any(symptom.emergency for symptom in told):
        parts.append(voice.part("emergency", voice.prompts.list_emergency))
    title = voice.both([voice.sites[name].label for name in query.sites])
    return _advised("site", title, parts, voice)


def _general(query: Query, voice: Voice) -> Answer:
    general = voice.language.general
    parts = [voice.part("lead", voice.prompts.general_lead), *_items(general.symptoms, voice)]
    return _advised("general", general.label, parts, voice)


def _symptom(query: Query, voice: Voice) -> Answer:
    told = {other for name in query.symptoms for other in (name, *voice.symptoms[name].also)}
    symptoms = [symptom for name, symptom in voice.symptoms.items() if name in told]
    parts = []
    if query.maybe_now:
        parts.append(voice.part("emergency", voice.prompts.symptom_maybe_emergency))
    agreed = any(voice.site_of[symptom.id].id in query.sites for symptom in symptoms if symptom.id in voice.site_of)
    for symptom in symptoms:
        parts += _tied(symptom, () if agreed else query.sites, voice)
    parts += voice.parts("note", [symptom.explain for symptom in symptoms if symptom.explain])
    parts.append(voice.part("note", voice.prompts.symptom_other_causes))
    if not query.maybe_now and any(symptom.emergency for symptom in symptoms):
        parts.append(voice.part("emergency", voice.prompts.symptom_emergency))
    return _advised("symptom", voice.prompts.title_symptom, parts, voice)


def _tied(symptom: Symptom, asked: Iterable[str], voice: Voice) -> list[Part]:
    """Where the article has `symptom`, and that it is not where it was asked for."""
    site = voice.site_of.get(symptom.id)
    wrong = [name for name in asked if site is None or name != site.id]
    prompts = voice.prompts
    if wrong and (site is None or site.id not in asked):
        text = prompts.symptom_elsewhere if site else prompts.symptom_general_elsewhere
        sites = site.name if site else ""
        return [voice.part("lead", text, symptom=symptom.name, asked=voice.site_names(wrong), sites=sites)]
    if site is None:
        return [voice.part("lead", prompts.symptom_general_lead, symptom=symptom.name)]
    return [voice.part("lead", prompts.symptom_lead, symptom=symptom.name, sites=site.name)]


def _seldom(query: Query, voice: Voice) -> Answer:
    site = voice.sites[query.sites[0]]
    assert site.seldom is not None  # noqa: S101  the query names a place of it
    place = _entry(site.seldom.places, query.name)
    parts = [
        voice.part("lead", voice.prompts.seldom_lead, name=place.name),
        voice.part("note", site.seldom.note),
        voice.part("note", voice.prompts.seldom_close),
    ]
    return _advised("seldom", site.label, parts, voice)


def _unlisted(query: Query, voice: Voice) -> Answer:
    prompts, unlisted = voice.prompts, voice.language.unlisted
    if query.kind == "unlisted_place":
        lead = voice.part("lead", prompts.unlisted_place, name=_entry(unlisted.places, query.name).name)
    elif query.kind == "unlisted_symptom":
        lead = voice.part("lead", prompts.unlisted_symptom, name=_entry(unlisted.symptoms, query.name).name)
    else:
        lead = voice.part("lead", prompts.unlisted_unknown)
    return _advised(query.kind, prompts.title_symptom, [lead, voice.part("note", prompts.unlisted_close)], voice)


def _topic(query: Query, voice: Voice) -> Answer:
    topic = next(topic for topic in voice.language.topics if topic.id == query.name)
    sites = voice.both([site.name for site in voice.language.sites])
    return _advised("topic", topic.label, voice.parts("note", topic.answer, sites=sites), voice)


def _emergency(query: Query, voice: Voice) -> Answer:
    *urgent, advice = voice.parts("emergency", voice.prompts.emergency)
    parts = (*urgent, Part("advice", advice.text))
    return Answer("emergency", voice.say(voice.prompts.title_emergency), parts, urgent=True)


def _crisis(query: Query, voice: Voice) -> Answer:
    parts = tuple(voice.parts("note", voice.prompts.crisis))
    return Answer("crisis", voice.say(voice.prompts.title_crisis), parts, urgent=True)


def _outside(query: Query, voice: Voice) -> Answer:
    prompts = voice.prompts
    if query.kind == "outside_medical":
        parts = voice.parts("note", prompts.outside_medical)
    elif query.kind == "outside_diagnosis":
        parts = voice.parts("note", prompts.outside_diagnosis)
    else:
        return Answer("outside", voice.say(prompts.title_outside), tuple(voice.parts("note", prompts.outside_unrelated)))
    parts.append(voice.part("advice", prompts.advice_outside))
    return Answer(query.kind, voice.say(prompts.title_outside), tuple(parts))


def _items(symptoms: Iterable[Symptom], voice: Voice) -> list[Part]:
    return [voice.part("item", f"{symptom.item}.") for symptom in symptoms]


def _advised(kind: str, title: str, parts: list[Part], voice: Voice) -> Answer:
    return Answer(kind, voice.say(title), (*parts, voice.part("advice", voice.prompts.advice)))


def _entry(entries: Iterable[Entry], name: str) -> Entry:
    return next(entry for entry in entries if entry.id == name)


_COMPOSERS: dict[str, Callable[[Query, Voice], Answer]] = {
    "site": _site,
    "general": _general,
    "symptom": _symptom,
    "seldom": _seldom,
    "unlisted_place": _unlisted,
    "unlisted_symptom": _unlisted,
    "unlisted": _unlisted,
    "topic": _topic,
    "emergency": _emergency,
    "crisis": _crisis,
    "outside_medical": _outside,
    "outside_diagnosis": _outside,
    "outside": _outside,
}
