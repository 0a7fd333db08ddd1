"""The simulated Alexa: utterance -> intent and slots, envelopes, the session, what is heard."""

import ast
import json
import time
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import IntentRequest, LaunchRequest, RequestEnvelope, SessionEndedRequest
from hypothesis import given
from hypothesis import strategies as st

import skill.simulator
from skill.content import Content
from skill.interaction_model import model_document
from skill.simulator import Conversation, Device, Nlu
from skill.simulator.hearing import plain
from skill.simulator.model import heard_words


def kind(name: str, values: dict[str, list[str]]) -> dict[str, Any]:
    return {"name": name, "values": [{"id": id_, "name": {"value": id_, "synonyms": names}} for id_, names in values.items()]}


def intent(name: str, samples: list[str], **slots: str) -> dict[str, Any]:
    return {"name": name, "slots": [{"name": slot, "type": kind} for slot, kind in slots.items()], "samples": samples}


# A skill about something else altogether: the simulator knows nothing but this.
GARDEN = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "garden guide",
            "intents": [
                intent("PlantIntent", ["{plant}", "tell me about {plant}", "how do i grow {plant}"], plant="PLANT"),
                intent("PestIntent", ["tell me about {pest}", "is {pest} bad for {plant}", "{pest} on the leaves"],
                       pest="PEST", plant="PLANT"),
                intent("SeasonIntent", ["seasons", "how do i grow anything"]),
                intent("AskIntent", ["{words}", "why {why}", "why does {why_does}"],
                       words="WORDS", why="AMAZON.SearchQuery", why_does="AMAZON.SearchQuery"),
                intent("AMAZON.HelpIntent", ["what can i do"]),
                intent("AMAZON.StopIntent", []),
                intent("AMAZON.RepeatIntent", ["once more"]),
                intent("AMAZON.FallbackIntent", []),
            ],
            "types": [
                kind("PLANT", {"rose": ["red rose", "roses"], "lily": ["white lily", "bell"], "thyme": []}),
                kind("PEST", {
                    "aphid": ["greenfly", "bell", "little green thing on the stems"], "slug": ["slimy thing"], "bell": [],
                }),
                {"name": "WORDS", "values": [{"name": {"value": "why is my apple tree all bare at the top"}}]},
            ],
        }
    }
}  # fmt: skip


@pytest.fixture(scope="module")
def garden() -> Nlu:
    return Nlu(GARDEN)


