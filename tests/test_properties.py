"""What holds for any text, and what may not change an answer."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from skill.content import Content
from skill.interaction_model import model_document
from skill.interaction_model.templates import slots, spoken
from tests.conftest import Alexa
from tests.states import reach
from tests.test_dialogs import faults_of_any

SLOW = 100.0  # ms: what a turn may take on a busy machine; Alexa waits eight seconds

# One question of each kind, in words that hold it; and what may stand around them.
CORES = [
    "symptoms of liver metastasis",
    "what are the signs in the bones",
    "lungs",
    "is jaundice a sign",
    "are seizures a sign of liver mets",
    "general symptoms",
    "where does breast cancer spread",
    "is it curable",
    "who reviewed this",
    "is hair loss a sign",
    "does it spread to the knees",
    "she is having a seizure right now",
    "i want to die",
    "how much ibuprofen can i take",
    "what's the weather",
]
FILLERS = ["um", "uh", "well", "so", "okay", "hello", "hey", "like", "you know", "actually"]
POLITE_BEFORE = ["please", "could you please tell me", "excuse me", "sorry to bother you", "can you tell me"]
POLITE_AFTER = ["please", "thank you", "if you don't mind", "love", "mate"]
# The parts of a question whose order does not matter.
ORDERS = [
    ("liver", "symptoms"),
    ("bones", "signs"),
    ("lungs", "cancer", "signs"),
    ("brain", "mets", "symptoms"),
    ("yellow skin", "is that a sign"),
    ("constant cough", "is it a symptom"),
    ("lump", "neck", "is it a sign"),
]

SAMPLED = {"SITE": "liver", "SYMPTOM": "jaundice", "TOPIC": "outlook"}  # slot type -> the value to say

WORDS = ["liver", "is", "a", "sign", "not", "now", "{", "<b>", "&", "'", "911", "", "é", "\0"]

texts = some.one_of(
    some.text(max_size=400),
    some.lists(some.sampled_from(WORDS), max_size=30).map(" ".join),
    some.text(alphabet="abcdefghijklmnopqrstuvwxyz '", max_size=200),
)


def asked(alexa: Alexa, text: str) -> str:
    return alexa().say(text).speech


@given(text=texts)
def test_any_text_is_answered(text: str, alexa: Alexa) -> None:
    heard = alexa().say(text)
    assert not list(faults_of_any(heard))
    assert heard.ms < SLOW
    assert heard.speech.endswith((".", "?"))


@given(said=some.lists(texts, min_size=1, max_size=6))
def test_any_conversation_goes_on_or_ends(said: list[str], alexa: Alexa) -> None:
    conversation = alexa(screen=True)
    conversation.launch()
    for text in said:
        if not conversation.open:
            break
        assert not list(faults_of_any(conversation.say(text)))


@pytest.mark.parametrize("text", ["", " ", "a " * 2000, "liver " * 2000, "\0\1\2", "'" * 500, "🫁", "١٢٣", "<speak>", "{site}"])
def test_odd_input_is_answered(text: str, alexa: Alexa) -> None:
    test_any_text_is_answered.hypothesis.inner_test(text, alexa)


@pytest.mark.parametrize("core", CORES)
def test_case_changes_nothing(core: str, alexa: Alexa) -> None:
    for other in (core.upper(), core.title(), core + "?", core.replace(" ", "  ")):
        assert asked(alexa, other) == asked(alexa, core), other


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("core", CORES)
def test_fillers_change_nothing(core: str, filler: str, alexa: Alexa) -> None:
    assert asked(alexa, f"{filler} {core}") == asked(alexa, core)


@pytest.mark.parametrize("core", CORES)
def test_politeness_changes_nothing(core: str, alexa: Alexa) -> None:
    plain = asked(alexa, core)
    wrapped = [f"{before} {core}" for before in POLITE_BEFORE] + [f"{core} {after}" for after in POLITE_AFTER]
    assert not [text for text in wrapped if asked(alexa, text) != plain]


@pytest.mark.parametrize("parts", ORDERS, ids=" ".join)
def test_word_order_changes_nothing(parts: tuple[str, ...], alexa: Alexa) -> None:
    chance = random.Random(" ".join(parts))
    orders = {" ".join(chance.sample(parts, len(parts))) for _ in range(12)}
    assert len({asked(alexa, text) for text in orders}) == 1, orders


@pytest.mark.parametrize("core", CORES)
def test_hearing_it_twice_changes_nothing(core: str, alexa: Alexa) -> None:
    first, *rest = core.split()
    assert asked(alexa, " ".join([first, first, *rest])) == asked(alexa, core)


def test_the_open_intent_answers_as_the_precise_ones(content: Content, alexa: Alexa) -> None:
    """Whichever intent Alexa picks for a sample utterance, the answer is the same."""
    chosen = ("FirstIntent", "SecondIntent", "BothIntent")
    states = {intent: "asked which of two" if intent in chosen else "launched" for intent in content.intents}
    said = samples(content)
    assert not [f"{intent}: {text}" for intent, text in said if not answered_alike(text, alexa, states[intent])]


@pytest.mark.parametrize(
    ("sample", "kind"), [("symptoms of {}", "SITE"), ("is {} a sign", "SYMPTOM"), ("tell me about {}", "TOPIC")]
)
def test_the_open_intent_knows_every_name(sample: str, kind: str, content: Content, alexa: Alexa) -> None:
    names = [name for value in types(content)[kind] for name in (value["name"]["value"], *value["name"]["synonyms"])]
    assert not [text for text in map(sample.format, names) if not answered_alike(text, alexa)]


def answered_alike(text: str, alexa: Alexa, state: str = "launched") -> bool:
    precise, opened = reach(alexa, state), reach(alexa, state)
    return precise.say(text).speech == opened.intend("QuestionIntent", {"question": text}).speech


def test_every_sample_leads_to_its_intent_and_is_understood(content: Content, alexa: Alexa) -> None:
    wrong = []
    for intent, text in samples(content):
        heard = reach(alexa, "asked which of two").say(text)
        if heard.intent != intent or "did not understand" in heard.speech:
            wrong.append(f"{intent}: {text}: {heard.intent}: {heard.speech}")
    assert not wrong


def samples(content: Content) -> list[tuple[str, str]]:
    """Every sample utterance but for the phrase slots', with a value in each of its slots."""
    model = model_document(content, "en-US")["interactionModel"]["languageModel"]
    named = {kind: {value.get("id"): value["name"]["value"] for value in values} for kind, values in types(content).items()}
    values = {kind: named[kind][name] for kind, name in SAMPLED.items()}
    found = []
    for intent in model["intents"]:
        kinds = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        for sample in intent.get("samples", ()):
            used = [kinds[name] for name in slots(sample)]
            if "AMAZON.SearchQuery" not in used and "QUESTION" not in used and intent["name"] != "QuestionIntent":
                found.append((intent["name"], spoken(sample, {name: values[kinds[name]] for name in slots(sample)})))
    return found


def types(content: Content) -> dict[str, list[dict[str, Any]]]:
    """Slot type -> its values."""
    model = model_document(content, "en-US")["interactionModel"]["languageModel"]
    return {kind["name"]: kind["values"] for kind in model["types"]}
