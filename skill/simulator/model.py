"""An interaction model, read from its JSON: what a recogniser knows of a skill."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEARCH_QUERY = "AMAZON.SearchQuery"
_AMAZON = Path(__file__).with_name("amazon.json")
_SAMPLE_PART = re.compile(r"\{(\w+)\}|[^\s{}]+")
_WORD = re.compile(r"[^\W_](?:[\w'.]*[^\W_])?")


def heard_words(text: str) -> tuple[str, ...]:
    """The words of `text` as speech recognition writes them: lower case, no mark but apostrophes and periods inside a word."""
    return tuple(_WORD.findall(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))


@dataclass(frozen=True)
class Value:
    """One value of a slot type."""

    name: str
    id: str


@dataclass(frozen=True)
class SlotType:
    """A custom slot type."""

    name: str
    values: dict[tuple[str, ...], tuple[Value, ...]]  # the words of a name or synonym -> the values that own it
    longest: int  # words in the longest name or synonym

    def find(self, words: tuple[str, ...]) -> tuple[Value, ...]:
        """The values that are called `words`; none where it does not resolve."""
        return self.values.get(words, ())


@dataclass(frozen=True)
class Sample:
    """One sample utterance; a part is a word or a slot."""

    intent: str
    parts: tuple[tuple[str, bool], ...]  # (word, False) or (name of the slot, True)
    rank: int  # where it stands in the model


@dataclass(frozen=True)
class Amazon:
    """What Alexa itself hears in one language (amazon.json, after the published lists of the built-in intents)."""

    wake: tuple[tuple[str, ...], ...]
    launch: tuple[tuple[str, ...], ...]
    ask: tuple[tuple[str, ...], ...]
    connectors: tuple[tuple[str, ...], ...]
    built_in: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Model:
    """An interaction model."""

    invocation_name: tuple[str, ...]
    intents: dict[str, dict[str, str]]  # intent -> slot -> type
    types: dict[str, SlotType]
    samples: tuple[Sample, ...]
    amazon: Amazon


def read_model(document: dict[str, Any], language: str = "en") -> Model:
    """The model of an interaction model's JSON; KeyError where the JSON is none."""
    body = document["interactionModel"]["languageModel"]
    amazon = _amazon(language)
    types = {kind["name"]: _slot_type(kind) for kind in body.get("types", ())}
    intents = {intent["name"]: {slot["name"]: slot["type"] for slot in intent.get("slots", ())} for intent in body["intents"]}
    spoken = [
        (intent["name"], sample)
        for intent in body["intents"]
        for sample in (*amazon.built_in.get(intent["name"], ()), *intent.get("samples", ()))
    ]
    samples = tuple(Sample(intent, _parts(sample), rank) for rank, (intent, sample) in enumerate(spoken))
    return Model(heard_words(body["invocationName"]), intents, types, samples, amazon)


def _slot_type(document: dict[str, Any]) -> SlotType:
    values: dict[tuple[str, ...], tuple[Value, ...]] = {}
    for entry in document["values"]:
        name = entry["name"]["value"]
        value = Value(name, entry.get("id", ""))
        for spelling in dict.fromkeys(heard_words(text) for text in (name, *entry["name"].get("synonyms", ()))):
            values[spelling] = (*values.get(spelling, ()), value)
    return SlotType(document["name"], values, max(map(len, values), default=0))


def _parts(sample: str) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = []
    for match in _SAMPLE_PART.finditer(sample):
        slot = match.group(1)
        parts.extend([(slot, True)] if slot else [(word, False) for word in heard_words(match.group())])
    return tuple(parts)


def _amazon(language: str) -> Amazon:
    known = json.loads(_AMAZON.read_text(encoding="utf-8")).get(language, {})
    lists = {
        key: tuple(heard_words(phrase) for phrase in known.get(key, ())) for key in ("wake", "launch", "ask", "connectors")
    }
    return Amazon(**lists, built_in={name: tuple(phrases) for name, phrases in known.get("built_in", {}).items()})