@pytest.mark.parametrize(
    ("utterance", "wanted"),
    [
        # a precise sample, its slots resolved
        ("rose", "PlantIntent plant=rose[rose]"),
        ("red rose", "PlantIntent plant=red rose[rose]"),
        ("tell me about roses", "PlantIntent plant=roses[rose]"),
        ("Tell me about ROSES, please!", "PlantIntent plant=roses please[]"),
        ("tell me about greenfly", "PestIntent pest=greenfly[aphid]"),
        ("is slug bad for lily", "PestIntent pest=slug[slug] plant=lily[lily]"),
        ("slimy thing on the leaves", "PestIntent pest=slimy thing[slug]"),
        # most words of its own, then the first in the model
        ("how do i grow anything", "SeasonIntent"),
        ("tell me about bell", "PlantIntent plant=bell[lily]"),
        # a slot that does not resolve: no longer than the type's longest value, and never without a word of its own
        ("how do i grow thistle", "PlantIntent plant=thistle[]"),
        ("how do i grow blue thistle", "PlantIntent plant=blue thistle[]"),
        ("how do i grow tall blue thistle", "AskIntent words=how do i grow tall blue thistle[]"),
        (
            "is little green thing on the stems bad for rose",
            "PestIntent pest=little green thing on the stems[aphid] plant=rose[rose]",
        ),
        ("is some small grey beast bad for rose", "PestIntent pest=some small grey beast[] plant=rose[rose]"),
        ("is some very small grey beast bad for rose", "AskIntent words=is some very small grey beast bad for rose[]"),
        ("is slug bad for thistle", "PestIntent pest=slug[slug] plant=thistle[]"),
        ("blue thistle", "AskIntent words=blue thistle[]"),
        # nothing precise: all the words, in the open slot
        ("why is the sky blue", "AskIntent words=why is the sky blue[]"),
        ("why is my apple tree all bare at the top", "AskIntent words=why is my apple tree all bare at the top[+]"),
        # Amazon's own words, and the model's
        ("help", "AMAZON.HelpIntent"),
        ("help me", "AMAZON.HelpIntent"),
        ("what can i do", "AMAZON.HelpIntent"),
        ("Stop.", "AMAZON.StopIntent"),
        ("say that again", "AMAZON.RepeatIntent"),
        ("once more", "AMAZON.RepeatIntent"),
        # a built-in that the model does not have
        ("next", "AMAZON.FallbackIntent"),
        # one unknown word, and nothing at all
        ("thistle", "AMAZON.FallbackIntent"),
        ("", "AMAZON.FallbackIntent"),
        (" ?! \x00\x07 ", "AMAZON.FallbackIntent"),
        # the skill by its name
        ("alexa open garden guide", "LaunchRequest!"),
        ("Alexa, launch garden guide.", "LaunchRequest!"),
        ("open garden guide and tell me about roses", "PlantIntent! plant=roses[rose]"),
        ("ask garden guide about rose", "PlantIntent! plant=rose[rose]"),
        ("alexa, ask garden guide how do i grow lily", "PlantIntent! plant=lily[lily]"),
        ("ask garden guide for help", "AMAZON.HelpIntent!"),
        ("ask garden guide why is the sky blue", "AskIntent! words=why is the sky blue[]"),
        ("ask garden guide to flomp", "AMAZON.FallbackIntent!"),
        ("ask kitchen guide for rose", "AskIntent words=ask kitchen guide for rose[]"),
        ("alexa rose", "PlantIntent plant=rose[rose]"),
    ],
)
def test_an_utterance_becomes_an_intent(garden: Nlu, utterance: str, wanted: str) -> None:
    assert shown(garden.recognise(utterance)) == wanted


def shown(heard: Any) -> str:
    """intent, ! where the skill was named, slot=words[ids]; + for a match without an id."""
    slots = [
        f" {slot.name}={slot.value}" + ("" if slot.matches is None else f"[{','.join(v.id or '+' for v in slot.matches)}]")
        for slot in heard.slots
        if slot.value
    ]
    return heard.intent + ("!" if heard.invoked else "") + "".join(slots)


@pytest.mark.parametrize(
    ("utterance", "wanted"),
    [
        ("why is the sky blue", "AskIntent why=is the sky blue"),
        ("why does it rain", "AskIntent why_does=it rain"),
        ("why", "AMAZON.FallbackIntent"),
        ("rose", "PlantIntent plant=rose[rose]"),
    ],
)
def test_a_carrier_phrase_carries_the_rest(garden: Nlu, utterance: str, wanted: str) -> None:
    assert shown(garden.carried(utterance)) == wanted


def test_a_name_of_two_values_matches_both() -> None:
    nlu = Nlu({"interactionModel": {"languageModel": {
        "invocationName": "x y", "intents": [intent("A", ["{part}"], part="P")],
        "types": [kind("P", {"root": ["bulb"], "lamp": ["bulb"]})],
    }}})  # fmt: skip
    assert shown(nlu.recognise("bulb")) == "A part=bulb[root,lamp]"


@given(st.text(max_size=300))
def test_whatever_is_said_is_some_intent_of_the_model(text: str) -> None:
    heard = Nlu(GARDEN).recognise(text)
    known = [entry["name"] for entry in GARDEN["interactionModel"]["languageModel"]["intents"]]  # type: ignore[index]
    assert heard.intent in [*known, "LaunchRequest"]
    assert heard.intent != "AMAZON.FallbackIntent" or not heard.slots


