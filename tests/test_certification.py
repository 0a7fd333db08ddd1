"""The rules by which Amazon judges a skill, as far as they can be tested; each test is named after its rule.

C1 to C11: what certification tries. 1_4: limits of an interaction model. 1_5: the manifest. 2_2: the health policy.
Not here: a returning user's own welcome (C9), since nothing is stored that could tell one.
"""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from skill.content import Content
from skill.content.spoken import of_prompts
from skill.interaction_model import FOLDER
from skill.interaction_model.templates import slots
from tests.conftest import Alexa
from tests.states import STATES, reach

ROOT = FOLDER.parent
MANIFEST: dict[str, Any] = json.loads((FOLDER / "skill.json").read_text(encoding="utf-8"))["manifest"]
STORE: dict[str, Any] = MANIFEST["publishingInformation"]["locales"]
MODELS = {path.stem: path for path in sorted((FOLDER / "interactionModels" / "custom").glob("*.json"))}


def model(locale: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(MODELS[locale].read_text(encoding="utf-8"))
    return document["interactionModel"]["languageModel"]


def asks(speech: str) -> bool:
    """Whether something is asked: a question is the end, or stands right before the advice."""
    return bool(re.search(r"\?( If you [^.?]*\.| Please contact [^.?]*\.)?$", speech))


@pytest.mark.parametrize("locale", MODELS)
def test_c1_each_example_phrase_is_understood(locale: str, alexa: Alexa) -> None:
    phrases = STORE[locale]["examplePhrases"]
    assert len(phrases) == 3
    for phrase in phrases:
        assert phrase.startswith("Alexa, ")
        assert model(locale)["invocationName"] in phrase
        heard = alexa(locale).say(phrase.removeprefix("Alexa, "))
        assert heard.intent in ("LaunchRequest", "SiteSymptomsIntent", "SymptomIntent", "TopicIntent"), phrase
        assert all(slot.get("ids") for slot in heard.slots.values()), phrase


def test_c2_a_launch_says_what_can_be_asked_and_asks(alexa: Alexa) -> None:
    heard = alexa().launch()
    assert "You can say" in heard.speech
    assert heard.speech.endswith("?")
    assert not heard.end_session


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("said", ["liver", "is jaundice a sign", "spine", "help", "yes", "next", "repeat", "no", "thanks"])
def test_c3_the_session_is_open_exactly_when_something_is_asked(state: str, said: str, alexa: Alexa) -> None:
    heard = reach(alexa, state).say(said)
    assert asks(heard.speech) is not heard.end_session, heard.speech


@pytest.mark.parametrize("state", STATES)
def test_c4_help_explains_asks_and_stays(state: str, alexa: Alexa) -> None:
    heard = reach(alexa, state).say("help")
    assert heard.intent == "AMAZON.HelpIntent"
    assert "You can " in heard.speech or "you can " in heard.speech
    assert heard.speech.endswith("?")
    assert not heard.end_session


@pytest.mark.parametrize("locale", MODELS)
def test_c4_help_is_no_slot_value(locale: str) -> None:
    built_in = {"help", "stop", "cancel", "repeat", "yes", "no", "next", "previous"}
    values = [value["name"] for kind in model(locale)["types"] for value in kind["values"]]
    assert not [name for name in values if built_in & {name["value"].lower(), *map(str.lower, name.get("synonyms", ()))}]


@pytest.mark.parametrize("said", ["stop", "cancel"])
@pytest.mark.parametrize("state", STATES)
def test_c5_stop_and_cancel_end_in_every_state(state: str, said: str, alexa: Alexa) -> None:
    heard = reach(alexa, state).say(said)
    assert heard.end_session
    assert heard.reprompt is None


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("SiteSymptomsIntent", {}),
        ("SiteSymptomsIntent", {"site": "frobnitz"}),
        ("SymptomIntent", {}),
        ("SymptomIntent", {"symptom": "frobnitz"}),
        ("SymptomIntent", {"site": "liver"}),
        ("TopicIntent", {}),
        ("TopicIntent", {"topic": "frobnitz"}),
        ("QuestionIntent", {}),
        ("QuestionIntent", {"question": "frobnitz gork"}),
        ("NoSuchIntent", {}),
        ("AMAZON.FallbackIntent", {}),
    ],
)
def test_c6_what_is_empty_unknown_or_nonsense_is_met_with_help(intent: str, words: dict[str, str], alexa: Alexa) -> None:
    conversation = alexa()
    conversation.launch()
    heard = conversation.intend(intent, words)
    assert asks(heard.speech), heard.speech
    assert "something went wrong" not in heard.speech


