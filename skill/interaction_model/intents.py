"""The intents of one locale: their slots, and their sample utterances, expanded."""

from typing import Any

from skill.content.model import Intent, Language, Locale
from skill.interaction_model.slot_types import spellings
from skill.interaction_model.templates import expand

SEARCH_QUERY = "AMAZON.SearchQuery"


def intent_document(name: str, intent: Intent, language: Language, locale: Locale) -> dict[str, Any]:
    """An intent as the interaction model's JSON has it; TemplateError where a sample utterance cannot be read."""
    document: dict[str, Any] = {"name": name}
    declared = intent_slots(intent)
    if declared:
        document["slots"] = [{"name": slot, "type": kind} for slot, kind in declared.items()]
    return document | {"samples": samples(name, intent, language, locale)}


def intent_slots(intent: Intent) -> dict[str, str]:
    """Slot -> slot type; each carrier has a phrase slot of its own, named after it."""
    return intent.slots | {carrier_slot(carrier): SEARCH_QUERY for carrier in intent.carriers}


def samples(name: str, intent: Intent, language: Language, locale: Locale) -> list[str]:
    """The sample utterances of the intent `name`, sorted, each once."""
    written = [sample for template in language.utterances.get(name, ()) for sample in expand(template)]
    carried = [f"{carrier} {{{carrier_slot(carrier)}}}" for carrier in intent.carriers]
    return sorted({spelling for sample in (*written, *carried) for spelling in spellings(sample, locale)})


def carrier_slot(carrier: str) -> str:
    """The name of the carrier's slot, which gives its words back: underscores stand for spaces."""
    return carrier.replace(" ", "_")
