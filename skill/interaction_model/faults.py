"""What in the content cannot become an interaction model, as `path: message`; paths are inside the content folder."""

from collections.abc import Iterator

from skill.content.model import Content, Intent, Language, Locale
from skill.content.text import LOCALE_PLACEHOLDERS, placeholders
from skill.interaction_model.intents import SEARCH_QUERY, intent_slots, samples
from skill.interaction_model.slot_types import SITE, shared_names, slot_types
from skill.interaction_model.templates import TemplateError, expand, slots


def content_faults(content: Content) -> list[str]:
    """Every fault in the content that the generator would otherwise have to hide."""
    found = [*_locales(content)]
    for code, language in content.languages.items():
        found.extend(_utterances(content, code, language))
    if not found:
        for name, locale in content.locales.items():
            found.extend(_values(name, content.languages[locale.language], locale))
            found.extend(_samples(name, content, locale))
    return list(dict.fromkeys(found))


def _locales(content: Content) -> Iterator[str]:
    for name, locale in content.locales.items():
        if locale.language not in content.languages:
            known = ", ".join(sorted(content.languages))
            yield f"locales.yaml: {name}: there is no language '{locale.language}'; there are: {known}"
    for name, intent in content.intents.items():
        yield from _slot_kinds(name, intent)


def _slot_kinds(name: str, intent: Intent) -> Iterator[str]:
    known = ("SITE", "SYMPTOM", "TOPIC", "QUESTION")
    for slot, kind in intent.slots.items():
        if kind not in known and not kind.startswith("AMAZON."):
            yield f"intents.yaml: {name}: slots: {slot}: unknown slot type '{kind}'; there are: {', '.join(known)}"
        if kind == SEARCH_QUERY:
            yield f"intents.yaml: {name}: slots: {slot}: a phrase slot is written as a carrier"
    for slot in placeholders(intent.frame) - intent.slots.keys():
        yield f"intents.yaml: {name}: frame: unknown slot '{slot}'"


def _utterances(content: Content, code: str, language: Language) -> Iterator[str]:
    path = f"{code}/utterances.yaml"
    for name in content.intents.keys() - language.utterances.keys():
        yield f"{path}: the intent {name} of intents.yaml is missing"
    for name, templates in language.utterances.items():
        if name not in content.intents:
            yield f"{path}: {name}: intents.yaml has no such intent"
            continue
        for template in templates:
            yield from _template(f"{path}: {name}: '{template}'", template, content.intents[name])
    for text in language.manifest.description:
        for unknown in placeholders(text) - LOCALE_PLACEHOLDERS - {"clinical_review"}:
            yield f"{code}/manifest.yaml: description: unknown placeholder '{unknown}'"


def _template(path: str, template: str, intent: Intent) -> Iterator[str]:
    try:
        used = {slot for sample in expand(template) for slot in slots(sample)}
    except TemplateError as error:
        yield f"{path}: {error}"
        return
    for slot in sorted(used - intent_slots(intent).keys()):
        yield f"{path}: unknown slot '{slot}'"


def _values(name: str, language: Language, locale: Locale) -> Iterator[str]:
    """Names and synonyms that two values of one slot type claim."""
    for kind, values in slot_types(language, locale).items():
        owners: dict[str, str] = {}
        shared = shared_names(language) if kind == SITE else frozenset()
        for value in values:
            for text in sorted({value.name, *value.synonyms} - shared):
                owner = owners.setdefault(text.lower(), value.id or value.name)
                if owner != (value.id or value.name):
                    yield f"{locale.language}: {kind} in {name}: '{text}' is owned by {owner} and by {value.id}"


def _samples(name: str, content: Content, locale: Locale) -> Iterator[str]:
    """Sample utterances that two intents claim."""
    language = content.languages[locale.language]
    owners: dict[str, str] = {}
    for intent_name, intent in content.intents.items():
        for sample in samples(intent_name, intent, language, locale):
            owner = owners.setdefault(sample, intent_name)
            if owner != intent_name:
                yield f"{locale.language}/utterances.yaml: {intent_name}: '{sample}' is {owner}'s as well, in {name}"
