"""Conversations in every state: what is asked keeps the session open, and nothing that the user said is kept."""

import itertools
from collections.abc import Iterator

import msgspec
import pytest

from skill.answer import Answer, Voice
from skill.content import Content
from skill.conversation import Conversation, State
from skill.speech import MAX_CHARACTERS, reprompt_ssml, ssml
from skill.understand import Query

MAX_BYTES = 24 * 1024  # of a whole response, by the older and smaller of Amazon's figures
LAUNCHED = Query("navigation", name="start_over")
ASKED = {
    "nothing said": [],
    "open": [LAUNCHED],
    "another": [LAUNCHED, Query("site", sites=("brain",))],
    "two lists": [LAUNCHED, Query("site", sites=("brain", "lungs"))],
    "which": [LAUNCHED, Query("site", sites=("liver",)), Query("navigation", name="yes")],
    "choose": [LAUNCHED, Query("choose", sites=("bones", "brain"))],
    "item": [LAUNCHED, Query("site", sites=("brain",)), Query("navigation", name="one_at_a_time")],
    "topic": [LAUNCHED, Query("topic", name="source")],
    "missed": [LAUNCHED, Query("unknown")],
    "missed twice": [LAUNCHED, Query("unknown"), Query("unknown")],
    "outside": [LAUNCHED, Query("outside")],
    "slower": [LAUNCHED, Query("general"), Query("navigation", name="slower")],
}
QUERIES = [
    Query("site", sites=("liver",)),
    Query("site", sites=("liver", "bones")),
    Query("general"),
    Query("symptom", symptoms=("jaundice",)),
    Query("symptom", symptoms=("seizures",), sites=("liver",)),
    Query("seldom", sites=("bones",), name="knee"),
    Query("topic", name="outlook"),
    Query("choose", sites=("bones", "brain")),
    Query("unlisted_place", name="kidney"),
    Query("unlisted_symptom", name="rash"),
    Query("unlisted"),
    Query("emergency"),
    Query("crisis"),
    Query("outside_medical"),
    Query("outside_diagnosis"),
    Query("outside"),
    Query("unknown"),
]


@pytest.fixture(scope="module")
def conversation(content: Content) -> Conversation:
    return Conversation(Voice(content.languages["en"], content.locales["en-US"]))


def actions(content: Content) -> list[Query]:
    return [Query("navigation", name=name) for name in content.languages["en"].cues.navigation]


def turns(conversation: Conversation, content: Content) -> Iterator[tuple[str, Query, State, Answer, State]]:
    """Every query in every state: (state's name, query, state before, answer, state after)."""
    for name, before in ASKED.items():
        state = State()
        for query in before:
            _, state = conversation.respond(query, state, open_session=True)
        for query in (*QUERIES, *actions(content)):
            yield name, query, state, *conversation.respond(query, state, open_session=True)


def test_the_session_is_open_exactly_when_something_is_asked(conversation: Conversation, content: Content) -> None:
    for name, query, _, answer, after in turns(conversation, content):
        asks = any(part.role == "question" for part in answer.parts)
        assert bool(answer.again) == asks == bool(after.asked), (name, query, answer)
        if asks:
            assert answer.again.endswith("?")
            assert next(part for part in answer.parts if part.role == "question").text.endswith("?")


def test_everything_fits_into_a_response(conversation: Conversation, content: Content) -> None:
    for name, query, _, answer, after in turns(conversation, content):
        assert 0 < len(ssml(answer, "x-slow")) < MAX_CHARACTERS, (name, query)
        assert len(reprompt_ssml(answer, "x-slow")) < MAX_CHARACTERS
        assert len(msgspec.json.encode(after)) < MAX_BYTES / 3, (name, query)


def test_advice_is_the_last_thing_said_wherever_it_is_said(conversation: Conversation, content: Content) -> None:
    for name, query, _, answer, _ in turns(conversation, content):
        roles = [part.role for part in answer.parts]
        assert "advice" not in roles[:-1], (name, query)
        if query.kind not in ("navigation", "choose", "unknown", "crisis", "outside"):
            assert roles[-1] == "advice", (name, query)


def test_the_disclaimer_is_told_once(conversation: Conversation) -> None:
    state, told = State(), 0
    for query in (Query("general"), Query("site", sites=("liver",)), Query("topic", name="source")):
        answer, state = conversation.respond(query, state, open_session=True)
        told += sum(part.role == "disclaimer" for part in answer.parts)
    assert told == 1


def test_a_state_survives_the_way_through_json(conversation: Conversation, content: Content) -> None:
    for *_, after in turns(conversation, content):
        assert msgspec.json.decode(msgspec.json.encode(after), type=State) == after
        assert msgspec.convert(msgspec.to_builtins(after), State) == after


def test_repeat_says_the_same_in_every_state(conversation: Conversation) -> None:
    answer, _ = conversation.launch()
    for before in list(ASKED.values())[1:]:
        state = State()
        for query in before:
            heard, state = conversation.respond(query, state, open_session=True)
            answer = answer if query.kind == "unknown" else heard  # a miss is no answer
        again, _ = conversation.respond(Query("navigation", name="repeat"), state, open_session=True)
        assert again == answer


def test_no_two_misses_in_a_row_sound_the_same(conversation: Conversation) -> None:
    state, heard = State(), []
    for _ in range(3):
        answer, state = conversation.respond(Query("unknown"), state, open_session=True)
        heard.append(answer.text)
    assert len(set(heard)) == 3
    assert not answer.again


def test_whatever_is_said_thrice_goes_on_or_ends(conversation: Conversation, content: Content) -> None:
    for path in itertools.product([*actions(content), Query("unknown"), Query("choose", sites=("bones", "brain"))], repeat=3):
        state = State()
        for query in path:
            answer, state = conversation.respond(query, state, open_session=True)
            assert answer.parts, path
            if not answer.again:
                break


def test_an_emergency_ends_the_session_and_is_not_delayed(conversation: Conversation, content: Content) -> None:
    number = content.locales["en-US"].emergency_number
    for name, query, _, answer, _ in turns(conversation, content):
        if query.kind in ("emergency", "crisis"):
            assert answer.urgent, name
            assert not answer.again, name
        if query.kind == "emergency":
            assert number in answer.parts[0].text.split(".")[0], name


def test_actions_of_the_content_are_those_of_the_code(conversation: Conversation, content: Content) -> None:
    assert set(conversation._actions) == set(content.languages["en"].cues.navigation)
