"""Every answer can be read at school grade 6, by the Flesch-Kincaid formula."""

import re
from collections.abc import Iterator
from typing import get_args

import pyphen
import pytest
import yaml

from skill.answer import Answer, Voice
from skill.content import Content
from skill.content.spoken import of_prompts
from skill.content.text import LOCALE_PLACEHOLDERS
from skill.conversation import Conversation, State
from skill.understand import Query
from skill.understand.query import Kind

GRADE = 6.0
GRADE_OF_A_SENTENCE = 8.0  # one sentence by itself has no others to weigh against
FEW_WORDS = 8
# Set aside before an answer is measured: names, which cannot be said in other words, and words that the answers explain
# (the explanation is measured). Each of their words counts as one syllable.
SET_ASIDE = yaml.safe_load("""
sites: [chest wall, lymph nodes, spinal cord, liver, abdomen]
explained: [jaundice, metastatic, nausea, fatigue, appetite, medical oncologist, clinical trial, oncology team, vision]
named: [Dr. Lin, Harvard Medical School, Brigham and Women's Hospital, Dana-Farber, Breast Oncology Center, Samaritans,
  Suicide and Crisis Lifeline, Suicide Crisis Helpline, Lifeline, Tele-MANAS]
""")

_HYPHENS = pyphen.Pyphen(lang="en_US")
_WORD = re.compile(r"[a-z']+|\d+")


def grade(text: str) -> float:
    """The school grade at which `text` can be read."""
    for name in sorted((name for names in SET_ASIDE.values() for name in names), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", " ".join("x" for _ in name.split()), text, flags=re.I)
    sentences = [sentence for sentence in re.split(r"[.!?:]+(?:\s|$)", text) if sentence.strip()]
    words = _WORD.findall(text.lower())
    syllables = sum(len(_HYPHENS.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def queries(content: Content) -> Iterator[Query]:
    """One query for each thing that can be answered."""
    language = content.languages["en"]
    symptoms = [symptom.id for part in (*language.sites, language.general) for symptom in part.symptoms]
    yield from (Query("site", sites=(site.id,)) for site in language.sites)
    yield Query("site", sites=tuple(site.id for site in language.sites[:2]))
    yield Query("general")
    for symptom in symptoms:
        yield Query("symptom", symptoms=(symptom,))
        yield Query("symptom", symptoms=(symptom,), sites=("liver",))
    yield Query("symptom", symptoms=("confusion",), maybe_now=True)
    for site in language.sites:
        yield from (Query("seldom", sites=(site.id,), name=place.id) for place in (site.seldom.places if site.seldom else ()))
    yield from (Query("topic", name=topic.id) for topic in language.topics)
    yield from (Query("unlisted_place", name=place.id) for place in language.unlisted.places)
    yield from (Query("unlisted_symptom", name=symptom.id) for symptom in language.unlisted.symptoms)
    yield from (Query(kind) for kind in ("unlisted", "emergency", "crisis", "outside_medical", "outside_diagnosis", "outside"))


def answers(content: Content) -> Iterator[tuple[str, Query, Answer]]:
    """(locale, query, answer as it is heard to a question asked in one shot)."""
    for name, locale in content.locales.items():
        voice = Voice(content.languages[locale.language], locale)
        conversation = Conversation(voice)
        yield from ((name, query, conversation.respond(query, State(), open_session=False)[0]) for query in queries(content))


def test_every_answer_can_be_read(content: Content) -> None:
    graded = [(round(grade(answer.text), 1), name, query, answer.text) for name, query, answer in answers(content)]
    assert not [each for each in graded if each[0] > GRADE]


def test_every_kind_of_answer_is_measured(content: Content) -> None:
    unspoken = {"choose", "navigation", "unknown"}  # the conversation speaks then, with the prompts below
    assert {query.kind for query in queries(content)} == set(get_args(Kind)) - unspoken


def test_every_prompt_can_be_read(content: Content) -> None:
    """The longer prompts, one by one; a phrase of a few words has no grade."""
    for name, locale in content.locales.items():
        voice = Voice(content.languages[locale.language], locale)
        for prompt in of_prompts(voice.prompts):
            text = voice.say(prompt.text, **dict.fromkeys(prompt.may - LOCALE_PLACEHOLDERS, "x"))
            assert len(text.split()) < FEW_WORDS or grade(text) <= GRADE_OF_A_SENTENCE, (name, prompt.path, text)


def test_what_is_set_aside_is_explained(content: Content) -> None:
    """A word of the list "explained" is followed by what it means wherever an answer lists or teaches it."""
    told = " ".join(answer.text for _, query, answer in answers(content) if query.kind in ("site", "general", "topic"))
    for word in SET_ASIDE["explained"]:
        assert re.search(rf"{word}[^.]*(which means|who are|means how|is breast cancer|means)", told, re.I), word


@pytest.mark.parametrize(
    ("text", "easy"),
    [
        ("The cat sat on the mat. It was warm. It did not get up.", True),
        ("Jaundice means that the skin turns yellow.", True),
        ("Hepatic metastasis characteristically manifests as abdominal distension and hyperbilirubinemia.", False),
        ("Individuals experiencing deterioration require immediate consultation regarding additional evaluation.", False),
    ],
)
def test_the_formula(text: str, easy: bool) -> None:
    assert (grade(text) <= GRADE) is easy
