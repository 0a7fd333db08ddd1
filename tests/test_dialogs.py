"""The dialogs of tests/dialogs: what is said, and what must be heard, through the interaction model and the skill."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from skill.content import Content
from skill.interaction_model.templates import expand, slots
from skill.simulator import Heard
from tests.conftest import Alexa

FOLDER = Path(__file__).parent
KEYS = {"launch", "say", "intent", "heard", "not_heard", "ssml", "not_ssml", "same", "open"}
SERIES_KEYS = KEYS - {"say"} | {"series", "locale", "after", "asks", "turns"}

Turn = dict[str, Any]


def _series() -> Iterator[tuple[str, Turn]]:
    for path in sorted((FOLDER / "dialogs").glob("*.yaml")):
        for series in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield f"{path.stem}: {series['series']}", series


def _conversations() -> Iterator[tuple[str, str, list[Turn]]]:
    """(name, locale, turns) of each conversation; the turns of `after` and a launch go before."""
    for name, series in _series():
        locale = series.get("locale", "en-US")
        expected = {key: series[key] for key in KEYS & series.keys() - {"launch"}}
        for said in series.get("asks", ()):
            before = [{"launch": True}] if "after" in series else []
            before += [{"say": text} for text in series.get("after", ())]
            yield f"{name}: {said}", locale, [*before, {**expected, "say": said}]
        if "turns" in series:
            yield name, locale, [*([{"launch": True}] if series.get("launch") else []), *series["turns"]]


CONVERSATIONS = list(_conversations())
SAID = [(turn["say"], turn.get("intent")) for _, _, turns in CONVERSATIONS for turn in turns if "say" in turn]
REJECTED = yaml.safe_load((FOLDER / "rejections.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("locale", "turns"), [pytest.param(*each, id=name) for name, *each in CONVERSATIONS])
def test_dialog(locale: str, turns: list[Turn], alexa: Alexa) -> None:
    conversation = alexa(locale)
    before = ""
    for turn in turns:
        heard = conversation.launch() if turn.get("launch") else conversation.say(turn["say"])
        for fault in (*faults_of_any(heard), *faults_of(turn, heard, before)):
            pytest.fail(f"{turn}: {fault}\n{heard.intent} {heard.slots}\n{heard.speech}")
        before = heard.speech


def faults_of(turn: Turn, heard: Heard, before: str) -> Iterator[str]:
    """What is not as the turn says."""
    yield from (f"lacks {text}" for text in turn.get("heard", ()) if not re.search(str(text), heard.speech, re.I))
    yield from (f"holds {text}" for text in turn.get("not_heard", ()) if re.search(str(text), heard.speech, re.I))
    yield from (f"SSML lacks {text}" for text in turn.get("ssml", ()) if text not in heard.ssml)
    yield from (f"SSML holds {text}" for text in turn.get("not_ssml", ()) if text in heard.ssml)
    if turn.get("intent", heard.intent) != heard.intent:
        yield f"is no {turn['intent']}"
    if turn.get("open", not heard.end_session) == heard.end_session:
        yield "leaves the session " + ("closed" if heard.end_session else "open")
    if turn.get("same") and heard.speech != before:
        yield f"is not what was said before: {before}"


def faults_of_any(heard: Heard) -> Iterator[str]:
    """What no turn may be."""
    if not heard.speech:
        yield "is silent"
    if heard.end_session == bool(heard.reprompt):
        yield "has a reprompt exactly when the session is closed"
    if re.search(r"[{}]|None|<", heard.speech):
        yield "holds what cannot be spoken"


@pytest.mark.parametrize("group", REJECTED)
def test_what_is_rejected(group: str, alexa: Alexa) -> None:
    for said in REJECTED[group]:
        speech = alexa().say(said).speech
        assert not re.search(r"Here are the signs|These general signs|can be a (general )?sign|Lumps in", speech), said
        assert re.search("cannot|does not list|do not find", speech), (said, speech)
        advised = speech.endswith(("contact your physician's office about that.", "contact your physician's office."))
        assert advised is (group != "unadvised"), (said, speech)


def test_every_key_is_known() -> None:
    turns = [turn for _, series in _series() for turn in series.get("turns", ())]
    assert not {key for turn in turns for key in turn} - KEYS
    assert not {key for _, series in _series() for key in series} - SERIES_KEYS


def test_every_intent_is_exercised(content: Content) -> None:
    assert {intent for _, intent in SAID} - {None} == set(content.intents)


def test_every_sample_is_said_in_some_dialog(content: Content) -> None:
    """Each template of utterances.yaml is met by a line of its intent."""
    unsaid = []
    for intent, templates in content.languages["en"].utterances.items():
        said = [text for text, other in SAID if other == intent]
        for template in templates:
            patterns = [re.compile(_pattern(sample)) for sample in expand(template)]
            if not any(pattern.fullmatch(text) for pattern in patterns for text in said):
                unsaid.append(f"{intent}: {template}")
    assert not unsaid


def _pattern(sample: str) -> str:
    for slot in slots(sample):
        sample = sample.replace(f"{{{slot}}}", "\0")
    return re.escape(sample).replace("\0", ".+")


def test_every_fact_of_the_content_is_heard_in_some_dialog(content: Content, alexa: Alexa) -> None:
    """Each symptom is asked backwards by some line of facts.yaml, and each site, topic and seldom place is asked for."""
    facts = [(locale, turns[0]["say"]) for name, locale, turns in CONVERSATIONS if name.startswith("facts:")]
    speech = " ".join(alexa(locale).say(said).speech for locale, said in facts)
    language = content.languages["en"]
    for part in (*language.sites, language.general):
        assert not [item.id for item in part.symptoms if item.item.lower() not in speech.lower()], part
        assert not [item.id for item in part.symptoms if f"{item.name} can be a" not in speech.lower()], part
    for topic in language.topics:
        assert not [text for text in topic.answer if "{" not in text and text not in speech], topic.id
