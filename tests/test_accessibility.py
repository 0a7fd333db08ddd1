"""24 rules for people who cannot see, touch, read, breathe or think as well as others; each test is named after its rule.

Sources: W3C NAUR and COGA (voice systems), Amazon's design pages, CDC. Elsewhere or not here: 7 (test_readability), 21 and
23 (the screen's own tests), 9 (by ear). 3, three items a chunk, is met by "one at a time"; the lists themselves are told
whole, since a list that is cut is a wrong answer.
"""

import re
from collections.abc import Iterator

import pytest

from skill.answer import Answer, Voice
from skill.content import Content
from skill.content.spoken import of_prompts
from skill.interaction_model import model_document
from skill.understand import Query
from tests.conftest import Alexa
from tests.states import STATES, reach
from tests.test_readability import answers

WORDS_IN_A_BREATH = 25
LONG_SENTENCES = 0.25  # of all: how many sentences may have more than 20 words
PAUSE = '<break time="450ms"/>'

HARD_WORDS = {
    "metastatic": "has spread to other parts",
    "jaundice": "skin turns yellow|yellow color of the skin",
    "nausea": "sick to your stomach",
    "fatigue": "very tired",
    "appetite": "not wanting to eat",
    "oncologist": "cancer doctor",
    "oncology team": "cancer doctors and nurses",
    "clinical trial": "a study with patients",
    "vision": "how you see",
    "seizures": "fits",
}


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!:])\s+(?!Lin)", text) if sentence]


def prompts(content: Content) -> Iterator[tuple[str, str]]:
    """(name, words) of all prompts, filled in as in the United States."""
    voice = Voice(content.languages["en"], content.locales["en-US"])
    names = {"site": "the liver", "sites": "the liver, the bones, or the lungs", "first": "the bones", "second": "the brain"}
    for prompt in of_prompts(voice.prompts):
        yield prompt.path, voice.say(prompt.text, **{**dict.fromkeys(prompt.may, "x"), **names})


def telling(content: Content) -> list[tuple[Query, Answer]]:
    """Answers that tell something, as they are heard in the United States."""
    quiet = ("emergency", "crisis", "outside", "outside_medical", "outside_diagnosis")
    return [(query, answer) for locale, query, answer in answers(content) if locale == "en-US" and query.kind not in quiet]


def test_1_an_answer_begins_with_what_was_understood(content: Content) -> None:
    language = content.languages["en"]
    sites = {site.id: site.name for site in language.sites}
    symptoms = {item.id: item.name for part in (*language.sites, language.general) for item in part.symptoms}
    for query, answer in telling(content):
        names = [sites[name] for name in query.sites[:1] if query.kind == "site"]
        names += [symptoms[name] for name in query.symptoms]
        opening = " ".join(sentences(answer.text)[: 2 if query.maybe_now else 1]).lower()
        assert all(name.lower() in opening for name in names), answer.text


def test_2_the_main_message_comes_first(content: Content) -> None:
    for query, answer in telling(content):
        roles = [part.role for part in answer.parts]
        assert roles[0] in ("lead", "note", "emergency"), query
        assert roles.index("disclaimer") > 0, query


def test_3_a_list_can_be_heard_one_by_one(alexa: Alexa) -> None:
    conversation = reach(alexa, "told a list")
    heard = conversation.say("one at a time")
    assert heard.speech.count("Number") == 1
    assert heard.speech.endswith("?")


def test_4_one_idea_a_sentence(content: Content) -> None:
    found = [sentence for _, answer in telling(content) for sentence in sentences(answer.text)]
    found += [sentence for _, text in prompts(content) for sentence in sentences(text)]
    lengths = [len(sentence.split()) for sentence in dict.fromkeys(found)]
    assert sum(length > 20 for length in lengths) / len(lengths) < LONG_SENTENCES
    assert not [sentence for sentence in found if sentence.count(";") or sentence.count("(")]


def test_5_no_chunk_is_longer_than_a_breath(content: Content) -> None:
    for _, answer in telling(content):
        assert not [text for text in sentences(answer.text) if len(text.split()) > WORDS_IN_A_BREATH]


@pytest.mark.parametrize("site", ["liver", "brain", "bones", "lungs", "chest wall", "lymph nodes"])
def test_6_items_are_apart(site: str, alexa: Alexa) -> None:
    heard = alexa().say(site)
    items = re.findall(r"([^.:>]+)\.<break", heard.ssml)
    assert len(items) == heard.ssml.count(PAUSE) >= 2


def test_8_every_hard_word_is_explained_where_it_is_told(content: Content) -> None:
    told = " ".join(answer.text for query, answer in telling(content) if query.kind in ("site", "general", "topic"))
    for word, meaning in HARD_WORDS.items():
        assert re.search(rf"{word}[^.]*({meaning})", told, re.I), word


@pytest.mark.parametrize("word", ["metastatic breast cancer", "jaundice", "nausea", "fatigue", "metastasis"])
def test_8_a_hard_word_can_be_asked_for(word: str, alexa: Alexa) -> None:
    speech = alexa().say(f"what does {word} mean").speech
    assert re.search("turns yellow|sick to your stomach|very tired|has spread to other parts", speech), speech


