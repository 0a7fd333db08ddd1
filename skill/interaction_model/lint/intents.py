"""Intents, their slots, and their sample utterances."""

import re
from collections.abc import Iterator
from typing import Any

from skill.interaction_model.intents import SEARCH_QUERY
from skill.interaction_model.lint.types import NAME

# Without these a skill is refused or cannot be left (dev-docs/custom-skills/standard-built-in-intents.html).
_REQUIRED = ("Cancel", "Fallback", "Help", "NavigateHome", "Stop")
_BUILT_IN = re.compile(r"AMAZON\.[A-Za-z]+Intent")
_SLOT = re.compile(r"\{([^{}]*)\}")
_SAMPLE = re.compile(r"[^\W\d_{][^\W\d_]*([ '.-]+[^\W\d_]+)*['.]?")  # jradwan/alexa_tivo_control#30


def intent_faults(intents: list[dict[str, Any]], types: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the intents of a model."""
    names = [intent.get("name", "") for intent in intents]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"intents: {name}: stands twice"
    for built_in in _REQUIRED:
        if f"AMAZON.{built_in}Intent" not in names:
            yield f"intents: AMAZON.{built_in}Intent is missing"
    for intent in intents:
        yield from (f"intents: {intent.get('name', '')}: {fault}" for fault in _faults(intent))
    known = {kind.get("name", "") for kind in types}
    yield from _slot_faults(intents, set(names), known)
    yield from _shared_samples(intents)


def _faults(intent: dict[str, Any]) -> Iterator[str]:
    name, samples = intent.get("name", ""), intent.get("samples", [])
    if not NAME.fullmatch(name) and not _BUILT_IN.fullmatch(name):
        yield "a name is of letters and underscores, or one of Amazon's"
    if not name.startswith("AMAZON.") and not samples:
        yield "has no samples"
    for text in sorted({sample for sample in samples if samples.count(sample) > 1}):
        yield f"'{text}' stands twice"
    declared = {slot.get("name", ""): slot.get("type", "") for slot in intent.get("slots", [])}
    used = {slot for sample in samples for slot in _SLOT.findall(sample)}
    for slot in sorted(declared.keys() - used):
        yield f"the slot '{slot}' stands in no sample"
    for sample in samples:
        yield from (f"'{sample}' {fault}" for fault in _sample_faults(sample, declared))


def _sample_faults(sample: str, declared: dict[str, str]) -> Iterator[str]:
    slots = _SLOT.findall(sample)
    words = _SLOT.sub(" ", sample).strip()
    if words and not _SAMPLE.fullmatch(" ".join(words.split())):
        yield "holds more than letters, spaces, apostrophes, hyphens and periods"
    if sample != " ".join(sample.split()) or not sample:
        yield "has stray spaces"
    if len(slots) != len(set(slots)):
        yield "holds one slot twice"
    for slot in slots:
        if slot not in declared:
            yield f"names the slot '{slot}', which the intent does not declare"
    if SEARCH_QUERY in (declared.get(slot) for slot in slots):
        if len(slots) > 1:
            yield "has a slot beside the phrase slot"  # InvalidIntentSamplePhraseSlot
        if not words:
            yield "has a phrase slot and no carrier phrase"  # alexa/alexa-cookbook#89


def _slot_faults(intents: list[dict[str, Any]], intent_names: set[str], known: set[str]) -> Iterator[str]:
    """Slots across intents: one name is of one type everywhere, and of no intent's name."""
    kinds: dict[str, str] = {}
    for intent in intents:
        for slot in intent.get("slots", []):
            path = f"intents: {intent.get('name', '')}: the slot '{slot.get('name')}'"
            name, kind = slot.get("name", ""), slot.get("type", "")
            if not NAME.fullmatch(name):
                yield f"{path} is not of letters and underscores"
            if name in intent_names:
                yield f"{path} is called like an intent"  # alexa-js/alexa-app-server#39
            if kind not in known and not kind.startswith("AMAZON."):
                yield f"{path} is of the type '{kind}', which is not declared"
            if kinds.setdefault(name, kind) != kind:
                yield f"{path} is of the type '{kind}' here and '{kinds[name]}' elsewhere"


def _shared_samples(intents: list[dict[str, Any]]) -> Iterator[str]:
    """Samples of two intents: a certification failure (alexa-haus/design-certification-failures)."""
    owners: dict[str, str] = {}
    for intent in intents:
        for sample in intent.get("samples", []):
            owner = owners.setdefault(sample.lower(), intent.get("name", ""))
            if owner != intent.get("name", ""):
                yield f"intents: {intent.get('name', '')}: '{sample}' is a sample of {owner} as well"
