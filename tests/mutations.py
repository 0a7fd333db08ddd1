"""Request envelopes with something wrong in them, and what a valid response to any of them is."""

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.etree import ElementTree  # what is parsed is our own speech

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope

from tests.envelopes import envelope, intent

Choose = Callable[[Sequence[Any]], Any]

SAID = {"kind": "site", "title": "Liver", "parts": [{"role": "lead", "text": "Here."}], "again": "What else?"}
LISTING = {"asked": "item", "last": {"kind": "site", "sites": ["liver"]}, "said": SAID, "item": 1, "disclaimed": True}
CHOOSING = {"asked": "choose", "choices": ["liver", "lungs"], "rate": "x-slow", "misses": 1}
BASES = (
    envelope(),
    envelope(intent("SymptomsIntent", site="liver")),
    envelope(intent("QuestionIntent", question="what are symptoms of liver metastasis"), apl=True),
    envelope(intent("AMAZON.HelpIntent"), new=False, attributes={"state": {"asked": "open"}}),
    envelope(intent("AMAZON.FallbackIntent"), new=False, attributes={"state": {"rate": "slow", "miss": 2}}),
    envelope(intent("AMAZON.RepeatIntent"), new=False, attributes={"state": LISTING}),
    envelope(intent("AMAZON.NextIntent"), new=False, attributes={"state": LISTING}),
    envelope(intent("FirstIntent"), new=False, attributes={"state": CHOOSING}),
    envelope({"type": "SessionEndedRequest", "reason": "ERROR", "error": {"type": "INVALID_RESPONSE", "message": "x"}}),
    envelope({"type": "Alexa.Presentation.APL.UserEvent", "arguments": ["x", {"kind": "site"}], "token": "t"}, apl=True),
    envelope({"type": "System.ExceptionEncountered", "error": {"type": "INVALID_RESPONSE", "message": "x"}}),
    envelope({"type": "CanFulfillIntentRequest", "intent": {"name": "QuestionIntent", "slots": {}}}),
    envelope({"type": "AlexaSkillEvent.SkillEnabled"}),
)
VALUES = (
    None, True, 0, -1, 1e308, 10**400, "", " ", "liver", "x" * 9_000, "\x00", "\ud800", "<speak>&",
    "{0}", "%s", "$(id)",
    "__class__", "LaunchRequest", "IntentRequest", "AMAZON.StopIntent", "ER_SUCCESS_MATCH", "de-DE", "2026-11-22T12:00:00Z",
    [], [[]], {}, {"": None}, ["liver", 1], {"type": "IntentRequest"}, {"value": "liver", "name": "site"},
    {"resolutionsPerAuthority": [{"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"id": "nowhere"}}]}]},
    {"state": {"asked": 7, "said": "x"}},
)  # fmt: skip
KEYS = ("", "type", "name", "value", "slots", "state", "resolutions", "slotValue", "deserialized_types", "__init__", "new one")


def mutate(choose: Choose) -> Any:
    """One of BASES with one to four changes."""
    whole: Any = copy.deepcopy(choose(BASES))
    for _ in range(choose((1, 1, 2, 3, 4))):
        places = list(_places(whole))
        if not places:
            return whole
        holder, key = choose(places)
        change = choose(("replace", "replace", "replace", "remove", "add", "move"))
        if change == "replace":
            holder[key] = copy.deepcopy(choose(VALUES))
        elif change == "remove":
            del holder[key]
        elif change == "move":
            holder[key] = copy.deepcopy(_at(choose(places)))
        elif isinstance(holder, dict):
            holder[choose(KEYS)] = copy.deepcopy(choose(VALUES))
        else:
            holder.append(copy.deepcopy(choose(VALUES)))
    return whole


def faults(response: Any) -> list[str]:
    """What is wrong with a response envelope; nothing where it is valid."""
    if not isinstance(response, dict) or response.get("version") != "1.0" or not isinstance(response.get("response"), dict):
        return ["it is no response envelope"]
    unknown = response.keys() - {"version", "response", "sessionAttributes", "userAgent"}
    found = [f"unknown key {key}" for key in unknown]
    try:
        text = json.dumps(response, allow_nan=False)
        DefaultSerializer().deserialize(text, ResponseEnvelope)
    except Exception as error:
        return [*found, f"{type(error).__name__}: {error}"]
    for speech in (response["response"].get("outputSpeech"), response["response"].get("reprompt", {}).get("outputSpeech")):
        found += _speech_faults(speech)
    return found


def _speech_faults(speech: Any) -> Iterator[str]:
    if speech is None:
        return
    if speech.get("type") != "SSML":
        yield "speech that is no SSML"
        return
    try:
        tree = ElementTree.fromstring(speech["ssml"])  # noqa: S314
    except ElementTree.ParseError as error:
        yield f"SSML: {error}"
        return
    if not "".join(tree.itertext()).strip():
        yield "empty speech"
    if len(speech["ssml"]) > 8_000:
        yield "speech of more than 8,000 characters"


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        keys: Any = list(value)
    elif isinstance(value, list):
        keys = range(len(value))
    else:
        return
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _at(place: tuple[Any, Any]) -> Any:
    holder, key = place
    try:
        return holder[key]
    except (KeyError, IndexError):
        return None
