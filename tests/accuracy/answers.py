"""Asks the skill, through the whole of it: utterance -> interaction model -> request -> speech."""

import json
from functools import cache
from pathlib import Path

from skill.app import create_skill
from skill.cache import tables
from skill.content import Content
from skill.content.load import load
from skill.interaction_model import model_document
from skill.simulator import Conversation, Device, Heard, Nlu
from tests.accuracy.score import Question, Spoken

SETS = ("dev", "spoken-dev")


@cache
def shipped() -> Content:
    """The content as it is shipped."""
    return load()


def conversation(content: Content, device: Device | None = None) -> Conversation:
    """A conversation with the skill of `content`."""
    device = device or Device()
    skill = create_skill(content, tables=tables(content))
    return Conversation(lambda envelope: skill(envelope, None), Nlu(model_document(content, device.locale)), device)


def questions(name: str) -> list[Question]:
    """The labelled questions of one set."""
    text = (Path(__file__).parent / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def answers(texts: list[str]) -> list[Heard]:
    """What is heard on each of `texts`, each asked in one shot."""
    alexa = conversation(shipped())
    heard = []
    for text in texts:
        heard.append(alexa.say(text))
        if alexa.open:
            alexa.end()
    return heard


def spoken(heard: Heard) -> Spoken:
    """What the scorer judges."""
    return Spoken(heard.speech, heard.end_session)
