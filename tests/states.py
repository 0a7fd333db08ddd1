"""Every state that a conversation can be in, as what is said to get there."""

from skill.simulator import Conversation
from tests.conftest import Alexa

STATES = {
    "launched": [],
    "told a list": ["liver"],
    "told a sign": ["is jaundice a sign"],
    "asked which place": ["liver", "yes"],
    "asked which of two": ["symptoms of the spine"],
    "reading a list": ["lungs", "one at a time"],
    "slower": ["liver", "slower"],
    "helped": ["help"],
    "declined": ["what's the weather"],
    "missed": ["flibbertigibbet"],
    "missed twice": ["flibbertigibbet", "flibbertigibbet"],
}


def reach(alexa: Alexa, name: str, screen: bool = False) -> Conversation:
    """A conversation in the state `name`."""
    conversation = alexa(screen=screen)
    conversation.launch()
    for text in STATES[name]:
        conversation.say(text)
    assert conversation.open, name
    return conversation