def test_it_is_fast(content: Content) -> None:
    """Generous by ten times: what counts is that no utterance searches the model."""
    document = model_document(content, "en-US")
    started = time.perf_counter()
    nlu = Nlu(document)
    assert time.perf_counter() - started < 0.5
    questions = content.languages["en"].questions
    started = time.perf_counter()
    for question in questions:
        nlu.recognise(question)
    assert (time.perf_counter() - started) / len(questions) < 0.01
    started = time.perf_counter()
    nlu.recognise("tell me about the " * 2000)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's THIS?", ("what's", "this")),
        ("mum\N{RIGHT SINGLE QUOTATION MARK}s x-ray", ("mum's", "x", "ray")),
        ("dr. lin, a.m.", ("dr", "lin", "a.m")),
        ("caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{GRINNING FACE}", ("caf\N{LATIN SMALL LETTER E WITH ACUTE}",)),
        ("'' -- __ ...", ()),
    ],
)
def test_words_are_written_as_speech_recognition_does(text: str, words: tuple[str, ...]) -> None:
    assert heard_words(text) == words


@pytest.mark.parametrize(
    ("ssml", "heard"),
    [
        ("<speak>Hello.</speak>", "Hello."),
        ('<speak>One<break time="300ms"/>two</speak>', "One two"),
        ('<speak><prosody rate="slow">Slow <emphasis>now</emphasis>.</prosody></speak>', "Slow now."),
        ('<speak>Call <say-as interpret-as="digits">911</say-as>.</speak>', "Call 911."),
        ('<speak>in the <sub alias="liver">hepar</sub>!</speak>', "in the liver!"),
        ("<speak>salt &amp; pepper &lt;5</speak>", "salt & pepper <5"),
        ("<speak><p>One.</p><p>Two.</p></speak>", "One. Two."),
        ("", ""),
    ],
)
def test_ssml_is_heard_as_plain_text(ssml: str, heard: str) -> None:
    assert plain(ssml) == heard


# ------------------------------------------------------------------------------------------------ envelopes and session
class Recorder:
    """A skill that says what it is told to, and keeps what it was sent."""

    def __init__(self, *responses: dict[str, Any]) -> None:
        self.responses = list(responses)
        self.sent: list[dict[str, Any]] = []

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        self.sent.append(request)
        return self.responses.pop(0) if self.responses else {"version": "1.0", "response": {}}