def test_c7_whatever_the_skill_suggests_is_understood(content: Content, alexa: Alexa) -> None:
    suggested = dict(suggestions(content))
    assert len(suggested) > 10
    for phrase, state in suggested.items():
        heard = reach(alexa, state).say(phrase)
        assert heard.intent not in ("QuestionIntent", "AMAZON.FallbackIntent"), (phrase, heard.intent)
        assert "did not understand" not in heard.speech, phrase


def suggestions(content: Content) -> Iterator[tuple[str, str]]:
    """(phrase, state in which it is suggested) of all prompts that say what can be said."""
    before = "can say|can also say|can ask|can name|can also name|Or ask|Or say|Just say|leave, say|example"
    pattern = re.compile(rf"(?:{before}),? (?!for example)([^.?]+)")
    kind = re.compile(r"(?:about )?(?:a|another|the name of the) (?:place|sign), such as,?|,? for \{\w+\}")
    for prompt in of_prompts(content.languages["en"].prompts):
        name = prompt.path.split()[1].rstrip(":")
        state = {"help_choose": "asked which of two", "choose_question": "asked which of two", "help_list": "reading a list",
                 "list_question": "reading a list"}.get(name, "told a list")  # fmt: skip
        for said in pattern.findall(" ".join(kind.sub("", prompt.text).split())):
            yield from ((phrase.strip(), state) for phrase in re.split(r",? or (?:say )?|, ", said) if phrase)


@pytest.mark.parametrize("intent", [intent["name"] for intent in model("en-US")["intents"]])
def test_c8_every_intent_works_in_one_shot_and_in_a_session(intent: str, alexa: Alexa) -> None:
    words = {"site": "liver", "symptom": "jaundice", "topic": "outlook", "question": "what are the signs in my liver"}
    declared = {slot["name"] for each in model("en-US")["intents"] if each["name"] == intent for slot in each.get("slots", ())}
    filled = {name: text for name, text in words.items() if name in declared}
    one_shot, session = alexa(), alexa()
    session.launch()
    for heard in (one_shot.intend(intent, filled), session.intend(intent, filled)):
        assert heard.speech
        assert "something went wrong" not in heard.speech
        assert bool(heard.reprompt) is not heard.end_session


@pytest.mark.parametrize("locale", MODELS)
def test_c9_no_sample_stands_twice(locale: str) -> None:
    samples = [sample for intent in model(locale)["intents"] for sample in intent.get("samples", ())]
    assert len(samples) == len(set(map(str.lower, samples)))


@pytest.mark.parametrize("state", STATES)
def test_c10_a_device_without_a_screen_gets_no_apl(state: str, alexa: Alexa) -> None:
    assert reach(alexa, state).say("liver").directives == ()
    assert all("APL" in directive for directive in reach(alexa, state, screen=True).say("liver").directives)


@pytest.mark.parametrize("locale", MODELS)
def test_c11_the_description_is_complete(locale: str) -> None:
    description = STORE[locale]["description"]
    assert f"Alexa, open {model(locale)['invocationName']}" in description
    assert "skill" in description
    assert not re.search(r"\bapp\b|Echo", description)
    assert "clinical review" in description.lower()
    assert "pending" in description


@pytest.mark.parametrize("locale", MODELS)
def test_c12_privacy_and_terms_have_addresses(locale: str) -> None:
    addresses = MANIFEST["privacyAndCompliance"]["locales"][locale]
    assert all(addresses[key].startswith("https://") for key in ("privacyPolicyUrl", "termsOfUseUrl"))
    assert (ROOT / "docs" / "privacy.md").is_file()
    assert (ROOT / "docs" / "terms.md").is_file()


@pytest.mark.parametrize("locale", MODELS)
def test_1_4_sizes(locale: str) -> None:
    body = model(locale)
    values = [value["name"] for kind in body["types"] for value in kind["values"]]
    assert MODELS[locale].stat().st_size < 1_500_000
    assert len(body["intents"]) <= 250
    assert len(body["intents"]) + len(body["types"]) <= 350
    assert all(len(text) <= 140 for name in values for text in (name["value"], *name.get("synonyms", ())))
    assert all(kind["values"] for kind in body["types"])


@pytest.mark.parametrize("locale", MODELS)
def test_1_4_names(locale: str) -> None:
    body = model(locale)
    own = [intent["name"] for intent in body["intents"] if not intent["name"].startswith("AMAZON.")]
    declared = [slot for intent in body["intents"] for slot in intent.get("slots", ())]
    kinds = {slot["name"]: slot["type"] for slot in declared}
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z_]*", name) for name in (*own, *(kind["name"] for kind in body["types"])))
    assert not {slot["name"] for slot in declared} & set(own)
    assert all(kinds[slot["name"]] == slot["type"] for slot in declared)
    assert {kind for kind in kinds.values() if not kind.startswith("AMAZON.")} <= {kind["name"] for kind in body["types"]}