@pytest.mark.parametrize("state", STATES)
def test_10_repeat_says_the_same_in_any_state(state: str, alexa: Alexa) -> None:
    """The last answer, that is; a miss is none."""
    conversation = alexa()
    last = conversation.launch()
    for text in STATES[state]:
        heard = conversation.say(text)
        last = last if "missed" in state else heard
    for said in ("repeat", "say that again", "sorry what did you say"):
        assert conversation.say(said).ssml == last.ssml


def test_11_slower_is_remembered(alexa: Alexa) -> None:
    conversation = reach(alexa, "told a list")
    assert 'rate="slow"' in conversation.say("slow down").ssml
    assert 'rate="slow"' in conversation.say("bones").ssml
    assert "prosody" not in conversation.say("normal speed").ssml


@pytest.mark.parametrize("said", ["previous", "next", "more", "start over", "menu", "tell me more"])
@pytest.mark.parametrize("state", STATES)
def test_12_navigation_works_in_any_state(state: str, said: str, alexa: Alexa) -> None:
    heard = reach(alexa, state).say(said)
    assert heard.intent.startswith("AMAZON.")
    assert not heard.end_session
    assert "did not understand" not in heard.speech


def test_13_help_is_short_knows_the_state_and_gives_examples(alexa: Alexa) -> None:
    states = ("launched", "told a list", "asked which of two", "reading a list")
    helps = {state: reach(alexa, state).say("help").speech for state in states}
    assert len(set(helps.values())) == len(helps)
    for speech in helps.values():
        assert len(speech.split()) < 60
        assert re.search(r"say|ask|name", speech)


def test_14_a_prompt_offers_three_choices_at_most(content: Content, alexa: Alexa) -> None:
    for path, text in prompts(content):
        for sentence in sentences(text):
            if re.search(r"\b(say|name|ask|Which one)\b", sentence) and "source" not in sentence:
                choices = re.split(r",| or ", re.split(r"such as|say|ask,|like,", sentence, maxsplit=1)[-1])
                assert len([choice for choice in choices if choice.strip()]) <= 4, (path, sentence)
    assert len(re.findall(r"the [a-z ]+", reach(alexa, "told a list").say("yes").speech)) <= 3


@pytest.mark.parametrize("state", STATES)
def test_15_a_reprompt_is_not_the_prompt(state: str, alexa: Alexa) -> None:
    conversation = alexa()
    heard = conversation.launch()
    for text in STATES[state]:
        heard = conversation.say(text)
    assert heard.reprompt
    assert heard.reprompt not in heard.speech
    assert len(sentences(heard.reprompt)) >= 2


def test_16_every_intent_has_eight_phrasings(content: Content) -> None:
    """With the built-in ones that Alexa knows itself, and the forms in which a phrase is read."""
    model = model_document(content, "en-US")["interactionModel"]["languageModel"]
    own = {each["name"]: each.get("samples", []) for each in model["intents"] if not each["name"].startswith("AMAZON.")}
    assert not {name: len(samples) for name, samples in own.items() if len(samples) < 8}


@pytest.mark.parametrize("said", ["liver", "symptoms liver", "liver symptoms", "in the liver", "signs liver please"])
def test_16_broken_phrases_are_enough(said: str, alexa: Alexa) -> None:
    assert "signs of breast cancer in the liver" in alexa().say(said).speech


@pytest.mark.parametrize("said", ["the first one", "first", "number one", "bones", "the bones"])
def test_17_between_two_a_number_or_a_name_is_an_answer(said: str, alexa: Alexa) -> None:
    conversation = reach(alexa, "asked which of two")
    assert "signs of breast cancer in the bones" in conversation.say(said).speech


def test_18_errors_lead_somewhere(alexa: Alexa) -> None:
    conversation = alexa()
    conversation.launch()
    first, second, third = (conversation.say("flibbertigibbet") for _ in range(3))
    assert "did not understand" in first.speech
    assert "You can say" in first.speech
    assert second.speech.count("You can say") >= 2
    assert "physician" in third.speech
    assert third.end_session


def test_19_there_are_no_loops(alexa: Alexa) -> None:
    conversation = alexa()
    conversation.launch()
    heard = []
    while conversation.open:
        heard.append(conversation.say("flibbertigibbet").speech)
        assert len(heard) <= 3
    assert len(heard) == len(set(heard))


@pytest.mark.parametrize("state", STATES)
def test_20_nothing_needs_touch_a_phone_or_an_account(state: str, alexa: Alexa) -> None:
    heard = reach(alexa, state).say("liver")
    assert (heard.card or {}).get("type") == "Simple"
    assert not re.search(r"\b(tap|touch|click|press|log in|link your|scroll)\b", heard.speech, re.I)


@pytest.mark.parametrize("said", ["liver", "is jaundice a sign", "who reviewed this", "i can't breathe", "help"])
def test_22_a_card_has_the_words_that_are_spoken(said: str, alexa: Alexa) -> None:
    heard = reach(alexa, "launched").say(said)
    assert " ".join((heard.card or {})["content"].split()) == heard.speech


def test_24_no_filler_no_jokes_and_a_way_out(content: Content, alexa: Alexa) -> None:
    words = r"\b(awesome|great question|no worries|oops|guess what|did you know|by the way|just kidding|buy|subscribe)\b|!"
    assert not [text for _, text in prompts(content) if re.search(words, text, re.I)]
    assert "To leave, say stop" in reach(alexa, "told a list").say("help").speech
