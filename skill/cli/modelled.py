"""Whether the interaction model does what it says: each sample is played to the simulator, which knows Amazon's own."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from skill.content import Content
from skill.interaction_model import model_path
from skill.interaction_model.intents import SEARCH_QUERY
from skill.interaction_model.templates import slots, spoken
from skill.simulator import Nlu


def modelled_faults(content: Content, package: dict[str, bytes]) -> list[str]:
    """Every sample that loses to another intent, and every example question that a precise intent takes."""
    found: list[str] = []
    for name, locale in content.locales.items():
        document = json.loads(package[model_path(name)])
        nlu = Nlu(document, locale.language)
        body = document["interactionModel"]["languageModel"]
        faults = chain(_samples(nlu, body), _questions(nlu, content.languages[locale.language].questions))
        found.extend(f"interaction_model/{model_path(name)}: {fault}" for fault in faults)
    return found


def _samples(nlu: Nlu, body: dict[str, Any]) -> Iterator[str]:
    values = {kind["name"]: kind["values"][0]["name"]["value"] for kind in body["types"]}
    for intent in body["intents"]:
        types = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        for sample in intent["samples"]:
            used = slots(sample)
            if any(types[slot] == SEARCH_QUERY for slot in used):
                continue  # the second net: the simulator sends such words to the open slot
            utterance = spoken(sample, {slot: values[types[slot]] for slot in used})
            winner = nlu.recognise(utterance).intent
            if winner != intent["name"]:
                yield f"{intent['name']}: '{utterance}' goes to {winner}"


def _questions(nlu: Nlu, questions: tuple[str, ...]) -> Iterator[str]:
    """An example question that a precise intent already takes would pull at that intent."""
    for question in questions:
        heard = nlu.recognise(question)
        if not any(slot.matches and slot.matches[0].name == question for slot in heard.slots):
            yield f"example question '{question}' goes to {heard.intent}"