@pytest.mark.parametrize("locale", MODELS)
def test_1_4_samples(locale: str) -> None:
    for intent in model(locale)["intents"]:
        kinds = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        for sample in intent.get("samples", ()):
            used = slots(sample)
            assert re.fullmatch(r"[A-Za-z '.\-_{}]+", sample), sample
            assert set(used) <= set(kinds), sample
            assert len(used) == len(set(used)), sample
            if "AMAZON.SearchQuery" in map(kinds.get, used):
                assert len(used) == 1, sample
                assert sample.strip() != f"{{{used[0]}}}", sample


@pytest.mark.parametrize("locale", MODELS)
def test_1_4_invocation_name(locale: str) -> None:
    words = model(locale)["invocationName"].split()
    wake, launch = {"alexa", "echo", "computer", "amazon"}, {"ask", "open", "start", "tell", "launch", "run"}
    assert len(words) >= 2
    assert all(re.fullmatch(r"[a-z'.]+", word) for word in words)
    assert not (wake | launch | {"skill", "app", "to", "from"}) & set(words)


@pytest.mark.parametrize("locale", MODELS)
def test_1_4_built_in_intents(locale: str) -> None:
    needed = {f"AMAZON.{name}Intent" for name in ("Stop", "Cancel", "Help", "NavigateHome", "Fallback")}
    assert needed <= {intent["name"] for intent in model(locale)["intents"]}


def test_1_5_the_manifest_is_complete() -> None:
    keys = {"name", "summary", "description", "examplePhrases", "keywords", "smallIconUri", "largeIconUri"}
    assert set(STORE) == set(MODELS)
    assert all(keys <= set(words) for words in STORE.values())
    icons = {words[key].removeprefix("file://") for words in STORE.values() for key in ("smallIconUri", "largeIconUri")}
    assert all((FOLDER / icon).is_file() for icon in icons)
    assert {"category", "distributionMode", "testingInstructions"} <= set(MANIFEST["publishingInformation"])


def test_1_5_privacy_and_compliance() -> None:
    told = {key: value for key, value in MANIFEST["privacyAndCompliance"].items() if key != "locales"}
    assert told.pop("isExportCompliant") is True
    denied = ("allowsPurchases", "containsAds", "isChildDirected", "usesHealthInfo", "usesPersonalInfo")
    assert told == dict.fromkeys(denied, False)


def test_1_5_ask_cli_finds_the_skill_package() -> None:
    resources = json.loads((ROOT / "ask-resources.json").read_text(encoding="utf-8"))
    assert (ROOT / resources["profiles"]["default"]["skillMetadata"]["src"] / "skill.json").is_file()


def test_2_2_1_nothing_about_health_is_collected(alexa: Alexa) -> None:
    assert "permissions" not in MANIFEST
    conversation = alexa()
    conversation.launch()
    said = "my awful xylophone hurts in the liver"
    kept = json.dumps(conversation.say(said).response["sessionAttributes"])
    assert not [word for word in ("awful", "xylophone", "hurts") if word in kept]


@pytest.mark.parametrize("locale", MODELS)
def test_2_2_2_the_description_has_the_disclaimer(locale: str, content: Content) -> None:
    description = STORE[locale]["description"]
    for text in ("not medical advice", "education", "not replace a doctor", f"call {content.locales[locale].emergency_number}"):
        assert text in description


@pytest.mark.parametrize("locale", MODELS)
def test_2_2_3_no_help_in_saving_life_is_claimed(locale: str) -> None:
    page = STORE[locale]
    words = " ".join((page["name"], page["summary"], page["description"], *page["keywords"]))
    assert not re.search(r"sav(e|es|ing) (a |your )?li(fe|ves)|life-?saving|diagnose[sd]?\b|detects?\b|cures?\b", words, re.I)


@pytest.mark.parametrize("said", ["liver", "is jaundice a sign", "general symptoms", "is it curable", "is hair loss a sign"])
def test_2_2_4_the_disclaimer_is_spoken(said: str, alexa: Alexa) -> None:
    assert "information, not medical advice" in alexa().say(said).speech
    conversation = alexa()
    assert "information, not medical advice" in conversation.launch().speech


def test_2_2_5_nobody_is_contacted(content: Content) -> None:
    assert set(MANIFEST["apis"]) == {"custom"}
    texts = chain.from_iterable(words["description"].split("\n") for words in STORE.values())
    assert sum("cannot call anyone" in text for text in texts) == len(content.locales)
