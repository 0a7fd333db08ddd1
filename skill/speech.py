"""Floor 3: Answer -> SSML and card text."""

import re

from skill.answer.model import Answer, Part
from skill.content.text import escaped

PAUSE_AFTER_ITEM = '<break time="450ms"/>'
PAUSE_BEFORE_QUESTION = '<break time="350ms"/>'
_TO_DIAL = re.compile(r"(?<![^ ])(\d{2,3}|\d{5,6})(?=[.,;:!?]*(?: |\Z))")
MAX_CHARACTERS = 8000  # of one output speech (alexa-skills-kit, request and response reference)


def ssml(answer: Answer, rate: str = "") -> str:
    """The body of `<speak>` for an answer: a pause after each item, every special character escaped.

    `rate` is an SSML rate, or "" for the voice's own.
    """
    return _rated("".join(_spoken(part) for part in answer.parts).rstrip(), rate)


def reprompt_ssml(answer: Answer, rate: str = "") -> str:
    """The body of `<speak>` for the reprompt."""
    return _rated(_digits_apart(escaped(answer.again)), rate)


def speakable(answer: Answer) -> bool:
    """Whether Alexa takes all of `answer`, at any rate: some words, none of them unprintable, and not too many."""
    words = [part.text for part in answer.parts]
    if not all(text.strip() and text.isprintable() for text in (*words, answer.again or "-", answer.title or "-")):
        return False
    said = (ssml(answer, "x-slow"), reprompt_ssml(answer, "x-slow"), answer.title, card_text(answer))
    return bool(words) and all(len(text) <= MAX_CHARACTERS for text in said)


def card_text(answer: Answer) -> str:
    """The same words for a card: one line for each item and each part."""
    return "\n".join(part.text for part in answer.parts)


def _spoken(part: Part) -> str:
    text = _digits_apart(escaped(part.text))
    if part.role == "item":
        return f"{text}{PAUSE_AFTER_ITEM} "
    if part.role == "question":
        return f"{PAUSE_BEFORE_QUESTION}{text} "
    return f"{text} "


def _digits_apart(text: str) -> str:
    """Numbers to dial are read digit by digit; years are not."""
    return _TO_DIAL.sub(r'<say-as interpret-as="digits">\1</say-as>', text)


def _rated(body: str, rate: str) -> str:
    return f'<prosody rate="{rate}">{body}</prosody>' if rate else body