def answer(ends: bool | None, attributes: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    response = parts if ends is None else {"shouldEndSession": ends, **parts}
    return {"version": "1.0", "sessionAttributes": attributes or {}, "response": response}


@pytest.mark.parametrize("screen", [False, True])
@pytest.mark.parametrize(
    ("turn", "request_class"),
    [
        (lambda talk: talk.launch(), LaunchRequest),
        (lambda talk: talk.say("tell me about roses"), IntentRequest),
        (lambda talk: talk.say("thistle"), IntentRequest),
        (lambda talk: talk.intend("LostIntent", {"x": "y"}), IntentRequest),
        (lambda talk: talk.end(), SessionEndedRequest),
    ],
)
def test_amazons_own_classes_read_every_envelope(garden: Nlu, turn: Any, request_class: type, screen: bool) -> None:
    skill = Recorder()
    turn(Conversation(skill, garden, Device(locale="en-GB", screen=screen)))
    envelope = DefaultSerializer().deserialize(json.dumps(skill.sent[0]), RequestEnvelope)
    assert type(envelope.request) is request_class
    assert envelope.request.locale == "en-GB"
    assert envelope.request.timestamp.utcoffset().total_seconds() == 0
    assert envelope.session.application.application_id == envelope.context.system.application.application_id
    apl = envelope.context.system.device.supported_interfaces.alexa_presentation_apl
    assert (apl is not None) is screen
    assert (envelope.context.viewport is not None) is screen


def test_entity_resolution_is_as_alexa_sends_it(garden: Nlu) -> None:
    skill = Recorder()
    Conversation(skill, garden).say("is slug bad for thistle")
    slots = skill.sent[0]["request"]["intent"]["slots"]
    (found,) = slots["pest"]["resolutions"]["resolutionsPerAuthority"]
    assert found["status"] == {"code": "ER_SUCCESS_MATCH"}
    assert found["values"] == [{"value": {"name": "slug", "id": "slug"}}]
    assert found["authority"].endswith(".PEST")
    (missed,) = slots["plant"]["resolutions"]["resolutionsPerAuthority"]
    assert missed["status"] == {"code": "ER_SUCCESS_NO_MATCH"}
    assert "values" not in missed
    assert (slots["plant"]["value"], slots["plant"]["source"]) == ("thistle", "USER")


def test_an_empty_slot_is_sent_without_value_and_a_fallback_without_words(garden: Nlu) -> None:
    skill = Recorder()
    talk = Conversation(skill, garden)
    talk.say("why is the sky blue")
    talk.say("thistle")
    slots = skill.sent[0]["request"]["intent"]["slots"]
    assert slots["why"] == {"name": "why", "confirmationStatus": "NONE"}
    assert "thistle" not in str(skill.sent[1])


def test_the_session_is_alexas(garden: Nlu) -> None:
    skill = Recorder(answer(False, {"a": 1}), answer(False, {"b": 2}), answer(True, {"c": 3}), answer(False), answer(None))
    talk = Conversation(skill, garden)
    assert not talk.open
    ends = [talk.launch().end_session, talk.say("rose").end_session]
    assert talk.open
    ends += [talk.say("lily").end_session, talk.say("rose").end_session, talk.say("lily").end_session]
    sessions = [sent["session"] for sent in skill.sent]
    assert ends == [False, False, True, False, True]
    assert [session["new"] for session in sessions] == [True, False, False, True, False]
    assert [session["attributes"] for session in sessions] == [{}, {"a": 1}, {"b": 2}, {}, {}]
    assert len({session["sessionId"] for session in sessions[:3]}) == 1
    assert sessions[3]["sessionId"] != sessions[0]["sessionId"]
    assert len({sent["request"]["requestId"] for sent in skill.sent}) == 5


def test_naming_the_skill_begins_a_new_session(garden: Nlu) -> None:
    skill = Recorder(answer(False, {"a": 1}), answer(False))
    talk = Conversation(skill, garden)
    talk.launch()
    talk.say("alexa ask garden guide about rose")
    assert skill.sent[1]["session"]["new"]
    assert skill.sent[1]["session"]["attributes"] == {}


def test_the_end_of_a_session_is_told_to_the_skill(garden: Nlu) -> None:
    skill = Recorder(answer(False))
    talk = Conversation(skill, garden)
    talk.launch()
    heard = talk.end("EXCEEDED_MAX_REPROMPTS")
    assert heard.end_session
    assert not talk.open
    assert skill.sent[1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert skill.sent[1]["session"]["sessionId"] == skill.sent[0]["session"]["sessionId"]


def test_what_is_heard_is_all_of_the_response(garden: Nlu) -> None:
    speech = {"type": "SSML", "ssml": "<speak>Roses, <break time='1s'/>yes.</speak>"}
    card = {"type": "Simple", "title": "Roses", "content": "Roses, yes."}
    skill = Recorder(answer(
        False, outputSpeech=speech, reprompt={"outputSpeech": {"type": "PlainText", "text": "Well?"}}, card=card,
        directives=[{"type": "Alexa.Presentation.APL.RenderDocument"}],
    ))  # fmt: skip
    heard = Conversation(skill, garden).say("Tell me about roses")
    assert (heard.said, heard.intent, heard.slots) == (
        "Tell me about roses",
        "PlantIntent",
        {"plant": {"value": "roses", "ids": ["rose"]}},
    )
    assert (heard.speech, heard.ssml, heard.reprompt) == ("Roses, yes.", speech["ssml"], "Well?")
    assert (heard.card, heard.directives, heard.end_session) == (card, ("Alexa.Presentation.APL.RenderDocument",), False)
    assert heard.ms > 0
    assert heard.request is skill.sent[0]


def test_a_response_without_anything_is_silence(garden: Nlu) -> None:
    heard = Conversation(Recorder(), garden).say("rose")
    assert (heard.speech, heard.reprompt, heard.card, heard.directives, heard.end_session) == ("", None, None, (), True)


def test_a_touch_sends_its_arguments(garden: Nlu) -> None:
    skill = Recorder()
    Conversation(skill, garden, Device(screen=True)).touch("more", 2)
    assert skill.sent[0]["request"]["type"] == "Alexa.Presentation.APL.UserEvent"
    assert skill.sent[0]["request"]["arguments"] == ["more", 2]


def test_the_simulator_imports_nothing_of_the_skill() -> None:
    for path in Path(skill.simulator.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert all(not name.startswith("skill") or name.startswith("skill.simulator") for name in names), path
